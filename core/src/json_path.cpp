#include "json_path.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "fallline/describe.h"
#include "fallline/spec.h"
#include "spec_json.h"

namespace fallline::json {
namespace {

Error badPath(std::string_view path, std::string message) {
  return {"bad-path", excerpt(path, 200), std::move(message)};
}

std::optional<std::size_t> indexOf(std::string_view text) {
  std::size_t index = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (problem != std::errc() || end != text.data() + text.size()) return {};
  return index;
}

/// The keys that hold a component, and the one that stands there when the key is left out.
struct ComponentKey {
  std::string_view key;
  std::optional<std::string_view> id;
};
std::optional<ComponentKey> componentKey(std::string_view key) {
  const Spec spec;
  const LayerSpec layer;
  const ComponentKey keys[] = {{"optimizer", idOf(spec.optimizer)},
                               {"schedule", idOf(spec.schedule)},
                               {"init", idOf(layer.init)},
                               {"biasInit", idOf(layer.biasInit)},
                               {"activation", {}},
                               {"loss", {}}};
  for (const ComponentKey& known : keys) {
    if (known.key == key) return known;
  }
  return {};
}

/// Makes `place` something that has a member `next`; false when it holds something else.
bool open(Json& place, std::string_view key, std::string_view next) {
  if (place.is_null()) {
    const auto component = componentKey(key);
    place = Json::object();
    if (component && next != "id") {
      if (!component->id) return false;
      place["id"] = *component->id;
    } else if (indexOf(next)) {
      place = Json::array();
    }
  } else if (place.is_string() && componentKey(key)) {
    place = Json{{"id", std::move(place)}};
  }
  return place.is_structured();
}

/// Another component has other parameters.
void dropParameters(Json& object, std::string_view key, std::string_view parent,
                    const Json& value) {
  if (const auto old = object.find(key); old == object.end() || *old == value) return;
  if (key == "id") {
    object = Json::object();
  } else if (key == "source" && parent == "data") {
    Json kept = Json::object();
    for (const auto& [name, member] : object.items()) {
      if (std::find(dataKeys.begin(), dataKeys.end(), name) != dataKeys.end()) kept[name] = member;
    }
    object = std::move(kept);
  }
}

}  // namespace

Result<std::vector<std::string>> splitPath(std::string_view path) {
  const auto refuse = [&] {
    return badPath(path, "must be a path such as optimizer.learningRate or network.layers.0.units");
  };
  std::vector<std::string> pieces(1);
  bool closed = false;  // after a bracket only a point or another bracket may follow
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '.' || path[i] == '[') {
      if (pieces.back().empty()) return refuse();
      pieces.emplace_back();
      closed = false;
      if (path[i] == '.') continue;
      const std::size_t end = path.find(']', i);
      if (end == path.npos || !indexOf(path.substr(i + 1, end - i - 1))) return refuse();
      pieces.back() = path.substr(i + 1, end - i - 1);
      i = end;
      closed = true;
    } else if (closed) {
      return refuse();
    } else {
      pieces.back() += path[i];
    }
  }
  if (pieces.back().empty() || pieces.size() > std::size_t(Limits::specDepth) || !isUtf8(path)) {
    return refuse();
  }
  return pieces;
}

std::optional<Error> setAt(Json& document, std::string_view path, Json value) {
  const Result<std::vector<std::string>> pieces = splitPath(path);
  if (!pieces) return pieces.error();
  Json* place = &document;
  std::string walked, key;
  for (const std::string& piece : *pieces) {
    if (!open(*place, key, piece)) {
      return badPath(path, place->is_object()
                               ? "cannot be set before " + walked + " is chosen"
                               : walked + " is " + describe(*place) + ": nothing stands below it");
    }
    const bool last = &piece == &pieces->back();
    if (place->is_array()) {
      const std::optional<std::size_t> index = indexOf(piece);
      if (!index || *index > place->size()) {
        return badPath(path,
                       walked + " has " + std::to_string(place->size()) +
                           " entries: the next piece of the path must be an index from 0 to " +
                           std::to_string(place->size()));
      }
      if (*index == place->size()) place->push_back(nullptr);
      place = &(*place)[*index];
    } else {
      if (last) dropParameters(*place, piece, key, value);
      place = &(*place)[piece];
    }
    key = piece;
    walked = join(walked, piece);
  }
  *place = std::move(value);
  return {};
}

}  // namespace fallline::json
