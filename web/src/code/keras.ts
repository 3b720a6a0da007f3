/** The run in Keras on TensorFlow: its layers; the update is written out, as Keras has another ε. */
import { data, partsOf, unscaled } from './python/data';
import { head, settings, title } from './python/head';
import { changeTables, clips, loop, needsNorm } from './python/loop';
import { random, startOf } from './python/random';
import { isFused } from './python/torch_network';
import { penalised, updateOf } from './python/updates';
import { valueOf, type Chosen, type Program } from './program';
import { penaltiesOf } from './settings';
import type { Target } from './targets';
import { lines, number } from './text_of';

export const keras: Target = {
  id: 'keras',
  label: 'Keras',
  extension: 'py',
  runs: true,
  refuses: () => [],
  write: (program) =>
    [
      head(program, 'Keras', 'TensorFlow 2.9 or newer'),
      'import math\n\nimport numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras' +
        `\n\nkeras.backend.set_floatx("float${program.float32 ? '32' : '64'}")`,
      settings(program),
      data(program),
      random(program),
      network(program),
      loss(program),
      training(program),
    ]
      .filter((section) => section !== null)
      .join('\n\n\n')
      .concat('\n'),
};

/** What keras.layers.Activation takes; null for none. */
function activationOf({ id, values }: Chosen): string | null {
  const parameter = (name: string): string => number(Number(values[name]));
  switch (id) {
    case 'linear':
      return null;
    case 'sigmoid':
    case 'tanh':
    case 'relu':
    case 'softplus':
    case 'softmax':
      return `"${id}"`;
    case 'leaky-relu':
      return `lambda z: tf.nn.leaky_relu(z, ${parameter('slope')})`;
    case 'elu':
      return `lambda z: tf.where(z > 0, z, ${parameter('alpha')} * tf.math.expm1(tf.minimum(z, 0)))`;
    case 'gelu':
      return 'lambda z: tf.nn.gelu(z)';
    case 'gelu-tanh':
      return 'lambda z: tf.nn.gelu(z, approximate=True)';
    case 'silu':
      return 'lambda z: z * tf.sigmoid(z)';
    default:
      throw new Error(`${id} has no code.`);
  }
}

const dropout = `class Dropout(keras.layers.Layer):
    """Dropout with the masks that Fall Line draws for a step."""

    def __init__(self, layer, p):
        super().__init__()
        self.layer, self.p = layer, p

    def call(self, a, training=False):
        if not training:
            return a
        return a * dropout_mask(step, self.layer, *a.shape, self.p)


`;

function network(program: Program): string {
  const { layers, loss: chosen, inputs, terms } = program;
  const fused = isFused(chosen);
  const output = layers.at(-1)?.activation.id === 'softmax' ? 'softmax' : 'sigmoid';
  const draws = layers.some(({ init, biasInit }) =>
    [init, biasInit].some(({ id }) => id !== 'zeros'),
  );
  const own = program.scaleTargets === 'none' ? '' : ", in the targets' own units";
  const applied = !fused ? 'a' : output === 'softmax' ? 'tf.nn.softmax(a)' : 'tf.sigmoid(a)';
  return lines(
    title('Network'),
    layers.some((layer) => layer.dropout > 0) ? dropout : null,
    layers.map(
      ({ units, bias }, l) =>
        `dense${l + 1} = keras.layers.Dense(${units}${bias ? '' : ', use_bias=False'})`,
    ),
    fused ? `# The ${output} at the output is part of the loss.` : null,
    'model = keras.Sequential([',
    `    keras.Input((${terms?.length ?? inputs},)),`,
    layers.flatMap(({ activation, dropout: p }, l) => {
      const code = l + 1 === layers.length && fused ? null : activationOf(activation);
      return [
        `    dense${l + 1},`,
        ...(code === null ? [] : [`    keras.layers.Activation(${code}),`]),
        ...(p > 0 ? [`    Dropout(${l}, ${p}),`] : []),
      ];
    }),
    '])',
    '',
    '# The first parameters. W has a row per unit and a column per input; Keras keeps it transposed.',
    draws ? 'start = Random(seed).fork("init")' : null,
    layers.flatMap((layer, l) => [
      ...startOf(layer, l),
      `dense${l + 1}.set_weights([W${l + 1}.T${layer.bias ? `, b${l + 1}` : ''}])`,
    ]),
    'theta = model.trainable_variables',
    '',
    '',
    'def predict(x):',
    `    """The network's outputs for raw inputs${own}."""`,
    '    a = model(prepare(x), training=False)',
    `    return ${unscaled(program, `${applied}.numpy()`)}`,
  );
}

