import { beforeEach, describe, expect, test } from 'vitest';
import type { ClaimState, JudgeState } from '../../web/src/engine/lesson_tasks';
import type { OwnEngine } from '../../web/src/state/engine_face';
import { EngineHouse, type Tenant } from '../../web/src/state/engine_house';
import { Experiment } from '../../web/src/state/experiment';
import { handInHash, readHandIn, readTask } from '../../web/src/state/hand_in';
import {
  decidingEntry,
  placesOf,
  withSetting,
  withSettingsOf,
  type Lesson,
} from '../../web/src/state/lesson';
import { LessonProgress, readReached, reachedText } from '../../web/src/state/lesson_progress';
import { LessonWork } from '../../web/src/state/lesson_work';
import { decodeLink, encodeLink } from '../../web/src/state/link';
import { storageKeys } from '../../web/src/state/runs';
import { asJson, defaultSpec, valueAt } from '../../web/src/state/spec';
import type { Keeping } from '../../web/src/state/state';
import { jsonText, jsonValue, taskField } from '../../web/src/state/task_fields';
import { SmallEngine } from './small_engine';

async function settle(): Promise<void> {
  for (let i = 0; i < 30; ++i) await new Promise((resolve) => setTimeout(resolve, 0));
}

const spec = { data: { source: 'three-points' }, optimizer: { id: 'sgd', learningRate: 0.1 } };
const lesson: Lesson = {
  title: 'A lesson',
  summary: '',
  minutes: 1,
  specs: { first: { title: 'First', spec } },
  claims: [
    { id: 'one', says: 'It falls.', is: '<', bound: 1 },
    { id: 'two', says: 'It falls twice.', is: '>', bound: 1 },
  ],
  tasks: [
    { id: 'rate', asks: 'Find one.', spec: 'first', vary: ['optimizer.learningRate'] },
    { id: 'say', asks: 'Say.', spec: 'first', vary: [], answer: { label: 'Steps' } },
  ],
};
const print = '0123456789abcdef';
const solved = { task: 'rate', spec, fingerprint: print, answer: null };

// --- links --------------------------------------------------------------------------------------

describe('links', () => {
  test('name the lesson that is read', async () => {
    const hash = await encodeLink(asJson(defaultSpec), '1', 'lessons', 'stuck');
    expect(hash).toMatch(/&at=lessons&lesson=stuck$/);
    expect(await decodeLink(hash)).toMatchObject({ place: 'lessons', lesson: 'stuck' });
    const written = await decodeLink('#v=1&at=lessons&lesson=stuck');
    expect(written).toMatchObject({ lesson: 'stuck', handIn: null, text: null });
    expect((await decodeLink('#v=1')).lesson).toBeNull();
  });

  test('hand in solved tasks, as base64url of JSON', async () => {
    const tasks = [solved, { ...solved, task: 'say', answer: 1e-300 }];
    const hash = handInHash({ lesson: 'stuck', tasks });
    const { lesson: id, handIn } = await decodeLink(hash);
    expect(id).toBe('stuck');
    expect(readHandIn(handIn ?? '')).toEqual({ lesson: 'stuck', tasks });
    const plain = JSON.parse(Buffer.from(handIn ?? '', 'base64url').toString('utf8')) as unknown;
    expect(plain).toEqual({ version: 1, lesson: 'stuck', tasks });
  });

  test('that are damaged hand in nothing', () => {
    const packed = (value: unknown): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const good = { version: 1, lesson: 'a', tasks: [solved] };
    expect(readHandIn(packed(good))).not.toBeNull();
    for (const bad of [
      { ...good, version: 2 },
      { ...good, lesson: 3 },
      { ...good, tasks: {} },
      { ...good, tasks: [{ ...solved, fingerprint: 'zz' }] },
      { ...good, tasks: [{ ...solved, answer: 'ten' }] },
      { ...good, tasks: [{ ...solved, spec: 'ten' }] },
      { ...good, tasks: Array.from({ length: 101 }, () => solved) },
      [],
    ]) {
      expect(readHandIn(packed(bad))).toBeNull();
    }
    expect(readHandIn('%%')).toBeNull();
    expect(readHandIn(packed(good).slice(0, -9))).toBeNull();
    expect(readTask(null)).toBeNull();
  });
});

