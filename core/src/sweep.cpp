// Reading a sweep and listing its runs.
#include "fallline/sweep.h"

#include <algorithm>
#include <utility>

#include "json_node.h"
#include "sweep_axes.h"

namespace fallline {
namespace {

using json::Json;
using json::Members;
using json::Node;

constexpr double kMostText = 32e6;  ///< bytes of all Specs together, which are all kept in memory

void readSeeds(const Node& node, std::uint64_t first, std::vector<std::uint64_t>& out) {
  if (!node.value().is_array()) {
    std::int64_t count = 1;
    read(node, count, 1, Sweep::maxRuns, json::Beyond::tooLarge);
    for (std::int64_t i = 0; i < count; ++i) out.push_back(first + std::uint64_t(i));
    return;
  }
  if (node.value().empty()) return node.refuseType("a number of seeds or a list of them");
  for (const Json& seed : node.value()) {
    const Node at = node.child(seed, std::to_string(out.size()));
    read(at, out.emplace_back(), std::uint64_t(Limits::seed));
  }
}

/// What a cell may repeat by in place of seeds.
void readRepeats(Members& members, const Json& root, Sweep& sweep) {
  struct Kind {
    const char* key;
    std::int64_t least;
    std::size_t* count;
  };
  std::string first;
  for (const auto& [key, least, count] : {Kind{"resamples", 1, &sweep.resamples},
                                          {"folds", 2, &sweep.folds},
                                          {"testResamples", 1, &sweep.testResamples}}) {
    const auto at = members.find(key);
    if (!at) continue;
    std::int64_t number = least;
    read(*at, number, least, Sweep::maxRuns, json::Beyond::tooLarge);
    *count = std::size_t(number);
    const std::string other = root.contains("seeds") ? "seeds" : first;
    if (!other.empty()) {
      at->refuse("conflict",
                 "must not stand beside \"" + other + "\": a cell repeats by one of them");
    }
    first = key;
  }
}

/// The Error of a Spec within a sweep, its path below `place`.
Error within(std::string_view place, const Error& error) {
  return {error.code, json::join(place, error.path), error.message};
}

/// Whole networks come first, then their depth, then all else in the order of the axes: what is set
/// in hidden layers is set in all that there are then.
int turnOf(std::string_view path) {
  if (path == "network" || path == "network.layers") return 0;
  return path == json::depthPath ? 1 : 2;
}

/// The base with one value of each axis.
Result<Spec> specAt(const Sweep& sweep, const Json& base, const std::vector<std::size_t>& at) {
  Json document = base;
  for (const int turn : {0, 1, 2}) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      const Axis& axis = sweep.axes[i];
      if (turnOf(axis.path) != turn) continue;
      Result<Json> value = json::parse(axis.values[at[i]]);
      if (!value) return within(json::join("axes", std::to_string(i)), value.error());
      if (const auto error = json::setOnAxis(document, axis.path, std::move(*value))) {
        return within(json::join("axes", std::to_string(i)), *error);
      }
    }
  }
  Result<Spec> spec = parseSpec(json::write(document));
  if (!spec) return within("spec", spec.error());
  return spec;
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
  Json spec;
  if (const auto at = members.require("spec", "must hold the Spec that varies")) {
    spec = at->value();
    sweep.specText = json::write(spec);
    Result<Spec> read = parseSpec(sweep.specText);
    if (!read) return within("spec", read.error());  // its axes could not be understood
    firstSeed = read->seed;
  }
  if (const auto at = members.find("axes")) {
    if (!at->value().is_array()) {
      at->refuseType("a list of axes");
    } else {
      for (const Json& axis : at->value()) {
        const Node place = at->child(axis, std::to_string(sweep.axes.size()));
        readAxis(place, spec, sweep.axes.emplace_back());
      }
    }
  }
  readRepeats(members, root.value(), sweep);
  if (const auto at = members.find("level")) {
    json::read(*at, sweep.level, Range::linear(0.5, 0.999));
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
  const std::size_t repeats = sweep.repeats();
  double runs = double(repeats);
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
  const Result<Json> base = json::parse(sweep.specText);
  if (!base) return within("spec", base.error());
  std::vector<std::size_t> at(sweep.axes.size(), 0);
  for (;;) {
    Result<Spec> spec = specAt(sweep, *base, at);
    if (!spec) return spec.error();
    for (std::size_t i = 0; i < repeats; ++i) {
      const std::uint64_t seed = sweep.seeds[i % sweep.seeds.size()];
      Cell& cell = cells.emplace_back(Cell{at, seed, {}, {}, *spec});
      cell.spec.seed = seed;
      if (sweep.resamples > 0) {
        cell.resample = i + 1;
        cell.spec.data.resample = Resample{.seed = i + 1};
      } else if (sweep.folds > 0) {
        cell.fold = std::int64_t(i);
        cell.spec.data.resample = Resample{.kind = Resample::Kind::fold,
                                           .folds = std::int64_t(sweep.folds),
                                           .fold = std::int64_t(i)};
      }
    }
    if (const auto problems = check(cells.back().spec); !problems.empty()) {
      return within("spec", problems.front());
    }
    std::size_t axis = at.size();  // the last axis turns fastest
    while (axis > 0 && ++at[axis - 1] == sweep.axes[axis - 1].values.size()) at[--axis] = 0;
    if (axis == 0) return cells;
  }
}

std::string writeExpansion(const Sweep& sweep, const std::vector<Cell>& cells) {
  std::string text = "{\"axes\":[";
  for (const Axis& axis : sweep.axes) {
    if (text.back() != '[') text += ',';
    text += "{\"path\":" + json::write(axis.path) + ",\"values\":[";
    for (const std::string& value : axis.values) {
      if (text.back() != '[') text += ',';
      text += value;
    }
    text += "]}";
  }
  text += "],\"seeds\":" + json::write(sweep.seeds);
  text += ",\"resamples\":" + std::to_string(sweep.resamples);
  text += ",\"folds\":" + std::to_string(sweep.folds);
  text += ",\"testResamples\":" + std::to_string(sweep.testResamples);
  text += ",\"level\":" + json::write(json::number(sweep.level)) + ",\"specs\":[";
  for (const Cell& cell : cells) {
    if (text.back() != '[') text += ',';
    text += writeSpec(cell.spec);
  }
  return text + "]}";
}

}  // namespace fallline