function lossCode({ loss: chosen }: Program): readonly string[] {
  const delta = number(valueOf(chosen, 'delta'));
  switch (chosen.id) {
    case 'mse':
      return ['return tf.reduce_mean((a - y) ** 2)'];
    case 'mae':
      return ['return tf.reduce_mean(tf.abs(a - y))'];
    case 'huber':
      return [
        'r = tf.abs(a - y)',
        `return tf.reduce_mean(tf.where(r <= ${delta}, 0.5 * r * r, ${delta} * (r - 0.5 * ${delta})))`,
      ];
    case 'binary-cross-entropy':
      return ['return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=a))'];
    case 'cross-entropy':
      return ['return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=a))'];
    case 'hinge':
      return ['return tf.reduce_mean(tf.nn.relu(1 - y * a))'];
    case 'squared-hinge':
      return ['return tf.reduce_mean(tf.nn.relu(1 - y * a) ** 2)'];
    default:
      throw new Error(`${chosen.id} has no code.`);
  }
}

function loss(program: Program): string {
  const { coding, scaleTargets, loss: chosen } = program;
  const own = coding === 'values' && scaleTargets !== 'none' && !isFused(chosen);
  return lines(
    title('Loss'),
    partsOf(program),
    '',
    '',
    'def mean_loss(a, y):',
    lossCode(program).map((line) => `    ${line}`),
    '',
    '',
    'def loss(part):',
    '    """The mean loss of a part, without penalty."""',
    own
      ? '    return float(mean_loss(predict(raw_x[part]), raw_y[part]))'
      : '    return float(mean_loss(model(x[part], training=False), y[part]))',
    '',
    '',
    'def report():',
    '    figures = [f"{name} loss {loss(part):.6g}" for name, part in parts.items()]',
    '    print(f"epoch {epoch}, step {step}: " + ", ".join(figures))',
  );
}

/** The update of arrays, as variables take it. */
function tensor(line: string): string {
  return line
    .replace(/(\w+)\[\.\.\.\] = (.*)$/, '$1.assign($2)')
    .replace(/(\w+) \+= ([^#]*[^# ])/, '$1.assign_add($2)')
    .replace(/(\w+) -= ([^#]*[^# ])/, '$1.assign_sub($2)')
    .replaceAll('np.', 'tf.');
}

function training(program: Program): string {
  const { optimizer } = program;
  const { state, code } = updateOf(program);
  const { l1, l2 } = penaltiesOf(program);
  const when = penalised(program, 'len(p.shape) == 2');
  const chosen = when === null ? 'theta' : `[p for p in theta if ${when}]`;
  return loop(program, {
    before: [
      ...state.map(
        (name) =>
          `${name} = [tf.Variable(np.zeros(p.shape${program.float32 ? ', np.float32' : ''})) for p in theta]`,
      ),
      ...changeTables(program),
    ],
    step: [
      ...(l1 || l2 || optimizer.id === 'adamw' ? [`penalised = ${chosen}`] : []),
      'with tf.GradientTape() as tape:',
      '    objective = mean_loss(model(x[batch], training=True), y[batch])',
      ...(l2 ? ['    objective += 0.5 * l2 * sum(tf.reduce_sum(p * p) for p in penalised)'] : []),
      ...(l1 ? ['    objective += l1 * sum(tf.reduce_sum(tf.abs(p)) for p in penalised)'] : []),
      'gradients = tape.gradient(objective, theta)',
      ...(needsNorm(program)
        ? ['norm = math.sqrt(sum(float(tf.reduce_sum(g * g)) for g in gradients))']
        : []),
      ...(clips(program)
        ? [
            'if 0 < clip_norm < norm:',
            '    gradients = [g * (clip_norm / norm) for g in gradients]',
          ]
        : []),
      ...(optimizer.id === 'adamw'
        ? ['for p in penalised:', '    p.assign(p * (1 - rate * weight_decay))']
        : []),
      ...code.map(tensor),
    ],
    keep: '[p.numpy() for p in theta]',
    restore: ['for p, q in zip(theta, kept):', '    p.assign(q)'],
    finite: 'all(np.isfinite(p.numpy()).all() for p in theta)',
  });
}
