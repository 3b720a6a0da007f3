// Places in a Spec's document by their paths, and putting a value there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/result.h"
#include "json_text.h"

namespace fallline::json {

/// "network.layers.0.units" or "network.layers[0].units" in pieces; "bad-path" for anything that is
/// no path.
Result<std::vector<std::string>> splitPath(std::string_view path);

/// Puts a value at a path. Objects on the way are made where they are missing; an index one past
/// the end of a list appends. A bare id on the way becomes {"id": …}, and a component that is
/// missing the default one. Another "id" (or "data.source") drops the parameters beside it.
std::optional<Error> setAt(Json& document, std::string_view path, Json value);

}  // namespace fallline::json
