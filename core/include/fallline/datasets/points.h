// A list of samples written in the Spec itself.
#pragma once

#include <string>

#include "fallline/component.h"
#include "fallline/dataset.h"

namespace fallline {

/// Each row is the inputs of a sample and then its target: a number, or for task "classes" the
/// index of its class from 0 on. Points written down one by one are usually few and each there on
/// purpose, so all of them train unless the Spec splits them.
struct PointList {
  static constexpr Info info{
      .id = "points",
      .label = "Points",
      .formula = "[[x₁, …, y], …]",
      .summary = "Points written in the experiment itself, such as those drawn in the page.",
      .source = "The Spec"};

  /// Class indices must stay below this.
  static constexpr std::int64_t kMaxClasses = 100;

  Points points;
  std::string task = "regression";

  template <class V>
  static constexpr void fields(V&& v) {
    v("points", &PointList::points, "A list of rows: the inputs of a sample, then its target.");
    v("task", &PointList::task, Choices{"regression", "classes"},
      "Whether the targets are numbers or class indices.");
  }

  static constexpr Split split{.train = 1, .validation = 0, .test = 0};

  /// Inputs (row length − 1) × rows, targets 1 × rows; classes are named "0", "1", … up to the
  /// highest index in use. Errors, with the path data.points or data.points[i]: "missing-data"
  /// without rows or in rows without an input, "wrong-shape" where a row is longer or shorter than
  /// the first, "not-finite", "out-of-range" for what is no class index, "one-class" where all
  /// rows are of one class.
  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
