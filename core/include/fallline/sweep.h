// A sweep: one Spec, varied along axes and seeds; the order of the runs is fixed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/result.h"
#include "fallline/spec.h"

namespace fallline {

/// The values, as JSON texts, that a path takes.
struct Axis {
  std::string path;
  std::vector<std::string> values;
};

/// {"version": 1, "spec": {…}, "axes": [{"path": "optimizer.learningRate", "values": [0.1, 0.01]},
///  {"path": "network.layers.0.units", "from": 8, "to": 128, "count": 5, "scale": "logarithmic"}],
///  "seeds": 5}
/// `count` values between the ends, which are among them; where the path takes integers, or with
/// "integer": true, they are rounded and what comes twice is left out. `seeds` runs per cell: the
/// Spec's seed, seed + 1, … (a list of seeds is taken as it is). `resamples` instead: so many
/// bootstrap samples of the training part per cell, all with the Spec's seed; `folds` instead: that
/// many runs per cell, each of which leaves out another of as many equal pieces. `testResamples`
/// beside one seed: a run per cell, whose figures are taken over that many samples of the test
/// part (resampling.h). `level` is the share of repeats that an interval holds, 0.95 without it.
/// Paths for many layers at once: "network.hidden.*.units", "network.layers.*.init" and
/// "network.depth", the number of hidden layers (set before these). The path "network.layers"
/// with "random": {"count": 10, "seed": 1, "depth": [1, 10], "units": [10, 100], "activations":
/// […], "inits": […], "biasInits": […]} draws networks.
struct Sweep {
  static constexpr std::int64_t maxRuns = 10'000;
  std::string specText;
  std::vector<Axis> axes;
  std::vector<std::uint64_t> seeds;
  std::size_t resamples = 0;      ///< bootstrap samples per cell; 0: the training part itself
  std::size_t folds = 0;          ///< of cross-validation per cell; 0: the training part itself
  std::size_t testResamples = 0;  ///< bootstrap samples of the test part per run
  double level = 0.95;            ///< the share of repeats that an interval holds

  /// Runs per cell.
  std::size_t repeats() const { return std::max({seeds.size(), resamples, folds}); }
};

/// One run of a sweep: which value of each axis, which seed, which resample.
struct Cell {
  std::vector<std::size_t> values;
  std::uint64_t seed = 0;
  std::optional<std::uint64_t> resample;  ///< 1, 2, … where the sweep resamples
  std::optional<std::int64_t> fold;       ///< 0, 1, … where it leaves out folds
  Spec spec;
};

Result<Sweep> parseSweep(std::string_view text);

/// All runs: the last axis turns fastest, seeds or resamples within a cell faster still. An Error
/// when there are more than Sweep::maxRuns or when one of their Specs does not pass parseSpec and
/// check; its path begins with "spec" or "axes".
Result<std::vector<Cell>> expand(const Sweep& sweep);

/// {"axes": [{"path", "values"}…], "seeds": […], "resamples": 0, "folds": 0, "testResamples": 0,
///  "level": 0.95, "specs": [{…}…]}: every axis with its values, and the Spec of every run in the
///  order of `expand`.
std::string writeExpansion(const Sweep& sweep, const std::vector<Cell>& cells);

}  // namespace fallline
