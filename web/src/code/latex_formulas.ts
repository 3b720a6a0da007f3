/** What stands in the formulas of a LaTeX document, by the ids of the components. */
import { valueOf, type Chosen } from './program';
import { number } from './text_of';

/** A number as TeX sets it: 1e-8 as 10^{-8}. */
export function tex(value: number): string {
  const [digits = '', exponent] = number(value).split('e');
  if (exponent === undefined) return digits;
  const power = `10^{${Number(exponent)}}`;
  return digits === '1' ? power : `${digits} \\cdot ${power}`;
}

export function activationTex(activation: Chosen): string {
  const parameter = (name: string): string => tex(valueOf(activation, name));
  switch (activation.id) {
    case 'linear':
      return 'f(z) = z';
    case 'sigmoid':
      return 'f(z) = \\frac{1}{1 + e^{-z}}';
    case 'tanh':
      return 'f(z) = \\tanh z';
    case 'relu':
      return 'f(z) = \\max(0, z)';
    case 'leaky-relu':
      return `f(z) = \\begin{cases} z & z > 0 \\\\ ${parameter('slope')}\\, z & \\text{else} \\end{cases}`;
    case 'elu':
      return `f(z) = \\begin{cases} z & z > 0 \\\\ ${parameter('alpha')}\\,(e^{z} - 1) & \\text{else} \\end{cases}`;
    case 'gelu':
      return 'f(z) = z\\,\\Phi(z), \\qquad \\Phi(z) = \\tfrac12 \\bigl(1 + \\operatorname{erf}(z / \\sqrt 2)\\bigr)';
    case 'gelu-tanh':
      return 'f(z) = \\tfrac12 z \\bigl(1 + \\tanh(\\sqrt{2 / \\pi}\\,(z + 0.044715\\,z^3))\\bigr)';
    case 'softplus':
      return 'f(z) = \\log(1 + e^{z})';
    case 'silu':
      return 'f(z) = \\frac{z}{1 + e^{-z}}';
    case 'softmax':
      return 'f(z)_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}';
    default:
      throw new Error(`${activation.id} has no formula.`);
  }
}

/** The mean over n samples and m outputs. */
export function lossTex(loss: Chosen): string {
  const mean = '\\frac{1}{nm} \\sum_{s=1}^{n} \\sum_{i=1}^{m} ';
  const delta = tex(valueOf(loss, 'delta'));
  switch (loss.id) {
    case 'mse':
      return `C = ${mean}(a_{si} - y_{si})^2`;
    case 'mae':
      return `C = ${mean}|a_{si} - y_{si}|`;
    case 'huber':
      return `C = ${mean}h(a_{si} - y_{si}), \\qquad h(r) = \\begin{cases} \\tfrac12 r^2 & |r| \\le ${delta} \\\\ ${delta}\\,(|r| - \\tfrac12 \\cdot ${delta}) & \\text{else} \\end{cases}`;
    case 'binary-cross-entropy':
      return `C = -${mean}\\bigl(y_{si} \\log a_{si} + (1 - y_{si}) \\log(1 - a_{si})\\bigr)`;
    case 'cross-entropy':
      return 'C = -\\frac{1}{n} \\sum_{s=1}^{n} \\sum_{i=1}^{m} y_{si} \\log a_{si}';
    case 'hinge':
      return `C = ${mean}\\max(0, 1 - y_{si} a_{si})`;
    case 'squared-hinge':
      return `C = ${mean}\\max(0, 1 - y_{si} a_{si})^2`;
    default:
      throw new Error(`${loss.id} has no formula.`);
  }
}

