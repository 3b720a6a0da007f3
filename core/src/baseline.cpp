#include "fallline/baseline.h"

#include <cmath>
#include <cstdint>

#include "fallline/math.h"

namespace fallline {
namespace {

/// Row i of a sample's target as its coding writes it, numbers in their own units.
double target(const Prepared& prepared, std::size_t i, std::int32_t sample) {
  const Matrix<double>& raw = prepared.data->targets;
  switch (prepared.targets.coding) {
    case TargetCoding::oneHot:
      return raw(0, Index(sample)) == double(i) ? 1 : 0;
    case TargetCoding::plusMinus:
      return 2 * raw(Index(i), Index(sample)) - 1;
    default:
      return raw(Index(i), Index(sample));
  }
}

std::vector<double> means(const Prepared& prepared, const std::vector<std::int32_t>& samples,
                          std::size_t rows) {
  std::vector<double> mean(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::int32_t sample : samples) mean[i] += target(prepared, i, sample);
    mean[i] /= double(samples.size());
  }
  return mean;
}

/// Not there where it is not finite: a class that only the test part has, targets without spread.
std::optional<double> finite(double x) {
  return std::isfinite(x) ? std::optional(x) : std::nullopt;
}

BaselineMetrics measure(const Prepared& prepared, const std::vector<double>& constant,
                        const std::vector<std::int32_t>& samples) {
  const TargetCoding coding = prepared.targets.coding;
  const Scaling& scaling = prepared.targets.scaling;
  const Loss& loss = *prepared.spec.loss;
  const std::size_t rows = constant.size();
  const std::vector<double> own = means(prepared, samples, rows);
  std::size_t likely = 0;  // one-hot: the class that the constant decides for, the first of equals
  for (std::size_t i = 1; i < rows; ++i) likely = constant[i] > constant[likely] ? i : likely;
  const double middle = coding == TargetCoding::zeroOne ? 0.5 : 0;
  double squares = 0, r2 = 0, crossEntropy = 0, hits = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const double c = constant[i];
    // Of probabilities: numbers as they are scaled, from 0 to 1.
    const auto asLearned = [&](double y) {
      return scaling.shift.empty() ? y : scaling.apply(i, y);
    };
    const double ifOne = -math::log(asLearned(c)), ifZero = -math::log1p(-asLearned(c));
    double away = 0, around = 0;
    for (std::int32_t sample : samples) {
      const double y = target(prepared, i, sample);
      away += (y - c) * (y - c);
      around += (y - own[i]) * (y - own[i]);
      const double p = asLearned(y);
      if (p != 0) crossEntropy += p * ifOne;
      if (coding == TargetCoding::oneHot) {
        if (i == likely) hits += y;
      } else {
        if (p != 1) crossEntropy += (1 - p) * ifZero;
        hits += (c >= middle) == (y > middle) ? 1 : 0;
      }
    }
    squares += away;
    r2 += 1 - away / around;
  }
  const double n = double(samples.size()), cells = n * double(rows);
  const std::optional<double> mse = finite(squares / cells);
  const bool isSquared = is<MeanSquaredError>(loss);
  const bool isEntropy = is<CrossEntropy>(loss) || is<BinaryCrossEntropy>(loss);
  crossEntropy /= coding == TargetCoding::oneHot ? n : cells;

  BaselineMetrics metrics;
  if (isSquared) metrics.loss = mse;
  if (isEntropy) metrics.loss = finite(crossEntropy);
  if (coding == TargetCoding::values) {
    metrics.mse = mse;
    metrics.r2 = finite(r2 / double(rows));
    return metrics;
  }
  metrics.accuracy = hits / (coding == TargetCoding::oneHot ? n : cells);
  if (coding == TargetCoding::plusMinus) {
    if (isSquared) metrics.mse = mse;
  } else {
    metrics.crossEntropy = finite(crossEntropy);
  }
  return metrics;
}

}  // namespace

PartBaselines meanPredictor(const Prepared& prepared) {
  const bool oneHot = prepared.targets.coding == TargetCoding::oneHot;
  const auto rows = std::size_t(oneHot ? prepared.data->task.classes()
                                       : std::int64_t(prepared.data->targets.rows()));
  const std::vector<double> constant = means(prepared, prepared.parts[0], rows);
  PartBaselines all;
  for (std::size_t part = 0; part < all.size(); ++part) {
    if (!prepared.parts[part].empty()) {
      all[part] = measure(prepared, constant, prepared.parts[part]);
    }
  }
  return all;
}

}  // namespace fallline
