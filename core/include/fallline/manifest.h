// Everything that can be chosen, as JSON: what menus, sliders, links, docs and tests are made from.
#pragma once

#include <string>
#include <string_view>

namespace fallline {

inline constexpr std::string_view engineVersion = "0.1.0";

/// {"version", "engine", "activations": [{"id", "label", "formula", "summary", "source",
///  "parameters": [{"name", "type", "default", …, "help"}], …}], "losses", "initializers",
///  "schedules", "optimizers", "datasets", "scales", "features": {"terms", "families",
///  "maxDegree"}, "precisions", "metrics", "faults", "limits", "defaults"}, keys in fixed order.
/// A parameter's type is number or integer (with "min", "max", and "low", "high", "scale" of its
/// slider), choice (with "choices"), flag, text or points. Losses add "domain", optimizers
/// "fullBatch", datasets "split", "task", "inputs", "image", "classes": what they make at their
/// defaults, null where that depends on files. "defaults" is the Spec of source `circle` with
/// everything left out that can be.
std::string writeManifest();

}  // namespace fallline
