// Where a reader's Spec differs from the one of a task.
#include <algorithm>
#include <map>
#include <utility>

#include "fallline/claim.h"
#include "fallline/prepare.h"
#include "json_path.h"
#include "json_text.h"

namespace fallline {
namespace {

using json::Json;

using Flat = std::map<std::string, std::string>;  ///< paths to values, as JSON

/// A component that is a bare id stands below "id", as one with parameters does.
void flatten(const Json& value, const std::string& path, Flat& out) {
  static constexpr std::string_view components[] = {"optimizer", "schedule", "activation",
                                                    "init",      "biasInit", "loss"};
  const std::string key = path.substr(path.rfind('.') + 1);
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      flatten(member, json::join(path, name), out);
    }
  } else if (value.is_array() && path == "network.layers") {
    for (std::size_t i = 0; i < value.size(); ++i) {
      flatten(value[i], json::join(path, std::to_string(i)), out);
    }
  } else if (value.is_string() && std::ranges::find(components, key) != std::end(components)) {
    out[path + ".id"] = json::write(value);
  } else {
    out[path] = json::write(value);
  }
}

Flat flat(const Spec& spec) {
  Flat out;
  flatten(*json::parse(writeSpec(spec)), "", out);
  return out;
}

/// Whether a path lies at or below one that may vary. "network.layers.*.…" means every layer,
/// "network.hidden.*.…" all but the last.
bool mayVary(const std::string& path, const std::string& allowed, std::size_t layers) {
  const auto pieces = json::splitPath(path), pattern = json::splitPath(allowed);
  if (!pieces || !pattern || pattern->size() > pieces->size()) return false;
  const bool hidden = allowed.starts_with("network.hidden.");
  for (std::size_t i = 0; i < pattern->size(); ++i) {
    const std::string &piece = (*pieces)[i], &wanted = (*pattern)[i];
    if (i == 1 && hidden && piece == "layers") continue;
    if (wanted == "*" && (!hidden || piece != std::to_string(layers - 1))) continue;
    if (piece != wanted) return false;
  }
  return true;
}

}  // namespace

Result<std::vector<std::string>> forbiddenChanges(const Lesson& lesson, const LessonTask& task,
                                                  const Spec& spec, const Sources& sources) {
  const NamedSpec* named = lesson.spec(task.spec);
  const Result<Spec> original = parseSpec(named ? named->text : "");
  if (!original) return original.error();
  const Flat before = flat(*original), after = flat(spec);
  std::vector<std::string> suspects;
  const auto suspect = [&](const Flat& from, const Flat& to) {
    for (const auto& [path, value] : from) {
      const auto found = to.find(path);
      if (found != to.end() && found->second == value) continue;
      if (std::ranges::find(suspects, path) == suspects.end()) suspects.push_back(path);
    }
  };
  suspect(before, after);
  suspect(after, before);
  std::erase_if(suspects, [&](const std::string& path) {
    return std::ranges::any_of(task.vary, [&](const std::string& allowed) {
      return mayVary(path, allowed, std::max(spec.layers.size(), original->layers.size()));
    });
  });
  if (suspects.empty()) return suspects;
  // What is written out and is the default anyway is no difference.
  const Result<Prepared> whole = prepare(*original, sources), own = prepare(spec, sources);
  if (!whole) return whole.error();
  if (!own) return own.error();
  const Flat wholeFlat = flat(whole->spec), ownFlat = flat(own->spec);
  std::erase_if(suspects, [&](const std::string& path) {
    const auto a = wholeFlat.find(path), b = ownFlat.find(path);
    if (a == wholeFlat.end() || b == ownFlat.end())
      return a == wholeFlat.end() && b == ownFlat.end();
    return a->second == b->second;
  });
  for (std::string& path : suspects) {
    if (path.ends_with(".id")) path.resize(path.size() - 3);
  }
  return suspects;
}

}  // namespace fallline
