// Powers: powi for integer exponents, pow for real ones.
#pragma once

#include "fallline/math/exponential.h"
#include "fallline/math/logarithm.h"

namespace fallline::math {
namespace detail {

// A double holds log x to 53 bits, but x^y = e^(y log x) needs y log x, up to 745, to 2^-54:
// ten bits more. So log x is a sum of two doubles here, and products are exact by Veltkamp's
// split and Dekker's product (1971).

using Pair = Sum<double>;

/// a b exactly, for factors whose product neither overflows nor falls below 2^-969.
FALLLINE_INLINE Pair exactProduct(double a, double b) {
  constexpr double kSplit = 0x1p27 + 1;
  const double aBig = kSplit * a;
  const double a1 = aBig - (aBig - a);
  const double a2 = a - a1;
  const double bBig = kSplit * b;
  const double b1 = bBig - (bBig - b);
  const double b2 = b - b1;
  const double p = a * b;
  return {p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2};
}

FALLLINE_INLINE Pair product(Pair a, Pair b) {
  const Pair p = exactProduct(a.high, b.high);
  return exactSum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/// log x for a finite positive x, relative error 2^-64: log m = s (2 + z (2/3 + z (2/5 + ...)))
/// with s = f / (2 + f), z = s^2 as in log; all but the terms from z^2 on in pairs.
FALLLINE_INLINE Pair logPair(double x) {
  using L = Logarithm<double>;
  using E = Exponential<double>;
  const Bits<double> subnormal = lessMask(toBits(x), toBits(std::numeric_limits<double>::min()));
  const Split<double> split = splitExponent(select(subnormal, x * L::kSubnormalScale, x));
  const double k = split.k - select(subnormal, L::kSubnormalExponent, 0.0);
  const double f = split.m - 1.0;

  const Pair divisor = exactSum(2.0, f);
  const double quotient = f / divisor.high;
  const Pair back = exactProduct(quotient, divisor.high);
  const double rest = ((f - back.high) - back.low) - quotient * divisor.low;
  const Pair s{quotient, rest / divisor.high};
  const Pair z = product(s, s);

  // z (2/5 + z (2/7 + ...)), a minimax polynomial for z <= 0.0295: error of log m 2^-73.5.
  const double tail =
      z.high * polynomial(z.high, 0.3999999999999998, 0.28571428571445151, 0.22222222217526813,
                          0.1818181887150192, 0.15384556789838025, 0.13336320546853603,
                          0.11674754912025445, 0.11989543631751522);
  constexpr double kTwoThirds = 0.66666666666666663;
  constexpr double kTwoThirdsLow = 3.7007434154171886e-17;
  Pair inner = exactSum(kTwoThirds, tail);
  inner.low += kTwoThirdsLow;
  const Pair cubic = product(z, inner);
  Pair factor = exactSum(2.0, cubic.high);
  factor.low += cubic.low;
  const Pair logM = product(s, factor);

  const Pair sum = exactSum(k * E::kLn2High, logM.high);
  return exactSum(sum.high, sum.low + (logM.low + k * E::kLn2Low));
}

/// x^y for finite x > 0.
FALLLINE_INLINE double powPositive(double x, double y) {
  using E = Exponential<double>;
  // Beyond 2^100 every x but 1 has overflowed or vanished; without the bound, the split would.
  const double bounded = atLeast(atMost(y, 0x1p100), -0x1p100);
  const Pair logX = logPair(x);
  const Pair p = exactProduct(bounded, logX.high);
  const double low = p.low + bounded * logX.low;
  const double high = atLeast(atMost(p.high, E::kInfinityAbove), E::kZeroBelow);
  const Reduced<double> a = reduceByLn2(high);
  const Pair r = exactSum(a.r, a.low + selectIf(high == p.high, low, 0.0));
  return scaleByPowerOfTwo(1.0 + expm1Reduced(Reduced<double>{a.k, r.high, r.low}), a.k);
}

/// The same for float: double has the bits to spare.
FALLLINE_INLINE float powPositive(float x, float y) {
  const double bounded = atLeast(atMost(y, 0x1p100f), -0x1p100f);
  return static_cast<float>(exp(bounded * log(static_cast<double>(x))));
}

}  // namespace detail

/// x^n by repeated squaring: exact as long as the products are, else the error grows to about
/// |n|/2 ulp. x^0 = 1; a negative n gives 1 / x^|n|.
template <Real S>
constexpr S powi(S x, int n) {
  unsigned rest = n < 0 ? 0u - static_cast<unsigned>(n) : static_cast<unsigned>(n);
  S result = S(1);
  for (S square = x; rest != 0; square *= square) {
    if (rest & 1u) result *= square;
    rest >>= 1;
  }
  return n < 0 ? S(1) / result : result;
}

/// x^y for x >= 0, as e^(y log x), error 0.9 ulp; NaN for x < 0 (use powi) and for a NaN in x or y.
/// x^0 = 1 for every x, 1^y = 1 for every y, 0 and infinity as IEEE 754 has them.
template <Real S>
inline S pow(S x, S y) {
  using namespace detail;
  const S finite = powPositive(x, y);
  const S large = selectIf(y > S(0), kInfinity<S>, S(0));  // infinity^y
  const S zero = selectIf(y > S(0), S(0), kInfinity<S>);   // 0^y
  const S end = selectIf(x == S(0), zero, large);
  const S positive = selectIf((x > S(0)) & (x < kInfinity<S>), finite, end);
  const S number = selectIf(y == S(0), S(1), selectIf(x >= S(0), positive, kNan<S>));
  return selectIf((x == x) & (y == y), number, kNan<S>);
}

}  // namespace fallline::math
