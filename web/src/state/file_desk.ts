/** Files that are given to the store: taken in, matched to a waiting Spec, opened as a table. */
import type { CsvPreview, Problem, Spec } from '../engine/model';
import { text } from '../text/text';
import type { Edits } from './edits';
import { problemOf } from './engine_face';
import { recognise, type NamedKind } from './files';
import { filesOf, sortOut, specOfImages, specOfTable } from './intake';
import type { Notices } from './notices';
import type { Projects } from './projects';
import type { Shared } from './shared';
import { withValue } from './spec';

export class FileDesk {
  /** A linked Spec whose files are not here yet. */
  linked: Spec | null = null;
  /** Files of a pair that is not complete yet. */
  private waiting: NamedKind[] = [];

  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
    private readonly notices: Notices,
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
      this.edits.change(linked, 'files');
      return;
    }
    const intake = sortOut([...this.waiting, ...kinds]);
    if (intake.kind === 'incomplete') {
      this.waiting.push(...kinds);
      this.notices.notify({ kind: 'info', text: `${intake.reason} It can be added now.` });
      return;
    }
    this.forgetFiles();
    if (intake.kind === 'refused') {
      this.notices.notify({ kind: 'error', text: intake.reason, path: intake.path });
    } else if (intake.kind === 'images') {
      this.edits.change(specOfImages(shared.settled(), intake.names), 'files', { table: null });
    } else {
      await this.openTable(intake.name);
    }
  }

  /** Another column of the table to predict; output and loss follow from what is in it. */
  chooseTarget(column: string): void {
    const { table } = this.shared.state;
    if (!table) return;
    this.edits.change(
      specOfTable(this.shared.settled(), table.file, table.preview, column),
      'target',
    );
  }

  private async openTable(name: string): Promise<void> {
    const { conductor, engine } = this.shared;
    const file = conductor?.files.get(name);
    if (!file || !engine || !conductor) return;
    let preview: CsvPreview;
    try {
      preview = await engine.previewCsv(file);
    } catch (reason) {
      this.notices.report(problemOf(reason));
      return;
    }
    const before = this.shared.state;
    this.edits.record('files');
    const spec = specOfTable(this.shared.settled(), name, preview);
    this.shared.set({ table: { file: name, preview } });
    const problem = await conductor.make(spec);
    if (problem) {
      this.shared.set({ table: before.table });
      const more = preview.problemCount - 1;
      const message = `${problem.message}${more > 0 ? ` (and ${more} more like this)` : ''}`;
      this.edits.refused({ ...problem, message });
      this.offerCategories(problem, spec, name, preview);
    }
  }

  /** Texts in a column of numbers: they may be meant as names of classes. */
  private offerCategories(problem: Problem, spec: Spec, name: string, preview: CsvPreview): void {
    if (problem.code !== 'text-in-number-column') return;
    const column = preview.columns[Number(problem.path.split(':').at(-1)) - 1];
    if (!column) return;
    const isTarget = column === preview.columns.at(-1);
    const path = isTarget ? 'data.task' : 'data.categories';
    this.notices.notify({
      kind: 'error',
      text: problem.message,
      path: problem.path,
      action: {
        label: `Read “${column.name}” as ${isTarget ? 'classes' : 'categories'}`,
        run: () =>
          this.edits.change(withValue(spec, path, isTarget ? 'classes' : column.name), 'files', {
            table: { file: name, preview },
          }),
      },
    });
  }

  private forgetFiles(): void {
    this.waiting = [];
    this.linked = null;
  }
}
