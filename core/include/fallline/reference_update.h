// The formulas of the first-order methods as their publications have them: slow, plain, and
// independent of the code that trains. What checks it compares with this.
#pragma once

#include <cstdint>
#include <vector>

#include "fallline/optimizers.h"
#include "fallline/types.h"

namespace fallline {

/// A method by its formula. Its state begins at 0.
class ReferenceUpdate {
 public:
  /// `decays` says of every parameter whether a weight decay acts on it.
  ReferenceUpdate(OptimizerChoice choice, std::vector<bool> decays);

  /// Whether the method has a formula for each parameter by itself.
  static bool exists(const OptimizerChoice& choice);

  /// The change of all parameters in the next step, at that rate and with that gradient.
  Vector<double> step(ConstVectorRef<double> theta, ConstVectorRef<double> gradient, double rate);

 private:
  OptimizerChoice choice_;
  std::vector<bool> decays_;
  Vector<double> first_, second_;  ///< v, m or s; and s beside m
  std::int64_t steps_ = 0;
};

}  // namespace fallline
