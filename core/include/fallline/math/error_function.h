// The error function.
#pragma once

#include "fallline/math/exponential.h"

namespace fallline::math {
namespace detail {

template <Real S>
struct ErrorFunction;

template <>
struct ErrorFunction<float> {
  static constexpr float kOneAbove = 3.95f;  // rounds to 1 from 3.919 on

  /// erf(x)/x - 1 as a polynomial of z = x^2, |x| <= 1; error 2^-29.6.
  FALLLINE_INLINE static float small(float z) {
    return polynomial(z, 0.128379166f, -0.37612626f, 0.112836003f, -0.0268544406f, 0.00518952636f,
                      -0.000802075199f, 7.88879188e-05f);
  }
  /// log(1 - erf x) for 1 <= x <= 3.95; relative error of erf 2^-35.4.
  FALLLINE_INLINE static float logTail(float x) {
    return polynomial(x, 0.000188466845f, -1.12958026f, -0.633216381f, -0.108422086f, 0.0252103321f,
                      -0.00420528138f, 0.000441471988f, -2.1697555e-05f);
  }
};

template <>
struct ErrorFunction<double> {
  static constexpr double kOneAbove = 5.95;  // rounds to 1 from 5.864 on

  /// The same, 2^-62.7.
  FALLLINE_INLINE static double small(double z) {
    return polynomial(z, 0.12837916709551259, -0.37612638903183748, 0.11283791670954885,
                      -0.026866170645077819, 0.0052239776248278686, -0.00085483269813920197,
                      0.00012055331131690357, -1.4925595740777365e-05, 1.6461007958607454e-06,
                      -1.6350390560171532e-07, 1.466028960232943e-08, -1.1374800657827092e-09,
                      5.9604166787047148e-11);
  }
  /// The same for 1 <= x <= 5.95; 2^-66.
  FALLLINE_INLINE static double logTail(double x) {
    return polynomial(x, 2.6854568288286869e-08, -1.128379509568828, -0.63661770696792697,
                      -0.10278044061638726, 0.019149447093903423, 0.00016693034214033655,
                      -0.001629879454598451, 0.00050699223361007492, 5.8610540003998443e-05,
                      -0.00013469027984254863, 7.7469852204490176e-05, -2.9788217706252142e-05,
                      8.7268181949887295e-06, -2.0242574392894969e-06, 3.7500612594058466e-07,
                      -5.5097246813234208e-08, 6.2942115845050323e-09, -5.3970375011294e-10,
                      3.269263780364407e-11, -1.2472462602458963e-12, 2.2528625735049413e-14);
  }
};

}  // namespace detail

/// erf x = 2/sqrt(pi) times the integral of e^-t^2 from 0 to x; odd, exactly 1 where the rounded
/// value is, error 1.5 ulp. x + x P(x^2) up to 1, 1 - e^T(x) above, with own minimax polynomials P
/// and T (T for the absolute error that is left after 1 - e^T: its weight falls as 1 - erf falls).
template <Real S>
FALLLINE_INLINE S erf(S x) {
  using namespace detail;
  using F = ErrorFunction<S>;
  const S a = atMost(magnitude(x), F::kOneAbove);
  const S small = a + a * F::small(a * a);
  const Reduced<S> tail = reduceByLn2(F::logTail(a));
  const S large = S(1) - (S(1) + expm1Reduced(tail)) * powerOfTwo<S>(tail.k);
  return withSign(selectIfLess(S(1), a, large, small), x);
}

}  // namespace fallline::math
