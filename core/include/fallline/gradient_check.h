// The gradient of backpropagation against central differences of the loss, layer by layer.
//
// A wrong gradient is wrong at every step size of the differences, a right one at none that is
// neither too long (the curve bends) nor too short (rounding): so the step is swept, and where two
// neighbouring step sizes agree best with each other, they are believed. docs/gradient-check.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "fallline/session.h"

namespace fallline {

enum class GradientVerdict {
  right,
  wrong,
  unsure,  ///< the differences themselves are not good enough to tell
};

/// The weights or the biases of one layer. g is the gradient that was computed, n the numeric one;
/// both run over the parameters that are looked at, and norms are Euclidean.
struct GradientPart {
  std::int64_t layer = 0;  ///< from 0
  bool bias = false;
  std::int64_t inputs = 0;      ///< of the layer
  std::int64_t parameters = 0;  ///< that there are; `places` are those that are looked at
  GradientVerdict verdict = GradientVerdict::unsure;
  double step = 0;   ///< the size that decides; of a parameter w it is step · max(1, |w|)
  double error = 0;  ///< |n − g| / max(|n|, |g|) at that step, in double
  /// Of float at the best of its steps.
  double floatError = 0;
  double ratio = 1;         ///< |g| / |n|
  double cosine = 1;        ///< of the angle between g and n; 1 where one of them is 0
  std::int64_t kinks = 0;   ///< parameters left out at that step: their difference crosses a kink
  std::int64_t worst = -1;  ///< place of the largest element-wise error; -1: none
  double largest = 0;       ///< that error
  /// The norm-wise error at every step size, in double and in float; NaN where a kink leaves less
  /// than half of the parameters.
  std::array<std::vector<double>, 2> sweep;
  std::vector<std::int64_t> places;  ///< in Session::parameters, ascending
  /// Of each of them |n − g| / max(|n|, |g|), where a thousandth of the root mean square is the
  /// least that is divided by; NaN across a kink.
  std::vector<double> elements;
};

struct GradientReport {
  /// What the norm-wise error of a right gradient stays below, beside what the differences show to
  /// be uncertain of themselves. Measured: right at most 1e-7, planted faults 0.05 and more.
  static constexpr double kTolerance = 1e-5;

  GradientVerdict verdict = GradientVerdict::unsure;
  /// The layer whose part of the backward pass is wrong: errors are handed down, so that it is the
  /// last one with a wrong part. -1: none.
  std::int64_t layer = -1;
  /// The planted fault (faults.h) that would give this very gradient, or "other"; empty when right.
  std::string fault;
  std::int64_t samples = 0;
  double loss = 0;                           ///< of those samples, without penalty
  std::array<std::vector<double>, 2> steps;  ///< sizes that were tried, in double and in float
  std::vector<GradientPart> parts;           ///< layer by layer: weights, then biases
};

/// Checks the gradient that a session trains with, its planted fault included, at its parameters of
/// now, on a batch of at most 256 samples spread over the training part; dropout is off. Large
/// networks are looked at on fewer samples and on parameters drawn by a fixed seed, so that the
/// work is bounded. It keeps nothing of the session, and can be left after any parameter.
class GradientChecker {
 public:
  struct Options {
    std::int64_t samples = 256;
    std::int64_t elements = 400;  ///< of each part, at most
    /// A gradient from elsewhere, in the order of Session::parameters; empty: the session's own.
    std::vector<double> gradient;
  };
  explicit GradientChecker(const Session& session);
  GradientChecker(const Session& session, const Options& options);
  ~GradientChecker();
  GradientChecker(const GradientChecker&) = delete;
  GradientChecker& operator=(const GradientChecker&) = delete;

  /// Goes on for about `work` multiply-adds; true when the report is complete.
  bool advance(double work);
  double share() const;  ///< of all work that is done, 0 to 1
  const GradientReport& report() const;

 private:
  class Check;
  std::unique_ptr<Check> check_;
};

/// The whole check at once.
GradientReport checkGradient(const Session& session, const GradientChecker::Options& options = {});

/// {"verdict": "right" | "wrong" | "unsure", "layer", "fault", "samples", "loss", "tolerance",
///  "steps": {"float64": […], "float32": […]}, "parts": [{"layer", "part": "weights" | "biases",
///  "inputs", "parameters", "checked", "verdict", "step", "error", "floatError", "ratio", "cosine",
///  "kinks", "largest", "worst", "sweep": {"float64", "float32"}}, …]} on one line, layers from 1,
///  null for what there is not. `elements` adds "places" and "elements" to each part.
std::string writeGradientReport(const GradientReport& report, bool elements);

}  // namespace fallline
