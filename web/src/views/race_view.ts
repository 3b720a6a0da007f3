import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Choice } from '../engine/model';
import { smallMapViews, type SmallMap } from '../plots/small_map';
import { find, manifest } from '../state/manifest';
import { Race, type Lane } from '../state/race';
import { needsFullBatch } from '../state/optimizers';
import { firstLanes, rulesOf, type RaceRules } from '../state/race_lanes';
import { firstPlace, type State } from '../state/state';
import { controls } from '../styles/controls';
import { placeStyles, tableStyles } from '../styles/place';
import { placeText } from '../text/places';
import { icon } from './icons';
import { laneNames } from './race_columns';
import { raceReasons, raceTable } from './race_table';
import { raceStyles } from './race_styles';
import { segments, segmentStyles } from './segments';
import { StoreElement } from './store_element';
import './number_field';
import './race_chart';
import './race_landscape';
import './race_lane_list';
import './race_map';

const words = placeText.race;

/** Several methods from the same start: who gets where, in how many steps, in what time. */
@customElement('fall-line-race')
export class RaceView extends StoreElement {
  @state() private shown: 'chart' | 'landscape' = 'chart';

  static override styles = [controls, segmentStyles, placeStyles, tableStyles, raceStyles];

  private race: Race | null = null;
  private unheard: (() => void) | null = null;
  private frame = 0;
  private watchedFor: unknown = null;