// --- the document -------------------------------------------------------------------------------

test('the entry that decides is the nearest to the bound, or the farthest beyond it', () => {
  const values = [0.2, null, 0.5, -1];
  expect(decidingEntry({ is: '<', bound: 1 }, [0.2, 0.5, -1])).toBe(1);
  expect(decidingEntry({ is: '>=', bound: 0 }, [0.2, 0.5, -1])).toBe(2);
  expect(decidingEntry({ is: 'between', bound: [0, 1] }, [0.2, 0.5, 1.4])).toBe(2);
  expect(decidingEntry({ is: '<', bound: 1 }, values)).toBe(1); // what is no number is the worst
  expect(decidingEntry({ is: '<', bound: 1 }, [])).toBe(-1);
});

test('of a Spec that is handed in only what the task leaves open is taken', () => {
  const theirs = { data: { source: 'circle' }, optimizer: { id: 'sgd', learningRate: 0.7 } };
  const taken = withSettingsOf(spec, theirs, ['optimizer.learningRate']);
  expect(valueAt(taken, 'optimizer.learningRate')).toBe(0.7);
  expect(taken.data.source).toBe('three-points');
});

describe('fields of a task', () => {
  const base = { ...spec, network: { layers: [{ units: 3, activation: 'leaky-relu' }, {}] } };

  test('are what the manifest declares', () => {
    const rate = taskField(base, 'optimizer.learningRate');
    expect(rate).toMatchObject({ kind: 'parameter', parameter: { scale: 'logarithmic' } });
    const activation = taskField(base, 'network.layers.0.activation');
    expect(activation).toMatchObject({ kind: 'component', chosen: { id: 'leaky-relu' } });
    expect(taskField(base, 'optimizer.id')).toMatchObject({ path: 'optimizer' });
    expect(taskField(base, 'data.noise')).toMatchObject({ kind: 'json' }); // three points have none
    const units = taskField(base, 'network.layers.0.units');
    expect(units).toMatchObject({ parameter: { type: 'integer', low: 1, default: 3 } });
    expect(taskField(base, 'regularization.l2')).toMatchObject({
      parameter: { default: 0, low: 0 },
    });
    expect(taskField({ ...base, batchSize: 'full' }, 'batchSize')).toMatchObject({ kind: 'json' });
  });

  test('of several layers change all of them', () => {
    const three = [{ units: 3, activation: 'tanh' }, { units: 2, activation: 'tanh' }, {}];
    const deep = { ...spec, network: { layers: three } };
    expect(placesOf(deep, 'network.hidden.*.activation')).toEqual([
      'network.layers.0.activation',
      'network.layers.1.activation',
    ]);
    expect(placesOf(deep, 'network.layers.*')).toHaveLength(3);
    const field = taskField(deep, 'network.hidden.*.activation');
    expect(field).toMatchObject({ kind: 'component', chosen: { id: 'tanh' } });
    const bent = withSetting(deep, 'network.hidden.*.activation', 'relu');
    expect(bent.network?.layers.map(({ activation }) => activation)).toEqual([
      'relu',
      'relu',
      undefined,
    ]);
    const taken = withSettingsOf(deep, bent, ['network.hidden.*.activation']);
    expect(taken).toEqual(bent);
    expect(withSetting(spec, 'network.layers.0.units', 5).network?.layers).toHaveLength(2);
  });

  test('offer seeds, lengths and scalings', () => {
    expect(taskField(base, 'seed')).toMatchObject({ parameter: { type: 'integer', low: 1 } });
    expect(taskField(base, 'stop.steps')).toMatchObject({ parameter: { scale: 'logarithmic' } });
    const scale = taskField(base, 'data.scale');
    expect(scale).toMatchObject({ parameter: { type: 'choice', default: 'none' } });
  });

  test('of anything else are JSON', () => {
    expect(jsonText(undefined)).toBe('');
    expect(jsonText('full')).toBe('full');
    expect(jsonText([1])).toBe('[1]');
    expect(jsonValue(' 32 ')).toBe(32);
    expect(jsonValue('full')).toBe('full');
    expect(jsonValue('')).toBeUndefined();
  });
});

