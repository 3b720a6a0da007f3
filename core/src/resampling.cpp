#include "fallline/resampling.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fallline/ordered.h"
#include "fallline/prepare.h"
#include "json_text.h"
#include "quantile.h"

namespace fallline {
namespace {

/// The raw inputs of some samples, sample by sample; images as bytes.
std::vector<double> rawInputs(const Inputs& inputs, std::span<const std::int32_t> samples) {
  std::vector<double> raw;
  raw.reserve(samples.size() * std::size_t(inputs.size()));
  for (const std::int32_t sample : samples) {
    if (inputs.isImages()) {
      const std::uint8_t* image = inputs.image(sample);
      raw.insert(raw.end(), image, image + inputs.size());
    } else {
      const double* column = inputs.values.col(sample).data();
      raw.insert(raw.end(), column, column + inputs.values.rows());
    }
  }
  return raw;
}

/// The share of a sample's outputs that says what its targets say.
double shareRight(const Prepared& prepared, std::int32_t sample, std::span<const double> outputs) {
  const Matrix<double>& targets = prepared.data->targets;
  if (prepared.targets.coding == TargetCoding::oneHot) {
    const auto largest = std::max_element(outputs.begin(), outputs.end());
    return double(largest - outputs.begin()) == targets(0, sample) ? 1 : 0;
  }
  // As the evaluator has it: the middle counts as class 1.
  const double middle = prepared.targets.coding == TargetCoding::zeroOne ? 0.5 : 0;
  double right = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    right += (outputs[i] >= middle) == (targets(Index(i), sample) > 0.5) ? 1 : 0;
  }
  return right / double(outputs.size());
}

/// R² of one drawn sample: the mean over the outputs; NaN where the targets of one do not vary.
double rSquared(const TestOutcome& outcome, std::span<const std::size_t> drawn) {
  const std::size_t k = outcome.outputs;
  double sum = 0;
  for (std::size_t output = 0; output < k; ++output) {
    const auto target = [&](Index i) {
      return outcome.targets[drawn[std::size_t(i)] * k + output];
    };
    const double mean = orderedSum(Index(drawn.size()), target) / double(drawn.size());
    const double around = orderedSum(
        Index(drawn.size()), [&](Index i) { return (target(i) - mean) * (target(i) - mean); });
    const double squares = orderedSum(Index(drawn.size()), [&](Index i) {
      const double away = target(i) - outcome.values[drawn[std::size_t(i)] * k + output];
      return away * away;
    });
    sum += around > 0 ? 1 - squares / around : std::numeric_limits<double>::quiet_NaN();
  }
  return sum / double(k);
}

}  // namespace

Distribution distributionOf(std::span<const double> values, double level) {
  std::vector<double> sorted;
  sorted.reserve(values.size());
  for (const double value : values) {
    if (std::isfinite(value)) sorted.push_back(value);
  }
  Distribution out{.count = sorted.size()};
  if (sorted.empty()) return out;
  std::sort(sorted.begin(), sorted.end());
  const auto n = Index(sorted.size());
  out.mean = orderedSum(n, [&](Index i) { return sorted[std::size_t(i)]; }) / double(n);
  const double squares = orderedSum(n, [&](Index i) {
    const double away = sorted[std::size_t(i)] - out.mean;
    return away * away;
  });
  out.deviation = n > 1 ? std::sqrt(squares / double(n - 1)) : 0;
  out.low = quantileOf(sorted, (1 - level) / 2);
  out.median = quantileOf(sorted, 0.5);
  out.high = quantileOf(sorted, (1 + level) / 2);
  return out;
}

