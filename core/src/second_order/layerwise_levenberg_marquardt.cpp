#include "fallline/optimizers/layerwise_levenberg_marquardt.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include "fallline/ordered.h"
#include "fallline/second_order/gauss_newton.h"
#include "options.h"

namespace fallline {
namespace {

/// What an earlier layer has made of all samples.
class KeptSource final : public BatchSource {
 public:
  KeptSource(const Matrix<double>& inputs, const Matrix<double>& targets)
      : inputs_(inputs), targets_(targets) {}
  Index count() const override { return targets_.cols(); }
  void gather(Index first, MatrixRef<double> X, MatrixRef<double> Y) const override {
    X = inputs_.middleCols(first, X.cols());
    Y = targets_.middleCols(first, Y.cols());
  }

 private:
  const Matrix<double>&inputs_, &targets_;
};

/// One layer, as the first layer of the network that begins with it.
struct LayerProblem {
  LayerProblem(Network<double> rest, const Loss& loss, const BatchSource& from, Form form,
               bool constantInputs)
      : network(std::move(rest)),
        pass(network, loss, from, 1),
        problem(pass, form, FormOptions{constantInputs, 0, 100}, false) {}
  Network<double> network;
  CurvaturePass pass;
  GaussNewton problem;
};

class LayerwiseMethod final : public Optimizer<double> {
 public:
  explicit LayerwiseMethod(const LayerwiseLevenbergMarquardt& choice) : choice_(choice) {}

  /// Every μ stays; another form is another system.
  void retune(const LayerwiseLevenbergMarquardt& choice) {
    const bool same = choice.form == choice_.form;
    choice_ = choice;
    if (same) return;
    layers_.clear();
    kept_.clear();
    activations_.clear();
  }

  void attach(const Network<double>& network) override {
    dampings_.resize(std::size_t(network.depth()));
  }

  void begin() override { stage_ = Stage::start; }

  bool prepare(Objective<double>& objective, ConstVectorRef<double> theta, double& work) override {
    if (stage_ == Stage::start) {
      build(objective);
      for (std::size_t l = 0; l < layers_.size(); ++l) {
        layers_[l]->network.switchLike(objective.network(), Index(l));
      }
      theta_ = theta;
      sample_ = 0;
      layer_ = objective.network().depth() - 1;
      report_ = {};
      report_.extras.accepted = 0;
      squares_ = 0;
      accepted_ = converged_ = false;
      tentative_ = dampings_;
      stage_ = Stage::forward;
    }
    if (stage_ == Stage::forward) {
      if (!forward(work)) return false;
      beginLayer(objective);
      stage_ = Stage::layers;
    }
    while (stage_ == Stage::layers) {
      LayerProblem& layer = *layers_[std::size_t(layer_)];
      const DampingOptions options{choice_.tau, dampingRule(choice_.damping), 0};
      if (!step_.advance(layer.problem, tentative(), options, work)) return false;
      endLayer(objective);
      if (layer_ == 0 || report_.status == Status::nonFinite) {
        stage_ = Stage::over;
      } else {
        --layer_;
        beginLayer(objective);
        if (work <= 0) return false;
      }
    }
    return true;
  }

  StepReport step(Objective<double>& objective, VectorRef<double> theta) override {
    double unlimited = HUGE_VAL;
    while (!prepare(objective, theta, unlimited)) {
    }
    stage_ = Stage::start;
    dampings_ = tentative_;
    report_.gradientNorm = std::sqrt(squares_);
    if (report_.status == Status::running && !accepted_) {
      report_.status = converged_ ? Status::converged : Status::stalled;
    }
    if (accepted_) theta = theta_;
    return report_;
  }

  OptimizerState<double> state() override {
    OptimizerState<double> all;
    for (Damping& damping : dampings_) {
      all.numbers.push_back(&damping.mu);
      all.numbers.push_back(&damping.nu);
    }
    return all;
  }

 private:
  enum class Stage { start, forward, layers, over };

  Damping& tentative() { return tentative_[std::size_t(layer_)]; }

