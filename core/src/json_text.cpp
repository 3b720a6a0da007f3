#include "json_text.h"

#include <cmath>

#include "fallline/describe.h"

namespace fallline::json {
std::string write(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

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

bool isUtf8(std::string_view text) {
  std::size_t at = 0;
  const auto next = [&] { return at < text.size() ? static_cast<unsigned char>(text[at++]) : 0U; };
  while (at < text.size()) {
    const unsigned first = next();
    if (first < 0x80) continue;
    // How many bytes follow, and the least value that so many are for: no shorter form fits it.
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    const unsigned least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (first < 0xC0 || first >= 0xF8) return false;
    unsigned value = first & (0x3FU >> more);
    for (int i = 0; i < more; ++i) {
      const unsigned byte = next();
      if ((byte & 0xC0) != 0x80) return false;
      value = value << 6 | (byte & 0x3F);
    }
    const bool isSurrogate = value >= 0xD800 && value < 0xE000;
    if (value < least || value > 0x10FFFF || isSurrogate) return false;
  }
  return true;
}

std::string join(std::string_view path, std::string_view key) {
  std::string joined(path);
  if (!joined.empty() && !key.empty()) joined += '.';
  return joined.append(key);
}

}  // namespace fallline::json
