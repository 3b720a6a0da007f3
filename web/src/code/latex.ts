/** The model and its formulas as a LaTeX document: what is trained, on what, by which rule. */
import {
  activationTex,
  lossTex,
  methodNumbers,
  scheduleTex,
  startTex,
  tex,
  updateTex,
} from './latex_formulas';
import { valueOf, type Layer, type Program, type Scale } from './program';
import { batchOf, settingValue } from './settings';
import type { Target } from './targets';
import type { Term } from './terms';
import { lines, specLines } from './text_of';

export const latex: Target = {
  id: 'latex',
  label: 'LaTeX',
  extension: 'tex',
  runs: false,
  refuses: () => [],
  write,
};

function write(program: Program): string {
  return `${lines(
    `% ${program.title}: the model of Fall Line and its formulas.`,
    '% The experiment as a Spec of Fall Line:',
    specLines(program).map((line) => `% ${line}`),
    '\\documentclass{article}',
    '\\usepackage{amsmath}',
    '\\begin{document}',
    '',
    '\\subsection*{Data}',
    data(program),
    '',
    '\\subsection*{Network}',
    network(program),
    '',
    '\\subsection*{Loss}',
    loss(program),
    '',
    '\\subsection*{Gradient}',
    gradient(program),
    '',
    '\\subsection*{Training}',
    training(program),
    '',
    '\\end{document}',
  )}\n`;
}

const display = (...formulas: readonly string[]): readonly string[] =>
  formulas.length === 1
    ? ['\\[', `  ${formulas[0] ?? ''}`, '\\]']
    : [
        '\\begin{gather*}',
        ...formulas.map((formula, i) => `  ${formula}${i + 1 < formulas.length ? ' \\\\' : ''}`),
        '\\end{gather*}',
      ];

/** A word of a Spec in running text. */
const word = (id: string): string => `\\texttt{${id.replaceAll('_', '\\_')}}`;

const scales: Readonly<Record<Scale, string | null>> = {
  none: null,
  center: "x' = x - \\bar x",
  standardize: "x' = \\frac{x - \\bar x}{\\sigma_x}",
  minmax: "x' = \\frac{x - x_{\\min}}{x_{\\max} - x_{\\min}}",
};

function data({ spec, data: all, inputs, scale, scaleTargets, terms }: Program): readonly string[] {
  const counts = [
    `${all.train} train`,
    ...(all.validation > 0 ? [`${all.validation} validate`] : []),
    ...(all.test > 0 ? [`${all.test} test`] : []),
  ].join(', ');
  const scaled = scales[scale];
  return [
    `The source ${word(spec.data.source)} has ${inputs} input${inputs === 1 ? '' : 's'}; ${counts}.`,
    ...(scaled === null
      ? []
      : ['Each input is scaled with figures of the training part:', ...display(scaled)]),
    ...(scaleTargets === 'none' ? [] : [`Targets are scaled likewise (${scaleTargets}).`]),
    ...(terms === null ? [] : ['The network sees the features', ...display(...features(terms))]),
  ];
}

const mostTerms = 40;

function features(terms: readonly Term[]): readonly string[] {
  const all = terms.map(({ factors }) =>
    factors
      .map(({ input, function: kind, power }) => {
        const x = `x_{${input + 1}}`;
        if (kind !== 'power') return `\\${kind} ${x}`;
        return power === 1 ? x : `${x}^{${power}}`;
      })
      .join(' '),
  );
  const shown =
    all.length > mostTerms ? [...all.slice(0, mostTerms - 1), '\\dots', all.at(-1) ?? ''] : all;
  return Array.from({ length: Math.ceil(shown.length / 8) }, (_, i) =>
    shown.slice(i * 8, i * 8 + 8).join(',\\; '),
  );
}

function network({ layers }: Program): readonly string[] {
  const last = layers.length;
  return [
    `With $a^{(0)} = x$ and for the layers $l = 1, \\dots, ${last}$`,
    ...display('z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)}, \\qquad a^{(l)} = f_l\\bigl(z^{(l)}\\bigr)'),
    '\\begin{itemize}',
    ...layers.flatMap((layer, l) => layerText(layer, l + 1)),
    '\\end{itemize}',
    `There are ${layers.reduce((sum, { inputs, units, bias }) => sum + units * (inputs + (bias ? 1 : 0)), 0)} parameters.`,
  ];
}

