/** What the button of a condition says: the change in words. */
import type { Finding } from '../engine/model';
import { formatNumber } from '../plots/format';
import { find, manifest, type Component } from '../state/manifest';
import { idOf } from '../state/spec';
import type { Json } from '../state/json';
import { text } from '../text/text';

const words = text.conditions;

export function remedyText({ set }: Finding): string {
  const [first] = set;
  if (!first) return '';
  const { path, value } = first;
  const key = path.replace(/^network\.layers\.\d+\./u, 'layer.');
  switch (key) {
    case 'optimizer.learningRate':
      return words.rate(numberText(value));
    case 'data.scale':
      return words.standardize;
    case 'layer.activation':
      return words.activation(labelOf(manifest.activations, value));
    case 'layer.init':
      return words.weights(labelOf(manifest.initializers, value));
    case 'optimizer':
      return words.optimizer(labelOf(manifest.optimizers, value));
    case 'regularization.l2':
      return words.l2(numberText(value));
    case 'stop.patience':
      return words.patience(numberText(value));
    default:
      return words.other(path, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

/** A rate as it is written: 0.03, not 0.0300. */
function numberText(value: Json): string {
  if (typeof value !== 'number') return JSON.stringify(value);
  const plain = String(value);
  return plain.length <= 8 ? plain : formatNumber(value);
}

function labelOf(list: readonly Component[], value: Json): string {
  const id = idOf(value);
  return find(list, id)?.label ?? String(id);
}
