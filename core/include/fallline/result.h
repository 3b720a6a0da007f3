// Errors as values: what is wrong, where in the Spec or file, and what helps.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace fallline {

/// One thing that is wrong with an input.
struct Error {
  std::string code;  ///< for programs: "unknown-key", "out-of-range", "bad-file", …
  std::string path;  ///< where: "optimizer.beta1", "data.file:12:3" (row and column from 1), or ""
  std::string message;  ///< for people: one sentence, with what would be right
};

/// Either a value or the Error that prevented it.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  /// Only when ok().
  T& value() { return std::get<T>(state_); }
  const T& value() const { return std::get<T>(state_); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// Only when not ok().
  const Error& error() const { return std::get<Error>(state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace fallline
