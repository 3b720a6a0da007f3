import { beforeEach, describe, expect, test } from 'vitest';
import type { CsvPreview, Spec } from '../../web/src/engine/model';
import { defaultSpec, layersOf, valueAt } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { withUse } from '../../web/src/state/table_roles';
import { settled, turn, until } from './settled';
import { problem, SmallEngine } from './small_engine';

let engine: SmallEngine;
let store: Store;
let time: number;

async function open(spec: Spec = defaultSpec): Promise<void> {
  await store.open(() => Promise.resolve(engine), spec);
  await settled(store);
}

beforeEach(async () => {
  engine = new SmallEngine();
  time = 0;
  store = new Store({ now: () => (time += 5000), drawSeed: () => 42 });
  store.setPace(null);
  await open();
});

describe('opening', () => {
  test('shows the session, its samples and its fingerprint', () => {
    const { engine: state, info, samples, fingerprint, building } = store.state;
    expect(state).toBe('ready');
    expect(building).toBe(false);
    expect(info?.parameters).toBe(3);
    expect(samples.train?.count).toBe(1);
    expect(samples.validation).toBeNull();
    expect(fingerprint).toEqual({ text: '1/0', step: 0 });
  });

  test('a bad Spec gives way to the default one, with path and reason', async () => {
    store = new Store();
    await open({ data: { source: 'bad' } });
    expect(store.state.notice).toMatchObject({ kind: 'error', path: 'data.source' });
    expect(store.state.notice?.text).toContain('default experiment');
    expect(store.state.spec).toEqual(defaultSpec);
    expect(store.state.info).not.toBeNull();
  });

  test('an engine that does not start is said so', async () => {
    store = new Store();
    const failing = (): Promise<never> => Promise.reject(problem('no-webassembly', '', 'No WASM.'));
    await store.open(failing, defaultSpec);
    expect(store.state.engine).toBe('failed');
    expect(store.state.notice?.text).toBe('No WASM.');
  });

  test('snapshots are never changed', () => {
    const before = store.state;
    store.notify({ kind: 'info', text: 'x' });
    expect(before.notice).toBeNull();
    expect(store.state.notice?.text).toBe('x');
  });
});

describe('training', () => {
  test('play runs until pause', async () => {
    store.play();
    await settled(store);
    expect(store.state.playing).toBe(true);
    engine.latest.advance(30);
    expect(store.state.progress?.epoch).toBe(3);
    store.pause();
    await settled(store);
    expect(store.state.playing).toBe(false);
    expect(store.state.fingerprint).toEqual({ text: '1/30', step: 30 });
    expect(engine.latest.heard).toEqual(['run {}']);
  });

  test('with a pace it runs epoch by epoch until pause', async () => {
    store.setPace(10_000);
    store.play();
    const { heard } = engine.latest;
    await until(() => heard.length > 1);
    store.pause();
    await settled(store);
    expect(store.state.fingerprint?.step).toBe(10 * heard.length); // it has ended
    expect(new Set(heard)).toEqual(new Set(['run {"epochs":1}']));
  });

  test('step and epoch are single runs', async () => {
    store.step();
    await settled(store);
    store.epoch();
    await settled(store);
    expect(engine.latest.heard).toEqual(['run {"steps":1}', 'run {"epochs":1}']);
    expect(store.state.playing).toBe(false);
  });

  test('an epoch asked for while a session is made is trained once it stands', async () => {
    store.edit('data.noise', 0.3);
    store.epoch();
    await settled(store);
    expect(engine.latest.heard).toEqual(['run {"epochs":1}']);
    expect(store.state.playing).toBe(false);
  });

  test('a divergence offers a tenth of the rate, and starts again', async () => {
    store.play();
    await settled(store);
    engine.latest.advance(5);
    engine.latest.end('diverged', 'Layer 2 overflowed at step 5.');
    await settled(store);
    expect(store.state.notice?.text).toContain('Layer 2 overflowed at step 5.');
    store.state.notice?.action?.run();
    await settled(store);
    expect(valueAt(store.state.spec, 'optimizer.learningRate')).toBe(0.003);
    expect(store.state.playing).toBe(true);
    expect(store.state.notice).toBeNull();
  });

  test('a method that finds its own step length has no rate to lower', async () => {
    store.edit('optimizer', { id: 'lbfgs' });
    await settled(store);
    store.play();
    await settled(store);
    engine.latest.end('diverged', 'Not finite.');
    await settled(store);
    expect(store.state.notice).toMatchObject({ text: 'Not finite.', action: null });
  });

  test('the end by a rule is a message', async () => {
    store.play();
    await settled(store);
    engine.latest.end('converged', 'The loss is small.');
    await settled(store);
    expect(store.state.notice).toMatchObject({ kind: 'info' });
    expect(store.state.notice?.text).toContain('The loss is small.');
  });

  test('a lost worker is a message', () => {
    engine.tell('restarted', 'The worker was replaced.');
    expect(store.state.notice).toMatchObject({ kind: 'warning', text: 'The worker was replaced.' });
  });
});

