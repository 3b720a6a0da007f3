// Copied code: scripts of runs give the predictions of the engine.
import katex from 'katex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Spec } from '../../web/src/engine/model';
import type { Chosen, Program } from '../../web/src/code/program';
import { codeOf, targetOf, targets } from '../../web/src/code/targets';
import { manifest, type Component } from '../../web/src/state/manifest';
import { codeSpecs, singleSpecs } from '../support/code_specs';
import {
  caseOf,
  closeEngine,
  difference,
  doubles,
  knownTruth,
  specOf,
  specs,
  truthOf,
  written,
  type Truth,
} from '../support/code_truth';
import { pythonWith, runPython, type Case, type Outcome } from '../support/run_python';

afterAll(closeEngine);

function predictionsOf(outcome: Outcome | undefined): readonly number[] {
  if (!outcome?.predictions) throw new Error(outcome?.failed ?? outcome?.ended ?? 'no outcome');
  return outcome.predictions.flat();
}

test('the Specs use everything that the core can choose and scripts claim', () => {
  const text = JSON.stringify(Object.values(codeSpecs));
  for (const { id } of [
    ...manifest.activations,
    ...manifest.losses.filter((loss) => loss.id !== 'mse'),
    ...manifest.initializers.filter((init) => init.id !== 'glorot-uniform'),
    ...manifest.optimizers.filter(({ fullBatch }) => !fullBatch),
    ...manifest.schedules.filter((schedule) => schedule.id !== 'constant'),
  ]) {
    // softmax, sigmoid and their losses are chosen by the task as well
    if (['softmax', 'sigmoid', 'binary-cross-entropy', 'cross-entropy'].includes(id)) continue;
    expect(text).toContain(`"${id}"`);
  }
});

const withTorch = pythonWith('numpy', 'torch');
const libraries = [
  { target: 'numpy', python: pythonWith('numpy'), missing: 'python3-numpy', standIn: null },
  { target: 'pytorch', python: withTorch, missing: 'python3-torch', standIn: null },
  { target: 'keras', python: withTorch, missing: 'python3-torch', standIn: 'tensorflow_stand_in' },
];

const endless: Spec = { ...specOf('tanh'), stop: {} };
const wild: Spec = {
  data: { source: 'franke', samples: 60 },
  optimizer: { id: 'sgd', learningRate: 1e6 },
  network: { layers: [{ units: 4, activation: 'relu' }, { units: 4, activation: 'relu' }, {}] },
  stop: { epochs: 60 },
};

describe.each(libraries)('$target', ({ target, python, missing, standIn }) => {
  const why = python === null ? ` (install ${missing})` : '';
  const outcomes = new Map<string, Outcome | undefined>();
  let part: Truth;
  beforeAll(async () => {
    if (python === null) return;
    part = await truthOf(endless, 23);
    const other = await truthOf({ ...endless, seed: 4 }, 23);
    const cases: Case[] = [];
    for (const name of Object.keys(specs)) {
      cases.push(caseOf(name, target, await knownTruth(name)));
    }
    cases.push(caseOf('a part', target, part));
    cases.push(caseOf('another seed', target, { ...other, probe: part.probe }));
    cases.push(caseOf('wild', target, await truthOf(wild)));
    // All at once: Python and its libraries start once.
    const answers = runPython(python, cases, standIn);
    cases.forEach(({ name }, i) => outcomes.set(name, answers[i]));
  }, 120_000);

  // 1e-5 is asked for; the difference is that of the order of sums.
  test.skipIf(python === null).each(Object.keys(doubles))(`%s${why}`, async (name) => {
    const { predictions } = await knownTruth(name);
    expect(difference(predictions, predictionsOf(outcomes.get(name)))).toBeLessThan(1e-9);
  });

  test.skipIf(python === null).each(Object.keys(singleSpecs))(`%s${why}`, async (name) => {
    const { predictions } = await knownTruth(name);
    expect(difference(predictions, predictionsOf(outcomes.get(name)))).toBeLessThan(1e-5);
  });

  test.skipIf(python === null)(`a part of a run, and another seed${why}`, () => {
    const { predictions } = part;
    expect(difference(predictions, predictionsOf(outcomes.get('a part')))).toBeLessThan(1e-9);
    const another = predictionsOf(outcomes.get('another seed'));
    expect(difference(predictions, another)).toBeGreaterThan(1e-2);
  });

  test.skipIf(python === null)(`a run that diverges says so${why}`, () => {
    expect(outcomes.get('wild')?.ended).toMatch(/^Diverged at step \d+\.$/);
  });
});

