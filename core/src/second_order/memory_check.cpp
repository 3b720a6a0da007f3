// Whether what a second-order method would hold fits into memory.
#include <string>

#include "fallline/second_order/forms.h"
#include "fallline/second_order/pseudo_inverse.h"
#include "resolve.h"

namespace fallline {
namespace {

/// Bytes for the layers solved together, or one after the other.
double bytesFor(Form form, const Spec& spec, Index inputs, std::int64_t rows, bool together) {
  double sum = 0;
  std::int64_t parameters = 0, before = inputs;
  for (const LayerSpec& layer : spec.layers) {
    const std::int64_t own = *layer.units * (before + (layer.bias ? 1 : 0));
    parameters += own;
    if (!together) sum += bytesOf(form, own, rows, 1);
    before = *layer.units;
  }
  return together ? bytesOf(form, parameters, rows, std::int64_t(spec.layers.size())) : sum;
}

/// Inputs of every layer, its weights, and their pseudo-inverses.
double bytesForInverses(const Spec& spec, Index inputs, std::int64_t samples) {
  double sum = 0;
  std::int64_t before = inputs;
  for (const LayerSpec& layer : spec.layers) {
    sum += PseudoInverse::bytes(samples, before + 1) + PseudoInverse::bytes(*layer.units, before);
    before = *layer.units;
  }
  return sum;
}

std::string megabytes(double bytes) { return std::to_string(std::int64_t(bytes / 1e6)) + " MB"; }

}  // namespace

std::optional<Error> checkMemory(const Spec& spec, Index inputs, Index trainSamples) {
  if (needsSlopes(spec.optimizer)) {
    const double needed = bytesForInverses(spec, inputs, trainSamples);
    if (needed <= kLargestForm) return {};
    return Error{"too-large", "optimizer.id",
                 "the pseudo-inverses would need " + megabytes(needed) + " for this network on " +
                     std::to_string(trainSamples) + " samples, and " + megabytes(kLargestForm) +
                     " is the limit; \"layerwise-levenberg-marquardt\" fits"};
  }
  const auto* joint = std::get_if<LevenbergMarquardt>(&spec.optimizer);
  const auto* layerwise = std::get_if<LayerwiseLevenbergMarquardt>(&spec.optimizer);
  if (joint == nullptr && layerwise == nullptr) return {};
  const std::string& form = joint != nullptr ? joint->form : layerwise->form;
  const std::int64_t rows = std::int64_t(trainSamples) * *spec.layers.back().units;
  const auto bytes = [&](Form f) { return bytesFor(f, spec, inputs, rows, joint != nullptr); };
  const double needed = bytes(formOf(form));
  if (needed <= kLargestForm) return {};
  Form fits = Form::conjugateGradient;  // it always does
  for (Form f : {Form::dual, Form::primal}) {
    if (bytes(f) <= kLargestForm) fits = f;
  }
  return Error{"too-large", "optimizer.form",
               "\"" + form + "\" would need " + megabytes(needed) + " for this network on " +
                   std::to_string(trainSamples) + " samples, and " + megabytes(kLargestForm) +
                   " is the limit; \"" + std::string(nameOf(fits)) + "\" fits"};
}

}  // namespace fallline
