// Reading a quantity: its name, and the keys that belong to it.
#include <algorithm>
#include <iterator>
#include <utility>

#include "component_json.h"
#include "fallline/faults.h"
#include "lesson/quantities.h"
#include "suggest.h"

namespace fallline {
namespace {

using json::Json;
using json::Members;
using json::Node;

constexpr std::size_t kMostReference = 20'000;

const QuantityKind* kindOf(std::string_view name) {
  for (const QuantityKind& kind : quantityKinds()) {
    const bool family = kind.name.ends_with('.');
    if (family ? name.starts_with(kind.name) : name == kind.name) return &kind;
  }
  return nullptr;
}

// --- reading
// ---------------------------------------------------------------------------------------

std::vector<std::string> names(auto&& list, auto name) {
  std::vector<std::string> all;
  for (const auto& entry : list) all.emplace_back(name(entry));
  return all;
}
std::vector<std::string> metricNames() {
  return names(metricKinds(), [](const MetricKind& m) { return m.name; });
}

/// "train.mse" or, where the part is known, what follows it.
void readMetric(const Node& node, std::string_view text, MetricName& out) {
  const std::size_t point = text.find('.');
  const std::string_view part = text.substr(0, point);
  const auto* foundPart = std::ranges::find(partNames, part);
  if (foundPart == partNames.end() || point == text.npos) {
    return node.refuse("unknown-id", "must name a part and a metric, as in \"train.loss\"");
  }
  const std::string_view metric = text.substr(point + 1);
  const auto metrics = metricKinds();
  const auto found = std::ranges::find(metrics, metric, &MetricKind::name);
  if (found == metrics.end()) {
    return node.refuse("unknown-id", unknownWord("metric", metric, metricNames()));
  }
  out = {std::size_t(foundPart - partNames.begin()), std::size_t(found - metrics.begin())};
}

/// What stands behind the family's point.
void readField(const Node& node, std::string_view name, Quantity& out) {
  const std::string_view family = out.kind->name, rest = name.substr(family.size());
  if (out.kind->readsMetric) return readMetric(node, name, out.metric);
  if (family == "samples.") {
    const auto* part = std::ranges::find(partNames, rest);
    if (part == partNames.end()) {
      const std::vector<std::string> parts(partNames.begin(), partNames.end());
      return node.refuse("unknown-id", unknownWord("part", rest, parts));
    }
    out.metric.part = std::size_t(part - partNames.begin());
  } else if (family == "optimizer.") {
    out.field = rest;
    const auto fields = stepFields();
    if (std::ranges::find(fields, rest, &StepField::name) == fields.end()) {
      const auto known = names(stepFields(), [](const StepField& f) { return f.name; });
      node.refuse("unknown-id", unknownWord("figure of a step", rest, known));
    }
  } else if (family == "baseline." && std::ranges::find(kFitFields, rest) != std::end(kFitFields)) {
    out.field = rest;
  } else {
    readMetric(node, rest, out.metric);
  }
}

void readAt(const Node& node, At& out) {
  static constexpr std::array<std::string_view, 5> words{"end", "start", "best", "max", "min"};
  if (node.value().is_number()) {
    out.kind = At::Kind::step;
    return read(node, out.number, 0, Limits::steps);
  }
  if (node.value().is_object()) {
    Members members(node);
    out.kind = At::Kind::epoch;
    if (const auto epoch = members.require("epoch", "must be a number of epochs")) {
      read(*epoch, out.number, 0, Limits::steps);
    }
    return members.finish();
  }
  if (const auto i = readChoice(node, words)) out.kind = At::Kind(*i);
}

void readNumbers(const Node& node, std::vector<double>& out) {
  if (!node.value().is_array()) return node.refuseType("a list of numbers");
  if (node.value().size() > kMostReference) {
    return node.refuse("too-large", "has more than " + std::to_string(kMostReference) + " numbers");
  }
  for (const Json& x : node.value()) {
    read(node.child(x, std::to_string(out.size())), out.emplace_back(),
         Range::linear(-1e300, 1e300));
  }
}

void readEquals(const Node& node, Quantity& out) {
  read(node, out.equals);
  std::vector<std::string> known;
  if (out.kind->name == "status") {
    for (const RunStatus status : {RunStatus::running, RunStatus::converged, RunStatus::stopped,
                                   RunStatus::stalled, RunStatus::diverged}) {
      known.emplace_back(nameOf(status));
    }
  } else if (out.kind->name == "gradient-verdict") {
    known.assign(std::begin(kVerdicts), std::end(kVerdicts));
  } else {
    static constexpr auto faults = idsOf(Faults{});
    known.assign(faults.begin(), faults.end());
    known.emplace_back("other");
  }
  if (std::ranges::find(known, out.equals) == known.end()) {
    node.refuse("unknown-id", unknownWord("word", out.equals, known));
  }
}

void readLimits(Members& members, Quantity& out) {
  const auto below = members.find("below"), above = members.find("above");
  const Range any = Range::linear(-1e300, 1e300);
  if (below) read(*below, out.below, any);
  if (above) read(*above, out.above, any);
  if (!below && !above) members.require("below", "must be the bound that is to be reached");
}

void readKey(std::string_view key, Members& members, const References& references, Quantity& out) {
  if (key == "below") return readLimits(members, out);
  if (key == "above") return;  // read beside "below"
  if (key == "model") {
    if (const auto model = members.find(key)) readComponent(*model, out.model);
  } else if (key == "beyond") {
    json::readNumber(members, key, out.beyond, 0, 1e300);
  } else if (key == "index") {
    if (const auto index = members.find(key)) read(*index, out.index, 0, Limits::parameters);
  } else if (key == "equals") {
    if (const auto text = members.require(key, "must be the word that counts as 1")) {
      readEquals(*text, out);
    }
  } else if (key == "input") {
    if (const auto input = members.require(key, "must be a list of inputs")) {
      readNumbers(*input, out.input);
    }
  } else if (key == "reference") {
    if (const auto name = members.require(key, "must name a list of \"reference\"")) {
      out.reference = references.find(*name);
    }
  }
}

}  // namespace

std::vector<double> References::find(const Node& name) const {
  std::string text;
  read(name, text);
  std::vector<double> numbers;
  if (!document || !document->is_object() || !document->contains(text)) {
    std::vector<std::string> known;
    if (document && document->is_object()) {
      for (const auto& [key, value] : document->items()) known.push_back(key);
    }
    name.refuse("unknown-id", unknownWord("reference", text, known));
    return numbers;
  }
  const Json& entry = (*document)[text];
  const Json& values = entry.is_object() && entry.contains("values") ? entry["values"] : entry;
  if (values.is_number()) return {values.get<double>()};
  std::vector<Error> problems;
  readNumbers(Node(values, "reference", problems), numbers);
  for (const Error& problem : problems) {
    name.refuse(problem.code, "needs a list of numbers in \"reference\": " + problem.message);
  }
  return numbers;
}

void readQuantity(Members& members, const References& references, Quantity& out) {
  const auto of = members.require("of", "must name a quantity, as in \"train.loss\"");
  if (!of) return;
  std::string name;
  read(*of, name);
  if (name.empty()) return;
  out.kind = kindOf(name);
  if (!out.kind) {
    const auto known = names(quantityKinds(), [](const QuantityKind& kind) { return kind.name; });
    of->refuse("unknown-id", unknownWord("quantity", name, known));
    return;
  }
  if (out.kind->name.ends_with('.')) readField(*of, name, out);
  for (const std::string_view key : out.kind->keys) readKey(key, members, references, out);
  if (out.field == "coefficient") readKey("index", members, references, out);
  if (out.field == "coefficients-difference") readKey("reference", members, references, out);
  if (out.kind->had != Had::bySeeing && out.kind->had != Had::atStart &&
      out.kind->had != Had::atEnd) {
    if (const auto at = members.find("at")) {
      readAt(*at, out.at);
      if (out.seesAll() && out.kind->had != Had::atMoments) {
        at->refuse("conflict", "must be one moment: a check is not made after every epoch");
      }
    }
  }
  if (out.seesAll() && name != "curve-difference") {
    json::readInteger(members, "from", out.at.from, 0, double(Limits::steps));
    json::readInteger(members, "until", out.at.until, 0, double(Limits::steps));
  }
  if (out.kind->had == Had::bySeeing && name != "rises") {
    if (const auto metric = members.require("metric", "must be a metric, as in \"train.loss\"")) {
      std::string text;
      read(*metric, text);
      readMetric(*metric, text, out.metric);
    }
  }
}

}  // namespace fallline
