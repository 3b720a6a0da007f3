/** The run in PyTorch: modules, its losses and optimizers; batches and masks as Fall Line draws them. */
import { data, partsOf } from './python/data';
import { head, settings, title } from './python/head';
import { changeTables, clips, indent, loop, needsNorm } from './python/loop';
import { random } from './python/random';
import { penalised } from './python/updates';
import { isFused, torchNetwork } from './python/torch_network';
import { isChanged, valueOf, type Program } from './program';
import type { Refusal } from './refusals';
import { penaltiesOf } from './settings';
import type { Target } from './targets';
import { lines, number } from './text_of';

export const pytorch: Target = {
  id: 'pytorch',
  label: 'PyTorch',
  extension: 'py',
  runs: true,
  refuses,
  write: (program) =>
    [
      head(program, 'PyTorch', 'PyTorch 1.12 or newer'),
      'import math\n\nimport numpy as np\nimport torch\nfrom torch import nn\nfrom torch.nn import functional as F' +
        `\n\ntorch.set_default_dtype(torch.${program.float32 ? 'float32' : 'float64'})`,
      settings(program),
      data(program),
      random(program),
      torchNetwork(program),
      loss(program),
      training(program),
    ]
      .filter((section) => section !== null)
      .join('\n\n\n')
      .concat('\n'),
};

/** PyTorch keeps no velocity while the momentum is 0, and has no Nesterov without. */
function refuses({ optimizer, changes }: Program): readonly Refusal[] {
  const path = 'optimizer.momentum';
  const changed = changes.some(({ set }) => path in set);
  const zero = valueOf(optimizer, 'momentum') === 0 || changes.some(({ set }) => set[path] === 0);
  const has = 'momentum' in optimizer.values;
  return has && changed && zero ? [{ kind: 'momentum', path, name: '0' }] : [];
}

