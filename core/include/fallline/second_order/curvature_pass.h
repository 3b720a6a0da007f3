// A pass over one chunk of a batch with the outputs' curvature: what all forms of Gauss-Newton
// share.
#pragma once

#include <algorithm>

#include "fallline/known_outputs.h"
#include "fallline/network.h"
#include "fallline/second_order/output_curvature.h"

namespace fallline {

/// Where the samples of a batch come from: the data, or what an earlier layer makes of them.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  virtual Index count() const = 0;
  /// Samples first … first + X.cols() of the batch.
  virtual void gather(Index first, MatrixRef<double> X, MatrixRef<double> Y) const = 0;
};

/// Knows the network from some layer on, of which the first `free` layers are varied and the others
/// are constants. Rows of the Jacobian are pairs (output c, sample i), numbered c·m + i.
class CurvaturePass final : public KnownOutputs<double> {
 public:
  /// All must outlive it.
  CurvaturePass(const Network<double>& network, const Loss& loss, const BatchSource& source,
                Index free);

  const Network<double>& network() const { return network_; }
  Index free() const { return free_; }
  Index samples() const { return source_.count(); }
  Index outputs() const { return network_.outputs(); }
  Index rows() const { return samples() * outputs(); }
  /// Of the free layers.
  Index parameters() const { return network_.offset(free_); }
  double weight() const { return output_.weight(samples(), outputs()); }
  double lossDivisor() const { return fallline::lossDivisor(loss_, samples(), outputs()); }
  /// Samples of the chunk that begins there.
  Index chunk(Index first) const { return std::min(capacity_, samples() - first); }
  /// Multiply-adds of a forward and of a training pass over that many samples.
  double forwardWork(Index n) const { return network_.forwardWork() * double(n); }
  double trainingWork(Index n) const { return network_.trainingWork() * double(n); }

  /// Gathers the chunk at `first` and runs it through the network: its sum of losses.
  double forward(ConstVectorRef<double> theta, Index first);
  /// From now on keeps every chunk and what a forward pass makes of it, not the latest one alone,
  /// each unless that is too much. The source must give the same samples for ever.
  void keepChunks();
  bool keepsChunks() const { return keeps_; }
  /// Stands again on a chunk that was kept, as `forward` has left it: the same sum of losses.
  double revisit(Index first);
  ConstMatrixRef<double> outputSums(Index first, Index n) const override;
  ConstMatrixRef<double> outputs(Index first, Index n) const override;
  /// Gathers alone: for input(0).
  void gather(Index first);

  Index n() const { return n_; }
  ConstMatrixRef<double> targets() const { return Y_.middleCols(column_, n_); }
  /// What goes into a layer: X for the first.
  ConstMatrixRef<double> input(Index l) const;
  /// Of a layer: pre-activations and activations.
  ConstMatrixRef<double> sums(Index l) const { return values().Z[std::size_t(l)].leftCols(n_); }
  ConstMatrixRef<double> activation(Index l) const {
    return values().A[std::size_t(l)].leftCols(n_);
  }
  /// r of the chunk, outputs × n.
  ConstMatrixRef<double> residual();
  /// Sends column c of every S back through the network: then delta(l) is Δ of layer l.
  void backwardSeed(ConstVectorRef<double> theta, Index c);
  /// Sends w S Sᵀ V back; V is outputs × n.
  void backwardCurved(ConstVectorRef<double> theta, ConstMatrixRef<double> V);
  ConstMatrixRef<double> delta(Index l) const;
  /// How the output's pre-activations change along v, a direction of the free layers: outputs × n.
  ConstMatrixRef<double> directional(ConstVectorRef<double> theta, ConstVectorRef<double> v);

 private:
  static constexpr double kMostKept = 1e6;  ///< numbers: of activations and sums, and of samples

  void backward(ConstVectorRef<double> theta);
  /// Where the chunk that begins there has its Z and A. Slopes are those of the latest chunk: all
  /// are in the first workspace.
  std::size_t place(Index first) const {
    return workspaces_.size() > 1 ? std::size_t(first / capacity_) : 0;
  }
  const Workspace<double>& values() const { return workspaces_[here_]; }
  double lossSum() const;

  const Network<double>& network_;
  const Loss& loss_;
  const BatchSource& source_;
  OutputCurvature output_;
  Index free_;
  Index capacity_;
  std::vector<Workspace<double>> workspaces_;  // one, or one for each chunk
  std::size_t here_ = 0;                       // that of the latest chunk
  bool keeps_ = false;
  std::vector<Matrix<double>> changes_;  // of the pre-activations, per layer
  Matrix<double> X_, Y_, residual_, scratch_;
  Index n_ = 0;
  Index column_ = 0;              // of X and Y at which the latest chunk begins
  std::vector<bool> isGathered_;  // of the chunks, where their samples are kept
};

/// target += f · (D diag(r)) Aᵀ, and the same for the biases: a layer's part of J̃ᵀ r. `scratch` has
/// room for D.
void addOuter(ConstMatrixRef<double> D, const double* r, double factor, ConstMatrixRef<double> A,
              LayerView<double> target, Matrix<double>& scratch);

}  // namespace fallline
