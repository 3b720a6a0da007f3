// JSON text to values and back, with the guard that all text from outside goes through first.
// Only .cpp files include this: nlohmann/json is no part of the core's face.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "fallline/result.h"

namespace fallline::json {

/// Keys keep the order in which they were written.
using Json = nlohmann::ordered_json;

/// Reads a text of at most Limits::specBytes bytes and Limits::specDepth nested lists and objects,
/// without duplicate keys. Nothing is built of a text that is refused for its size, and no depth
/// can exhaust the stack. Codes: "too-large", "too-deep", "duplicate-key", "out-of-range" (a number
/// beyond double), "bad-json" (anything else, with line and column).
Result<Json> parse(std::string_view text);

/// On one line. Numbers are the shortest that read back to the same bits, those that are not finite
/// are null; bytes that are not UTF-8 become U+FFFD.
std::string write(const Json& value);

/// A number as JSON: without a point when it is an integer that doubles hold exactly.
Json number(double value);

/// A value for a message: numbers and short texts as they are, "a list", "an object".
std::string describe(const Json& value);

/// Whether the bytes are UTF-8.
bool isUtf8(std::string_view text);

/// "path.key", or one of them where the other is empty.
std::string join(std::string_view path, std::string_view key);

}  // namespace fallline::json
