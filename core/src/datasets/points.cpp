#include "fallline/datasets/points.h"

#include <algorithm>
#include <cmath>

#include "fallline/datasets/blank.h"

namespace fallline {
namespace {

std::string pathOf(std::size_t row) { return "data.points[" + std::to_string(row) + "]"; }

std::optional<Error> checkRow(const Points& points, std::size_t i, bool classes) {
  const std::vector<double>& row = points[i];
  if (row.size() < 2) {
    return Error{"missing-data", pathOf(i), "A row needs at least one input and a target."};
  }
  if (row.size() != points[0].size()) {
    return Error{"wrong-shape", pathOf(i),
                 "This row has " + std::to_string(row.size()) + " values, the first has " +
                     std::to_string(points[0].size()) + "; all rows must be equally long."};
  }
  for (const double value : row) {
    if (!std::isfinite(value)) {
      return Error{"not-finite", pathOf(i), "Every value must be a finite number."};
    }
  }
  const double target = row.back();
  const bool isClass = target >= 0 && target < static_cast<double>(PointList::kMaxClasses) &&
                       std::floor(target) == target;
  if (classes && !isClass) {
    return Error{"out-of-range", pathOf(i),
                 "The last value must be a class: a whole number from 0 to " +
                     std::to_string(PointList::kMaxClasses - 1) + "."};
  }
  return std::nullopt;
}

}  // namespace

Result<Dataset> PointList::make(const Sources&, const Random&) const {
  const bool classes = task == "classes";
  if (points.empty()) {
    return Error{"missing-data", "data.points", "There must be at least one point."};
  }
  double lowest = points[0].empty() ? 0 : points[0].back();
  double highest = lowest;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (auto error = checkRow(points, i, classes)) return *error;
    lowest = std::min(lowest, points[i].back());
    highest = std::max(highest, points[i].back());
  }
  if (classes && lowest == highest) {
    return Error{"one-class", "data.points",
                 "All points are of one class; there must be points of at least two."};
  }

  const auto inputs = static_cast<Index>(points[0].size() - 1);
  const auto samples = static_cast<std::int64_t>(points.size());
  Dataset data = classes ? blankClasses(inputs, samples,
                                        numberedClasses(static_cast<std::int64_t>(highest) + 1))
                         : blankRegression(inputs, samples);
  for (Index i = 0; i < data.targets.cols(); ++i) {
    const std::vector<double>& row = points[static_cast<std::size_t>(i)];
    for (Index d = 0; d < inputs; ++d) {
      data.inputs.values(d, i) = row[static_cast<std::size_t>(d)];
    }
    data.targets(0, i) = row.back();
  }
  return data;
}

}  // namespace fallline
