// Milliseconds to multiply-adds: the core counts work and knows no clock; here both are seen.
#pragma once

#include <algorithm>

namespace fallline::wasm {

/// Learns how much work fits into a millisecond. Starts low, so that the first slice is short on
/// any machine, and at most doubles from one measurement to the next.
class Pacer {
 public:
  /// Multiply-adds that take about that long.
  double work(double milliseconds) const { return rate_ * std::max(milliseconds, kShortest); }

  /// How long that much work takes, about.
  double milliseconds(double work) const { return work / rate_; }

  /// `work` was offered and `milliseconds` went by; `used`: nothing else ended it before.
  void measured(double work, double milliseconds, bool used) {
    const bool slow = milliseconds > work / rate_;
    if (!used && !slow) return;  // ended early: says nothing of the speed
    // Browsers round their clocks to up to a millisecond: a shorter time is no measurement.
    const double seen = milliseconds >= kShortest ? work / milliseconds : 2 * rate_;
    rate_ = std::clamp(seen, std::max(0.25 * rate_, kSlowest), 2 * rate_);
  }

 private:
  static constexpr double kShortest = 1;    // ms
  static constexpr double kSlowest = 1000;  // multiply-adds a millisecond
  double rate_ = 20'000;                    // multiply-adds a millisecond
};

}  // namespace fallline::wasm
