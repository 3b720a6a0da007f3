// The three products of a training step, at the shapes of the workloads in docs/performance.md.
#include <benchmark/benchmark.h>

#include "fallline/products.h"
#include "fallline/rng.h"

namespace fallline {
namespace {

Matrix<float> drawn(std::uint64_t seed, Index rows, Index columns) {
  Random random(seed);
  Matrix<float> m(rows, columns);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = float(random.uniform(-1, 1));
  return m;
}

/// Arguments: units, inputs, samples. The rate counts a multiply-add as two operations.
void report(benchmark::State& state) {
  state.counters["FLOP/s"] =
      benchmark::Counter(2.0 * double(state.range(0) * state.range(1) * state.range(2)),
                         benchmark::Counter::kIsIterationInvariantRate);
}

void forward(benchmark::State& state) {
  const Matrix<float> W = drawn(1, state.range(0), state.range(1));
  const Matrix<float> X = drawn(2, state.range(1), state.range(2));
  Matrix<float> Z = drawn(3, state.range(0), state.range(2));
  for (auto _ : state) {
    forwardProduct<float>(W, X, Z);
    benchmark::DoNotOptimize(Z.data());
  }
  report(state);
}

void backward(benchmark::State& state) {
  const Matrix<float> W = drawn(1, state.range(0), state.range(1));
  const Matrix<float> D = drawn(2, state.range(0), state.range(2));
  Matrix<float> dX(state.range(1), state.range(2));
  Vector<float> scratch(W.size());
  for (auto _ : state) {
    backwardProduct<float>(W, D, dX, scratch.data());
    benchmark::DoNotOptimize(dX.data());
  }
  report(state);
}

void gradient(benchmark::State& state) {
  const Matrix<float> D = drawn(1, state.range(0), state.range(2));
  const Matrix<float> X = drawn(2, state.range(1), state.range(2));
  Matrix<float> dW = drawn(3, state.range(0), state.range(1));
  for (auto _ : state) {
    gradientProduct<float>(D, X, dW);
    benchmark::DoNotOptimize(dW.data());
  }
  report(state);
}

void shapes(benchmark::internal::Benchmark* b) {
  b->Args({8, 8, 10})->Args({128, 784, 50})->Args({10, 128, 50})->Args({512, 512, 128});
}
BENCHMARK(forward)->Apply(shapes);
BENCHMARK(backward)->Apply(shapes);
BENCHMARK(gradient)->Apply(shapes);

}  // namespace
}  // namespace fallline
