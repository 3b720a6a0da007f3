// How a session trains: steps, epochs, stop rules, live changes, divergence.
#include <algorithm>
#include <cmath>

#include "fallline/ordered.h"
#include "resolve.h"
#include "session_of.h"

namespace fallline {

template <class S>
Penalty SessionOf<S>::penalty() const {
  const Regularization& r = prepared_.spec.regularization;
  return {r.l1, r.l2, r.biases};
}

template <class S>
Index SessionOf<S>::batchSize() const {
  const auto train = std::int64_t(prepared_.parts[0].size());
  const BatchSize& batch = *prepared_.spec.batchSize;
  return Index(batch.full ? train : std::min(batch.size, train));
}

template <class S>
std::int64_t SessionOf<S>::stepsPerEpoch() const {
  const auto train = std::int64_t(prepared_.parts[0].size());
  return (train + batchSize() - 1) / batchSize();
}

template <class S>
TrainingTime SessionOf<S>::time() const {
  return {progress_.epoch, stepsPerEpoch(), progress_.passes, prepared_.spec.stop.epochs};
}

template <class S>
void SessionOf<S>::start() {
  network_.initialize(Random(prepared_.spec.seed).fork("init"), theta_);
  before_ = earlier_ = theta_;
  optimizer_ = makeOptimizer<S>(method(prepared_.spec.optimizer), network_.parameters());
  optimizer_->attach(network_);
  objective_.setPenalty(penalty());
  progress_ = {};
  ending_.reset();
  network_.switchAllOn();
  judging_.reset();
  beginAnew();
  position_ = sinceBest_ = 0;
  nextChange_ = 0;
  order_.resize(prepared_.parts[0].size());
  shuffled_ = !prepared_.spec.batchSize->full;
  shuffle();
}

/// Whenever parameters or penalties change.
template <class S>
void SessionOf<S>::forgetMetrics() {
  isKnown_ = {};
  evaluatingNow_ = false;
  opening_.reset();
}

/// After a change from outside: a step or an evaluation under way was begun with other parameters.
template <class S>
void SessionOf<S>::beginAnew() {
  stepBegun_ = false;
  outputsKnown_ = false;
  if (judging_) beginJudging(*judging_);
  evaluating_.reset();
  forgetMetrics();
}

/// The order of this epoch: by seed and epoch alone.
template <class S>
void SessionOf<S>::shuffle() {
  std::copy(prepared_.parts[0].begin(), prepared_.parts[0].end(), order_.begin());
  if (!shuffled_) return;
  Random(prepared_.spec.seed).fork("batches").fork(std::uint64_t(progress_.epoch)).shuffle(order_);
}

template <class S>
const Progress& SessionOf<S>::run(std::int64_t steps) {
  const std::int64_t last = progress_.step + steps;
  do {
    advance(1e18, last - progress_.step);
  } while (progress_.status == RunStatus::running && (progress_.step < last || progress_.judging));
  return progress_;
}

template <class S>
const Progress& SessionOf<S>::advance(double work, std::int64_t steps) {
  const std::int64_t last = progress_.step + steps;
  while (progress_.status == RunStatus::running) {
    if (progress_.judging) {
      judgeEpoch(work);
      break;  // after each epoch
    }
    if (progress_.step >= last) break;
    if (!stepBegun_) beginStep();
    if (!optimizer_->prepare(objective_, theta_, work)) break;
    takeStep();
    if (progress_.judging) continue;
    if (work <= 0 || position_ == 0) break;  // after each epoch, judged or not
  }
  return progress_;
}

template <class S>
std::span<const std::int32_t> SessionOf<S>::batch() const {
  const std::int64_t left = std::int64_t(order_.size()) - position_;
  return std::span<const std::int32_t>(order_).subspan(
      std::size_t(position_), std::size_t(std::min<std::int64_t>(batchSize(), left)));
}

template <class S>
void SessionOf<S>::beginStep() {
  applyChanges();
  objective_.use(batch(), progress_.step);
  optimizer_->setRate(std::visit(
      [&](const auto& schedule) {
        return schedule.rate(baseRate(prepared_.spec.optimizer), time());
      },
      prepared_.spec.schedule));
  // Norms cost a pass over the parameters: they are told at the end of an epoch, and always where
  // a stop rule looks at them.
  const bool lastOfEpoch = std::size_t(position_) + batch().size() >= order_.size();
  reportNorms_ = lastOfEpoch || prepared_.spec.stop.gradient > 0;
  optimizer_->reportNorms(reportNorms_);
  optimizer_->begin();
  stepBegun_ = true;
}

template <class S>
void SessionOf<S>::takeStep() {
  stepBegun_ = false;
  if (gradientKeeper_) logGradient();
  earlier_.swap(before_);
  before_ = theta_;
  StepReport report = optimizer_->step(objective_, theta_);
  network_.forOff([&](Index i) { theta_[i] = before_[i]; });  // momentum and weight decay undone
  if (reportNorms_) {
    const S *now = theta_.data(), *then = before_.data();
    report.stepNorm = std::sqrt(orderedSum(theta_.size(), [=](Index i) {
      const double change = double(now[i]) - double(then[i]);
      return change * change;
    }));
  } else {
    report.gradientNorm = progress_.last.gradientNorm;
    report.stepNorm = progress_.last.stepNorm;
  }
  outputsKnown_ = true;
  progress_.last = report;
  progress_.evaluations +=
      double(report.evaluations) * double(batch().size()) / double(order_.size());
  forgetMetrics();
  if (const std::string reason = optimizer_->reason(); !reason.empty()) {
    theta_ = before_;
    end(RunStatus::diverged,
        "Diverged at step " + std::to_string(progress_.step + 1) + ": " + reason);
    return;
  }
  if (report.status == Status::nonFinite || report.status == Status::singular ||
      !allFinite(theta_.data(), theta_.size())) {
    diverge(before_, batch());
    return;
  }
  position_ += std::int64_t(batch().size());
  ++progress_.step;
  const Stop& stop = prepared_.spec.stop;
  if (report.status == Status::converged) {
    ending_.emplace(RunStatus::converged, "No step of the method can lower the loss further.");
  } else if (report.status == Status::stalled) {
    ending_.emplace(RunStatus::stalled, "The method found no better point along its direction.");
  } else if (stop.gradient > 0 && report.gradientNorm <= stop.gradient) {
    ending_.emplace(RunStatus::converged, "The norm of the gradient is at or below stop.gradient.");
  } else if (stop.steps > 0 && progress_.step >= stop.steps) {
    ending_.emplace(RunStatus::stopped, "All steps of stop.steps are done.");
  }
  if (std::size_t(position_) >= order_.size()) {
    finishEpoch();
  } else {
    progress_.passes = double(progress_.epoch) + double(position_) / double(order_.size());
    if (ending_) end(ending_->first, ending_->second);
  }
}

template <class S>
void SessionOf<S>::finishEpoch() {
  ++progress_.epoch;
  progress_.passes = double(progress_.epoch);
  position_ = 0;
  progress_.judging = judges();
  shuffled_ = !prepared_.spec.batchSize->full;
  shuffle();
  if (!progress_.judging) closeEpoch();
}

/// Whether the loss at the end of an epoch is computed: a rule asks for it, there is a validation
/// part to watch, or it costs next to nothing. The Spec decides, so that `best` is the same for
/// all.
template <class S>
bool SessionOf<S>::judges() const {
  return decidingPart() != 0 || prepared_.spec.stop.loss > 0 || judge_.work(0) <= kFreeJudging;
}

/// Of the training part a method may have left the outputs.
template <class S>
void SessionOf<S>::beginJudging(std::size_t part) {
  judging_ = part;
  const bool known = part == 0 && outputsKnown_;
  judge_.begin(part, theta_, penalty(), known ? optimizer_->outputs() : nullptr);
}

/// Evaluates the part that decides, and the training part too where stop.loss asks for it.
template <class S>
bool SessionOf<S>::judgeEpoch(double& work) {
  if (!judging_) beginJudging(decidingPart());
  if (!judge_.slice(work)) return false;
  metrics_[*judging_] = judge_.metrics();
  isKnown_[*judging_] = true;
  const double loss = judge_.metrics().loss;
  const std::size_t part = *judging_;
  const Stop& stop = prepared_.spec.stop;
  if (part == decidingPart()) {
    judgeLoss(loss);
    if (progress_.status != RunStatus::running) return true;
    if (part != 0 && stop.loss > 0) {
      beginJudging(0);
      return judgeEpoch(work);
    }
  }
  judging_.reset();
  progress_.judging = false;
  if (part == 0 && stop.loss > 0 && loss <= stop.loss) {
    end(RunStatus::converged, "The training loss is at or below stop.loss.");
  } else {
    closeEpoch();
  }
  return true;
}

template <class S>
void SessionOf<S>::closeEpoch() {
  const std::int64_t epochs = prepared_.spec.stop.epochs;
  if (ending_) {
    end(ending_->first, ending_->second);
  } else if (epochs > 0 && progress_.epoch >= epochs) {
    end(RunStatus::stopped, "All epochs of stop.epochs are done.");
  }
}

template <class S>
void SessionOf<S>::judgeLoss(double loss) {
  if (!std::isfinite(loss)) {
    diverge(theta_, prepared_.parts[decidingPart()]);
    return;
  }
  const std::int64_t patience = prepared_.spec.stop.patience;
  if (!progress_.best || loss < progress_.best->loss) {
    progress_.best = Best{progress_.epoch, loss};
    sinceBest_ = 0;
    if (patience > 0) best_ = theta_;
    return;
  }
  ++sinceBest_;
  if (patience > 0 && sinceBest_ >= patience) {
    theta_ = best_;
    forgetMetrics();
    end(RunStatus::stopped, "The validation loss has not improved for " + std::to_string(patience) +
                                " epochs; the parameters of epoch " +
                                std::to_string(progress_.best->epoch) + " are back.");
  }
}

template <class S>
void SessionOf<S>::end(RunStatus status, std::string reason) {
  progress_.status = status;
  progress_.reason = std::move(reason);
  progress_.judging = false;
  judging_.reset();
}

/// Names the layer, the step and the cause, and goes back to the last parameters whose loss was
/// seen to be finite. `at` are the parameters at which something was not, on those samples.
template <class S>
void SessionOf<S>::diverge(ConstVectorRef<S> at, std::span<const std::int32_t> samples) {
  objective_.use(samples, progress_.step);
  const auto found = objective_.findNonFinite(at);
  const bool loss = !std::isfinite(progress_.last.loss) || at.data() == theta_.data();
  std::string where, cause;
  if (found.layer >= 0) {
    where = "layer " + std::to_string(found.layer + 1);
    cause = found.forward ? "its weighted sums are too large for a number"
                          : "its gradient is too large for a number";
  } else {
    Index layer = 0;
    while (layer + 1 < network_.depth() &&
           allFinite(theta_.data() + network_.offset(layer),
                     network_.offset(layer + 1) - network_.offset(layer))) {
      ++layer;
    }
    const bool update = !loss;
    where = "layer " + std::to_string(update ? layer + 1 : network_.depth());
    cause = update ? "the step made its parameters too large for a number"
                   : "the loss of its outputs is too large for a number";
  }
  // Where the loss was not finite, the step that led there is taken back as well.
  if (at.data() == theta_.data()) {
    theta_ = Vector<S>(before_);
  } else {
    theta_ = loss && progress_.step > 0 ? earlier_ : before_;
  }
  forgetMetrics();
  end(RunStatus::diverged, "Diverged at step " + std::to_string(progress_.step + 1) + " in " +
                               where + " of " + std::to_string(network_.depth()) + ": " + cause +
                               ". A lower learning rate, scaled inputs or clipNorm may help.");
}

// --- live changes
// ---------------------------------------------------------------------------------

template <class S>
std::optional<Error> SessionOf<S>::retune(std::string_view path, std::string_view jsonValue) {
  Result<Spec> changed = withChange(prepared_.spec, path, jsonValue);
  if (!changed) return changed.error();
  if (auto error = checkMemory(*changed, network_.inputs(), Index(prepared_.parts[0].size()))) {
    return error;
  }
  // A step that has begun is finished as it was begun.
  const std::int64_t step = progress_.step + (stepBegun_ ? 1 : 0);
  std::vector<Change>& changes = prepared_.spec.changes;
  // What the Spec had planned for later steps stays planned; this one goes before it.
  auto at = changes.begin();
  while (at != changes.end() && at->step < step) ++at;
  if (at == changes.end() || at->step != step) {
    if (std::int64_t(changes.size()) >= Limits::changes) {
      return Error{"too-large", "changes",
                   "the run has " + std::to_string(Limits::changes) +
                       " live changes, which is the limit; reset it"};
    }
    at = changes.insert(at, Change{step, {}});
  }
  std::erase_if(at->set, [&](const Change::Setting& setting) { return setting.path == path; });
  at->set.push_back({std::string(path), std::string(jsonValue)});
  opening_.reset();
  return {};
}

template <class S>
std::optional<Error> SessionOf<S>::setParameter(std::int64_t index, double value) {
  if (index < 0 || index >= std::int64_t(network_.parameters())) {
    return Error{"out-of-range", "index",
                 "must be from 0 to " + std::to_string(network_.parameters() - 1) +
                     ", the numbers of the parameters"};
  }
  const S number = S(value);
  if (!std::isfinite(number)) {
    return Error{"bad-value", "value", "a parameter must be a finite number"};
  }
  theta_[network_.fromPlain(Index(index))] = number;
  beginAnew();
  return {};
}

template <class S>
std::optional<Error> SessionOf<S>::switchUnit(std::int64_t layer, std::int64_t unit, bool on) {
  if (layer < 0 || layer >= std::int64_t(network_.depth()) - 1) {
    return Error{"out-of-range", "layer", "only units of hidden layers can be switched off"};
  }
  if (unit < 0 || unit >= std::int64_t(shapes_[std::size_t(layer)].units)) {
    return Error{"out-of-range", "unit",
                 "must be from 0 to " + std::to_string(shapes_[std::size_t(layer)].units - 1) +
                     " in this layer"};
  }
  network_.switchUnit(Index(layer), Index(unit), on);
  beginAnew();
  return {};
}

template <class S>
void SessionOf<S>::applyChanges() {
  const std::vector<Change>& changes = prepared_.spec.changes;
  for (; nextChange_ < changes.size() && changes[nextChange_].step <= progress_.step;
       ++nextChange_) {
    for (const Change::Setting& setting : changes[nextChange_].set) {
      // check() and retune() have seen that it can be applied.
      if (auto changed = withChange(prepared_.spec, setting.path, setting.value)) adopt(*changed);
    }
  }
}

template <class S>
void SessionOf<S>::takeLive(const Spec& changed, Spec& spec) const {
  spec.optimizer = changed.optimizer;
  spec.schedule = changed.schedule;
  spec.regularization = changed.regularization;
  spec.batchSize = changed.batchSize;
  const auto train = std::int64_t(prepared_.parts[0].size());
  if (spec.batchSize->full || spec.batchSize->size >= train)
    spec.batchSize = BatchSize{true, train};
}

template <class S>
void SessionOf<S>::adopt(const Spec& changed) {
  takeLive(changed, prepared_.spec);
  fallline::retune<S>(*optimizer_, method(prepared_.spec.optimizer));
  objective_.setPenalty(penalty());
  forgetMetrics();
}

template class SessionOf<float>;
template class SessionOf<double>;

}  // namespace fallline
