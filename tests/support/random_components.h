// Components with random parameters, for properties that must hold for all of them.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <variant>

#include "fallline/component.h"
#include "fallline/rng.h"

namespace fallline::testing {

/// The visitor of `fields` that gives every parameter a random valid value.
template <class T>
class Randomizer {
 public:
  Randomizer(T& component, Random& random) : component_(component), random_(random) {}

  void operator()(std::string_view, double T::* member, Range range, std::string_view) {
    component_.*member = random_.uniform(range.low, range.high);
  }
  void operator()(std::string_view, std::int64_t T::* member, Range range, std::string_view) {
    component_.*member = std::int64_t(std::floor(random_.uniform(range.low, range.high + 1)));
  }
  void operator()(std::string_view, bool T::* member, std::string_view) {
    component_.*member = random_.below(2) == 1;
  }
  void operator()(std::string_view, std::string T::* member, const Choices& choices,
                  std::string_view) {
    component_.*member = choices.ids[random_.below(choices.size)];
  }
  void operator()(std::string_view, std::string T::* member, std::string_view) {
    static constexpr std::string_view pieces[] = {
        "plain", "mit Umlaut ä", "\"quotes\"", "a\\b", "\n\t\x01", "", "日本", "{\"id\": 1}"};
    component_.*member = std::string(pieces[random_.below(std::size(pieces))]) +
                         std::string(pieces[random_.below(std::size(pieces))]);
  }
  void operator()(std::string_view, Points T::* member, std::string_view) {
    (component_.*member).assign(1 + random_.below(3), {random_.normal(), random_.normal(), 1});
  }

 private:
  T& component_;
  Random& random_;
};

/// Calls f with every component of the list, as a variant, with random parameters.
template <class List, class F>
void forEachRandom(Random& random, F&& f) {
  forEach(List{}, [&]<class T>(std::type_identity<T>) {
    T component;
    visitFields<T>(Randomizer<T>(component, random));
    f(OneOf<List>(component));
  });
}

/// Whether both hold the same component with the same parameters.
template <class... Ts>
bool same(const std::variant<Ts...>& a, const std::variant<Ts...>& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      [&]<class T>(const T& x) {
        const T& y = std::get<T>(b);
        bool equal = true;
        visitFields<T>([&](std::string_view, auto member, const auto&...) {
          equal = equal && x.*member == y.*member;
        });
        return equal;
      },
      a);
}

}  // namespace fallline::testing
