// The hyperbolic tangent. Training small networks spends more time here than anywhere else, so it
// has the shortest form that keeps within 2 ulp, not the shared argument reduction.
#pragma once

#include "fallline/math/bits.h"

namespace fallline::math {
namespace detail {

template <Real S>
struct HyperbolicTangent;

template <>
struct HyperbolicTangent<float> {
  static constexpr float kTwoLog2e = 2.88539008f;
  static constexpr float kOneAbove = 32.0f;  // in units of ln(2)/2
  static constexpr float kHalfAt = 0.5494f;  // tanh = 1/2 at 0.54931

  /// 2^f for |f| <= 1/2, relative error 2^-28.9.
  FALLLINE_INLINE static float exp2(float f) {
    return polynomial(f, 1.0f, 0.693147182f, 0.240226462f, 0.0555032827f, 0.00961849093f,
                      0.00134000648f, 0.000153456771f);
  }
  /// (tanh(x)/x - 1)/z for z = x^2 <= 0.3025; error of tanh(x)/x 2^-24.7.
  FALLLINE_INLINE static float t(float z) {
    return polynomial(z, -0.333329558f, 0.133209303f, -0.0526833534f, 0.0164572075f);
  }
};

template <>
struct HyperbolicTangent<double> {
  static constexpr double kTwoLog2e = 2.8853900817779268;
  static constexpr double kOneAbove = 64.0;
  static constexpr double kHalfAt = 0.5494;

  /// The same, 2^-58.1.
  FALLLINE_INLINE static double exp2(double f) {
    return polynomial(f, 1.0, 0.69314718055994529, 0.24022650695910158, 0.055504108664819904,
                      0.0096181291075880127, 0.0013333558146792757, 0.00015403530462930817,
                      1.5252733488142183e-05, 1.3215432874234184e-06, 1.0178198458760591e-07,
                      7.0741440945719653e-09, 4.4352633081114908e-10);
  }
  /// The same, 2^-55.5.
  FALLLINE_INLINE static double t(double z) {
    return polynomial(z, -0.33333333333332349, 0.13333333333173256, -0.053968253878137182,
                      0.021869486020447228, -0.0088631950766991097, 0.0035917240350995245,
                      -0.0014532369948153196, 0.00057919389990333846, -0.0002103907303693087,
                      5.1079683344034871e-05);
  }
};

}  // namespace detail

/// tanh x = 1 - 2 / (e^2|x| + 1) from tanh x = 1/2 on, x + x^3 T(x^2) below, with the sign of x:
/// error 1.7 ulp, exactly odd, exactly 1 where the rounded value is. The quotient is at most 1/2,
/// which halves its error, so that here 2^(2|x| / ln 2) is near enough to e^2|x|.
template <Real S>
FALLLINE_INLINE S tanh(S x) {
  using namespace detail;
  using T = HyperbolicTangent<S>;
  const S a = magnitude(x);
  const S y = atMost(a * T::kTwoLog2e, T::kOneAbove);
  const S rounded = y + kRound<S>;
  const S power = T::exp2(y - (rounded - kRound<S>)) * powerOfTwo<S>(toBits(rounded));
  const S large = S(1) - S(2) / (power + S(1));
  const S z = a * a;
  const S small = a + a * z * T::t(z);
  return withSign(selectIfLess(a, T::kHalfAt, small, large), x);
}

}  // namespace fallline::math
