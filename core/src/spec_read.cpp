// JSON to Spec.
#include <utility>

#include "component_json.h"
#include "fallline/describe.h"
#include "spec_json.h"

namespace fallline {
namespace json {
namespace {

constexpr Range kShare = Range::linear(0, 1);
constexpr Range kPenalty = Range::linear(0, 1e6);
constexpr Range kStopValue = Range::linear(0, 1e300);

void readSplit(const Node& node, SplitSpec& out) {
  Members members(node);
  const auto share = [&](std::string_view key, std::optional<double>& to) {
    if (const auto at = members.find(key)) read(*at, to.emplace(), kShare);
  };
  share("train", out.train);
  share("validation", out.validation);
  share("test", out.test);
  members.finish();
}

void readResample(const Node& node, Resample& out) {
  Members members(node);
  if (const auto at = members.require("kind", "must be \"bootstrap\" or \"fold\"")) {
    if (const auto i = readChoice(*at, resampleNames)) out.kind = Resample::Kind(*i);
  }
  if (out.kind == Resample::Kind::bootstrap) {
    if (const auto at = members.find("seed")) read(*at, out.seed, std::uint64_t(Limits::seed));
  } else {
    if (const auto at = members.find("folds")) read(*at, out.folds, 2, Limits::samples);
    if (const auto at = members.find("fold")) read(*at, out.fold, 0, out.folds - 1);
  }
  members.finish();
}

void readFeatures(const Node& node, std::vector<std::string>& out) {
  if (!node.value().is_array() || node.value().empty()) {
    return node.refuseType("a list of at least one feature");
  }
  if (node.value().size() > std::size_t(Limits::features)) {
    return node.refuse("too-large",
                       "must not have more than " + std::to_string(Limits::features) + " features");
  }
  out.clear();
  for (const Json& feature : node.value()) {
    const Node at = node.child(feature, std::to_string(out.size()));
    read(at, out.emplace_back());
  }
}

void readData(const Node& node, DataSpec& out) {
  Members members(node);
  const auto source = members.require("source", "must name a data source");
  const bool known = source && readId(*source, out.source);
  if (known) readParameters(members, out.source);
  if (const auto at = members.find("seed")) {
    read(*at, out.seed.emplace(), std::uint64_t(Limits::seed));
  }
  if (const auto at = members.find("split")) readSplit(*at, out.split.emplace());
  if (const auto at = members.find("resample")) readResample(*at, out.resample.emplace());
  if (const auto at = members.find("scale")) {
    if (const auto i = readChoice(*at, scaleNames)) out.scale = Scale(*i);
  }
  if (const auto at = members.find("scaleTargets")) {
    if (const auto i = readChoice(*at, scaleNames)) out.scaleTargets = Scale(*i);
  }
  if (const auto at = members.find("features")) readFeatures(*at, out.features);
  if (known) members.finish();  // otherwise any key may be a parameter of what was meant
}

void readLayer(const Node& node, LayerSpec& out) {
  Members members(node);
  if (const auto at = members.find("units")) {
    read(*at, out.units.emplace(1), 1, Limits::units, Beyond::tooLarge);
  }
  if (const auto at = members.find("activation")) readComponent(*at, out.activation.emplace());
  if (const auto at = members.find("init")) readComponent(*at, out.init);
  if (const auto at = members.find("biasInit")) readComponent(*at, out.biasInit);
  if (const auto at = members.find("bias")) read(*at, out.bias);
  if (const auto at = members.find("dropout")) {
    read(*at, out.dropout, kShare);
    if (out.dropout == 1) {
      at->refuse("out-of-range", "must be less than 1: with 1 nothing would be left of the layer");
    }
  }
  members.finish();
}

void readNetwork(const Node& node, std::vector<LayerSpec>& out) {
  Members members(node);
  if (const auto layers = members.require("layers", "must list the layers, the output last")) {
    const Json& list = layers->value();
    if (!list.is_array()) {
      layers->refuseType("a list of layers");
    } else if (list.empty()) {
      layers->refuse("out-of-range",
                     "must have at least the output layer; leave \"network\" out for the default");
    } else if (list.size() > std::size_t(Limits::layers)) {
      layers->refuse("too-large", "must not have more than " + std::to_string(Limits::layers) +
                                      " layers, not " + std::to_string(list.size()));
    } else {
      out.clear();
      for (const Json& layer : list) {
        const Node at = layers->child(layer, std::to_string(out.size()));
        readLayer(at, out.emplace_back());
      }
    }
  }
  members.finish();
}

void readBatchSize(const Node& node, BatchSize& out) {
  if (node.value() == "full") {
    out.full = true;
  } else if (node.value().is_string()) {
    node.refuseType("a number of samples or \"full\"");
  } else {
    read(node, out.size, 1, Limits::samples, Beyond::tooLarge);
  }
}

void readRegularization(const Node& node, Regularization& out) {
  Members members(node);
  if (const auto at = members.find("l1")) read(*at, out.l1, kPenalty);
  if (const auto at = members.find("l2")) read(*at, out.l2, kPenalty);
  if (const auto at = members.find("biases")) read(*at, out.biases);
  members.finish();
}

void readStop(const Node& node, Stop& out) {
  out = Stop{};  // rules that are left out are off
  Members members(node);
  if (const auto at = members.find("epochs")) read(*at, out.epochs, 0, Limits::steps);
  if (const auto at = members.find("steps")) read(*at, out.steps, 0, Limits::steps);
  if (const auto at = members.find("loss")) read(*at, out.loss, kStopValue);
  if (const auto at = members.find("gradient")) read(*at, out.gradient, kStopValue);
  if (const auto at = members.find("patience")) read(*at, out.patience, 0, Limits::steps);
  members.finish();
}

void readChange(const Node& node, Change& out) {
  Members members(node);
  if (const auto at = members.require("step", "must say from which step on")) {
    read(*at, out.step, 0, Limits::steps);
  }
  if (const auto at = members.require("set", "must say what is set to which value")) {
    if (!at->value().is_object()) {
      at->refuseType("an object of paths and values");
    } else {
      for (const auto& [path, value] : at->value().items()) out.set.push_back({path, write(value)});
    }
  }
  members.finish();
}

void readChanges(const Node& node, std::vector<Change>& out) {
  if (!node.value().is_array()) return node.refuseType("a list of changes");
  if (node.value().size() > std::size_t(Limits::changes)) {
    return node.refuse("too-large",
                       "must not have more than " + std::to_string(Limits::changes) + " changes");
  }
  out.clear();
  for (const Json& change : node.value()) {
    const Node at = node.child(change, std::to_string(out.size()));
    readChange(at, out.emplace_back());
  }
}

void readVersion(const Node& node, std::int64_t& out) {
  if (node.value().is_number() && node.value() != 1) {
    return node.refuse("unsupported-version",
                       "must be 1, the only version so far, not " + describe(node.value()));
  }
  read(node, out, 1, 1);
}

void readOptimizer(Members& members, Spec& out) {
  if (const auto at = members.find("optimizer")) readComponent(*at, out.optimizer);
}
void readSchedule(Members& members, Spec& out) {
  if (const auto at = members.find("schedule")) readComponent(*at, out.schedule);
}
void readBatchSize(Members& members, Spec& out) {
  if (const auto at = members.find("batchSize")) readBatchSize(*at, out.batchSize.emplace());
}
void readRegularization(Members& members, Spec& out) {
  if (const auto at = members.find("regularization")) readRegularization(*at, out.regularization);
}

}  // namespace

void readSpec(const Node& node, Spec& out) {
  Members members(node);
  if (const auto at = members.find("version")) readVersion(*at, out.version);
  if (const auto at = members.find("seed")) read(*at, out.seed, std::uint64_t(Limits::seed));
  if (const auto at =
          members.require("data", "must name a data source, as {\"source\": \"circle\"}")) {
    readData(*at, out.data);
  }
  if (const auto at = members.find("network")) readNetwork(*at, out.layers);
  if (const auto at = members.find("loss")) readComponent(*at, out.loss.emplace());
  readOptimizer(members, out);
  readSchedule(members, out);
  readBatchSize(members, out);
  readRegularization(members, out);
  if (const auto at = members.find("precision")) {
    if (const auto i = readChoice(*at, precisionNames)) out.precision = Precision(*i);
  }
  if (const auto at = members.find("stop")) readStop(*at, out.stop);
  if (const auto at = members.find("fault")) {
    if (const auto i = readChoice(*at, faultNames)) out.fault = faultNames[*i];
  }
  if (const auto at = members.find("changes")) readChanges(*at, out.changes);
  members.finish();
}

void readLive(const Node& node, Spec& out) {
  Members members(node);
  readOptimizer(members, out);
  readSchedule(members, out);
  readBatchSize(members, out);
  readRegularization(members, out);
  members.finish();
}

}  // namespace json

namespace {

/// The Spec of a text; what is wrong with it goes to `problems`.
Spec readText(std::string_view text, std::vector<Error>& problems) {
  Spec spec;
  Result<json::Json> document = json::parse(text);
  if (document) {
    json::readSpec(json::Node(*document, "", problems), spec);
  } else {
    problems.push_back(document.error());
  }
  return spec;
}

}  // namespace

Result<Spec> parseSpec(std::string_view text) {
  std::vector<Error> problems;
  Spec spec = readText(text, problems);
  if (!problems.empty()) return std::move(problems.front());
  return spec;
}

std::vector<Error> problemsOf(std::string_view text) {
  std::vector<Error> problems;
  const Spec spec = readText(text, problems);
  if (problems.empty()) problems = check(spec);
  return problems;
}

}  // namespace fallline
