// The steps of an optimizer against its formula, written down a second time.
#pragma once

#include <cstdint>
#include <string>

#include "fallline/session.h"

namespace fallline {

/// What the first steps of a fresh optimizer do to a session's parameters, beside what the formula
/// of its publication says (reference_update.h). Both see the same gradients, so that a fault of
/// the gradient is no fault here. In double, dropout off, on at most 256 samples of the training
/// part, at the rate that the Spec begins with.
struct UpdateCheck {
  static constexpr std::int64_t kSteps = 3;
  /// Largest |Δ − Δ'| / |Δ'| that rounding explains; a wrong formula gives 1e-3 and more.
  static constexpr double kTolerance = 1e-9;

  bool exists = false;    ///< methods that solve a system or search a line have no such formula
  std::string optimizer;  ///< its id
  double error = 0;       ///< largest |Δ − Δ'| / |Δ'| of the steps, Euclidean
  std::int64_t step = 0;  ///< the first step that is wrong, from 1; 0: none
};

UpdateCheck checkUpdate(const Session& session);

/// {"exists", "optimizer", "steps", "tolerance", "error", "step"} on one line; "step" is null when
/// no step is wrong.
std::string writeUpdateCheck(const UpdateCheck& check);

}  // namespace fallline
