// Links made to do harm, to the page's reader with the real engine behind it, and to the program.
import { execFile } from 'node:child_process';
import { createEngine, type Engine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presentationChoices } from '../../web/src/embed/contract';
import { takePresentation, usualPresentation } from '../../web/src/embed/presentation';
import { linkedSpec } from '../../web/src/opening';
import { problemOf } from '../../web/src/state/engine_face';
import { defaultSpec } from '../../web/src/state/spec';
import {
  hostileLinks,
  hostilePresentations,
  packed,
  type HostileLink,
} from '../support/hostile_links';

/** A sentence for people, whatever was sent. */
const sentence = /^[^\n]{3,600}$/u;
const objectKeys = Reflect.ownKeys(Object.prototype);

test('there are several hundred of them', () => {
  expect(hostileLinks.length).toBeGreaterThan(1000);
  expect(hostileLinks.filter(({ is }) => is === 'refused').length).toBeGreaterThan(600);
});

describe('to the page', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });
  afterAll(() => engine.close());

  /** What is wrong with what becomes of a link; "" for nothing. */
  async function fault({ hash, is }: HostileLink): Promise<string> {
    const { spec, error } = await linkedSpec(hash, Promise.resolve(engine));
    if (error) {
      if (is === 'fine') return `refused: ${error.message}`;
      return sentence.test(error.message) && spec === defaultSpec ? '' : error.message;
    }
    // The core has said that it is a Spec; a session is made of it, or refused with a reason.
    try {
      await (await engine.session(spec)).close();
    } catch (reason) {
      const { message, path } = problemOf(reason);
      return is !== 'fine' && sentence.test(message) && path.length < 200 ? '' : message;
    }
    return is === 'refused' ? 'it was opened' : '';
  }

  test('each is refused with a reason, or only looks like harm', async () => {
    const odd: string[] = [];
    for (const link of hostileLinks) {
      const found = await fault(link);
      if (found !== '') odd.push(`${link.name}: ${found.slice(0, 200)}`);
    }
    expect(odd).toEqual([]);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(objectKeys);
    const session = await engine.session({ data: { source: 'xor' }, stop: { epochs: 1 } });
    expect((await session.run()).status).toBe('stopped');
  });
});

test('keys of the presentation: remarks that are few and short, and values that can be', () => {
  const { layout, controls, theme } = presentationChoices;
  expect(hostilePresentations.length).toBeGreaterThan(250);
  for (const part of hostilePresentations) {
    const { presentation, remarks, link } = takePresentation(`#v=1&${part}&${part}`);
    expect(link).toBe('#v=1');
    expect(remarks.length).toBeGreaterThan(0); // that it stands twice, if nothing else
    expect(remarks.length).toBeLessThanOrEqual(20);
    for (const { key, value } of remarks) expect((key + value).length).toBeLessThanOrEqual(80);
    expect(Object.keys(presentation)).toEqual(Object.keys(usualPresentation));
    expect(layout).toContain(presentation.layout);
    expect(controls).toContain(presentation.controls);
    expect(theme).toContain(presentation.theme);
    expect(presentation.speed ?? 1).toBeGreaterThan(0);
    for (const list of [presentation.view, presentation.hide, presentation.lock]) {
      expect(list.length).toBeLessThanOrEqual(64);
      for (const name of list) expect(name).toMatch(/^[\w.-]+$/u);
    }
    expect(presentation.lesson ?? 'none').toMatch(/^[\w-]+$/u);
    expect(presentation.lang ?? 'en').toMatch(/^[A-Za-z0-9-]+$/u);
  }
  expect(Reflect.ownKeys(Object.prototype)).toEqual(objectKeys);
});

const program = process.env['FALL_LINE_CLI'];

describe.skipIf(program === undefined)('to the program', () => {
  /** Of one argument; Linux has no more room. */
  const longest = 128 * 1024 - 1;

  interface Outcome {
    readonly code: number | null;
    readonly out: string;
    readonly error: string;
  }

  /** Without an exit code where it was ended: by a signal, or for it took too long or said too much. */
  function ask(command: string, hash: string): Promise<Outcome> {
    return new Promise((resolve) => {
      const limits = { timeout: 60_000, maxBuffer: 1 << 20 };
      execFile(program ?? '', [command, '--link', hash], limits, (failure, out, error) => {
        const code = failure === null ? 0 : typeof failure.code === 'number' ? failure.code : null;
        resolve({ code, out, error });
      });
    });
  }

  /** Of the short ones a part: each of them starts the program. */
  const links = hostileLinks.filter(
    ({ hash }, i) =>
      hash.length < longest && (hash.length > 2000 || i % 3 === 0 || hash.includes('&e=')),
  );

  test('each is refused with a reason, or is a Spec for it, too', async () => {
    expect(links.length).toBeGreaterThan(300);
    const odd: string[] = [];
    const left = links.values();
    const some = async (): Promise<void> => {
      for (const { name, hash, is } of left) {
        const { code, error } = await ask('check', hash);
        // It knows no places and no lessons, and says so of every part that is not its own.
        const isForeign = name.startsWith('unknown part') && error.startsWith('link: "');
        const isRight = code === 2 ? is !== 'fine' : code === 0 && (is !== 'refused' || isForeign);
        if (!isRight) odd.push(`${name} (${is}): ${code ?? 'ended'} ${error.slice(0, 200)}`);
        // Short, and nothing that terminals obey.
        const isPlain = error.length < 4000 && !/[^\n -~\u00a0-\uffff]/u.test(error);
        if (!isPlain || (code === 2 && error === '')) {
          odd.push(`${name}: ${JSON.stringify(error.slice(0, 200))}`);
        }
      }
    };
    await Promise.all([some(), some()]);
    expect(odd).toEqual([]);
  });

  test('nothing of them is trained', async () => {
    const isRefused = ({ name, is }: HostileLink): boolean =>
      is === 'refused' && !name.startsWith('unknown part');
    const refused = links.filter(isRefused);
    const odd: string[] = [];
    for (const { name, hash } of refused.filter((_, i) => i % 20 === 0)) {
      const { code, out } = await ask('run', hash);
      if (code !== 2 || out !== '') odd.push(`${name}: ${code ?? 'ended'} ${out.slice(0, 200)}`);
    }
    expect(odd).toEqual([]);
    const { code, out } = await ask(
      'run',
      `#v=1&s=${packed('{"data":{"source":"xor"},"stop":{"epochs":1}}')}`,
    );
    expect(code).toBe(0);
    expect(out).toContain('"fingerprint"');
  });
});
