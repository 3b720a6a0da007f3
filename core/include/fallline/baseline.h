// What simple predictors reach, to see a network's figures against. They learn from the training
// part alone and are measured on every part as the network is: same metrics, same units.
#pragma once

#include <array>
#include <optional>

#include "fallline/prepare.h"

namespace fallline {

/// The metrics that a predictor has; one that it does not have, or that is not finite, is absent.
struct BaselineMetrics {
  std::optional<double> loss, mse, r2, accuracy, crossEntropy;
};

/// Of train, validation and test; nothing for an absent part.
using PartBaselines = std::array<std::optional<BaselineMetrics>, 3>;

/// The best constant: for numbers the mean of the training targets, for classes and labels their
/// shares in the training part, of which the largest decides. Regression: mse, r2. Classes and
/// labels: accuracy and cross-entropy; ±1 targets: accuracy, and mse with the squared error. `loss`
/// is there for the squared error and the cross-entropies, whose best constant this is.
PartBaselines meanPredictor(const Prepared& prepared);

}  // namespace fallline
