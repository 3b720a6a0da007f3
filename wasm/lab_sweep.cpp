// The lab module: the runs of a sweep.
#include <emscripten/bind.h>

#include <string>

#include "fallline/sweep.h"
#include "replies.h"

namespace fallline::wasm {
namespace {

/// All runs of a sweep, as JSON: see writeExpansion.
Reply<Text> expandSweep(const std::string& text) {
  return guard<Text>([&]() -> Result<std::string> {
    const auto sweep = parseSweep(text);
    if (!sweep) return sweep.error();
    const auto cells = expand(*sweep);
    if (!cells) return cells.error();
    return writeExpansion(*sweep, *cells);
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line_lab_sweep) {
  emscripten::function("expandSweep(sweep)", &expandSweep);
}

}  // namespace fallline::wasm
