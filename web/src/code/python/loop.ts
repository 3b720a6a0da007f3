/**
 * The loop over epochs and steps in Python: batches, live changes, the learning rate, stop rules.
 * What a step does is the library's own.
 */
import { isEverSet, valueOf, type Program } from '../program';
import { batchOf, changedSettings, hasFixedBatch, lastStep, shuffles } from '../settings';
import { lines, rows } from '../text_of';
import { title } from './head';

export interface Step {
  /** Before the loop. */
  readonly before: readonly string[];
  /** From `batch` and `rate` to new parameters. `norm` is the gradient's where a rule asks for it. */
  readonly step: readonly string[];
  /** How the parameters are kept and brought back. */
  readonly keep: string;
  readonly restore: readonly string[];
  /** Whether all parameters are finite, as an expression. */
  readonly finite: string;
}

export function loop(program: Program, { before, step, keep, restore, finite }: Step): string {
  const { stop } = program;
  const mini = shuffles(program);
  const body = [
    ...changes(program),
    ...(mini ? ['batch = order[position:position + batch_size]'] : ['batch = train']),
    ...rate(program, mini),
    ...step,
    'step += 1',
    ...(mini ? ['position += len(batch)'] : []),
    `if not ${finite}:`,
    '    raise SystemExit(f"Diverged at step {step}.")',
    ...endings(program),
  ];
  const watched = judging(program, keep, restore);
  const epoch = [
    'epoch += 1',
    ...watched,
    ...(stop.epochs > 0 ? ['finished = finished or epoch == epochs'] : []),
    'if finished or epoch % every == 0:',
    '    report()',
  ];
  return lines(
    title('Training'),
    before,
    'epoch = step = 0',
    stop.patience > 0 ? 'best, waited = math.inf, 0' : null,
    `every = ${everyOf(program)}  # epochs from one line of figures to the next`,
    mini ? `n = ${program.data.train}` : null,
    mini ? 'shuffles = Random(seed).fork("batches")' : null,
    'finished = False',
    'while not finished:',
    mini ? `    order = ${order(program)}` : null,
    mini ? '    position = 0' : null,
    mini ? '    while position < n and not finished:' : null,
    indent(body, mini ? 2 : 1),
    mini ? '    if position == n:  # a full pass' : null,
    indent(epoch, mini ? 2 : 1),
    mini && endings(program).length > 0 ? ['    elif finished:', '        report()'] : null,
  );
}

export function indent(code: readonly string[], levels = 1): readonly string[] {
  return code.map((line) => (line === '' ? '' : `${'    '.repeat(levels)}${line}`));
}

function order(program: Program): string {
  const drawn = 'shuffles.fork(epoch).permutation(n)';
  return hasFixedBatch(program) ? drawn : `${drawn} if batch_size < n else np.arange(n)`;
}

/** About ten lines over the run. */
function everyOf(program: Program): number {
  const { stop, data } = program;
  const perEpoch = Math.ceil(data.train / batchOf(program));
  const most = Math.ceil((lastStep(program) ?? Infinity) / perEpoch);
  const epochs = Math.min(stop.epochs || Infinity, most);
  return Number.isFinite(epochs) ? Math.max(1, Math.floor(epochs / 10)) : 100;
}

const mostChanges = 40;

/** What was changed while it trained: a test of the step for each, or a table of many. */
function changes(program: Program): readonly string[] {
  const changed = changedSettings(program);
  if (changed.length <= mostChanges) {
    return changed.flatMap(({ step, set }) => [
      `if step == ${step}:  # changed while it trained`,
      ...set.map(([name, value]) => `    ${name} = ${pythonOf(value)}`),
    ]);
  }
  const names = [...new Set(changed.flatMap(({ set }) => set.map(([name]) => name)))];
  return names.map((name) => `${name} = changed_${name}.get(step, ${name})`);
}

/** The tables of many changes, which stand before the loop. */
export function changeTables(program: Program): readonly string[] {
  const changed = changedSettings(program);
  if (changed.length <= mostChanges) return [];
  const names = [...new Set(changed.flatMap(({ set }) => set.map(([name]) => name)))];
  return names.flatMap((name) => {
    const items = changed.flatMap(({ step, set }) =>
      set.filter(([own]) => own === name).map(([, value]) => `${step}: ${pythonOf(value)}`),
    );
    return [`changed_${name} = {  # by the step from which it holds`, ...rows(items, '    '), '}'];
  });
}

function pythonOf(value: string): string {
  if (value === 'true') return 'True';
  return value === 'false' ? 'False' : value;
}

/** The learning rate of the step that is about to be taken. */
function rate(program: Program, mini: boolean): readonly string[] {
  const passes = mini ? '(epoch + position / n)' : 'epoch';
  const perEpoch = mini ? '-(-n // batch_size)' : '1';
  switch (program.schedule.id) {
    case 'constant':
      return ['rate = learning_rate'];
    case 'inverse-time':
      return mini
        ? [
            `steps_per_epoch = ${perEpoch}  # rounded up`,
            'rate = learning_rate / (epoch * steps_per_epoch + 1)',
          ]
        : ['rate = learning_rate / (epoch + 1)'];
    case 'exponential':
      return ['rate = learning_rate * rate_factor**epoch'];
    case 'step':
      return ['rate = learning_rate * rate_factor ** (epoch // step_size)'];
    case 'cosine':
      return [
        `done = min(${passes} / fall_epochs, 1)`,
        'rate = learning_rate * 0.5 * (1 + math.cos(math.pi * done))',
      ];
    case 'warmup-cosine':
      return [
        `passes = ${passes}`,
        'if passes < warmup:',
        ...(mini
          ? [
              `    steps_per_epoch = ${perEpoch}  # rounded up`,
              '    rate = learning_rate * (passes + 0.5 / steps_per_epoch) / warmup',
            ]
          : ['    rate = learning_rate * (passes + 0.5) / warmup']),
        'else:',
        '    done = min((passes - warmup) / (fall_epochs - warmup), 1) if fall_epochs > warmup else 1',
        '    rate = learning_rate * 0.5 * (1 + math.cos(math.pi * done))',
      ];
    default:
      throw new Error(`${program.schedule.id} has no code.`);
  }
}

/** Rules that can end the run after any step. */
function endings(program: Program): readonly string[] {
  const { stop } = program;
  const rules = [
    ...(lastStep(program) !== null ? ['step == last_step'] : []),
    ...(stop.gradient > 0 ? ['norm <= flat'] : []),
  ];
  return rules.length > 0 ? [`finished = ${rules.join(' or ')}`] : [];
}

/** Rules that look at a loss after every epoch. */
function judging({ stop }: Program, keep: string, restore: readonly string[]): readonly string[] {
  return [
    ...(stop.patience > 0
      ? [
          'judged = loss(validation)',
          'if judged < best:',
          `    best, waited, kept = judged, 0, ${keep}`,
          'else:',
          '    waited += 1',
          'if waited == patience:  # the best parameters come back',
          ...indent(restore),
          '    finished = True',
        ]
      : []),
    ...(stop.loss > 0 ? ['finished = finished or loss(train) <= enough'] : []),
  ];
}

/** Whether a step has to know the norm of its gradient. */
export function needsNorm(program: Program): boolean {
  return program.stop.gradient > 0 || clips(program);
}

/** Whether a gradient is ever cut to a norm. */
export function clips(program: Program): boolean {
  return isEverSet(program, 'optimizer.clipNorm', valueOf(program.optimizer, 'clipNorm'));
}
