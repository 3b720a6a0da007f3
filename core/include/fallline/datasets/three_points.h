// Three points that no straight line fits.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// A regression on x = −1, 0, 1. A linear network of any depth ends at the least-squares line, at
/// mean squared error 0.005675946924535556; one bend is enough to reach 0. All three train.
struct ThreePoints {
  static constexpr Info info{
      .id = "three-points",
      .label = "Three points",
      .formula = "(−1, −0.2445248), (0, 0.1232554), (1, 0.1713998)",
      .summary = "The smallest regression that needs a hidden layer with a bend.",
      .source = "A question on a forum: a network that would not fit three points"};

  static constexpr Split split{.train = 1, .validation = 0, .test = 0};

  /// Inputs 1 × 3, targets 1 × 3. Never fails; there is nothing random in it.
  Result<Dataset> make(const Sources&, const Random&) const {
    Dataset data = blankRegression(1, 3);
    data.inputs.values << -1, 0, 1;
    data.targets << -0.2445248, 0.1232554, 0.1713998;
    return data;
  }
};

}  // namespace fallline