  protected override reads(state: State): readonly unknown[] {
    return [state.engine, state.info, state.spec];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.race) this.hear(this.race);
  }

  override disconnectedCallback(): void {
    this.unheard?.();
    this.unheard = null;
    void this.race?.pause(); // what nobody sees does not train
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const { store, state } = this;
    if (this.race || state.engine !== 'ready' || !state.info) return;
    const rules = rulesOf(state.spec, state.progress?.step ?? 0);
    const files = (): Readonly<Record<string, Blob>> => store.files();
    this.race = new Race(store.startEngine, files, rules, firstLanes(rules.base));
    this.hear(this.race);
  }

  /** While it runs at most one picture a frame, however many workers report. */
  private hear(race: Race): void {
    this.unheard?.();
    this.unheard = race.subscribe(() => {
      if (!race.state.running) this.requestUpdate();
      else if (this.frame === 0)
        this.frame = requestAnimationFrame(() => {
          this.frame = 0;
          this.requestUpdate();
        });
    });
  }

  protected override render(): TemplateResult {
    const { race } = this;
    if (!race) return html`<p class="muted">${words.waiting}</p>`;
    return html`<div class="all">
      <section class="side" aria-label=${words.title}>
        <h2>${words.title}</h2>
        <p class="muted small">${words.about}</p>
        ${this.experiment(race)} ${this.transport(race)} ${this.rules(race)}
        <fall-line-race-lanes
          .race=${race.state}
          @lanes=${({ detail }: CustomEvent<readonly Choice[]>) =>
            race.line(race.state.rules, detail)}
          @open=${({ detail }: CustomEvent<number>) => this.open(race.state.lanes[detail])}
        ></fall-line-race-lanes>
      </section>
      <section class="main">
        ${segments(
          words.views.name,
          [
            { id: 'chart', label: words.views.chart },
            { id: 'landscape', label: words.views.landscape },
          ],
          this.shown,
          (id) => (this.shown = id === 'landscape' ? 'landscape' : 'chart'),
        )}
        ${this.shown === 'chart' ? this.chart(race) : this.landscape(race)} ${this.maps(race)}
        <div class="scroll">${raceTable(race.state)}</div>
        ${raceReasons(race.state)}
        <p class="muted small" data-figure="start">${this.startText(race)}</p>
      </section>
      <div class="only-heard" role="status" aria-live="polite">${this.heard(race)}</div>
    </div>`;
  }

  private chart(race: Race): TemplateResult {
    return html`<fall-line-race-chart
      .store=${this.store}
      .race=${race.state}
      .look=${this.look}
    ></fall-line-race-chart>`;
  }

  private landscape(race: Race): TemplateResult {
    return html`<fall-line-race-landscape
      .store=${this.store}
      .race=${race}
      .revision=${race.state.revision}
      .look=${this.look}
    ></fall-line-race-landscape>`;
  }

  private experiment(race: Race): TemplateResult {
    const { base } = race.state.rules;
    const source = find(manifest.datasets, base.data.source)?.label ?? base.data.source;
    const layers = race.state.info?.layers ?? [];
    const network = [layers[0]?.inputs, ...layers.map(({ units }) => units)].join('–');
    const { spec, progress } = this.state;
    const now = rulesOf(spec, progress?.step ?? 0).base;
    const isSame = JSON.stringify(now) === JSON.stringify(base);
    return html`<p class="experiment" data-figure="experiment">
        ${words.experiment(source, layers.length > 0 ? network : '…', base.seed ?? 1)}
      </p>
      ${
        isSame
          ? nothing
          : html`<button
              data-action="take"
              @click=${() => race.line({ ...race.state.rules, base: now }, firstLanes(now))}
            >
              ${words.take}
            </button>`
      }`;
  }

  private transport(race: Race): TemplateResult {
    const { running, lanes, inTurn } = race.state;
    const begun = lanes.some(({ session }) => (session?.progress.step ?? 0) > 0);
    const ready = lanes.every(({ status }) => status !== 'preparing');
    return html`<div class="transport">
      <button
        class="strong"
        data-action="race"
        ?disabled=${!ready}
        @click=${() => (running ? void race.pause() : race.play())}
      >
        ${icon(running ? 'pause' : 'play')}${running ? words.pause : begun ? words.resume : words.play}
      </button>
      <button data-action="race-step" ?disabled=${running || !ready} @click=${() => race.step()}>
        ${icon('step')}${words.step}
      </button>
      <button data-action="race-restart" ?disabled=${!begun} @click=${() => race.restart()}>
        ${icon('reset')}${words.restart}
      </button>
      <label class="check" title=${words.inTurnHelp}>
        <input
          type="checkbox"
          data-field="in-turn"
          .checked=${live(inTurn)}
          ?disabled=${running}
          @change=${(event: Event) => race.setInTurn((event.target as HTMLInputElement).checked)}
        />
        ${words.inTurn}
      </label>
    </div>`;
  }

  private rules(race: Race): TemplateResult {
    const { rules, info } = race.state;
    const train = info?.samples.train ?? 32;
    const size = rules.batchSize === 'full' ? train : Math.min(train, rules.batchSize);
    return html`<div class="settings">
      ${this.number(
        race,
        words.batch,
        words.batchHelp,
        'batch',
        size,
        1,
        Math.max(2, train),
        (n) => ({
          batchSize: n >= train ? 'full' : Math.max(1, Math.round(n)),
        }),
      )}
      ${this.number(race, words.epochs, words.epochsHelp, 'epochs', rules.epochs, 1, 1e5, (n) => ({
        epochs: Math.max(1, Math.round(n)),
      }))}
      ${this.number(race, words.loss, words.lossHelp, 'loss', rules.loss, 0, 1, (n) => ({
        loss: Math.max(0, n),
      }))}
    </div>`;
  }

  private number(
    race: Race,
    label: string,
    help: string,
    name: string,
    value: number,
    low: number,
    high: number,
    patch: (value: number) => Partial<RaceRules>,
  ): TemplateResult {
    return html`<fall-line-number
      label=${label}
      help=${help}
      data-parameter=${name}
      .value=${value}
      .low=${low}
      .high=${high}
      logarithmic
      ?whole=${name !== 'loss'}
      @change=${({ detail }: CustomEvent<number>) => this.ruled(race, patch(detail))}
    ></fall-line-number>`;
  }

  private ruled(race: Race, patch: Partial<RaceRules>): void {
    const { rules, lanes } = race.state;
    race.line(
      { ...rules, ...patch },
      lanes.map(({ choice }) => choice),
    );
  }

  private maps(race: Race): TemplateResult {
    const { info, lanes } = race.state;
    const names = laneNames(race.state);
    if (info && smallMapViews(info, race.state.samples) === null) {
      return html`<p class="muted small">${words.noMaps}</p>`;
    }
    return html`<div class="maps" role="group" aria-label=${words.maps}>
      ${lanes.map(
        (lane, i) =>
          html`<figure data-map=${i}>
            <fall-line-race-map
              .map=${this.mapOf(race, lane)}
              .label=${words.mapOf(names[i] ?? '')}
              .look=${this.look}
            ></fall-line-race-map>
            <figcaption>${names[i]}</figcaption>
          </figure>`,
      )}
    </div>`;
  }

  private mapOf(race: Race, { session, info }: Lane): SmallMap | null {
    if (!session || !info) return null;
    const { seen } = session;
    return { info, settings: info.spec, samples: race.state.samples, seen, dark: this.state.dark };
  }

  private startText(race: Race): string {
    const { lanes, rules } = race.state;
    const starts = new Set(lanes.flatMap(({ start }) => start ?? []));
    const [first] = starts;
    if (first === undefined) return '';
    const start = starts.size === 1 ? words.sameStart(first) : words.otherStart;
    const mixed =
      rules.batchSize !== 'full' &&
      new Set(lanes.map(({ choice }) => needsFullBatch(choice))).size > 1;
    return mixed ? `${start} ${words.batches}` : start;
  }

  /** What a screen reader hears: how lanes end, not how they go on. */
  private heard(race: Race): string {
    const names = laneNames(race.state);
    return race.state.lanes
      .flatMap(({ status, session }, i) =>
        ['converged', 'stopped', 'stalled', 'diverged', 'failed'].includes(status)
          ? [
              words.heard(
                names[i] ?? '',
                words.statuses[status],
                String(session?.progress.train?.loss ?? ''),
              ),
            ]
          : [],
      )
      .join(' ');
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { race } = this;
    const info = race?.state.info;
    if (!race || !info || this.watchedFor === info) return;
    this.watchedFor = info;
    race.watch(smallMapViews(info, race.state.samples) ?? {});
  }

  private open(lane: Lane | undefined): void {
    if (!lane) return;
    this.store.openSpec(lane.spec);
    this.store.goTo(firstPlace);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-race': RaceView;
  }
}
