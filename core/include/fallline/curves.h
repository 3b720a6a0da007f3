// Single components as curves: an activation function over z, a schedule over training.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fallline/result.h"

namespace fallline {

struct ActivationCurve {
  std::vector<double> values, slopes;  ///< f(z) and f'(z)
};

/// An activation at every z, in double. `choice` is JSON as a layer of a Spec has it: an id or an
/// object with an "id". Errors are those of reading a Spec, with paths below the choice, and
/// "conflict" for softmax, which is no function of one z.
Result<ActivationCurve> activationCurve(std::string_view choice, std::span<const double> z);

/// The learning rate of the step that follows after so many passes through the training part, with
/// the optimizer, the schedule and the stop rule of a Spec; its live changes are left out. A pass
/// has `stepsPerEpoch` steps. Errors: those of reading the Spec; "out-of-range" for passes that are
/// negative or not finite, and for less than one step.
Result<std::vector<double>> rateCurve(std::string_view spec, std::int64_t stepsPerEpoch,
                                      std::span<const double> passes);

}  // namespace fallline
