// One step looked at from outside: nothing of the session changes.
#include <algorithm>
#include <cmath>

#include "fallline/ordered.h"
#include "session_of.h"

namespace fallline {
namespace {

double clipNormOf(const OptimizerChoice& choice) {
  return std::visit(
      [](const auto& c) {
        if constexpr (requires { c.clipNorm; }) {
          return c.clipNorm;
        } else {
          return 0.0;
        }
      },
      choice);
}

template <class S>
double normOf(const Vector<S>& v) {
  const S* p = v.data();
  return std::sqrt(orderedSum(v.size(), [=](Index i) { return double(p[i]) * double(p[i]); }));
}

/// The samples' part of a trace, from what a pass over the first chunk has left behind.
template <class S>
void keepChunk(const Network<S>& network, const Workspace<S>& w, ConstMatrixRef<S> X,
               ConstMatrixRef<S> Y, StepTrace& trace) {
  const Index n = X.cols();
  trace.target = Y.template cast<double>();
  const Matrix<S>* before = nullptr;
  for (Index l = 0; l < network.depth(); ++l) {
    const auto at = std::size_t(l);
    const Layer& shape = network.layers()[at];
    StepTrace::LayerTrace layer{
        shape.inputs, shape.units, network.offset(l), shape.bias, {}, {}, {}, {}, {}, {}};
    layer.input = before ? Matrix<double>(before->leftCols(n).template cast<double>())
                         : Matrix<double>(X.template cast<double>());
    layer.sum = w.Z[at].leftCols(n).template cast<double>();
    layer.activation = w.A[at].leftCols(n).template cast<double>();
    layer.error = w.D[at].leftCols(n).template cast<double>();
    const bool drops = w.mask[at].size() > 0;
    layer.mask = Matrix<double>::Ones(shape.units, n);
    if (drops) layer.mask = w.mask[at].leftCols(n).template cast<double>();
    if (std::holds_alternative<Softmax>(shape.activation)) {
      layer.slope = layer.activation.array() * (1 - layer.activation.array());
    } else {
      Matrix<S> slope = Matrix<S>::Ones(shape.units, n);
      multiplyBySlope<S>(network.slopeOf(l), w.Z[at].leftCols(n), w.A[at].leftCols(n), slope);
      layer.slope = slope.template cast<double>();
    }
    for (Index u : network.off()[at]) layer.slope.row(u).setZero();
    trace.layers.push_back(std::move(layer));
    before = drops ? &w.dropped[at] : &w.A[at];
  }
}

}  // namespace

/// The live changes that wait for the next step, as if it had begun.
template <class S>
Spec SessionOf<S>::nextSpec() const {
  Spec spec = prepared_.spec;
  const std::vector<Change>& changes = prepared_.spec.changes;
  for (std::size_t i = nextChange_;
       i < changes.size() && changes[i].step <= progress_.step && !stepBegun_; ++i) {
    for (const Change::Setting& setting : changes[i].set) {
      if (auto changed = withChange(spec, setting.path, setting.value)) takeLive(*changed, spec);
    }
  }
  return spec;
}

/// Everything of a step that is known before its batch has been summed.
template <class S>
std::optional<Error> SessionOf<S>::beginTrace(std::int64_t sample) {
  const std::span<const std::int32_t> train = prepared_.parts[0];
  if (sample >= std::int64_t(train.size())) {
    return Error{"out-of-range", "sample",
                 "must be from 0 to " + std::to_string(train.size() - 1) +
                     ", the samples of the training part, or below 0 for the next batch"};
  }
  // Everything that asks the Spec sees it as the next step would; it is put back below.
  Spec standing = nextSpec();
  std::swap(standing, prepared_.spec);
  const std::span<const std::int32_t> batch =
      sample < 0 ? this->batch() : train.subspan(std::size_t(sample), 1);
  const Penalty penalty = this->penalty();
  const double rate = std::visit(
      [&](const auto& schedule) {
        return schedule.rate(baseRate(prepared_.spec.optimizer), time());
      },
      prepared_.spec.schedule);
  const Spec next = prepared_.spec;
  std::swap(standing, prepared_.spec);

  const Loss& loss = *next.loss;
  opening_ = std::make_unique<Opening>(
      sample, clipNormOf(next.optimizer),
      Objective<S>(network_, samples_, loss, penalty, Random(next.seed).fork("dropout")),
      copyOptimizer(next.optimizer), std::make_unique<StepTrace>());
  Opening& o = *opening_;
  o.objective.use(batch, progress_.step);
  o.method->setRate(rate);
  o.method->begin();
  StepTrace& trace = *o.trace;
  trace.step = progress_.step;
  trace.batch = std::int64_t(batch.size());
  trace.isNext = sample < 0;
  trace.rate = rate;
  trace.penalty = penaltyValue<S>(network_, penalty, theta_);

  // The first chunk is what is held of the samples.
  double none = 0;
  o.objective.prepare(theta_, none);
  const Workspace<S>& w = o.objective.workspace();
  const Index n = w.columns;
  static_assert(StepTrace::kMostSamples == 256, "the most that chunkCapacity gives");
  trace.samples.assign(batch.begin(), batch.begin() + std::ptrdiff_t(n));
  trace.losses.resize(std::size_t(n));
  const auto last = std::size_t(network_.depth() - 1);
  lossSum<S>(loss, network_.outputActivation(), w.Z[last].leftCols(n), w.A[last].leftCols(n),
             o.objective.chunkTargets(), trace.losses.data());
  for (double& one : trace.losses) one /= lossDivisor(loss, 1, network_.outputs());
  keepChunk<S>(network_, w, o.objective.chunkInputs(), o.objective.chunkTargets(), trace);
  return {};
}

template <class S>
Result<std::unique_ptr<StepTrace>> SessionOf<S>::trace(std::int64_t sample, double work) {
  if (!opening_ || opening_->sample != sample) {
    if (auto error = beginTrace(sample)) return *error;
  }
  Opening& o = *opening_;
  Objective<S>& objective = o.objective;
  if (!o.isSummed) {
    if (!objective.prepare(theta_, work)) return std::unique_ptr<StepTrace>();
    o.isSummed = true;
    o.trace->loss = objective.preparedLoss();
    o.trace->gradient = objective.preparedGradient().template cast<double>();
    // From here on it is the method's: one that knows its gradient begins with another point.
    objective.use(objective.batch(), progress_.step);
  }
  if (!o.method->prepare(objective, theta_, work)) return std::unique_ptr<StepTrace>();

  // What the penalties add, and the step itself: both on copies.
  StepTrace& trace = *o.trace;
  trace.parameter = theta_.template cast<double>();
  Vector<S> added = Vector<S>::Zero(network_.parameters());
  const Penalty& penalty = objective.penalty();
  if (penalty.l1 != 0 || penalty.l2 != 0) {
    const S l1 = S(penalty.l1), l2 = S(penalty.l2);
    objective.forPenalised([&](Index from, Index count) {
      for (Index i = from; i < from + count; ++i) {
        const S t = theta_[i];
        added[i] = l2 * t + l1 * (S(t > S(0)) - S(t < S(0)));
      }
    });
    network_.forOff([&](Index i) { added[i] = S(0); });
  }
  trace.penaltyGradient = added.template cast<double>();
  const Vector<S> whole = trace.gradient.template cast<S>() + added;
  trace.gradientNorm = normOf<S>(whole);
  if (o.clipNorm > 0 && trace.gradientNorm > o.clipNorm) {
    trace.clipping = o.clipNorm / trace.gradientNorm;
  }
  Vector<S> after = theta_;
  const StepReport report = o.method->step(objective, after);
  network_.forOff([&](Index i) { after[i] = theta_[i]; });
  trace.status = report.status;
  const Vector<S> update = after - theta_;
  if (!allFinite(after.data(), after.size())) trace.status = Status::nonFinite;
  trace.update = update.template cast<double>();
  trace.updateNorm = normOf<S>(update);
  auto opened = std::move(o.trace);
  opening_.reset();
  return opened;
}

/// The method where it stands, with other parameters.
template <class S>
std::unique_ptr<Optimizer<S>> SessionOf<S>::copyOptimizer(const OptimizerChoice& choice) {
  auto copy = makeOptimizer<S>(method(prepared_.spec.optimizer), network_.parameters());
  // Methods that keep more about a network than one vector for each slot make room for it here.
  copy->attach(network_);
  const OptimizerState<S> from = optimizer_->state(), to = copy->state();
  for (std::size_t i = 0; i < from.vectors.size(); ++i) *to.vectors[i] = *from.vectors[i];
  for (std::size_t i = 0; i < from.counters.size(); ++i) *to.counters[i] = *from.counters[i];
  for (std::size_t i = 0; i < from.numbers.size(); ++i) *to.numbers[i] = *from.numbers[i];
  fallline::retune<S>(*copy, method(choice));
  return copy;
}

// --- gradients, step by step --------------------------------------------------------------------

template <class S>
void SessionOf<S>::logGradients(bool on) {
  if (!on) {
    gradientKeeper_.reset();
  } else if (!gradientKeeper_ && network_.parameters() <= GradientLog::kMostParameters) {
    gradientKeeper_ = std::make_unique<GradientKeeper>(
        Objective<S>(network_, samples_, *prepared_.spec.loss, penalty(),
                     Random(prepared_.spec.seed).fork("dropout")),
        network_.parameters());
    GradientLog& log = gradientKeeper_->log;
    log.parameters = std::size_t(network_.parameters());
    log.steps.reserve(GradientLog::kMostSteps);
    log.values.reserve(GradientLog::kMostSteps * log.parameters);
  }
}

/// What lies ahead of a session that went back belongs to another course of training.
template <class S>
const GradientLog* SessionOf<S>::gradientLog() {
  if (!gradientKeeper_) return nullptr;
  GradientLog& log = gradientKeeper_->log;
  while (!log.steps.empty() && log.steps.back() > progress_.step) log.steps.pop_back();
  log.values.resize(log.steps.size() * log.parameters);
  return &log;
}

template <class S>
void SessionOf<S>::logGradient() {
  gradientLog();
  GradientKeeper& keeper = *gradientKeeper_;
  GradientLog& log = keeper.log;
  keeper.objective.setPenalty(penalty());
  keeper.objective.use(batch(), progress_.step);
  keeper.objective.gradient(theta_, keeper.gradient);
  network_.toPlain(keeper.gradient, keeper.plain.data());
  if (log.steps.size() == GradientLog::kMostSteps) {
    log.steps.erase(log.steps.begin());
    log.values.erase(log.values.begin(), log.values.begin() + std::ptrdiff_t(log.parameters));
  }
  log.steps.push_back(progress_.step + 1);
  log.values.insert(log.values.end(), keeper.plain.begin(), keeper.plain.end());
}

template class SessionOf<float>;
template class SessionOf<double>;

}  // namespace fallline
