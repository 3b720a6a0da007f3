// Reading a sweep and listing its runs.
#include "fallline/sweep.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fallline/math.h"
#include "json_node.h"
#include "json_path.h"

namespace fallline {
namespace {

using json::Json;
using json::Members;
using json::Node;

constexpr Range kAnyNumber = Range::linear(-1e300, 1e300);
constexpr std::int64_t kMostValues = Sweep::maxRuns;
constexpr double kMostText = 32e6;  ///< bytes of all Specs together, which are all kept in memory

/// The number with 12 significant digits that is nearest to x, so that steps between round ends are
/// round: 0.001 and not 0.0010000000000000002. Out of 1e-11 to 1e12, x itself.
double rounded(double x) {
  double power = 1e22;  // 10^0 to 10^22 are exact, and so is the quotient's rounding
  for (int digits = 22; digits >= 0; --digits, power = math::powi(10.0, digits)) {
    const double scaled = std::abs(x) * power;
    if (scaled >= 1e11 && scaled < 1e12) {
      const double nearest = std::floor(scaled + 0.5) / power;
      return x < 0 ? -nearest : nearest;
    }
  }
  return x;
}

/// An axis's values between two ends.
struct Span {
  double from = 0, to = 0;
  std::int64_t count = 2;
  Range::Scale scale = Range::Scale::linear;
  bool integer = false;

