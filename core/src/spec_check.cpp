// What does not go together in a Spec, as far as it can be seen without the data.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "fallline/features.h"
#include "fallline/second_order/output_curvature.h"
#include "fault_check.h"
#include "spec_json.h"

namespace fallline {
namespace {

using json::join;

constexpr double kShareTolerance = 1e-9;

std::string layerPath(std::size_t layer, std::string_view key) {
  return join(join("network.layers", std::to_string(layer)), key);
}

std::string quoted(std::string_view id) { return "\"" + std::string(id) + "\""; }

void checkSplit(const SplitSpec& split, std::vector<Error>& problems) {
  const double sum =
      split.train.value_or(0) + split.validation.value_or(0) + split.test.value_or(0);
  const std::string found = ", not " + json::write(json::number(sum));
  if (sum > 1 + kShareTolerance) {
    problems.push_back({"conflict", "data.split", "shares must not add up to more than 1" + found});
  } else if (split.train && split.validation && split.test && sum < 1 - kShareTolerance) {
    problems.push_back(
        {"conflict", "data.split", "shares must add up to 1 when all three are given" + found});
  }
  if (split.train == 0.0) {
    problems.push_back(
        {"conflict", "data.split.train", "must be more than 0: something must train"});
  } else if (!split.train && sum > 1 - kShareTolerance) {
    problems.push_back({"conflict", "data.split", "must leave a share for training"});
  }
}

/// The share of the validation part; what none of the shares says goes to the test part.
double validationShare(const DataSpec& data) {
  if (!data.split) return std::visit([](const auto& s) { return s.split.validation; }, data.source);
  const SplitSpec& split = *data.split;
  if (split.validation) return *split.validation;
  return split.train && split.test ? std::max(0.0, 1 - *split.train - *split.test) : 0;
}

void checkFeatures(const std::vector<std::string>& features, std::vector<Error>& problems) {
  for (std::size_t i = 0; i < features.size(); ++i) {
    const Result<Feature> feature = parseFeature(features[i]);
    if (feature) continue;
    Error problem = feature.error();
    problem.path = join("data.features", std::to_string(i));
    problems.push_back(std::move(problem));
  }
}

void checkInitializer(const Initializer& init, const std::string& path,
                      std::vector<Error>& problems) {
  const Uniform* uniform = std::get_if<Uniform>(&init);
  if (uniform && !(uniform->low < uniform->high)) {
    problems.push_back({"conflict", path + ".high", "must be more than \"low\""});
  }
}

void checkLayers(const std::vector<LayerSpec>& layers, std::vector<Error>& problems) {
  double parameters = 0;
  std::optional<std::int64_t> inputs;  // of the first layer they depend on the data
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerSpec& layer = layers[i];
    const bool output = i + 1 == layers.size();
    if (layer.activation && is<Softmax>(*layer.activation)) {
      if (!output) {
        problems.push_back({"conflict", layerPath(i, "activation"),
                            "must not be softmax: that is for the output layer only"});
      } else if (layer.units == 1) {
        problems.push_back({"conflict", layerPath(i, "units"),
                            "must be at least 2 for softmax: one unit alone is always 1"});
      }
    }
    checkInitializer(layer.init, layerPath(i, "init"), problems);
    checkInitializer(layer.biasInit, layerPath(i, "biasInit"), problems);
    if (output && layer.dropout > 0) {
      problems.push_back({"conflict", layerPath(i, "dropout"),
                          "must be 0 in the output layer: its units are the answer"});
    }
    if (inputs && layer.units) {
      parameters += double(*layer.units) * (double(*inputs) + (layer.bias ? 1 : 0));
    }
    inputs = layer.units;
  }
  if (parameters > double(Limits::parameters)) {
    problems.push_back({"too-large", "network.layers",
                        "must not have more than " + std::to_string(Limits::parameters) +
                            " parameters; these have at least " +
                            json::write(json::number(parameters))});
  }
}

/// What a loss asks of the output layer.
std::string outputFor(const Loss& loss) {
  switch (std::visit([](const auto& l) { return l.domain; }, loss)) {
    case LossDomain::probability:
      return "sigmoid at the output";
    case LossDomain::simplex:
      return "softmax at the output";
    case LossDomain::margin:
      return "one linear unit at the output";
    case LossDomain::any:
      break;
  }
  return "another output";
}

void checkLoss(const Spec& spec, std::vector<Error>& problems) {
  if (!spec.loss || spec.layers.empty() || !spec.layers.back().activation) return;
  const LayerSpec& output = spec.layers.back();
  const std::int64_t likely = is<Softmax>(*output.activation) ? 2 : 1;
  if (isDefinedFor(*spec.loss, *output.activation, output.units.value_or(likely))) return;
  std::string found(idOf(*output.activation));
  if (output.units) {
    found = std::to_string(*output.units) + " " + found + (*output.units == 1 ? " unit" : " units");
  }
  problems.push_back(
      {"conflict", "loss",
       quoted(idOf(*spec.loss)) + " needs " + outputFor(*spec.loss) + ", not " + found});
}

/// What methods cannot take that work on the curvature of one fixed function.
void checkFullBatchMethod(const Spec& spec, std::vector<Error>& problems) {
  if (!needsFullBatch(spec.optimizer)) return;
  const std::string method = quoted(infoOf(spec.optimizer).id);
  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    if (spec.layers[i].dropout > 0) {
      problems.push_back({"conflict", layerPath(i, "dropout"),
                          "must be 0 for " + method + ": it needs the same loss at every trial"});
    }
  }
  if (spec.loss && needsSlopes(spec.optimizer) && !is<MeanSquaredError>(*spec.loss) &&
      !is<BinaryCrossEntropy>(*spec.loss)) {
    problems.push_back({"conflict", "loss", "must be mse or binary-cross-entropy for " + method});
  }
  if (spec.loss && needsOutputCurvature(spec.optimizer) && !OutputCurvature::exists(*spec.loss)) {
    problems.push_back(
        {"conflict", "loss", "must be mse, binary-cross-entropy or cross-entropy for " + method});
  }
  if (!is<Constant>(spec.schedule)) {
    problems.push_back(
        {"conflict", "schedule", "must be constant for " + method + ": it finds its own steps"});
  }
  if (spec.precision == Precision::float32) {
    problems.push_back({"conflict", "precision", "must be float64 or auto for " + method});
  }
}

