#include "fallline/describe.h"

#include <algorithm>

namespace fallline {

std::string excerpt(std::string_view text, std::size_t bytes) {
  std::size_t end = std::min(bytes, text.size());
  if (end < text.size()) {
    // 10xxxxxx continues a character in UTF-8.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  }
  std::string out(text.substr(0, end));
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  if (end < text.size()) out += "…";
  return out;
}

std::string fileSize(std::uint64_t bytes) {
  const std::uint64_t tenths = bytes / 100'000;
  if (tenths == 0) return std::to_string(bytes) + " bytes";
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " MB";
}

std::string listed(std::span<const std::string> names, std::size_t most) {
  std::string out;
  const std::size_t shown = std::min(most, names.size());
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += ", ";
    out += '"' + excerpt(names[i]) + '"';
  }
  if (shown < names.size()) out += " and " + std::to_string(names.size() - shown) + " more";
  return out;
}

}  // namespace fallline
