// One step of the layer-wise pseudo-inverse method, from the last layer to the first.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fallline/optimizers/layerwise_pseudo_inverse.h"
#include "fallline/second_order/curvature_pass.h"
#include "fallline/second_order/pseudo_inverse.h"

namespace fallline {

/// Keeps activations and slopes of all samples, and for every layer the pseudo-inverse of its
/// inputs; that of the first layer, whose inputs never change, is computed once.
///
/// A penalty ½ l2 |W|² joins each layer's least squares with the weight that it has in the loss:
/// with w that of one sample in the mean loss (CurvaturePass::weight) and κ = l2 / w, Δ minimises
///   |[1 A₋₁] Δ − ΔZ|² + λ |Δ|² + κ |W − ΔW|²,
/// λ being 0 for formula 1, which puts κ W into the gradient and κ into the curvature. Where the
/// outputs are linear that is the Gauss-Newton step of the penalised loss. Biases are left out
/// unless the penalty is to act on them.
class PseudoInverseSweep {
 public:
  /// The pass must outlive it.
  explicit PseudoInverseSweep(CurvaturePass& pass);

  /// Begins at θ. Another solver, formula, λ or penalty makes the first layer's factor void.
  void begin(const LayerwisePseudoInverse& choice, const Penalty& penalty,
             ConstVectorRef<double> theta);
  /// Goes on for about `work` multiply-adds; true when it is over.
  bool advance(double& work);

  /// running: there is a direction; singular: a slope is 0; nonFinite: a number is too large.
  Status status() const { return status_; }
  /// Which layer, which unit and why, when it is not running.
  const std::string& reason() const { return reason_; }
  /// What is to be taken from θ, undamped.
  const Vector<double>& change() const { return change_; }
  /// The largest |ΔZ| that was asked of any layer.
  double largestDz() const { return largestDz_; }
  /// Of matrices of inputs, so far: for tests.
  int inputFactorizations() const { return inputFactorizations_; }

 private:
  enum class Stage { forward, inputs, weights, over };

  /// What is kept of a layer; numbers of samples are units × samples.
  struct Part {
    Matrix<double> activations, slopes, sums, dZ, left;
    Matrix<double> transposed, back, solved;
    Vector<double> totals;          // of each input over the samples, where the bias is eliminated
    PseudoInverse inputs, weights;  // of [1 A₋₁] and of W
  };
  /// λ, κ and what they make of biases: the first layer's factor holds for these.
  struct Ridge {
    double lambda = 0, pull = 0, bias = 0;
    bool operator==(const Ridge&) const = default;
  };

  bool forward(double& work);
  void takeChunk(Index first);
  void beginLayer();
  void writeInputs();
  void writeWeights();
  void eliminateBias(Part& part, const Layer& layer) const;
  void solveInputs();
  void solvePenalised();
  void solveWeights();
  bool isLarge(const Matrix<double>& values, const char* what);
  bool divideBySlope();
  Part& part(Index l) { return parts_[std::size_t(l)]; }

  CurvaturePass& pass_;
  LayerwisePseudoInverse choice_;
  Ridge ridge_;
  Vector<double> theta_, change_;
  std::vector<Part> parts_;
  Matrix<double> near_;
  Stage stage_ = Stage::over;
  bool hasFirst_ = false, begun_ = false;
  Index sample_ = 0, layer_ = 0;
  int inputFactorizations_ = 0;
  double largestDz_ = 0;
  Status status_ = Status::running;
  std::string reason_;
};

}  // namespace fallline