void checkStop(const Spec& spec, std::vector<Error>& problems) {
  const bool validates = validationShare(spec.data) > kShareTolerance;
  if (spec.data.resample && validates) {
    problems.push_back({"conflict", "data.resample",
                        "needs the validation part for what it leaves out: set "
                        "data.split.validation to 0"});
  }
  if (spec.stop.patience > 0 && !validates && !spec.data.resample) {
    problems.push_back({"conflict", "stop.patience",
                        "needs a validation part: give data.split.validation a share, say 0.2"});
  }
}

/// Live changes are tried out in their order, on a Spec of the values that they may touch.
void checkChanges(const Spec& spec, std::vector<Error>& problems) {
  Spec live;
  live.optimizer = spec.optimizer;
  live.schedule = spec.schedule;
  live.batchSize = spec.batchSize;
  live.regularization = spec.regularization;
  std::int64_t step = 0;
  for (std::size_t i = 0; i < spec.changes.size(); ++i) {
    const Change& change = spec.changes[i];
    const std::string path = join("changes", std::to_string(i));
    if (change.step < step) {
      problems.push_back(
          {"conflict", path + ".step",
           "must not be before the change above it, at step " + std::to_string(step)});
    }
    step = std::max(step, change.step);
    for (const Change::Setting& setting : change.set) {
      Result<Spec> changed = withChange(live, setting.path, setting.value);
      if (changed) {
        live = std::move(*changed);
      } else {
        Error problem = changed.error();
        problem.path = join(path, "set." + setting.path);
        problems.push_back(std::move(problem));
      }
    }
  }
}

/// Where the key that a path begins with stands in a document.
std::size_t placeOf(std::string_view path) {
  static constexpr std::string_view keys[] = {
      "version",   "seed",           "data",      "network", "loss",  "optimizer", "schedule",
      "batchSize", "regularization", "precision", "stop",    "fault", "changes"};
  const std::string_view key = path.substr(0, path.find('.'));
  return std::size_t(std::find(std::begin(keys), std::end(keys), key) - std::begin(keys));
}

}  // namespace

void json::checkLive(const Spec& spec, std::vector<Error>& problems) {
  if (needsFullBatch(spec.optimizer) && spec.batchSize && !spec.batchSize->full) {
    problems.push_back({"conflict", "batchSize",
                        "must be \"full\" for " + quoted(idOf(spec.optimizer)) +
                            ", or left out: it works on all samples at once"});
  }
  if (needsFullBatch(spec.optimizer) && spec.regularization.l1 > 0) {
    problems.push_back(
        {"conflict", "regularization.l1",
         "must be 0 for " + quoted(infoOf(spec.optimizer).id) + ": its kinks have no curvature"});
  }
}

std::vector<Error> check(const Spec& spec) {
  std::vector<Error> problems;
  Spec again;
  const json::Json document = json::specJson(spec);
  json::readSpec(json::Node(document, "", problems), again);
  const bool reads = problems.empty();

  if (spec.data.split) checkSplit(*spec.data.split, problems);
  checkFeatures(spec.data.features, problems);
  checkLayers(spec.layers, problems);
  checkLoss(spec, problems);
  json::checkLive(spec, problems);
  checkFullBatchMethod(spec, problems);
  checkStop(spec, problems);
  if (auto idle = idleFault(spec)) problems.push_back(std::move(*idle));
  if (reads) checkChanges(spec, problems);
  std::stable_sort(problems.begin(), problems.end(), [](const Error& a, const Error& b) {
    return placeOf(a.path) < placeOf(b.path);
  });
  return problems;
}

}  // namespace fallline