/** The update of step t with the gradient g: a line each; Greek letters as `methodNumbers` say. */
export function updateTex(optimizer: Chosen): readonly string[] {
  switch (optimizer.id) {
    case 'sgd':
      return ['\\theta \\leftarrow \\theta - \\eta g'];
    case 'momentum':
      return ['v \\leftarrow \\mu v + g', '\\theta \\leftarrow \\theta - \\eta v'];
    case 'nesterov':
      return ['v \\leftarrow \\mu v + g', '\\theta \\leftarrow \\theta - \\eta (g + \\mu v)'];
    case 'adagrad':
      return [
        's \\leftarrow s + g^2',
        '\\theta \\leftarrow \\theta - \\eta \\frac{g}{\\sqrt{s} + \\varepsilon}',
      ];
    case 'rmsprop':
      return [
        's \\leftarrow \\alpha s + (1 - \\alpha) g^2',
        '\\theta \\leftarrow \\theta - \\eta \\frac{g}{\\sqrt{s} + \\varepsilon}',
      ];
    case 'adam':
    case 'adamw':
      return [
        ...(optimizer.id === 'adamw' ? ['W \\leftarrow (1 - \\eta \\lambda) W'] : []),
        'm \\leftarrow \\beta_1 m + (1 - \\beta_1) g',
        's \\leftarrow \\beta_2 s + (1 - \\beta_2) g^2',
        '\\hat m = \\frac{m}{1 - \\beta_1^t}, \\qquad \\hat s = \\frac{s}{1 - \\beta_2^t}',
        '\\theta \\leftarrow \\theta - \\eta \\frac{\\hat m}{\\sqrt{\\hat s} + \\varepsilon}',
      ];
    case 'lbfgs':
      return ['\\theta \\leftarrow \\theta - \\alpha H g'];
    case 'conjugate-gradient':
      return [
        'd \\leftarrow -g + \\beta d, \\qquad \\beta = \\max\\Bigl(0, \\frac{g \\cdot (g - g_{-1})}{|g_{-1}|^2}\\Bigr)',
        '\\theta \\leftarrow \\theta + \\alpha d',
      ];
    case 'levenberg-marquardt':
      return ['(G + \\mu D)\\, h = -g', '\\theta \\leftarrow \\theta + h'];
    case 'layerwise-levenberg-marquardt':
      return [
        '(G_l + \\mu_l I)\\, h_l = -g_l',
        '\\theta_l \\leftarrow \\theta_l + h_l, \\qquad l = L, \\dots, 1',
      ];
    case 'layerwise-pseudo-inverse':
      return [
        "\\Delta Z = (A - Y) / g'",
        '\\Delta W = \\Delta Z\\, [1\\; A_{l-1}]^{+}, \\qquad \\Delta A_{l-1} = W^{+} \\Delta Z',
      ];
    default:
      throw new Error(`${optimizer.id} has no formula.`);
  }
}

/** The numbers of a method, by the letters of its formulas. */
export function methodNumbers(optimizer: Chosen): readonly string[] {
  const letters: Readonly<Record<string, string>> = {
    learningRate: '\\eta_0',
    momentum: '\\mu',
    alpha: '\\alpha',
    beta1: '\\beta_1',
    beta2: '\\beta_2',
    epsilon: '\\varepsilon',
    weightDecay: '\\lambda',
    tau: '\\tau',
  };
  return Object.entries(letters).flatMap(([name, letter]) =>
    typeof optimizer.values[name] === 'number'
      ? [`${letter} = ${tex(valueOf(optimizer, name))}`]
      : [],
  );
}

/** The learning rate; e epochs and p passes so far, m steps in an epoch. */
export function scheduleTex(schedule: Chosen, epochs: number): string {
  const of = (name: string): string => tex(valueOf(schedule, name));
  const length = tex(epochs);
  switch (schedule.id) {
    case 'constant':
      return '\\eta = \\eta_0';
    case 'inverse-time':
      return '\\eta = \\frac{\\eta_0}{e m + 1}';
    case 'exponential':
      return `\\eta = \\eta_0 \\cdot ${of('gamma')}^{e}`;
    case 'step':
      return `\\eta = \\eta_0 \\cdot ${of('gamma')}^{\\lfloor e / ${of('stepSize')} \\rfloor}`;
    case 'cosine':
      return `\\eta = \\tfrac12 \\eta_0 \\bigl(1 + \\cos(\\pi p / ${length})\\bigr) \\text{ for } p < ${length}, \\text{ then } 0`;
    case 'warmup-cosine': {
      const w = of('warmup');
      return `\\eta = \\begin{cases} \\eta_0 \\bigl(p + \\tfrac{1}{2m}\\bigr) / ${w} & p < ${w} \\\\ \\tfrac12 \\eta_0 \\Bigl(1 + \\cos \\frac{\\pi (p - ${w})}{${length} - ${w}}\\Bigr) & p < ${length} \\\\ 0 & \\text{else} \\end{cases}`;
    }
    default:
      throw new Error(`${schedule.id} has no formula.`);
  }
}

/** What a start is, or is drawn from, with the sign of that. */
export function startTex(choice: Chosen, inputs: number, units: number): string {
  const of = (name: string): string => tex(valueOf(choice, name));
  const even = (square: string): string => `\\sim U\\bigl(\\pm\\sqrt{${square}}\\bigr)`;
  switch (choice.id) {
    case 'zeros':
      return '= 0';
    case 'normal':
      return `\\sim N(0, ${of('sigma')}^2)`;
    case 'uniform':
      return `\\sim U[${of('low')}, ${of('high')})`;
    case 'glorot-uniform':
      return even(`6 / (${inputs} + ${units})`);
    case 'glorot-normal':
      return `\\sim N\\bigl(0, 2 / (${inputs} + ${units})\\bigr)`;
    case 'he-uniform':
      return even(`6 / ${inputs}`);
    case 'he-normal':
      return `\\sim N(0, 2 / ${inputs})`;
    case 'lecun-normal':
      return `\\sim N(0, 1 / ${inputs})`;
    default:
      throw new Error(`${choice.id} has no formula.`);
  }
}