Decomposition decompose(std::span<const double> targets, std::span<const double> predictions) {
  const std::size_t n = targets.size(), predictors = predictions.size() / n;
  Decomposition sums;
  for (std::size_t i = 0; i < n; ++i) {
    double mean = 0;
    for (std::size_t p = 0; p < predictors; ++p) mean += predictions[p * n + i];
    mean /= double(predictors);
    double spread = 0, error = 0;
    for (std::size_t p = 0; p < predictors; ++p) {
      const double away = predictions[p * n + i] - mean, miss = predictions[p * n + i] - targets[i];
      spread += away * away;
      error += miss * miss;
    }
    sums.bias2 += (targets[i] - mean) * (targets[i] - mean);
    sums.variance += spread / double(predictors);
    sums.error += error / double(predictors);
  }
  return {sums.bias2 / double(n), sums.variance / double(n), sums.error / double(n)};
}

TestOutcome testOutcome(Session& session) {
  const Prepared& prepared = session.prepared();
  const Dataset& data = *prepared.data;
  const std::span<const std::int32_t> all = session.samples(Part::test);
  const bool numbers = data.task.kind == Task::Kind::regression;
  const auto width = std::size_t(session.layers().back().units);
  constexpr std::size_t kChunk = 256;  // the raw inputs of images are 8 times their bytes
  TestOutcome out;
  if (numbers) out.outputs = width;
  for (std::size_t first = 0; first < all.size(); first += kChunk) {
    const auto chunk = all.subspan(first, std::min(kChunk, all.size() - first));
    const Result<std::vector<double>> predicted = session.predict(rawInputs(data.inputs, chunk));
    if (!predicted) return {};  // cannot be: the inputs are the data's own
    for (std::size_t j = 0; j < chunk.size(); ++j) {
      const std::span<const double> outputs(predicted->data() + j * width, width);
      if (!numbers) {
        out.values.push_back(shareRight(prepared, chunk[j], outputs));
        continue;
      }
      for (std::size_t i = 0; i < width; ++i) {
        out.values.push_back(outputs[i]);
        out.targets.push_back(data.targets(Index(i), chunk[j]));
      }
    }
  }
  return out;
}

std::map<std::string, std::vector<double>> resampleTest(const Session& session,
                                                        const TestOutcome& outcome,
                                                        std::size_t count) {
  const DataSpec& data = session.spec().data;
  const Random random = Random(data.seed.value_or(session.spec().seed)).fork("test resamples");
  const std::size_t n = outcome.values.size() / outcome.outputs;
  const bool numbers = !outcome.targets.empty();
  std::map<std::string, std::vector<double>> out;
  if (n == 0) return out;
  std::vector<std::size_t> drawn(n);
  for (std::size_t b = 0; b < count; ++b) {
    Random draws = random.fork(b + 1);
    for (std::size_t& sample : drawn) sample = std::size_t(draws.below(n));
    const auto mean = [&](auto&& f) {
      const std::size_t k = outcome.outputs;
      return orderedSum(Index(n * k),
                        [&](Index i) {
                          const auto at = std::size_t(i);
                          return f(drawn[at / k] * k + at % k);
                        }) /
             double(n * k);
    };
    if (!numbers) {
      out["accuracy"].push_back(mean([&](std::size_t i) { return outcome.values[i]; }));
      continue;
    }
    out["mse"].push_back(mean([&](std::size_t i) {
      const double miss = outcome.values[i] - outcome.targets[i];
      return miss * miss;
    }));
    out["r2"].push_back(rSquared(outcome, drawn));
  }
  return out;
}

std::string writeDistribution(const Distribution& of) {
  const json::Json out = {{"count", of.count},
                          {"mean", json::number(of.mean)},
                          {"deviation", json::number(of.deviation)},
                          {"low", json::number(of.low)},
                          {"median", json::number(of.median)},
                          {"high", json::number(of.high)}};
  return json::write(out);
}

std::string writeDecomposition(const Decomposition& of) {
  const json::Json out = {{"bias2", json::number(of.bias2)},
                          {"variance", json::number(of.variance)},
                          {"error", json::number(of.error)}};
  return json::write(out);
}

}  // namespace fallline
