// The random numbers: golden values, then their distributions.
//
// Statistical bounds are 5 standard deviations of the statistic under the right distribution. The
// seeds are fixed, so nothing here fails by chance; a wrong distribution misses by far more.
#include "fallline/rng.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace fallline {
namespace {

/// Pearson's statistic of equally likely bins; mean bins - 1, variance 2 (bins - 1).
template <class Counts>
double chiSquare(const Counts& counts) {
  double total = 0;
  for (const double count : counts) total += count;
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (const double count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}
double chiSquareBound(double bins) { return bins - 1 + 5 * std::sqrt(2 * (bins - 1)); }

TEST(Rng, GoldenValues) {
  // Bits, uniform and forks: from a second implementation, of the formulas in the header, in
  // Python integers, whose mix gives SplitMix64's published first output for the seed 1234567.
  Random random(7);
  EXPECT_EQ(random.bits(), 0xb382824d9bf81fb8u);
  EXPECT_EQ(random.bits(), 0x20fc99286cde9b63u);
  EXPECT_EQ(random.uniform(), 0x1.c3a7268ee1a4p-6);
  EXPECT_EQ(random.normal(), 0x1.dc3ee307872bap+0);
  EXPECT_EQ(random.below(1000), 439u);
  EXPECT_EQ(random.permutation(8), (std::vector<std::int32_t>{3, 0, 5, 6, 2, 7, 4, 1}));
  EXPECT_EQ(random.fork("init").bits(), 0xd676fcee7cca64ccu);
  EXPECT_EQ(random.fork(1).bits(), 0x2ac040f8127e8409u);
}

TEST(Rng, HashOfNamesIsFnv1a) {
  // Test vectors of the authors' page: "" and "foobar".
  EXPECT_EQ(fnv1a(""), 0xcbf29ce484222325u);
  EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8u);
}

TEST(Rng, AtIsBits) {
  Random random(3);
  const Random fixed = random;
  for (std::uint64_t i = 0; i < 100; ++i) {
    EXPECT_EQ(random.counter(), i);
    EXPECT_EQ(fixed.at(i), random.bits());
  }
  EXPECT_EQ(fixed.counter(), 0u);
}

TEST(Rng, SeekGoesToAnyPlace) {
  Random random(3);
  random.seek(41);
  EXPECT_EQ(random.counter(), 41u);
  EXPECT_EQ(random.bits(), random.at(41));
  EXPECT_EQ(random.counter(), 42u);
}

TEST(Rng, EachKindOfDrawTakesAKnownNumberOfDraws) {
  Random random(3);
  random.uniform();
  EXPECT_EQ(random.counter(), 1u);
  random.uniform(-1, 1);
  EXPECT_EQ(random.counter(), 2u);
  random.normal();
  EXPECT_EQ(random.counter(), 4u);
  random.below(2);  // a power of two refuses nothing
  EXPECT_EQ(random.counter(), 5u);
}

TEST(Rng, ForkDependsOnTheSeedAndThePurposeOnly) {
  Random random(11);
  const std::uint64_t first = random.fork("data").bits();
  for (int i = 0; i < 10; ++i) random.bits();
  EXPECT_EQ(random.counter(), 10u);  // forking did not advance it
  EXPECT_EQ(random.fork("data").bits(), first);
  EXPECT_EQ(random.fork(fnv1a("data")).bits(), first);
  EXPECT_NE(random.fork("init").bits(), first);
  EXPECT_NE(Random(12).fork("data").bits(), first);
  EXPECT_NE(random.fork("data").fork("data").bits(), first);
}

TEST(Rng, SeedsForksAndIndicesDifferInHalfTheirBits) {
  // Each pair of outputs differs in Binomial(64, 1/2) bits: mean 32, standard deviation 4.
  const int n = 4096;
  double seeds = 0, forks = 0, indices = 0, depths = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    const Random a(i), root(1);
    seeds += std::popcount(a.at(0) ^ Random(i + 1).at(0));
    forks += std::popcount(root.fork(i).at(0) ^ root.fork(i + 1).at(0));
    indices += std::popcount(root.at(i) ^ root.at(i + 1));
    depths += std::popcount(a.at(0) ^ a.fork(std::uint64_t{0}).at(0));
  }
  const double bound = 5 * 4 / std::sqrt(n);
  for (const double sum : {seeds, forks, indices, depths}) EXPECT_NEAR(sum / n, 32, bound);
}

TEST(Rng, StreamsAreUncorrelated) {
  // The correlation of n independent pairs has standard deviation 1/sqrt(n). Neighbouring seeds,
  // neighbouring forks, parent and child, and a stream with itself one or two draws later.
  const int n = 200000;
  const Random root(5);
  const auto correlation = [&](const Random& a, const Random& b, std::uint64_t lag) {
    double sum = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
      const double u = static_cast<double>(a.at(i) >> 11) * 0x1p-53 - 0.5;
      const double v = static_cast<double>(b.at(i + lag) >> 11) * 0x1p-53 - 0.5;
      sum += u * v;
    }
    return sum / n * 12;  // the variance of each is 1/12
  };
  const double bound = 5 / std::sqrt(n);
  EXPECT_NEAR(correlation(root, root, 0), 1, 0.01);  // the test can see a correlation
  EXPECT_NEAR(correlation(root, Random(6), 0), 0, bound);
  EXPECT_NEAR(correlation(root, root.fork("init"), 0), 0, bound);
  EXPECT_NEAR(correlation(root.fork(1), root.fork(2), 0), 0, bound);
  EXPECT_NEAR(correlation(root.fork("data"), Random(6).fork("data"), 0), 0, bound);
  EXPECT_NEAR(correlation(root.fork("data"), root.fork("split"), 1), 0, bound);
  EXPECT_NEAR(correlation(root, root, 1), 0, bound);
  EXPECT_NEAR(correlation(root, root, 2), 0, bound);
}

