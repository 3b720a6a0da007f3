/**
 * Links made to do harm, more than a thousand: what stands in them (hostile_specs.ts), and how it is
 * put there. For the page, the frame and the command line alike.
 */
import { deflateRawSync, deflateSync, gzipSync, constants } from 'node:zlib';
import { hostileSpecs, markups, objectNames } from './hostile_specs';

export interface HostileLink {
  readonly name: string;
  readonly hash: string;
  /** Whether it has to be refused; others only look like harm, or may be either. */
  readonly is: 'refused' | 'fine' | 'either';
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
export const packed = (text: string): string => base64(deflateRawSync(text));
const refused = (name: string, hash: string): HostileLink => ({ name, hash, is: 'refused' });
const fine = (name: string, hash: string): HostileLink => ({ name, hash, is: 'fine' });
const either = (name: string, hash: string): HostileLink => ({ name, hash, is: 'either' });
const spec = '{"data":{"source":"xor"}}';
const good = `s=${packed(spec)}`;

/** Megabytes of blanks in one kilobyte each, as often as wanted: what follows knows nothing of it. */
function bomb(megabytes: number, start = ''): Buffer {
  const flush = { finishFlush: constants.Z_FULL_FLUSH };
  const begin = deflateRawSync(start, flush);
  const million = deflateRawSync(Buffer.alloc(1 << 20, ' '), flush);
  return Buffer.concat([begin, ...Array.from({ length: megabytes }, () => million)]);
}

function texts(): HostileLink[] {
  return hostileSpecs.flatMap(({ name, text, is: given }) => {
    const is = given ?? 'refused';
    const readable = encodeURIComponent(text);
    const links: HostileLink[] = [
      { name: `packed: ${name}`, hash: `#v=1&s=${packed(text)}`, is },
      { name: `readable: ${name}`, hash: `#v=1&j=${readable}`, is },
    ];
    return links;
  });
}

function damaged(): HostileLink[] {
  const letters = (length: number): string => 'A'.repeat(length);
  const values: Readonly<Record<string, string>> = {
    nothing: '',
    padding: '====',
    'one letter': 'A',
    'a length that cannot be': letters(5),
    'no letters of base64': '!!!!',
    'percent signs': '%%%%',
    'an umlaut': 'äöü',
    blanks: 'AA AA',
    'a line break': 'AA%0AAA',
    zeros: letters(4000),
    ones: '_'.repeat(4000),
    'no deflate': base64(Buffer.from('not deflate at all')),
    'zlib around it': base64(deflateSync(spec)),
    'gzip around it': base64(gzipSync(spec)),
    'its first half': packed(spec.repeat(20)).slice(0, 20),
    'no UTF-8': base64(deflateRawSync(Buffer.from([0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22]))),
    'surrogates as UTF-8': base64(deflateRawSync(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))),
    'half a letter of UTF-8': base64(deflateRawSync(Buffer.from([0xe2, 0x82]))),
    '300 kB of blanks': packed(' '.repeat(300_000)),
    '300 kB around a Spec': packed(`${' '.repeat(262_144)}${spec}`),
    '380 MB of blanks': base64(bomb(360)),
    '360 MB of blanks behind a Spec': base64(bomb(340, spec)),
    'two gigabytes': base64(bomb(2000)),
    'a megabyte of base64': letters(1_000_000),
  };
  const more = base64(Buffer.concat([deflateRawSync(spec), Buffer.alloc(64, 7)]));
  return [
    ...Object.entries(values).map(([name, value]) => refused(`damage: ${name}`, `#v=1&s=${value}`)),
    // Browsers refuse it, Node and the command line do not look.
    either('damage: something behind it', `#v=1&s=${more}`),
  ];
}

