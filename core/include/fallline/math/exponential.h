// exp, expm1, sigmoid: one argument reduction and one polynomial.
//
// x = k ln 2 + r with an integer k and |r| <= ln(2)/2, so that e^x = 2^k e^r. k ln 2 is taken away
// in two parts (Cody and Waite, "Software Manual for the Elementary Functions", 1980): the first
// part has so few bits that its product with k is exact. e^r = 1 + r + r^2 Q(r), with Q the
// minimax polynomial for the relative error of e^r - 1 (own coefficients, Remez' algorithm).
#pragma once

#include "fallline/math/bits.h"

namespace fallline::math {
namespace detail {

template <Real S>
struct Exponential;

template <>
struct Exponential<float> {
  static constexpr float kLog2e = 1.44269504f;
  static constexpr float kLn2High = 0.693145752f;  // 15 bits
  static constexpr float kLn2Low = 1.42860677e-6f;
  static constexpr float kZeroBelow = -105.0f;     // e^x < 2^-150: rounds to 0
  static constexpr float kInfinityAbove = 89.0f;   // e^x > 2^128
  static constexpr float kMinusOneBelow = -18.0f;  // expm1(x) rounds to -1

  /// Q(r); relative error of e^r - 1 at most 2^-31.9.
  FALLLINE_INLINE static float q(float r) {
    return polynomial(r, 0.5f, 0.166666672f, 0.041666355f, 0.00833327323f, 0.00139410503f,
                      0.000199142989f);
  }
};

template <>
struct Exponential<double> {
  static constexpr double kLog2e = 1.4426950408889634;
  static constexpr double kLn2High = 6.93147180369123816490e-01;  // 32 bits
  static constexpr double kLn2Low = 1.90821492927058770002e-10;
  static constexpr double kZeroBelow = -746.0;
  static constexpr double kInfinityAbove = 710.0;
  static constexpr double kMinusOneBelow = -38.0;

  /// Q(r); relative error of e^r - 1 at most 2^-61.7.
  FALLLINE_INLINE static double q(double r) {
    return polynomial(r, 0.5, 0.16666666666666677, 0.041666666666666699, 0.0083333333333215787,
                      0.0013888888888866744, 0.00019841269886266449, 2.4801587360757367e-05,
                      2.7557244061860046e-06, 2.7557242578494875e-07, 2.5109090403946266e-08,
                      2.0924501254804759e-09);
  }
};

/// x = k ln 2 + r + low: k stands in the low bits of `k`, r is rounded, `low` is what rounding
/// took from it. |x| must be below 2^(mantissa - 2).
template <Real S>
struct Reduced {
  Bits<S> k;
  S r, low;
};

template <Real S>
FALLLINE_INLINE Reduced<S> reduceByLn2(S x) {
  using E = Exponential<S>;
  const S rounded = x * E::kLog2e + kRound<S>;
  const S k = rounded - kRound<S>;
  const S high = x - k * E::kLn2High;  // exact
  const S down = k * E::kLn2Low;
  const S r = high - down;
  return {toBits(rounded), r, (high - r) - down};
}

/// 2^k in two factors, each a normal number, for k from -2 bias to 2 bias. Halving the bits of
/// kRound + k halves k (rounding down), as kRound itself has zeros enough below.
template <Real S>
struct Scale {
  Bits<S> first, second;  // exponents: first + second = k
  FALLLINE_INLINE explicit Scale(Bits<S> k) : first(k >> 1), second(k - first) {}
};

/// 2^k x, rounded once: the first product is exact, the second rounds only where the result is
/// subnormal or overflows.
template <Real S>
FALLLINE_INLINE S scaleByPowerOfTwo(S x, Bits<S> k) {
  const Scale<S> scale(k);
  return x * powerOfTwo<S>(scale.first) * powerOfTwo<S>(scale.second);
}

/// e^r - 1 - r of a reduced argument (with its low part).
template <Real S>
FALLLINE_INLINE S curvature(const Reduced<S>& a) {
  return a.low + a.r * a.r * Exponential<S>::q(a.r);
}

/// e^r - 1 of a reduced argument.
template <Real S>
FALLLINE_INLINE S expm1Reduced(const Reduced<S>& a) {
  return a.r + curvature(a);
}

/// e^x for x within the bounds of exp.
template <Real S>
FALLLINE_INLINE S expBounded(S x) {
  const Reduced<S> a = reduceByLn2(x);
  return scaleByPowerOfTwo(S(1) + expm1Reduced(a), a.k);
}

}  // namespace detail

/// e^x, error 0.9 ulp. Overflows to infinity; underflows gradually, to 0 below 2^-150 (float) or
/// 2^-1075 (double).
template <Real S>
FALLLINE_INLINE S exp(S x) {
  using E = detail::Exponential<S>;
  return detail::expBounded(detail::atLeast(detail::atMost(x, E::kInfinityAbove), E::kZeroBelow));
}

/// e^x - 1 as 2^k (e^r - 1) + (2^k - 1), accurate for small x, too: error 1.5 ulp.
template <Real S>
FALLLINE_INLINE S expm1(S x) {
  using namespace detail;
  using E = Exponential<S>;
  const Reduced<S> a = reduceByLn2(atLeast(atMost(x, E::kInfinityAbove), E::kMinusOneBelow));
  const Scale<S> scale(a.k);
  // (2^first (e^r - 1) + (2^first - 2^-second)) 2^second: no overflow before its time.
  const S first = powerOfTwo<S>(scale.first);
  const S sum = first * expm1Reduced(a) + (first - powerOfTwo<S>(Bits<S>{0} - scale.second));
  return withSign(magnitude(sum * powerOfTwo<S>(scale.second)), x);
}

/// 1 / (1 + e^-x), as e^x / (1 + e^x) for negative x: error 1.4 ulp from end to end, down to the
/// smallest subnormal. With e = e^-|x| (1 + c), c being what rounding took, the rounded quotient t
/// is corrected to first order; 1 / (1 + e) is t or 1 - t.
template <Real S>
FALLLINE_INLINE S sigmoid(S x) {
  using namespace detail;
  const Reduced<S> a = reduceByLn2(atLeast(-magnitude(x), Exponential<S>::kZeroBelow));
  const S w = expm1Reduced(a);
  const Sum<S> mantissa = exactSum(S(1), w);
  const S c = mantissa.low - mantissa.low * w;  // low / (1 + w), nearly
  const S e = scaleByPowerOfTwo(mantissa.high, a.k);
  const Sum<S> divisor = exactSum(S(1), e);
  const Bits<S> negative = topBitMask(toBits(x));
  const S t = select(negative, e, S(1)) / divisor.high;
  const S inverse = select(negative, S(1) - t, t);
  const S lack = select(negative, c, S(0)) - (divisor.low + e * c) * inverse;
  return t + t * lack;
}

}  // namespace fallline::math
