// Short numbers are exact in two doubles and one operation (Clinger, "How to read floating point
// numbers accurately", 1990). Others start from an approximation that is some units off, which is
// then corrected by comparing the number with the midpoints between neighbouring doubles in
// integers of any length: the result does not depend on how good the approximation was.
#include "fallline/decimal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace fallline {
namespace {

// A midpoint between two doubles has at most 767 significant digits, so that digits after these
// decide only whether the number lies above a midpoint: one last digit 1 stands for them.
constexpr int kDigits = 770;

/// ± digits · 10^exponent; no digits for zero.
struct Decimal {
  bool negative = false;
  int size = 0;
  std::int64_t exponent = 0;
  std::array<std::uint8_t, kDigits + 1> digits;
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool scan(std::string_view text, char point, Decimal& out) {
  std::size_t at = 0;
  const auto peek = [&] { return at < text.size() ? text[at] : '\0'; };
  if (peek() == '+' || peek() == '-') out.negative = text[at++] == '-';

  bool any = false, afterPoint = false, cutOff = false;
  for (; at < text.size(); ++at) {
    if (text[at] == point && !afterPoint) {
      afterPoint = true;
      continue;
    }
    if (!isDigit(text[at])) break;
    any = true;
    const auto digit = std::uint8_t(text[at] - '0');
    const bool leadingZero = digit == 0 && out.size == 0;
    const bool kept = !leadingZero && out.size < kDigits;
    if (kept) out.digits[out.size++] = digit;
    if (!kept && !leadingZero) cutOff = cutOff || digit != 0;
    // Each place after the point lowers the exponent, each digit that is not kept raises it.
    if (afterPoint) --out.exponent;
    if (!kept && !leadingZero) ++out.exponent;
  }
  if (!any) return false;
  if (cutOff) {
    out.digits[out.size++] = 1;
    --out.exponent;
  }

  if (peek() == 'e' || peek() == 'E') {
    ++at;
    bool negative = false;
    if (peek() == '+' || peek() == '-') negative = text[at++] == '-';
    if (!isDigit(peek())) return false;
    std::int64_t exponent = 0;
    for (; isDigit(peek()); ++at) {
      exponent = std::min<std::int64_t>(exponent * 10 + (text[at] - '0'), 1'000'000'000'000);
    }
    out.exponent += negative ? -exponent : exponent;
  }
  if (at != text.size()) return false;

  while (out.size > 0 && out.digits[out.size - 1] == 0) {
    --out.size;
    ++out.exponent;
  }
  return true;
}

/// A non-negative integer of any length in base 2^32, lowest limb first, highest limb not 0.
using Limbs = std::vector<std::uint32_t>;

void multiplyAdd(Limbs& a, std::uint32_t factor, std::uint32_t summand) {
  std::uint64_t carry = summand;
  for (std::uint32_t& limb : a) {
    carry += std::uint64_t(limb) * factor;
    limb = std::uint32_t(carry);
    carry >>= 32;
  }
  if (carry != 0) a.push_back(std::uint32_t(carry));
}

void multiplyByPowerOf5(Limbs& a, std::int64_t exponent) {
  constexpr std::uint32_t fiveTo13 = 1'220'703'125;
  for (; exponent >= 13; exponent -= 13) multiplyAdd(a, fiveTo13, 0);
  for (; exponent > 0; --exponent) multiplyAdd(a, 5, 0);
}

Limbs product(const Limbs& a, std::uint64_t b) {
  const std::array<std::uint32_t, 2> factors{std::uint32_t(b), std::uint32_t(b >> 32)};
  Limbs out(a.size() + 2, 0);
  for (std::size_t j = 0; j < 2; ++j) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      carry += std::uint64_t(a[i]) * factors[j] + out[i + j];
      out[i + j] = std::uint32_t(carry);
      carry >>= 32;
    }
    out[a.size() + j] = std::uint32_t(carry);
  }
  while (!out.empty() && out.back() == 0) out.pop_back();
  return out;
}

Limbs shifted(const Limbs& a, std::int64_t bits) {
  const std::size_t limbs = std::size_t(bits / 32);
  const int rest = int(bits % 32);
  Limbs out(limbs, 0);
  std::uint64_t carry = 0;
  for (std::uint32_t limb : a) {
    carry |= std::uint64_t(limb) << rest;
    out.push_back(std::uint32_t(carry));
    carry >>= 32;
  }
  if (carry != 0) out.push_back(std::uint32_t(carry));
  return out;
}

