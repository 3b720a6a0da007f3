// Eigen includes <mmintrin.h> before the other SSE headers. Emscripten has none, since WebAssembly
// has no 64-bit MMX registers, and Eigen uses nothing from it. On the include path of the
// WebAssembly build only.
#pragma once
