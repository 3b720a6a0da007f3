// Random fields with a falling spectrum: what is common to natural images before any object.
#pragma once

#include <array>

#include "fallline/rng.h"
#include "fallline/types.h"

namespace fallline {

/// Draws Gaussian random fields on a square of 64 × 64 pixels that wraps around at its edges. A
/// wave of k cycles per image, k = √(kx² + ky²), has the amplitude 1 / (1 + k)^exponent; k = 0
/// included, so the mean of a field is random, too.
class RandomField {
 public:
  static constexpr Index kSide = 64;
  static constexpr Index kPixels = kSide * kSide;
  using Field = std::array<double, kPixels>;  ///< row by row

  explicit RandomField(double exponent);

  /// Two independent fields for the price of one: the real and the imaginary part of
  ///   f(x, y) = Σ c(kx, ky) · amplitude(kx, ky) · exp(2πi (kx x + ky y) / 64),
  /// c = N(0, 1) + i N(0, 1), the numbers drawn in the order ky, kx (0 to 63), real, imaginary.
  void draw(Random& random, Field& first, Field& second) const;

 private:
  void transformColumns(Field& re, Field& im) const;

  Field amplitude_;
  std::array<double, kSide / 2> cos_;  ///< of 2π j / 64
  std::array<double, kSide / 2> sin_;
};

}  // namespace fallline
