/** The run in NumPy: forward pass, backpropagation and update written out. */
import { activationOf, helpers } from './python/activations';
import { data, partsOf, unscaled } from './python/data';
import { head, settings, title } from './python/head';
import { changeTables, clips, indent, loop, needsNorm } from './python/loop';
import { huber, lossOf } from './python/losses';
import { random, startOf } from './python/random';
import { penalised, updateOf } from './python/updates';
import { penaltiesOf } from './settings';
import type { Layer, Program } from './program';
import type { Target } from './targets';
import { lines, listed } from './text_of';

export const numpy: Target = {
  id: 'numpy',
  label: 'NumPy',
  extension: 'py',
  runs: true,
  refuses: () => [],
  write: (program) =>
    [
      head(program, 'NumPy', 'NumPy'),
      'import math\n\nimport numpy as np',
      settings(program),
      data(program),
      random(program),
      network(program),
      loss(program),
      backpropagation(program),
      training(program),
    ]
      .filter((section) => section !== null)
      .join('\n\n\n')
      .concat('\n'),
};

const names = (layers: readonly Layer[]): readonly string[] =>
  layers.flatMap(({ bias }, l) => (bias ? [`W${l + 1}`, `b${l + 1}`] : [`W${l + 1}`]));

function network(program: Program): string {
  const { layers, float32 } = program;
  const formulas = layers.map(({ activation }) => activationOf(activation));
  const needed = new Set(formulas.flatMap(({ helpers: used }) => used));
  const theta = names(layers);
  const draws = layers.some(({ init, biasInit }) =>
    [init, biasInit].some(({ id }) => id !== 'zeros'),
  );
  const masks = layers.flatMap(({ dropout }, l) => (dropout > 0 ? [`mask${l + 1}=1`] : []));
  return lines(
    title('Network'),
    '# The first parameters. W has a row per unit and a column per input.',
    draws ? 'start = Random(seed).fork("init")' : null,
    layers.map(startOf).flat(),
    float32 ? theta.map((name) => `${name} = ${name}.astype(np.float32)`) : null,
    listed('theta', theta),
    [...needed].map((name) => `\n\n${helpers[name]}`),
    '',
    '',
    `def forward(${['x', ...masks].join(', ')}):`,
    '    """Weighted sums z and activations a of each layer; a row is a sample."""',
    layers.flatMap(({ bias, dropout }, l) => {
      const own = String(l + 1);
      const z = `z${own}`;
      return [
        `    ${z} = ${input(layers, l)} @ W${own}.T${bias ? ` + b${own}` : ''}`,
        `    a${own} = ${formulas[l]?.value(z) ?? z}`,
        ...(dropout > 0 ? [`    h${own} = a${own} * mask${own}  # after dropout`] : []),
      ];
    }),
    `    return ${results(layers).join(', ')}`,
    '',
    '',
    ...prediction(program),
  );
}

/** What layer l multiplies its weights with. */
function input(layers: readonly Layer[], l: number): string {
  if (l === 0) return 'x';
  return (layers[l - 1]?.dropout ?? 0) > 0 ? `h${l}` : `a${l}`;
}

function results(layers: readonly Layer[]): readonly string[] {
  return layers.flatMap(({ dropout }, l) => {
    const own = String(l + 1);
    return [`z${own}`, ...(dropout > 0 ? [`h${own}`] : []), `a${own}`];
  });
}

function prediction(program: Program): readonly string[] {
  const own = program.scaleTargets === 'none' ? '' : ", in the targets' own units";
  return [
    'def predict(x):',
    `    """The network's outputs for raw inputs${own}."""`,
    `    return ${unscaled(program, 'forward(prepare(x))[-1]')}`,
  ];
}

function loss(program: Program): string {
  const { loss: chosen, coding, scaleTargets } = program;
  const formula = lossOf(chosen);
  // Numbers are judged in their own units, whatever the network was trained with.
  const own = coding === 'values' && scaleTargets !== 'none' && !formula.fused;
  return lines(
    title('Loss'),
    partsOf(program),
    chosen.id === 'huber' ? ['', '', huber(chosen)] : null,
    '',
    '',
    'def loss(part):',
    '    """The mean loss of a part, without penalty."""',
    own
      ? ['    a = predict(raw_x[part])', `    return ${formula.value('a', 'z', 'raw_y[part]')}`]
      : ['    *_, z, a = forward(x[part])', `    return ${formula.value('a', 'z', 'y[part]')}`],
    coding === 'values' ? null : ['', '', ...accuracy(program)],
    '',
    '',
    'def report():',
    '    figures = [f"{name} loss {loss(part):.6g}" for name, part in parts.items()]',
    coding === 'values'
      ? null
      : '    figures += [f"{name} accuracy {accuracy(part):.4f}" for name, part in parts.items()]',
    '    print(f"epoch {epoch}, step {step}: " + ", ".join(figures))',
  );
}

