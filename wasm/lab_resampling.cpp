// The lab module: what repeats say of a figure.
#include <emscripten/bind.h>

#include "arrays.h"
#include "bound_session.h"
#include "fallline/resampling.h"

namespace fallline::wasm {

struct OutcomeOut;  // {targets, values, drawn}

namespace {

/// {targets, values} of the test part and, by metric, what `samples` draws of it give.
emscripten::val outcomeOf(Session& session, double samples) {
  const TestOutcome outcome = testOutcome(session);
  auto drawn = emscripten::val::object();
  for (const auto& [name, values] : resampleTest(session, outcome, std::size_t(samples))) {
    drawn.set(name, arrayOf<double>(values));
  }
  auto out = emscripten::val::object();
  out.set("targets", arrayOf<double>(outcome.targets));
  out.set("values", arrayOf<double>(outcome.values));
  out.set("drawn", drawn);
  return out;
}

Reply<OutcomeOut> testOutcomeOf(BoundSession& bound, double samples) {
  return guard<OutcomeOut>([&] { return outcomeOf(bound.session(), samples); });
}

/// JSON, as resampling.h describes it.
Reply<Text> distribution(const DoublesIn& values, double level) {
  return guard<Text>(
      [&] { return writeDistribution(distributionOf(vectorOf<double>(values), level)); });
}

Reply<Text> decomposition(const DoublesIn& targets, const DoublesIn& predictions) {
  return guard<Text>([&] {
    return writeDecomposition(decompose(vectorOf<double>(targets), vectorOf<double>(predictions)));
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line_lab_resampling) {
  emscripten::register_type<Reply<OutcomeOut>>(
      "{ readonly ok: true; readonly value: { readonly targets: Float64Array<ArrayBuffer>; "
      "readonly values: Float64Array<ArrayBuffer>; "
      "readonly drawn: Readonly<Record<string, Float64Array<ArrayBuffer>>> } } | "
      "{ readonly ok: false; readonly code: string; readonly path: string; "
      "readonly message: string }");
  emscripten::function("testOutcome(session, samples)", &testOutcomeOf);
  emscripten::function("distribution(values, level)", &distribution);
  emscripten::function("decomposition(targets, predictions)", &decomposition);
}

}  // namespace fallline::wasm
