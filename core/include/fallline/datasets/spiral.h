// Interleaved spiral arms.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// `classes` spiral arms in the unit disc, each the first one turned by 2π / classes about the
/// origin; with two classes the second is the first one's mirror image in the origin. Points lie
/// at radius r = √U(0.02, 1), as dense at the rim as in the middle, at the angle 2π·turns·r.
/// The classes hold equally many points, or differ by one.
struct Spiral {
  static constexpr Info info{
      .id = "spiral",
      .label = "Spiral",
      .formula = "t = √U(0.02, 1)·turns·2π; x = (t cos t, t sin t) / (turns·2π) + noise·N(0, 1)²",
      .summary = "Arms wound around each other: the hardest of the plane sets.",
      .source =
          "Lang & Witbrock 1988; in the unit disc instead of tensorflow/playground’s radius "
          "of 5, with normal noise"};

  std::int64_t samples = 200;
  std::int64_t classes = 2;
  double turns = 1.5;
  double noise = 0.015;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Spiral::samples, kSampleRange, "Number of points.");
    v("classes", &Spiral::classes, Range::linear(2, 5), "Number of arms.");
    v("turns", &Spiral::turns, Range::linear(0.5, 3).within(0.01, 100),
      "How often each arm goes round.");
    v("noise", &Spiral::noise, Range::linear(0, 0.1).within(0, 1e3),
      "Standard deviation of what is added to each coordinate; the radius is 1.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// Inputs 2 × samples, targets 1 × samples of classes "0", "1", …. Never fails.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