function versions(): HostileLink[] {
  const others = [
    ...['', '0', '2', '01', '1.0', '-1', '1e0', '+1', 'NaN', 'Infinity', 'true', 'null', ' 1'],
    ...['%31', '１', '[1]', '__proto__', '9'.repeat(50_000), '1;', '1,2', '0x1', ...markups],
  ];
  return [
    ...others.map((version, i) =>
      refused(`version ${i}: ${version.slice(0, 12)}`, `#v=${encodeURI(version)}&${good}`),
    ),
    refused('two versions', `#v=1&v=2&${good}`),
    refused('a version at the end', `#${good}&v=3`),
    fine('the same version twice', `#v=1&v=1&${good}`),
  ];
}

function percents(): HostileLink[] {
  const bad = ['%', '%z', '%4', '%u0041', '%C0%80', '%ED%A0%80', '%FF', '%E2%82', '%F5%80%80%80'];
  return bad.flatMap((escape) => [
    refused(`${escape} in a Spec`, `#v=1&j=${encodeURIComponent(spec)}${escape}`),
    refused(`${escape} in a setting`, `#v=1&${good}&set=data.file=${escape}`),
    refused(`${escape} in a path`, `#v=1&${good}&set=${escape}=1`),
    refused(`${escape} as an engine`, `#v=1&e=${escape}&${good}`),
  ]);
}

function parts(): HostileLink[] {
  const strange = [...objectNames, ...markups, 'S', 'V', 'J', 'Set', 'spec', 'x'.repeat(100_000)];
  const many = (count: number, part: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => part(i)).join('&');
  return [
    ...strange.map((name, i) =>
      refused(
        `unknown part ${i}: ${name.slice(0, 12)}`,
        `#v=1&${good}&${encodeURIComponent(name)}=1`,
      ),
    ),
    refused('two Specs', `#v=1&${good}&${good}`),
    refused('two Specs of two kinds', `#v=1&j=%7B%7D&${good}`),
    refused('100 000 unknown parts', `#v=1&${good}&${many(100_000, (i) => `a${i}=1`)}`),
    refused('100 000 Specs', `#v=1&${many(100_000, () => 'j=1')}`),
    either('100 000 equal signs', `#v=1&${good}&${'='.repeat(100_000)}`),
    refused('257 settings', `#v=1&${good}&${many(257, (i) => `set=seed=${i}`)}`),
    fine('256 settings', `#v=1&${good}&${many(256, (i) => `set=seed=${i}`)}`),
    either('an engine of what terminals obey', `#v=1&e=%1B%5B31m%9B&${good}`),
    refused('50 000 settings', `#v=1&${good}&${many(50_000, (i) => `set=a${i}=1`)}`),
    refused('50 000 settings of one value', `#v=1&${good}&${many(50_000, (i) => `set=seed=${i}`)}`),
    refused(
      '50 000 settings of one list',
      `#v=1&${good}&${many(50_000, (i) => `set=data.features.${i}="x1"`)}`,
    ),
    refused(
      'settings of two megabytes',
      `#v=1&${good}&${many(10, (i) => `set=a${i}=${'x'.repeat(200_000)}`)}`,
    ),
    refused('an unknown part of a megabyte', `#v=1&${good}&x=${'x'.repeat(1_000_000)}`),
    fine('100 000 empty parts', `#v=1&${'&'.repeat(100_000)}${good}`),
    either('an engine of a megabyte', `#v=1&e=${'9'.repeat(1_000_000)}&${good}`),
    either('an engine of markup', `#v=1&e=${encodeURIComponent(markups[0] ?? '')}&${good}`),
  ];
}

function paths(): HostileLink[] {
  const others = [
    ...objectNames.filter((name) => name !== 'length'),
    ...objectNames.flatMap((name) => [`${name}.polluted`, `data.${name}`, `optimizer.${name}`]),
    'constructor.prototype.polluted',
    'data.constructor.prototype.polluted',
    'network.layers.length',
    'network.layers.__proto__.polluted',
    'network.layers.-1.units',
    'network.layers.1e9.units',
    'network.layers.4294967295.units',
    'network.layers.0.units.0.0.0',
    'network.layers.0.activation.id.id',
    ...['', '.', '..', '...', 'data.', '.data', 'data..source', '[0]', 'data[0', ' ', '\u0000'],
    ...markups,
    'a.'.repeat(20) + 'a',
    'a.'.repeat(40) + 'a',
    'data.'.repeat(10_000) + 'source',
    '__proto__.'.repeat(10_000) + 'polluted',
    'network.layers.0.'.repeat(5000) + 'units',
    'p'.repeat(200_000),
  ];
  return others.map((path, i) =>
    refused(`path ${i}: ${path.slice(0, 24)}`, `#v=1&${good}&set=${encodeURIComponent(path)}=1`),
  );
}

