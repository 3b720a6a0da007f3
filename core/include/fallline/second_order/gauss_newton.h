// The damped Gauss-Newton problem of a network: all of its layers, or its first ones alone.
#pragma once

#include <optional>

#include "fallline/second_order/damped_step.h"
#include "fallline/second_order/forms.h"

namespace fallline {

/// F = mean loss + ½ l2 |θ|² over the free layers of a pass. With J the Jacobian of the outputs, S
/// the output curvature, J̃ = Sᵀ J and the weight w: g = w J̃ᵀ r + l2 θ and G = w J̃ᵀ J̃ + l2. The
/// damping is scaled per layer: s_l is the layer's share of the trace of G, the largest being 1, so
/// that one μ suits layers whose curvatures differ by orders of magnitude; or 1 everywhere.
class GaussNewton final : public DampedProblem {
 public:
  /// The pass must outlive it.
  GaussNewton(CurvaturePass& pass, Form form, const FormOptions& options, bool scaleLayers);

  /// Stands on θ, of the pass's network.
  void setPoint(ConstVectorRef<double> theta, const Penalty& penalty);

  ConstVectorRef<double> point() const { return theta_; }
  const Vector<double>& gradient() const { return gradient_; }
  const Vector<double>& step() const { return step_; }
  /// Without the penalty.
  double loss() const { return loss_; }
  /// A lower bound of the condition of the system that was solved last, where a form knows one.
  std::optional<double> conditionEstimate() const { return form_->conditionEstimate(); }
  /// Of the angle between the step and −g.
  double cosine() const;

  bool linearize(double& work) override;
  double value() const override { return value_; }
  double largestDiagonal() const override { return largestDiagonal_; }
  bool solve(double mu, double& work, bool& solved) override;
  double predictedDecrease() const override { return predicted_; }
  bool tryStep(double& work) override;
  double triedValue() const override { return tried_; }
  void accept() override;
  /// Whether the pass still holds what it made of all samples at the point.
  bool isVisited() const { return visited_; }

 private:
  static constexpr double kLeastScale = 1e-8;

  Linearization at() const { return {theta_, gradient_, residual_, scales_, penalty_}; }
  void linearizeChunk();
  void finishDiagonal();
  double penaltyOf(const Vector<double>& theta) const;

  CurvaturePass& pass_;
  std::unique_ptr<CurvatureForm> form_;
  bool scaleLayers_;
  Penalty penalty_;
  Vector<double> theta_, candidate_, gradient_, step_;
  Vector<double> residual_;   // r, row by row
  Vector<double> scales_;     // s of each free layer
  Matrix<double> rowTraces_;  // free layers × rows: the diagonal of J̃ J̃ᵀ, layer by layer
  Matrix<double> scratch_;
  Index done_ = 0;           // samples of the pass under way
  bool hasRows_ = false;     // all chunks are in, the form has to finish
  bool visited_ = false;     // the pass holds all chunks as they are at theta_
  std::int64_t offKey_ = 0;  // of the units that were off then
  double lossSum_ = 0, loss_ = 0, value_ = 0, tried_ = 0;
  double predicted_ = 0, largestDiagonal_ = 0;
};

}  // namespace fallline
