/**
 * Texts that somebody might hand over as a Spec, made to do harm: too deep, too long, of the wrong
 * types, with names that mean something to JavaScript, with markup.
 */
export interface HostileText {
  readonly name: string;
  readonly text: string;
  /** `refused` if left out; `fine`: it only looks like harm; `either`: some readers take it. */
  readonly is?: 'fine' | 'either';
}

/** What would be run if a text were ever taken for HTML, for a template or for an address. */
export const markups: readonly string[] = [
  '<img src=x onerror="Object.prototype.polluted=1">',
  '<script>Object.prototype.polluted=1</script>',
  '"><svg onload=Object.prototype.polluted=1>',
  "'><iframe srcdoc='<script>parent.polluted=1</script>'>",
  '<b data-planted>bold</b><style>*{display:none}</style>',
  '<!--?lit$000$--><?lit$000$?>{{constructor.constructor("polluted=1")()}}',
  '${Object.prototype.polluted=1}',
  'javascript:Object.prototype.polluted=1',
  '</title></textarea></style><img src="/planted.png">',
  'data:text/html,<script>parent.polluted=1</script>',
  '\u202e\u0000\ufeff\u2028<math><mtext><img src=x>',
];

/** Names that every object of JavaScript has, or that change what it is. */
export const objectNames: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty'],
  ...['__defineGetter__', '__lookupSetter__', 'isPrototypeOf', 'length', 'then', 'toJSON'],
];

const quoted = (text: string): string => JSON.stringify(text);
const around = (data: string, rest = ''): string =>
  `{"data":{"source":"xor"${data}}${rest === '' ? '' : `,${rest}`}}`;
const lists = (depth: number, inner = ''): string => '['.repeat(depth) + inner + ']'.repeat(depth);
const objects = (depth: number, key = 'a'): string =>
  `{${quoted(key)}:`.repeat(depth) + '1' + '}'.repeat(depth);

function nested(): HostileText[] {
  const depths = [33, 100, 1000, 10_000, 60_000];
  return [
    ...depths.flatMap((depth) => [
      { name: `lists ${depth} deep`, text: lists(depth) },
      { name: `objects ${depth} deep`, text: objects(Math.min(depth, 40_000)) },
      { name: `lists ${depth} deep in its data`, text: around(`,"features":${lists(depth)}`) },
      { name: `${depth} lists that never end`, text: '['.repeat(depth) },
      {
        name: `${depth} lists in a layer`,
        text: around('', `"network":{"layers":${lists(depth, '{}')}}`),
      },
      { name: `${depth} closing brackets`, text: ']'.repeat(depth) + '}'.repeat(depth) },
    ]),
    { name: 'prototypes 10 000 deep', text: objects(10_000, '__proto__') },
    { name: 'brackets within a string', text: around(`,"file":${quoted('[{'.repeat(9999))}`) },
  ];
}

function doubled(): HostileText[] {
  return [
    { name: 'a key that stands twice', text: around('', '"seed":1,"seed":2') },
    { name: 'data that stand twice', text: '{"data":{"source":"xor"},"data":{"source":"moons"}}' },
    { name: 'a source that stands twice', text: around(',"source":"moons"') },
    { name: 'a key that stands twice, once escaped', text: around('', '"seed":1,"s\\u0065ed":2') },
    { name: 'a key 20 000 times', text: around('', Array(20_000).fill('"seed":1').join(',')) },
    { name: 'prototypes that stand twice', text: around('', '"__proto__":{},"__proto__":{}') },
    {
      name: 'a key that stands twice in a layer',
      text: around('', '"network":{"layers":[{"units":1,"units":2},{}]}'),
    },
  ];
}

function named(): HostileText[] {
  return objectNames.flatMap((name) => [
    { name: `a key ${name}`, text: around('', `${quoted(name)}:{"polluted":1}`) },
    { name: `a key ${name} of its data`, text: around(`,${quoted(name)}:{"polluted":1}`) },
    { name: `a source ${name}`, text: `{"data":{"source":${quoted(name)}}}` },
    { name: `an optimizer ${name}`, text: around('', `"optimizer":${quoted(name)}`) },
    { name: `a loss ${name}`, text: around('', `"loss":{"id":${quoted(name)}}`) },
    {
      name: `an activation ${name}`,
      text: around('', `"network":{"layers":[{"units":2,"activation":${quoted(name)}},{}]}`),
    },
    { name: `a feature ${name}`, text: around(`,"features":[${quoted(name)}]`) },
    {
      name: `a change of ${name}`,
      text: around('', `"changes":[{"step":1,"set":{${quoted(name)}:1}}]`),
    },
  ]);
}

function marked(): HostileText[] {
  return markups.flatMap((markup, i) => [
    { name: `markup ${i} as source`, text: `{"data":{"source":${quoted(markup)}}}` },
    { name: `markup ${i} as key`, text: around('', `${quoted(markup)}:1`) },
    { name: `markup ${i} as feature`, text: around(`,"features":[${quoted(markup)}]`) },
    { name: `markup ${i} as optimizer`, text: around('', `"optimizer":${quoted(markup)}`) },
    { name: `markup ${i} as text`, text: markup },
  ]);
}

