// Text from outside to a JSON value (RFC 8259). Written out here, because a general parser is the
// larger part of a JSON library and brings strtod, printf and a table of messages with it.
#include <charconv>
#include <set>
#include <utility>

#include "fallline/decimal.h"
#include "fallline/describe.h"
#include "fallline/spec.h"
#include "json_text.h"

namespace fallline::json {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The UTF-8 of a code point.
void appendCharacter(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += char(code);
    return;
  }
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  const unsigned first = more == 1 ? 0xC0U : more == 2 ? 0xE0U : 0xF0U;
  out += char(first | code >> 6 * more);
  for (int i = more - 1; i >= 0; --i) out += char(0x80U | (code >> 6 * i & 0x3FU));
}

/// Descends into lists and objects, so it must not be let too deep. The first thing to refuse ends
/// the reading: then a function is false and error() says what it was.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text.starts_with("\xef\xbb\xbf")) at_ = 3;  // a byte order mark
  }

  bool document(Json& out) {
    if (!value(out, 0)) return false;
    skipBlanks();
    return at_ == text_.size() || unexpected("the end");
  }

  const Error& error() const { return error_; }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skipBlanks() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  }

  bool value(Json& out, int depth) {
    skipBlanks();
    const char first = peek();
    if (first == '{' || first == '[') {
      if (depth >= Limits::specDepth) {
        return refuse("too-deep", "must not nest lists and objects deeper than " +
                                      std::to_string(Limits::specDepth) + " levels");
      }
      ++at_;
      return first == '{' ? object(out, depth) : list(out, depth);
    }
    if (first == '"') {
      out = std::string();
      return string(out.get_ref<std::string&>());
    }
    if (first == '-' || isDigit(first)) return number(out);
    if (word("null")) return true;
    if (word("true")) {
      out = true;
      return true;
    }
    if (word("false")) {
      out = false;
      return true;
    }
    return unexpected("a value");
  }

  bool word(std::string_view wanted) {
    if (!text_.substr(at_).starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  bool list(Json& out, int depth) {
    out = Json::array();
    skipBlanks();
    if (take(']')) return true;
    for (;;) {
      path_.push_back(std::to_string(out.size()));
      Json item;
      if (!value(item, depth + 1)) return false;
      out.push_back(std::move(item));
      skipBlanks();
      const bool ends = take(']');
      if (!ends && !take(',')) return unexpected("',' or ']'");
      path_.pop_back();
      if (ends) return true;
    }
  }

  bool object(Json& out, int depth) {
    out = Json::object();
    // Past the map's own insertion, which looks through all keys for each new one.
    auto& members = out.get_ref<Json::object_t&>();
    std::set<std::string, std::less<>> keys;
    skipBlanks();
    if (take('}')) return true;
    for (;;) {
      skipBlanks();
      if (peek() != '"') return unexpected("a key in double quotes");
      std::string key;
      if (!string(key)) return false;
      path_.push_back(key);
      if (!keys.insert(key).second) {
        return refuse("duplicate-key", "stands there twice; a key may be given once");
      }
      skipBlanks();
      if (!take(':')) return unexpected("':'");
      members.emplace_back(std::move(key), nullptr);
      if (!value(members.back().second, depth + 1)) return false;
      skipBlanks();
      const bool ends = take('}');
      if (!ends && !take(',')) return unexpected("',' or '}'");
      path_.pop_back();
      if (ends) return true;
    }
  }

  bool string(std::string& out) {
    const std::size_t start = ++at_;
    for (;;) {
      if (at_ == text_.size()) return unexpected("a closing quote");
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return unexpected("a closing quote");
      ++at_;
      if (c == '"') break;
      if (c != '\\') {
        out += c;
      } else if (!escape(out)) {
        return unexpected("an escape such as \\n or \\u00e9");
      }
    }
    if (isUtf8(text_.substr(start, at_ - start))) return true;
    return refuse("bad-json",
                  "must be JSON: " + place() + ": the text that ends here is not UTF-8");
  }

  bool escape(std::string& out) {
    constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    if (!take('u')) {
      const std::size_t which = at_ < text_.size() ? names.find(text_[at_]) : names.npos;
      if (which == names.npos) return false;
      ++at_;
      out += meant[which];
      return true;
    }
    unsigned code = 0, low = 0;
    if (!hexadecimal(code)) return false;
    if (code >= 0xDC00 && code < 0xE000) return false;  // the second half of a pair
    if (code >= 0xD800 && code < 0xDC00) {
      if (!word("\\u") || !hexadecimal(low) || low < 0xDC00 || low >= 0xE000) return false;
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    appendCharacter(out, code);
    return true;
  }

  bool hexadecimal(unsigned& code) {
    const std::string_view digits = text_.substr(at_, 4);
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (problem != std::errc() || end != digits.data() + 4) return false;
    at_ += 4;
    return true;
  }

  bool digits() {
    const std::size_t start = at_;
    while (isDigit(peek())) ++at_;
    return at_ > start;
  }

  bool number(Json& out) {
    const std::size_t start = at_;
    const bool negative = take('-');
    if (!take('0') && !digits()) return unexpected("a digit");
    bool whole = true;
    if (take('.')) {
      whole = false;
      if (!digits()) return unexpected("a digit");
    }
    if (take('e') || take('E')) {
      whole = false;
      if (!take('-')) take('+');
      if (!digits()) return unexpected("a digit");
    }
    const std::string_view literal = text_.substr(start, at_ - start);
    if (whole &&
        (negative ? integer<std::int64_t>(literal, out) : integer<std::uint64_t>(literal, out))) {
      return true;
    }
    const std::optional<double> number = parseDecimal(literal);
    if (!number) {
      return refuse("out-of-range", "must be a finite number, not " + excerpt(literal));
    }
    out = *number;
    return true;
  }

  template <class T>
  static bool integer(std::string_view literal, Json& out) {
    T x = 0;
    if (std::from_chars(literal.data(), literal.data() + literal.size(), x).ec != std::errc()) {
      return false;  // beyond 64 bits: a double
    }
    out = x;
    return true;
  }

  std::string place() const {
    std::size_t line = 1, column = 1;
    for (const char c : text_.substr(0, at_)) {
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n' ? 1 : 0;
    }
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
  }

  bool unexpected(std::string_view wanted) {
    const bool ends = at_ == text_.size();
    return refuse("bad-json", "must be JSON: " + place() + ": " +
                                  (ends ? "the text ends" : "here stands " + next()) +
                                  "; expected " + std::string(wanted));
  }

  /// A few characters from here on, for a message.
  std::string next() const {
    const std::string_view rest = text_.substr(at_);
    return std::string("'").append(excerpt(rest.substr(0, rest.find('\n')), 12)).append("'");
  }

  bool refuse(std::string code, std::string message) {
    std::string path;
    for (const std::string& piece : path_) path = join(path, piece);
    error_ = {std::move(code), excerpt(path, 200), std::move(message)};
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string> path_;  // of the value being read
  Error error_;
};

}  // namespace

Result<Json> parse(std::string_view text) {
  if (text.size() > Limits::specBytes) {
    return Error{"too-large", "",
                 "must not be longer than " + std::to_string(Limits::specBytes / 1024) +
                     " kB; this has " + std::to_string(text.size() / 1024) + " kB"};
  }
  Json document;
  Reader reader(text);
  if (!reader.document(document)) return reader.error();
  return document;
}

}  // namespace fallline::json
