// The elementary functions against the C library in long double (64 bits of significand on x86:
// its own error is below 1/1000 ulp of a double), at their edges, and against golden hashes that
// g++, clang and WebAssembly must share.
#include "fallline/math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <climits>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "fallline/rng.h"

namespace fallline {
namespace {

static_assert(std::numeric_limits<long double>::digits >= 64);

template <class S>
using Bits = math::detail::Bits<S>;
template <class S>
constexpr S kInf = std::numeric_limits<S>::infinity();
template <class S>
constexpr S kNan = std::numeric_limits<S>::quiet_NaN();
template <class S>
constexpr bool kFloat = std::is_same_v<S, float>;

/// Error in units in the last place of the exact value (of the smallest subnormal below the normal
/// numbers). An infinity counts as the power of two that it stands for.
template <class S>
double ulps(S got, long double want) {
  if (std::isnan(want) || std::isnan(got)) {
    return std::isnan(want) && std::isnan(got) ? 0.0 : 1e9;
  }
  using Limits = std::numeric_limits<S>;
  const long double top = std::ldexp(1.0L, Limits::max_exponent);
  const auto finite = [&](long double v) { return std::clamp(v, -top, top); };
  int exponent = Limits::min_exponent;
  if (want != 0) std::frexp(std::min(std::fabs(want), top / 2), &exponent);
  exponent = std::max(exponent, Limits::min_exponent) - Limits::digits;
  const long double error = finite(static_cast<long double>(got)) - finite(want);
  return static_cast<double>(std::fabs(std::ldexp(error, -exponent)));
}

/// An integer for each number, in the order of the numbers: equal steps are equal ratios.
template <class S>
std::int64_t rank(S x) {
  const auto size = static_cast<std::int64_t>(std::bit_cast<Bits<S>>(std::fabs(x)));
  return std::signbit(x) ? -size : size;
}
template <class S>
S ofRank(std::int64_t rank) {
  const S size = std::bit_cast<S>(static_cast<Bits<S>>(rank < 0 ? -rank : rank));
  return rank < 0 ? -size : size;
}

/// Numbers in [low, high]: half of them equally likely by value, half by bit pattern (so that
/// small numbers and subnormals have their share), and the ends with their neighbours.
template <class S>
std::vector<S> samples(S low, S high, std::uint64_t seed, int count) {
  Random random(seed);
  std::vector<S> result{low, high, std::nextafter(low, high), std::nextafter(high, low)};
  const std::int64_t first = rank(low);
  const auto ranks = static_cast<std::uint64_t>(rank(high)) - static_cast<std::uint64_t>(first);
  for (int i = 0; i < count; ++i) {
    result.push_back(static_cast<S>(random.uniform(low, high)));
    const std::uint64_t step = random.below(ranks);
    result.push_back(
        ofRank<S>(static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + step)));
  }
  return result;
}

/// One function: what is tested, the reference, where, how well.
struct Function {
  std::string name;
  float (*inFloat)(float);
  double (*inDouble)(double);
  long double (*reference)(long double);
  double lowFloat, highFloat, lowDouble, highDouble;
  double bound;                             // ulp, as the function's comment promises
  std::uint64_t goldenFloat, goldenDouble;  // see Golden