describe('editing', () => {
  test('before the first step every edit makes another session', async () => {
    store.edit('optimizer.learningRate', 0.5);
    await settled(store);
    expect(engine.sessions.length).toBe(2);
    expect(engine.sessions[0]?.closed).toBe(true);
    expect(engine.latest.spec.changes).toBeUndefined();
  });

  test('after it live values are told to the session, and recorded', async () => {
    store.step();
    await settled(store);
    store.edit('optimizer.learningRate', 0.5);
    await settled(store);
    expect(engine.sessions.length).toBe(1);
    expect(engine.latest.heard).toContain('retune optimizer.learningRate 0.5');
    expect(store.state.spec.changes).toEqual([{ step: 1, set: { 'optimizer.learningRate': 0.5 } }]);
    expect(valueAt(store.state.settings, 'optimizer.learningRate')).toBe(0.5);
  });

  test('a live value stays on show until a report comes that knows of it', async () => {
    store.step();
    await settled(store);
    const session = engine.latest;
    const retune = session.retune.bind(session);
    let answer = (): void => undefined;
    session.retune = async (path, value) => {
      await new Promise<void>((resolve) => (answer = resolve)); // as a worker in a step
      return retune(path, value);
    };
    const shown: unknown[] = [];
    store.edit('batchSize', 50);
    store.subscribe(({ settings }) => shown.push(settings.batchSize));
    await turn();
    session.advance(1);
    expect(store.state.pending).toBe(true);
    answer();
    await settled(store);
    session.advance(1);
    expect(new Set(shown)).toEqual(new Set([50]));
    expect(store.state.pending).toBe(false);
  });

  test('of many live values in a row the newest arrives', async () => {
    store.step();
    await settled(store);
    for (let i = 1; i <= 50; ++i) store.edit('batchSize', i);
    await settled(store);
    const retunes = engine.latest.heard.filter((line) => line.startsWith('retune'));
    expect(retunes.length).toBeLessThan(50);
    expect(retunes.at(-1)).toBe('retune batchSize 50');
    expect(store.state.settings.batchSize).toBe(50);
  });

  test('a refused live value comes back', async () => {
    store.step();
    await settled(store);
    store.edit('optimizer.learningRate', -1);
    await settled(store);
    expect(store.state.notice).toMatchObject({ kind: 'error', path: 'optimizer.learningRate' });
    expect(valueAt(store.state.settings, 'optimizer.learningRate')).toBe(0.03);
    expect(store.state.spec.changes ?? []).toEqual([]);
  });

  test('of many edits in a row only the newest session is made', async () => {
    for (let i = 1; i <= 50; ++i) store.edit('data.noise', i / 100);
    await settled(store);
    expect(engine.sessions.length).toBeLessThan(5);
    expect(engine.latest.spec.data['noise']).toBe(0.5);
  });

  test('a refused edit loses nothing', async () => {
    store.step();
    await settled(store);
    const { spec, info, progress } = store.state;
    store.chooseSource('bad');
    await settled(store);
    expect(store.state.notice).toMatchObject({ kind: 'error', path: 'data.source' });
    expect(store.state.spec).toEqual(spec);
    expect(store.state.info).toBe(info);
    expect(store.state.progress).toBe(progress);
    expect(store.state.undoable).toBe(false);
    expect(engine.latest.closed).toBe(false);
  });

  test('training goes on in the session of an edit', async () => {
    store.play();
    await settled(store);
    store.edit('data.noise', 0.4);
    await settled(store);
    expect(store.state.playing).toBe(true);
    expect(engine.latest.heard).toEqual(['run {}']);
  });

  test('layers are added before the output, duplicated and removed', async () => {
    store.addLayer();
    await settled(store);
    expect(layersOf(store.state.spec).length).toBe(4);
    expect(layersOf(store.state.spec).at(-1)).toEqual({});
    store.edit('network.layers.0.units', 3);
    store.duplicateLayer(0);
    store.removeLayer(2);
    await settled(store);
    expect(layersOf(store.state.spec).map((layer) => layer.units)).toEqual([3, 3, 8, undefined]);
  });

  test('undo of a live value is a live value; undo of another edit a session', async () => {
    store.edit('data.noise', 0.4);
    await settled(store);
    store.step();
    await settled(store);
    store.edit('optimizer.learningRate', 0.5);
    await settled(store);
    const sessions = engine.sessions.length;
    store.undo();
    await settled(store);
    expect(engine.sessions.length).toBe(sessions);
    expect(engine.latest.heard.at(-1)).toBe('retune optimizer.learningRate 0.03');
    store.undo();
    await settled(store);
    expect(engine.sessions.length).toBe(sessions + 1);
    expect(store.state.spec).toEqual(defaultSpec);
    store.redo();
    await settled(store);
    expect(engine.latest.spec.data['noise']).toBe(0.4);
  });
});

