#include "fallline/prepare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "json_text.h"
#include "resolve.h"

namespace fallline {
namespace {

/// One raw input of one sample as scaling sees it: images from 0 to 1.
double rawValue(const Inputs& inputs, Index input, Index sample) {
  if (inputs.isImages()) return double(inputs.image(sample)[input]) / 255;
  return inputs.values(input, sample);
}

/// Mean over the samples that are not missing, per row; 0 where all are.
std::vector<double> means(std::size_t rows, std::span<const std::int32_t> samples, auto&& value) {
  std::vector<double> sum(rows, 0);
  std::vector<double> count(rows, 0);
  for (std::int32_t sample : samples) {
    for (std::size_t i = 0; i < rows; ++i) {
      const double x = value(Index(i), Index(sample));
      if (std::isnan(x)) continue;
      sum[i] += x;
      count[i] += 1;
    }
  }
  for (std::size_t i = 0; i < rows; ++i) sum[i] = count[i] > 0 ? sum[i] / count[i] : 0;
  return sum;
}

/// The scaling of each row with figures of those samples; missing values do not count. A constant
/// row becomes 0, whatever it holds elsewhere.
Scaling fit(Scale scale, std::size_t rows, std::span<const std::int32_t> samples, auto&& value) {
  Scaling scaling;
  if (scale == Scale::none) return scaling;
  const std::vector<double> mean = means(rows, samples, value);
  std::vector<double> squares(rows, 0), count(rows, 0);
  std::vector<double> low(rows, std::numeric_limits<double>::infinity());
  std::vector<double> high(rows, -std::numeric_limits<double>::infinity());
  for (std::int32_t sample : samples) {
    for (std::size_t i = 0; i < rows; ++i) {
      const double x = value(Index(i), Index(sample));
      if (std::isnan(x)) continue;
      squares[i] += (x - mean[i]) * (x - mean[i]);
      count[i] += 1;
      low[i] = std::min(low[i], x);
      high[i] = std::max(high[i], x);
    }
  }
  scaling.shift.resize(rows);
  scaling.factor.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const bool constant = !(high[i] > low[i]);
    const double spread = scale == Scale::center        ? 1
                          : scale == Scale::standardize ? std::sqrt(squares[i] / count[i])
                                                        : high[i] - low[i];
    scaling.shift[i] = scale == Scale::minmax && !constant ? low[i] : mean[i];
    scaling.factor[i] = constant || !(spread > 0) ? 0 : 1 / spread;
  }
  return scaling;
}

/// Permutes the samples by seed and cuts them into the three parts; a source's own test part stays.
std::optional<Error> splitParts(Prepared& prepared, const SplitSpec& split, Random random) {
  const Dataset& data = *prepared.data;
  const Index all = data.inputs.samples();
  const Index n = data.testFrom.value_or(all);
  const auto order = random.permutation(std::size_t(n));
  const double trainShare = split.train.value_or(
      std::max(0.0, 1 - split.validation.value_or(0) - split.test.value_or(0)));
  const double share = data.testFrom ? 1 - split.validation.value_or(0) : trainShare;
  const Index train = std::clamp<Index>(Index(std::floor(share * double(n) + 0.5)), 0, n);
  const Index wanted = Index(std::floor(split.validation.value_or(0) * double(n) + 0.5));
  const Index validation = data.testFrom ? n - train : std::min(wanted, n - train);
  prepared.parts[0].assign(order.begin(), order.begin() + train);
  prepared.parts[1].assign(order.begin() + train, order.begin() + train + validation);
  if (data.testFrom) {
    prepared.parts[2].resize(std::size_t(all - n));
    std::iota(prepared.parts[2].begin(), prepared.parts[2].end(), std::int32_t(n));
  } else {
    prepared.parts[2].assign(order.begin() + train + validation, order.end());
  }
  if (train == 0) {
    return Error{"conflict", "data.split.train",
                 "no sample is left to train on: " + std::to_string(n) +
                     " samples, of which the training part takes " + json::write(share)};
  }
  return {};
}

/// Makes another training part of the one there is; what is left out of it is the validation part.
std::optional<Error> resampleParts(Prepared& prepared, const Resample& resample, Random random) {
  const std::vector<std::int32_t> all = std::move(prepared.parts[0]);
  auto& train = prepared.parts[0] = {};
  auto& left = prepared.parts[1];
  const std::size_t n = all.size();
  if (resample.kind == Resample::Kind::fold) {
    if (resample.folds > std::int64_t(n)) {
      return Error{"conflict", "data.resample.folds",
                   "must not be more than the " + std::to_string(n) + " samples of training"};
    }
    const auto end = [&](std::int64_t fold) {
      return std::size_t(fold * std::int64_t(n) / resample.folds);
    };
    const std::size_t first = end(resample.fold), last = end(resample.fold + 1);
    for (std::size_t i = 0; i < n; ++i) (i >= first && i < last ? left : train).push_back(all[i]);
    return {};
  }
  std::vector<bool> drawn(n, false);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t k = std::size_t(random.below(n));
    train.push_back(all[k]);
    drawn[k] = true;
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (!drawn[i]) left.push_back(all[i]);
  }
  return {};
}

