// Everything that can be chosen, as JSON: what menus, sliders, links, docs and tests are made from.
#pragma once

#include <string>
#include <string_view>

namespace fallline {

inline constexpr std::string_view engineVersion = "0.1.0";

/// {"version", "engine", "activations": [{"id", "label", "formula", "summary", "source",
///  "parameters": [{"name", "type", "default", "min", "max", "low", "high", "scale", "choices",
///  "help"}], …extras of the kind (loss "domain", dataset "split", optimizer "fullBatch")}],
///  "losses", "initializers", "schedules", "optimizers", "datasets", "scales", "features",
///  "precisions", "metrics", "limits", "defaults"}, keys in fixed order.
std::string writeManifest();

}  // namespace fallline
