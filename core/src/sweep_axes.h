// The axes of a sweep: how they are read, and how a value of one is put into a Spec.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fallline/sweep.h"
#include "json_node.h"

namespace fallline::json {

/// The path of an axis that says how many hidden layers there are.
inline constexpr std::string_view depthPath = "network.depth";

/// An axis with its values written out; `spec` is the document that varies.
void readAxis(const Node& node, const Json& spec, Axis& axis);

/// Puts a value where an axis says. Beside the paths of a Spec there are three for all layers at
/// once: "network.layers.*.…" for every layer, "network.hidden.*.…" for all but the output, and
/// "network.depth": hidden layers are taken from the end, or the last of them is repeated.
std::optional<Error> setOnAxis(Json& spec, std::string_view path, Json value);

}  // namespace fallline::json
