// The lab module: the objective anywhere, as the landscape of a race is drawn from it.
#include <emscripten/bind.h>

#include <vector>

#include "arrays.h"
#include "bound_session.h"
#include "fallline/landscape.h"

namespace fallline::wasm {
namespace {

Result<emscripten::val> numbers(const Result<std::vector<double>>& from) {
  if (!from) return from.error();
  return arrayOf(*from);
}

Reply<Doubles> losses(BoundSession& bound, const DoublesIn& thetas) {
  return guard<Doubles>(
      [&] { return numbers(lossesAt(bound.session(), vectorOf<double>(thetas))); });
}

Reply<Doubles> gradient(BoundSession& bound, const DoublesIn& theta) {
  return guard<Doubles>(
      [&] { return numbers(gradientAt(bound.session(), vectorOf<double>(theta))); });
}

Reply<Doubles> dampedStep(BoundSession& bound, const DoublesIn& theta, double mu) {
  return guard<Doubles>(
      [&] { return numbers(dampedStepAt(bound.session(), vectorOf<double>(theta), mu)); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line_lab_landscape) {
  emscripten::function("lossesAt(session, thetas)", &losses);
  emscripten::function("gradientAt(session, theta)", &gradient);
  emscripten::function("dampedStepAt(session, theta, mu)", &dampedStep);
}

}  // namespace fallline::wasm