/** Every setting with values of every type: what is right for one is wrong for most. */
function types(): HostileLink[] {
  const at = [
    ...['version', 'seed', 'data', 'data.source', 'data.samples', 'data.noise', 'data.split'],
    ...['data.split.train', 'data.features', 'data.scale', 'data.seed', 'network'],
    ...['network.layers', 'network.layers.0', 'network.layers.0.units'],
    ...['network.layers.0.activation', 'network.layers.0.init', 'network.layers.0.dropout', 'loss'],
    ...['optimizer', 'optimizer.learningRate', 'schedule', 'batchSize', 'regularization'],
    ...['regularization.l2', 'precision', 'stop', 'stop.epochs', 'fault', 'changes'],
  ];
  const values = [
    ...['null', 'true', '-1', '0.5', '1e308', '1e400', '9007199254740993', '', 'x', '[]', '{}'],
    ...['[[[]]]', '{"id":"constructor"}', '{"__proto__":1}', '[null]', '"\\ud800"'],
    '['.repeat(10_000),
    `"${'y'.repeat(100_000)}"`,
  ];
  return at.flatMap((path) =>
    values.map((value) =>
      either(
        `${path} = ${value.slice(0, 20)}`,
        `#v=1&${good}&set=${path}=${encodeURIComponent(value)}`,
      ),
    ),
  );
}

/** Places and lessons that are none, and what is handed in with them. */
function places(): HostileLink[] {
  const strange = [
    ...objectNames,
    ...markups,
    '../../..',
    '//planted.example/',
    'a'.repeat(100_000),
  ];
  const handed = [
    ...['', '!!!', 'AAAA', base64(Buffer.from('{}')), base64(Buffer.from('['.repeat(10_000)))],
    base64(Buffer.from('{"version":1,"lesson":"__proto__","tasks":[{}]}')),
    base64(Buffer.from(`{"version":1,"lesson":"x","tasks":[${Array(999).fill('{}').join(',')}]}`)),
    'A'.repeat(2_000_000),
  ];
  return [
    ...strange.map((name, i) => fine(`place ${i}`, `#v=1&${good}&at=${encodeURIComponent(name)}`)),
    ...strange.map((name, i) =>
      fine(`lesson ${i}`, `#v=1&${good}&at=lessons&lesson=${encodeURIComponent(name)}`),
    ),
    ...handed.map((value, i) => fine(`hand-in ${i}`, `#v=1&${good}&lesson=none&h=${value}`)),
  ];
}

export const hostileLinks: readonly HostileLink[] = [
  ...texts(),
  ...damaged(),
  ...versions(),
  ...percents(),
  ...parts(),
  ...paths(),
  ...types(),
  ...places(),
];

/** Keys of the presentation with values that are none: each is worth a remark, and nothing more. */
export const hostilePresentations: readonly string[] = [
  ...['view', 'layout', 'hide', 'lock', 'controls', 'theme', 'lang', 'poster', 'autoplay', 'speed'],
  'lesson',
].flatMap((key) =>
  [
    ...[...objectNames, ...markups].map(encodeURIComponent),
    ...['%', '%FF', ',,,', '-1', '1e309', 'NaN', '../..', 'x'.repeat(100_000)],
    Array.from({ length: 10_000 }, (_, i) => `data.x${i}<b>`).join(','),
  ].map((value) => `${key}=${value}`),
);
