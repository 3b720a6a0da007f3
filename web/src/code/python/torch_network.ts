/** The network of a PyTorch script: modules, and the first parameters put into them. */
import type { Chosen, Layer, Program } from '../program';
import { lines, number } from '../text_of';
import { unscaled } from './data';
import { title } from './head';
import { startOf } from './random';

/** The module of an activation; null for none. */
export function moduleOf({ id, values }: Chosen): string | null {
  const parameter = (name: string): string => number(Number(values[name]));
  switch (id) {
    case 'linear':
      return null;
    case 'sigmoid':
      return 'nn.Sigmoid()';
    case 'tanh':
      return 'nn.Tanh()';
    case 'relu':
      return 'nn.ReLU()';
    case 'leaky-relu':
      return `nn.LeakyReLU(${parameter('slope')})`;
    case 'elu':
      return `nn.ELU(${parameter('alpha')})`;
    case 'gelu':
      return 'nn.GELU()';
    case 'gelu-tanh':
      return 'nn.GELU(approximate="tanh")';
    case 'softplus':
      return 'nn.Softplus(threshold=40)';
    case 'silu':
      return 'nn.SiLU()';
    case 'softmax':
      return 'nn.Softmax(dim=1)';
    default:
      throw new Error(`${id} has no code.`);
  }
}

/** Losses that take the sums of the last layer and know its activation. */
export function isFused({ id }: Chosen): boolean {
  return id === 'binary-cross-entropy' || id === 'cross-entropy';
}

/** The modules in order, and where in them each layer's weights are. */
function modules(program: Program): {
  readonly code: readonly string[];
  readonly at: readonly number[];
} {
  const { layers, loss } = program;
  const code: string[] = [];
  const at: number[] = [];
  layers.forEach(({ inputs, units, bias, activation, dropout }, l) => {
    at.push(code.length);
    code.push(`nn.Linear(${inputs}, ${units}${bias ? '' : ', bias=False'})`);
    const module = l + 1 === layers.length && isFused(loss) ? null : moduleOf(activation);
    if (module !== null) code.push(module);
    if (dropout > 0) code.push(`Dropout(${l}, ${dropout})`);
  });
  return { code, at };
}

const dropout = `class Dropout(nn.Module):
    """Dropout with the masks that Fall Line draws for a step."""

    def __init__(self, layer, p):
        super().__init__()
        self.layer, self.p = layer, p

    def forward(self, a):
        if not self.training:
            return a
        return a * torch.from_numpy(dropout_mask(step, self.layer, *a.shape, self.p))


`;

export function torchNetwork(program: Program): string {
  const { layers, loss } = program;
  const { code, at } = modules(program);
  const drops = layers.some((layer) => layer.dropout > 0);
  const draws = layers.some(({ init, biasInit }) =>
    [init, biasInit].some(({ id }) => id !== 'zeros'),
  );
  const fused = isFused(loss);
  const output = layers.at(-1)?.activation.id === 'softmax' ? 'softmax' : 'sigmoid';
  return lines(
    title('Network'),
    drops ? dropout : null,
    fused ? `# The ${output} at the output is part of the loss.` : null,
    'model = nn.Sequential(',
    code.map((module) => `    ${module},`),
    ')',
    '',
    '# The first parameters. W has a row per unit and a column per input.',
    draws ? 'start = Random(seed).fork("init")' : null,
    'with torch.no_grad():',
    layers.flatMap((layer, l) => [
      ...startOf(layer, l).map((line) => `    ${line}`),
      ...copies(layer, l, at[l] ?? 0),
    ]),
    '',
    'x = torch.from_numpy(x)',
    'y = torch.from_numpy(y)',
    '',
    '',
    ...prediction(program, fused ? output : null),
  );
}

function copies({ bias }: Layer, l: number, at: number): readonly string[] {
  const own = String(l + 1);
  return [
    `    model[${at}].weight.copy_(torch.from_numpy(W${own}))`,
    ...(bias ? [`    model[${at}].bias.copy_(torch.from_numpy(b${own}))`] : []),
  ];
}

function prediction(program: Program, fused: string | null): readonly string[] {
  const own = program.scaleTargets === 'none' ? '' : ", in the targets' own units";
  const applied =
    fused === null ? 'a' : fused === 'softmax' ? 'torch.softmax(a, dim=1)' : 'torch.sigmoid(a)';
  return [
    'def predict(x):',
    `    """The network's outputs for raw inputs${own}."""`,
    '    model.train(False)',
    '    with torch.no_grad():',
    '        a = model(torch.from_numpy(prepare(x)))',
    `    return ${unscaled(program, `${applied}.numpy()`)}`,
  ];
}
