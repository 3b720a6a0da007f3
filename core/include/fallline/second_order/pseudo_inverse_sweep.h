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
class PseudoInverseSweep {
 public:
  /// The pass must outlive it.
  explicit PseudoInverseSweep(CurvaturePass& pass);

  /// Begins at θ. Another solver, formula or λ makes the first layer's factor void.
  void begin(const LayerwisePseudoInverse& choice, ConstVectorRef<double> theta);
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

  bool forward(double& work);
  void takeChunk(Index first);
  void beginLayer();
  void writeInputs();
  void writeWeights();
  void solveInputs();
  void solveWeights();
  bool isLarge(const Matrix<double>& values, const char* what);
  bool divideBySlope(Matrix<double>& dA);

  CurvaturePass& pass_;
  LayerwisePseudoInverse choice_;
  Vector<double> theta_, change_;
  std::vector<Matrix<double>> activations_, slopes_;  // of every layer, units × samples
  std::vector<PseudoInverse> inputs_, weights_;       // of [1 A₋₁] and of W, for every layer
  Matrix<double> near_, solved_, dZ_, left_, transposed_, back_;
  Stage stage_ = Stage::over;
  bool hasFirst_ = false, begun_ = false;
  Index sample_ = 0, layer_ = 0;
  int inputFactorizations_ = 0;
  double largestDz_ = 0;
  Status status_ = Status::running;
  std::string reason_;
};

}  // namespace fallline
