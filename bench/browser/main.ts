// Measures in the page: called as `measure({ rounds })` by run.mjs, as `measureFit` and
// `measureImages` by second_order.mjs.
import { compare, type Measured } from './compare';
import { product } from './product';
import { measureFit, measureImages } from './second';
import { tensorflow } from './tensorflow';
import { workloads } from './workloads';

async function measure({ rounds }: { rounds: number }): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const workload of await workloads()) {
    const ours = await product(workload);
    measured.push(await compare(workload, ours, await tensorflow(workload), rounds));
  }
  return measured;
}

Object.assign(globalThis, { measure, measureFit, measureImages });