function accuracy({ coding }: Program): readonly string[] {
  return [
    'def accuracy(part):',
    '    *_, z, a = forward(x[part])',
    coding === 'oneHot'
      ? '    return np.mean(z.argmax(axis=1) == raw_y[part, 0])'
      : '    return np.mean((z >= 0) == (raw_y[part] == 1))',
  ];
}

function backpropagation(program: Program): string {
  const { layers, loss: chosen } = program;
  const { l1, l2 } = penaltiesOf(program);
  const last = layers.length;
  const formula = lossOf(chosen);
  const dropping = layers.flatMap(({ dropout, units }, l) =>
    dropout > 0 ? [`mask${l + 1} = dropout_mask(step, ${l}, len(x), ${units}, ${dropout})`] : [],
  );
  const masks = layers.flatMap(({ dropout }, l) => (dropout > 0 ? [`mask${l + 1}`] : []));
  const code: string[] = [
    ...dropping,
    `${results(layers).join(', ')} = forward(${['x', ...masks].join(', ')})`,
    ...outputError(layers, formula),
  ];
  for (let l = last; l >= 1; --l) {
    const own = String(l);
    code.push(`dW${own} = d${own}.T @ ${input(layers, l - 1)}`);
    if (layers[l - 1]?.bias) code.push(`db${own} = d${own}.sum(axis=0)`);
    const below = layers[l - 2];
    if (!below) continue;
    const slope = activationOf(below.activation).slope?.(`z${l - 1}`, `a${l - 1}`);
    const mask = below.dropout > 0 ? ` * mask${l - 1}` : '';
    const back = `d${own} @ W${own}`;
    code.push(
      slope === undefined
        ? `d${l - 1} = ${mask === '' ? back : `(${back})${mask}`}`
        : `d${l - 1} = (${back})${mask} * (${slope})`,
    );
  }
  const gradients = names(layers).map((name) => `d${name}`);
  return lines(
    title('Gradient'),
    '# d of a layer is the slope of the mean loss by its weighted sums z.',
    `def gradient(x, y):`,
    `    """Of the mean loss of a batch${l1 || l2 ? ', with its penalty,' : ''} by every parameter: backpropagation."""`,
    indent(code),
    indent(
      l1 || l2
        ? [...listed('gradients', gradients), ...penalty(program), 'return gradients']
        : [`return [${gradients.join(', ')}]`],
    ),
  );
}

function outputError(
  layers: readonly Layer[],
  { slope, fused }: ReturnType<typeof lossOf>,
): readonly string[] {
  const last = layers.length;
  const activation = layers[last - 1]?.activation;
  const [d, a, z] = [`d${last}`, `a${last}`, `z${last}`];
  const error = slope(a, 'y');
  if (fused || !activation) return [`${d} = ${error}`];
  if (activation.id === 'softmax') {
    return [`${d} = ${error}`, `${d} = ${a} * (${d} - (${a} * ${d}).sum(axis=1, keepdims=True))`];
  }
  const own = activationOf(activation).slope?.(z, a);
  return [own === undefined ? `${d} = ${error}` : `${d} = ${error} * (${own})`];
}

const isWeight = 'p.ndim == 2';

/** A loop over parameters, or over those that penalties act on. */
function forPenalised(program: Program, loop: string, code: string): readonly string[] {
  const when = penalised(program, isWeight);
  if (when === null) return [loop, `    ${code}`];
  const why = when === isWeight ? '  # weights, not biases' : '';
  return [loop, `    if ${when}:${why}`, `        ${code}`];
}

function penalty(program: Program): readonly string[] {
  const { l1, l2 } = penaltiesOf(program);
  if (!l1 && !l2) return [];
  const terms = [...(l2 ? ['l2 * p'] : []), ...(l1 ? ['l1 * np.sign(p)'] : [])].join(' + ');
  return forPenalised(program, 'for p, g in zip(theta, gradients):', `g += ${terms}`);
}

function training(program: Program): string {
  const { optimizer } = program;
  const { state, code } = updateOf(program);
  const norm = needsNorm(program)
    ? ['norm = math.sqrt(sum(np.sum(g * g) for g in gradients))']
    : [];
  const clip = clips(program)
    ? ['if 0 < clip_norm < norm:', '    gradients = [g * (clip_norm / norm) for g in gradients]']
    : [];
  const decay =
    optimizer.id === 'adamw'
      ? forPenalised(program, 'for p in theta:', 'p *= 1 - rate * weight_decay')
      : [];
  return loop(program, {
    before: [
      ...state.map((name) => `${name} = [np.zeros_like(p) for p in theta]`),
      ...changeTables(program),
    ],
    step: ['gradients = gradient(x[batch], y[batch])', ...norm, ...clip, ...decay, ...code],
    keep: '[p.copy() for p in theta]',
    restore: ['for p, q in zip(theta, kept):', '    p[...] = q'],
    finite: 'all(np.isfinite(p).all() for p in theta)',
  });
}
