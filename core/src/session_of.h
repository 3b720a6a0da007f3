// The session for one scalar type: a state machine that can be left after any chunk of samples.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fallline/evaluator.h"
#include "fallline/objective.h"
#include "fallline/optimizers.h"
#include "fallline/prepare.h"
#include "fallline/session.h"
#include "fallline/trace.h"

namespace fallline {

template <class S>
class SessionOf final : public Session {
 public:
  explicit SessionOf(Prepared prepared);

  const Spec& spec() const override { return prepared_.spec; }
  const Dataset& data() const override { return *prepared_.data; }
  std::span<const std::int32_t> samples(Part part) const override {
    return prepared_.parts[std::size_t(part)];
  }
  std::span<const LayerShape> layers() const override { return shapes_; }
  std::int64_t parameterCount() const override { return network_.parameters(); }
  std::int64_t stepsPerEpoch() const override;
  bool isDouble() const override { return std::is_same_v<S, double>; }
  const Prepared& prepared() const override { return prepared_; }

  const Progress& progress() const override { return progress_; }
  const Progress& run(std::int64_t steps) override;
  const Progress& advance(double work, std::int64_t steps) override;
  std::optional<Error> retune(std::string_view path, std::string_view jsonValue) override;
  std::optional<Error> setParameter(std::int64_t index, double value) override;
  std::optional<Error> switchUnit(std::int64_t layer, std::int64_t unit, bool on) override;
  const std::vector<std::vector<Index>>& off() const override { return network_.off(); }

  std::optional<Metrics> evaluate(Part part) override;
  bool evaluateSlice(Part part, double work, std::optional<Metrics>& out) override;
  double evaluationWork(Part part) const override { return evaluator_.work(std::size_t(part)); }
  Result<std::vector<double>> predict(std::span<const double> inputs) override {
    return compute(inputs, false);
  }
  Result<std::vector<double>> activations(std::span<const double> inputs) override {
    return compute(inputs, true);
  }
  Result<std::unique_ptr<StepTrace>> trace(std::int64_t sample, double work) override;
  void logGradients(bool on) override;
  const GradientLog* gradientLog() override;
  std::vector<double> parameters() const override;
  std::vector<double> latestUpdate() const override;
  std::optional<Error> setParameters(std::span<const double> theta) override;
  std::uint64_t fingerprint() const override;

  std::vector<std::uint8_t> snapshot() const override;
  std::optional<Error> restore(std::span<const std::uint8_t> snapshot) override;
  void reset() override;

 private:
  // Training, in session_training.cpp.
  void start();
  void forgetMetrics();
  void beginAnew();
  void beginStep();
  void takeStep();
  void finishEpoch();
  bool judges() const;
  void beginJudging(std::size_t part);
  bool judgeEpoch(double& work);
  void closeEpoch();
  void judgeLoss(double loss);
  void end(RunStatus status, std::string reason);
  void diverge(ConstVectorRef<S> at, std::span<const std::int32_t> samples);
  void shuffle();
  void applyChanges();
  void adopt(const Spec& changed);
  /// Takes over what a live change may touch.
  void takeLive(const Spec& changed, Spec& spec) const;
  std::size_t decidingPart() const { return prepared_.parts[1].empty() ? 0 : 1; }
  std::span<const std::int32_t> batch() const;
  Penalty penalty() const;
  Index batchSize() const;
  TrainingTime time() const;

  /// The method as the planted fault has it, if any.
  OptimizerChoice method(const OptimizerChoice& choice) const {
    return faulty(choice, network_.deviation());
  }

  /// Outputs in the targets' units, or the activations of every unit.
  Result<std::vector<double>> compute(std::span<const double> inputs, bool everyUnit);

  // One step opened, in session_trace.cpp.
  struct GradientKeeper {
    GradientKeeper(Objective<S> own, Index parameters)
        : objective(std::move(own)),
          gradient(Vector<S>::Zero(parameters)),
          plain(std::size_t(parameters)) {}
    Objective<S> objective;  ///< of its own: whatever the method does with the session's
    Vector<S> gradient;
    std::vector<S> plain;
    GradientLog log;
  };
  struct Opening {
    std::int64_t sample;
    double clipNorm;
    Objective<S> objective;  ///< of its own, as the method is
    std::unique_ptr<Optimizer<S>> method;
    std::unique_ptr<StepTrace> trace;
    bool isSummed = false;  ///< loss and gradient are those of the whole batch
  };
  Spec nextSpec() const;
  std::optional<Error> beginTrace(std::int64_t sample);
  std::unique_ptr<Optimizer<S>> copyOptimizer(const OptimizerChoice& choice);
  void logGradient();

  // Keeping, in session_snapshot.cpp.
  std::string identity() const;
  std::vector<S> plain(ConstVectorRef<S> theta) const;

  const Spec original_;  ///< as created: what reset goes back to
  Prepared prepared_;
  Network<S> network_;
  Samples<S> samples_;
  std::vector<LayerShape> shapes_;
  Objective<S> objective_;
  Evaluator<S> judge_;      ///< for the part that decides, within training
  Evaluator<S> evaluator_;  ///< for whoever looks on
  std::unique_ptr<Optimizer<S>> optimizer_;
  std::unique_ptr<GradientKeeper> gradientKeeper_;  ///< while somebody looks at its log
  std::unique_ptr<Opening> opening_;                ///< of a step from theta_, as the Spec stands

  Vector<S> theta_;
  Vector<S> before_;   ///< before the latest step
  Vector<S> earlier_;  ///< before the step ahead of it: there the loss was seen to be finite
  Vector<S> best_;     ///< parameters of the best epoch, when patience is on
  Progress progress_;
  std::optional<std::pair<RunStatus, std::string>> ending_;  ///< once the epoch has been judged
  bool stepBegun_ = false;                 ///< the objective stands on the batch of the next step
  bool outputsKnown_ = false;              ///< nothing was changed since the latest step
  bool reportNorms_ = true;                ///< of the step that has begun
  std::optional<std::size_t> judging_;     ///< the part that the judge works on
  std::optional<std::size_t> evaluating_;  ///< the part that the evaluator works on
  bool evaluatingNow_ = false;             ///< theta_ is still what the evaluator began with
  std::array<Metrics, 3> metrics_;         ///< at theta_, where somebody asked for them: isKnown_
  std::array<bool, 3> isKnown_{};
  std::int64_t position_ = 0;        ///< samples of this epoch that are done
  std::int64_t sinceBest_ = 0;       ///< epochs without a better loss
  std::size_t nextChange_ = 0;       ///< first entry of spec().changes that is not applied yet
  bool shuffled_ = false;            ///< order_ was drawn; a full batch keeps the data's order
  std::vector<std::int32_t> order_;  ///< of the training samples in this epoch
};

extern template class SessionOf<float>;
extern template class SessionOf<double>;

}  // namespace fallline
