// The lab module: derivatives and steps, checked.
#include <emscripten/bind.h>

#include <string>

#include "bound_session.h"
#include "fallline/update_check.h"

namespace fallline::wasm {
namespace {

/// JSON, as update_check.h describes it.
Reply<Text> updateCheck(BoundSession& bound) {
  return guard<Text>([&] { return writeUpdateCheck(checkUpdate(bound.session())); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line_lab_checks) {
  emscripten::function("updateCheck(session)", &updateCheck);
}

}  // namespace fallline::wasm
