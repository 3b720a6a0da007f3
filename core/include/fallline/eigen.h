// The only place that includes Eigen, because how Eigen is included decides which bits come out.
//
// The promise is the same result from g++, clang and WebAssembly, on every machine. Four things
// stand in its way, and each is settled here, before or right after the include:
//   - the number of registers that Eigen assumes sets the shape of its product kernels and so the
//     order of summation: 16, as on x86-64, everywhere (Eigen would take 8 in WebAssembly);
//   - the "fast" square root for floats is an approximation that differs between machines: off;
//   - several threads would split sums: off;
//   - large products are blocked by the size of the caches that Eigen detects: fixed sizes.
// The flags that belong to it (-ffp-contract=off, -msse4.1, no fast-math) are in cmake/.
#pragma once

#define EIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS 16
#define EIGEN_FAST_MATH 0
#define EIGEN_DONT_PARALLELIZE
#define EIGEN_MPL2_ONLY

#if defined(__FAST_MATH__)
#error "Fall Line cannot be built with -ffast-math: results would depend on the compiler."
#endif

#ifdef __wasm__
// Eigen reaches WebAssembly SIMD through its SSE back end (Emscripten maps the intrinsics). Its
// inline assembly consists of empty hints to GCC's register allocator; WebAssembly has no such
// registers, so the hints vanish. The standard headers come first, so that they are not touched.
#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <climits>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iosfwd>
#include <limits>
#include <new>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>
#define __asm__(...)
#endif

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SVD>

#ifdef __wasm__
#undef __asm__
#endif

namespace fallline::detail {

// Runs once before main() in every program that uses Eigen, so that nobody can forget it.
// 32 kB, 256 kB and 2 MB: level-1 data, level-2 and level-3 cache of an ordinary desktop core.
inline const bool kCacheSizesFixed = [] {
  Eigen::setCpuCacheSizes(32 * 1024, 256 * 1024, 2 * 1024 * 1024);
  return true;
}();

}  // namespace fallline::detail
