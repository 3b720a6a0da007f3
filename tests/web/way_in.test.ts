import { beforeEach, describe, expect, test } from 'vitest';
import type { Spec } from '../../web/src/engine/model';
import { presentationKeys } from '../../web/src/embed/contract';
import { encodeLink } from '../../web/src/state/link';
import { tensorsOf } from '../../web/src/state/network_tensors';
import { encodeTensors } from '../../web/src/state/safetensors';
import { asJson, defaultSpec } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { presentationParts } from '../../web/src/state/way_in';
import { settled } from './settled';
import { SmallEngine } from './small_engine';

const xor: Spec = { data: { source: 'xor' }, seed: 3 };

/** Of the small session: two inputs, one unit, a bias. */
const layers = [{ inputs: 2, units: 1, bias: true }];

let engine: SmallEngine;
let store: Store;

beforeEach(async () => {
  engine = new SmallEngine();
  engine.judge = (spec) => {
    const problem = { code: 'x', path: 'optimizer', message: 'It is refused.' };
    return JSON.stringify(spec).includes('refuse') ? [problem] : [];
  };
  store = new Store();
  await store.open(() => Promise.resolve(engine), defaultSpec);
  await settled(store);
});

async function pasted(text: string): Promise<string> {
  await store.addText(text);
  await settled(store);
  return `${store.state.notice?.kind ?? ''}: ${store.state.notice?.text ?? ''}`;
}

async function file(name: string, content: BlobPart): Promise<string> {
  await store.addFiles([new File([content], name)]);
  await settled(store);
  const { kind = '', text = '', path = '' } = store.state.notice ?? {};
  return `${kind}: ${text} ${path}`.trim();
}

describe('a Spec', () => {
  test('is judged by the core as the text that it is, and opened', async () => {
    const text = ' {"data": {"source": "xor"}, "seed": 3}\n';
    expect(await pasted(text)).toContain('info: the pasted text is open');
    expect(engine.checked).toEqual([text]);
    expect(store.state.spec).toEqual(xor);
    store.undo();
    await settled(store);
    expect(store.state.spec).toEqual(defaultSpec);
  });

  test('that is refused changes nothing, and says where', async () => {
    expect(await file('a.json', '{"data": {"source": "refuse"}}')).toBe(
      'error: It is refused. a.json: optimizer',
    );
    expect(store.state.spec).toEqual(defaultSpec);
    expect(store.state.undoable).toBe(false);
  });

  test('whose session cannot be made is taken back', async () => {
    expect(await pasted('{"data": {"source": "bad"}}')).toContain('There is no source “bad”.');
    expect(store.state.spec).toEqual(defaultSpec);
    expect(store.state.undoable).toBe(false);
  });

  test('that names a file waits for it', async () => {
    const spec = '{"data": {"source": "table", "file": "few.csv", "target": "b"}}';
    expect(await pasted(spec)).toBe(
      'warning: It needs few.csv: drop or choose them, and it opens.',
    );
    expect(store.state.spec).toEqual(defaultSpec);
    await file('few.csv', 'a,b\n1,2\n');
    expect(store.state.spec.data.source).toBe('table');
    expect(engine.files).toEqual(['few.csv']);
  });

  test('other JSON is told from a project', async () => {
    expect(await file('a.json', '{"name": "x"}')).toContain(
      'nor is it a Spec, a run or parameters',
    );
    expect(await file('a.json', '{"data": 7}')).toContain('nor is it a Spec');
    expect(await file('a.json', `{"data":${'['.repeat(9999)}`)).toContain('nested');
    expect(await file('a.json', '{"data": {')).toContain('cut off or damaged');
  });
});

describe('a run', () => {
  test('is opened with its parameters, to the bit', async () => {
    const parameters = '{"layers.0.weight": [[0.1, -0]], "layers.0.bias": [1e-300]}';
    const text = `{"spec": ${JSON.stringify(xor)}, "summary": {}, "parameters": ${parameters}}`;
    expect(await file('run.json', text)).toBe('info: run.json is open.');
    expect(store.state.spec).toEqual(xor);
    expect(store.state.tweaked).toBe(true);
    expect([...engine.latest.theta].map((x) => (Object.is(x, -0) ? '-0' : String(x)))).toEqual([
      '0.1',
      '-0',
      '1e-300',
    ]);
  });

  test('with a key twice is refused', async () => {
    const text = `{"spec": ${JSON.stringify(xor)}, "spec": ${JSON.stringify(xor)}}`;
    expect(await file('run.json', text)).toContain('error: A key stands twice');
    expect(store.state.spec).toEqual(defaultSpec);
  });

  test.each([
    ['{"layers.0.weight": [[1, 2]], "layers.0.bias": [1e999]}', 'list of finite numbers'],
    ['{"layers.0.weight": [[1, 2]], "layers.0.bias": ["1"]}', 'list of finite numbers'],
    ['{"layers.0.weight": [[1, 2], [3]], "layers.0.bias": [1]}', 'lists of equal length'],
    [
      '{"layers.0.weight": [[1], [2]], "layers.0.bias": [1]}',
      'is 2 × 1; this network expects 1 × 2',
    ],
    ['{"layers.0.weight": 5, "layers.0.bias": [1]}', 'list of finite numbers'],
  ])('parameters %s are refused', async (parameters, reason) => {
    const said = await file('p.json', `{"parameters": ${parameters}}`);
    expect(said).toContain('error: ');
    expect(said).toContain(reason);
    expect([...engine.latest.theta]).toEqual([1, 2, 3]);
    expect(store.state.tweaked).toBe(false);
  });
});

