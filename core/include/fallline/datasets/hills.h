// Six cones, three up and three down.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// A regression from x1, x2, uniform on ±6, to six cones of radius 2 and height ±1 around
/// (−4, 0, 4) × (±2.5), signs alternating, flat between them. Noise moves the place where the
/// landscape is read off by up to 6·noise in each coordinate.
struct Hills {
  static constexpr Info info{
      .id = "hills",
      .label = "Hills",
      .formula = "y = ±max(0, 1 − |x − c| / 2) of the nearest c in {−4, 0, 4} × {−2.5, 2.5}",
      .summary = "Three hills and three hollows: needs a few hidden units.",
      .source = "tensorflow/playground, data set “reg-gauss”"};

  std::int64_t samples = 200;
  double noise = 0;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Hills::samples, kSampleRange, "Number of points.");
    v("noise", &Hills::noise, Range::linear(0, 0.5).within(0, 1e3),
      "How far, as a share of the half width, from its point the value is read off.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// The landscape itself, without noise.
  static double value(double x1, double x2);

  /// Inputs 2 × samples, targets 1 × samples. Never fails.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
