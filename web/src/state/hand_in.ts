/**
 * What a reader hands in: `#v=1&lesson=<id>&h=<base64url(JSON)>`. The JSON names lesson and solved
 * tasks, each with the reader's own Spec, the fingerprint of its run and the number that was said
 * before. `fall-line hand-in` trains again and judges; nothing here is believed.
 */
import type { Spec } from '../engine/model';
import { fromBase64Url, NotBase64, toBase64Url } from './bytes';
import { isList, isObject, nesting, type Json } from './json';
import { depthLimit, linkVersion, textLimit } from './link';
import { asJson, asSpec } from './spec';

const version = 1;
/** More than any lesson has. */
const mostTasks = 100;
const fingerprintForm = /^[0-9a-f]{16}$/;

export interface HandedTask {
  readonly task: string;
  readonly spec: Spec;
  readonly fingerprint: string;
  readonly answer: number | null;
}

export interface HandIn {
  readonly lesson: string;
  readonly tasks: readonly HandedTask[];
}

/** The link's hash. */
export function handInHash({ lesson, tasks }: HandIn): string {
  const json = JSON.stringify({ version, lesson, tasks });
  const packed = toBase64Url(new TextEncoder().encode(json));
  return `#v=${linkVersion}&lesson=${encodeURIComponent(lesson)}&h=${packed}`;
}

/** What stands in a link's `h`; null when that is damaged. */
export function readHandIn(packed: string): HandIn | null {
  if (packed.length > 4 * textLimit) return null;
  let value: Json;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(packed));
    if (nesting(text) > depthLimit + 3) return null;
    value = JSON.parse(text) as Json;
  } catch (reason) {
    if (reason instanceof NotBase64 || reason instanceof Error) return null;
    throw reason;
  }
  if (!isObject(value) || value['version'] !== version) return null;
  const { lesson, tasks } = value;
  if (typeof lesson !== 'string' || !isList(tasks) || tasks.length > mostTasks) return null;
  const read = tasks.map(readTask);
  return read.every((task) => task !== null) ? { lesson, tasks: read } : null;
}

/** One solved task, in whatever it was kept; null when something about it is wrong. */
export function readTask(value: Json): HandedTask | null {
  if (!isObject(value)) return null;
  const { task, spec, fingerprint, answer = null } = value;
  const isWhole =
    typeof task === 'string' &&
    spec !== undefined &&
    isObject(spec) &&
    typeof fingerprint === 'string' &&
    fingerprintForm.test(fingerprint) &&
    (answer === null || typeof answer === 'number');
  return isWhole ? { task, spec: asSpec(spec), fingerprint, answer } : null;
}

/** As JSON, to be kept. */
export function taskJson({ task, spec, fingerprint, answer }: HandedTask): Json {
  return { task, spec: asJson(spec), fingerprint, answer };
}
