// Random numbers: one counter-based generator, forked by purpose.
//
// The standard library leaves std::normal_distribution, std::uniform_real_distribution and
// std::shuffle to each implementation; these give the same bits everywhere.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "fallline/math.h"

namespace fallline {

/// FNV-1a, 64 bits: the hash that turns the name of a purpose into a number.
/// Source: Fowler, Noll, Vo; draft-eastlake-fnv (offset basis and prime).
constexpr std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  return hash;
}

/// A stream of random numbers: a key and a counter. The i-th 64 bits are a hash of both,
/// so that any element can be had without the ones before it, the state is two words, and a
/// stream is put back by `seek`.
///
/// The hash is SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014; finaliser: Stafford's mix 13): the i-th output is mix(key + (i + 1) * gamma),
/// with gamma = 2^64 / golden ratio. Within a stream the outputs never repeat for 2^64 steps.
/// Not for secrets.
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : key_(mix(seed ^ kSeedSalt)) {}

  /// An independent stream for a purpose. It depends on the key alone: neither on how far this
  /// stream has run, nor on what else was forked from it, and it does not advance this stream.
  constexpr Random fork(std::uint64_t purpose) const {
    // The purpose is mixed before it meets the key: forks 0, 1, 2, ... of one key and the same
    // forks of a neighbouring key must not line up.
    Random child(0);
    child.key_ = mix(mix(purpose ^ kForkSalt) + key_);
    return child;
  }

  /// The same by name: "init", "data", "split", "batches", "dropout", "noise".
  constexpr Random fork(std::string_view purpose) const { return fork(fnv1a(purpose)); }

  /// The next 64 bits.
  constexpr std::uint64_t bits() { return at(counter_++); }

  /// The 64 bits at `index` of this stream: what `bits()` gives when `counter() == index`.
  /// A dropout mask is read this way, in any order.
  constexpr std::uint64_t at(std::uint64_t index) const { return mix(key_ + (index + 1) * kGamma); }

  /// Uniform in [0, 1): the multiples of 2^-53, each equally likely. One draw.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

  /// Uniform in [low, high) for finite low < high; `low` when they are equal. One draw.
  double uniform(double low, double high) {
    const double value = low + (high - low) * uniform();
    // low + (high - low) u can round up to high, which the half-open interval leaves out.
    return value < high ? value : low;
  }

  /// Standard normal, by Box and Muller's transform (1958): sqrt(-2 log u) cos(2 pi v) with u in
  /// (0, 1] and v in [0, 1). Always two draws: the sine that comes with it is thrown away, so
  /// that the state remains one counter. The tails end at sqrt(-2 log 2^-53) = 8.57.
  double normal() {
    constexpr double kTwoPi = 6.283185307179586;
    const double u = 1.0 - uniform();
    const double v = uniform();
    return std::sqrt(-2.0 * math::log(u)) * math::cos(kTwoPi * v);
  }

  /// Uniform among 0, 1, ..., n - 1, without bias; 0 for n = 0. One draw, seldom more: draws
  /// among the first 2^64 mod n are refused, so that every remainder is equally likely.
  std::uint64_t below(std::uint64_t n) {
    if (n == 0) return 0;
    const std::uint64_t refused = (0 - n) % n;  // 2^64 mod n
    std::uint64_t draw = bits();
    while (draw < refused) draw = bits();
    return draw % n;
  }

  /// Puts the elements into random order, each order equally likely (Fisher and Yates, from the
  /// end; Knuth, TAOCP 2, algorithm 3.4.2 P).
  template <class T>
  void shuffle(std::vector<T>& elements) {
    for (std::size_t i = elements.size(); i > 1; --i) {
      const auto j = static_cast<std::size_t>(below(i));
      using std::swap;
      swap(elements[i - 1], elements[j]);
    }
  }

  /// The numbers 0, 1, ..., n - 1 in random order, as `shuffle` leaves them; n <= 2^31.
  std::vector<std::int32_t> permutation(std::size_t n) {
    std::vector<std::int32_t> order(n);
    std::iota(order.begin(), order.end(), std::int32_t{0});
    shuffle(order);
    return order;
  }

  /// How many draws of 64 bits were taken; `seek` puts the stream there.
  constexpr std::uint64_t counter() const { return counter_; }
  constexpr void seek(std::uint64_t counter) { counter_ = counter; }

 private:
  static constexpr std::uint64_t kGamma = 0x9e3779b97f4a7c15u;
  // Any two odd constants do; they keep a key made from a seed apart from a key made by a fork.
  static constexpr std::uint64_t kSeedSalt = 0xd1b54a32d192ed03u;
  static constexpr std::uint64_t kForkSalt = 0xaef17502108ef2d9u;

  static constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

}  // namespace fallline
