#include "link.h"

#include <algorithm>
#include <span>

#include "fallline/spec.h"
#include "gunzip.h"

namespace fallline {
namespace {

constexpr std::string_view kVersion = "1";
/// More than anybody writes, as in web/src/state/link.ts: each reads and writes the whole Spec.
constexpr std::size_t kMostSettings = 256;

Error badLink(std::string message) { return {"bad-link", "link", std::move(message)}; }

/// `text` up to `mark`, and what follows it.
std::pair<std::string_view, std::string_view> cutAt(std::string_view text, char mark) {
  const std::size_t at = text.find(mark);
  if (at == text.npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

/// What stands behind the #; a text without one is taken for that.
std::string_view fragmentOf(std::string_view link) {
  const std::size_t at = link.find('#');
  return at == link.npos ? link : link.substr(at + 1);
}

std::optional<unsigned> hexDigit(char c) {
  if (c >= '0' && c <= '9') return unsigned(c - '0');
  if (c >= 'a' && c <= 'f') return unsigned(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return unsigned(c - 'A') + 10;
  return {};
}

/// Without its percent signs; nothing where one of them is followed by no number.
std::optional<std::string> decoded(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      bytes += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return {};
    const std::optional<unsigned> high = hexDigit(text[i + 1]), low = hexDigit(text[i + 2]);
    if (!high || !low) return {};
    bytes += char(*high * 16 + *low);
    i += 2;
  }
  return bytes;
}

/// As the page writes it; anything else might be meant for the terminal.
bool isEngineVersion(std::string_view text) {
  return text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' ||
                  c == '+';
         });
}

Result<std::string> packedSpec(std::string_view part) {
  const std::optional<std::string> packed = fromBase64Url(part);
  if (!packed) return badLink("the Spec of the link is damaged: it is no base64url");
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(packed->data()), packed->size());
  const Result<Bytes> text = inflateRaw(bytes, Limits::specBytes);
  if (!text) return Error{text.error().code, "link", text.error().message};
  return std::string((*text)->begin(), (*text)->end());
}

}  // namespace

std::string_view linkPart(std::string_view link, std::string_view name) {
  for (std::string_view rest = fragmentOf(link); !rest.empty();) {
    const auto [part, others] = cutAt(rest, '&');
    const auto [its, value] = cutAt(part, '=');
    if (its == name) return value;
    rest = others;
  }
  return {};
}

std::optional<std::string> fromBase64Url(std::string_view text) {
  std::string bytes;
  unsigned bits = 0, collected = 0;
  for (const char c : text) {
    unsigned value = 0;
    if (c >= 'A' && c <= 'Z') {
      value = unsigned(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      value = unsigned(c - 'a') + 26;
    } else if (c >= '0' && c <= '9') {
      value = unsigned(c - '0') + 52;
    } else if (c == '-' || c == '_') {
      value = c == '-' ? 62 : 63;
    } else {
      return {};
    }
    collected = collected << 6U | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += char(collected >> bits & 0xFFU);
    collected &= (1U << bits) - 1;
  }
  return bytes;
}

Result<Link> readLink(std::string_view link) {
  Link read;
  std::optional<std::string> spec;
  bool hasVersion = false;
  for (std::string_view rest = fragmentOf(link); !rest.empty();) {
    const auto [part, others] = cutAt(rest, '&');
    rest = others;
    const auto [name, raw] = cutAt(part, '=');
    if (name == "v") {
      if (raw != kVersion) return badLink("the link is of another version than 1");
      hasVersion = true;
      continue;
    }
    if (name == "s") {
      if (spec) return badLink("the link holds two Specs");
      Result<std::string> text = packedSpec(raw);
      if (!text) return text.error();
      spec = *std::move(text);
      continue;
    }
    const std::optional<std::string> value = decoded(raw);
    if (!value) return badLink("a percent sign of the link is followed by no number");
    if (name == "j") {
      if (spec) return badLink("the link holds two Specs");
      spec = *value;
    } else if (name == "e") {
      if (!isEngineVersion(*value)) return badLink("the link names no version of the engine");
      read.madeWith = *value;
    } else if (name == "set") {
      if (read.settings.size() == kMostSettings) {
        return badLink("the link has more than " + std::to_string(kMostSettings) + " settings");
      }
      const auto [path, setting] = cutAt(*value, '=');
      if (path.empty()) return badLink("\"set\" needs path=value");
      read.settings.emplace_back(path, setting);
    } else if (!name.empty()) {
      read.unused.emplace_back(name);
    }
  }
  if (!hasVersion) return badLink("this is no link of the page: it does not say v=1");
  if (!spec)
    return badLink("the link holds no Spec; \"Copy link\" in the page makes one that does");
  read.spec = *std::move(spec);
  return read;
}

Result<std::string> linkedSpec(const Link& link) {
  Result<std::string> text = link.spec;
  for (const auto& [path, value] : link.settings) {
    if (text) text = setValue(*text, path, value);
  }
  return text;
}

}  // namespace fallline
