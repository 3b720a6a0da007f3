// Measures in the page: called by run.mjs as `measure({ rounds })`.
import type { MakePeer, Outcome } from './peer';
import { product } from './product';
import { tensorflow } from './tensorflow';
import { stepsPerEpoch, type Workload, workloads } from './workloads';

/** Single precision on both sides, summed in different orders. */
const tolerance = 1e-4;

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

async function measure({ rounds }: { rounds: number }): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const workload of await workloads()) {
    measured.push(await compare(workload, product, tensorflow, rounds));
  }
  return measured;
}

/** Rounds of both in turn, after one of each that must lead to the same place. */
async function compare(
  workload: Workload,
  makeProduct: MakePeer,
  makePeer: MakePeer,
  rounds: number,
): Promise<Measured> {
  const { id, title, batchSize, wanted, epochsToAgree, epochs } = workload;
  const ours = await makeProduct(workload);
  const theirs = await makePeer(workload);
  const agreement = {
    steps: epochsToAgree * stepsPerEpoch(workload),
    tolerance,
    ...compareOutcomes(await ours.train(epochsToAgree), await theirs.train(epochsToAgree)),
  };
  console.log(`${id}: losses ${agreement.losses.product} and ${agreement.losses.peer}`);
  if (!(agreement.loss <= tolerance && agreement.parameters <= tolerance)) {
    throw new Error(`${id}: not the same training: ${JSON.stringify(agreement)}`);
  }

  const steps = {
    product: epochs.product * stepsPerEpoch(workload),
    peer: epochs.peer * stepsPerEpoch(workload),
  };
  const times = { product: [] as number[], peer: [] as number[] };
  for (let round = -1; round < rounds; ++round) {
    const ourTime = (1000 * (await ours.train(epochs.product)).milliseconds) / steps.product;
    const theirTime = (1000 * (await theirs.train(epochs.peer)).milliseconds) / steps.peer;
    if (round < 0) continue; // for the compilers to come to an end
    times.product.push(ourTime);
    times.peer.push(theirTime);
    console.log(`${id}: round ${round + 1}: ${ourTime.toFixed(2)} and ${theirTime.toFixed(2)} µs`);
  }
  ours.close();
  theirs.close();
  return { id, title, batchSize, wanted, agreement, steps, times };
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

Object.assign(globalThis, { measure });
