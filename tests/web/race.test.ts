/** A race over small engines: starts, strides, ends, and one that cannot run. */
import { expect, test, vi } from 'vitest';
import type { StartEngine } from '../../web/src/state/engine_face';
import { Race, strideFrom, stretchFrom } from '../../web/src/state/race';
import { firstLanes, laneName, laneSpec, rulesOf } from '../../web/src/state/race_lanes';
import { defaultSpec, idOf } from '../../web/src/state/spec';
import { SmallEngine, SmallSession } from './small_engine';

const rules = { ...rulesOf(defaultSpec, 0), epochs: 1000 };
const lanes = [{ id: 'sgd', learningRate: 0.1 }, 'adam'];

test('measurements are at multiples of a stride that doubles', () => {
  expect([0, 1, 127, 128, 255, 256, 511, 512].map(strideFrom)).toEqual([1, 1, 1, 2, 2, 4, 4, 8]);
  expect([0, 100, 128, 200, 256, 511].map(stretchFrom)).toEqual([128, 128, 256, 256, 512, 512]);
  for (let epoch = 0; epoch < 5000; epoch += strideFrom(epoch)) {
    expect(epoch % strideFrom(epoch)).toBe(0);
  }
});

test('a lane differs from the experiment in its method and in what all lanes share', () => {
  const schedule = { id: 'cosine' };
  const base = { ...defaultSpec, schedule };
  const own = laneSpec({ ...rules, base, loss: 1e-6 }, { id: 'adam', learningRate: 1 });
  expect(own).toEqual({
    ...defaultSpec,
    schedule,
    optimizer: { id: 'adam', learningRate: 1 },
    batchSize: 'full',
    precision: 'float64',
    stop: { epochs: 1000, loss: 1e-6 },
  });
  expect(laneSpec({ ...rules, base }, 'sgd')).not.toHaveProperty('schedule');
  expect(laneSpec({ ...rules, batchSize: 10 }, 'sgd').batchSize).toBe(10);
});

test('live changes have become the base of a race', () => {
  const changes = [{ step: 5, set: { 'optimizer.learningRate': 0.5 } }];
  const { base } = rulesOf({ ...defaultSpec, changes }, 10);
  expect(base.changes).toBeUndefined();
  expect(base.optimizer).toEqual({ id: 'adam', learningRate: 0.5 });
});

test('the first lanes are the experiment’s own method and others', () => {
  const ids = firstLanes(defaultSpec).map((choice) =>
    typeof choice === 'string' ? choice : choice.id,
  );
  expect(ids[0]).toBe('adam');
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(3);
});

test('lanes of one method are told apart by their rates', () => {
  const two = [{ id: 'sgd', learningRate: 0.1 }, { id: 'sgd', learningRate: 1 }, 'adam'];
  expect(two.map((choice) => laneName(choice, two))).toEqual(['SGD 0.1', 'SGD 1', 'Adam']);
});

/** A race whose sessions are at hand. */
async function begin(
  choices = lanes,
): Promise<{ race: Race; sessions: SmallSession[]; labs: boolean[] }> {
  vi.useFakeTimers();
  const sessions: SmallSession[] = [];
  const labs: boolean[] = [];
  const start: StartEngine = ({ lab = false } = {}) => {
    labs.push(lab);
    const engine = Object.assign(new SmallEngine(), { close: () => undefined });
    const make = engine.session.bind(engine);
    engine.session = async (spec) => {
      if (idOf(spec.optimizer) === 'refused') throw new Error('There is no such method.');
      const session = await make(spec);
      sessions.push(session);
      return session;
    };
    return Promise.resolve(engine);
  };
  const race = new Race(start, () => ({}), rules, choices);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  return { race, sessions, labs };
}

function pair([first, second]: readonly SmallSession[]): readonly [SmallSession, SmallSession] {
  if (!first || !second) throw new Error('There are no two sessions.');
  return [first, second];
}

test('all lanes stand at the same start, and only then it can begin', async () => {
  const { race } = await begin();
  expect(race.state.lanes.map(({ status }) => status)).toEqual(['ready', 'ready']);
  expect(new Set(race.state.lanes.map(({ start }) => start)).size).toBe(1);
  expect(race.state.info).not.toBeNull();
});

