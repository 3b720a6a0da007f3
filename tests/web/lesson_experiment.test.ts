import { beforeEach, describe, expect, test } from 'vitest';
import { EngineHouse, type Tenant } from '../../web/src/state/engine_house';
import { Experiment } from '../../web/src/state/experiment';
import { defaultSpec } from '../../web/src/state/spec';
import { Engines } from './lab_engines';

async function settle(): Promise<void> {
  for (let i = 0; i < 30; ++i) await new Promise((resolve) => setTimeout(resolve, 0));
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
