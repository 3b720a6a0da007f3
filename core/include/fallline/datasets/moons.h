// Two half circles, one hooked into the other.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// Two half circles of radius 1, points evenly spaced from end to end: class "0" is the upper one,
/// around (−0.5, −0.25), class "1" the lower one, around (0.5, 0.25). These are scikit-learn's
/// coordinates less their mean (0.5, 0.25). Half of the samples each (one more of "0" when odd).
struct Moons {
  static constexpr Info info{
      .id = "moons",
      .label = "Two moons",
      .formula = "x = ±(cos t − ½, sin t − ¼) + noise·N(0, 1)², t evenly spaced from 0 to π",
      .summary = "Two half circles, one hooked into the other.",
      .source = "scikit-learn, make_moons; centred"};

  std::int64_t samples = 200;
  double noise = 0.1;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Moons::samples, kSampleRange, "Number of points, half of them per class.");
    v("noise", &Moons::noise, Range::linear(0, 0.5).within(0, 1e3),
      "Standard deviation of what is added to each coordinate; the radius is 1.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// Inputs 2 × samples, targets 1 × samples of class 0 and 1. Never fails.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
