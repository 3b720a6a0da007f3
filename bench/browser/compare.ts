// Rounds of the product and of another library in turn, on the same work.
import type { Outcome, Peer, Work } from './peer';

export interface Measured {
  readonly id: string;
  readonly title: string;
  readonly batchSize: number;
  readonly wanted: number;
  readonly agreement: {
    readonly steps: number;
    readonly tolerance: number;
    readonly losses: { readonly product: number; readonly peer: number };
    /** |loss − loss'| / loss', and the largest |θ − θ'| over the largest |θ'|. */
    readonly loss: number;
    readonly parameters: number;
  };
  /** Steps of each round. */
  readonly steps: { readonly product: number; readonly peer: number };
  /** µs a step, round by round. */
  readonly times: { readonly product: readonly number[]; readonly peer: readonly number[] };
}

function stepsPerEpoch({ samples, batchSize }: Work): number {
  return Math.ceil(samples / batchSize);
}

/** Milliseconds that the processor has worked for this page and its workers so far: peers.mjs. */
export type Clock = () => Promise<number>;

/**
 * Rounds of both in turn, after one of each that must lead to the same place. Times are those that
 * the peers tell, or with a clock those of the processor, which other programs hardly disturb.
 */
export async function compare(
  work: Work,
  ours: Peer,
  theirs: Peer,
  rounds: number,
  clock?: Clock,
): Promise<Measured> {
  const { id, title, batchSize, wanted, epochsToAgree, epochs, tolerance } = work;
  const agreement = {
    steps: epochsToAgree * stepsPerEpoch(work),
    tolerance,
    ...compareOutcomes(await agree(ours, epochsToAgree), await agree(theirs, epochsToAgree)),
  };
  console.log(`${id}: losses ${agreement.losses.product} and ${agreement.losses.peer}`);
  if (!(agreement.loss <= tolerance && agreement.parameters <= tolerance)) {
    throw new Error(`${id}: not the same training: ${JSON.stringify(agreement)}`);
  }

  const steps = {
    product: epochs.product * stepsPerEpoch(work),
    peer: epochs.peer * stepsPerEpoch(work),
  };
  const times = { product: [] as number[], peer: [] as number[] };
  for (let round = -1; round < rounds; ++round) {
    const ourTime = (1000 * (await timed(ours, epochs.product, clock))) / steps.product;
    const theirTime = (1000 * (await timed(theirs, epochs.peer, clock))) / steps.peer;
    if (round < 0) continue; // for the compilers to come to an end
    times.product.push(ourTime);
    times.peer.push(theirTime);
    console.log(`${id}: round ${round + 1}: ${ourTime.toFixed(2)} and ${theirTime.toFixed(2)} µs`);
  }
  ours.close();
  theirs.close();
  return { id, title, batchSize, wanted, agreement, steps, times };
}

async function timed(peer: Peer, epochs: number, clock?: Clock): Promise<number> {
  const before = (await clock?.()) ?? 0;
  const { milliseconds } = await peer.train(epochs);
  return clock ? (await clock()) - before : milliseconds;
}

function agree(peer: Peer, epochs: number): Promise<Outcome> {
  return peer.agree ? peer.agree(epochs) : peer.train(epochs);
}

function compareOutcomes(ours: Outcome, theirs: Outcome) {
  let most = 0;
  let largest = 0;
  theirs.theta.forEach((value, i) => {
    most = Math.max(most, Math.abs((ours.theta[i] ?? NaN) - value));
    largest = Math.max(largest, Math.abs(value));
  });
  return {
    losses: { product: ours.loss, peer: theirs.loss },
    loss: Math.abs(ours.loss - theirs.loss) / theirs.loss,
    parameters: most / largest,
  };
}
