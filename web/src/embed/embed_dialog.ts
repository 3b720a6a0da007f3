import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { linkTo } from '../state/sharing';
import { lessonsPlace, type State } from '../state/state';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { text } from '../text/text';
import { viewsFor } from '../views/result_views';
import { segments, segmentStyles } from '../views/segments';
import { StoreElement } from '../views/store_element';
import { dialogStyles } from './embed_dialog_styles';
import type { EmbedPreview } from './embed_preview';
import { panelIds } from './presentation';
import {
  controlLevels,
  elementLines,
  firstChoices,
  frameHash,
  frameLines,
  frameThemes,
  layouts,
  type Access,
  type Choices,
} from './snippet';
import './embed_preview';

const words = placeText.embedDialog;
const accesses = ['free', 'lock', 'hide'] as const satisfies readonly Access[];

/**
 * Makes the lines that embed the present experiment, or the lesson that is read: what is shown, what
 * readers may change, and how it will look.
 */
@customElement('fall-line-embed-dialog')
export class EmbedDialog extends StoreElement {
  @state() private choices: Choices = firstChoices;
  @state() private form: 'element' | 'frame' = 'element';
  @state() private link = '';
  @state() private lacks: readonly string[] = [];
  @state() private said = '';
  /** What the preview asks for; a plain frame is as high. */
  @state() private height = 480;
  @query('textarea') private lines!: HTMLTextAreaElement;

  static override styles = [controls, segmentStyles, dialogStyles];

  private linkOf: State['spec'] | null = null;

  protected override reads({ spec, info, place, lesson }: State): readonly unknown[] {
    return [spec, info, place, lesson];
  }

  protected override willUpdate(): void {
    const { spec, place, lesson } = this.state;
    const shown = place === lessonsPlace ? lesson : null;
    if (shown !== this.choices.lesson) this.choices = { ...this.choices, lesson: shown };
    if (spec !== this.linkOf) void this.makeLink(spec);
  }

  private async makeLink(spec: State['spec']): Promise<void> {
    this.linkOf = spec;
    const [link, { lacks }] = await Promise.all([linkTo(spec), this.store.link()]);
    if (spec !== this.linkOf) return;
    this.link = link;
    this.lacks = lacks;
  }

  protected override render(): TemplateResult {
    const { choices, link } = this;
    const { lesson } = choices;
    return html`<p>${lesson === null ? words.about : words.lesson(lesson)}</p>
      <div class="sides">
        <div class="choices">
          ${lesson === null ? this.viewChoices() : nothing} ${this.lookChoices()}
          ${lesson === null ? this.accessChoices() : nothing}
        </div>
        <div class="result">
          <h3>${words.preview}</h3>
          ${
            link === ''
              ? nothing
              : html`<fall-line-embed-preview
                  .hash=${frameHash(link, choices)}
                  @resize=${(event: Event) => (this.height = (event.target as EmbedPreview).height)}
                ></fall-line-embed-preview>`
          }
          ${this.code()}
        </div>
      </div>`;
  }

  private viewChoices(): TemplateResult {
    const { info } = this.state;
    const pictures = info ? viewsFor(info) : [];
    const one = this.choices.views.find((id) => pictures.some((view) => view.id === id)) ?? '';
    return html`<fieldset class="views">
      <legend>${words.views}</legend>
      ${panelIds.map((id) => this.check(`view-${id}`, words.viewNames[id], this.has(id), () => this.toggle(id)))}
      <label class="line whole">
        <span>${words.pictures}</span>
        <select data-choice="picture" @change=${this.pictured}>
          <option value="" ?selected=${one === ''}>–</option>
          ${pictures.map(
            ({ id, label }) => html`<option value=${id} ?selected=${id === one}>${label}</option>`,
          )}
        </select>
      </label>
    </fieldset>`;
  }

  private lookChoices(): TemplateResult {
    const { layout, controls: level, theme, title, autoplay, poster, lesson } = this.choices;
    return html`<fieldset>
      <legend>${words.look}</legend>
      ${
        lesson === null
          ? html`${this.row(words.layout, 'layout', layouts, words.layouts, layout, (id) => ({ layout: id }))}
            ${this.row(words.controls, 'controls', controlLevels, words.controlNames, level, (id) => ({ controls: id }))}`
          : nothing
      }
      <label class="line">
        <span>${words.theme}</span>
        <select
          data-choice="theme"
          @change=${({ target }: Event) =>
            this.choose({ theme: (target as HTMLSelectElement).value as Choices['theme'] })}
        >
          ${frameThemes.map(
            (id) =>
              html`<option value=${id} ?selected=${id === theme}>${words.themes[id]}</option>`,
          )}
        </select>
      </label>
      <label class="line">
        <span>${words.title}</span>
        <input
          type="text"
          data-choice="title"
          maxlength="200"
          placeholder=${words.titleHint}
          .value=${live(title)}
          @input=${({ target }: Event) => this.choose({ title: (target as HTMLInputElement).value })}
        />
      </label>
      ${lesson === null ? this.check('autoplay', words.autoplay, autoplay, () => this.choose({ autoplay: !autoplay })) : nothing}
      ${this.check('poster', words.poster, poster, () => this.choose({ poster: !poster }))}
    </fieldset>`;
  }

