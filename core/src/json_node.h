// Reading a document piece by piece: a Node is a value with its path, and what is wrong with it is
// noted in one list for the whole document. A value that is refused leaves its target as it was.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fallline/component.h"
#include "fallline/result.h"
#include "json_text.h"

namespace fallline::json {

class Node {
 public:
  Node(const Json& value, std::string path, std::vector<Error>& problems)
      : value_(&value), path_(std::move(path)), problems_(&problems) {}

  const Json& value() const { return *value_; }
  const std::string& path() const { return path_; }

  /// The value at a key or an index below this one.
  Node child(const Json& value, std::string_view key) const {
    return Node(value, join(path_, key), *problems_);
  }
  /// Notes a problem of this value.
  void refuse(std::string code, std::string message) const {
    problems_->push_back({std::move(code), path_, std::move(message)});
  }
  /// Notes that this value should be something else: "must be <wanted>, not <what it is>".
  void refuseType(std::string_view wanted) const;

 private:
  const Json* value_;
  std::string path_;
  std::vector<Error>* problems_;
};

/// The members of an object, asked for one by one; `finish` refuses those that nobody asked for.
class Members {
 public:
  /// Refuses a value that is no object; then nothing is found in it.
  explicit Members(const Node& node, std::string_view wanted = "an object");

  std::optional<Node> find(std::string_view key);
  /// find, or a problem "missing-key" with that message.
  std::optional<Node> require(std::string_view key, std::string message);
  void finish() const;

 private:
  Node node_;
  std::vector<std::string> known_;
};

/// How an upper limit is meant.
enum class Beyond { outOfRange, tooLarge };

void read(const Node& node, double& out, const Range& range);
void read(const Node& node, std::int64_t& out, std::int64_t least, std::int64_t most,
          Beyond beyond = Beyond::outOfRange);
void read(const Node& node, std::uint64_t& out, std::uint64_t most);
void read(const Node& node, bool& out);
void read(const Node& node, std::string& out);
void read(const Node& node, Points& out);
/// The position of a text among those; nothing (and a problem) when it is none of them.
std::optional<std::size_t> readChoice(const Node& node, std::span<const std::string_view> ids);

/// The same for a member that may be left out: then `out` stays as it is.
void readNumber(Members& members, std::string_view key, double& out, double least, double most);
void readInteger(Members& members, std::string_view key, std::int64_t& out, double least,
                 double most);
void readChoice(Members& members, std::string_view key, std::string& out,
                std::span<const std::string_view> ids);
template <class T>
void readPlain(Members& members, std::string_view key, T& out) {
  if (const auto node = members.find(key)) read(*node, out);
}

/// "must be between a and b".
std::string between(double least, double most);

}  // namespace fallline::json
