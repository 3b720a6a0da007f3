// A network of dense layers: its immutable shape, which of its units are switched off, and what
// forward and backward passes do.
//
// The parameters θ live outside, in one vector: layer by layer the weights W (units × inputs,
// column by column, so that the products can run along units) and then the biases b.
#pragma once

#include <vector>

#include "fallline/activations.h"
#include "fallline/faults.h"
#include "fallline/initializers.h"
#include "fallline/rng.h"
#include "fallline/types.h"

namespace fallline {

/// One dense layer: Z = W A₋₁ + b, A = f(Z).
struct Layer {
  Index inputs = 0;
  Index units = 0;
  Activation activation;
  Initializer init = GlorotUniform{};
  Initializer biasInit = Zeros{};
  bool bias = true;
  double dropout = 0;  ///< share of units switched off while training

  Index weights() const { return units * inputs; }
  Index parameters() const { return weights() + (bias ? units : 0); }
};

/// The parameters of one layer, as views into θ.
template <class S>
struct LayerView {
  Eigen::Map<Matrix<S>> W;  ///< units × inputs
  Eigen::Map<Vector<S>> b;  ///< units, or none without bias
};
template <class S>
struct ConstLayerView {
  Eigen::Map<const Matrix<S>> W;
  Eigen::Map<const Vector<S>> b;
};

/// What a pass leaves behind, allocated once for up to `capacity` samples. Per layer, units ×
/// samples.
template <class S>
struct Workspace {
  std::vector<Matrix<S>> Z;        ///< pre-activations
  std::vector<Matrix<S>> A;        ///< activations
  std::vector<Matrix<S>> dropped;  ///< activations after dropout; empty where there is none
  std::vector<Matrix<S>> mask;     ///< 0 or 1 / (1 − dropout); empty where there is none
  std::vector<Matrix<S>> D;        ///< ∂C/∂Z; filled by a backward pass
  Vector<S> transposed;            ///< scratch for the largest W
  Index columns = 0;               ///< samples of the latest pass
};

/// Which masks a training pass draws: a stream of its own per step and layer, indexed by sample
/// and unit, so that the masks do not depend on how a batch is cut up.
struct Dropout {
  Random random;          ///< of this step
  Index firstSample = 0;  ///< position of the first column in its batch
};

template <class S>
class Network {
 public:
  /// `deviation` is what its backward passes get wrong: a fault that was planted.
  explicit Network(std::vector<Layer> layers, const Deviation& deviation = {});

  Index depth() const { return Index(layers_.size()); }
  Index inputs() const { return layers_.front().inputs; }
  Index outputs() const { return layers_.back().units; }
  Index parameters() const { return offsets_.back(); }
  const std::vector<Layer>& layers() const { return layers_; }
  const Activation& outputActivation() const { return layers_.back().activation; }

  const Deviation& deviation() const { return deviation_; }
  /// Whose slope the backward pass takes at layer l: its own activation's, or a planted mistake.
  const Activation& slopeOf(Index l) const;

  /// First position of layer l in θ; l = depth() is the end.
  Index offset(Index l) const { return offsets_[std::size_t(l)]; }
  LayerView<S> layer(VectorRef<S> theta, Index l) const;
  ConstLayerView<S> layer(ConstVectorRef<S> theta, Index l) const;

  /// Draws all parameters, layer by layer: W row by row, then b. Numbers are drawn in double.
  void initialize(const Random& random, VectorRef<S> theta) const;

  /// Room for passes of up to that many samples; `training` adds what only backward needs.
  Workspace<S> workspace(Index capacity, bool training) const;

  /// Fills Z and A of the workspace for X (inputs × samples ≤ capacity).
  void forward(ConstVectorRef<S> theta, ConstMatrixRef<S> X, Workspace<S>& w) const;
  /// The same with dropout.
  void forward(ConstVectorRef<S> theta, ConstMatrixRef<S> X, Workspace<S>& w,
               const Dropout& dropout) const;

  /// Adds ∂C/∂θ to `gradient`, given ∂C/∂Z of the last layer in w.D.back() after a forward pass on
  /// the same X. Per layer dW += D A₋₁ᵀ, db += Σ D, D₋₁ = (Wᵀ D) ∘ mask ∘ f'(Z₋₁).
  void backward(ConstVectorRef<S> theta, ConstMatrixRef<S> X, Workspace<S>& w,
                VectorRef<S> gradient) const;

  /// θ in the plain order that leaves the core (layer by layer: W row-major, then b), and back.
  void toPlain(ConstVectorRef<S> theta, S* plain) const;
  void fromPlain(const S* plain, VectorRef<S> theta) const;
  /// Where in θ the number stands that has this place in the plain order.
  Index fromPlain(Index plain) const;

  /// Switches a unit of a hidden layer off, or on again. One that is off has the activation 0, and
  /// ∂C/∂z of it is 0: nothing flows through it, forward or backward. At first all are on.
  void switchUnit(Index layer, Index unit, bool on);
  void switchAllOn();
  /// Takes over what is off in another network, whose layers from `first` on are this one's.
  void switchLike(const Network& other, Index first);
  /// A number that tells which units are off; 0 when none is.
  std::int64_t offKey() const;
  /// The units that are off, ascending, for every layer.
  const std::vector<std::vector<Index>>& off() const { return off_; }
  /// f(i) for every position in θ of a weight into or out of a unit that is off, or of its bias;
  /// a weight between two of them comes twice.
  template <class F>
  void forOff(F&& f) const {
    for (Index l = 0; l + 1 < depth(); ++l) {
      const Layer& own = layers_[std::size_t(l)];
      const Index units = layers_[std::size_t(l + 1)].units;
      for (Index u : off_[std::size_t(l)]) {
        // W is stored column by column, and b behind it like one column more.
        for (Index i = offset(l) + u; i < offset(l + 1); i += own.units) f(i);
        for (Index i = 0; i < units; ++i) f(offset(l + 1) + u * units + i);
      }
    }
  }

  /// Multiply-adds of a forward pass and of a training pass, per sample.
  double forwardWork() const;
  double trainingWork() const;

 private:
  void pass(ConstVectorRef<S> theta, ConstMatrixRef<S> X, Workspace<S>& w,
            const Dropout* dropout) const;

  std::vector<Layer> layers_;
  Deviation deviation_;
  std::vector<Index> offsets_;
  std::vector<std::vector<Index>> off_;
};

}  // namespace fallline
