// An inclined plane: a regression that one linear neuron solves.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// A regression from x1, x2, uniform on ±6, to (x1 + x2) / 10. Noise moves the place where the
/// plane is read off by up to 6·noise in each coordinate.
struct Plane {
  static constexpr Info info{.id = "plane",
                             .label = "Plane",
                             .formula = "y = (x₁ + x₂ + 6·noise·(U(−1, 1) + U(−1, 1))) / 10",
                             .summary = "An inclined plane: one linear neuron is enough.",
                             .source = "tensorflow/playground, data set “reg-plane”"};

  std::int64_t samples = 200;
  double noise = 0;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Plane::samples, kSampleRange, "Number of points.");
    v("noise", &Plane::noise, Range::linear(0, 0.5).within(0, 1e3),
      "How far, as a share of the half width, from its point the value is read off.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// The plane itself, without noise.
  static constexpr double value(double x1, double x2) { return (x1 + x2) / 10; }
  /// On a plane, noise in the place is noise in the value: 0.6·noise·(U(−1, 1) + U(−1, 1)), and
  /// the variance of U(−1, 1) is ⅓.
  double noiseVariance() const { return 0.24 * noise * noise; }

  /// Inputs 2 × samples, targets 1 × samples. Never fails.
  Result<Dataset> make(const Sources&, const Random& random) const {
    constexpr double kHalfWidth = 6;
    Random places = random.fork("points");
    Random errors = random.fork("noise");
    Dataset data = blankRegression(2, samples);
    for (Index i = 0; i < data.targets.cols(); ++i) {
      const double x1 = places.uniform(-kHalfWidth, kHalfWidth);
      const double x2 = places.uniform(-kHalfWidth, kHalfWidth);
      const double there1 = x1 + kHalfWidth * noise * errors.uniform(-1, 1);
      const double there2 = x2 + kHalfWidth * noise * errors.uniform(-1, 1);
      data.inputs.values(0, i) = x1;
      data.inputs.values(1, i) = x2;
      data.targets(0, i) = value(there1, there2);
    }
    return data;
  }
};

}  // namespace fallline
