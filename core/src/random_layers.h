// Networks drawn by chance, from ranges that say what may come.
#pragma once

#include <string>
#include <vector>

#include "json_node.h"

namespace fallline::json {

/// {"count": 10, "seed": 1, "depth": [1, 10], "units": [10, 100], "activations": […],
///  "inits": […], "biasInits": […]}; these are the defaults, and the Spec's seed. Adds `count`
///  lists
/// of layers, as JSON texts: depth uniform, and for each hidden layer units, activation, init and
/// biasInit, each uniform; the output layer of `spec` gets an init and a biasInit. Network i
/// depends on the seed and on i alone, not on the count.
void readRandomLayers(const Node& node, const Json& spec, std::vector<std::string>& values);

}  // namespace fallline::json
