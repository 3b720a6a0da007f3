#include "fallline/datasets/files.h"

#include <vector>

#include "fallline/describe.h"

namespace fallline {

Result<Bytes> findFile(const Sources& sources, const std::string& name, const std::string& path,
                       std::string_view what) {
  if (name.empty()) {
    return Error{"missing-file", path, "no file chosen: this needs " + std::string(what)};
  }
  const auto found = sources.files.find(name);
  if (found != sources.files.end() && found->second) return found->second;

  std::vector<std::string> names;
  names.reserve(sources.files.size());
  for (const auto& [other, bytes] : sources.files) names.push_back(other);
  return Error{"missing-file", path,
               "the file \"" + excerpt(name) + "\" is not here: give " + std::string(what) +
                   " of that name" + (names.empty() ? "" : ", or choose one of " + listed(names))};
}

}  // namespace fallline
