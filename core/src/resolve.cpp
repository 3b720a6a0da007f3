#include "resolve.h"

#include <string>

#include "fault_check.h"

namespace fallline {
namespace {

std::string count(std::int64_t n, const char* one, const char* many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

/// The output layer's activation and units by the task, where the Spec leaves them open.
std::optional<Error> resolveOutput(LayerSpec& last, const std::string& path, const Task& task,
                                   Index targets, TargetCoding& coding) {
  const std::int64_t classes = task.classes();
  switch (task.kind) {
    case Task::Kind::regression:
      coding = TargetCoding::values;
      if (!last.activation) last.activation = Linear{};
      if (!last.units) last.units = targets;
      if (is<Softmax>(*last.activation)) {
        return Error{"conflict", path + ".activation",
                     "softmax gives probabilities of classes, but the targets are numbers; use "
                     "linear"};
      }
      if (*last.units != targets) {
        return Error{"conflict", path + ".units",
                     "the data has " + count(targets, "target", "targets") +
                         ", so the last layer needs " + count(targets, "unit", "units")};
      }
      return {};
    case Task::Kind::labels:
      coding = TargetCoding::zeroOne;
      if (!last.activation) last.activation = Sigmoid{};
      if (!last.units) last.units = targets;
      if (!is<Sigmoid>(*last.activation) || *last.units != targets) {
        return Error{"conflict", path,
                     "yes-or-no labels need " + count(targets, "sigmoid unit", "sigmoid units")};
      }
      return {};
    case Task::Kind::classes:
      break;
  }
  if (!last.activation) {
    const bool single = classes == 2 && last.units.value_or(1) == 1;
    last.activation = single ? Activation(Sigmoid{}) : Activation(Softmax{});
  }
  const bool softmax = is<Softmax>(*last.activation);
  const std::int64_t units = softmax ? classes : 1;
  if (!softmax && classes != 2) {
    return Error{"conflict", path + ".activation",
                 "the data has " + std::to_string(classes) + " classes, which need softmax"};
  }
  if (!last.units) last.units = units;
  if (*last.units != units) {
    return Error{"conflict", path + ".units",
                 std::string(idOf(*last.activation)) + " for " + std::to_string(classes) +
                     " classes needs " + count(units, "unit", "units")};
  }
  if (softmax) {
    coding = TargetCoding::oneHot;
  } else if (is<Sigmoid>(*last.activation)) {
    coding = TargetCoding::zeroOne;
  } else if (is<Tanh>(*last.activation) || is<Linear>(*last.activation)) {
    coding = TargetCoding::plusMinus;
  } else {
    return Error{"conflict", path + ".activation",
                 "the output of two classes is sigmoid, tanh, linear or softmax"};
  }
  return {};
}

std::optional<Error> resolveLoss(Spec& spec, const Dataset& data, TargetCoding coding) {
  const LayerSpec& last = spec.layers.back();
  if (!spec.loss) {
    if (coding == TargetCoding::oneHot) {
      spec.loss = CrossEntropy{};
    } else if (coding == TargetCoding::zeroOne) {
      spec.loss = BinaryCrossEntropy{};
    } else {
      spec.loss = MeanSquaredError{};
    }
  }
  const std::string name(idOf(*spec.loss));
  if (!isDefinedFor(*spec.loss, *last.activation, *last.units)) {
    return Error{"conflict", "loss",
                 name + " is not defined for " + count(*last.units, "unit", "units") + " of " +
                     std::string(idOf(*last.activation)) + " at the output"};
  }
  if (coding != TargetCoding::values) return {};
  if (is<Hinge>(*spec.loss) || is<SquaredHinge>(*spec.loss)) {
    return Error{"conflict", "loss", name + " needs two classes, but the targets are numbers"};
  }
  // Scaled by their least and largest, the training part's targets are in 0 … 1 whatever they were.
  if (is<BinaryCrossEntropy>(*spec.loss) && spec.data.scaleTargets != Scale::minmax) {
    for (Index j = 0; j < data.targets.cols(); ++j) {
      for (Index i = 0; i < data.targets.rows(); ++i) {
        if (!(data.targets(i, j) >= 0 && data.targets(i, j) <= 1)) {
          return Error{"conflict", "loss", name + " needs targets from 0 to 1; use mse"};
        }
      }
    }
  }
  return {};
}

}  // namespace

std::optional<Error> resolve(Spec& spec, const Dataset& data, Index inputs, Index trainSamples,
                             TargetCoding& coding) {
  if (spec.layers.empty()) spec.layers.resize(2);
  for (std::size_t l = 0; l + 1 < spec.layers.size(); ++l) {
    LayerSpec& hidden = spec.layers[l];
    if (!hidden.units) hidden.units = 8;
    if (!hidden.activation) hidden.activation = Tanh{};
  }
  const std::string lastPath = "network.layers." + std::to_string(spec.layers.size() - 1);
  if (auto error =
          resolveOutput(spec.layers.back(), lastPath, data.task, data.targets.rows(), coding)) {
    return error;
  }
  if (auto error = resolveLoss(spec, data, coding)) return error;
  if (needsSlopes(spec.optimizer) && is<Softmax>(*spec.layers.back().activation)) {
    return Error{"conflict", lastPath + ".activation",
                 "must not be softmax for \"" + std::string(infoOf(spec.optimizer).id) +
                     "\", which divides by the slope of every output; sigmoid can be used"};
  }
  if (spec.data.scaleTargets != Scale::none && data.task.kind != Task::Kind::regression) {
    return Error{"conflict", "data.scaleTargets", "only targets of a regression can be scaled"};
  }

  std::int64_t parameters = 0, before = inputs;
  for (const LayerSpec& layer : spec.layers) {
    parameters += *layer.units * (before + (layer.bias ? 1 : 0));
    before = *layer.units;
  }
  if (parameters > Limits::parameters) {
    return Error{"too-large", "network.layers",
                 std::to_string(parameters) + " parameters; the limit is " +
                     std::to_string(Limits::parameters)};
  }

  if (auto error = checkMemory(spec, inputs, trainSamples)) return error;
  if (!spec.batchSize) {
    spec.batchSize = needsFullBatch(spec.optimizer) ? BatchSize{true, 0} : BatchSize{false, 32};
  }
  if (spec.batchSize->full || spec.batchSize->size >= trainSamples) {
    spec.batchSize = BatchSize{true, trainSamples};
  }
  if (spec.precision == Precision::automatic) {
    const bool wide = needsFullBatch(spec.optimizer) || parameters <= 5000;
    spec.precision = wide ? Precision::float64 : Precision::float32;
  }
  return idleFault(spec);
}

}  // namespace fallline
