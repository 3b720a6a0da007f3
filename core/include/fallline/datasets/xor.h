// Exclusive or, in the plane.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// Two classes in the square of ±5.3, with a gap of 0.3 along both axes: "1" where x1 and x2 have
/// the same sign, "-1" elsewhere. The four quadrants take turns, so that they hold equally many
/// points. Noise does not move a point: it moves the place where the point's class is looked up.
struct Xor {
  static constexpr Info info{
      .id = "xor",
      .label = "Exclusive or",
      .formula = "class 1 where (x₁ + 5·noise·U(−1, 1))·(x₂ + 5·noise·U(−1, 1)) ≥ 0",
      .summary = "Opposite quadrants belong together: what one neuron cannot learn.",
      .source = "tensorflow/playground, data set “xor”; Minsky & Papert 1969"};

  std::int64_t samples = 200;
  double noise = 0;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Xor::samples, kSampleRange, "Number of points.");
    v("noise", &Xor::noise, Range::linear(0, 0.5).within(0, 1e3),
      "How far, as a share of the half width, from its point a class is looked up.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// Inputs 2 × samples, targets 1 × samples of class 0 ("-1") and 1 ("1"). Never fails.
  Result<Dataset> make(const Sources&, const Random& random) const {
    constexpr double kHalfWidth = 5;
    constexpr double kGap = 0.3;
    Random places = random.fork("points");
    Random errors = random.fork("noise");
    Dataset data = blankClasses(2, samples, {"-1", "1"});
    for (Index i = 0; i < data.targets.cols(); ++i) {
      // Quadrants in the order ++, −+, −−, +−: neighbours differ in class.
      const double sign1 = i % 4 == 0 || i % 4 == 3 ? 1 : -1;
      const double sign2 = i % 4 < 2 ? 1 : -1;
      const double x1 = sign1 * (places.uniform(0, kHalfWidth) + kGap);
      const double x2 = sign2 * (places.uniform(0, kHalfWidth) + kGap);
      const double there1 = x1 + kHalfWidth * noise * errors.uniform(-1, 1);
      const double there2 = x2 + kHalfWidth * noise * errors.uniform(-1, 1);
      data.inputs.values(0, i) = x1;
      data.inputs.values(1, i) = x2;
      data.targets(0, i) = there1 * there2 >= 0 ? 1 : 0;
    }
    return data;
  }
};

}  // namespace fallline