function lossCode({ loss: chosen }: Program, a: string, y: string): string {
  switch (chosen.id) {
    case 'mse':
      return `F.mse_loss(${a}, ${y})`;
    case 'mae':
      return `F.l1_loss(${a}, ${y})`;
    case 'huber':
      return `F.huber_loss(${a}, ${y}, delta=${number(valueOf(chosen, 'delta'))})`;
    case 'binary-cross-entropy':
      return `F.binary_cross_entropy_with_logits(${a}, ${y})`;
    case 'cross-entropy':
      return `F.cross_entropy(${a}, ${y})`;
    case 'hinge':
      return `torch.relu(1 - ${y} * ${a}).mean()`;
    case 'squared-hinge':
      return `(torch.relu(1 - ${y} * ${a}) ** 2).mean()`;
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
    `    return ${lossCode(program, 'a', 'y')}`,
    '',
    '',
    'def loss(part):',
    '    """The mean loss of a part, without penalty."""',
    own
      ? [
          '    a = torch.from_numpy(predict(raw_x[part]))',
          '    return mean_loss(a, torch.from_numpy(raw_y[part])).item()',
        ]
      : [
          '    model.train(False)',
          '    with torch.no_grad():',
          '        return mean_loss(model(x[part]), y[part]).item()',
        ],
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

function accuracy({ coding, loss: chosen }: Program): readonly string[] {
  const middle = coding === 'zeroOne' && !isFused(chosen) ? '0.5' : '0';
  return [
    'def accuracy(part):',
    '    model.train(False)',
    '    with torch.no_grad():',
    '        a = model(x[part]).numpy()',
    coding === 'oneHot'
      ? '    return np.mean(a.argmax(axis=1) == raw_y[part, 0])'
      : `    return np.mean((a >= ${middle}) == (raw_y[part] == 1))`,
  ];
}

/** The optimizer; the rate of each step is set before it. */
function optimizerCode(program: Program): readonly string[] {
  const { optimizer } = program;
  const still = valueOf(optimizer, 'momentum') === 0 ? '' : ', momentum=momentum';
  switch (optimizer.id) {
    case 'sgd':
      return ['optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)'];
    case 'momentum':
      return [`optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate${still})`];
    case 'nesterov':
      return [
        `optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate${still}${
          still === '' ? '' : ', nesterov=True'
        })`,
      ];
    case 'adagrad':
      return ['optimizer = torch.optim.Adagrad(model.parameters(), lr=learning_rate, eps=epsilon)'];
    case 'rmsprop':
      return [
        'optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate, alpha=alpha, eps=epsilon)',
      ];
    case 'adam':
      return [
        'optimizer = torch.optim.Adam(',
        '    model.parameters(), lr=learning_rate, betas=(beta1, beta2), eps=epsilon',
        ')',
      ];
    case 'adamw':
      return [
        ...decayGroups(program),
        'optimizer = torch.optim.AdamW(groups, lr=learning_rate, betas=(beta1, beta2), eps=epsilon)',
      ];
    default:
      throw new Error(`${optimizer.id} has no code.`);
  }
}

function decayGroups(program: Program): readonly string[] {
  if (penaltiesOf(program).biases && !penaltiesOf(program).changing) {
    return ['groups = [{"params": list(model.parameters()), "weight_decay": weight_decay}]'];
  }
  return [
    'groups = [',
    '    {"params": weights, "weight_decay": weight_decay},',
    '    {"params": biases, "weight_decay": 0},',
    ']',
  ];
}

/** Values that a live change may set, put where the optimizer reads them. */
function group(program: Program): readonly string[] {
  const { optimizer } = program;
  const keys: [string, string][] = [
    ['momentum', 'group["momentum"] = momentum'],
    ['alpha', 'group["alpha"] = alpha'],
    ['epsilon', 'group["eps"] = epsilon'],
    ['beta1', 'group["betas"] = (beta1, beta2)'],
    ['beta2', 'group["betas"] = (beta1, beta2)'],
  ];
  const set = keys.flatMap(([key, code]) =>
    key in optimizer.values && isChanged(program, `optimizer.${key}`) ? [code] : [],
  );
  const decay =
    isChanged(program, 'optimizer.weightDecay') && optimizer.id === 'adamw'
      ? ['optimizer.param_groups[0]["weight_decay"] = weight_decay']
      : [];
  const biasDecay =
    optimizer.id === 'adamw' && penaltiesOf(program).changing
      ? ['optimizer.param_groups[1]["weight_decay"] = weight_decay if penalise_biases else 0']
      : [];
  return [
    'for group in optimizer.param_groups:',
    '    group["lr"] = rate',
    ...indent([...new Set(set)]),
    ...decay,
    ...biasDecay,
  ];
}

function penalty(program: Program): readonly string[] {
  const { l1, l2 } = penaltiesOf(program);
  if (!l1 && !l2) return [];
  const when = penalised(program, 'p.dim() == 2');
  return [
    when === null
      ? 'penalised = list(model.parameters())'
      : `penalised = [p for p in model.parameters() if ${when}]`,
    ...(l2 ? ['objective = objective + 0.5 * l2 * sum((p**2).sum() for p in penalised)'] : []),
    ...(l1 ? ['objective = objective + l1 * sum(p.abs().sum() for p in penalised)'] : []),
  ];
}

function training(program: Program): string {
  const { optimizer, layers } = program;
  const { biases, changing } = penaltiesOf(program);
  const splits = optimizer.id === 'adamw' && (!biases || changing);
  const norm = needsNorm(program)
    ? ['norm = math.sqrt(sum((p.grad**2).sum().item() for p in model.parameters()))']
    : [];
  const clip = clips(program)
    ? [
        'if 0 < clip_norm < norm:',
        '    for p in model.parameters():',
        '        p.grad *= clip_norm / norm',
      ]
    : [];
  const hasBias = layers.some(({ bias }) => bias);
  return loop(program, {
    before: [
      ...(splits
        ? [
            'weights = [p for p in model.parameters() if p.dim() == 2]',
            'biases = [p for p in model.parameters() if p.dim() == 1]',
          ]
        : []),
      ...(splits && !hasBias
        ? optimizerCode(program).filter((line) => !line.includes('"params": biases'))
        : optimizerCode(program)),
      ...changeTables(program),
    ],
    step: [
      'model.train()',
      'objective = mean_loss(model(x[batch]), y[batch])',
      ...penalty(program),
      'optimizer.zero_grad()',
      'objective.backward()',
      ...norm,
      ...clip,
      ...group(program),
      'optimizer.step()',
    ],
    keep: '[p.detach().clone() for p in model.parameters()]',
    restore: [
      'with torch.no_grad():',
      '    for p, q in zip(model.parameters(), kept):',
      '        p.copy_(q)',
    ],
    finite: 'all(p.isfinite().all() for p in model.parameters())',
  });
}
