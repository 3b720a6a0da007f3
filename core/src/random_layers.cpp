#include "random_layers.h"

#include <cstdint>
#include <utility>

#include "fallline/rng.h"
#include "fallline/spec.h"
#include "fallline/sweep.h"

namespace fallline::json {
namespace {

struct Interval {
  std::int64_t low, high;

  std::int64_t draw(Random& random) const {
    return low + std::int64_t(random.below(std::uint64_t(high - low) + 1));
  }
};

/// What may come. The defaults are those of the report that the Franke lessons reproduce.
struct Ranges {
  std::int64_t count = 10;
  std::uint64_t seed = 1;
  Interval depth{1, 10};
  Interval units{10, 100};
  Json activations = {"relu", "leaky-relu", "sigmoid", "linear"};
  Json inits = {{{"id", "normal"}, {"sigma", 0.05}}, "glorot-uniform"};
  Json biasInits = {"zeros", {{"id", "normal"}, {"sigma", 0.01}}};
};

void readInterval(Members& members, std::string_view key, Interval& out, std::int64_t most) {
  const auto node = members.find(key);
  if (!node) return;
  if (!node->value().is_array() || node->value().size() != 2) {
    return node->refuseType("the least and the most, as [1, 10]");
  }
  read(node->child(node->value()[0], "0"), out.low, 1, most, Beyond::tooLarge);
  read(node->child(node->value()[1], "1"), out.high, 1, most, Beyond::tooLarge);
  if (out.high < out.low) node->refuse("conflict", "must not have its least above its most");
}

void readList(Members& members, std::string_view key, Json& out) {
  const auto node = members.find(key);
  if (!node) return;
  if (!node->value().is_array() || node->value().empty()) {
    return node->refuseType("a list of at least one component");
  }
  out = node->value();
}

const Json& oneOf(const Json& list, Random& random) { return list[random.below(list.size())]; }

/// The last layer of the document: what it says of units and activation stays.
Json outputOf(const Json& spec) {
  const auto network = spec.find("network");
  if (network == spec.end() || !network->is_object()) return Json::object();
  const auto layers = network->find("layers");
  const bool given = layers != network->end() && layers->is_array() && !layers->empty();
  return given && layers->back().is_object() ? layers->back() : Json::object();
}

Json drawn(const Ranges& ranges, std::int64_t index, const Json& output) {
  Random random = Random(ranges.seed).fork("architecture").fork(std::uint64_t(index));
  Json layers = Json::array();
  const std::int64_t depth = ranges.depth.draw(random);
  for (std::int64_t i = 0; i <= depth; ++i) {
    Json layer = Json::object();
    if (i < depth) {
      layer["units"] = ranges.units.draw(random);
      layer["activation"] = oneOf(ranges.activations, random);
    } else {
      layer = output;
    }
    layer["init"] = oneOf(ranges.inits, random);
    layer["biasInit"] = oneOf(ranges.biasInits, random);
    layers.push_back(std::move(layer));
  }
  return layers;
}

}  // namespace

void readRandomLayers(const Node& node, const Json& spec, std::vector<std::string>& values) {
  Ranges ranges;
  if (spec.is_object() && spec.contains("seed") && spec["seed"].is_number_unsigned()) {
    ranges.seed = spec["seed"].get<std::uint64_t>();
  }
  Members members(node);
  if (const auto at = members.find("count")) {
    read(*at, ranges.count, 1, Sweep::maxRuns, Beyond::tooLarge);
  }
  if (const auto at = members.find("seed")) read(*at, ranges.seed, std::uint64_t(Limits::seed));
  readInterval(members, "depth", ranges.depth, Limits::layers - 1);
  readInterval(members, "units", ranges.units, Limits::units);
  readList(members, "activations", ranges.activations);
  readList(members, "inits", ranges.inits);
  readList(members, "biasInits", ranges.biasInits);
  members.finish();
  if (ranges.depth.high < ranges.depth.low || ranges.units.high < ranges.units.low) return;
  for (std::int64_t i = 0; i < ranges.count; ++i) {
    values.push_back(write(drawn(ranges, i, outputOf(spec))));
  }
}

}  // namespace fallline::json
