// One step looked at from outside: nothing of the session changes.
#include <algorithm>
#include <array>
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

template <class S>
Result<StepTrace> SessionOf<S>::trace(std::int64_t sample) {
  const std::span<const std::int32_t> train = prepared_.parts[0];
  if (sample >= std::int64_t(train.size())) {
    return Error{"out-of-range", "sample",
                 "must be from 0 to " + std::to_string(train.size() - 1) +
                     ", the samples of the training part, or below 0 for the next batch"};
  }
  // Everything that asks the Spec sees it as the next step would; it is put back below.
  Spec standing = nextSpec();
  std::swap(standing, prepared_.spec);
  std::array<std::int32_t, 1> one{sample < 0 ? 0 : train[std::size_t(sample)]};
  const std::span<const std::int32_t> batch =
      sample < 0 ? this->batch() : std::span<const std::int32_t>(one);
  const Penalty penalty = this->penalty();
  const double rate = std::visit(
      [&](const auto& schedule) {
        return schedule.rate(baseRate(prepared_.spec.optimizer), time());
      },
      prepared_.spec.schedule);
  const Spec next = prepared_.spec;
  std::swap(standing, prepared_.spec);

  StepTrace trace;
  trace.step = progress_.step;
  trace.batch = std::int64_t(batch.size());
  trace.isNext = sample < 0;
  trace.rate = rate;
  trace.penalty = penaltyValue<S>(network_, penalty, theta_);

  // The gradient of the loss, chunk by chunk as the objective has it, and what it comes from.
  const Loss& loss = *next.loss;
  const Random dropout = Random(next.seed).fork("dropout");
  const Random masks = dropout.fork(std::uint64_t(progress_.step));
  const Index capacity =
      std::min(chunkCapacity(network_.inputs()), std::max<Index>(samples_.count(), 1));
  static_assert(StepTrace::kMostSamples == 256, "the most that chunkCapacity gives");
  Workspace<S> workspace = network_.workspace(capacity, true);
  Matrix<S> inputs(network_.inputs(), capacity), targets(network_.outputs(), capacity);
  Vector<S> gradient = Vector<S>::Zero(network_.parameters());
  const auto last = std::size_t(network_.depth() - 1);
  const double divisor = lossDivisor(loss, trace.batch, network_.outputs());
  const double each = lossDivisor(loss, 1, network_.outputs());
  std::vector<double> losses(static_cast<std::size_t>(capacity));
  bool drops = false;
  for (const Layer& layer : network_.layers()) drops = drops || layer.dropout > 0;
  double sum = 0;
  for (std::size_t first = 0; first < batch.size(); first += std::size_t(capacity)) {
    const auto count = std::min(std::size_t(capacity), batch.size() - first);
    const auto n = Index(count);
    auto X = inputs.leftCols(n);
    auto Y = targets.leftCols(n);
    samples_.gather(batch.subspan(first, count), X, Y);
    if (drops) {
      network_.forward(theta_, X, workspace, Dropout{masks, Index(first)});
    } else {
      network_.forward(theta_, X, workspace);
    }
    const auto Z = workspace.Z[last].leftCols(n);
    const auto A = workspace.A[last].leftCols(n);
    sum += lossSum<S>(loss, network_.outputActivation(), Z, A, Y, losses.data());
    outputError<S>(network_, loss, Y, trace.batch, workspace);
    network_.backward(theta_, X, workspace, gradient);
    if (first > 0) continue;
    trace.samples.assign(batch.begin(), batch.begin() + std::ptrdiff_t(count));
    for (std::size_t i = 0; i < count; ++i) trace.losses.push_back(losses[i] / each);
    keepChunk<S>(network_, workspace, X, Y, trace);
  }
  trace.loss = sum / divisor;
  trace.parameter = theta_.template cast<double>();
  trace.gradient = gradient.template cast<double>();

  // What the penalties add, and the step itself: both on copies.
  Objective<S> objective(network_, samples_, loss, penalty, dropout);
  Vector<S> added = Vector<S>::Zero(network_.parameters());
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
  const Vector<S> whole = gradient + added;
  trace.gradientNorm = normOf<S>(whole);
  const double clip = clipNormOf(next.optimizer);
  if (clip > 0 && trace.gradientNorm > clip) trace.clipping = clip / trace.gradientNorm;

  Vector<S> after = theta_;
  objective.use(batch, progress_.step);
  const std::unique_ptr<Optimizer<S>> method = copyOptimizer(next.optimizer);
  method->setRate(rate);
  method->begin();
  double unlimited = HUGE_VAL;
  while (!method->prepare(objective, after, unlimited)) {
  }
  const StepReport report = method->step(objective, after);
  network_.forOff([&](Index i) { after[i] = theta_[i]; });
  trace.status = report.status;
  Vector<S> update = after - theta_;
  if (!allFinite(after.data(), after.size())) trace.status = Status::nonFinite;
  trace.update = update.template cast<double>();
  trace.updateNorm = normOf<S>(update);
  return trace;
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
