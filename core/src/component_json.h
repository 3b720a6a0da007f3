// Components to JSON and back, and what the manifest says of them: all of it by walking the lists
// and the fields, so that another component needs no change here.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fallline/component.h"
#include "json_node.h"

namespace fallline::json {

/// The words that `fields` says of each parameter are for the manifest. What visits without wanting
/// them must be inlined, or they would all stand in the WebAssembly module.
#define FALLLINE_WITHOUT_WORDS [[gnu::always_inline]]

/// The visitor of `fields` that reads parameters from an object's members.
template <class T>
class FieldReader {
 public:
  FieldReader(Members& members, T& component) : members_(members), component_(component) {}

  FALLLINE_WITHOUT_WORDS void operator()(std::string_view name, double T::* member,
                                         const Range& range, std::string_view) {
    readNumber(members_, name, component_.*member, range.min, range.max);
  }
  FALLLINE_WITHOUT_WORDS void operator()(std::string_view name, std::int64_t T::* member,
                                         const Range& range, std::string_view) {
    readInteger(members_, name, component_.*member, range.min, range.max);
  }
  FALLLINE_WITHOUT_WORDS void operator()(std::string_view name, std::string T::* member,
                                         const Choices& choices, std::string_view) {
    readChoice(members_, name, component_.*member, {choices.ids.data(), choices.size});
  }
  /// A flag, a text or points.
  FALLLINE_WITHOUT_WORDS void operator()(std::string_view name, auto T::* member,
                                         std::string_view) {
    readPlain(members_, name, component_.*member);
  }

 private:
  Members& members_;
  T& component_;
};

/// Reads the id and takes that component with its defaults; false (and a problem) for no known id.
template <class... Ts>
bool readId(const Node& node, std::variant<Ts...>& out) {
  static constexpr auto ids = idsOf(TypeList<Ts...>{});
  const auto i = readChoice(node, ids);
  if (i) out = *componentById(TypeList<Ts...>{}, ids[*i]);
  return i.has_value();
}

/// Reads the parameters of the component held from the members beside its id.
template <class... Ts>
void readParameters(Members& members, std::variant<Ts...>& out) {
  std::visit([&]<class T>(T& component) { visitFields<T>(FieldReader<T>(members, component)); },
             out);
}

/// Reads "id" or {"id": "…", parameters}.
template <class... Ts>
void readComponent(const Node& node, std::variant<Ts...>& out) {
  if (node.value().is_string()) {
    readId(node, out);
    return;
  }
  Members members(node, "an id or an object with an \"id\"");
  const auto id = members.require("id", "must say which one: give an \"id\"");
  std::variant<Ts...> component;
  if (!id || !readId(*id, component)) return;
  readParameters(members, component);
  members.finish();
  out = std::move(component);
}

/// A value of a parameter as JSON.
inline Json valueOf(double x) { return number(x); }
inline Json valueOf(std::int64_t x) { return x; }
inline Json valueOf(bool x) { return x; }
inline Json valueOf(const std::string& x) { return x; }
inline Json valueOf(const Points& points) {
  Json list = Json::array();
  for (const std::vector<double>& point : points) {
    Json row = Json::array();
    for (const double x : point) row.push_back(number(x));
    list.push_back(std::move(row));
  }
  return list;
}

/// Adds the parameters that differ from the defaults of the component held to `object`.
template <class... Ts>
void writeParameters(const std::variant<Ts...>& component, Json& object) {
  std::visit(
      [&]<class T>(const T& c) {
        const T defaults{};
        visitFields<T>([&](std::string_view name, auto member, const auto&...)
                           __attribute__((always_inline)) {
                             if (c.*member != defaults.*member) {
                               object[std::string(name)] = valueOf(c.*member);
                             }
                           });
      },
      component);
}

/// The bare id where all parameters are the defaults, {"id": "…", those that differ} otherwise.
template <class... Ts>
Json writeComponent(const std::variant<Ts...>& component) {
  Json object = {{"id", idOf(component)}};
  writeParameters(component, object);
  return object.size() == 1 ? Json(idOf(component)) : object;
}

}  // namespace fallline::json
