// A sine wave: the regression with one input.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// A regression from x, uniform on [−1, 1), to sin(2π·frequency·x) + noise · N(0, 1). The best
/// possible mean squared error is noise².
struct Sine {
  static constexpr Info info{
      .id = "sine",
      .label = "Sine wave",
      .formula = "y = sin(2π·frequency·x) + noise·N(0, 1), x from U(−1, 1)",
      .summary = "A curve with one input: shows what each hidden unit contributes.",
      .source = "Definition; after Bishop 2006, Pattern Recognition and Machine Learning, 1.1"};

  std::int64_t samples = 100;
  double frequency = 1;
  double noise = 0.1;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Sine::samples, kSampleRange, "Number of points.");
    v("frequency", &Sine::frequency, Range::linear(0.25, 4).within(0, 1000),
      "Periods per unit of x: the interval holds twice as many.");
    v("noise", &Sine::noise, Range::linear(0, 1).within(0, 1e3),
      "Standard deviation of what is added to y.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  double noiseVariance() const { return noise * noise; }

  /// Inputs 1 × samples, targets 1 × samples. Never fails.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
