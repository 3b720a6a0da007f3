#include "fallline/datasets/given.h"

#include <cmath>
#include <string>

namespace fallline {
namespace {

std::string at(const char* what, Index sample) {
  return std::string("data.") + what + "[" + std::to_string(sample) + "]";
}

std::optional<Error> checkShapes(const Dataset& data) {
  const Index samples = data.inputs.samples();
  if (samples < 1 || data.inputs.size() < 1) {
    return Error{"missing-data", "data.inputs", "The arrays must hold at least one sample."};
  }
  if (data.targets.cols() != samples) {
    return Error{"wrong-shape", "data.targets",
                 "There are targets for " + std::to_string(data.targets.cols()) + " samples but " +
                     std::to_string(samples) + " samples; one for each is needed."};
  }
  const bool classes = data.task.kind == Task::Kind::classes;
  const Index rows = classes ? 1 : static_cast<Index>(data.task.names.size());
  if (data.targets.rows() != rows || rows < 1) {
    return Error{"wrong-shape", "data.targets",
                 "Each sample must have " + std::to_string(rows) + " target values, not " +
                     std::to_string(data.targets.rows()) + "."};
  }
  if (data.testFrom && (*data.testFrom < 1 || *data.testFrom > samples)) {
    return Error{"wrong-shape", "data.inputs",
                 "The test part must start after the first sample and not after the last."};
  }
  return std::nullopt;
}

/// Whether a target value is one that the task has.
bool fits(const Task& task, double target) {
  if (task.kind == Task::Kind::regression) return true;
  const double count =
      task.kind == Task::Kind::classes ? static_cast<double>(task.names.size()) : 2.0;
  return target >= 0 && target < count && std::floor(target) == target;
}

std::optional<Error> checkValues(const Dataset& data) {
  const Matrix<double>& values = data.inputs.values;  // no columns where there are images
  for (Index i = 0; i < values.cols(); ++i) {
    for (Index d = 0; d < values.rows(); ++d) {
      if (!std::isfinite(values(d, i))) {
        return Error{"not-finite", at("inputs", i), "Every input must be a finite number."};
      }
    }
  }
  for (Index i = 0; i < data.targets.cols(); ++i) {
    for (Index d = 0; d < data.targets.rows(); ++d) {
      if (!std::isfinite(data.targets(d, i))) {
        return Error{"not-finite", at("targets", i), "Every target must be a finite number."};
      }
      if (!fits(data.task, data.targets(d, i))) {
        return Error{"out-of-range", at("targets", i),
                     data.task.kind == Task::Kind::classes
                         ? "A class must be a whole number from 0 to " +
                               std::to_string(data.task.names.size() - 1) + "."
                         : std::string("A label must be 0 or 1.")};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Dataset> Given::make(const Sources& sources, const Random&) const {
  if (!sources.given) {
    return Error{"missing-data", "data.source",
                 "The source “given” needs arrays beside the Spec, and none came with it."};
  }
  if (auto error = checkShapes(*sources.given)) return *error;
  if (auto error = checkValues(*sources.given)) return *error;
  return *sources.given;
}

}  // namespace fallline
