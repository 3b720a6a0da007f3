/** Fall Line's random numbers in Python: core/include/fallline/rng.h in a few lines. */
import type { Layer, Program } from '../program';
import { shuffles } from '../settings';
import { lines, number } from '../text_of';
import { title } from './head';

/** Which draws the run needs. */
interface Needs {
  readonly uniform: boolean;
  readonly normal: boolean;
  readonly shuffle: boolean;
  readonly dropout: boolean;
}

const uniforms = ['uniform', 'glorot-uniform', 'he-uniform'];
const normals = ['normal', 'glorot-normal', 'he-normal', 'lecun-normal'];

function needsOf(program: Program): Needs {
  const starts = program.layers.flatMap(({ init, biasInit, bias }) => [
    init.id,
    ...(bias ? [biasInit.id] : []),
  ]);
  return {
    uniform: starts.some((id) => uniforms.includes(id)),
    normal: starts.some((id) => normals.includes(id)),
    shuffle: shuffles(program),
    dropout: program.layers.some(({ dropout }) => dropout > 0),
  };
}

export function random(program: Program): string | null {
  const needs = needsOf(program);
  if (!Object.values(needs).some(Boolean)) return null;
  return lines(
    title('Random numbers: SplitMix64 with a stream for each purpose'),
    common,
    needs.uniform || needs.normal ? ['', unit] : null,
    needs.uniform ? ['', uniform] : null,
    needs.normal ? ['', normal] : null,
    needs.shuffle ? ['', shuffled] : null,
    needs.dropout ? ['', '', mask(program)] : null,
  );
}

const common = `MASK = 2**64 - 1  # numbers have 64 bits
GOLDEN = 0x9E3779B97F4A7C15  # 2^64 / golden ratio


def mix(z):
    """Stafford's mix 13: turns a counter into bits. Works on arrays of uint64, too."""
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    return z ^ (z >> 31)


def fnv1a(text):
    """The hash that makes a number of a purpose's name."""
    code = 0xCBF29CE484222325
    for byte in text.encode():
        code = (code ^ byte) * 0x100000001B3 & MASK
    return code


class Random:
    """A stream: draw number i is mix(key + i * GOLDEN)."""

    def __init__(self, seed):
        self.key = mix(seed ^ 0xD1B54A32D192ED03)
        self.counter = 0

    def fork(self, purpose):
        """A stream of its own for a purpose: a name or a number."""
        number = fnv1a(purpose) if isinstance(purpose, str) else purpose
        child = Random(0)
        child.key = mix(mix(number ^ 0xAEF17502108EF2D9) + self.key & MASK)
        return child

    def bits(self):
        self.counter += 1
        return mix(self.key + self.counter * GOLDEN & MASK)`;

const unit = `    def unit(self):
        """Uniform in [0, 1)."""
        return (self.bits() >> 11) * 2.0**-53`;

const uniform = `    def uniform(self, low, high, shape):
        draws = [low + (high - low) * self.unit() for _ in range(math.prod(shape))]
        return np.array(draws).reshape(shape)`;

const normal = `    def normal(self, sigma, shape):
        """By Box and Muller: sqrt(-2 log u) cos(2 pi v)."""
        draws = []
        for _ in range(math.prod(shape)):
            u, v = 1 - self.unit(), self.unit()
            draws.append(math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * v))
        return sigma * np.array(draws).reshape(shape)`;

const shuffled = `    def below(self, n):
        """One of 0 ... n - 1: draws that would favour some of them are refused."""
        draw = self.bits()
        while draw < 2**64 % n:
            draw = self.bits()
        return draw % n

    def permutation(self, n):
        """0 ... n - 1 in random order, by Fisher and Yates."""
        order = np.arange(n)
        for i in range(n - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return order`;

function mask({ float32 }: Program): string {
  return `def dropout_mask(step, layer, samples, units, p):
    """0 for a unit that is dropped, which has the probability p, and 1 / (1 - p) for the others."""
    key = Random(seed).fork("dropout").fork(step).fork(layer).key
    number = np.arange(1, samples * units + 1, dtype=np.uint64).reshape(samples, units)
    bits = mix(number * GOLDEN + key)  # uint64 counts modulo 2^64
    return ${float32 ? 'np.float32' : ''}((bits >> 11 >= int(p * 2**53)) / (1 - p))`;
}

/** The first parameters of a layer, drawn as the core draws them. */
export function startOf(layer: Layer, l: number): readonly string[] {
  const { inputs, units, bias, init, biasInit } = layer;
  const weights = draw(layer, init, `start.fork(${l}).fork("weights")`, `(${units}, ${inputs})`);
  const name = String(l + 1);
  const W = [...weights.before, `W${name} = ${weights.code}`];
  if (!bias) return W;
  const biases = draw(layer, biasInit, `start.fork(${l}).fork("biases")`, `(${units},)`);
  return [...W, ...biases.before, `b${name} = ${biases.code}`];
}

function draw(
  { inputs, units }: Layer,
  choice: Layer['init'],
  stream: string,
  shape: string,
): { readonly before: readonly string[]; readonly code: string } {
  const value = (name: string): string => number(Number(choice.values[name]));
  const spread = (sigma: string) => ({ before: [], code: `${stream}.normal(${sigma}, ${shape})` });
  const even = (square: string) => ({
    before: [`limit = math.sqrt(${square})`],
    code: `${stream}.uniform(-limit, limit, ${shape})`,
  });
  switch (choice.id) {
    case 'zeros':
      return { before: [], code: `np.zeros(${shape})` };
    case 'normal':
      return spread(value('sigma'));
    case 'uniform':
      return { before: [], code: `${stream}.uniform(${value('low')}, ${value('high')}, ${shape})` };
    case 'glorot-uniform':
      return even(`6 / (${inputs} + ${units})`);
    case 'glorot-normal':
      return spread(`math.sqrt(2 / (${inputs} + ${units}))`);
    case 'he-uniform':
      return even(`6 / ${inputs}`);
    case 'he-normal':
      return spread(`math.sqrt(2 / ${inputs})`);
    case 'lecun-normal':
      return spread(`math.sqrt(1 / ${inputs})`);
    default:
      throw new Error(`${choice.id} has no code.`);
  }
}
