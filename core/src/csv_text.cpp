// First step of reading CSV: whether the bytes are text at all.
#include <algorithm>

#include "csv_parts.h"
#include "fallline/describe.h"

namespace fallline::csv {
namespace {

bool startsWith(std::span<const std::uint8_t> bytes, std::string_view magic) {
  return bytes.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin(),
                    [](char m, std::uint8_t b) { return static_cast<std::uint8_t>(m) == b; });
}

bool isControl(std::uint8_t b) { return b < 0x20 && !(b >= '\t' && b <= '\r'); }

/// The length of the UTF-8 character at the front, 0 when it is malformed: by the table of
/// well-formed byte sequences in The Unicode Standard, 3.9 (no overlong forms, no surrogates).
std::size_t characterLength(std::span<const std::uint8_t> bytes) {
  const std::uint8_t lead = bytes[0];
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length) return 0;
  const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (bytes[1] < low || bytes[1] > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((bytes[i] & 0xC0) != 0x80) return 0;
  }
  return length;
}

std::string lineOf(std::span<const std::uint8_t> bytes, std::size_t position) {
  const auto before = bytes.first(position);
  return std::to_string(1 + std::count(before.begin(), before.end(), std::uint8_t('\n')));
}

}  // namespace

std::string place(const std::string& where, std::int64_t row, std::size_t column) {
  return where + ':' + std::to_string(row) + ':' + std::to_string(column);
}

Result<std::string_view> textOf(std::span<const std::uint8_t> bytes, const std::string& where) {
  if (bytes.size() > CsvLimits::bytes) {
    return Error{"too-large", where,
                 "too large: " + fileSize(bytes.size()) + "; the limit for CSV is " +
                     fileSize(CsvLimits::bytes)};
  }
  if (startsWith(bytes, "\x1F\x8B")) {
    return Error{"compressed", where, "compressed with gzip: unpack it first"};
  }
  if (startsWith(bytes, "PK\x03\x04")) {
    return Error{"compressed", where,
                 "a zip archive or a workbook (.xlsx, .ods), not CSV: save the sheet as CSV"};
  }
  if (startsWith(bytes, "\xFF\xFE") || startsWith(bytes, "\xFE\xFF")) {
    return Error{"binary-file", where, "text in UTF-16: save it as UTF-8"};
  }
  if (startsWith(bytes, "\xEF\xBB\xBF")) bytes = bytes.subspan(3);

  for (std::size_t at = 0; at < bytes.size();) {
    if (isControl(bytes[at])) {
      return Error{"binary-file", where,
                   "not text: line " + lineOf(bytes, at) + " holds a byte of value " +
                       std::to_string(bytes[at]) + ", so this is no CSV file"};
    }
    const std::size_t length = characterLength(bytes.subspan(at));
    if (length == 0) {
      return Error{"bad-encoding", where,
                   "line " + lineOf(bytes, at) + " is not UTF-8: save the file as \"CSV UTF-8\""};
    }
    at += length;
  }
  return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

}  // namespace fallline::csv
