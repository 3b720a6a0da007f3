/** Files that are given to the store: taken in, matched to a waiting Spec, or kept for their pair. */
import type { Spec } from '../engine/model';
import { text } from '../text/text';
import type { Edits } from './edits';
import { recognise } from './files';
import { filesOf, sortOut, specOfImages } from './intake';
import type { Notices } from './notices';
import type { Projects } from './projects';
import type { Shared } from './shared';
import type { TableDesk } from './table_desk';

export class FileDesk {
  /** A linked Spec whose files are not here yet. */
  linked: Spec | null = null;

  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
    private readonly notices: Notices,
    private readonly tables: TableDesk,
    private readonly projects: Projects,
  ) {}

  /** Tells files apart by their content and opens them; what is wrong becomes a message. */
  async addFiles(files: readonly File[]): Promise<void> {
    const { shared, linked } = this;
    const { conductor } = shared;
    if (files.length === 0 || !conductor) return;
    const kinds = await Promise.all(
      files.map(async (file) => ({ name: file.name, is: await recognise(file) })),
    );
    const project = files.find((_, i) => kinds[i]?.is.kind === 'project');
    if (project) {
      this.forgetFiles();
      if (files.length === 1) await this.projects.open(project);
      else
        this.notices.notify({ kind: 'error', text: text.frame.projectAlone, path: project.name });
      return;
    }
    for (const file of files) conductor.files.set(file.name, file);
    if (linked && filesOf(linked).every((name) => conductor.files.has(name))) {
      this.forgetFiles();
      this.edits.change(linked, 'files', { draft: null });
      return;
    }
    const all = [...shared.state.waiting, ...kinds];
    const intake = sortOut(all);
    if (intake.kind === 'incomplete') {
      shared.set({ waiting: all });
      this.notices.notify({ kind: 'info', text: text.data.addNow(intake.reason) });
      return;
    }
    this.forgetFiles();
    if (intake.kind === 'refused') {
      this.notices.notify({ kind: 'error', text: intake.reason, path: intake.path });
    } else if (intake.kind === 'images') {
      const spec = specOfImages(shared.settled(), intake.names);
      this.edits.change(spec, 'files', { draft: null });
    } else {
      await this.tables.open(intake.name);
    }
  }

  /** A table that was pasted is a file with a name of its own: the former one stays for undo. */
  addText(content: string): Promise<void> {
    const taken = this.shared.conductor?.files;
    let name = 'pasted.csv';
    for (let i = 2; taken?.has(name); ++i) name = `pasted ${i}.csv`;
    return this.addFiles([new File([content], name, { type: 'text/csv' })]);
  }

  forgetFiles(): void {
    this.linked = null;
    this.shared.set({ waiting: [] });
  }
}
