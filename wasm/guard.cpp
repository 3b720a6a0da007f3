#include "guard.h"

#include <emscripten.h>

#include <cstdlib>
#include <new>
#include <string_view>

#ifndef _LIBCPP_VERBOSE_ABORT_NOEXCEPT  // newer versions of libc++ want it
#define _LIBCPP_VERBOSE_ABORT_NOEXCEPT
#endif

// The instance is lost afterwards: what was under way stays half done. The worker tells, and is
// replaced (web/src/engine/errors.ts knows the code).
EM_JS(void, fall_line_out_of_memory, (), {
  throw Object.assign(new Error("The memory for this is not there."), {code : "out-of-memory"});
});

/// What libc++ would print is of no use without a console, and printing takes 5 kB.
void std::__libcpp_verbose_abort(const char* format, ...) _LIBCPP_VERBOSE_ABORT_NOEXCEPT {
  // A container that cannot be that large.
  if (std::string_view(format).starts_with("length_error")) fall_line_out_of_memory();
  std::abort();
}

namespace fallline::wasm {
namespace {

[[maybe_unused]] const auto kFormerHandler = std::set_new_handler(fall_line_out_of_memory);

}  // namespace

void misuse(const std::string& message) {
  emscripten::val::global("Error").new_(message).throw_();
  std::abort();  // never reached
}

}  // namespace fallline::wasm