test('the landscape is asked of an engine of the lab, which only comes when it is', async () => {
  const { race, sessions, labs } = await begin();
  expect(labs).toEqual([false, false]);
  const asked = vi.spyOn(SmallSession.prototype, 'lab').mockResolvedValue(Float64Array.of(1, 2));
  const thetas = Float64Array.of(0, 1, 2, 3, 4, 5);
  expect(await race.lossesAt(thetas)).toEqual(Float64Array.of(1, 2));
  const theta = Float64Array.of(3, 4, 5);
  await race.gradientAt(theta);
  await race.dampedStepAt(theta, 0.5);
  expect(asked).toHaveBeenNthCalledWith(1, 'lossesAt', { thetas });
  expect(asked).toHaveBeenNthCalledWith(2, 'gradientAt', { theta });
  expect(asked).toHaveBeenNthCalledWith(3, 'dampedStepAt', { theta, mu: 0.5 });
  expect(labs).toEqual([false, false, true]);
  expect(sessions).toHaveLength(3);
  asked.mockRestore();
});

test('a lane that ends leaves the others training', async () => {
  const { race, sessions } = await begin();
  const [first, second] = pair(sessions);
  vi.spyOn(first, 'run').mockImplementation(() => {
    first.end('diverged', 'Too large.');
    return Promise.resolve({ fingerprint: 'f' } as never);
  });
  let stop = (): void => undefined;
  vi.spyOn(second, 'run').mockImplementation(
    () => new Promise((resolve) => (stop = () => resolve({ fingerprint: 'g' } as never))),
  );
  race.play();
  await vi.waitFor(() => expect(race.state.lanes[0]?.status).toBe('diverged'));
  expect(race.state.lanes[0]?.reason).toBe('Too large.');
  expect(race.state.lanes[1]?.status).toBe('training');
  expect(race.state.running).toBe(true);
  await race.pause();
  stop();
  await vi.waitFor(() => expect(race.state.running).toBe(false));
  expect(race.state.lanes[1]?.status).toBe('paused');
});

test('a step is one step in every lane', async () => {
  const { race, sessions } = await begin();
  race.step();
  await vi.waitFor(() => expect(race.state.running).toBe(false));
  expect(sessions.map(({ heard }) => heard)).toEqual([['run {"steps":1}'], ['run {"steps":1}']]);
});

test('one after the other: the second waits for the first', async () => {
  const { race, sessions } = await begin();
  race.setInTurn(true);
  const [first, second] = pair(sessions);
  let stop = (): void => undefined;
  vi.spyOn(first, 'run').mockImplementation(
    () =>
      new Promise((resolve) => {
        stop = () => {
          first.end('stopped');
          resolve({ fingerprint: 'f' } as never);
        };
      }),
  );
  const run = vi.spyOn(second, 'run').mockImplementation(() => {
    second.end('stopped');
    return Promise.resolve({ fingerprint: 'g' } as never);
  });
  race.play();
  await vi.waitFor(() => expect(race.state.lanes[0]?.status).toBe('training'));
  expect(run).not.toHaveBeenCalled();
  stop();
  await vi.waitFor(() => expect(race.state.running).toBe(false));
  expect(run).toHaveBeenCalledTimes(1);
});

test('what is refused is said in its lane, and the others go on', async () => {
  const { race } = await begin();
  vi.useFakeTimers();
  race.line(rules, ['sgd', 'refused']);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  const [sgd, refused] = race.state.lanes;
  expect(sgd?.status).toBe('ready');
  expect([refused?.status, refused?.reason]).toEqual(['failed', 'There is no such method.']);
  race.step();
  await vi.waitFor(() => expect(race.state.running).toBe(false));
  expect(race.state.lanes.map(({ session }) => session?.progress.step)).toEqual([1, undefined]);
});

test('there are from two to six lanes', async () => {
  const { race } = await begin();
  race.line(rules, ['adam']);
  expect(race.state.lanes).toHaveLength(2);
  race.line(
    rules,
    Array.from({ length: 7 }, () => 'adam'),
  );
  expect(race.state.lanes).toHaveLength(2);
});