function huge(): HostileText[] {
  const numbers = ['1e400', '-1e400', '1e308', '9007199254740994', '1e20', '-1', '0.5'];
  const at: readonly (readonly [string, (number: string) => string])[] = [
    ['samples', (number) => around(`,"samples":${number}`)],
    ['units', (number) => around('', `"network":{"layers":[{"units":${number}},{}]}`)],
    ['seed', (number) => around('', `"seed":${number}`)],
    ['epochs', (number) => around('', `"stop":{"epochs":${number}}`)],
  ];
  const digits = '9'.repeat(200_000);
  return [
    ...numbers.flatMap((number) =>
      at.map(([what, text]) => ({ name: `${what} ${number}`, text: text(number) })),
    ),
    { name: 'a number of 200 000 digits', text: around(`,"samples":${digits}`) },
    { name: 'a fraction of 200 000 digits', text: around('', `"seed":0.${digits}`), is: 'either' },
    { name: 'an exponent of 200 000 digits', text: around('', `"seed":1e${digits}`) },
    {
      name: '60 000 layers',
      text: around('', `"network":{"layers":[${Array(60_000).fill('{}').join(',')}]}`),
    },
    {
      name: 'layers of absurd size',
      text: around('', `"network":{"layers":[${Array(32).fill('{"units":8192}').join(',')}]}`),
    },
    {
      name: 'a million samples of 4096 features',
      text: around(`,"samples":1000000,"features":["polynomial:60"]`),
    },
    {
      name: 'a polynomial beyond all bounds',
      text: around(',"features":["polynomial:999999999999"]'),
    },
    {
      name: '50 000 features',
      text: around(`,"features":[${Array(50_000).fill('"x1"').join(',')}]`),
    },
    {
      name: '25 000 keys',
      text: around('', Array.from({ length: 25_000 }, (_, i) => `"k${i}":1`).join(',')),
    },
    {
      name: '9000 changes of nothing',
      text: around('', `"changes":[${Array(9000).fill('{"step":1,"set":{}}').join(',')}]`),
      is: 'either',
    },
    { name: 'a key of 200 000 letters', text: around('', `"${'k'.repeat(200_000)}":1`) },
    { name: 'a source of 200 000 letters', text: `{"data":{"source":"${'s'.repeat(200_000)}"}}` },
    {
      name: 'a file of 200 000 letters',
      text: `{"data":{"source":"circle","file":"${'f'.repeat(200_000)}"}}`,
    },
  ];
}

function damaged(): HostileText[] {
  const texts: Readonly<Record<string, string>> = {
    nothing: '',
    blanks: ' \n\t'.repeat(1000),
    'a list': '[1,2,3]',
    'a number': '1',
    'a text': '"xor"',
    null: 'null',
    true: 'true',
    NaN: '{"data":{"source":"xor","noise":NaN}}',
    Infinity: '{"data":{"source":"xor","noise":Infinity}}',
    'a comment': '{"data":{"source":"xor"}} // and more',
    'something behind it': '{"data":{"source":"xor"}}{"data":{}}',
    'a comma too many': '{"data":{"source":"xor",}}',
    'single quotes': "{'data':{'source':'xor'}}",
    'a key without quotes': '{data:{"source":"xor"}}',
    'an escape that is none': '{"data":{"source":"\\x78or"}}',
    'half an escape': '{"data":{"source":"\\u00"}}',
    'a lone high surrogate': '{"data":{"source":"\\ud800"}}',
    'a lone low surrogate': '{"data":{"source":"\\udc00"}}',
    'surrogates in the wrong order': '{"data":{"source":"\\udc00\\ud800"}}',
    'a lone surrogate as a key': '{"data":{"source":"xor","\\ud83d":1}}',
    'a NUL as it is': '{"data":{"source":"xor\u0000"}}',
    'a NUL, escaped': '{"data":{"source":"xor\\u0000"}}',
    'a line break in a string': '{"data":{"source":"x\nor"}}',
    'a string without an end': `{"data":{"source":"${'x'.repeat(5000)}`,
    'backslashes without an end': `{"data":{"source":"${'\\'.repeat(9999)}`,
    'a plus sign': '{"data":{"source":"xor"},"seed":+1}',
    'leading zeros': '{"data":{"source":"xor"},"seed":007}',
    hexadecimal: '{"data":{"source":"xor"},"seed":0x10}',
    'a call': 'alert(1)',
    'no data': '{}',
    'an empty key': '{"data":{"source":"xor"},"":1}',
    'of another version': '{"version":2,"data":{"source":"xor"}}',
    'of no version': '{"version":"1","data":{"source":"xor"}}',
    'an address as file': '{"data":{"source":"table","file":["https://planted.example/"]}}',
  };
  return Object.entries(texts).map(([name, text]) => ({ name: `text: ${name}`, text }));
}

/** What looks like harm and is an experiment. */
const fine: readonly HostileText[] = [
  { name: 'a byte order mark', text: '\ufeff{"data":{"source":"xor"}}', is: 'either' },
  { name: 'escapes for letters', text: '{"data":{"source":"\\u0078or"}}', is: 'fine' },
  { name: 'blanks around', text: `${' '.repeat(5000)}{"data":{"source":"xor"}}\n\n`, is: 'fine' },
];

export const hostileSpecs: readonly HostileText[] = [
  ...nested(),
  ...doubled(),
  ...named(),
  ...marked(),
  ...huge(),
  ...damaged(),
  ...fine,
];
