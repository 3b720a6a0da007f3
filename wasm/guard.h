// The one door between C++ and JavaScript: whatever happens inside comes out as plain data.
//
// Every exported function returns `guard(work)`. JavaScript sees {ok: true, value} or
// {ok: false, code, path, message} and never a C++ exception, which it could not read.
#pragma once

#include <emscripten/val.h>

#include <exception>
#include <new>
#include <optional>
#include <stdexcept>
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
  try {
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
  } catch (const std::bad_alloc&) {
    return Reply<T>(detail::failure({"out-of-memory", "", "The memory for this is not there."}));
  } catch (const std::length_error&) {  // a container that cannot be that large
    return Reply<T>(detail::failure({"out-of-memory", "", "The memory for this is not there."}));
  } catch (const std::exception& exception) {
    return Reply<T>(detail::failure({"internal-error", "", exception.what()}));
  } catch (...) {
    return Reply<T>(detail::failure({"internal-error", "", "Something unknown was thrown."}));
  }
}

}  // namespace fallline::wasm
