#include "fallline/second_order/search_method.h"

#include <cmath>

#include "fallline/ordered.h"
#include "vectors.h"

namespace fallline {

void SearchMethod::attach(const Network<double>& network) {
  gradient_ = point_ = direction_ = trialGradient_ = Vector<double>::Zero(network.parameters());
  resize(network.parameters());
}

/// F and its gradient at a point, into the members of the trial; true when complete.
bool SearchMethod::evaluate(Objective<double>& objective, const Vector<double>& at, double& work) {
  if (!objective.prepare(at, work)) return false;
  trialLoss_ = objective.gradient(at, trialGradient_);
  trialValue_ = trialLoss_ + penaltyValue<double>(objective.network(), objective.penalty(), at);
  ++evaluations_;
  return true;
}

/// Along the method's direction, or along −g where that does not descend or has failed.
void SearchMethod::search(ConstVectorRef<double> theta, bool steepest) {
  if (steepest) forget();
  direction(gradient_, direction_);
  double slope = dot(gradient_, direction_);
  if (!(slope < 0)) {
    forget();
    direction_ = -gradient_;
    slope = -dot(gradient_, gradient_);
    steepest = true;
  }
  steepest_ = steepest;
  const LinePoint start{0, value_, slope};
  line_.emplace(start, firstAlpha(gradient_, start), curvature());
  trial_ = theta + line_->alpha() * direction_;
}

bool SearchMethod::prepare(Objective<double>& objective, ConstVectorRef<double> theta,
                           double& work) {
  if (stage_ == Stage::start) {
    evaluations_ = 0;
    status_ = Status::running;
    trial_ = theta;
    stage_ = Stage::gradient;
    // Without a unit it is another function: nothing that was learnt of the former one holds.
    if (const std::int64_t key = objective.network().offKey(); key != offKey_) {
      forget();
      known_ = 0;
      offKey_ = key;
    }
    // The line search has left the gradient at its end, unless something was changed since.
    if (known_ != 0 && l2_ == objective.penalty().l2 && point_ == theta) {
      startLoss_ = loss_;
      startNorm_ = norm<double>(gradient_);
      search(theta, false);
      stage_ = Stage::trial;
    }
  }
  if (stage_ == Stage::gradient) {
    if (!evaluate(objective, trial_, work)) return false;
    gradient_ = trialGradient_;
    value_ = trialValue_;
    startLoss_ = loss_ = trialLoss_;
    startNorm_ = norm<double>(gradient_);
    l2_ = objective.penalty().l2;
    if (!std::isfinite(value_) || !std::isfinite(startNorm_)) {
      status_ = Status::nonFinite;
      stage_ = Stage::over;
      return true;
    }
    search(theta, false);
    stage_ = Stage::trial;
  }
  while (stage_ == Stage::trial) {
    // F = 0, or a slope that rounding hides: nothing can be gained along this line.
    if (value_ == 0 || startNorm_ == 0) {
      status_ = Status::converged;
      stage_ = Stage::over;
      break;
    }
    if (!evaluate(objective, trial_, work)) return false;
    if (!line_->take(trialValue_, dot(trialGradient_, direction_))) {
      trial_ = theta + line_->alpha() * direction_;
      if (work <= 0) return false;
      continue;
    }
    if (line_->found()) {
      const bool isHere = line_->found()->alpha == line_->alpha();
      if (!isHere) {  // an earlier trial was the best one: its gradient is needed
        trial_ = theta + line_->found()->alpha * direction_;
        stage_ = Stage::settle;
      } else {
        stage_ = Stage::over;
      }
    } else if (!steepest_) {
      search(theta, true);
    } else {
      status_ = Status::stalled;  // not even along −g
      stage_ = Stage::over;
    }
  }
  if (stage_ == Stage::settle) {
    if (!evaluate(objective, trial_, work)) return false;
    stage_ = Stage::over;
  }
  return true;
}

StepReport SearchMethod::step(Objective<double>& objective, VectorRef<double> theta) {
  double unlimited = HUGE_VAL;
  while (stage_ != Stage::over) prepare(objective, theta, unlimited);
  stage_ = Stage::start;
  StepReport report;
  report.loss = startLoss_;
  report.gradientNorm = startNorm_;
  report.evaluations = evaluations_;
  report.status = status_;
  report.extras.accepted = 0;
  if (status_ != Status::running) return report;
  report.extras.accepted = 1;
  report.rate = line_->found()->alpha;
  s_ = trial_ - theta;
  y_ = trialGradient_ - gradient_;
  formerAlpha_ = report.rate;
  formerSlope_ = dot(gradient_, direction_);
  remember(s_, y_, gradient_);
  theta = trial_;
  point_ = trial_;
  gradient_ = trialGradient_;
  value_ = trialValue_;
  loss_ = trialLoss_;
  known_ = 1;
  return report;
}

OptimizerState<double> SearchMethod::state() {
  OptimizerState<double> all{{&gradient_, &point_},
                             {&known_, &offKey_},
                             {&value_, &loss_, &l2_, &formerAlpha_, &formerSlope_}};
  addState(all);
  return all;
}

}  // namespace fallline
