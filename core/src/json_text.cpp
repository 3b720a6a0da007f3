#include "json_text.h"

#include <cmath>

#include "fallline/describe.h"

namespace fallline::json {

Json number(double value) {
  constexpr double exact = 9007199254740992;  // 2^53
  if (std::abs(value) <= exact && std::floor(value) == value &&
      !(value == 0 && std::signbit(value))) {
    return std::int64_t(value);
  }
  return value;
}

std::string describe(const Json& value) {
  if (value.is_array()) return "a list";
  if (value.is_object()) return "an object";
  if (value.is_number_float()) return write(number(value.get<double>()));
  return excerpt(write(value), 60);
}

std::string join(std::string_view path, std::string_view key) {
  std::string joined(path);
  if (!joined.empty() && !key.empty()) joined += '.';
  return joined.append(key);
}

}  // namespace fallline::json
