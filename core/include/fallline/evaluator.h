// Evaluates a part of the data in full, in slices: loss and metrics in the targets' original units.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "fallline/known_outputs.h"
#include "fallline/metrics.h"
#include "fallline/network.h"
#include "fallline/objective.h"
#include "fallline/prepare.h"
#include "fallline/samples.h"

namespace fallline {

template <class S>
class Evaluator {
 public:
  /// All three must outlive the evaluator.
  Evaluator(const Network<S>& network, const Samples<S>& samples, const Prepared& prepared);

  /// Starts on the samples of one part, with the parameters as they are now. The penalty is that
  /// of `penalty` at these parameters. Outputs that are known are not computed: those of the whole
  /// part at these parameters, valid until the evaluation is done.
  void begin(std::size_t part, ConstVectorRef<S> theta, const Penalty& penalty,
             const KnownOutputs<S>* known = nullptr);

  /// Goes on for about `work` multiply-adds, at least for one chunk; true when done, and then
  /// `work` holds what is left.
  bool slice(double& work);

  /// After slice said true; without Metrics::worst.
  const Metrics& metrics() const { return metrics_; }

  /// The worst mistakes of the latest evaluation of a part: looked for when somebody asks.
  std::vector<Mistake> worst(std::size_t part) const;

  /// Multiply-adds of a whole part.
  double work(std::size_t part) const;

 private:
  /// Sum of squares around the mean of each target row, over one part, in original units.
  const std::vector<double>& variation(std::size_t part);
  void addChunk();
  void addNumbers(ConstMatrixRef<S> A, std::span<const std::int32_t> chunk);
  void addClasses(ConstMatrixRef<S> Z, ConstMatrixRef<S> A, ConstMatrixRef<S> Y,
                  std::span<const std::int32_t> chunk);
  void count(Index truth, Index predicted);
  void finish();

  const Network<S>& network_;
  const Samples<S>& samples_;
  const Prepared& prepared_;
  Index capacity_;
  Workspace<S> workspace_;
  Matrix<S> X_, Y_;
  Vector<S> theta_;
  std::array<std::optional<std::vector<double>>, 3> variation_;

  const KnownOutputs<S>* known_ = nullptr;
  std::size_t part_ = 0;
  std::size_t done_ = 0;
  double lossSum_ = 0, crossEntropySum_ = 0, correct_ = 0;
  std::vector<double> squares_;                   // of the residuals, per target row
  std::vector<double> losses_;                    // of each sample of the chunk
  std::array<std::vector<Mistake>, 3> outcomes_;  // of a classification: all samples, by part
  Metrics metrics_;
};

}  // namespace fallline
