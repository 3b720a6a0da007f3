# How everything is compiled. Link fallline_options (PUBLIC from the core) to get it.
#
# The same bits everywhere need the same arithmetic everywhere: no contraction of a*b+c into one
# rounding, 128-bit packets (SSE natively, SIMD128 in WebAssembly, never AVX), and never -ffast-math.
# That square roots set no errno and that comparisons trap nothing changes no bit; without it GCC
# leaves loops with either of them unvectorised.
# The other half of that promise is in core/include/fallline/eigen.h.

option(FALL_LINE_TESTS "Build the tests" ON)
option(FALL_LINE_BENCHMARKS "Build the benchmarks, when Google Benchmark is there" OFF)
option(FALL_LINE_WARNINGS_AS_ERRORS "Compiler warnings are errors" OFF)
option(FALL_LINE_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(FALL_LINE_COVERAGE "Count executed lines for gcov" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

add_library(fallline_options INTERFACE)
target_compile_options(
  fallline_options
  INTERFACE -ffp-contract=off
            -fno-math-errno
            -fno-trapping-math
            -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wcast-qual
            -Wimplicit-fallthrough)

if(EMSCRIPTEN)
  # -fgnuc-version keeps Eigen from working around bugs of old GCC versions with inline assembly.
  # -fno-exceptions: errors are values here, and unwinding would take a tenth of the download.
  target_compile_options(fallline_options INTERFACE -msimd128 -msse4.1 -fgnuc-version=13.0
                                                    -fno-exceptions -fno-rtti)
  target_compile_definitions(fallline_options INTERFACE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
  target_include_directories(fallline_options SYSTEM
                             INTERFACE "${PROJECT_SOURCE_DIR}/cmake/wasm_shim")
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|amd64")
  target_compile_options(fallline_options INTERFACE -msse4.1)
endif()

if(FALL_LINE_WARNINGS_AS_ERRORS)
  target_compile_options(fallline_options INTERFACE -Werror)
endif()

if(FALL_LINE_SANITIZE)
  set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(fallline_options INTERFACE ${sanitize})
  target_link_options(fallline_options INTERFACE ${sanitize})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Sanitizer instrumentation makes GCC see uninitialized values where there are none.
    target_compile_options(fallline_options INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()

if(FALL_LINE_COVERAGE)
  target_compile_options(fallline_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(fallline_options INTERFACE --coverage)
endif()

find_program(FALL_LINE_CCACHE ccache)
if(FALL_LINE_CCACHE)
  # Paths relative to the clone, so that clones share what they have compiled. Depend mode: ccache
  # looks at what the compiler itself has read. Otherwise it preprocesses first and compiles later,
  # and a header that is edited in between spoils the cache for all clones.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
      CCACHE_DEPEND=1 "${FALL_LINE_CCACHE}")
endif()