SplitSpec defaultSplit(const DataSource& source) {
  const Split split = std::visit([](const auto& s) { return s.split; }, source);
  return {split.train, split.validation, split.test};
}

std::optional<Error> checkData(const Dataset& data) {
  const Index n = data.inputs.samples();
  if (n == 0 || data.inputs.size() == 0) {
    return Error{"empty", "data", "the data has no samples or no inputs"};
  }
  if (n != data.targets.cols()) {
    return Error{"conflict", "data", "inputs and targets differ in their number of samples"};
  }
  if (n > Limits::samples) {
    return Error{"too-large", "data",
                 std::to_string(n) + " samples; the limit is " + std::to_string(Limits::samples)};
  }
  for (Index j = 0; j < n; ++j) {
    for (Index i = 0; i < data.targets.rows(); ++i) {
      if (!std::isfinite(data.targets(i, j))) {
        return Error{"bad-value", "data",
                     "target " + std::to_string(i + 1) + " of sample " + std::to_string(j + 1) +
                         " is not a finite number"};
      }
    }
    if (data.inputs.isImages()) continue;
    for (Index i = 0; i < data.inputs.size(); ++i) {
      if (std::isinf(data.inputs.values(i, j))) {
        return Error{"bad-value", "data",
                     "input " + std::to_string(i + 1) + " of sample " + std::to_string(j + 1) +
                         " is infinite"};
      }
    }
  }
  return {};
}

std::optional<Error> prepareInputs(Prepared& prepared) {
  const Inputs& raw = prepared.data->inputs;
  const DataSpec& spec = prepared.spec.data;
  InputPreparation& inputs = prepared.inputs;
  inputs.images = raw.isImages();
  inputs.rawInputs = raw.size();
  const auto rows = std::size_t(raw.size());
  const auto& train = prepared.parts[0];
  const auto value = [&raw](Index i, Index j) { return rawValue(raw, i, j); };
  inputs.scaling = fit(spec.scale, rows, train, value);
  if (!inputs.images) inputs.missing = means(rows, train, value);
  if (!spec.features.empty()) {
    if (inputs.images) {
      return Error{"conflict", "data.features",
                   "images are taken as they are; features are for tables and points"};
    }
    auto terms = expandFeatures(spec.features, raw.size());
    if (!terms) return terms.error();
    inputs.terms = std::move(*terms);
  }
  if (!inputs.images &&
      std::int64_t(inputs.inputs()) * std::int64_t(raw.samples()) > Limits::inputValues) {
    return Error{"too-large", spec.features.empty() ? "data" : "data.features",
                 std::to_string(inputs.inputs()) + " inputs × " + std::to_string(raw.samples()) +
                     " samples; the limit is " + std::to_string(Limits::inputValues) + " numbers"};
  }
  return {};
}

}  // namespace

void InputPreparation::apply(const double* raw, double* scratch, double* prepared) const {
  double* scaled = terms.empty() ? prepared : scratch;
  for (std::size_t i = 0; i < std::size_t(rawInputs); ++i) {
    double x = images ? raw[i] / 255 : raw[i];
    if (!images && std::isnan(x)) x = missing[i];
    scaled[i] = scaling.shift.empty() ? x : scaling.apply(i, x);
  }
  for (std::size_t t = 0; t < terms.size(); ++t) prepared[t] = evaluate(terms[t], scaled);
}