describe('starts', () => {
  test('reset goes back in the same session', async () => {
    store.step();
    await settled(store);
    store.reset();
    await settled(store);
    expect(engine.sessions.length).toBe(1);
    expect(store.state.fingerprint).toEqual({ text: '1/0', step: 0 });
  });

  test('reset after live changes starts with them as settings', async () => {
    store.step();
    await settled(store);
    store.edit('batchSize', 20);
    await settled(store);
    store.reset();
    await settled(store);
    expect(store.state.progress?.step).toBe(0);
    expect(store.state.spec.batchSize).toBe(20);
    expect(store.state.spec.changes).toBeUndefined();
  });

  test('reset of an opened link keeps its changes, to replay them', async () => {
    const changes = [{ step: 1, set: { batchSize: 20 } }];
    store = new Store();
    await open({ ...defaultSpec, changes });
    store.step();
    await settled(store);
    store.reset();
    await settled(store);
    expect(store.state.spec.changes).toEqual(changes);
  });

  test('a new start draws a seed and keeps the data', async () => {
    store.newStart();
    await settled(store);
    expect(store.state.spec).toMatchObject({ seed: 42, data: { seed: 7 } });
  });
});

describe('files', () => {
  const column = (name: string, kind: 'number' | 'text'): CsvPreview['columns'][number] => ({
    name,
    kind,
    decimalComma: false,
    missing: 0,
    distinct: 5,
  });
  const preview: CsvPreview = {
    delimiter: ',',
    header: true,
    rows: 10,
    columns: [column('age', 'text'), column('price', 'number')],
    firstRows: [],
    problems: [],
    problemCount: 0,
  };
  const csv = new File(['age,price\n1,2\n'], 'a.csv');

  test('a table becomes the source; its last column is predicted', async () => {
    engine.preview = preview;
    await store.addFiles([csv]);
    await settled(store);
    expect(engine.latest.spec.data).toMatchObject({
      source: 'table',
      file: 'a.csv',
      target: 'price',
    });
    expect(engine.files).toEqual(['a.csv']);
    await store.assignTable(withUse(store.state.spec.data, preview, 0, 'target'));
    expect(engine.latest.spec.data).toMatchObject({ target: 'age' });
    expect(engine.latest.spec.data).not.toHaveProperty('scaleTargets');
  });

  test('a file that the core cannot read is a message, and nothing is lost', async () => {
    const { info } = store.state;
    await store.addFiles([csv]);
    await settled(store);
    expect(store.state.notice).toMatchObject({ kind: 'error', text: 'It is no table.' });
    expect(store.state.info).toBe(info);
    expect(store.state.table).toBeNull();
  });

  test('texts among numbers are offered as categories', async () => {
    engine.preview = preview;
    engine.refusal = problem('text-in-number-column', 'data.file:7:1', '“old” is a text.');
    await store.addFiles([csv]);
    await settled(store);
    expect(store.state.notice?.action?.label).toContain('age');
    engine.refusal = null;
    store.state.notice?.action?.run();
    await settled(store);
    expect(engine.latest.spec.data).toMatchObject({ categories: 'age' });
  });

  test('a link that needs files waits for them', async () => {
    store = new Store();
    await open({ data: { source: 'table', file: 'a.csv' } });
    expect(store.state.notice?.path).toBe('a.csv');
    expect(store.state.spec).toEqual(defaultSpec);
    await store.addFiles([csv]);
    await settled(store);
    expect(store.state.spec.data).toEqual({ source: 'table', file: 'a.csv' });
    expect(store.state.notice).toBeNull();
  });

  test('the link says which files it lacks', async () => {
    engine.preview = preview;
    await store.addFiles([csv]);
    await settled(store);
    expect((await store.link()).lacks).toEqual(['the files a.csv']);
  });
});

test('what is watched adds up, and ends with the session', async () => {
  store.watch({ parameters: true });
  store.watch({ confusion: 'test' });
  expect(engine.latest.watched).toEqual({
    conditions: true,
    parameters: true,
    confusion: 'test',
  });
  store.edit('data.noise', 0.1);
  await settled(store);
  store.watch({ parameters: true });
  expect(engine.latest.watched).toEqual({ conditions: true, parameters: true });
});

test('predictions of a part are kept up to date', async () => {
  store.follow('train');
  await settled(store);
  expect(store.state.predictions).toEqual({ part: 'train', values: new Float64Array([2, 4]) });
  store.follow(null);
  expect(store.state.predictions).toBeNull();
});
