/** What the store's state is to a page that asks. */
import type { Metrics, PartMetrics, Progress, Summary } from '../engine/model';
import { parts } from '../engine/model';
import { engineVersion } from '../state/manifest';
import type { State } from '../state/state';
import type { Measured, Standing } from './contract';

const nothing: PartMetrics = { train: null, validation: null, test: null };

export function standingOf(state: State): Standing {
  const { spec, playing, progress, fingerprint } = state;
  const rests = !playing && fingerprint !== null && fingerprint.step === progress?.step;
  return {
    spec,
    playing,
    status: progress?.status ?? 'running',
    reason: progress?.reason ?? '',
    ...measuredOf(progress),
    fingerprint: rests ? fingerprint.text : null,
  };
}

export function measuredOf(progress: Progress | null): Measured {
  return {
    epoch: progress?.epoch ?? 0,
    step: progress?.step ?? 0,
    seconds: progress?.seconds ?? 0,
    metrics: metricsOf(progress),
  };
}

/** The command line's last line; null until the parameters at rest are known. */
export function summaryOf({ progress, info, fingerprint }: State): Summary | null {
  if (!progress || !info || fingerprint?.step !== progress.step) return null;
  const { status, epoch, step, seconds, best } = progress;
  return {
    summary: true,
    status: status === 'running' ? 'paused' : status,
    epochs: epoch,
    steps: step,
    seconds,
    parameters: info.parameters,
    best,
    ...metricsOf(progress),
    engine: engineVersion,
    fingerprint: fingerprint.text,
  };
}

function metricsOf(progress: Progress | null): PartMetrics {
  if (!progress || progress.evaluatedStep < 0) return nothing;
  return Object.fromEntries(parts.map((part) => [part, ownOf(progress[part])])) as Record<
    keyof PartMetrics,
    Metrics | null
  >;
}

/** A copy: what leaves the page is nobody's to change here. */
function ownOf(metrics: Metrics | null): Metrics | null {
  return metrics && { ...metrics };
}
