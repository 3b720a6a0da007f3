// The product's random numbers (core/include/fallline/rng.h), for the one thing that a peer has to
// know of them: in which order the product takes the samples of an epoch. Were this to go its own
// way, the losses of the two would differ and the benchmark would stop.

const word = (value: bigint): bigint => BigInt.asUintN(64, value);

function mix(value: bigint): bigint {
  let z = value;
  z = word((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = word((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

function fnv1a(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = word((hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

export class Random {
  #key: bigint;
  #counter = 0n;

  constructor(seed: number) {
    this.#key = mix(BigInt(seed) ^ 0xd1b54a32d192ed03n);
  }

  fork(purpose: string | number): Random {
    const number = typeof purpose === 'string' ? fnv1a(purpose) : BigInt(purpose);
    const child = new Random(0);
    child.#key = mix(word(mix(number ^ 0xaef17502108ef2d9n) + this.#key));
    return child;
  }

  bits(): bigint {
    this.#counter += 1n;
    return mix(word(this.#key + this.#counter * 0x9e3779b97f4a7c15n));
  }

  /** Uniform in [low, high), rounded to single precision: both peers then hold the same number. */
  uniform(low: number, high: number): number {
    return Math.fround(low + (high - low) * Number(this.bits() >> 11n) * 2 ** -53);
  }

  below(n: number): number {
    const divisor = BigInt(n);
    const refused = 2n ** 64n % divisor;
    let draw = this.bits();
    while (draw < refused) draw = this.bits();
    return Number(draw % divisor);
  }

  shuffle(elements: Int32Array): void {
    for (let i = elements.length; i > 1; --i) {
      const j = this.below(i);
      const last = elements[i - 1] ?? 0;
      elements[i - 1] = elements[j] ?? 0;
      elements[j] = last;
    }
  }
}

/**
 * The order of the samples in an epoch of a session whose samples all train: as the split leaves
 * them (core/src/prepare.cpp), then shuffled for the epoch (core/src/session_training.cpp).
 */
export function orderOfEpoch(seed: number, samples: number, epoch: number): Int32Array {
  const order = Int32Array.from({ length: samples }, (_, i) => i);
  new Random(seed).fork('split').shuffle(order);
  new Random(seed).fork('batches').fork(epoch).shuffle(order);
  return order;
}