describe('all languages', () => {
  test('LaTeX closes what it opens', async () => {
    for (const name of Object.keys(specs)) {
      const code = written('latex', (await knownTruth(name)).program).replace(/^%.*$/gm, '');
      const open: string[] = [];
      for (const [sign, begun, ended] of code.matchAll(
        /\\begin\{([a-z]+\*?)\}|\\end\{([a-z]+\*?)\}|\\[[\]]|\\[{}]|[{}]/g,
      )) {
        if (begun !== undefined) open.push(begun);
        else if (ended !== undefined) expect(open.pop(), name).toBe(ended);
        else if (sign === '{' || sign === '\\[') open.push(sign);
        else if (sign === '}') expect(open.pop(), name).toBe('{');
        else if (sign === '\\]') expect(open.pop(), name).toBe('\\[');
      }
      expect(open, name).toEqual([]);
      expect(code.split('$').length % 2, name).toBe(1);
    }
  });

  test('every formula can be set', async () => {
    const { program } = await knownTruth('numbers, much at once');
    const all = (list: readonly Component[]): Chosen[] =>
      list.map(({ id, label, parameters }) => ({
        id,
        label,
        values: Object.fromEntries(parameters.map((one) => [one.name, one.default])),
      }));
    const [first] = program.layers;
    const layers = (change: (choice: Chosen) => object, list: readonly Component[]): Program[] =>
      all(list).map((choice) => ({
        ...program,
        layers: first ? [{ ...first, ...change(choice) }, ...program.layers] : [],
      }));
    const programs: readonly Program[] = [
      ...layers((activation) => ({ activation }), manifest.activations),
      ...layers((init) => ({ init, biasInit: init, dropout: 0.25 }), manifest.initializers),
      ...all(manifest.losses).map((loss) => ({ ...program, loss, l1: 0.1, l2: 1e-8 })),
      ...all(manifest.optimizers).map((optimizer) => ({ ...program, optimizer })),
      ...all(manifest.schedules).map((schedule) => ({ ...program, schedule })),
    ];
    for (const one of programs) {
      const code = written('latex', one).replace(/^%.*$/gm, '');
      const displays = code.match(/\\\[.*?\\\]|\\begin\{gather\*\}.*?\\end\{gather\*\}/gs) ?? [];
      const inline = code.match(/\$[^$]+\$/g) ?? [];
      expect(displays.length).toBeGreaterThan(3);
      for (const formula of displays) {
        const inner = formula.replace(/^\\\[|\\\]$/g, '');
        katex.renderToString(inner, { displayMode: true, output: 'mathml', strict: 'error' });
      }
      for (const formula of inline) {
        katex.renderToString(formula.slice(1, -1), { output: 'mathml', strict: 'error' });
      }
    }
  });

  test('lines are no longer than a page, and hold no sign beyond ASCII', async () => {
    for (const name of Object.keys(specs)) {
      for (const { id } of targets) {
        const code = written(id, (await knownTruth(name)).program);
        expect(code, `${id}, ${name}`).toMatch(/^[\n -~]*$/);
        const longest = Math.max(...code.split('\n').map((line) => line.length));
        if (id !== 'latex') expect(longest, `${id}, ${name}`).toBeLessThan(116);
      }
    }
  });

  test('what cannot be reproduced is refused by name', async () => {
    const of = async (more: Partial<Spec>): Promise<string[]> => {
      const { program } = await truthOf({ ...specOf('tanh'), ...more }, 1);
      const language = targetOf('pytorch');
      return language ? codeOf(language, program).refusals.map(({ path }) => path) : [];
    };
    expect(await of({})).toEqual([]);
    expect(await of({ optimizer: 'lbfgs', batchSize: 'full' })).toEqual(['optimizer']);
    expect(await of({ fault: 'sign-flip' })).toEqual(['fault']);
    expect(await of({ optimizer: { id: 'adam', epsilon: 0 } })).toEqual(['optimizer.epsilon']);
    const still = { id: 'momentum', momentum: 0, learningRate: 0.1 };
    expect(await of({ optimizer: still })).toEqual([]);
    const changes = [{ step: 3, set: { 'optimizer.momentum': 0.5 } }];
    expect(await of({ optimizer: still, changes })).toEqual(['optimizer.momentum']);
  });

  test('nothing from outside leaves its comment', async () => {
    const evil = '"""\nimport os\n*/ % \\end{document} ${x}';
    const { program } = await knownTruth('tanh');
    const named: Program = {
      ...program,
      spec: { ...program.spec, data: { source: 'table', file: evil } },
      inputNames: [evil, `${evil}\u2028`],
      task: { kind: 'regression', names: [evil] },
    };
    for (const { id } of targets) {
      const code = written(id, named);
      for (const line of code.split('\n')) {
        if (!line.includes('import os') && !line.includes('end{document}')) continue;
        expect(line, id).toMatch(/^(# |\/\/ |% |\\end\{document\}$)/);
      }
    }
  });
});
