// Values that were held to a bound, as JSON for the command line.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "fallline/claim.h"

namespace fallline {

using Json = nlohmann::ordered_json;

inline double rounded(double seconds) { return std::round(seconds * 1000) / 1000; }

/// JSON knows only finite numbers.
inline Json numberJson(double x) {
  if (std::isfinite(x)) return x;
  return std::isnan(x) ? "nan" : x > 0 ? "infinity" : "-infinity";
}

inline Json boundJson(const Comparison& comparison) {
  if (comparison.kind != Comparison::Kind::between) return comparison.bound;
  return {comparison.bound, comparison.upper};
}

inline std::string_view wordOf(Comparison::Kind kind) {
  constexpr std::string_view words[] = {"<", "<=", ">", ">=", "between"};
  return words[std::size_t(kind)];
}

/// A number, or an object of numbers by their labels.
inline Json valuesJson(const Judged& judged) {
  if (judged.values.size() == 1) return numberJson(judged.values.front());
  Json values = Json::object();
  for (std::size_t i = 0; i < judged.values.size(); ++i) {
    values[judged.labels[i]] = numberJson(judged.values[i]);
  }
  return values;
}

inline Json pointsJson(const std::vector<Judged>& points) {
  Json list = Json::array();
  for (const Judged& judged : points) {
    list.push_back({{"value", valuesJson(judged)},
                    {"is", wordOf(judged.comparison.kind)},
                    {"bound", boundJson(judged.comparison)},
                    {"holds", judged.holds}});
  }
  return list;
}

}  // namespace fallline
