#include "fallline/optimizers/layerwise_pseudo_inverse.h"

#include <cmath>
#include <optional>

#include "fallline/ordered.h"
#include "fallline/second_order/pseudo_inverse_sweep.h"
#include "options.h"
#include "vectors.h"

namespace fallline {
namespace {

class PseudoInverseMethod final : public Optimizer<double> {
 public:
  explicit PseudoInverseMethod(const LayerwisePseudoInverse& choice) : choice_(choice) {}

  void retune(const LayerwisePseudoInverse& choice) { choice_ = choice; }

  void attach(const Network<double>& network) override {
    gradient_ = Vector<double>::Zero(network.parameters());
  }

  void begin() override { stage_ = Stage::start; }

  bool prepare(Objective<double>& objective, ConstVectorRef<double> theta, double& work) override {
    if (stage_ == Stage::start) {
      build(objective);
      report_ = {};
      sweep_->begin(choice_, objective.penalty(), theta);
      stage_ = Stage::gradient;
    }
    if (stage_ == Stage::gradient) {
      if (!objective.prepare(theta, work)) return false;
      report_.loss = objective.gradient(theta, gradient_);
      value_ = report_.loss + penaltyValue<double>(objective.network(), objective.penalty(), theta);
      report_.evaluations = 1;
      stage_ = Stage::sweep;
    }
    if (stage_ == Stage::sweep) {
      if (!sweep_->advance(work)) return false;
      finishDirection(objective.network());
      stage_ = Stage::over;
      if (report_.status == Status::running)
        beginTrial(theta, choice_.backtracking ? 1 : choice_.damping);
    }
    while (stage_ == Stage::trial) {
      if (!evaluate(work)) return false;
      judge(objective, theta);
    }
    return true;
  }

  StepReport step(Objective<double>& objective, VectorRef<double> theta) override {
    double unlimited = HUGE_VAL;
    while (!prepare(objective, theta, unlimited)) {
    }
    stage_ = Stage::start;
    if (report_.status == Status::running) {
      theta = candidate_;
      ++steps_;
      if (!(*report_.extras.cosine > 0)) ++against_;
      report_.extras.nonDescent = double(against_) / double(steps_);
    }
    return report_;
  }

  OptimizerState<double> state() override { return {{}, {&steps_, &against_}, {}}; }

  std::string reason() const override {
    return report_.status == Status::running ? std::string() : sweep_->reason();
  }

 private:
  static constexpr int kMostHalvings = 40;
  enum class Stage { start, gradient, sweep, trial, over };

  void build(const Objective<double>& objective) {
    if (sweep_) return;
    source_.emplace(objective.samples(), objective.batch());
    pass_.emplace(objective.network(), objective.loss(), *source_, objective.network().depth());
    sweep_.emplace(*pass_);
  }

  /// The guard, and what is told of the direction.
  void finishDirection(const Network<double>& network) {
    report_.status = sweep_->status();
    report_.gradientNorm = norm<double>(gradient_);
    report_.extras.largestDz = sweep_->largestDz();
    if (report_.status != Status::running) return;
    if (!std::isfinite(report_.loss)) report_.status = Status::nonFinite;
    if (value_ == 0) report_.status = Status::converged;
    change_ = sweep_->change();
    network.forOff([&](Index i) { change_[i] = 0; });
    for (Index i = 0; choice_.signGuard && i < change_.size(); ++i) {
      if (change_[i] * gradient_[i] < 0) change_[i] = -change_[i];
    }
    const double lengths = norm<double>(change_) * norm<double>(gradient_);
    report_.extras.cosine = lengths > 0 ? dot(change_, gradient_) / lengths : 0;
  }

  void beginTrial(ConstVectorRef<double> theta, double rate) {
    report_.rate = rate;
    candidate_ = theta - rate * change_;
    sample_ = 0;
    lossSum_ = 0;
    stage_ = choice_.backtracking ? Stage::trial : Stage::over;
  }

  bool evaluate(double& work) {
    while (sample_ < pass_->samples()) {
      lossSum_ += pass_->forward(candidate_, sample_);
      sample_ += pass_->n();
      work -= pass_->forwardWork(pass_->n());
      if (work <= 0 && sample_ < pass_->samples()) return false;
    }
    ++report_.evaluations;
    return true;
  }

  /// Written so that NaN is no descent.
  void judge(const Objective<double>& objective, ConstVectorRef<double> theta) {
    const double penalty =
        penaltyValue<double>(objective.network(), objective.penalty(), candidate_);
    if (lossSum_ / pass_->lossDivisor() + penalty < value_) {
      report_.extras.accepted = 1;
      stage_ = Stage::over;
    } else if (++report_.rejections >= kMostHalvings) {
      report_.status = Status::stalled;
      stage_ = Stage::over;
    } else {
      beginTrial(theta, report_.rate / 2);
    }
  }

  LayerwisePseudoInverse choice_;
  std::optional<TrainingSource> source_;
  std::optional<CurvaturePass> pass_;
  std::optional<PseudoInverseSweep> sweep_;
  Stage stage_ = Stage::start;
  Vector<double> gradient_, change_, candidate_;
  Index sample_ = 0;
  double lossSum_ = 0, value_ = 0;        ///< of a trial; loss and penalty at the start of the step
  std::int64_t steps_ = 0, against_ = 0;  ///< steps so far, and those along which the loss rises
  StepReport report_;
};

}  // namespace

std::unique_ptr<Optimizer<double>> LayerwisePseudoInverse::method() const {
  return std::make_unique<PseudoInverseMethod>(*this);
}

void LayerwisePseudoInverse::retune(Optimizer<double>& method) const {
  static_cast<PseudoInverseMethod&>(method).retune(*this);
}

}  // namespace fallline
