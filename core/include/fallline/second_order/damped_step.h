// One step of a damped Gauss-Newton method: trials with growing damping until one lowers the value.
#pragma once

#include "fallline/optimizer.h"
#include "fallline/second_order/damping.h"

namespace fallline {

/// What is minimised: at a point it has a value F, a gradient g and a curvature G ⪰ 0. Every member
/// that takes `work` (multiply-adds) may return false after about that much and goes on at the next
/// call; on true, `work` holds what is left.
class DampedProblem {
 public:
  virtual ~DampedProblem() = default;

  /// F, g and G at the present point.
  virtual bool linearize(double& work) = 0;
  virtual double value() const = 0;
  /// Of G, in the scale D of the damping.
  virtual double largestDiagonal() const = 0;

  /// The step h with (G + μ D) h = −g; `solved` is false where that cannot be had.
  virtual bool solve(double mu, double& work, bool& solved) = 0;
  /// F − (F + gᵀh + ½ hᵀGh) of the latest solve.
  virtual double predictedDecrease() const = 0;

  /// F at the present point plus h.
  virtual bool tryStep(double& work) = 0;
  virtual double triedValue() const = 0;
  /// Makes the point that was tried the present one.
  virtual void accept() = 0;
};

struct DampingOptions {
  double tau = 1;
  DampingRule rule = DampingRule::nielsen;
  double leastGain = 0.1;  ///< a trial with a gain ratio above it is accepted
};

/// How a step ended.
struct DampedOutcome {
  /// running: a trial was accepted; converged: no step can lower F by more than rounding, or F = 0;
  /// stalled: 40 trials were refused; nonFinite: F was not finite at the start.
  Status status = Status::running;
  double gainRatio = 0;  ///< of the latest trial
  int trials = 0;        ///< values of F that were computed
  int rejections = 0;    ///< trials, and factorizations, that failed
};

/// The state machine of one step.
class DampedStep {
 public:
  static constexpr int kMostRejections = 40;

  void begin() {
    phase_ = Phase::linearize;
    outcome_ = {};
  }

  /// Goes on with the step; true when it is over.
  bool advance(DampedProblem& problem, Damping& damping, const DampingOptions& options,
               double& work);

  const DampedOutcome& outcome() const { return outcome_; }

 private:
  enum class Phase { linearize, solve, evaluate };
  bool end(Status status) {
    outcome_.status = status;
    return true;
  }
  /// Whether there may be another trial.
  bool refuse(Damping& damping, const DampingOptions& options) {
    ++outcome_.rejections;
    damping.reject(options.rule);
    phase_ = Phase::solve;
    return outcome_.rejections < kMostRejections && !damping.isSpent();
  }

  Phase phase_ = Phase::linearize;
  DampedOutcome outcome_;
};

}  // namespace fallline
