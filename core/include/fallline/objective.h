// All that an optimizer may ask: the mean loss of a batch and its gradient.
#pragma once

#include <cstdint>
#include <span>

#include "fallline/losses.h"
#include "fallline/network.h"
#include "fallline/rng.h"
#include "fallline/samples.h"

namespace fallline {

/// λ of the penalties ½ l2 |θ|² + l1 |θ|₁; never divided by the batch size.
struct Penalty {
  double l1 = 0;
  double l2 = 0;
  bool biases = false;  ///< whether biases are penalised too
};

/// f(first, count) for every stretch of θ that is penalised: all weights, and all biases if asked.
template <class S, class F>
void forPenalised(const Network<S>& network, const Penalty& penalty, F&& f) {
  for (Index l = 0; l < network.depth(); ++l) {
    const Layer& layer = network.layers()[std::size_t(l)];
    f(network.offset(l), penalty.biases ? layer.parameters() : layer.weights());
  }
}

/// ½ l2 |θ|² + l1 |θ|₁ over what is penalised.
template <class S>
double penaltyValue(const Network<S>& network, const Penalty& penalty, ConstVectorRef<S> theta);

/// ∂C/∂Z of the last layer into w.D.back(), after a forward pass on samples with targets Y
/// (outputs × samples) of a batch of that many.
template <class S>
void outputError(const Network<S>& network, const Loss& loss, ConstMatrixRef<S> Y,
                 std::int64_t batch, Workspace<S>& w);

/// The objective of one batch: C(θ) = mean loss + penalty. Batches are worked through in chunks of
/// a fixed number of samples, which bounds memory and lets the work be done in slices; chunks do
/// not depend on the slices, so that the sums do not either.
template <class S>
class Objective {
 public:
  /// The network and the samples must outlive the objective.
  Objective(const Network<S>& network, const Samples<S>& samples, const Loss& loss,
            const Penalty& penalty, const Random& dropout);

  void setPenalty(const Penalty& penalty) { penalty_ = penalty; }

  // What second-order methods build their own passes from.
  const Network<S>& network() const { return network_; }
  const Samples<S>& samples() const { return samples_; }
  const Loss& loss() const { return loss_; }
  const Penalty& penalty() const { return penalty_; }
  std::span<const std::int32_t> batch() const { return batch_; }

  /// Stands on a batch: columns of the samples, and the step that the dropout masks belong to.
  /// The indices must stay valid until the next use.
  void use(std::span<const std::int32_t> batch, std::int64_t step);

  /// Works on the gradient at theta for about `work` multiply-adds, at least for one chunk; true
  /// when it is complete, and then `work` holds what is left. Theta must not change in between.
  bool prepare(ConstVectorRef<S> theta, double& work);

  // What prepare leaves behind: of its latest chunk the passes and the targets; and when it is
  // complete, of the whole batch and of the loss alone, the mean and its gradient.
  const Workspace<S>& workspace() const { return workspace_; }
  auto chunkInputs() const { return X_.leftCols(workspace_.columns); }
  auto chunkTargets() const { return Y_.leftCols(workspace_.columns); }
  double preparedLoss() const {
    return lossSum_ / lossDivisor(loss_, std::int64_t(batch_.size()), network_.outputs());
  }
  const Vector<S>& preparedGradient() const { return gradient_; }

  /// The mean loss of the batch at theta, without penalty, and in g the gradient of C. Completes
  /// what prepare has begun.
  double gradient(ConstVectorRef<S> theta, VectorRef<S> g);

  /// The mean loss of the batch at theta, without penalty.
  double value(ConstVectorRef<S> theta);

  /// f(first, count) for every stretch of θ that penalties and weight decay act on.
  template <class F>
  void forPenalised(F&& f) const {
    fallline::forPenalised(network_, penalty_, f);
  }

  /// The first layer whose values were not finite in the latest pass, and whether that was seen in
  /// its pre-activations (forward) or in ∂C/∂Z (backward); -1 when all are finite.
  struct NonFinite {
    Index layer = -1;
    bool forward = true;
  };
  NonFinite findNonFinite(ConstVectorRef<S> theta);

 private:
  void addChunk(ConstVectorRef<S> theta);

  const Network<S>& network_;
  const Samples<S>& samples_;
  Loss loss_;
  Penalty penalty_;
  Random dropoutSeed_;
  Random dropout_;
  bool drops_ = false;
  Index capacity_;
  Workspace<S> workspace_;
  Matrix<S> X_, Y_;
  std::span<const std::int32_t> batch_;
  std::size_t done_ = 0;  // samples of the batch whose gradient is in gradient_
  Vector<S> gradient_;    // of the loss alone
  double lossSum_ = 0;
};

/// Samples per chunk: as many as keep the inputs of a chunk below about a million numbers.
Index chunkCapacity(Index inputs);

}  // namespace fallline
