// Typed arrays in and out. A view of WebAssembly memory dies when the memory grows, so every array
// is copied in the same call, and nothing that allocates stands between view and copy.
#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <span>
#include <vector>

namespace fallline::wasm {

/// A copy of a typed array whose elements are T.
template <class T>
std::vector<T> vectorOf(const emscripten::val& array) {
  std::vector<T> out(array["length"].as<std::size_t>());
  if (!out.empty()) {
    emscripten::val(emscripten::typed_memory_view(out.size(), out.data())).call<void>("set", array);
  }
  return out;
}

/// A copy as a typed array of JavaScript's own.
template <class T>
emscripten::val arrayOf(std::span<const T> values) {
  return emscripten::val(emscripten::typed_memory_view(values.size(), values.data()))
      .template call<emscripten::val>("slice");
}
template <class T>
emscripten::val arrayOf(const std::vector<T>& values) {
  return arrayOf(std::span<const T>(values));
}

}  // namespace fallline::wasm
