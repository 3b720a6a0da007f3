#include "json_text.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "fallline/describe.h"
#include "fallline/spec.h"

namespace fallline::json {
namespace {

/// Receives what nlohmann's parser reads, which keeps its own place on a heap and not on the stack,
/// and builds the value. The first thing to refuse ends the reading.
class GuardedBuilder {
 public:
  explicit GuardedBuilder(std::string_view text) : text_(text) {}

  Json& value() { return root_; }
  const Error& error() const { return error_; }

  bool null() { return add(nullptr); }
  bool boolean(bool v) { return add(v); }
  bool number_integer(Json::number_integer_t v) { return add(v); }
  bool number_unsigned(Json::number_unsigned_t v) { return add(v); }
  bool number_float(Json::number_float_t v, const std::string&) { return add(v); }
  bool string(std::string& v) { return add(std::move(v)); }
  bool binary(Json::binary_t&) { return refuse("bad-json", "must be JSON text"); }

  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& v) {
    Level& level = levels_.back();
    level.key = v;
    if (level.keys.insert(v).second) return true;
    return refuse("duplicate-key", "stands there twice; a key may be given once");
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& problem) {
    constexpr int numberOverflow = 406;
    const std::string_view what = problem.what();
    if (problem.id == numberOverflow) {
      const std::size_t quote = std::min(what.find('\''), what.size() - 1) + 1;
      const std::string_view literal = what.substr(quote, what.rfind('\'') - quote);
      return refuse("out-of-range", "must be a finite number, not " + excerpt(literal));
    }
    return refuse("bad-json", "must be JSON: " + reason(what));
  }

 private:
  struct Level {
    Json* value;
    std::set<std::string, std::less<>> keys;  // of an object
    std::string key;                          // the one being read
  };

  bool add(Json v) {
    place(std::move(v));
    return true;
  }

  /// A pointer to the new value stays valid: its parent gets no further child while it is open.
  Json* place(Json v) {
    if (levels_.empty()) {
      root_ = std::move(v);
      return &root_;
    }
    Level& level = levels_.back();
    if (level.value->is_array()) {
      level.value->push_back(std::move(v));
      return &level.value->back();
    }
    // Past the map's own insertion, which looks through all keys for each new one.
    auto& members = level.value->get_ref<Json::object_t&>();
    members.emplace_back(level.key, std::move(v));
    return &members.back().second;
  }

  bool open(Json container) {
    if (levels_.size() >= std::size_t(Limits::specDepth)) {
      return refuse("too-deep", "must not nest lists and objects deeper than " +
                                    std::to_string(Limits::specDepth) + " levels");
    }
    Json* const value = place(std::move(container));
    levels_.push_back({value, {}, {}});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return true;
  }

  bool refuse(std::string code, std::string message) {
    std::string path;
    for (const Level& level : levels_) {
      if (level.value->is_object()) {
        if (!level.key.empty()) path = join(path, level.key);
      } else {  // an open child already stands in its list, the value being read does not
        const bool innermost = &level == &levels_.back();
        path = join(path, std::to_string(level.value->size() - (innermost ? 0 : 1)));
      }
    }
    error_ = {std::move(code), excerpt(path, 200), std::move(message)};
    return false;
  }

  /// "… parse error at line 1, column 2: syntax error while parsing X - unexpected Y; last read:
  /// 'Z'; expected W" without what was last read, which can be a text of any length.
  static std::string reason(std::string_view what) {
    const std::string_view at = "parse error at ";
    if (const std::size_t i = what.find(at); i != what.npos) what.remove_prefix(i + at.size());
    std::string place(what.substr(0, what.find(':')));
    std::string_view cause = what.substr(std::min(place.size() + 2, what.size()));
    std::string_view expected;
    if (const std::size_t i = cause.rfind("; expected "); i != cause.npos) {
      expected = cause.substr(i);
    }
    if (const std::size_t i = cause.find(" - "); i != cause.npos) cause.remove_prefix(i + 3);
    cause = cause.substr(0, std::min(cause.find("; last read"), cause.find("; expected")));
    return place + ": " + std::string(cause) + std::string(expected);
  }

  std::string_view text_;
  Json root_;
  std::vector<Level> levels_;
  Error error_;
};

}  // namespace

Result<Json> parse(std::string_view text) {
  if (text.size() > Limits::specBytes) {
    return Error{"too-large", "",
                 "must not be longer than " + std::to_string(Limits::specBytes / 1024) +
                     " kB; this has " + std::to_string(text.size() / 1024) + " kB"};
  }
  if (text.find('\0') != text.npos) {  // the parser would take it for the end
    return Error{"bad-json", "", "must be JSON: there is a NUL character in it"};
  }
  GuardedBuilder builder(text);
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) return builder.error();
  return std::move(builder.value());
}

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
  try {
    static_cast<void>(Json(text).dump());
    return true;
  } catch (const Json::type_error&) {
    return false;
  }
}

std::string join(std::string_view path, std::string_view key) {
  std::string joined(path);
  if (!joined.empty() && !key.empty()) joined += '.';
  return joined.append(key);
}

}  // namespace fallline::json
