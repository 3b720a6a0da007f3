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
import type { WayIn } from './way_in';

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
    const whole = kinds.findIndex(({ is }) => is.kind === 'project' || is.kind === 'tensors');
    const [file, kind] = [files[whole], kinds[whole]?.is.kind];
    if (file) {
      if (kind !== 'tensors') this.forgetFiles();
      if (files.length === 1) await this.openDocument(file, kind === 'tensors');
      else this.notices.notify({ kind: 'error', text: text.frame.projectAlone, path: file.name });
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

  /** A document, an address, or else a table; what is wrong becomes a message. */
  async addText(content: string): Promise<void> {
    const start = content.trimStart();
    if (start.startsWith('{')) {
      await this.addFiles([new File([content], text.frame.pasted, { type: 'application/json' })]);
    } else if (/^(#|[a-z]+:\/\/)\S+\s*$/i.test(start)) {
      this.forgetFiles();
      await (await this.wayIn()).link(start.trimEnd());
    } else {
      // A table has a name of its own: the former one stays for undo.
      const taken = this.shared.conductor?.files;
      let name = 'pasted.csv';
      for (let i = 2; taken?.has(name); ++i) name = `pasted ${i}.csv`;
      await this.addFiles([new File([content], name, { type: 'text/csv' })]);
    }
  }

  /** Parameters, or what is JSON: a Spec, a run, else a project, which knows best what is wrong. */
  private async openDocument(file: File, isTensors: boolean): Promise<void> {
    const wayIn = await this.wayIn();
    if (isTensors) await wayIn.tensors(file);
    else if (!(await wayIn.document(file))) await this.projects.open(file);
  }

  /** Loaded when it is needed. */
  private async wayIn(): Promise<WayIn> {
    const { WayIn } = await import('./way_in');
    const { shared, edits, notices } = this;
    return new WayIn({ shared, edits, notices, wait: (spec) => (this.linked = spec) });
  }

  forgetFiles(): void {
    this.linked = null;
    this.shared.set({ waiting: [] });
  }
}
