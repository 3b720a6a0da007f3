#include "sweep_axes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "fallline/math.h"
#include "json_path.h"
#include "random_layers.h"

namespace fallline::json {
namespace {

constexpr Range kAnyNumber = Range::linear(-1e300, 1e300);
constexpr std::string_view kLayersPath = "network.layers";
constexpr std::string_view kEachLayer = "network.layers.*.";
constexpr std::string_view kEachHidden = "network.hidden.*.";

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
bool takesIntegers(Json spec, std::string_view path) {
  if (path == depthPath) return true;
  if (setOnAxis(spec, path, 0.5)) return false;
  const Result<Spec> read = parseSpec(write(spec));
  return !read && read.error().code == "wrong-type";
}

void readSpan(const Node& node, Members& members, const Json& spec, Axis& axis) {
  Span span;
  span.integer = takesIntegers(spec, axis.path);
  const std::string either = "must be given, with \"to\", where there are no \"values\"";
  const auto from = members.require("from", either);
  const auto to = members.require("to", "must be given beside \"from\"");
  if (from) read(*from, span.from, kAnyNumber);
  if (to) read(*to, span.to, kAnyNumber);
  if (const auto at = members.require("count", "must say how many values")) {
    read(*at, span.count, 1, Sweep::maxRuns, Beyond::tooLarge);
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
    std::string text = write(number(x));
    if (std::find(axis.values.begin(), axis.values.end(), text) == axis.values.end()) {
      axis.values.push_back(std::move(text));
    }
  }
}

/// The layers of the document, written out where the Spec leaves them to the default; null when
/// something else stands there.
Json* layersOf(Json& spec) {
  Json& network = spec["network"];
  if (network.is_null()) network = {{"layers", {Json::object(), Json::object()}}};
  if (!network.is_object()) return nullptr;
  const auto layers = network.find("layers");
  return layers != network.end() && layers->is_array() && !layers->empty() ? &*layers : nullptr;
}

Error noLayers(std::string_view path) {
  return {"bad-path", std::string(path), "needs a network with a list of layers"};
}

std::optional<Error> setDepth(Json& spec, const Json& value) {
  Json* layers = layersOf(spec);
  if (!layers) return noLayers(depthPath);
  const double wanted = value.is_number() ? value.get<double>() : -1;
  if (!(wanted >= 0 && wanted < double(Limits::layers) && std::floor(wanted) == wanted)) {
    return Error{"out-of-range", std::string(depthPath),
                 "must be a number of hidden layers from 0 to " +
                     std::to_string(Limits::layers - 1) + ", not " + describe(value)};
  }
  const auto hidden = std::size_t(wanted);
  const Json output = layers->back();
  layers->erase(layers->size() - 1);
  while (layers->size() > hidden) layers->erase(layers->size() - 1);
  while (layers->size() < hidden) {
    layers->push_back(layers->empty() ? Json::object() : Json(layers->back()));
  }
  layers->push_back(output);
  return {};
}

/// The same value in many layers; `rest` is the path below each.
std::optional<Error> setInLayers(Json& spec, std::string_view path, std::string_view rest,
                                 bool withOutput, const Json& value) {
  const Json* layers = layersOf(spec);
  if (!layers) return noLayers(path);
  const std::size_t count = layers->size() - (withOutput ? 0 : 1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string place = join(join(kLayersPath, std::to_string(i)), rest);
    if (auto error = setAt(spec, place, value)) return error;
  }
  return {};
}

}  // namespace

void readAxis(const Node& node, const Json& spec, Axis& axis) {
  Members members(node);
  const auto path = members.require("path", "must say what varies");
  if (path) {
    read(*path, axis.path);
    if (const auto pieces = splitPath(axis.path); !pieces) {
      path->refuse(pieces.error().code, pieces.error().message);
    } else if (axis.path == "seed") {
      path->refuse("bad-path", "must not be the seed, which \"seeds\" varies");
    }
  }
  if (const auto random = members.find("random")) {
    if (path && axis.path != kLayersPath) {
      path->refuse("bad-path", "must be network.layers where networks are drawn");
    }
    readRandomLayers(*random, spec, axis.values);
  } else if (const auto values = members.find("values"); !values) {
    readSpan(node, members, spec, axis);
  } else if (!values->value().is_array() || values->value().empty()) {
    values->refuseType("a list of at least one value");
  } else {
    for (const Json& value : values->value()) axis.values.push_back(write(value));
  }
  members.finish();
}

std::optional<Error> setOnAxis(Json& spec, std::string_view path, Json value) {
  if (path == depthPath) return setDepth(spec, value);
  for (const std::string_view start : {kEachLayer, kEachHidden}) {
    if (path.starts_with(start)) {
      return setInLayers(spec, path, path.substr(start.size()), start == kEachLayer, value);
    }
  }
  return setAt(spec, path, std::move(value));
}

}  // namespace fallline::json
