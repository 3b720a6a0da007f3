/**
 * What comes from outside, read before anything of it is used. A message that is not one of ours is
 * no fault: pages talk to their frames about many things, and it is passed over. What is one of ours
 * and cannot be is refused with a reason.
 */
import type { Json, Problem } from '../engine/model';
import { depthLimit, textLimit } from '../state/link';
import { projectLimit } from '../state/project';
import { protocolText as words } from '../text/protocol';
import { contractVersion, epochRate, methods, type MethodName, type Request } from './contract';

const longestId = 64;
const longestPath = 200;
const mostSteps = 1e9;

/** A greeting, with what it leaves out filled in. */
export interface Greeting {
  readonly id: string;
  readonly rate: number;
  readonly steer: boolean;
}

export type Asked =
  | { readonly request: Request }
  | { readonly id: string; readonly problem: Problem }
  /** Nothing that could be answered. */
  | null;

type Fields = Readonly<Record<string, unknown>>;

export function readHello(data: unknown): Greeting | null {
  const message = ours(data);
  if (message?.['type'] !== 'hello' || !isId(message['id'])) return null;
  const payload = fieldsOf(message['payload'] ?? {});
  if (!payload) return null;
  const { rate = epochRate.usual, steer = false } = payload;
  if (typeof rate !== 'number' || !(rate >= 0) || typeof steer !== 'boolean') return null;
  return { id: message['id'], rate: Math.min(rate, epochRate.most), steer };
}

export function readRequest(data: unknown): Asked {
  const message = ours(data);
  if (!message || !isId(message['id'])) return null;
  const { id, type, payload = null } = message;
  const refused = (path: string, why: string): Asked => ({ id, problem: badRequest(path, why) });
  if (typeof type !== 'string' || !isMethod(type)) {
    const name = typeof type === 'string' ? type.slice(0, 40) : typeof type;
    return refused('type', words.unknownMethod(name));
  }
  const argument = readers[type](payload);
  if (typeof argument === 'string') return refused(type, argument);
  // The reader of that very method has made its argument.
  return { request: { fallline: contractVersion, id, type, payload: argument } as Request };
}

export function badRequest(path: string, message: string): Problem {
  return { code: 'bad-request', path, message };
}

/** What a method is given, or why it cannot be, in words. */
type Reader<M extends MethodName> = (
  payload: unknown,
) => Extract<Request, { type: M }>['payload'] | string;

const nothing = (): null => null;

const readers: { readonly [M in MethodName]: Reader<M> } = {
  play: nothing,
  pause: nothing,
  reset: nothing,
  getState: nothing,
  step: (payload) => {
    const { steps = 1 } = fieldsOf(payload) ?? {};
    return isCount(steps) ? { steps } : words.wantsCount('steps');
  },
  run: (payload) => {
    const { steps, epochs } = fieldsOf(payload) ?? {};
    if (steps !== undefined && epochs !== undefined) return words.stepsOrEpochs;
    if (steps !== undefined) return isCount(steps) ? { steps } : words.wantsCount('steps');
    if (epochs !== undefined) return isCount(epochs) ? { epochs } : words.wantsCount('epochs');
    return {};
  },
  set: (payload) => {
    const { path, value } = fieldsOf(payload) ?? {};
    if (typeof path !== 'string' || path === '' || path.length > longestPath) {
      return words.wantsPath;
    }
    return isJson(value, depthLimit, textLimit) ? { path, value } : words.wantsJson('value');
  },
  setState: (payload) => {
    const given = fieldsOf(payload);
    // A project wraps its Spec once more.
    if (!given || !isJson(payload, depthLimit + 1, projectLimit)) return words.wantsState;
    const spec = fieldsOf(given['spec']);
    if (!spec || !('source' in (fieldsOf(spec['data']) ?? {}))) return words.wantsState;
    if (JSON.stringify(spec).length > textLimit) return words.wantsJson('spec');
    return given as Extract<Request, { type: 'setState' }>['payload'];
  },
  snapshot: (payload) => {
    const { format, view } = fieldsOf(payload) ?? {};
    if (format !== 'png' && format !== 'svg') return words.wantsFormat('png', 'svg');
    if (view === undefined) return { format };
    return typeof view === 'string' && view.length <= 40 ? { format, view } : words.wantsView;
  },
  exportData: (payload) => {
    const { format } = fieldsOf(payload) ?? {};
    return format === 'csv' || format === 'json' ? { format } : words.wantsFormat('csv', 'json');
  },
};

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

/** A message of this contract, or null. */
function ours(data: unknown): Fields | null {
  const fields = fieldsOf(data);
  return fields?.['fallline'] === contractVersion ? fields : null;
}

function fieldsOf(value: unknown): Fields | null {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPlain ? (value as Fields) : null;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longestId;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= mostSteps;
}

/**
 * Whether a value is JSON and no deeper and no longer than that: a message can hold much that JSON
 * cannot, circles included. Nothing here calls itself, so that no depth harms it.
 */
export function isJson(value: unknown, depth: number, length: number): value is Json {
  const open: { readonly within: object; readonly depth: number }[] = [];
  let room = length;
  const take = (one: unknown, left: number): boolean => {
    room -= typeof one === 'string' ? one.length + 2 : 2;
    if (room < 0) return false;
    if (typeof one === 'number') return Number.isFinite(one);
    if (one === null || typeof one === 'boolean' || typeof one === 'string') return true;
    if (typeof one !== 'object' || left === 0) return false;
    open.push({ within: one, depth: left - 1 });
    return true;
  };
  if (!take(value, depth)) return false;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { within, depth: left } = next;
    if (Array.isArray(within)) {
      const list: readonly unknown[] = within;
      if (list.length > room) return false;
      for (const item of list) if (!take(item, left)) return false; // nor is a hole
    } else {
      if (Object.getPrototypeOf(within) !== Object.prototype) return false;
      for (const key of Object.keys(within)) {
        room -= key.length + 2;
        if (!take((within as Fields)[key], left)) return false;
      }
    }
  }
  return true;
}
