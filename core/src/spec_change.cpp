// Changing a Spec by path and value: --set on the command line, live changes while training goes
// on.
#include <algorithm>
#include <utility>

#include "json_path.h"
#include "spec_json.h"

namespace fallline {
namespace {

/// JSON where it is JSON and text otherwise; what is JSON but too deep, or no finite number, is an
/// Error.
Result<json::Json> valueOrText(std::string_view value) {
  Result<json::Json> parsed = json::parse(value);
  if (parsed || parsed.error().code != "bad-json") return parsed;
  if (!json::isUtf8(value)) return Error{"bad-encoding", "", "must be UTF-8"};
  return json::Json(value);
}

/// Whether the value at a path may change while training goes on.
bool isLive(std::string_view path) {
  if (path == "batchSize") return true;
  const std::size_t point = path.find('.');
  const std::string_view key = path.substr(0, point);
  const std::string_view parameter = point == path.npos ? "" : path.substr(point + 1);
  if (parameter.empty() || parameter == "id") return false;
  return key == "optimizer" || key == "schedule" || key == "regularization";
}

}  // namespace

Result<std::string> setValue(std::string_view specText, std::string_view path,
                             std::string_view value) {
  Result<json::Json> document = json::parse(specText);
  if (!document) return document.error();
  if (!document->is_object()) {
    return Error{"wrong-type", "", "must be an object, not " + json::describe(*document)};
  }
  Result<json::Json> parsed = valueOrText(value);
  if (!parsed) {
    Error problem = parsed.error();
    problem.path = json::join(path, problem.path);
    return problem;
  }
  if (std::optional<Error> problem = json::setAt(*document, path, std::move(*parsed))) {
    return std::move(*problem);
  }
  return json::write(*document);
}

Result<Spec> withChange(const Spec& spec, std::string_view path, std::string_view jsonValue) {
  if (!isLive(path)) {
    return Error{"bad-path", std::string(path),
                 "cannot change while training goes on; what can are batchSize, optimizer.…, "
                 "schedule.… (all but their ids) and regularization.…"};
  }
  Result<json::Json> value = json::parse(jsonValue);
  if (!value) {
    Error problem = value.error();
    problem.path = json::join(path, problem.path);
    return problem;
  }
  json::Json live = json::liveJson(spec);
  if (std::optional<Error> problem = json::setAt(live, path, std::move(*value))) {
    return std::move(*problem);
  }
  Spec changed = spec;
  std::vector<Error> problems;
  json::readLive(json::Node(live, "", problems), changed);
  if (problems.empty()) json::checkLive(changed, problems);
  if (!problems.empty()) return std::move(problems.front());
  return changed;
}

}  // namespace fallline
