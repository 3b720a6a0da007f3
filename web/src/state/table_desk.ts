/** The table in the Data panel: read by the core, its columns given their roles, and tried. */
import type { CsvPreview, Problem, Spec } from '../engine/model';
import { text } from '../text/text';
import type { Edits } from './edits';
import { problemOf } from './engine_face';
import { specOfTable } from './intake';
import type { Notices } from './notices';
import type { Shared } from './shared';
import {
  columnOf,
  firstRoles,
  targetIndex,
  withTargetScale,
  withTask,
  withText,
  withUse,
} from './table_roles';

type Data = Spec['data'];

export class TableDesk {
  /** What was read of a file, by how its first row and its cells are to be taken. */
  private readonly read = new WeakMap<File, Map<string, CsvPreview>>();

  /** Numbers the edits, so that quick ones are not taken for one. */
  private edit = 0;

  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
    private readonly notices: Notices,
  ) {}

  /** Keeps `table` that of the data shown, also after undo or when a link's file has come. */
  begin(): void {
    let data: Data | null = null;
    this.shared.subscribe(() => {
      const shown = this.shared.data();
      if (shown === data) return;
      data = shown;
      if (shown.source === 'table') void this.show(shown);
    });
  }

  /** Opens a file that is here as the table to learn. */
  async open(name: string): Promise<void> {
    const data: Data = { source: 'table', file: name };
    try {
      const preview = await this.previewOf(data);
      if (preview) await this.assign(firstRoles(name, preview), preview);
    } catch (reason) {
      this.notices.report(problemOf(reason));
    }
  }

  /** Reads the file otherwise: names and kinds of columns change, and their roles begin anew. */
  async readAs(key: 'header' | 'delimiter', value: string): Promise<void> {
    const shown = this.shared.data();
    const ways = { header: textAt(shown, 'header'), delimiter: textAt(shown, 'delimiter') };
    const wanted = { ...ways, [key]: value === 'auto' ? '' : value };
    const named: Data = { source: 'table', file: fileOf(shown) };
    const data = withText(withText(named, 'header', wanted.header), 'delimiter', wanted.delimiter);
    try {
      const preview = await this.previewOf(data);
      if (!preview) return;
      await this.assign({ ...firstRoles(fileOf(data), preview), ...data }, preview);
    } catch (reason) {
      this.notices.report(problemOf(reason));
    }
  }

  /** Tries the table with these roles. What the core refuses stays in the panel as a draft. */
  async assign(data: Data, preview = this.shared.state.table?.preview): Promise<void> {
    const { shared, edits } = this;
    const { conductor } = shared;
    if (!conductor || !preview) return;
    const spec = specOfTable(shared.settled(), data);
    if (edits.refusalOf(spec)) return;
    edits.record(`table ${++this.edit}`);
    shared.set({ table: { file: fileOf(data), preview } });
    const problem = await conductor.make(spec);
    if (problem) {
      const more = preview.problemCount - 1;
      const message = more > 0 ? text.data.moreLikeThis(problem.message, more) : problem.message;
      edits.refused({ ...problem, message });
      shared.set({ draft: { data, problem } });
      this.offer(problem, data, preview);
    } else {
      shared.set({ draft: null });
    }
  }

  /** One action where one helps. */
  private offer(problem: Problem, data: Data, preview: CsvPreview): void {
    const remedy = remedyOf(problem, data, preview);
    const { notice } = this.shared.state;
    if (!remedy || !notice) return;
    this.notices.notify({
      ...notice,
      action: { label: remedy.label, run: () => void this.assign(remedy.data, preview) },
    });
  }

  private async show(data: Data): Promise<void> {
    try {
      const preview = await this.previewOf(data);
      if (preview && this.shared.data() === data) {
        this.shared.set({ table: { file: fileOf(data), preview } });
      }
    } catch {
      this.shared.set({ table: null }); // what is wrong with it is said when it is used
    }
  }

  private async previewOf(data: Data): Promise<CsvPreview | null> {
    const { conductor, engine } = this.shared;
    const file = conductor?.files.get(fileOf(data));
    if (!file || !engine) return null;
    const header = textAt(data, 'header');
    const delimiter = textAt(data, 'delimiter');
    const key = `${header} ${delimiter}`;
    const known = this.read.get(file) ?? new Map<string, CsvPreview>();
    this.read.set(file, known);
    const preview =
      known.get(key) ??
      (await engine.previewCsv(file, {
        ...(header === '' || header === 'auto' ? {} : { header: header === 'yes' }),
        ...(delimiter === '' || delimiter === 'auto'
          ? {}
          : { delimiter: delimiters[delimiter] ?? ',' }),
      }));
    known.set(key, preview);
    return preview;
  }
}

const delimiters: Readonly<Record<string, CsvPreview['delimiter']>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
};

function fileOf(data: Data): string {
  return textAt(data, 'file');
}

function textAt(data: Data, key: string): string {
  const value = data[key];
  return typeof value === 'string' ? value : '';
}

interface Remedy {
  readonly label: string;
  readonly data: Data;
}

/** What would make a refused table learnable; null where only the file itself can be mended. */
export function remedyOf(problem: Problem, data: Data, preview: CsvPreview): Remedy | null {
  const words = text.data.remedies;
  const target = targetIndex(data, preview);
  if (problem.code === 'text-in-number-column') {
    const index = columnOf(problem.path);
    const name = preview.columns[index]?.name;
    if (name === undefined) return null;
    return index === target
      ? {
          label: words.classes(name),
          data: withTargetScale(withTask(data, 'classes'), preview),
        }
      : { label: words.categories(name), data: withUse(data, preview, index, 'categories') };
  }
  if (problem.code === 'text-as-number') {
    const name = preview.columns[target]?.name ?? '';
    return {
      label: words.classes(name),
      data: withTargetScale(withTask(data, 'classes'), preview),
    };
  }
  if (problem.code === 'too-many-classes' && preview.columns[target]?.kind === 'number') {
    return {
      label: words.number(preview.columns[target].name),
      data: withTargetScale(withTask(data, null), preview),
    };
  }
  if (problem.code === 'no-rows') {
    return { label: words.mean, data: withText(data, 'missing', 'mean') };
  }
  return null;
}
