// A sweep: one Spec, varied along axes and seeds; the order of the runs is fixed.
#pragma once

#include <cstdint>
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
/// Spec's seed, seed + 1, … (a list of seeds is taken as it is).
struct Sweep {
  static constexpr std::int64_t maxRuns = 10'000;
  std::string specText;
  std::vector<Axis> axes;
  std::vector<std::uint64_t> seeds;
};

/// One run of a sweep: which value of each axis, which seed.
struct Cell {
  std::vector<std::size_t> values;
  std::uint64_t seed = 0;
  Spec spec;
};

Result<Sweep> parseSweep(std::string_view text);

/// All runs: the last axis turns fastest, seeds within a cell faster still. An Error when there are
/// more than Sweep::maxRuns or when one of their Specs does not pass parseSpec and check; its path
/// begins with "spec" or "axes".
Result<std::vector<Cell>> expand(const Sweep& sweep);

}  // namespace fallline
