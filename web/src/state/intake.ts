/** From files that were dropped or picked to the Spec that uses them, or to what is wrong. */
import type { LayerSpec, Spec } from '../engine/model';
import { text } from '../text/text';
import { matchImages, type ImageNames, type NamedKind } from './files';
import { layersOf, withLayers, withoutChanges, withSource } from './spec';

/** Source parameters that name files. */
const fileParameters: Readonly<Record<string, readonly string[]>> = {
  table: ['file'],
  images: ['images', 'labels', 'testImages', 'testLabels'],
};

/** The files that a Spec names, in the order of its source's parameters. */
export function filesOf(spec: Spec): readonly string[] {
  return (fileParameters[spec.data.source] ?? []).flatMap((parameter) => {
    const name = spec.data[parameter];
    return typeof name === 'string' && name !== '' ? [name] : [];
  });
}

export type Intake =
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'images'; readonly names: ImageNames }
  | { readonly kind: 'incomplete'; readonly reason: string }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string };

/** What a set of recognised files is good for. */
export function sortOut(files: readonly NamedKind[]): Intake {
  for (const { name, is } of files) {
    if (is.kind === 'unknown') {
      return { kind: 'refused', path: name, reason: text.data.unreadable(is.reason) };
    }
  }
  const tables = files.filter(({ is }) => is.kind === 'table');
  const [table] = tables;
  if (table === undefined) {
    const match = matchImages(files);
    return match.ok
      ? { kind: 'images', names: match.names }
      : { kind: 'incomplete', reason: match.reason };
  }
  if (files.length === 1) return { kind: 'table', name: table.name };
  return {
    kind: 'refused',
    path: table.name,
    reason: text.data.oneTable,
  };
}

/** The present experiment on a table with these roles of its columns. */
export function specOfTable(spec: Spec, data: Spec['data']): Spec {
  const { source, file, target, task } = spec.data;
  const next = { scale: 'standardize', ...data };
  // The output layer and the loss that were chosen stay as long as the same is predicted.
  return source === 'table' &&
    file === data['file'] &&
    target === data['target'] &&
    task === data['task']
    ? { ...withoutChanges(spec), data: { seed: spec.data['seed'] ?? spec.seed ?? 1, ...next } }
    : withSource(spec, next);
}

/** A network that is known to do well on images of this kind, in place of the present one. */
export function specOfImages(spec: Spec, names: ImageNames): Spec {
  const small = withSource(spec, { source: 'images', ...names });
  const hidden: LayerSpec = { units: 128, activation: 'relu' };
  const output = layersOf(small).at(-1) ?? {};
  return { ...withLayers(small, [hidden, output]), optimizer: 'adam', batchSize: 50, stop: {} };
}
