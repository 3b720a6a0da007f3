// The lab module: derivatives and steps, checked.
#include <emscripten.h>
#include <emscripten/bind.h>

#include <algorithm>
#include <string>

#include "bound_session.h"
#include "fallline/gradient_check.h"
#include "fallline/update_check.h"
#include "pacer.h"

namespace fallline::wasm {
namespace {

/// JSON, as update_check.h describes it.
Reply<Text> updateCheck(BoundSession& bound) {
  return guard<Text>([&] { return writeUpdateCheck(checkUpdate(bound.session())); });
}

/// A gradient check in slices.
class BoundGradientCheck {
 public:
  explicit BoundGradientCheck(BoundSession& bound) : checker_(bound.session()) {}

  /// Goes on for about that many milliseconds; value: the share that is done, 0 to 1.
  Reply<Number> advance(double milliseconds) {
    return guard<Number>([&] {
      const double work = pacer_.work(milliseconds), start = emscripten_get_now();
      const bool done = checker_.advance(work);
      pacer_.measured(work, emscripten_get_now() - start, !done);
      return done ? 1 : std::min(checker_.share(), 0.999);
    });
  }
  /// JSON, as gradient_check.h describes it, with every element; once `advance` has said 1.
  Reply<Text> report() {
    return guard<Text>([&] { return writeGradientReport(checker_.report(), true); });
  }

 private:
  GradientChecker checker_;
  Pacer pacer_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line_lab_checks) {
  emscripten::function("updateCheck(session)", &updateCheck);
  emscripten::class_<BoundGradientCheck>("GradientCheck")
      .constructor<BoundSession&>()
      .function("advance(milliseconds)", &BoundGradientCheck::advance)
      .function("report", &BoundGradientCheck::report);
}

}  // namespace fallline::wasm
