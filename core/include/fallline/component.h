// What a user can choose is a Component: a struct with an `info`, its parameters as data members,
// and one job. It exists because its name stands in one TypeList.
//
//   struct LeakyRelu {
//     static constexpr Info info{.id = "leaky-relu", …};
//     double slope = 0.01;
//     template <class V> static constexpr void fields(V&& v) {
//       v("slope", &LeakyRelu::slope, Range::linear(0, 1), "Slope for negative z.");
//     }
//     …its job…
//   };
//   using Activations = TypeList<Linear, Sigmoid, …, LeakyRelu>;
//   using Activation = OneOf<Activations>;           // any of them, with its parameters
//
// Parsing, validation, the manifest, menus, links and tests walk the list and the fields.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace fallline {

/// How a component introduces itself.
struct Info {
  std::string_view id;       ///< its name in a Spec, kebab-case, the field's standard term
  std::string_view label;    ///< its name in a menu
  std::string_view formula;  ///< the equation, in plain Unicode
  std::string_view summary;  ///< what it is or when it helps, one sentence
  std::string_view source;   ///< where it comes from: author, year, or a definition's home
};

/// The values that a number may take: [min, max] is valid, [low, high] is what a slider offers.
struct Range {
  enum class Scale { linear, logarithmic };
  double min, max;
  double low, high;
  Scale scale = Scale::linear;

  static constexpr Range linear(double low, double high) { return {low, high, low, high}; }
  static constexpr Range logarithmic(double low, double high) {
    return {low, high, low, high, Scale::logarithmic};
  }
  /// The same slider, with other limits of what is valid.
  constexpr Range within(double newMin, double newMax) const {
    return {newMin, newMax, low, high, scale};
  }
  /// Written so that NaN is never inside.
  constexpr bool contains(double x) const { return x >= min && x <= max; }
};

/// The texts that a choice may take.
struct Choices {
  static constexpr std::size_t capacity = 6;
  std::array<std::string_view, capacity> ids{};
  std::size_t size = 0;
  constexpr Choices(std::initializer_list<std::string_view> list) {
    for (std::string_view id : list) ids[size++] = id;
  }
  constexpr bool contains(std::string_view id) const {
    for (std::size_t i = 0; i < size; ++i) {
      if (ids[i] == id) return true;
    }
    return false;
  }
};

/// A list of samples written in the Spec itself: each row is the inputs and then the target.
using Points = std::vector<std::vector<double>>;

/// A component's `fields` calls its visitor once per parameter, with one of
///   v(name, double T::*,       Range,   help)     a number
///   v(name, std::int64_t T::*, Range,   help)     an integer
///   v(name, bool T::*,                  help)     a flag
///   v(name, std::string T::*,  Choices, help)     a choice
///   v(name, std::string T::*,           help)     a text
///   v(name, Points T::*,                help)     points
/// A component without parameters has no `fields`.
template <class T, class V>
constexpr void visitFields(V&& v) {
  if constexpr (requires { T::fields(v); }) T::fields(v);
}

template <class... Ts>
struct TypeList {
  static constexpr std::size_t size = sizeof...(Ts);
};

namespace detail {
template <class List>
struct VariantOf;
template <class... Ts>
struct VariantOf<TypeList<Ts...>> {
  using type = std::variant<Ts...>;
};
}  // namespace detail

/// Any one component of a list, with its parameters.
template <class List>
using OneOf = typename detail::VariantOf<List>::type;

/// f(std::type_identity<T>{}) for every T of the list, in order.
template <class... Ts, class F>
constexpr void forEach(TypeList<Ts...>, F&& f) {
  (f(std::type_identity<Ts>{}), ...);
}

/// Whether no two components of a list share an id.
template <class... Ts>
consteval bool uniqueIds(TypeList<Ts...>) {
  constexpr std::array<std::string_view, sizeof...(Ts)> ids{Ts::info.id...};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (ids[i] == ids[j]) return false;
    }
  }
  return true;
}

/// The ids of a list, in order.
template <class... Ts>
constexpr std::array<std::string_view, sizeof...(Ts)> idsOf(TypeList<Ts...>) {
  return {Ts::info.id...};
}

/// The component of that id with its default parameters, or nothing.
template <class... Ts>
std::optional<std::variant<Ts...>> componentById(TypeList<Ts...>, std::string_view id) {
  static constexpr std::array<std::string_view, sizeof...(Ts)> ids = idsOf(TypeList<Ts...>{});
  std::optional<std::variant<Ts...>> found;
  std::size_t at = 0;
  ((ids[at++] == id ? void(found.emplace(Ts{})) : void()), ...);
  return found;
}

/// The Info of whichever component is held.
template <class... Ts>
const Info& infoOf(const std::variant<Ts...>& component) {
  return std::visit([](const auto& c) -> const Info& { return std::decay_t<decltype(c)>::info; },
                    component);
}

/// The id of whichever component is held. It comes from a table of ids alone: WebAssembly need not
/// hold the words of every Info.
template <class... Ts>
std::string_view idOf(const std::variant<Ts...>& component) {
  static constexpr std::array<std::string_view, sizeof...(Ts)> ids = idsOf(TypeList<Ts...>{});
  return ids[component.index()];
}

/// Whether T is the component held.
template <class T, class... Ts>
constexpr bool is(const std::variant<Ts...>& component) {
  return std::holds_alternative<T>(component);
}

}  // namespace fallline