Matrix<double> Prepared::codedTargets() const {
  const Matrix<double>& raw = data->targets;
  const Index n = raw.cols();
  if (targets.coding == TargetCoding::oneHot) {
    Matrix<double> coded = Matrix<double>::Zero(Index(data->task.classes()), n);
    for (Index j = 0; j < n; ++j) coded(Index(raw(0, j)), j) = 1;
    return coded;
  }
  Matrix<double> coded = raw;
  for (Index j = 0; j < n; ++j) {
    for (Index i = 0; i < raw.rows(); ++i) {
      if (targets.coding == TargetCoding::plusMinus) coded(i, j) = 2 * raw(i, j) - 1;
      if (!targets.scaling.shift.empty()) {
        coded(i, j) = targets.scaling.apply(std::size_t(i), raw(i, j));
      }
    }
  }
  return coded;
}

Result<Prepared> prepare(const Spec& spec, const Sources& sources) {
  if (std::vector<Error> errors = check(spec); !errors.empty()) return errors.front();
  Prepared prepared;
  prepared.spec = spec;
  DataSpec& data = prepared.spec.data;
  if (!data.seed) data.seed = spec.seed;
  if (!data.split) data.split = defaultSplit(data.source);
  const Random random(*data.seed);

  Result<Dataset> made =
      std::visit([&](const auto& s) { return s.make(sources, random.fork("data")); }, data.source);
  if (!made) return made.error();
  prepared.data = std::make_shared<const Dataset>(std::move(*made));
  if (auto error = checkData(*prepared.data)) return *error;
  if (auto error = splitParts(prepared, *data.split, random.fork("split"))) return *error;
  if (data.resample) {
    const Random draws = random.fork("resample").fork(data.resample->seed);
    if (auto error = resampleParts(prepared, *data.resample, draws)) return *error;
  }
  if (spec.stop.patience > 0 && prepared.parts[1].empty()) {
    return Error{"conflict", "stop.patience",
                 "patience watches the validation loss, but there is no validation part; set "
                 "data.split.validation"};
  }
  if (auto error = prepareInputs(prepared)) return *error;

  const Dataset& dataset = *prepared.data;
  if (auto error = resolve(prepared.spec, dataset, prepared.inputs.inputs(),
                           Index(prepared.parts[0].size()), prepared.targets.coding)) {
    return *error;
  }
  prepared.targets.scaling =
      fit(data.scaleTargets, std::size_t(dataset.targets.rows()), prepared.parts[0],
          [&](Index i, Index j) { return dataset.targets(i, j); });
  // A constant target has nothing to scale, and predictions must be able to come back from it.
  for (double& factor : prepared.targets.scaling.factor) factor = factor == 0 ? 1 : factor;

  Index before = prepared.inputs.inputs();
  for (const LayerSpec& layer : prepared.spec.layers) {
    prepared.layers.push_back({before, Index(*layer.units), *layer.activation, layer.init,
                               layer.biasInit, layer.bias, layer.dropout});
    before = Index(*layer.units);
  }
  return prepared;
}

template <class S>
Samples<S> samplesOf(const Prepared& prepared) {
  Matrix<S> targets = prepared.codedTargets().cast<S>();
  const Inputs& raw = prepared.data->inputs;
  if (raw.isImages()) return Samples<S>(raw, prepared.inputs.scaling, std::move(targets));
  Matrix<S> inputs(prepared.inputs.inputs(), raw.samples());
  Vector<double> scratch(raw.size()), column(inputs.rows());
  for (Index j = 0; j < raw.samples(); ++j) {
    prepared.inputs.apply(raw.values.data() + j * raw.size(), scratch.data(), column.data());
    inputs.col(j) = column.cast<S>();
  }
  return Samples<S>(std::move(inputs), std::move(targets));
}

template Samples<float> samplesOf<float>(const Prepared&);
template Samples<double> samplesOf<double>(const Prepared&);

}  // namespace fallline