describe('parameters', () => {
  const bytes = encodeTensors(tensorsOf(layers, Float64Array.of(4, 5, 6)), 'F64');

  test('go into the network that stands; undo and redo know them', async () => {
    expect(await file('a.safetensors', bytes)).toBe(
      'info: The network has the parameters of a.safetensors now.',
    );
    expect([...engine.latest.theta]).toEqual([4, 5, 6]);
    expect(store.state.tweaked).toBe(true);
    store.undo();
    await settled(store);
    expect([...engine.latest.theta]).toEqual([1, 2, 3]);
    store.redo();
    await settled(store);
    expect([...engine.latest.theta]).toEqual([4, 5, 6]);
  });

  test('end a run that is under way, without an error', async () => {
    store.setPace(null);
    store.play();
    expect(await file('a.safetensors', bytes)).toContain('info: The network has');
    expect(store.state.playing).toBe(false);
    expect([...engine.latest.theta]).toEqual([4, 5, 6]);
  });

  test('of another network are refused with both shapes', async () => {
    const other = encodeTensors(
      tensorsOf([{ inputs: 3, units: 1, bias: true }], Float64Array.of(1, 2, 3, 4)),
      'F32',
    );
    expect(await file('b.safetensors', other)).toBe(
      'error: “layers.0.weight” is 1 × 3; this network expects 1 × 2 (units × inputs) there. ' +
        'b.safetensors: layers.0.weight',
    );
    expect([...engine.latest.theta]).toEqual([1, 2, 3]);
  });

  test('that are damaged are refused', async () => {
    expect(await file('c.safetensors', bytes.slice(0, -3))).toContain('is cut off');
  });
});

describe('a link', () => {
  test('of this page is opened, wherever it points', async () => {
    const hash = await encodeLink(asJson(xor));
    expect(await pasted(` file:///somewhere/index.html${hash}\n`)).toBe('info: The link is open.');
    expect(store.state.spec).toEqual(xor);
    await pasted('#set=data.source=moons');
    expect(store.state.spec.data.source).toBe('moons');
  });

  test('of an embed is opened without what says how it is shown there', async () => {
    expect([...presentationParts].sort()).toEqual([...presentationKeys].sort());
    const address = 'file:///site/embed.html#view=map,loss&v=1&set=data.source=moons&lock=all';
    expect(await pasted(address)).toBe('info: The link is open.');
    expect(store.state.spec.data.source).toBe('moons');
    expect(await pasted(address.replace('embed', 'index'))).toContain('unknown part “view”');
  });

  test('with a place shows it', async () => {
    await pasted(await encodeLink(asJson(xor), undefined, 'race'));
    expect(store.state.place).toBe('race');
  });

  test.each([
    ['#v=2&s=AAAA', 'of version 2'],
    ['#v=1&nonsense=1', 'unknown part “nonsense”'],
    ['#v=1&s=%%%', 'not base64url'],
    ['#v=1', 'holds no experiment'],
    ['file:///somewhere/', 'no part behind a #'],
    ['#set=data.source=refuse', 'It is refused.'],
  ])('%s is refused', async (address, reason) => {
    const said = await pasted(address);
    expect(said).toContain('error: ');
    expect(said).toContain(reason);
    expect(store.state.spec).toEqual(defaultSpec);
  });

  test('of Playground is translated, and says what is not the same', async () => {
    const said = await pasted('#dataset=xor&networkShape=3&learningRate=0.03&mood=1');
    expect(said).toContain('info: The Playground link is translated.');
    expect(said).toContain('Unknown: mood.');
    expect(store.state.spec.data.source).toBe('xor');
    expect(store.state.spec.network?.layers.map(({ units }) => units)).toEqual([3, 1]);
  });

  test('of Playground that is endless is refused', async () => {
    expect(await pasted(`#dataset=xor&x=${'1'.repeat(5000)}`)).toContain('longer than any Spec');
  });
});

test('any other text is a table', async () => {
  await pasted('bad text');
  expect(store.state.notice?.text).toContain('It is no table.');
});
