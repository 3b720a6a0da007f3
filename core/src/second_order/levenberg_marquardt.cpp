#include "fallline/optimizers/levenberg_marquardt.h"

#include <cmath>
#include <optional>

#include "fallline/ordered.h"
#include "fallline/second_order/gauss_newton.h"
#include "options.h"

namespace fallline {
namespace {

class LevenbergMarquardtMethod final : public Optimizer<double> {
 public:
  explicit LevenbergMarquardtMethod(const LevenbergMarquardt& choice) : choice_(choice) {}

  /// μ stays; another form, or other limits of one, is another system.
  void retune(const LevenbergMarquardt& choice) {
    const bool same = choice.form == choice_.form && choice.scaling == choice_.scaling &&
                      choice.tolerance == choice_.tolerance &&
                      choice.iterations == choice_.iterations;
    choice_ = choice;
    if (!same) problem_.reset();
  }

  void begin() override { begun_ = false; }

  bool prepare(Objective<double>& objective, ConstVectorRef<double> theta, double& work) override {
    if (!begun_) {
      build(objective);
      problem_->setPoint(theta, objective.penalty());
      tentative_ = damping_;
      step_.begin();
      begun_ = true;
      over_ = false;
    }
    if (!over_) over_ = step_.advance(*problem_, tentative_, options(), work);
    return over_;
  }

  StepReport step(Objective<double>& objective, VectorRef<double> theta) override {
    double unlimited = HUGE_VAL;
    while (!prepare(objective, theta, unlimited)) {
    }
    begun_ = false;
    damping_ = tentative_;
    const DampedOutcome& outcome = step_.outcome();
    StepReport report;
    report.loss = problem_->loss();
    report.gradientNorm = norm<double>(problem_->gradient());
    report.damping = damping_.mu;
    report.gainRatio = outcome.gainRatio;
    report.evaluations = 1 + outcome.trials;
    report.rejections = outcome.rejections;
    report.status = outcome.status;
    report.extras.condition = problem_->conditionEstimate();
    report.extras.accepted = 0;
    if (outcome.status == Status::running) {
      report.extras.accepted = 1;
      report.extras.cosine = problem_->cosine();
      theta = problem_->point();
    }
    return report;
  }

  const KnownOutputs<double>* outputs() const override {
    return problem_ && problem_->isVisited() ? &*pass_ : nullptr;
  }

  OptimizerState<double> state() override { return {{}, {}, {&damping_.mu, &damping_.nu}}; }

 private:
  DampingOptions options() const {
    const DampingRule rule = dampingRule(choice_.damping);
    // The scaled damping asks for a real gain, so that a poor first step does not saturate units.
    const bool scaled = choice_.scaling == "layers" && rule == DampingRule::nielsen;
    return {choice_.tau, rule, scaled ? 0.1 : 0.0};
  }

  void build(const Objective<double>& objective) {
    if (problem_) return;
    source_.emplace(objective.samples(), objective.batch());
    pass_.emplace(objective.network(), objective.loss(), *source_, objective.network().depth());
    pass_->keepChunks();
    problem_.emplace(*pass_, formOf(choice_.form),
                     FormOptions{true, choice_.tolerance, choice_.iterations},
                     choice_.scaling == "layers");
  }

  LevenbergMarquardt choice_;
  Damping damping_, tentative_;  ///< as of the latest step, and of the step under way
  std::optional<TrainingSource> source_;
  std::optional<CurvaturePass> pass_;
  std::optional<GaussNewton> problem_;
  DampedStep step_;
  bool begun_ = false, over_ = false;
};

}  // namespace

std::unique_ptr<Optimizer<double>> LevenbergMarquardt::method() const {
  return std::make_unique<LevenbergMarquardtMethod>(*this);
}

void LevenbergMarquardt::retune(Optimizer<double>& method) const {
  static_cast<LevenbergMarquardtMethod&>(method).retune(*this);
}

}  // namespace fallline
