// A disc inside a ring.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// Two classes within the circle of radius 5: "1" is the disc out to half of it, "-1" the ring
/// from 0.7 of it on, half of the samples each. Noise does not move a point: it moves the place
/// where the point's class is looked up, so that points near the border may change sides.
struct Circle {
  static constexpr Info info{
      .id = "circle",
      .label = "Circle",
      .formula = "class 1 where |x + 5·noise·U(−1, 1)²| < 2.5; |x| from U(0, 2.5) or U(3.5, 5)",
      .summary = "A disc inside a ring: no straight line separates them, a circle does.",
      .source = "tensorflow/playground, data set “circle”"};

  std::int64_t samples = 200;
  double noise = 0;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Circle::samples, kSampleRange, "Number of points.");
    v("noise", &Circle::noise, Range::linear(0, 0.5).within(0, 1e3),
      "How far, as a share of the radius, from its point a class is looked up.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// Inputs 2 × samples, targets 1 × samples of class 0 ("-1") and 1 ("1"). Never fails.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
