/** What a page that embeds this one hides or locks: paths of the Spec, with all that lies beneath. */
import type { Spec } from '../engine/model';
import { sameJson } from './json';
import { asJson, valueAt, withoutChanges, withValue } from './spec';

export interface Access {
  /** Paths whose controls are not in the page. */
  readonly hidden: readonly string[];
  /** Paths whose controls are shown, and cannot be used. */
  readonly locked: readonly string[];
}

export const everything = 'all';
/** The buttons that train: no path of the Spec. */
export const transportName = 'transport';

/** What stands together in the page, as paths of the Spec. */
const groups: Readonly<Record<string, readonly string[]>> = {
  data: ['data'],
  network: ['network'],
  training: [
    ...['optimizer', 'schedule', 'loss', 'batchSize', 'regularization'],
    ...['precision', 'stop', 'fault'],
  ],
};

export const openAccess: Access = { hidden: [], locked: [] };

/** Names as they are written, with groups taken apart. */
export function pathsOf(names: readonly string[]): readonly string[] {
  return names.flatMap((name) =>
    Object.hasOwn(groups, name) && name !== everything ? (groups[name] ?? []) : [name],
  );
}

export function isHidden({ hidden }: Access, path: string): boolean {
  return hidden.some((one) => covers(one, path));
}

/** Also what would change a locked value as a whole: the method is locked with its rate. */
export function isLocked({ locked }: Access, path: string): boolean {
  return locked.some((one) => covers(one, path) || (path !== transportName && covers(path, one)));
}

/** Whether a Spec may take the place of another: nothing in it that is locked is another. */
export function mayBecome({ locked }: Access, from: Spec, to: Spec): boolean {
  const [a, b] = [comparable(from), comparable(to)];
  return locked.every((path) => {
    if (path === transportName) return true;
    if (path === everything) return sameJson(asJson(a), asJson(b));
    return sameJson(valueAt(a, path), valueAt(b, path));
  });
}

/** With what a new start would only write out. */
function comparable(spec: Spec): Spec {
  const seed = valueAt(spec, 'data.seed') ?? spec.seed ?? 1;
  return withoutChanges(withValue(spec, 'data.seed', seed));
}

function covers(path: string, other: string): boolean {
  if (path === everything) return other !== transportName;
  return path === other || other.startsWith(`${path}.`);
}
