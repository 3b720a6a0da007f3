// What the damped methods read from their parameters, and the data as a source of batches.
#pragma once

#include <span>
#include <string_view>

#include "fallline/second_order/damping.h"
#include "fallline/second_order/forms.h"

namespace fallline {

inline DampingRule dampingRule(std::string_view name) {
  return name == "marquardt" ? DampingRule::marquardt : DampingRule::nielsen;
}

/// The samples of a batch.
class TrainingSource final : public BatchSource {
 public:
  TrainingSource(const Samples<double>& samples, std::span<const std::int32_t> batch)
      : samples_(samples), batch_(batch) {}
  Index count() const override { return Index(batch_.size()); }
  void gather(Index first, MatrixRef<double> X, MatrixRef<double> Y) const override {
    samples_.gather(batch_.subspan(std::size_t(first), std::size_t(X.cols())), X, Y);
  }

 private:
  const Samples<double>& samples_;
  std::span<const std::int32_t> batch_;
};

}  // namespace fallline