// --- engines ------------------------------------------------------------------------------------

/** Engines that count how many of them are open. */
class Engines {
  open = 0;
  most = 0;
  readonly started: boolean[] = [];
  readonly small: SmallEngine[] = [];
  lab: LabSession | null = null;

  readonly start = (options: { readonly lab?: boolean } = {}): Promise<OwnEngine> => {
    this.started.push(options.lab ?? false);
    this.most = Math.max(this.most, ++this.open);
    const engine = new SmallEngine();
    this.small.push(engine);
    const lab = new LabSession();
    if (options.lab) this.lab = lab;
    const session = options.lab
      ? (): Promise<never> => Promise.resolve(lab as never)
      : engine.session.bind(engine);
    let isOpen = true;
    const close = (): void => {
      if (isOpen) --this.open;
      isOpen = false;
      lab.closed = true;
    };
    return Promise.resolve({ session, expand: engine.expand.bind(engine), close });
  };
}

/** Answers claims and judgements in so many slices. */
class LabSession {
  closed = false;
  slices = 2;
  readonly heard: string[] = [];
  failure = '';
  private done = 0;

  lab(task: string, argument: Record<string, unknown>): Promise<ClaimState | JudgeState> {
    if (this.closed) return Promise.reject(new Error('It is closed.'));
    if (this.failure !== '') return Promise.reject(new Error(this.failure));
    const { anew, claim, task: judged, answer } = argument;
    if (anew === true) {
      this.heard.push(`${task} ${String(claim ?? judged)}`);
      this.done = 0;
    }
    const share = ++this.done / this.slices;
    const isDone = share >= 1;
    if (task === 'claim') {
      const verdict = isDone ? claim === 'one' : null;
      const values = [0.5, 2].slice(0, this.done);
      const holds = values.map((value) => value < 1);
      const labels = values.map((_, i) => `seed ${i + 1}`);
      return Promise.resolve({ runs: 2, done: this.done, share, values, labels, holds, verdict });
    }
    const passed = answer === 7 || judged === 'rate';
    const points = [{ says: 'It is so.', value: 1, holds: passed }];
    const fingerprint = isDone ? print : null;
    return Promise.resolve({ done: isDone, share, fingerprint, changed: [], points, passed });
  }
}

describe('the house of engines', () => {
  const tenant = (needed: number, left: string[], name: string): Tenant => ({
    need: () => needed,
    leave: () => {
      left.push(name);
      return Promise.resolve();
    },
  });

  test('has few rooms, and turns out whoever is needed least', async () => {
    const engines = new Engines();
    const house = new EngineHouse(engines.start, 2);
    const left: string[] = [];
    await house.enter(tenant(1, left, 'seen'));
    expect(house.hasRoom).toBe(true);
    await house.enter(tenant(2, left, 'busy'));
    expect(house.hasRoom).toBe(false);
    await house.enter(tenant(1, left, 'third'));
    expect(left).toEqual(['seen']);
    await house.enter(tenant(0, left, 'hidden'));
    expect(left).toEqual(['seen', 'third']);
    expect(house.hasRoom).toBe(true);
    await house.clear();
    expect(left).toEqual(['seen', 'third', 'busy', 'hidden']);
  });

  test('of equals, the one that was used last stays', async () => {
    const house = new EngineHouse(new Engines().start, 2);
    const left: string[] = [];
    const [a, b] = [tenant(1, left, 'a'), tenant(1, left, 'b')];
    await house.enter(a);
    await house.enter(b);
    house.touch(a);
    await house.enter(tenant(1, left, 'c'));
    expect(left).toEqual(['b']);
  });
});