  template <class S>
  S operator()(S x) const {
    if constexpr (kFloat<S>) {
      return inFloat(x);
    } else {
      return inDouble(x);
    }
  }
  template <class S>
  S low() const {
    return static_cast<S>(kFloat<S> ? lowFloat : lowDouble);
  }
  template <class S>
  S high() const {
    return static_cast<S>(kFloat<S> ? highFloat : highDouble);
  }
};

#define FALLLINE_BOTH(name) \
  #name, [](float x) { return math::name(x); }, [](double x) { return math::name(x); }

long double referenceSigmoid(long double x) { return 1 / (1 + std::exp(-x)); }
long double referenceSoftplus(long double x) {
  return std::max(x, 0.0L) + std::log1p(std::exp(-std::fabs(x)));
}

constexpr double kMaxFloat = std::numeric_limits<float>::max();
constexpr double kMaxDouble = std::numeric_limits<double>::max();

// The ranges reach beyond underflow and overflow where there is any; sin and cos: as promised.
const std::vector<Function>& functions() {
  using L = long double;
  static const std::vector<Function> list{
      {FALLLINE_BOTH(exp), [](L x) { return std::exp(x); }, -110, 90, -760, 712, 0.9,
       0x687b96a47eec8c63u, 0xe83f770d413800d1u},
      {FALLLINE_BOTH(expm1), [](L x) { return std::expm1(x); }, -110, 90, -760, 712, 1.5,
       0x670475ce24a69f6bu, 0x01ddfb1fd17c38b5u},
      {FALLLINE_BOTH(log), [](L x) { return std::log(x); }, 0, kMaxFloat, 0, kMaxDouble, 0.9,
       0xe763a579ef34ca01u, 0x61b405e05a7b2fa5u},
      {FALLLINE_BOTH(log1p), [](L x) { return std::log1p(x); }, -1, kMaxFloat, -1, kMaxDouble, 0.9,
       0x33f59178be6da933u, 0xfc01372cdf1b628cu},
      {FALLLINE_BOTH(tanh), [](L x) { return std::tanh(x); }, -11, 11, -21, 21, 1.7,
       0xd8acf61a58a60446u, 0xd05e641e0773602du},
      {FALLLINE_BOTH(sigmoid), referenceSigmoid, -110, 110, -760, 760, 1.4, 0x136cea8bfbcfe4d2u,
       0x98a490f246bb1b48u},
      {FALLLINE_BOTH(softplus), referenceSoftplus, -110, 110, -760, 760, 1.9, 0x97dba72a3e77dbf8u,
       0x72ab23bccfe2e04eu},
      {FALLLINE_BOTH(erf), [](L x) { return std::erf(x); }, -5, 5, -7, 7, 1.5, 0x9bc6ddd2a92460beu,
       0xacbe590530681de5u},
      {FALLLINE_BOTH(sin), [](L x) { return std::sin(x); }, -1e5, 1e5, -1e5, 1e5, 0.8,
       0xa11ca1b836612e67u, 0x429e94d6674c1312u},
      {FALLLINE_BOTH(cos), [](L x) { return std::cos(x); }, -1e5, 1e5, -1e5, 1e5, 0.8,
       0x6af35347032d055cu, 0xe854d0bd2f5e3eaeu},
  };
  return list;
}

template <class S>
class Math : public ::testing::Test {};
using Scalars = ::testing::Types<float, double>;
TYPED_TEST_SUITE(Math, Scalars);

template <class S>
void expectAccurate(const Function& f, const std::vector<S>& inputs) {
  double worst = 0;
  S at = 0;
  for (const S x : inputs) {
    const double error = ulps(f(x), f.reference(static_cast<long double>(x)));
    if (!(error <= worst)) worst = error, at = x;
  }
  EXPECT_LE(worst, f.bound) << f.name << " at " << std::hexfloat << at << ": " << f(at);
}

TYPED_TEST(Math, IsAccurateOverTheWholeRange) {
  using S = TypeParam;
  for (const Function& f : functions()) {
    expectAccurate<S>(f, samples<S>(f.low<S>(), f.high<S>(), 1, 50000));
    // Where networks live; the logarithms' own range below 0 ends at -1.
    expectAccurate<S>(f, samples<S>(std::max(f.low<S>(), S(-4)), S(4), 2, 50000));
  }
}

TYPED_TEST(Math, SinAndCosKeepTheirDigitsNextToMultiplesOfHalfPi) {
  using S = TypeParam;
  // The nearest numbers to k pi/2 leave a remainder of down to 1e-16 and less: all digits of
  // the result come from digits of pi far behind those of x.
  std::vector<S> inputs;
  for (int k = 1; k < 63661; k += 7) {  // up to 10^5
    inputs.push_back(static_cast<S>(k * 1.57079632679489661923132169163975144L));
  }
  for (const Function& f : functions()) {
    if (f.name == "sin" || f.name == "cos") expectAccurate<S>(f, inputs);
  }
}

TYPED_TEST(Math, SinAndCosStayBoundedForAnyNumber) {
  using S = TypeParam;
  const S limit = std::numeric_limits<S>::max();
  for (const S x : samples<S>(S(0), limit, 3, 20000)) {
    // A sine or cosine may round up to 1, but not further.
    EXPECT_LE(std::fabs(math::sin(x)), S(1)) << x;
    EXPECT_LE(std::fabs(math::cos(x)), S(1)) << x;
  }
}

TYPED_TEST(Math, PropagatesNan) {
  for (const Function& f : functions()) EXPECT_TRUE(std::isnan(f(kNan<TypeParam>))) << f.name;
}

TYPED_TEST(Math, KnowsItsValuesAtInfinity) {
  using S = TypeParam;
  constexpr S inf = kInf<S>;
  EXPECT_EQ(math::exp(inf), inf);
  EXPECT_EQ(math::exp(-inf), S(0));
  EXPECT_EQ(math::expm1(inf), inf);
  EXPECT_EQ(math::expm1(-inf), S(-1));
  EXPECT_EQ(math::log(inf), inf);
  EXPECT_EQ(math::log1p(inf), inf);
  EXPECT_EQ(math::tanh(inf), S(1));
  EXPECT_EQ(math::tanh(-inf), S(-1));
  EXPECT_EQ(math::sigmoid(inf), S(1));
  EXPECT_EQ(math::sigmoid(-inf), S(0));
  EXPECT_EQ(math::softplus(inf), inf);
  EXPECT_EQ(math::softplus(-inf), S(0));
  EXPECT_EQ(math::erf(inf), S(1));
  EXPECT_EQ(math::erf(-inf), S(-1));
  for (const S x : {inf, -inf}) {
    EXPECT_TRUE(std::isnan(math::sin(x)));
    EXPECT_TRUE(std::isnan(math::cos(x)));
  }
}

TYPED_TEST(Math, LogarithmsEndWhereTheyMust) {
  using S = TypeParam;
  const S tiny = std::numeric_limits<S>::denorm_min();
  for (const S zero : {S(0), -S(0)}) EXPECT_EQ(math::log(zero), -kInf<S>);
  for (const S x : {-tiny, S(-1), -kInf<S>}) EXPECT_TRUE(std::isnan(math::log(x))) << x;
  EXPECT_EQ(math::log1p(S(-1)), -kInf<S>);
  for (const S x : {std::nextafter(S(-1), S(-2)), S(-3), -kInf<S>}) {
    EXPECT_TRUE(std::isnan(math::log1p(x))) << x;
  }
  EXPECT_EQ(math::log(S(1)), S(0));
}

TYPED_TEST(Math, ExpOverflowsAndUnderflowsWhereItMust) {
  using S = TypeParam;
  // log max = 88.72284 (float), 709.78271 (double); log of half the smallest subnormal =
  // -103.97208, -745.13322. The tests of accuracy look closer; here the kind of result counts.
  EXPECT_TRUE(std::isfinite(math::exp(S(kFloat<S> ? 88.7228 : 709.7827))));
  EXPECT_EQ(math::exp(S(kFloat<S> ? 88.7229 : 709.7828)), kInf<S>);
  EXPECT_EQ(math::exp(S(kFloat<S> ? -103.97 : -745.13)), std::numeric_limits<S>::denorm_min());
  EXPECT_EQ(math::exp(S(kFloat<S> ? -103.98 : -745.14)), S(0));
  EXPECT_EQ(math::exp(S(0)), S(1));
}

TYPED_TEST(Math, OddFunctionsAreExactlyOddAndKeepTheSignOfZero) {
  using S = TypeParam;
  for (const Function& f : functions()) {
    if (f.name != "tanh" && f.name != "erf" && f.name != "sin") continue;
    for (const S x : samples<S>(S(0), f.high<S>(), 4, 2000)) EXPECT_EQ(f(-x), -f(x)) << f.name;
  }
  for (const Function& f : functions()) {
    const S tiny = std::numeric_limits<S>::denorm_min();
    if (f(S(0)) != S(0)) continue;  // expm1, log1p, tanh, erf, sin behave as x or 1.13 x at 0
    for (const S x : {S(0), -S(0), tiny, -tiny}) {
      EXPECT_EQ(std::bit_cast<Bits<S>>(f(x)), std::bit_cast<Bits<S>>(x)) << f.name << " " << x;
    }
  }
}

TYPED_TEST(Math, SaturatesExactlyAndNeverExceedsOne) {
  using S = TypeParam;
  // From these on the correctly rounded value is 1: (log 2 + 25 log 2)/2 and so on.
  EXPECT_EQ(math::tanh(S(kFloat<S> ? 9.02 : 19.07)), S(1));
  EXPECT_LT(math::tanh(S(kFloat<S> ? 8.5 : 18.5)), S(1));
  EXPECT_EQ(math::erf(S(kFloat<S> ? 3.93 : 5.93)), S(1));
  EXPECT_EQ(math::sigmoid(S(kFloat<S> ? 18 : 38)), S(1));
  for (const Function& f : functions()) {
    if (f.name != "tanh" && f.name != "erf" && f.name != "sigmoid") continue;
    for (const S x : samples<S>(f.low<S>(), f.high<S>(), 5, 20000)) {
      EXPECT_LE(std::fabs(f(x)), S(1)) << f.name << " " << x;
    }
  }
}

TYPED_TEST(Math, IncreasesWithItsArgument) {
  using S = TypeParam;
  // A step of 2^-8 changes each of these by at least 2^-8 (1 - tanh^2 5) = 7e-7, 12 ulp of a
  // float below 1, or by 2^-8 relatively: more than two errors of 2 ulp. All switches of formula
  // (tanh at 0.549, erf at 1, the reductions' steps) lie within.
  for (const Function& f : functions()) {
    if (f.name == "sin" || f.name == "cos") continue;
    const S low = f.name == "log"     ? S(0)
                  : f.name == "log1p" ? S(-1)
                  : f.name == "erf"   ? S(-2)
                                      : S(-5);
    const S high = f.name == "erf" ? S(2) : S(5);
    for (S x = low; x < high; x += S(0x1p-8)) EXPECT_LT(f(x), f(x + S(0x1p-8))) << f.name << x;
  }
}

TYPED_TEST(Math, LoopsGiveTheBitsOfSingleCalls) {
  using S = TypeParam;
  // Lengths from 0 on: SIMD bodies and scalar tails of all kinds.
  const std::vector<S> inputs = samples<S>(S(-30), S(30), 6, 40);
  for (std::size_t length = 0; length < 23; ++length) {
    std::vector<S> e(length), t(length), s(length), l(length);
    for (std::size_t i = 0; i < length; ++i) e[i] = math::exp(inputs[i]);
    for (std::size_t i = 0; i < length; ++i) t[i] = math::tanh(inputs[i]);
    for (std::size_t i = 0; i < length; ++i) s[i] = math::sigmoid(inputs[i]);
    for (std::size_t i = 0; i < length; ++i) l[i] = math::softplus(inputs[i]);
    for (std::size_t i = 0; i < length; ++i) {
      volatile S x = inputs[i];  // one at a time
      EXPECT_EQ(e[i], math::exp(S(x)));
      EXPECT_EQ(t[i], math::tanh(S(x)));
      EXPECT_EQ(s[i], math::sigmoid(S(x)));
      EXPECT_EQ(l[i], math::softplus(S(x)));
    }
  }
}

TYPED_TEST(Math, PowIsAccurate) {
  using S = TypeParam;
  Random random(7);
  double worst = 0;
  for (int i = 0; i < 40000; ++i) {
    const S x = static_cast<S>(math::exp(random.uniform(-60, 60)));
    // y log x anywhere from underflow to overflow
    const S y =
        static_cast<S>(random.uniform(-1, 1) * (kFloat<S> ? 105 : 750) / math::log(double(x)));
    worst = std::max(worst, ulps(math::pow(x, y), std::pow<long double>(x, y)));
    const S near = static_cast<S>(1 + random.uniform(-1, 1) * 1e-4);
    const S large = static_cast<S>(random.uniform(-1, 1) * 1e6);
    worst = std::max(worst, ulps(math::pow(near, large), std::pow<long double>(near, large)));
  }
  EXPECT_LE(worst, 0.9);
}

TYPED_TEST(Math, PowKnowsItsEdges) {
  using S = TypeParam;
  constexpr S inf = kInf<S>;
  for (const S x : {S(0), S(0.3), S(1), S(7), inf}) EXPECT_EQ(math::pow(x, S(0)), S(1)) << x;
  for (const S y : {-inf, S(-2.5), S(2.5), inf}) {
    EXPECT_EQ(math::pow(S(1), y), S(1)) << y;
    EXPECT_EQ(math::pow(S(0), y), y > 0 ? S(0) : inf) << y;
    EXPECT_EQ(math::pow(inf, y), y > 0 ? inf : S(0)) << y;
    EXPECT_TRUE(std::isnan(math::pow(S(-2), y))) << y;
    EXPECT_TRUE(std::isnan(math::pow(kNan<S>, y))) << y;
  }
  for (const S x : {S(0.5), S(2)}) {
    EXPECT_EQ(math::pow(x, inf), x > 1 ? inf : S(0));
    EXPECT_EQ(math::pow(x, -inf), x > 1 ? S(0) : inf);
    EXPECT_TRUE(std::isnan(math::pow(x, kNan<S>)));
  }
  EXPECT_TRUE(std::isnan(math::pow(kNan<S>, S(0))));
  EXPECT_EQ(math::pow(std::numeric_limits<S>::denorm_min(), S(2)), S(0));
}

TYPED_TEST(Math, PowiMultiplies) {
  using S = TypeParam;
  EXPECT_EQ(math::powi(S(3), 5), S(243));
  EXPECT_EQ(math::powi(S(-2), 3), S(-8));
  EXPECT_EQ(math::powi(S(2), -3), S(0.125));
  EXPECT_EQ(math::powi(S(0), 0), S(1));
  EXPECT_EQ(math::powi(S(-1), INT_MIN), S(1));
  EXPECT_EQ(math::powi(S(2), INT_MIN), S(0));
  EXPECT_EQ(math::powi(S(0), -1), kInf<S>);
  EXPECT_TRUE(std::isnan(math::powi(kNan<S>, 1)));
  static_assert(math::powi(S(10), 3) == S(1000));
  Random random(8);
  for (int i = 0; i < 2000; ++i) {
    const S x = static_cast<S>(random.uniform(0.5, 2));
    const int n = static_cast<int>(random.below(20)) + 1;
    // Each of the fewer than n multiplications on the way adds at most half an ulp of its own,
    // one ulp where the significand of the result is smaller.
    EXPECT_LE(ulps(math::powi(x, n), std::pow<long double>(x, n)), n) << x << "^" << n;
  }
}

/// FNV-1a over the bits of f on 4096 points of an even grid and on all kinds of special numbers.
template <class S>
std::uint64_t golden(const Function& f) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto add = [&](S x) {
    const S y = f(x);
    // NaN's sign and payload are left open by WebAssembly.
    auto bits = static_cast<std::uint64_t>(std::bit_cast<Bits<S>>(std::isnan(y) ? kNan<S> : y));
    for (std::size_t byte = 0; byte < sizeof(S); ++byte, bits >>= 8) {
      hash = (hash ^ (bits & 0xff)) * 0x100000001b3u;
    }
  };
  for (int i = 0; i < 4096; ++i) add(S(i - 2048) * S(0x1p-8) + S(0x1p-20));  // within ±8
  Random random(9);
  for (int i = 0; i < 4096; ++i) {
    add(std::bit_cast<S>(static_cast<Bits<S>>(random.bits())));  // any bit pattern at all
  }
  return hash;
}

TYPED_TEST(Math, GoldenBitsAreTheSameForEveryCompiler) {
  for (const Function& f : functions()) {
    EXPECT_EQ(golden<TypeParam>(f), kFloat<TypeParam> ? f.goldenFloat : f.goldenDouble)
        << f.name << std::hex << " 0x" << golden<TypeParam>(f);
  }
}

TYPED_TEST(Math, GoldenBitsOfPowAreTheSameForEveryCompiler) {
  using S = TypeParam;
  const Function pow{"pow",
                     [](float x) { return math::pow(std::fabs(x), 1.7f); },
                     [](double x) { return math::pow(std::fabs(x), 1.7); },
                     nullptr,
                     0,
                     0,
                     0,
                     0,
                     0,
                     0,
                     0};
  EXPECT_EQ(golden<S>(pow), kFloat<S> ? 0xddc6bd3ebe32e672u : 0x22c26ab02b7f010au)
      << std::hex << " 0x" << golden<S>(pow);
}

}  // namespace
}  // namespace fallline
