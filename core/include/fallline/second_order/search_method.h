// What L-BFGS and conjugate gradient share: a direction, then a line search along it.
#pragma once

#include <optional>

#include "fallline/optimizer.h"
#include "fallline/second_order/line_search.h"

namespace fallline {

/// F is the mean loss plus the penalty. Gradients are taken in slices through Objective::prepare.
class SearchMethod : public Optimizer<double> {
 public:
  void attach(const Network<double>& network) final;
  void begin() final { stage_ = Stage::start; }
  bool prepare(Objective<double>& objective, ConstVectorRef<double> theta, double& work) final;
  StepReport step(Objective<double>& objective, VectorRef<double> theta) final;
  OptimizerState<double> state() final;

 protected:
  /// c₂ of the Wolfe conditions.
  virtual double curvature() const = 0;
  /// The direction for the gradient; `first`: there is nothing to remember.
  virtual void direction(const Vector<double>& gradient, Vector<double>& d) = 0;
  /// The step that was taken, θ ← θ + s, and how the gradient changed, y.
  virtual void remember(const Vector<double>& s, const Vector<double>& y,
                        const Vector<double>& gradient) = 0;
  virtual void forget() = 0;
  /// The first α to try along a direction.
  virtual double firstAlpha(const Vector<double>& gradient, const LinePoint& start) const = 0;
  /// Room for what is remembered of that many parameters.
  virtual void resize(Index parameters) = 0;
  /// What must survive a snapshot besides point and gradient.
  virtual void addState(OptimizerState<double>& all) = 0;

  double formerAlpha_ = 0, formerSlope_ = 0;

 private:
  enum class Stage { start, gradient, trial, settle, over };
  bool evaluate(Objective<double>& objective, const Vector<double>& at, double& work);
  void search(ConstVectorRef<double> theta, bool steepest);

  Stage stage_ = Stage::start;
  std::optional<LineSearch> line_;
  Vector<double> gradient_, trial_, trialGradient_, direction_;
  Vector<double> point_;  ///< where gradient_ was taken
  double value_ = 0, loss_ = 0, trialValue_ = 0, trialLoss_ = 0, startLoss_ = 0, startNorm_ = 0;
  bool steepest_ = false;
  std::int64_t known_ = 0;   ///< whether gradient_ is that at point_
  std::int64_t offKey_ = 0;  ///< of the units that were off when it was
  double l2_ = 0;            ///< with which gradient_ was taken
  int evaluations_ = 0;
  Status status_ = Status::running;
  Vector<double> s_, y_;
};

}  // namespace fallline