describe('an experiment', () => {
  let engines: Engines;
  let house: EngineHouse;
  const make = (title: string): Experiment => {
    const made = new Experiment(title, { ...defaultSpec, stop: {} }, house);
    made.setPace(null);
    return made;
  };

  beforeEach(() => {
    engines = new Engines();
    house = new EngineHouse(engines.start, 2);
  });

  test('is made when it comes in sight, and pauses when it leaves it', async () => {
    const one = make('one');
    expect(engines.started).toEqual([]);
    one.seen(true);
    await settle();
    expect(engines.started).toEqual([false]);
    expect(one.state.info).not.toBeNull();
    one.play();
    await settle();
    expect(one.state.playing).toBe(true);
    one.seen(false);
    await settle();
    expect(one.state.playing).toBe(false);
  });

  test('that has come to its end is begun again by Play', async () => {
    const one = make('one');
    one.seen(true);
    await settle();
    one.play();
    await settle();
    const session = engines.small[0]?.latest;
    session?.advance(4);
    session?.end('stopped', 'It has come to its end.');
    await settle();
    expect(one.state.playing).toBe(false);
    expect(one.state.notice?.text).toContain('It has come to its end.');
    one.play();
    await settle();
    expect(session?.heard).toContain('reset');
    expect(one.state.playing).toBe(true);
  });

  test('that is refused says why, and shows nothing else', async () => {
    const bad = new Experiment('bad', { data: { source: 'bad' } }, house);
    bad.seen(true);
    await settle();
    expect(bad.message).toContain('There is no source “bad”.');
    expect(bad.state.info).toBeNull();
  });

  test('without an engine says what it said last', async () => {
    const one = make('one');
    one.seen(true);
    await settle();
    one.notify({ kind: 'info', text: 'It has converged.' });
    await house.clear();
    one.notify({ kind: 'error', text: 'The engine was closed.' });
    one.seen(false);
    await settle();
    expect(one.message).toBe('It has converged.');
  });

  test('waits for room, and takes it when another leaves sight', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map(make) as [
      Experiment,
      Experiment,
      Experiment,
    ];
    for (const each of [one, two, three]) each.seen(true);
    await settle();
    expect([one, two, three].map(({ state }) => state.info !== null)).toEqual([true, true, false]);
    one.seen(false);
    await settle();
    expect(three.state.info).not.toBeNull();
    expect(engines.most).toBe(2);
  });

  test('gives its engine up for another, and goes on where it stood', async () => {
    const all = ['one', 'two', 'three'].map(make);
    const [one, two, three] = all as [Experiment, Experiment, Experiment];
    one.seen(true);
    two.seen(true);
    await settle();
    one.step();
    await settle();
    one.step();
    await settle();
    expect(one.state.progress?.step).toBe(2);
    three.seen(true); // nobody is out of sight: it waits for a wish
    await settle();
    expect(three.state.info).toBeNull();
    two.play();
    await settle();
    three.play();
    await settle();
    expect(three.state.playing).toBe(true);
    expect(two.state.playing).toBe(true); // the other one did nothing
    expect(one.state.progress?.step).toBe(2); // what was drawn stays
    expect(engines.most).toBe(2);
    two.seen(false);
    one.step();
    await settle();
    const session = engines.small.at(-1)?.latest;
    expect(session?.heard).toContain('restore 2');
    expect(one.state.progress?.step).toBe(3);
    expect(engines.open).toBe(2);
    await house.clear();
    expect(engines.open).toBe(0);
  });
});

// --- claims and tasks ---------------------------------------------------------------------------

