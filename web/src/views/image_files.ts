/** What was read of IDX files. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../plots/format';
import type { State } from '../state/state';
import { text } from '../text/text';

const keys = ['images', 'labels', 'testImages', 'testLabels'] as const;

export function imageFacts(
  { info, settings }: State,
  explain: boolean,
): TemplateResult | typeof nothing {
  const image = info?.inputs.image;
  if (!image) return nothing;
  const words = text.data.pictures;
  const { data } = settings;
  const files = keys.flatMap((key) => {
    const name = data[key];
    return typeof name === 'string' && name !== '' ? [[words[key], name] as const] : [];
  });
  const { train, validation, test } = info.samples;
  const names = info.task.names;
  const facts = [
    ...files,
    [words.count, formatCount(train + validation + test)],
    [words.size, words.sizeOf(image.height, image.width, image.channels)],
    [words.classes, `${names.length}: ${names[0] ?? ''} … ${names.at(-1) ?? ''}`],
  ];
  return html`<dl
      class="facts wide"
      data-images
      title=${files.length < keys.length ? words.noTest : nothing}
    >
      ${facts.map(
        ([label, value]) =>
          html`<dt>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${explain && files.length < keys.length ? html`<p class="help wide">${words.noTest}</p>` : nothing}`;
}