  void build(const Objective<double>& objective) {
    if (!layers_.empty()) return;
    const Network<double>& network = objective.network();
    source_.emplace(objective.samples(), objective.batch());
    pass_.emplace(network, objective.loss(), *source_, network.depth());
    targets_.resize(network.outputs(), source_->count());
    for (Index l = 1; l < network.depth(); ++l) {
      activations_.emplace_back(network.layers()[std::size_t(l)].inputs, source_->count());
    }
    for (Index l = 0; l < network.depth(); ++l) {
      if (l > 0)
        kept_.push_back(std::make_unique<KeptSource>(activations_[std::size_t(l - 1)], targets_));
      const BatchSource& from = l == 0 ? static_cast<const BatchSource&>(*source_) : *kept_.back();
      std::vector<Layer> rest(network.layers().begin() + l, network.layers().end());
      layers_.push_back(std::make_unique<LayerProblem>(
          Network<double>(std::move(rest)), objective.loss(), from, formOf(choice_.form), l == 0));
    }
  }

  /// What every layer but the first sees: the layers below it do not change before its turn.
  bool forward(double& work) {
    while (sample_ < source_->count() && !activations_.empty()) {
      pass_->forward(theta_, sample_);
      const Index n = pass_->n();
      for (std::size_t l = 0; l < activations_.size(); ++l) {
        activations_[l].middleCols(sample_, n) = pass_->input(Index(l) + 1);
      }
      targets_.middleCols(sample_, n) = pass_->targets();
      sample_ += n;
      work -= pass_->forwardWork(n);
      if (work <= 0 && sample_ < source_->count()) return false;
    }
    ++report_.evaluations;
    return true;
  }

  void beginLayer(const Objective<double>& objective) {
    const Index from = objective.network().offset(layer_);
    layers_[std::size_t(layer_)]->problem.setPoint(theta_.tail(theta_.size() - from),
                                                   objective.penalty());
    step_.begin();
  }

  void endLayer(const Objective<double>& objective) {
    LayerProblem& layer = *layers_[std::size_t(layer_)];
    const DampedOutcome& outcome = step_.outcome();
    if (layer_ == objective.network().depth() - 1) report_.loss = layer.problem.loss();
    const double size = norm<double>(layer.problem.gradient());
    squares_ += size * size;
    report_.damping = std::max(report_.damping, tentative().mu);
    report_.gainRatio = outcome.gainRatio;
    report_.evaluations += 1 + outcome.trials;
    report_.rejections += outcome.rejections;
    if (const auto condition = layer.problem.conditionEstimate()) {
      double& largest = report_.extras.condition.emplace(report_.extras.condition.value_or(0));
      largest = std::max(largest, *condition);
    }
    if (outcome.status == Status::nonFinite) report_.status = Status::nonFinite;
    converged_ = converged_ || outcome.status == Status::converged;
    if (outcome.status != Status::running) return;
    accepted_ = true;
    ++*report_.extras.accepted;
    const Index from = objective.network().offset(layer_);
    theta_.tail(theta_.size() - from) = layer.problem.point();
  }

  LayerwiseLevenbergMarquardt choice_;
  std::optional<TrainingSource> source_;
  std::optional<CurvaturePass> pass_;
  Matrix<double> targets_;
  std::vector<Matrix<double>> activations_;  ///< of the hidden layers, for all samples
  std::vector<std::unique_ptr<KeptSource>> kept_;
  std::vector<std::unique_ptr<LayerProblem>> layers_;
  std::vector<Damping> dampings_, tentative_;  ///< as of the latest sweep, and of the one under way
  Stage stage_ = Stage::start;
  DampedStep step_;
  Vector<double> theta_;  ///< as the sweep has made it so far
  Index sample_ = 0, layer_ = 0;
  double squares_ = 0;
  bool accepted_ = false, converged_ = false;
  StepReport report_;
};

}  // namespace

std::unique_ptr<Optimizer<double>> LayerwiseLevenbergMarquardt::method() const {
  return std::make_unique<LayerwiseMethod>(*this);
}

void LayerwiseLevenbergMarquardt::retune(Optimizer<double>& method) const {
  static_cast<LayerwiseMethod&>(method).retune(*this);
}

}  // namespace fallline