describe('the work on a lesson', () => {
  let engines: Engines;
  let work: LessonWork;
  let progress: LessonProgress;

  beforeEach(() => {
    engines = new Engines();
    const house = new EngineHouse(engines.start);
    progress = new LessonProgress(null, () => 'off');
    work = new LessonWork('stuck', lesson, '{}', house, progress);
  });

  test('checks claims one after another in a lab', async () => {
    const seen: (number | undefined)[] = [];
    work.subscribe(() => seen.push(work.claim('one')?.state?.done));
    work.check(['one', 'two']);
    expect(work.claim('two')?.status).toBe('waiting');
    await settle();
    expect(engines.started).toEqual([true]);
    expect(seen).toContain(1); // in between
    expect(work.claim('one')).toMatchObject({ status: 'done', held: true });
    expect(work.claim('one')?.state?.labels).toEqual(['seed 1', 'seed 2']);
    expect(work.claim('two')).toMatchObject({ status: 'done', held: false });
    expect(work.counts).toEqual({ held: 1, failed: 1, of: 2 });
    expect(work.isWorking).toBe(false);
    expect(progress.of('stuck').claims).toEqual({ one: true, two: false });
  });

  test('stops when nobody wants it any more, and can be begun again', async () => {
    work.check(['one', 'two']);
    work.stop();
    await settle();
    expect(work.claim('one')).toMatchObject({ status: 'idle', held: null });
    work.check(['two']);
    await settle();
    expect(work.claim('two')?.status).toBe('done');
  });

  test('says what went wrong, and has another engine the next time', async () => {
    work.check(['one']);
    await settle();
    if (engines.lab) engines.lab.failure = 'It broke.';
    work.check(['one']);
    await settle();
    expect(work.claim('one')).toMatchObject({ status: 'failed', problem: 'It broke.' });
    expect(engines.open).toBe(0);
    work.check(['one']);
    await settle();
    expect(work.claim('one')?.status).toBe('done');
    expect(engines.started).toEqual([true, true]);
  });

  test('judges what a reader says, and keeps what is solved', async () => {
    work.judge('say', spec, 3);
    await settle();
    expect(work.task('say')).toMatchObject({ status: 'done', solved: null });
    work.judge('say', spec, 7);
    await settle();
    const handed = { task: 'say', spec, fingerprint: print, answer: 7 };
    expect(work.task('say')?.solved).toEqual(handed);
    work.judge('say', spec, 3); // a worse try takes nothing away
    await settle();
    expect(work.solved).toEqual([handed]);
    expect(progress.of('stuck').tasks).toEqual([handed]);
  });

  test('puts a judgement before the claims that wait', async () => {
    work.check(['one', 'two']);
    work.judge('rate', spec, null);
    await settle();
    expect(engines.lab?.heard).toEqual(['claim one', 'judge rate', 'claim two']);
  });

  test('judges the newest wish only', async () => {
    work.judge('say', spec, 3);
    work.judge('say', spec, 7);
    await settle();
    expect(work.task('say')).toMatchObject({ status: 'done', answer: 7 });
    expect(work.solved).toHaveLength(1);
  });

  test('believes nothing that is handed in before it is judged', async () => {
    const handed = { task: 'say', spec, fingerprint: print, answer: 3 };
    expect(work.adopt([handed, { ...handed, task: 'unknown' }])).toBe(1);
    expect(work.task('say')).toMatchObject({ handed, answer: 3, solved: null });
    work.judgeHanded();
    await settle();
    expect(work.task('say')).toMatchObject({ status: 'done', solved: null });
  });

  test('goes on from what was reached before', () => {
    progress.set('stuck', { claims: { one: true }, tasks: [solved] });
    const later = new LessonWork('stuck', lesson, '{}', new EngineHouse(engines.start), progress);
    expect(later.claim('one')).toMatchObject({ status: 'idle', held: true });
    expect(later.solved).toEqual([solved]);
  });
});

// --- what is kept -------------------------------------------------------------------------------

describe('what was reached', () => {
  const reached = { claims: { one: true, two: false }, tasks: [solved] };

  test('is read back as it was written, and what is wrong is left out', () => {
    expect(readReached(reachedText({ stuck: reached }))).toEqual({ stuck: reached });
    expect(readReached('{')).toEqual({});
    expect(readReached('{"version":2}')).toEqual({});
    const odd = { version: 1, lessons: [3, { lesson: 'a', claims: { x: 1 }, tasks: [{}] }] };
    expect(readReached(JSON.stringify(odd))).toEqual({ a: { claims: {}, tasks: [] } });
  });

  test('is kept in the browser only where that is wished for', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    } as Storage;
    let keeping: Keeping = 'off';
    const progress = new LessonProgress(
      () => storage,
      () => keeping,
    );
    progress.set('stuck', reached);
    expect(progress.of('stuck')).toEqual(reached);
    expect(kept.size).toBe(0);
    keeping = 'on';
    progress.set('stuck', reached);
    expect([...kept.keys()]).toEqual([storageKeys.lessons]);
    const later = new LessonProgress(
      () => storage,
      () => keeping,
    );
    expect(later.of('stuck')).toEqual(reached);
  });

  test('stays in memory where storage is refused', () => {
    const progress = new LessonProgress(
      () => {
        throw new Error('blocked');
      },
      () => 'on',
    );
    progress.set('stuck', reached);
    expect(progress.of('stuck')).toEqual(reached);
  });
});