  /// Value i of count; the ends themselves are exact, and a logarithmic span is geometric.
  double at(std::int64_t i) const {
    if (i == 0) return from;
    if (i + 1 == count) return to;
    const double t = double(i) / double(count - 1);
    if (scale == Range::Scale::linear) return rounded(from + (to - from) * t);
    return rounded(from * math::exp(math::log(to / from) * t));
  }
};

/// Whether the Spec takes integers only at that path: it refuses the type of a half there.
bool takesIntegers(std::string_view specText, std::string_view path) {
  const auto pieces = json::splitPath(path);
  const Result<std::string> changed = setValue(specText, path, "0.5");
  if (!pieces || !changed) return false;
  const Result<Spec> spec = parseSpec(*changed);
  if (spec || spec.error().code != "wrong-type") return false;
  std::string plain;
  for (const std::string& piece : *pieces) plain = json::join(plain, piece);
  return spec.error().path == plain;
}

void readSpan(const Node& node, Members& members, std::string_view specText, Axis& axis) {
  Span span;
  span.integer = takesIntegers(specText, axis.path);
  const std::string either = "must be given, with \"to\", where there are no \"values\"";
  const auto from = members.require("from", either);
  const auto to = members.require("to", "must be given beside \"from\"");
  if (from) read(*from, span.from, kAnyNumber);
  if (to) read(*to, span.to, kAnyNumber);
  if (const auto at = members.require("count", "must say how many values")) {
    read(*at, span.count, 1, kMostValues, json::Beyond::tooLarge);
  }
  if (const auto at = members.find("scale")) {
    static constexpr std::array<std::string_view, 2> scales{"linear", "logarithmic"};
    if (const auto i = readChoice(*at, scales)) span.scale = Range::Scale(*i);
  }
  if (const auto at = members.find("integer")) read(*at, span.integer);
  if (span.scale == Range::Scale::logarithmic && from && to && !(span.from > 0 && span.to > 0)) {
    node.refuse("out-of-range", "must have both ends above 0 on a logarithmic scale");
    return;
  }
  for (std::int64_t i = 0; i < span.count; ++i) {
    const double x = span.integer ? std::floor(span.at(i) + 0.5) : span.at(i);
    std::string text = json::write(json::number(x));
    if (std::find(axis.values.begin(), axis.values.end(), text) == axis.values.end()) {
      axis.values.push_back(std::move(text));
    }
  }
}

void readAxis(const Node& node, std::string_view specText, Axis& axis) {
  Members members(node);
  if (const auto at = members.require("path", "must say what varies")) {
    read(*at, axis.path);
    if (const auto pieces = json::splitPath(axis.path); !pieces) {
      at->refuse(pieces.error().code, pieces.error().message);
    } else if (axis.path == "seed") {
      at->refuse("bad-path", "must not be the seed, which \"seeds\" varies");
    }
  }
  const auto values = members.find("values");
  if (!values) {
    readSpan(node, members, specText, axis);
  } else if (!values->value().is_array() || values->value().empty()) {
    values->refuseType("a list of at least one value");
  } else {
    for (const Json& value : values->value()) axis.values.push_back(json::write(value));
  }
  members.finish();
}

void readSeeds(const Node& node, std::uint64_t first, std::vector<std::uint64_t>& out) {
  if (!node.value().is_array()) {
    std::int64_t count = 1;
    read(node, count, 1, kMostValues, json::Beyond::tooLarge);
    for (std::int64_t i = 0; i < count; ++i) out.push_back(first + std::uint64_t(i));
    return;
  }
  if (node.value().empty()) return node.refuseType("a number of seeds or a list of them");
  for (const Json& seed : node.value()) {
    const Node at = node.child(seed, std::to_string(out.size()));
    read(at, out.emplace_back(), std::uint64_t(Limits::seed));
  }
}

/// The Error of a Spec within a sweep, its path below `place`.
Error within(std::string_view place, const Error& error) {
  return {error.code, json::join(place, error.path), error.message};
}

}  // namespace

Result<Sweep> parseSweep(std::string_view text) {
  Result<Json> document = json::parse(text);
  if (!document) return document.error();
  std::vector<Error> problems;
  Sweep sweep;
  const Node root(*document, "", problems);
  Members members(root);
  if (const auto at = members.find("version")) {
    std::int64_t version = 1;
    read(*at, version, 1, 1);
  }
  std::uint64_t firstSeed = Spec{}.seed;
  if (const auto at = members.require("spec", "must hold the Spec that varies")) {
    sweep.specText = json::write(at->value());
    Result<Spec> spec = parseSpec(sweep.specText);
    if (spec) {
      firstSeed = spec->seed;
    } else {
      problems.push_back(within("spec", spec.error()));
    }
  }
  if (const auto at = members.find("axes")) {
    if (!at->value().is_array()) {
      at->refuseType("a list of axes");
    } else {
      for (const Json& axis : at->value()) {
        const Node place = at->child(axis, std::to_string(sweep.axes.size()));
        readAxis(place, sweep.specText, sweep.axes.emplace_back());
      }
    }
  }
  if (const auto at = members.find("seeds")) {
    readSeeds(*at, firstSeed, sweep.seeds);
  } else {
    sweep.seeds = {firstSeed};
  }
  members.finish();
  if (!problems.empty()) return std::move(problems.front());
  return sweep;
}

Result<std::vector<Cell>> expand(const Sweep& sweep) {
  double runs = double(sweep.seeds.size());
  for (const Axis& axis : sweep.axes) runs *= double(axis.values.size());
  if (!(runs <= double(Sweep::maxRuns))) {
    return Error{"too-large", "axes",
                 "must not make more than " + std::to_string(Sweep::maxRuns) + " runs; these are " +
                     json::write(json::number(runs))};
  }
  if (!(runs * double(sweep.specText.size()) <= kMostText)) {
    return Error{"too-large", "axes", "must make fewer runs of a Spec as long as this one"};
  }
  std::vector<Cell> cells;
  if (runs == 0) return cells;
  std::vector<std::size_t> at(sweep.axes.size(), 0);
  for (;;) {
    std::string text = sweep.specText;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const Axis& axis = sweep.axes[i];
      Result<std::string> changed = setValue(text, axis.path, axis.values[at[i]]);
      if (!changed) return within(json::join("axes", std::to_string(i)), changed.error());
      text = std::move(*changed);
    }
    Result<Spec> spec = parseSpec(text);
    if (!spec) return within("spec", spec.error());
    if (const auto problems = check(*spec); !problems.empty()) {
      return within("spec", problems.front());
    }
    for (const std::uint64_t seed : sweep.seeds) {
      Cell& cell = cells.emplace_back(Cell{at, seed, *spec});
      cell.spec.seed = seed;
    }
    std::size_t axis = at.size();  // the last axis turns fastest
    while (axis > 0 && ++at[axis - 1] == sweep.axes[axis - 1].values.size()) at[--axis] = 0;
    if (axis == 0) return cells;
  }
}

}  // namespace fallline
