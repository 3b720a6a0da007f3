import { beforeEach, describe, expect, test } from 'vitest';
import { EngineHouse } from '../../web/src/state/engine_house';
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
import { Engines, print } from './lab_engines';

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
