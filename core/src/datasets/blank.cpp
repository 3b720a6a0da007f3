#include "fallline/datasets/blank.h"

#include <utility>

namespace fallline {
namespace {

Dataset blank(Index inputs, std::int64_t samples, Task task) {
  Dataset data;
  data.inputs.values = Matrix<double>::Zero(inputs, static_cast<Index>(samples));
  data.targets = Matrix<double>::Zero(1, static_cast<Index>(samples));
  data.task = std::move(task);
  for (Index i = 1; i <= inputs; ++i) {
    data.inputNames.push_back(std::string("x").append(std::to_string(i)));
  }
  return data;
}

}  // namespace

Dataset blankClasses(Index inputs, std::int64_t samples, std::vector<std::string> names) {
  return blank(inputs, samples, {Task::Kind::classes, std::move(names)});
}

Dataset blankRegression(Index inputs, std::int64_t samples) {
  return blank(inputs, samples, {Task::Kind::regression, {"y"}});
}

std::vector<std::string> numberedClasses(std::int64_t count) {
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(count));
  for (std::int64_t c = 0; c < count; ++c) names.push_back(std::to_string(c));
  return names;
}

}  // namespace fallline
