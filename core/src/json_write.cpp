// JSON values to text: short enough to stand here, where the library's writer would bring printf.
#include <array>
#include <cmath>

#include "json_text.h"

namespace fallline::json {
namespace {

/// How many bytes the UTF-8 character takes that a text begins with; 0 where it is none.
std::size_t characterBytes(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return 1;
  if (first < 0xC0 || first >= 0xF8) return 0;
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (text.size() <= more) return 0;
  unsigned value = first & (0x3FU >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80) return 0;
    value = value << 6 | (byte & 0x3FU);
  }
  // The least value that so many bytes are for; halves of pairs are no characters.
  const unsigned least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
  const bool isHalf = value >= 0xD800 && value < 0xE000;
  return value < least || value > 0x10FFFF || isHalf ? 0 : more + 1;
}

void addText(std::string_view text, std::string& out) {
  constexpr std::string_view names = "btnvfr", digits = "0123456789abcdef";
  out += '"';
  while (!text.empty()) {
    const std::size_t bytes = characterBytes(text);
    const auto c = static_cast<unsigned char>(text[0]);
    if (bytes == 0) {
      out += "\xef\xbf\xbd";
    } else if (c == '"' || c == '\\') {
      (out += '\\') += char(c);
    } else if (c >= 8 && c <= 13 && c != 11) {
      (out += '\\') += names[c - 8U];
    } else if (c < 0x20) {
      ((out += "\\u00") += digits[c >> 4U]) += digits[c & 15U];
    } else {
      out += text.substr(0, bytes);
    }
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  out += '"';
}

void addNumber(double value, std::string& out) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  std::array<char, 64> digits{};
  // Grisu: the shortest digits that read back to the same bits.
  const char* end = nlohmann::detail::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), std::size_t(end - digits.data()));
}

void add(const Json& value, std::string& out) {
  switch (value.type()) {
    case Json::value_t::object: {
      char before = '{';
      for (const auto& [key, member] : value.get_ref<const Json::object_t&>()) {
        out += before;
        addText(key, out);
        out += ':';
        add(member, out);
        before = ',';
      }
      out += value.empty() ? "{}" : "}";
      return;
    }
    case Json::value_t::array: {
      char before = '[';
      for (const Json& item : value) {
        out += before;
        add(item, out);
        before = ',';
      }
      out += value.empty() ? "[]" : "]";
      return;
    }
    case Json::value_t::string:
      return addText(value.get_ref<const std::string&>(), out);
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      return;
    case Json::value_t::number_integer:
      out += std::to_string(value.get<std::int64_t>());
      return;
    case Json::value_t::number_unsigned:
      out += std::to_string(value.get<std::uint64_t>());
      return;
    case Json::value_t::number_float:
      return addNumber(value.get<double>(), out);
    default:
      out += "null";
  }
}

}  // namespace

std::string write(const Json& value) {
  std::string out;
  add(value, out);
  return out;
}

bool isUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t bytes = characterBytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

}  // namespace fallline::json
