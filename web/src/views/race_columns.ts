/** What a race shows of its lanes: lines over one of three axes, rows of figures. */
import type { Part } from '../engine/model';
import { classColour } from '../plots/colour';
import { lineTypes } from '../plots/activations';
import type { RaceLine } from '../plots/race_plot';
import { laneName } from '../state/race_lanes';
import type { Lane, RaceState } from '../state/race';

export const raceAxes = ['iterations', 'evaluations', 'milliseconds'] as const;
export type RaceAxis = (typeof raceAxes)[number];

const nothing = new Float64Array();

/** Another colour and another type of line for each. */
export function laneColour(index: number): string {
  return classColour(index);
}

export function laneDash(index: number): readonly number[] {
  return lineTypes[index % lineTypes.length] ?? [];
}

export function laneNames({ lanes }: RaceState): readonly string[] {
  const choices = lanes.map(({ choice }) => choice);
  const names = choices.map((choice) => laneName(choice, choices));
  // Two lanes that are told apart by nothing else have their numbers.
  return names.map((name, i) =>
    names.some((other, k) => k !== i && other === name) ? `${name} (${i + 1})` : name,
  );
}

/** The rows of a lane along an axis. */
export function along({ history }: Lane, axis: RaceAxis): Float64Array {
  if (!history) return nothing;
  switch (axis) {
    case 'iterations':
      return history.steps;
    case 'evaluations':
      return history.figure('evaluations') ?? nothing;
    case 'milliseconds':
      return (history.figure('seconds') ?? nothing).map((seconds) => 1000 * seconds);
  }
}

export function raceLines(state: RaceState, axis: RaceAxis, part: Part): readonly RaceLine[] {
  const names = laneNames(state);
  return state.lanes.map((lane, i) => ({
    name: names[i] ?? '',
    colour: laneColour(i),
    dash: laneDash(i),
    x: along(lane, axis),
    y: lane.history?.column(part, 'loss') ?? nothing,
  }));
}

/** Every row of a lane with all axes, for a file. */
export function laneColumns(lane: Lane): Readonly<Record<string, Float64Array | null>> {
  const { history } = lane;
  return {
    iterations: along(lane, 'iterations'),
    evaluations: along(lane, 'evaluations'),
    milliseconds: along(lane, 'milliseconds'),
    'training loss': history?.column('train', 'loss') ?? null,
    'validation loss': history?.column('validation', 'loss') ?? null,
    'test loss': history?.column('test', 'loss') ?? null,
  };
}
