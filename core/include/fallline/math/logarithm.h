// log, log1p, softplus.
//
// x = 2^k m with sqrt(1/2) <= m < sqrt(2). With f = m - 1 and s = f / (2 + f),
//     log m = log((1 + s) / (1 - s)) = f - f^2/2 + s (f^2/2 + R),   R = s^2 L(s^2),
// the arrangement of fdlibm (Sun Microsystems, 1993): f and f^2/2 carry most of the value and
// are exact or nearly so. L is an own minimax polynomial.
#pragma once

#include "fallline/math/exponential.h"

namespace fallline::math {
namespace detail {

template <Real S>
struct Logarithm;

template <>
struct Logarithm<float> {
  static constexpr float kSqrtHalf = 0.707106769f;
  static constexpr float kSubnormalScale = 0x1p25f;
  static constexpr float kSubnormalExponent = 25.0f;

  /// L(z) for |s| <= 0.1716 (z = s^2); error of log at most 2^-30.
  FALLLINE_INLINE static float l(float z) {
    return polynomial(z, 0.666667759f, 0.399774432f, 0.298746169f);
  }
  /// L(z) for 0 <= s <= 1/3; error of log1p at most 2^-33.
  FALLLINE_INLINE static float lWide(float z) {
    return polynomial(z, 0.666666746f, 0.399988741f, 0.286170065f, 0.214261919f, 0.243069217f);
  }
};

template <>
struct Logarithm<double> {
  static constexpr double kSqrtHalf = 0.70710678118654757;
  static constexpr double kSubnormalScale = 0x1p54;
  static constexpr double kSubnormalExponent = 54.0;

  /// The same, 2^-59.4.
  FALLLINE_INLINE static double l(double z) {
    return polynomial(z, 0.66666666666667351, 0.3999999999940701, 0.28571428744258537,
                      0.22222198365472157, 0.1818357588820764, 0.15313736143487086,
                      0.14799273090758536);
  }
  /// The same, 2^-59.3.
  FALLLINE_INLINE static double lWide(double z) {
    return polynomial(z, 0.66666666666666297, 0.40000000000158459, 0.28571428547690164,
                      0.22222223980441766, 0.18181743530677622, 0.15386568649522067,
                      0.13300855038603895, 0.12107053416544974, 0.083357543465666817,
                      0.17026846371992166);
  }
};

/// x = 2^k m, for a normal positive x.
template <Real S>
struct Split {
  S k, m;
};

template <Real S>
FALLLINE_INLINE Split<S> splitExponent(S x) {
  constexpr int kMantissa = Format<S>::kMantissa;
  constexpr Bits<S> kRoot = toBits(Logarithm<S>::kSqrtHalf);
  constexpr Bits<S> kMantissaMask = (Bits<S>{1} << kMantissa) - 1;
  const Bits<S> shifted = toBits(x) + (kOneBits<S> - kRoot);
  // Exponent to floating point: the small integer k + bias becomes the last bits of 2^mantissa.
  constexpr S kUnit = S(Bits<S>{1} << kMantissa);
  const S k = fromBits<S>((shifted >> kMantissa) | toBits(kUnit)) - (kUnit + S(Format<S>::kBias));
  return {k, fromBits<S>((shifted & kMantissaMask) + kRoot)};
}

/// k ln 2 + log(1 + f) + correction.
template <Real S>
FALLLINE_INLINE S logSum(S k, S f, S correction) {
  using E = Exponential<S>;
  const S s = f / (S(2) + f);
  const S z = s * s;
  const S r = z * Logarithm<S>::l(z);
  const S half = S(0.5) * f * f;
  return k * E::kLn2High - ((half - (s * (half + r) + (k * E::kLn2Low + correction))) - f);
}

/// log(1 + e) for e in [0, 1]: no exponent to take out.
template <Real S>
FALLLINE_INLINE S log1pOfUnit(S e) {
  const S s = e / (S(2) + e);
  const S z = s * s;
  const S half = S(0.5) * e * e;
  return e - (half - s * (half + z * Logarithm<S>::lWide(z)));
}

/// `finite` for a finite positive x; elsewhere what log x is: -infinity at 0, infinity at infinity,
/// NaN for a negative number or NaN.
template <Real S>
FALLLINE_INLINE S logOrEdge(S x, S finite) {
  constexpr Bits<S> kInfinityBits = toBits(kInfinity<S>);
  const Bits<S> bits = toBits(x);
  const Bits<S> size = bits & ~kSignBit<S>;
  const Bits<S> negative = topBitMask(bits);
  const Bits<S> zero = topBitMask<Bits<S>>(size - 1);
  const Bits<S> notFinite = lessMask<Bits<S>>(kInfinityBits - 1, size);
  const S edge = fromBits<S>(size | (negative & toBits(kNan<S>)));
  return select(zero, -kInfinity<S>, select(negative | notFinite, edge, finite));
}

}  // namespace detail

/// Natural logarithm, error 0.9 ulp. log 0 = -infinity, of a negative number NaN.
template <Real S>
FALLLINE_INLINE S log(S x) {
  using namespace detail;
  using L = Logarithm<S>;
  const Bits<S> subnormal = lessMask(toBits(x), toBits(std::numeric_limits<S>::min()));
  const Split<S> split = splitExponent(select(subnormal, x * L::kSubnormalScale, x));
  const S k = split.k - select(subnormal, L::kSubnormalExponent, S(0));
  return logOrEdge(x, logSum(k, split.m - S(1), S(0)));
}

/// log(1 + x), error 0.9 ulp, for small x, too: with u = 1 + x as rounded, log u plus (1 + x - u) /
/// u.
template <Real S>
FALLLINE_INLINE S log1p(S x) {
  using namespace detail;
  const S u = S(1) + x;
  const Split<S> split = splitExponent(u);
  // What rounding took from 1 + x; the larger of the two is taken away first.
  const Bits<S> large = topBitMask(toBits(S(1.5) - split.k));
  const S lost = select(large, S(1) - (u - x), x - (u - S(1)));
  const S sum = logSum(split.k, split.m - S(1), lost / u);
  return logOrEdge(u, fromBits<S>((toBits(sum) & ~kSignBit<S>) | (toBits(x) & kSignBit<S>)));
}

/// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), without a cut-over: error 1.9 ulp.
template <Real S>
FALLLINE_INLINE S softplus(S x) {
  using namespace detail;
  const S e = expBounded(atLeast(-magnitude(x), Exponential<S>::kZeroBelow));
  return atLeast(x, S(0)) + log1pOfUnit(e);
}

}  // namespace fallline::math
