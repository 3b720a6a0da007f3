// One training step, opened: every number between a batch and the change of the parameters.
#pragma once

#include <cstdint>
#include <vector>

#include "fallline/optimizer.h"
#include "fallline/result.h"
#include "fallline/session.h"

namespace fallline {

/// What a trace holds of a layer. Per sample, units × samples shown; per parameter, units ×
/// (inputs + 1), whose last column is the bias (it is left out where the layer has none).
enum class TraceQuantity {
  input,       ///< a₋₁, inputs × samples: what the weights are multiplied with, after dropout
  sum,         ///< z = W a₋₁ + b
  activation,  ///< a = f(z), before dropout
  slope,       ///< f'(z); of softmax, whose slope is a matrix a sample, its diagonal a (1 − a)
  mask,        ///< what dropout multiplies a by: 0 or 1 / (1 − p); 1 without dropout
  error,       ///< γ = ∂C/∂z, C the mean loss of the batch
  target,      ///< y, of the last layer only
  parameter,   ///< W | b
  gradient,    ///< ∂C/∂W = γ a₋₁ᵀ | ∂C/∂b = γ 1, of all samples of the batch
  penalty,     ///< what l1 and l2 add to it
  update,      ///< Δ(W | b), as the optimizer makes it from their sum
};
inline constexpr int kTraceQuantities = 11;

/// Rows and columns of a quantity, from a row and a column on.
struct TraceWindow {
  std::int64_t row = 0, column = 0, rows = 0, columns = 0;
};

/// A step as it would be taken from the present parameters: computed in the session's scalar, held
/// in double.
struct StepTrace {
  /// At most so many samples of a batch are held; sums run over all of them.
  static constexpr std::int64_t kMostSamples = 256;
  /// At most so many numbers come at once.
  static constexpr std::int64_t kMostNumbers = 100'000;

  struct LayerTrace {
    Index inputs = 0, units = 0, offset = 0;  ///< offset in the vectors below
    bool bias = true;
    Matrix<double> input, sum, activation, slope, mask, error;
  };

  std::int64_t step = 0;              ///< steps taken before
  std::int64_t batch = 0;             ///< samples of the batch
  bool isNext = true;                 ///< whether it is the batch of the session's next step
  std::vector<std::int32_t> samples;  ///< columns of the data, those that are held
  std::vector<double> losses;         ///< of each of them
  double loss = 0;                    ///< mean of the batch, without penalty
  double penalty = 0;                 ///< ½ l2 |θ|² + l1 |θ|₁
  double rate = 0;                    ///< the learning rate of the step
  double gradientNorm = 0;            ///< of loss and penalty
  double clipping = 1;                ///< what clipNorm multiplies the gradient by
  double updateNorm = 0;
  Status status = Status::running;  ///< of the optimizer's step
  Matrix<double> target;            ///< outputs × samples
  std::vector<LayerTrace> layers;
  /// In the network's own layout: a layer's W column by column, then b.
  Vector<double> parameter, gradient, penaltyGradient, update;

  /// Row by row. Errors: "out-of-range" for a layer, rows or columns that there are not, or more
  /// than kMostNumbers.
  Result<std::vector<double>> window(std::int64_t layer, TraceQuantity quantity,
                                     const TraceWindow& part) const;
};

/// The gradients of the latest steps, in the plain order of Session::parameters.
struct GradientLog {
  static constexpr std::size_t kMostSteps = 200;
  static constexpr std::int64_t kMostParameters = 50;

  std::size_t parameters = 0;
  std::vector<std::int64_t> steps;  ///< the number of each step, from 1 on, ascending
  std::vector<double> values;       ///< steps × parameters, of loss and penalty, before clipping
};

}  // namespace fallline
