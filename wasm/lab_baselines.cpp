// The lab module: what simple models reach on the session's data.
#include <emscripten/bind.h>

#include <string>

#include "bound_session.h"
#include "fallline/linear_models.h"
#include "fallline/linear_report.h"

namespace fallline::wasm {
namespace {

// Texts are JSON, as linear_report.h describes them.

Reply<Text> linearModels(BoundSession& bound, const std::string& wanted) {
  return guard<Text>([&] { return fitLinearModels(bound.session().prepared(), wanted); });
}

Reply<Text> linearity(BoundSession& bound) {
  return guard<Text>([&] { return writeLinearity(bound.session()); });
}

/// A Spec.
Reply<Text> logisticSpec(BoundSession& bound, const std::string& solver, double l2) {
  return guard<Text>([&]() -> Result<std::string> {
    const Result<Spec> spec = logisticRegression(bound.session().prepared(), solver, l2);
    if (!spec) return spec.error();
    return writeSpec(*spec);
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line_lab_baselines) {
  emscripten::function("linearModels(session, wanted)", &linearModels);
  emscripten::function("linearity(session)", &linearity);
  emscripten::function("logisticSpec(session, solver, l2)", &logisticSpec);
}

}  // namespace fallline::wasm
