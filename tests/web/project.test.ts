import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../web/src/state/bytes';
import {
  decodeProject,
  encodeProject,
  ProjectError,
  projectLimit,
  type Project,
} from '../../web/src/state/project';

const project: Project = {
  engine: '0.1.0',
  spec: { seed: 7, data: { source: 'table', file: 'Preise ü.csv' } },
  snapshot: Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 251),
  tweaked: true,
  files: new Map([
    ['Preise ü.csv', new Blob(['a,b\n'.repeat(5000)])],
    ['noise.bin', new Blob([Uint8Array.of(255, 0, 1, 128)])],
  ]),
  drawing: Uint8Array.of(0, 128, 255),
};

const minimal = { fallLine: 1, engine: '0.1.0', spec: { data: { source: 'xor' } } };
const open = (json: unknown): Promise<Project> =>
  decodeProject(new Blob([typeof json === 'string' ? json : JSON.stringify(json)]));

test('a project comes back as it was saved, long texts packed', async () => {
  const blob = await encodeProject(project);
  expect(blob.size).toBeLessThan(100_000); // 20 kB of text and 70 kB of snapshot, which base64 makes 93
  const back = await decodeProject(blob);
  expect({ ...back, files: null }).toEqual({ ...project, files: null });
  expect([...back.files.keys()]).toEqual([...project.files.keys()]);
  for (const [name, file] of project.files) {
    expect(await back.files.get(name)?.text()).toBe(await file.text());
  }
});

test('what is packed already is not packed again', async () => {
  const packed = gzipSync('a,b\n'.repeat(100));
  const blob = await encodeProject({ ...project, files: new Map([['a.gz', new Blob([packed])]]) });
  const json = JSON.parse(await blob.text()) as { files: Record<string, unknown> };
  expect(json.files['a.gz']).toBe(packed.toString('base64'));
});

test('what may be missing is missing', async () => {
  const { snapshot, drawing, files, tweaked } = await open(minimal);
  expect({ snapshot, drawing, tweaked, files: files.size }).toEqual({
    snapshot: null,
    drawing: null,
    tweaked: false,
    files: 0,
  });
});

test('base64 of every length', () => {
  for (let length = 0; length < 8; ++length) {
    const bytes = Uint8Array.from({ length }, (_, i) => 250 + i);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  }
});

describe('what cannot be a project is refused with a sentence', () => {
  const deep = '['.repeat(40) + ']'.repeat(40);
  const bomb = gzipSync(Buffer.alloc(projectLimit + 1)).toString('base64');
  test.each<[string, unknown, RegExp, string]>([
    ['a cut file', '{"fallLine":1,"engine":"0', /cut off or damaged/, ''],
    ['other JSON', { data: { source: 'xor' } }, /no Fall Line project/, ''],
    ['a list', '[1]', /no Fall Line project/, ''],
    ['another version', { ...minimal, fallLine: 2 }, /version 2/, ''],
    ['a version that is no number', { ...minimal, fallLine: {} }, /version \{\}/, ''],
    ['an unknown part', { ...minimal, script: 'x' }, /unknown part “script”/, ''],
    ['a prototype', '{"fallLine":1,"__proto__":{"a":1}}', /unknown part “__proto__”/, ''],
    ['nesting', `{"fallLine":1,"engine":"","spec":${deep}}`, /nested more than 32/, ''],
    [
      'a key that stands twice',
      '{"fallLine":1,"engine":"","spec":{"seed":1,"seed":2}}',
      /stands twice/,
      '',
    ],
    ['no engine', { ...minimal, engine: 7 }, /must be a text/, 'engine'],
    ['no Spec', { ...minimal, spec: null }, /must be an object/, 'spec'],
    ['a Spec that is a list', { ...minimal, spec: [] }, /must be an object/, 'spec'],
    ['a huge Spec', { ...minimal, spec: { data: 'x'.repeat(300_000) } }, /256 kB/, 'spec'],
    ['a flag that is none', { ...minimal, tweaked: 1 }, /true or false/, 'tweaked'],
    ['a snapshot that is a list', { ...minimal, snapshot: [1] }, /base64/, 'snapshot'],
    ['a snapshot that is no base64', { ...minimal, snapshot: '%%%' }, /base64/, 'snapshot'],
    ['files in a list', { ...minimal, files: ['a'] }, /must be an object/, 'files'],
    [
      'many files',
      { ...minimal, files: Object.fromEntries(Array.from('abcdefghi', (c) => [c, ''])) },
      /at most 8 files/,
      'files',
    ],
    [
      'a file with a prototype’s name',
      '{"fallLine":1,"engine":"","spec":{},"files":{"__proto__":"AA=="}}',
      /name that cannot be/,
      'files',
    ],
    ['a file without a name', { ...minimal, files: { '': 'AA==' } }, /name/, 'files'],
    ['a name with a line break', { ...minimal, files: { 'a\nb': 'AA==' } }, /name/, 'files'],
    ['a file that is a number', { ...minimal, files: { a: 1 } }, /must be base64/, 'files.a'],
    ['a file without content', { ...minimal, files: { a: {} } }, /must be base64/, 'files.a'],
    ['a damaged file', { ...minimal, files: { a: { gz: 'AAAA' } } }, /unpacked/, 'files.a'],
    ['a gzip bomb', { ...minimal, files: { a: { gz: bomb } } }, /unpacked/, 'files.a'],
  ])(
    '%s',
    async (_, json, reason, path) => {
      const attempt = open(json);
      await expect(attempt).rejects.toBeInstanceOf(ProjectError);
      await expect(attempt).rejects.toThrow(reason);
      await expect(attempt).rejects.toMatchObject({ path });
    },
    30_000,
  ); // a bomb takes its time on a busy machine

  test('a file that is too large, without reading it', async () => {
    const text = (): Promise<string> => Promise.reject(new Error('it was read'));
    const large = Object.assign(new Blob([]), { text });
    Object.defineProperty(large, 'size', { value: projectLimit + 1 });
    await expect(decodeProject(large)).rejects.toThrow(/at most 256 MB/);
  });
});
