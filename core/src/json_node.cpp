#include "json_node.h"

#include <algorithm>
#include <cmath>

#include "suggest.h"

namespace fallline::json {
namespace {

constexpr double kExact = 9007199254740992;  // 2^53: up to here doubles hold every integer

/// An integer, written with or without a point (JavaScript makes no difference between 8 and 8.0).
std::optional<double> integerOf(const Json& value) {
  if (!value.is_number()) return {};
  const double x = value.get<double>();
  if (!(std::abs(x) <= kExact) || std::floor(x) != x) return {};
  return x;
}

std::optional<double> readInteger(const Node& node, double least, double most, Beyond beyond) {
  const Json& value = node.value();
  if (!value.is_number()) {
    node.refuseType("an integer");
    return {};
  }
  const double x = value.get<double>();
  const bool whole = integerOf(value).has_value();
  if (std::abs(x) <= kExact && !whole) {
    node.refuseType("an integer");
    return {};
  }
  if (!whole || !(x >= least && x <= most)) {
    node.refuse(beyond == Beyond::tooLarge && x > most ? "too-large" : "out-of-range",
                between(least, most) + ", not " + describe(value));
    return {};
  }
  return x;
}

}  // namespace

void Node::refuseType(std::string_view wanted) const {
  refuse("wrong-type", "must be " + std::string(wanted) + ", not " + describe(*value_));
}

Members::Members(const Node& node, std::string_view wanted) : node_(node) {
  if (!node.value().is_object()) node.refuseType(wanted);
}

std::optional<Node> Members::find(std::string_view key) {
  known_.emplace_back(key);
  if (!node_.value().is_object()) return {};
  const auto found = node_.value().find(key);
  if (found == node_.value().end()) return {};
  return node_.child(*found, key);
}

std::optional<Node> Members::require(std::string_view key, std::string message) {
  std::optional<Node> found = find(key);
  if (!found && node_.value().is_object()) {
    node_.child(node_.value(), key).refuse("missing-key", std::move(message));
  }
  return found;
}

void Members::finish() const {
  if (!node_.value().is_object()) return;
  for (const auto& [key, value] : node_.value().items()) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
      node_.child(value, key).refuse("unknown-key", unknownWord("key", key, known_));
    }
  }
}

void read(const Node& node, double& out, const Range& range) {
  const Json& value = node.value();
  if (!value.is_number()) return node.refuseType("a number");
  const double x = value.get<double>();
  if (!range.contains(x)) {
    return node.refuse("out-of-range", between(range.min, range.max) + ", not " + describe(value));
  }
  out = x;
}

void read(const Node& node, std::int64_t& out, std::int64_t least, std::int64_t most,
          Beyond beyond) {
  if (const auto x = readInteger(node, double(least), double(most), beyond)) out = std::int64_t(*x);
}

void read(const Node& node, std::uint64_t& out, std::uint64_t most) {
  if (const auto x = readInteger(node, 0, double(most), Beyond::outOfRange)) {
    out = std::uint64_t(*x);
  }
}

void read(const Node& node, bool& out) {
  if (!node.value().is_boolean()) return node.refuseType("true or false");
  out = node.value().get<bool>();
}

void read(const Node& node, std::string& out) {
  if (!node.value().is_string()) return node.refuseType("a text");
  out = node.value().get<std::string>();
}

void read(const Node& node, Points& out) {
  const std::string_view wanted = "a list of points, each a list of numbers";
  if (!node.value().is_array()) return node.refuseType(wanted);
  Points points;
  for (const Json& row : node.value()) {
    const Node at = node.child(row, std::to_string(points.size()));
    if (!row.is_array()) return at.refuseType("a list of numbers");
    std::vector<double>& point = points.emplace_back();
    for (const Json& x : row) {
      if (!x.is_number()) return at.child(x, std::to_string(point.size())).refuseType("a number");
      point.push_back(x.get<double>());
      if (!std::isfinite(point.back())) {
        return at.child(x, std::to_string(point.size() - 1))
            .refuse("out-of-range", "must be a finite number");
      }
    }
  }
  out = std::move(points);
}

std::optional<std::size_t> readChoice(const Node& node, std::span<const std::string_view> ids) {
  if (!node.value().is_string()) {
    std::string wanted = "one of";
    for (const std::string_view id : ids) wanted.append(" \"").append(id).append("\"");
    node.refuseType(wanted);
    return {};
  }
  const std::string& text = node.value().get_ref<const std::string&>();
  const auto found = std::find(ids.begin(), ids.end(), text);
  if (found == ids.end()) {
    node.refuse("unknown-id", unknownWord("id", text, {ids.begin(), ids.end()}));
    return {};
  }
  return std::size_t(found - ids.begin());
}

void readNumber(Members& members, std::string_view key, double& out, double least, double most) {
  if (const auto node = members.find(key)) read(*node, out, Range::linear(least, most));
}

void readInteger(Members& members, std::string_view key, std::int64_t& out, double least,
                 double most) {
  if (const auto node = members.find(key)) {
    read(*node, out, std::int64_t(least), std::int64_t(most));
  }
}

void readChoice(Members& members, std::string_view key, std::string& out,
                std::span<const std::string_view> ids) {
  const auto node = members.find(key);
  if (!node) return;
  if (const auto i = readChoice(*node, ids)) out = ids[*i];
}

std::string between(double least, double most) {
  return "must be between " + write(number(least)) + " and " + write(number(most));
}

}  // namespace fallline::json
