#include "fault_check.h"

#include <string>
#include <vector>

#include "fallline/faults.h"

namespace fallline {
namespace {

bool hasTanh(const std::vector<LayerSpec>& layers) {
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const bool hidden = l + 1 < layers.size();
    if (layers[l].activation ? is<Tanh>(*layers[l].activation) : hidden) return true;
  }
  return layers.empty();  // the default has one hidden layer, of tanh
}

bool hasBias(const std::vector<LayerSpec>& layers) {
  for (const LayerSpec& layer : layers) {
    if (layer.bias) return true;
  }
  return layers.empty();
}

/// A matrix that the error goes back through (not the first layer's) and that may be square; one
/// number is its own transpose.
bool hasSquare(const std::vector<LayerSpec>& layers) {
  constexpr std::int64_t kHidden = 8;  // the default
  for (std::size_t l = 1; l < layers.size(); ++l) {
    const std::int64_t inputs = layers[l - 1].units.value_or(kHidden);
    const bool output = l + 1 == layers.size();
    const std::int64_t units = layers[l].units.value_or(output ? inputs : kHidden);
    if (units == inputs && units > 1) return true;
  }
  return layers.empty();  // what the output needs depends on the data
}

}  // namespace

std::optional<Error> idleFault(const Spec& spec) {
  const Deviation deviation = deviationOf(spec.fault);
  const auto conflict = [&](const std::string& why) {
    return Error{"conflict", "fault", "must not be \"" + spec.fault + "\": " + why};
  };
  if (deviation.sigmoidSlope && !hasTanh(spec.layers)) return conflict("no layer is tanh");
  if (deviation.withoutBias && !hasBias(spec.layers)) return conflict("no layer has a bias");
  if (deviation.untransposed && !hasSquare(spec.layers)) {
    return conflict("no layer after the first has as many units as inputs, two or more");
  }
  if (deviation.invertedCorrection && !is<Adam>(spec.optimizer) && !is<AdamW>(spec.optimizer)) {
    return conflict("the optimizer is neither adam nor adamw");
  }
  if (deviation.summed && spec.batchSize && !spec.batchSize->full && spec.batchSize->size == 1) {
    return conflict("a batch of one sample is its own mean");
  }
  if (deviation.changesGradient() &&
      (needsOutputCurvature(spec.optimizer) || needsSlopes(spec.optimizer))) {
    return conflict("\"" + std::string(idOf(spec.optimizer)) +
                    "\" computes derivatives of its own and would not see it");
  }
  return {};
}

}  // namespace fallline
