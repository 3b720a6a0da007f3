// A Spec as a JSON value, whole or only the parts that may change while training goes on.
#pragma once

#include <array>
#include <string_view>

#include "fallline/faults.h"
#include "fallline/spec.h"
#include "json_node.h"

namespace fallline::json {

inline constexpr std::array<std::string_view, 4> scaleNames{"none", "center", "standardize",
                                                            "minmax"};
inline constexpr std::array<std::string_view, 3> precisionNames{"auto", "float32", "float64"};
inline constexpr auto faultNames = idsOf(Faults{});

/// The keys of "data" beside the parameters of the source.
inline constexpr std::array<std::string_view, 7> dataKeys{
    "source", "seed", "split", "resample", "scale", "scaleTargets", "features"};
inline constexpr std::array<std::string_view, 2> resampleNames{"bootstrap", "fold"};

/// Reads a whole Spec; problems go to the node's list.
void readSpec(const Node& node, Spec& out);
Json specJson(const Spec& spec);

/// {"optimizer", "schedule", "batchSize", "regularization"}: what a live change may touch.
void readLive(const Node& node, Spec& out);
Json liveJson(const Spec& spec);
/// Problems among them that check would find, too.
void checkLive(const Spec& spec, std::vector<Error>& problems);

}  // namespace fallline::json
