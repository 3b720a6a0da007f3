// The tools of the elementary functions: bits of floating-point numbers, selection without
// branches, polynomials.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>

namespace fallline::math {

/// The scalars that the elementary functions are made for.
template <class S>
concept Real = std::same_as<S, float> || std::same_as<S, double>;

namespace detail {

// Each function must end up inside the caller's loop, or the loop stays scalar.
#define FALLLINE_INLINE [[gnu::always_inline]] inline

template <Real S>
struct Format;
template <>
struct Format<float> {
  using Bits = std::uint32_t;
  static constexpr int kMantissa = 23;  // stored bits of the significand
  static constexpr Bits kBias = 127;
};
template <>
struct Format<double> {
  using Bits = std::uint64_t;
  static constexpr int kMantissa = 52;
  static constexpr Bits kBias = 1023;
};

template <Real S>
using Bits = typename Format<S>::Bits;

template <Real S>
FALLLINE_INLINE constexpr Bits<S> toBits(S x) {
  return std::bit_cast<Bits<S>>(x);
}

template <Real S>
FALLLINE_INLINE constexpr S fromBits(Bits<S> bits) {
  return std::bit_cast<S>(bits);
}

template <Real S>
inline constexpr S kInfinity = std::numeric_limits<S>::infinity();
template <Real S>
inline constexpr S kNan = std::numeric_limits<S>::quiet_NaN();
template <Real S>
inline constexpr Bits<S> kSignBit = Bits<S>{1} << (8 * sizeof(S) - 1);
template <Real S>
inline constexpr Bits<S> kOneBits = Format<S>::kBias << Format<S>::kMantissa;

/// 1.5 * 2^mantissa: x + kRound has a unit in the last place of 1, so for |x| < 2^(mantissa - 1)
/// the sum's low bits hold x rounded to the nearest integer (two's complement), and taking
/// kRound away again gives that integer as a floating-point number. SSE4.1 has no conversion
/// between double and 64-bit integers; this needs none.
template <Real S>
inline constexpr S kRound = S(3) * S(Bits<S>{1} << (Format<S>::kMantissa - 1));

/// All ones where the top bit is set, zero elsewhere. Masks are made this way where they can be, as
/// the sign of an integer difference: there is no comparison that a compiler could turn into a
/// branch. (g++ splits a path off at a comparison and folds constants on it; for fear of
/// floating-point exceptions it then cannot join the paths again, and the loop stays scalar.)
template <class B>
FALLLINE_INLINE constexpr B topBitMask(B bits) {
  return B{0} - (bits >> (8 * sizeof(B) - 1));
}

/// All ones where a < b, for a and b without a top bit: bits of non-negative numbers, which are
/// ordered as the numbers are, NaN above infinity.
template <class B>
FALLLINE_INLINE constexpr B lessMask(B a, B b) {
  return topBitMask<B>(a - b);
}

/// `yes` where the mask is ones, `no` where it is zero. Both are evaluated.
template <Real S>
FALLLINE_INLINE S select(Bits<S> mask, S yes, S no) {
  return fromBits<S>((toBits(yes) & mask) | (toBits(no) & ~mask));
}

/// The same by a comparison; both are evaluated, too. clang makes SIMD code of a plain `?:` (min
/// and max, where it is one); g++ needs the mask, which stands between floating-point constants
/// because SSE4.1 makes no mask of 64-bit integers from a comparison of doubles. Same bits either
/// way.
template <Real S>
FALLLINE_INLINE S selectIf(bool condition, S yes, S no) {
#if defined(__clang__)
  return condition ? yes : no;
#else
  return select<S>(toBits(condition ? fromBits<S>(~Bits<S>{0}) : S(0)), yes, no);
#endif
}

/// `yes` where a < b, for non-negative a (or NaN: `no`) and b.
template <Real S>
FALLLINE_INLINE S selectIfLess(S a, S b, S yes, S no) {
#if defined(__clang__)
  return a < b ? yes : no;
#else
  return select(lessMask(toBits(a), toBits(b)), yes, no);
#endif
}

/// max(x, low) and min(x, high); a NaN in x stays.
template <Real S>
FALLLINE_INLINE S atLeast(S x, S low) {
  return selectIf(x < low, low, x);
}
template <Real S>
FALLLINE_INLINE S atMost(S x, S high) {
  return selectIf(x > high, high, x);
}

template <Real S>
FALLLINE_INLINE S magnitude(S x) {
  return fromBits<S>(toBits(x) & ~kSignBit<S>);
}

/// x, its sign bit flipped where `sign` has one. With an x computed from the magnitude of `sign`
/// this makes odd functions exactly odd and gives -0 for -0.
template <Real S>
FALLLINE_INLINE S withSign(S x, S sign) {
  return fromBits<S>(toBits(x) ^ (toBits(sign) & kSignBit<S>));
}

/// 2^k for the integer k in the low bits of `k`; the power must be a normal number.
template <Real S>
FALLLINE_INLINE S powerOfTwo(Bits<S> k) {
  return fromBits<S>((k << Format<S>::kMantissa) + kOneBits<S>);
}

/// c0 + c1 x + c2 x^2 + ..., by Horner's rule.
template <Real S>
FALLLINE_INLINE S polynomial(S, S c0) {
  return c0;
}
template <Real S, class... Rest>
FALLLINE_INLINE S polynomial(S x, S c0, Rest... rest) {
  return c0 + x * polynomial(x, rest...);
}

/// A number as high + low, the second what rounding took from the first.
template <Real S>
struct Sum {
  S high, low;
};

/// a + b exactly, for |a| >= |b| or a = 0 (Dekker's fast TwoSum, 1971).
template <Real S>
FALLLINE_INLINE Sum<S> exactSum(S a, S b) {
  const S sum = a + b;
  return {sum, b - (sum - a)};
}

}  // namespace detail
}  // namespace fallline::math
