// What a reader of a lesson hands in: a link with the tasks that are solved.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command_line.h"
#include "fallline/result.h"

namespace fallline {

struct HandedTask {
  std::string task, specText, fingerprint;
  std::optional<double> answer;
};

struct HandIn {
  std::string lesson;  ///< a folder's name, nothing else
  std::vector<HandedTask> tasks;
};

/// Whether a text is such a link: it names a lesson and holds something.
bool isHandIn(std::string_view link);

/// "…#v=1&lesson=stuck&h=<base64url of JSON>". Errors: "bad-link".
Result<HandIn> readHandIn(std::string_view link);

/// Trains what was handed in again and judges it.
Exit checkHandIn(std::string_view link, const std::string& lessons);

}  // namespace fallline
