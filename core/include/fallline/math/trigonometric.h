// sin and cos, in radians.
//
// |x| = n pi/2 + r with |r| <= pi/4, then one of two minimax polynomials (own coefficients) and a
// sign, both by n mod 4. n pi/2 is taken away in parts (Cody and Waite), in double for both
// scalars. Accurate for |x| <= 10^6; beyond, the error grows to about |x| 2^-52, and from 2^40 on
// the result is that of 0: no datum is that large, and a reduction over all of double would need a
// table of 1200 bits of 2/pi.
#pragma once

#include "fallline/math/bits.h"

namespace fallline::math {
namespace detail {

// pi/2 in three parts of 33 bits and a rest: n times one of the three is exact for n < 2^20.
inline constexpr double kHalfPi1 = 1.57079632673412561417e+00;
inline constexpr double kHalfPi2 = 6.07710050630396597660e-11;
inline constexpr double kHalfPi3 = 2.02226624871116645580e-21;
inline constexpr double kHalfPi4 = 8.47842766036889956997e-32;
inline constexpr double kHalfPiRest = 6.07710050650619224932e-11;  // pi/2 - kHalfPi1
inline constexpr double kTwoOverPi = 0.63661977236758134308;

/// A magnitude as it goes into the reduction, with kRound in its units of pi/2 and n = rint.
struct Quarters {
  double magnitude, n;
  std::uint64_t bits;  // n mod 4 in the last two bits

  /// For a magnitude of any size; from 2^40 on (and for infinity, NaN) that of 0.
  FALLLINE_INLINE explicit Quarters(double size) {
    magnitude = fromBits<double>(toBits(size) & lessMask(toBits(size), toBits(0x1p40)));
    const double rounded = magnitude * kTwoOverPi + kRound<double>;
    n = rounded - kRound<double>;
    bits = toBits(rounded);
  }
};

/// a - b as rounded; the rounding error is added to `error` (Knuth's TwoSum).
FALLLINE_INLINE double subtract(double a, double b, double& error) {
  const double difference = a - b;
  const double kept = difference + b;
  error += (a - kept) - (b - (kept - difference));
  return difference;
}

/// sin(n pi/2 + r): sin r or cos r by the last bit of n, the sign by the one before.
FALLLINE_INLINE double sineOf(std::uint64_t n, double sinR, double cosR) {
  const double value = select(std::uint64_t{0} - (n & 1), cosR, sinR);
  return fromBits<double>(toBits(value) ^ ((n & 2) << 62));
}

/// sin(|x| + shift pi/2).
FALLLINE_INLINE double sineShifted(double x, std::uint64_t shift) {
  const Quarters q(magnitude(x));
  double low = x - x;                          // 0, or NaN for an infinite x
  double high = q.magnitude - q.n * kHalfPi1;  // exact
  high = subtract(high, q.n * kHalfPi2, low);
  high = subtract(high, q.n * kHalfPi3, low);
  low -= q.n * kHalfPi4;
  const double r = high + low;
  low += high - r;

  // sin r = r + r^3 S(z), relative error 2^-58.0; cos r = 1 - z/2 + z^2 C(z), 2^-64.2.
  const double z = r * r;
  const double half = 0.5 * z;
  const double s =
      polynomial(z, -0.16666666666666632, 0.0083333333333223698, -0.00019841269829771319,
                 2.7557313678706445e-06, -2.5050755966653867e-08, 1.5896666767220108e-10);
  const double c =
      polynomial(z, 0.041666666666666602, -0.0013888888888874064, 2.4801587289443505e-05,
                 -2.7557314340650841e-07, 2.0875721620865112e-09, -1.1359559114785659e-11);
  const double one = 1.0 - half;
  const double sinR = r + (r * z * s + low * one);
  const double cosR = one + (((1.0 - one) - half) + (z * z * c - r * low));
  return sineOf(q.bits + shift, sinR, cosR);
}

/// The same for float: two parts of pi/2 and short polynomials in double leave an error that the
/// rounding to float hides.
FALLLINE_INLINE float sineShifted(float x, std::uint64_t shift) {
  const double wide = magnitude(x);
  const Quarters q(wide);
  const double r = ((q.magnitude - q.n * kHalfPi1) - q.n * kHalfPiRest) + (wide - wide);
  const double z = r * r;
  const double s = polynomial(z, -0.16666666641528277, 0.0083333293741152011,
                              -0.00019839330976965995, 2.7182742215148502e-06);
  const double c =
      polynomial(z, 0.041666646806468408, -0.0013887364472050712, 2.4438090319391955e-05);
  return static_cast<float>(sineOf(q.bits + shift, r + r * z * s, (1.0 - 0.5 * z) + z * z * c));
}

}  // namespace detail

/// sin x, error 0.8 ulp, exactly odd; NaN for infinite x.
template <Real S>
FALLLINE_INLINE S sin(S x) {
  return detail::withSign(detail::sineShifted(x, 0), x);
}

/// cos x, error 0.8 ulp, exactly even; NaN for infinite x.
template <Real S>
FALLLINE_INLINE S cos(S x) {
  return detail::sineShifted(x, 1);
}

}  // namespace fallline::math
