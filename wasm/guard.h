// The one door between C++ and JavaScript: whatever is wrong comes out as plain data.
//
// Every exported function returns `guard(work)`. JavaScript sees {ok: true, value} or
// {ok: false, code, path, message}. There are no C++ exceptions in WebAssembly: the core answers
// with errors, and unwinding would take a tenth of the download. What no answer can tell, a full
// memory or a call that only a mistake in the worker makes, is thrown as an Error of JavaScript
// (guard.cpp), past all frames of C++.
#pragma once

#include <emscripten/val.h>

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "fallline/result.h"

namespace fallline::wasm {

/// What an exported function returns; T names the JavaScript type of `value` (see replies.h).
template <class T>
struct Reply : emscripten::val {
  using emscripten::val::val;
  explicit Reply(const emscripten::val& object) : emscripten::val(object) {}
};

/// For what only a mistake in the worker can bring about: throws an Error of JavaScript.
[[noreturn]] void misuse(const std::string& message);

/// For functions that answer with success alone.
struct Nothing {};

namespace detail {

inline emscripten::val failure(const Error& error) {
  auto object = emscripten::val::object();
  object.set("ok", false);
  object.set("code", error.code);
  object.set("path", error.path);
  object.set("message", error.message);
  return object;
}

template <class V>
emscripten::val success(V&& value) {
  auto object = emscripten::val::object();
  object.set("ok", true);
  if constexpr (std::is_same_v<std::decay_t<V>, Nothing>) {
    object.set("value", emscripten::val::null());
  } else {
    object.set("value", std::forward<V>(value));
  }
  return object;
}

template <class T>
struct IsResult : std::false_type {};
template <class T>
struct IsResult<Result<T>> : std::true_type {};

}  // namespace detail

/// Runs `work`, which returns a value, a Result of one, or an optional Error (nothing: success).
template <class T, class Work>
Reply<T> guard(Work&& work) noexcept {
  auto outcome = work();
  using Outcome = decltype(outcome);
  if constexpr (std::is_same_v<Outcome, std::optional<Error>>) {
    if (outcome) return Reply<T>(detail::failure(*outcome));
    return Reply<T>(detail::success(Nothing{}));
  } else if constexpr (detail::IsResult<Outcome>::value) {
    if (!outcome) return Reply<T>(detail::failure(outcome.error()));
    return Reply<T>(detail::success(std::move(*outcome)));
  } else {
    return Reply<T>(detail::success(std::move(outcome)));
  }
}

}  // namespace fallline::wasm
