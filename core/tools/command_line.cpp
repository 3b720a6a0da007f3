#include "command_line.h"

#include <charconv>

namespace fallline {
namespace {

/// A whole number of at least 1.
std::optional<std::int64_t> countOf(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || value < 1) return {};
  return value;
}

}  // namespace

std::optional<Arguments> parseArguments(std::span<const std::string_view> words, Takes takes,
                                        std::string& problem) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    if (word == "--help" || word == "-h") {
      arguments.help = true;
      return arguments;
    }
    if (word == "-" || !word.starts_with("-")) {
      if (takes.more && !arguments.file.empty()) {
        arguments.more.emplace_back(word);
        continue;
      }
      if (!takes.file || !arguments.file.empty()) {
        problem = "unexpected argument \"" + std::string(word) + "\"";
        return {};
      }
      arguments.file = word;
      continue;
    }
    if (takes.list && word == "--list") {
      arguments.list = true;
      continue;
    }
    std::string_view name;
    const auto isOption = [&](bool taken, std::string_view option) {
      const std::string_view rest = word.starts_with(option) ? word.substr(option.size()) : "x";
      if (!taken || !(rest.empty() || rest.front() == '=')) return false;
      name = option;
      return true;
    };
    const bool isSet = isOption(takes.set, "--set"), isEvery = isOption(takes.every, "--every");
    const bool isLessons = isOption(takes.lessons, "--lessons");
    const bool isLink = isOption(takes.link, "--link"), isData = isOption(takes.link, "--data");
    if (!isSet && !isEvery && !isLessons && !isLink && !isData) {
      problem = "unknown option \"" + std::string(word) + "\"";
      return {};
    }
    if (word == name && i + 1 == words.size()) {
      problem = std::string(name) + " needs a value";
      return {};
    }
    const std::string_view value = word == name ? words[++i] : word.substr(name.size() + 1);
    if (isLessons || isLink || isData) {
      (isLessons ? arguments.lessons : isLink ? arguments.link : arguments.data) = value;
      continue;
    }
    if (isEvery) {
      const std::optional<std::int64_t> count = countOf(value);
      if (!count) {
        problem = "--every needs a whole number of epochs of at least 1, not \"" +
                  std::string(value) + "\"";
        return {};
      }
      arguments.every = *count;
    } else {
      const std::size_t equals = value.find('=');
      if (equals == value.npos || equals == 0) {
        problem = "--set needs path=value, not \"" + std::string(value) + "\"";
        return {};
      }
      arguments.set.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    }
  }
  if (!arguments.link.empty() && !arguments.file.empty()) {
    problem = "a file and a link are one experiment too many";
    return {};
  }
  if (takes.file && arguments.file.empty() && arguments.link.empty()) {
    problem = "a file is missing (- reads standard input)";
    return {};
  }
  return arguments;
}

}  // namespace fallline