int compare(const Limbs& a, const Limbs& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

/// The positive number x = digits · 10^exponent, kept as left · 2^exponent / right in integers.
class Exact {
 public:
  explicit Exact(const Decimal& decimal) : exponent_(decimal.exponent) {
    for (int i = 0; i < decimal.size; ++i) multiplyAdd(left_, 10, decimal.digits[i]);
    multiplyByPowerOf5(exponent_ >= 0 ? left_ : right_, exponent_ >= 0 ? exponent_ : -exponent_);
  }

  /// The sign of x minus the midpoint between the double with these bits and the next above.
  int compareWithMidpointAbove(std::uint64_t bits) const {
    const std::uint64_t field = bits >> 52;
    const std::uint64_t fraction = bits & ((std::uint64_t(1) << 52) - 1);
    // The double is m · 2^k, the midpoint (2m + 1) · 2^(k-1).
    const std::uint64_t m = field == 0 ? fraction : fraction | std::uint64_t(1) << 52;
    const std::int64_t k = std::int64_t(std::max<std::uint64_t>(field, 1)) - 1075;
    const Limbs right = product(right_, 2 * m + 1);
    const std::int64_t shift = exponent_ - (k - 1);
    return shift >= 0 ? compare(shifted(left_, shift), right)
                      : compare(left_, shifted(right, -shift));
  }

 private:
  std::int64_t exponent_;
  Limbs left_;
  Limbs right_{1};
};

constexpr std::array<double, 23> kPowersOf10{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                             1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                             1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::array<double, 9> kSquaredPowers{1e1, 1e2, 1e4, 1e8, 1e16, 1e32, 1e64, 1e128, 1e256};

/// digits · 10^exponent to within some units in the last place; |exponent| < 512.
double approximation(std::uint64_t digits, std::int64_t exponent) {
  double x = double(digits);
  const auto bits = std::uint64_t(exponent < 0 ? -exponent : exponent);
  for (std::size_t i = 0; i < kSquaredPowers.size(); ++i) {
    if ((bits >> i & 1) != 0) x = exponent < 0 ? x / kSquaredPowers[i] : x * kSquaredPowers[i];
  }
  return std::min(x, std::numeric_limits<double>::max());
}

/// The bits of the double nearest to x, starting the search at `bits`.
std::uint64_t nearest(const Exact& x, std::uint64_t bits) {
  constexpr auto infinity = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity());
  // On a midpoint the even one of the two neighbours wins.
  const auto above = [&](std::uint64_t b) {
    const int sign = x.compareWithMidpointAbove(b);
    return sign > 0 || (sign == 0 && b % 2 == 1);
  };
  if (above(bits)) {
    do ++bits;
    while (bits != infinity && above(bits));
  } else {
    while (bits > 0 && !above(bits - 1)) --bits;
  }
  return bits;
}

}  // namespace

std::optional<double> parseDecimal(std::string_view text, char point) {
  Decimal decimal;
  if (!scan(text, point, decimal)) return std::nullopt;
  const auto withSign = [&](double x) { return decimal.negative ? -x : x; };
  if (decimal.size == 0) return withSign(0.0);

  // The number lies in [10^(place-1), 10^place).
  const std::int64_t place = decimal.exponent + decimal.size;
  if (place > 309) return std::nullopt;
  if (place < -330) return withSign(0.0);

  const int leading = std::min(decimal.size, 19);
  std::uint64_t digits = 0;
  for (int i = 0; i < leading; ++i) digits = digits * 10 + decimal.digits[i];

  const std::int64_t e = decimal.exponent;
  const bool exact = leading == decimal.size && digits <= std::uint64_t(1) << 53;
  if (exact && e >= 0 && e <= 22) return withSign(double(digits) * kPowersOf10[std::size_t(e)]);
  if (exact && e < 0 && e >= -22) return withSign(double(digits) / kPowersOf10[std::size_t(-e)]);

  const double start = approximation(digits, place - leading);
  const std::uint64_t bits = nearest(Exact(decimal), std::bit_cast<std::uint64_t>(start));
  const double x = std::bit_cast<double>(bits);
  if (!(x <= std::numeric_limits<double>::max())) return std::nullopt;
  return withSign(x);
}

}  // namespace fallline
