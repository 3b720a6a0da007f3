// Two clouds in the plane.
#pragma once

#include <cmath>

#include "fallline/datasets/blank.h"

namespace fallline {

/// Two classes, "-1" around (−2, −2) and "1" around (2, 2), half of the samples each. The variance
/// of each coordinate grows with the noise, from 0.5 (apart) to 4 at noise 0.5 (overlapping).
struct Gauss {
  static constexpr Info info{.id = "gauss",
                             .label = "Two clouds",
                             .formula = "x = ∓(2, 2) + √(0.5 + 7·noise)·N(0, 1)²",
                             .summary = "Two clouds of points that a straight line separates.",
                             .source = "tensorflow/playground, data set “gauss”"};

  std::int64_t samples = 200;
  double noise = 0;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Gauss::samples, kSampleRange, "Number of points, half of them per class.");
    v("noise", &Gauss::noise, Range::linear(0, 0.5).within(0, 1e3),
      "Widens the clouds: the variance is 0.5 + 7 times this.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// Inputs 2 × samples, targets 1 × samples of class 0 ("-1") and 1 ("1"). Never fails.
  Result<Dataset> make(const Sources&, const Random& random) const {
    const double deviation = std::sqrt(0.5 + 7 * noise);
    Random places = random.fork("points");
    Dataset data = blankClasses(2, samples, {"-1", "1"});
    for (Index i = 0; i < data.targets.cols(); ++i) {
      const bool positive = i % 2 == 1;
      for (Index d = 0; d < 2; ++d) {
        data.inputs.values(d, i) = (positive ? 2 : -2) + deviation * places.normal();
      }
      data.targets(0, i) = positive ? 1 : 0;
    }
    return data;
  }
};

}  // namespace fallline