function layerText(
  { inputs, units, bias, activation, init, biasInit, dropout }: Layer,
  l: number,
): readonly string[] {
  const b = bias ? `, $b ${startTex(biasInit, inputs, units)}$` : ', without biases';
  const dropped =
    dropout > 0 ? [`    Each unit is dropped with probability ${tex(dropout)} in training.`] : [];
  return [
    `  \\item Layer ${l}: $W^{(${l})}$ is $${units} \\times ${inputs}$, at the start $W ${startTex(init, inputs, units)}$${b};`,
    `    $\\displaystyle ${activationTex(activation).replace('f(', `f_{${l}}(`)}$.`,
    ...dropped,
  ];
}

function loss({ loss: chosen, l1, l2, biases }: Program): readonly string[] {
  const terms = [
    ...(l2 > 0 ? [`\\tfrac12 \\cdot ${tex(l2)} \\lVert \\theta \\rVert_2^2`] : []),
    ...(l1 > 0 ? [`${tex(l1)} \\lVert \\theta \\rVert_1`] : []),
  ];
  return [
    'For $n$ samples with $m$ outputs',
    ...display(lossTex(chosen)),
    ...(terms.length > 0
      ? [
          `A penalty is added, over all weights${biases ? ' and biases' : ', not the biases'}:`,
          ...display(terms.join(' + ')),
        ]
      : []),
  ];
}

function gradient({ layers, loss: chosen }: Program): readonly string[] {
  const fused = chosen.id === 'binary-cross-entropy' || chosen.id === 'cross-entropy';
  const last = layers.length;
  const divisor = chosen.id === 'cross-entropy' ? 'n' : 'nm';
  const output = fused
    ? `\\delta^{(${last})} = \\frac{1}{${divisor}} \\bigl(a^{(${last})} - y\\bigr)`
    : `\\delta^{(${last})} = \\frac{\\partial C}{\\partial a^{(${last})}} \\, \\frac{\\partial a^{(${last})}}{\\partial z^{(${last})}}`;
  return [
    'With $\\delta^{(l)} = \\partial C / \\partial z^{(l)}$ of a sample, summed over the samples of a batch,',
    ...display(
      output,
      "\\delta^{(l)} = \\bigl(W^{(l+1)}\\bigr)^{\\top} \\delta^{(l+1)} \\odot f_l'\\bigl(z^{(l)}\\bigr)",
      '\\frac{\\partial C}{\\partial W^{(l)}} = \\sum \\delta^{(l)} \\bigl(a^{(l-1)}\\bigr)^{\\top}, \\qquad \\frac{\\partial C}{\\partial b^{(l)}} = \\sum \\delta^{(l)}',
    ),
  ];
}

function training(program: Program): readonly string[] {
  const { optimizer, schedule, data: all, stop, changes, seed } = program;
  const batch = batchOf(program);
  const numbers = methodNumbers(optimizer);
  const clip = valueOf(optimizer, 'clipNorm');
  const ends = [
    ...(stop.epochs > 0 ? [`after ${stop.epochs} epochs`] : []),
    ...(stop.steps > 0 ? [`after ${stop.steps} steps`] : []),
    ...(stop.loss > 0 ? [`at a training loss of $${tex(stop.loss)}$`] : []),
    ...(stop.gradient > 0 ? [`at a gradient of norm $${tex(stop.gradient)}$`] : []),
    ...(stop.patience > 0
      ? [`after ${stop.patience} epochs without a better validation loss`]
      : []),
  ];
  const rate = numbers.some((text) => text.startsWith('\\eta_0'));
  return [
    `${optimizer.label}, ${
      batch === all.train ? 'on the full batch' : `on mini-batches of ${batch}`
    }, with seed ${seed}:`,
    ...display(...updateTex(optimizer)),
    ...(numbers.length > 0 ? [`Here $${numbers.join('$, $')}$.`] : []),
    ...(clip > 0 ? [`A gradient longer than ${tex(clip)} is cut to that norm.`] : []),
    ...(rate
      ? [
          'With $e$ epochs and $p$ passes so far, and $m$ steps in an epoch, the rate is',
          ...display(
            scheduleTex(
              schedule,
              settingValue(program, 'schedule.epochs', valueOf(schedule, 'epochs')),
            ),
          ),
        ]
      : []),
    ...(ends.length > 0 ? [`Training ends ${ends.join(', or ')}.`] : []),
    ...(changes.length > 0
      ? [`Settings were changed ${changes.length} times while it trained; the Spec lists them.`]
      : []),
  ];
}
