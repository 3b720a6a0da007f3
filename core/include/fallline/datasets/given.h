// What the caller hands over as arrays.
#pragma once

#include "fallline/component.h"
#include "fallline/dataset.h"

namespace fallline {

/// The data set that the caller gives beside the Spec.
struct Given {
  static constexpr Info info{.id = "given",
                             .label = "Given by the program",
                             .formula = "",
                             .summary = "Arrays that the calling program hands over with the Spec.",
                             .source = "The caller"};

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// `sources.given` as it is, once it has been looked at. Errors: "missing-data" where there is
  /// none or it has no samples; "wrong-shape" where samples, targets or names do not fit each
  /// other; "not-finite" for a value that is no finite number; "out-of-range" for a class or label
  /// that is not one of the task's. Their path is data.inputs[i] or data.targets[i], i a sample.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
