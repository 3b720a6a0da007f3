#include "fallline/decimal.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace fallline {
namespace {

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

/// glibc's strtod in the C locale is correctly rounded.
void expectAsStrtod(const std::string& text) {
  const double expected = std::strtod(text.c_str(), nullptr);
  const auto x = parseDecimal(text);
  if (expected == std::numeric_limits<double>::infinity() ||
      expected == -std::numeric_limits<double>::infinity()) {
    ASSERT_FALSE(x.has_value()) << text;
  } else {
    ASSERT_TRUE(x.has_value()) << text;
    ASSERT_EQ(bits(*x), bits(expected)) << text << " read as " << *x;
  }
}

TEST(Decimal, ReadsTheUsualForms) {
  EXPECT_EQ(parseDecimal("0"), 0.0);
  EXPECT_EQ(parseDecimal("42"), 42.0);
  EXPECT_EQ(parseDecimal("+1.5"), 1.5);
  EXPECT_EQ(parseDecimal("-.25"), -0.25);
  EXPECT_EQ(parseDecimal("3."), 3.0);
  EXPECT_EQ(parseDecimal("1e3"), 1000.0);
  EXPECT_EQ(parseDecimal("2.5E-1"), 0.25);
  EXPECT_EQ(parseDecimal("007"), 7.0);
  EXPECT_EQ(bits(*parseDecimal("-0")), bits(-0.0));
  EXPECT_EQ(parseDecimal("0.1"), 0.1);
}

TEST(Decimal, TakesACommaAsThePointWhenAsked) {
  EXPECT_EQ(parseDecimal("1,5", ','), 1.5);
  EXPECT_EQ(parseDecimal("1.5", ','), std::nullopt);
  EXPECT_EQ(parseDecimal("1,5"), std::nullopt);
}

TEST(Decimal, RefusesWhatIsNotANumber) {
  for (const char* text : {"",     "+",   "-",    ".",   "e5",  ".e5",      "1e",    "1e+",
                           "1e5x", "x",   "1 ",   " 1",  "1 2", "1.2.3",    "--1",   "0x10",
                           "1f",   "inf", "-inf", "nan", "NaN", "Infinity", "1_000", "1,000"}) {
    EXPECT_EQ(parseDecimal(text), std::nullopt) << "'" << text << "'";
  }
}

TEST(Decimal, RefusesWhatNoFiniteDoubleHolds) {
  EXPECT_EQ(parseDecimal("1e309"), std::nullopt);
  EXPECT_EQ(parseDecimal("1e999999999999999999999"), std::nullopt);
  EXPECT_EQ(parseDecimal("1.7976931348623157e308"), std::numeric_limits<double>::max());
  // Midway between the largest double and 2^1024 lies 2^1024 − 2^970
  // = 1.797693134862315807937…e308.
  EXPECT_EQ(parseDecimal("1.797693134862315807938e308"), std::nullopt);
  EXPECT_EQ(parseDecimal("1.797693134862315807937e308"), std::numeric_limits<double>::max());
}

TEST(Decimal, RoundsSmallNumbersThroughSubnormalsToZero) {
  EXPECT_EQ(parseDecimal("4.9406564584124654e-324"), std::numeric_limits<double>::denorm_min());
  // Half of the smallest subnormal is 2.4703282292062327208…e-324.
  EXPECT_EQ(parseDecimal("2.4703282292062327e-324"), 0.0);
  EXPECT_EQ(parseDecimal("2.4703282292062328e-324"), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(parseDecimal("1e-400"), 0.0);
  EXPECT_EQ(parseDecimal("1e-999999999999999999999"), 0.0);
  EXPECT_EQ(parseDecimal("0e999999999999999999999"), 0.0);
  expectAsStrtod("2.2250738585072011e-308");
  expectAsStrtod("2.2250738585072012e-308");
  expectAsStrtod("2.2250738585072014e-308");
}

TEST(Decimal, RoundsTiesToEvenAndSeesTheLastDigit) {
  // 2^53 + 1 lies midway between 2^53 and 2^53 + 2.
  EXPECT_EQ(parseDecimal("9007199254740993"), 9007199254740992.0);
  EXPECT_EQ(parseDecimal("9007199254740995"), 9007199254740996.0);
  const std::string zeros(5000, '0');
  EXPECT_EQ(parseDecimal("9007199254740993." + zeros), 9007199254740992.0);
  EXPECT_EQ(parseDecimal("9007199254740993." + zeros + "1"), 9007199254740994.0);
  expectAsStrtod("9007199254740993." + zeros + "1");
  expectAsStrtod("0." + zeros + "1e5000");
  expectAsStrtod("1" + zeros + "e-5000");
  expectAsStrtod("1" + zeros + "1" + zeros + "e-10100");
  // The midpoint with the most digits (767): between the largest subnormal and the number above.
  char buffer[1100];
  std::snprintf(buffer, sizeof buffer, "%.1075Lf", std::ldexp((1LL << 53) - 1.0L, -1075));
  const std::string midpoint = buffer;
  EXPECT_EQ(parseDecimal(midpoint), std::numeric_limits<double>::min());
  EXPECT_EQ(parseDecimal(midpoint + "00001"), std::numeric_limits<double>::min());
  expectAsStrtod(midpoint);
  expectAsStrtod(midpoint.substr(0, midpoint.size() - 1));
}

/// A million texts in four shapes.
constexpr int kTexts = 250'000;

TEST(Decimal, AgreesWithStrtodOnAnyDoubleAtAnyPrecision) {
  std::mt19937_64 random(1);
  char buffer[64];
  for (int i = 0; i < kTexts && !HasFatalFailure(); ++i) {
    const double x = std::bit_cast<double>(random() & 0xffefffffffffffffu);
    std::snprintf(buffer, sizeof buffer, "%.*e", int(random() % 25), x);
    expectAsStrtod(buffer);
  }
}

TEST(Decimal, AgreesWithStrtodOnFixedPoint) {
  std::mt19937_64 random(2);
  char buffer[64];
  for (int i = 0; i < kTexts && !HasFatalFailure(); ++i) {
    std::snprintf(buffer, sizeof buffer, "%.*f", int(random() % 20), double(random()) / 1e15);
    expectAsStrtod(buffer);
  }
}

TEST(Decimal, AgreesWithStrtodOnIntegersWithExponents) {
  std::mt19937_64 random(3);
  for (int i = 0; i < kTexts && !HasFatalFailure(); ++i) {
    const std::uint64_t digits = random() >> random() % 64;
    expectAsStrtod(std::to_string(digits) + "e" + std::to_string(int(random() % 660) - 345));
  }
}

TEST(Decimal, AgreesWithStrtodOnRandomDigits) {
  std::mt19937_64 random(4);
  for (int i = 0; i < kTexts && !HasFatalFailure(); ++i) {
    std::string text;
    const std::uint64_t length = 1 + random() % 40, point = random() % (length + 1);
    for (std::uint64_t j = 0; j < length; ++j) {
      if (j == point) text += '.';
      text += char('0' + random() % 10);
    }
    if (random() % 2 != 0) text += "e" + std::to_string(int(random() % 80) - 40);
    expectAsStrtod(text);
  }
}

TEST(Decimal, AgreesWithStrtodOnMidpoints) {
  // 2m + 1 over 2^k for random m of 53 bits, in all its digits: a tie; and its nearest neighbours.
  std::mt19937_64 random(5);
  char buffer[400];
  for (int i = 0; i < 20'000 && !HasFatalFailure(); ++i) {
    const std::uint64_t m = random() >> 11 | std::uint64_t(1) << 52;
    const int k = int(random() % 120);
    // Such a midpoint has 54 bits, which a long double holds.
    std::snprintf(buffer, sizeof buffer, "%.*Lf", k, std::ldexp(2.0L * m + 1.0L, -k));
    std::string text = buffer;
    if (k == 0) text += ".0";
    expectAsStrtod(text);
    expectAsStrtod(text + "1");
    text.back() = char(text.back() - 1 < '0' ? '1' : text.back() - 1);
    expectAsStrtod(text);
  }
}

}  // namespace
}  // namespace fallline
