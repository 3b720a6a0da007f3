#include "fallline/session.h"

#include <cmath>

#include "session_of.h"

namespace fallline {

std::string_view nameOf(RunStatus status) {
  switch (status) {
    case RunStatus::running:
      return "running";
    case RunStatus::converged:
      return "converged";
    case RunStatus::stopped:
      return "stopped";
    case RunStatus::stalled:
      return "stalled";
    case RunStatus::diverged:
      return "diverged";
  }
  return "";
}

std::string fingerprintText(std::uint64_t fingerprint) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; fingerprint >>= 4) text[i] = digits[fingerprint & 15];
  return text;
}

Result<std::unique_ptr<Session>> Session::create(const Spec& spec, const Sources& sources) {
  Result<Prepared> prepared = prepare(spec, sources);
  if (!prepared) return prepared.error();
  // Built first and returned then: Result's converting constructor wants the base class.
  std::unique_ptr<Session> session;
  if (prepared->spec.precision == Precision::float64) {
    session = std::make_unique<SessionOf<double>>(std::move(*prepared));
  } else {
    session = std::make_unique<SessionOf<float>>(std::move(*prepared));
  }
  return session;
}

namespace {

std::vector<LayerShape> shapesOf(const std::vector<Layer>& layers) {
  std::vector<LayerShape> shapes;
  shapes.reserve(layers.size());
  for (const Layer& layer : layers) shapes.push_back({layer.inputs, layer.units, layer.bias});
  return shapes;
}

}  // namespace

template <class S>
SessionOf<S>::SessionOf(Prepared prepared)
    : original_(prepared.spec),
      prepared_(std::move(prepared)),
      network_(prepared_.layers, deviationOf(prepared_.spec.fault)),
      samples_(samplesOf<S>(prepared_)),
      shapes_(shapesOf(prepared_.layers)),
      objective_(network_, samples_, *prepared_.spec.loss, penalty(),
                 Random(prepared_.spec.seed).fork("dropout")),
      judge_(network_, samples_, prepared_),
      evaluator_(network_, samples_, prepared_),
      theta_(Vector<S>::Zero(network_.parameters())),
      before_(theta_),
      earlier_(theta_),
      best_(prepared_.spec.stop.patience > 0 ? network_.parameters() : 0) {
  start();
}

template <class S>
void SessionOf<S>::reset() {
  prepared_.spec = original_;
  start();
}

// --- looking
// --------------------------------------------------------------------------------------

template <class S>
std::optional<Metrics> SessionOf<S>::evaluate(Part part) {
  if (!evaluatingNow_) evaluating_.reset();
  std::optional<Metrics> metrics;
  while (!evaluateSlice(part, 1e18, metrics)) {
  }
  return metrics;
}

template <class S>
bool SessionOf<S>::evaluateSlice(Part part, double work, std::optional<Metrics>& out) {
  const auto at = std::size_t(part);
  out.reset();
  if (prepared_.parts[at].empty()) return true;
  if (isKnown_[at]) {
    // The judge ranks only where somebody looks.
    if (metrics_[at].worst.empty()) metrics_[at].worst = judge_.worst(at);
    out = metrics_[at];
    return true;
  }
  if (evaluating_ != at) {
    evaluator_.begin(at, theta_, penalty());
    evaluating_ = at;
    evaluatingNow_ = true;
  }
  if (!evaluator_.slice(work)) return false;
  evaluating_.reset();
  out = evaluator_.metrics();
  out->worst = evaluator_.worst(at);
  if (evaluatingNow_) {
    metrics_[at] = *out;
    isKnown_[at] = true;
  }
  return true;
}

template <class S>
Result<std::vector<double>> SessionOf<S>::compute(std::span<const double> inputs, bool everyUnit) {
  const Index raw = prepared_.inputs.rawInputs;
  const std::size_t depth = shapes_.size(), from = everyUnit ? 0 : depth - 1;
  std::int64_t width = 0;
  for (std::size_t l = from; l < depth; ++l) width += shapes_[l].units;
  const auto size = std::size_t(raw);
  if (inputs.size() % size != 0) {
    return Error{"wrong-shape", "inputs",
                 std::to_string(inputs.size()) + " numbers are no multiple of the " +
                     std::to_string(raw) + " inputs of a sample"};
  }
  const auto samples = Index(inputs.size() / size);
  if (everyUnit && width * std::int64_t(samples) > kMostActivations) {
    return Error{"out-of-range", "inputs",
                 std::to_string(width) + " units at " + std::to_string(samples) +
                     " samples are more than the limit of " + std::to_string(kMostActivations) +
                     " activations; ask for fewer samples"};
  }
  const Index capacity = std::min(chunkCapacity(network_.inputs()), std::max<Index>(samples, 1));
  Workspace<S> workspace = network_.workspace(capacity, false);
  Matrix<S> X(network_.inputs(), capacity);
  Vector<double> scratch(raw), column(network_.inputs());
  const Scaling& scaling = prepared_.targets.scaling;
  std::vector<double> predictions;
  predictions.reserve(std::size_t(samples) * std::size_t(width));
  for (Index first = 0; first < samples; first += capacity) {
    const Index n = std::min(capacity, samples - first);
    for (Index j = 0; j < n; ++j) {
      prepared_.inputs.apply(inputs.data() + (first + j) * raw, scratch.data(), column.data());
      X.col(j) = column.cast<S>();
    }
    network_.forward(theta_, X.leftCols(n), workspace);
    for (Index j = 0; j < n; ++j) {
      for (std::size_t l = from; l < depth; ++l) {
        for (Index i = 0; i < shapes_[l].units; ++i) {
          double a = double(workspace.A[l](i, j));
          const auto row = std::size_t(i);
          if (!everyUnit && !scaling.shift.empty()) {
            a = a / scaling.factor[row] + scaling.shift[row];
          }
          predictions.push_back(a);
        }
      }
    }
  }
  return predictions;
}

template class SessionOf<float>;
template class SessionOf<double>;

}  // namespace fallline
