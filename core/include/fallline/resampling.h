// What resampling says of a figure: its distribution over repeats, bias and variance of the
// predictions, and how it varies with the test part alone.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "fallline/session.h"

namespace fallline {

/// A figure over repeats.
struct Distribution {
  std::size_t count = 0;
  double mean = 0;
  double deviation = 0;  ///< standard deviation, by n − 1; 0 for a single value
  double low = 0, median = 0, high = 0;
};

/// `level` of the values lie between `low` and `high`, as many below as above: quantiles, linear
/// between neighbours (type 7 of Hyndman & Fan, "Sample quantiles in statistical packages", 1996).
/// The percentile interval of the bootstrap (Efron & Tibshirani 1993, chapter 13). Values that are
/// not finite are left out; 0 < level < 1.
Distribution distributionOf(std::span<const double> values, double level);

/// Mean squared error of predictors that were trained alike, taken apart at the samples that they
/// predict: error = bias² + variance, exactly.
struct Decomposition {
  double bias2 = 0;     ///< mean of (y − mean prediction)²; noise of the targets is part of it
  double variance = 0;  ///< mean of (prediction − mean prediction)², over predictors by n
  double error = 0;     ///< mean squared error over predictors and samples
};

/// `predictions`: one predictor after the other, each as many numbers as there are targets; at
/// least one predictor and one target.
Decomposition decompose(std::span<const double> targets, std::span<const double> predictions);

/// What a trained network says of the test part, sample by sample. Regression: every output, in
/// the targets' units. Classes and labels: the share of a sample's outputs that is right, 0 or 1
/// for classes. `targets` are those of a regression, empty otherwise.
struct TestOutcome {
  std::vector<double> targets, values;
  std::size_t outputs = 1;  ///< numbers a sample in `values`
};
TestOutcome testOutcome(Session& session);

/// Metrics of `count` samples of the test part, drawn with replacement, each as large as it is; no
/// training. By name: "mse" and "r2", or "accuracy". The draws depend on the Spec's data seed and
/// on the number of samples alone. R² of a sample whose targets are all equal is NaN.
std::map<std::string, std::vector<double>> resampleTest(const Session& session,
                                                        const TestOutcome& outcome,
                                                        std::size_t count);

/// {"count", "mean", "deviation", "low", "median", "high"}
std::string writeDistribution(const Distribution& distribution);
/// {"bias2", "variance", "error"}
std::string writeDecomposition(const Decomposition& decomposition);

}  // namespace fallline
