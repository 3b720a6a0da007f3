// Franke's function with noise: the usual test of surface fitting.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// A regression from x1, x2, uniform on the unit square, to f(x1, x2) + noise · N(0, 1).
/// With noise 0.2 the best possible mean squared error is 0.04 and the best possible R² about 0.67.
struct Franke {
  static constexpr Info info{
      .id = "franke",
      .label = "Franke’s function",
      .formula =
          "y = ¾ exp(−(9x₁−2)²/4 − (9x₂−2)²/4) + ¾ exp(−(9x₁+1)²/49 − (9x₂+1)/10)"
          " + ½ exp(−(9x₁−7)²/4 − (9x₂−3)²/4) − ⅕ exp(−(9x₁−4)² − (9x₂−7)²) + noise·N(0, 1)",
      .summary = "Two hills, a saddle and a dip over the unit square, with noise on top.",
      .source =
          "Franke 1979, A critical comparison of some methods for interpolation of "
          "scattered data"};

  std::int64_t samples = 1000;
  double noise = 0.2;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Franke::samples, kSampleRange, "Number of points.");
    v("noise", &Franke::noise, Range::linear(0, 1).within(0, 1e3),
      "Standard deviation of what is added to y.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// The function itself, without noise.
  static double value(double x1, double x2);
  double noiseVariance() const { return noise * noise; }

  /// Inputs 2 × samples, targets 1 × samples. Never fails.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