  private accessChoices(): TemplateResult {
    const { lockAll } = this.choices;
    return html`<fieldset>
      <legend>${words.access}</legend>
      ${this.check('lock-all', words.lockAll, lockAll, () => this.choose({ lockAll: !lockAll }))}
      ${Object.entries(words.groups).map(([name, label]) => this.accessRow(name, label))}
      <details>
        <summary>${words.values}</summary>
        ${Object.entries(words.valueNames).map(([name, label]) => this.accessRow(name, label))}
      </details>
    </fieldset>`;
  }

  private accessRow(name: string, label: string): TemplateResult {
    const { access, lockAll } = this.choices;
    const now = access[name] ?? 'free';
    const shown = lockAll && now === 'free' && name !== 'transport' ? 'lock' : now;
    return html`<div class="line" data-access=${name}>
      <span>${label}</span>
      ${segments(
        words.stateOf(label),
        accesses.map((id) => ({ id, label: words.states[id] })),
        shown,
        (id) => this.choose({ access: { ...access, [name]: id as Access } }),
      )}
    </div>`;
  }

  private row<Id extends string>(
    label: string,
    name: string,
    ids: readonly Id[],
    labels: Readonly<Record<Id, string>>,
    chosen: Id,
    patch: (id: Id) => Partial<Choices>,
  ): TemplateResult {
    return html`<div class="line" data-choice=${name}>
      <span>${label}</span>
      ${segments(
        label,
        ids.map((id) => ({ id, label: labels[id] })),
        chosen,
        (id) => this.choose(patch(id as Id)),
      )}
    </div>`;
  }

  private check(name: string, label: string, on: boolean, act: () => void): TemplateResult {
    return html`<label class="check">
      <input type="checkbox" data-choice=${name} .checked=${live(on)} @change=${act} />${label}
    </label>`;
  }

  private code(): TemplateResult {
    const { form, said, lacks } = this;
    return html`<div class="head">
        <h3>${words.code}</h3>
        ${segments(
          words.formsLabel,
          (['element', 'frame'] as const).map((id) => ({ id, label: words.forms[id] })),
          form,
          (id) => {
            this.form = id === 'frame' ? 'frame' : 'element';
            this.said = '';
          },
        )}
        <button class="main" data-action="copy-lines" @click=${this.copy}>${words.copy}</button>
      </div>
      <textarea
        readonly
        rows="6"
        spellcheck="false"
        aria-label=${words.code}
        data-figure="lines"
        .value=${this.text}
      ></textarea>
      <p class="small muted">
        ${words.formHelp[form]} ${lacks.length > 0 ? words.lacks(text.frame.and(lacks)) : nothing}
        ${isLocal() ? words.local : nothing}
      </p>
      <p class="small said" role="status">${said}</p>`;
  }

  /** The lines as they are copied. */
  private get text(): string {
    const { link, choices, form, height } = this;
    if (link === '') return '';
    const site = new URL('.', document.baseURI).href;
    return form === 'element'
      ? elementLines(site, link, choices)
      : frameLines(site, link, choices, height);
  }

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.text);
      this.said = words.copied;
    } catch {
      this.lines.focus();
      this.lines.select();
      this.said = words.notCopied;
    }
  };

  private has(id: string): boolean {
    return this.choices.views.includes(id);
  }

  /** Views stand in the order in which they were chosen. */
  private toggle(id: string): void {
    const { views } = this.choices;
    const others = views.filter((one) => one !== id);
    this.choose({ views: others.length === views.length ? [...views, id] : others });
  }

  private readonly pictured = ({ target }: Event): void => {
    const { value } = target as HTMLSelectElement;
    const panels = this.choices.views.filter((id) => panelIds.some((panel) => panel === id));
    // One picture stands where the result with all of them stood.
    const others = value === '' ? panels : panels.filter((id) => id !== 'result');
    this.choose({ views: value === '' ? others : [value, ...others] });
  };

  private choose(patch: Partial<Choices>): void {
    this.choices = { ...this.choices, ...patch };
    this.said = '';
  }
}

/** Whether readers cannot reach the address that the lines name. */
function isLocal(): boolean {
  return location.protocol === 'file:' || /^(localhost|127\.|\[::1\])/u.test(location.host);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-embed-dialog': EmbedDialog;
  }
}