TEST(Rng, UniformHasTheMomentsOfUniform) {
  const int n = 1000000;
  Random random(1);
  double mean = 0, square = 0;
  std::array<double, 100> bins{};
  for (int i = 0; i < n; ++i) {
    const double u = random.uniform();
    ASSERT_TRUE(u >= 0 && u < 1);
    mean += u / n;
    square += (u - 0.5) * (u - 0.5) / n;
    ++bins[static_cast<std::size_t>(100 * u)];
  }
  // Var u = 1/12; Var (u - 1/2)^2 = 1/80 - 1/144 = 1/180.
  EXPECT_NEAR(mean, 0.5, 5 / std::sqrt(12.0 * n));
  EXPECT_NEAR(square, 1.0 / 12, 5 / std::sqrt(180.0 * n));
  EXPECT_LT(chiSquare(bins), chiSquareBound(100));
}

TEST(Rng, UniformKeepsItsHalfOpenInterval) {
  Random random(2);
  for (int i = 0; i < 10000; ++i) {
    const double x = random.uniform(-3, 5);
    EXPECT_TRUE(x >= -3 && x < 5);
    // Half of the unrounded values lie nearer to the upper end, which must not come out.
    EXPECT_EQ(random.uniform(1, 1 + 0x1p-52), 1);
    EXPECT_EQ(random.uniform(4, 4), 4);
  }
}

TEST(Rng, NormalHasTheMomentsOfNormal) {
  const int n = 1000000;
  Random random(1);
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0, beyond = 0, lag = 0, last = 0;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    m1 += x / n;
    m2 += x * x / n;
    m3 += x * x * x / n;
    m4 += x * x * x * x / n;
    beyond += std::fabs(x) > 3;
    lag += x * last / n;
    last = x;
  }
  // Var x = 1, Var x^2 = 2, Var x^3 = 15, Var x^4 = 105 - 9 = 96.
  EXPECT_NEAR(m1, 0, 5 * std::sqrt(1.0 / n));
  EXPECT_NEAR(m2, 1, 5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(m3, 0, 5 * std::sqrt(15.0 / n));
  EXPECT_NEAR(m4, 3, 5 * std::sqrt(96.0 / n));
  EXPECT_NEAR(lag, 0, 5 * std::sqrt(1.0 / n));
  const double tail = 0.0026997960632601866;  // P(|x| > 3) = 1 - erf(3/sqrt 2)
  EXPECT_NEAR(beyond, n * tail, 5 * std::sqrt(n * tail));
}

TEST(Rng, BelowIsUnbiased) {
  Random random(4);
  std::array<double, 10> bins{};
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t value = random.below(10);
    ASSERT_LT(value, 10u);
    ++bins[value];
  }
  EXPECT_LT(chiSquare(bins), chiSquareBound(10));
  // Among 3 * 2^62 values a bare remainder would give the lowest third half of all draws.
  const int n = 30000;
  double low = 0;
  for (int i = 0; i < n; ++i)
    low += random.below(std::uint64_t{3} << 62) < (std::uint64_t{1} << 62);
  EXPECT_NEAR(low / n, 1.0 / 3, 5 * std::sqrt(2.0 / 9 / n));
}

TEST(Rng, BelowKnowsItsEdges) {
  Random random(4);
  EXPECT_EQ(random.below(0), 0u);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(random.below(1), 0u);
  std::uint64_t all = 0;
  for (int i = 0; i < 100; ++i) all |= random.below(~std::uint64_t{0});
  EXPECT_GT(all, std::uint64_t{1} << 63);  // the highest bits come, too
}

TEST(Rng, PermutationHoldsEachNumberOnce) {
  Random random(6);
  for (const std::size_t n : std::vector<std::size_t>{0, 1, 2, 3, 100, 1000}) {
    std::vector<std::int32_t> sorted = random.permutation(n);
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::int32_t> expected(n);
    std::iota(expected.begin(), expected.end(), 0);
    EXPECT_EQ(sorted, expected);
  }
}

TEST(Rng, EveryPermutationIsEquallyLikely) {
  Random random(8);
  std::array<double, 24> bins{};
  for (int i = 0; i < 48000; ++i) {
    const std::vector<std::int32_t> p = random.permutation(4);
    // Lehmer code: how many later entries are smaller, in factorial base.
    std::size_t code = 0;
    for (std::size_t a = 0; a < 4; ++a) {
      std::size_t smaller = 0;
      for (std::size_t b = a + 1; b < 4; ++b) smaller += p[b] < p[a];
      code = code * (4 - a) + smaller;
    }
    ++bins[code];
  }
  EXPECT_LT(chiSquare(bins), chiSquareBound(24));
}

TEST(Rng, ShuffleMovesAnyElements) {
  Random random(9);
  Random same = random;
  std::vector<std::string> words{"a", "b", "c", "d", "e"};
  const std::vector<std::string> before = words;
  random.shuffle(words);
  const std::vector<std::int32_t> order = same.permutation(5);
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_EQ(words[i], before[static_cast<std::size_t>(order[i])]);
  EXPECT_EQ(random.counter(), same.counter());
}

}  // namespace
}  // namespace fallline
