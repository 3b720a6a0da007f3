/**
 * Messages made to do harm, as a page could send them to a frame. Imports nothing: a browser makes
 * them itself, for many are nothing that could be written down.
 */
export interface HostileMessage {
  readonly name: string;
  readonly data: unknown;
}

const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'];
const markup =
  '<img src="/planted.png" onerror="Object.prototype.polluted=1"><b data-planted>b</b>';

function deep(depth: number, inner: unknown = 1, key: string | null = null): unknown {
  let value = inner;
  for (let i = 0; i < depth; ++i) value = key === null ? [value] : own(key, value);
  return value;
}

/** An object with that very key, also where the key is "__proto__". */
function own(key: string, value: unknown): object {
  return Object.defineProperty({}, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function circle(): unknown {
  const around: Record<string, unknown> = { data: { source: 'xor' } };
  around['spec'] = around;
  around['self'] = [around];
  return around;
}

/** What no part of a message should be: made anew each time, for it may be transferred or changed. */
function values(): readonly (readonly [string, unknown])[] {
  return [
    ['nothing', undefined],
    ['null', null],
    ['true', true],
    ['a negative number', -1],
    ['half a number', 0.5],
    ['a huge number', 1e308],
    ['NaN', NaN],
    ['endless', Infinity],
    ['a big integer', 10n ** 60n],
    ['a date', new Date(NaN)],
    ['a pattern', /(a+)+$/u],
    ['an error', new Error(markup)],
    ['a map', new Map<unknown, unknown>([['data', { source: 'xor' }]])],
    ['a set', new Set([1, 2])],
    ['bytes', new Uint8Array(1 << 16)],
    ['a buffer', new ArrayBuffer(1 << 18)],
    ['an empty text', ''],
    ['markup', markup],
    ['a lone surrogate', '\ud800'],
    ['NUL', '\u0000'],
    ['300 000 letters', 'x'.repeat(300_000)],
    ['an empty list', []],
    ['an empty object', {}],
    ['a list of holes', new Array(1e9)],
    ['a list of 140 000 numbers', new Array(140_000).fill(1)],
    [
      'an object of 25 000 keys',
      Object.fromEntries(Array.from({ length: 25_000 }, (_, i) => [`k${i}`, i])),
    ],
    ['lists 33 deep', deep(33)],
    ['lists 1000 deep', deep(1000)],
    ['objects 1000 deep', deep(1000, 1, 'a')],
    ['prototypes 100 deep', deep(100, { polluted: 1 }, '__proto__')],
    ['a circle', circle()],
    ...names.map((name) => [`an object with ${name}`, own(name, { polluted: 1 })] as const),
  ];
}

/** To the window of a frame, from whoever can: none of them is a greeting. */
export function hostileGreetings(): readonly HostileMessage[] {
  const greeting = { fallline: 1, id: 'h', type: 'hello', payload: {} };
  return [
    ...values().map(([name, data]) => ({ name: `${name} alone`, data })),
    ...['fallline', 'type', 'id'].flatMap((key) =>
      values().map(([name, value]) => ({
        name: `${key}: ${name}`,
        data: { ...greeting, [key]: value },
      })),
    ),
    ...['rate', 'steer'].flatMap((key) =>
      values()
        .filter(([name]) => name !== 'nothing' && !(key === 'rate' && name.endsWith('number')))
        .filter(
          ([name]) =>
            !(key === 'rate' && name === 'endless') && !(key === 'steer' && name === 'true'),
        )
        .map(([name, value]) => ({
          name: `${key}: ${name}`,
          data: { ...greeting, payload: { [key]: value } },
        })),
    ),
    {
      name: 'a request',
      data: { ...greeting, type: 'setState', payload: { spec: { data: { source: 'moons' } } } },
    },
    { name: 'a welcome', data: { ...greeting, type: 'welcome', payload: { version: 1 } } },
    { name: 'as JSON', data: JSON.stringify(greeting) },
    { name: 'in a list', data: [greeting] },
    { name: 'of the loader', data: { fallline: 1, type: 'waiting', payload: { version: 1 } } },
  ].filter(({ data }) => !isGreeting(data));
}

/** Some of the values are right where they stand. */
function isGreeting(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  const { fallline, type, id } = data as Record<string, unknown>;
  const isId = typeof id === 'string' && id !== '' && id.length <= 64;
  return (
    fallline === 1 &&
    type === 'hello' &&
    isId &&
    !('rate' in payloadOf(data)) &&
    !('steer' in payloadOf(data))
  );
}

function payloadOf(data: object): object {
  const { payload } = data as { payload?: unknown };
  return typeof payload === 'object' && payload !== null ? payload : {};
}

/** Through the port: requests with an id, of which none can be fulfilled. */
export function hostileRequests(): readonly HostileMessage[] {
  const asked = (type: unknown, payload: unknown): object => ({ fallline: 1, type, payload });
  const spec = (data: unknown, rest: object = {}): object => ({ spec: { data, ...rest } });
  const xor = { source: 'xor' };
  const all = values();
  const isSet = ([name]: readonly [string, unknown]): boolean => name !== 'nothing';
  const keys = [
    'version',
    'network',
    'loss',
    'optimizer',
    'schedule',
    'batchSize',
    'precision',
    'fault',
    'changes',
  ];
  return [
    ...all.map(([name, value]) => ({ name: `type: ${name}`, data: asked(value, null) })),
    ...[
      ...names,
      'play.constructor',
      'hello',
      'welcome',
      'answer',
      'x'.repeat(100_000),
      markup,
    ].map((name) => ({ name: `type ${name.slice(0, 30)}`, data: asked(name, {}) })),
    ...['step', 'run'].flatMap((type) =>
      all.filter(isSet).map(([name, value]) => ({
        name: `${type}: steps ${name}`,
        data: asked(type, { steps: value }),
      })),
    ),
    ...all.map(([name, value]) => ({
      name: `set: path ${name}`,
      data: asked('set', { path: value, value: 1 }),
    })),
    ...[
      ...names.flatMap((name) => [name, `${name}.polluted`, `data.${name}`, `optimizer.${name}`]),
      ...[
        '.',
        '..',
        'network.layers.length',
        'network.layers.99.units',
        'a.'.repeat(99),
        'data',
        'network',
      ],
      ...['network.layers', 'network.layers.0', 'optimizer', 'changes', 'stop', markup, '\ud800'],
    ].map((path) => ({
      name: `set: path ${path.slice(0, 30)}`,
      data: asked('set', { path, value: 5 }),
    })),
    ...keys.flatMap((path) =>
      all
        .filter(([name, value]) => isSet([name, value]) && !isMeant(path, value))
        .map(([name, value]) => ({
          name: `set: ${path} ${name}`,
          data: asked('set', { path, value }),
        })),
    ),
    ...all.map(([name, value]) => ({ name: `setState: ${name}`, data: asked('setState', value) })),
    ...all.map(([name, value]) => ({
      name: `setState: spec ${name}`,
      data: asked('setState', { spec: value }),
    })),
    ...all.map(([name, value]) => ({
      name: `setState: data ${name}`,
      data: asked('setState', spec(value)),
    })),
    ...all.map(([name, value]) => ({
      name: `setState: source ${name}`,
      data: asked('setState', spec({ source: value })),
    })),
    ...keys.flatMap((key) =>
      all
        .filter(([name, value]) => isSet([name, value]) && !isMeant(key, value))
        .map(([name, value]) => ({
          name: `setState: ${key} ${name}`,
          data: asked('setState', spec(xor, { [key]: value })),
        })),
    ),
    ...['snapshot', 'files', 'drawing', 'engine', 'tweaked', 'fallLine', ...names].flatMap((key) =>
      all
        .filter(([name, value]) => isSet([name, value]) && !isKept(key, value))
        .map(([name, value]) => ({
          name: `setState: a project with ${key} ${name}`,
          data: asked(
            'setState',
            Object.assign(
              own(key, value),
              key === 'fallLine' ? spec(xor) : { fallLine: 1, ...spec(xor) },
            ),
          ),
        })),
    ),
    ...all.map(([name, value]) => ({
      name: `snapshot: format ${name}`,
      data: asked('snapshot', { format: value }),
    })),
    ...all.map(([name, value]) => ({
      name: `exportData: format ${name}`,
      data: asked('exportData', { format: value }),
    })),
    ...[...names, markup, '../../etc/passwd'].map((view) => ({
      name: `snapshot: view ${view.slice(0, 20)}`,
      data: asked('snapshot', { format: 'svg', view }),
    })),
  ];
}

/** What a setting may be all the same: empty ones stand for what is usual. */
function isMeant(key: string, value: unknown): boolean {
  if (Array.isArray(value)) return key === 'changes' && value.length === 0;
  if (key !== 'network' || typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).length === 0;
}

/** An engine of any name is another one; null stands for nothing. */
function isKept(key: string, value: unknown): boolean {
  return (key === 'engine' && typeof value === 'string') || value === null || value === true;
}
