// How a session is kept: parameters in and out, fingerprints, snapshots.
#include <algorithm>
#include <cmath>

#include "bytes.h"
#include "fallline/manifest.h"
#include "session_of.h"

namespace fallline {
namespace {

constexpr std::string_view kMagic = "fall-line snapshot 3";

std::string_view asText(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Field by field: the padding of a struct would bring stray bytes in.
void putReport(ByteWriter& out, const StepReport& r) {
  for (double x : {r.loss, r.gradientNorm, r.stepNorm, r.rate, r.damping, r.gainRatio}) out.put(x);
  for (int x : {r.evaluations, r.rejections, int(r.status)}) out.put(std::int32_t(x));
  const StepReport::Extras& e = r.extras;
  for (const auto& x : {e.accepted, e.condition, e.cosine, e.nonDescent, e.largestDz}) {
    out.put(x.has_value());
    out.put(x.value_or(0));
  }
}

StepReport getReport(ByteReader& in) {
  StepReport r;
  for (double* x : {&r.loss, &r.gradientNorm, &r.stepNorm, &r.rate, &r.damping, &r.gainRatio}) {
    *x = in.get<double>();
  }
  r.evaluations = in.get<std::int32_t>();
  r.rejections = in.get<std::int32_t>();
  r.status = Status(in.get<std::int32_t>());
  StepReport::Extras& e = r.extras;
  for (auto* x : {&e.accepted, &e.condition, &e.cosine, &e.nonDescent, &e.largestDz}) {
    const bool has = in.get<bool>();
    const auto number = in.get<double>();
    if (has) *x = number;
  }
  return r;
}

}  // namespace

template <class S>
std::vector<S> SessionOf<S>::plain(ConstVectorRef<S> theta) const {
  std::vector<S> numbers(std::size_t(theta.size()));
  if (theta.size() > 0) network_.toPlain(theta, numbers.data());
  return numbers;
}

template <class S>
std::vector<double> SessionOf<S>::parameters() const {
  const std::vector<S> numbers = plain(theta_);
  return {numbers.begin(), numbers.end()};
}

template <class S>
std::vector<double> SessionOf<S>::latestUpdate() const {
  const std::vector<S> now = plain(theta_), then = plain(before_);
  std::vector<double> update(now.size());
  for (std::size_t i = 0; i < now.size(); ++i) update[i] = double(now[i]) - double(then[i]);
  return update;
}

template <class S>
std::optional<Error> SessionOf<S>::setParameters(std::span<const double> theta) {
  if (theta.size() != std::size_t(network_.parameters())) {
    return Error{"wrong-shape", "parameters",
                 std::to_string(theta.size()) + " numbers were given, but the network has " +
                     std::to_string(network_.parameters()) + " parameters"};
  }
  std::vector<S> numbers(theta.size());
  for (std::size_t i = 0; i < theta.size(); ++i) {
    numbers[i] = S(theta[i]);
    if (!std::isfinite(numbers[i])) {
      return Error{"bad-value", "parameters." + std::to_string(i),
                   "a parameter must be a finite number"};
    }
  }
  network_.fromPlain(numbers.data(), theta_);
  before_ = earlier_ = theta_;
  beginAnew();
  return {};
}

template <class S>
std::uint64_t SessionOf<S>::fingerprint() const {
  const std::vector<S> numbers = plain(theta_);
  return fnv1a({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(S)});
}

/// What two sessions must share for one to go on from the other's snapshot: all of the Spec that
/// was created but the stop rules, which may be moved to let a run go on.
template <class S>
std::string SessionOf<S>::identity() const {
  Spec spec = original_;
  spec.changes.clear();
  spec.stop = {};
  return std::string(engineVersion) + " " + writeSpec(spec);
}

template <class S>
std::vector<std::uint8_t> SessionOf<S>::snapshot() const {
  ByteWriter out;
  out.putText(kMagic);
  out.putText(identity());
  out.put(progress_.status);
  out.putText(progress_.reason);
  out.put(progress_.epoch);
  out.put(progress_.step);
  out.put(progress_.passes);
  out.put(progress_.judging);
  out.put(progress_.evaluations);
  putReport(out, progress_.last);
  out.put(progress_.best.has_value());
  out.put(progress_.best.value_or(Best{}));
  out.put(ending_.has_value());
  out.put(ending_ ? ending_->first : RunStatus::running);
  out.putText(ending_ ? ending_->second : "");
  out.put(position_);
  out.put(sinceBest_);
  out.put(shuffled_);

  out.put(std::uint64_t(prepared_.spec.changes.size()));
  for (const Change& change : prepared_.spec.changes) {
    out.put(change.step);
    out.put(std::uint64_t(change.set.size()));
    for (const Change::Setting& setting : change.set) {
      out.putText(setting.path);
      out.putText(setting.value);
    }
  }

  for (const std::vector<Index>& units : network_.off()) {
    out.put(std::uint64_t(units.size()));
    for (Index u : units) out.put(std::int64_t(u));
  }

  const auto putVector = [&](const Vector<S>& vector) {
    const std::vector<S> numbers = plain(vector);
    out.putArray(numbers.data(), numbers.size());
  };
  putVector(theta_);
  putVector(before_);
  if (best_.size() > 0) putVector(best_);
  const OptimizerState<S> state = optimizer_->state();
  for (const Vector<S>* vector : state.vectors) putVector(*vector);
  for (const std::int64_t* counter : state.counters) out.put(*counter);
  for (const double* number : state.numbers) out.put(*number);
  out.put(fnv1a(asText(out.bytes())));
  return out.take();
}

template <class S>
std::optional<Error> SessionOf<S>::restore(std::span<const std::uint8_t> snapshot) {
  Error damaged{"bad-snapshot", "snapshot", "this is no snapshot, or it is damaged"};
  if (snapshot.size() < sizeof(std::uint64_t)) return damaged;
  const auto body = snapshot.first(snapshot.size() - sizeof(std::uint64_t));
  ByteReader seal(snapshot.last(sizeof(std::uint64_t)));
  if (seal.get<std::uint64_t>() != fnv1a(asText(body))) return damaged;
  ByteReader in(body);
  if (in.getText() != kMagic) return damaged;
  if (in.getText() != identity()) {
    return Error{"conflict", "snapshot",
                 "the snapshot belongs to another experiment or another version of the engine"};
  }

  Progress progress;
  progress.status = in.get<RunStatus>();
  progress.reason = in.getText();
  progress.epoch = in.get<std::int64_t>();
  progress.step = in.get<std::int64_t>();
  progress.passes = in.get<double>();
  progress.judging = in.get<bool>();
  progress.evaluations = in.get<double>();
  progress.last = getReport(in);
  const bool hasBest = in.get<bool>();
  const Best best = in.get<Best>();
  if (hasBest) progress.best = best;
  const bool isEnding = in.get<bool>();
  const auto endStatus = in.get<RunStatus>();
  std::string endReason = in.getText();
  const auto position = in.get<std::int64_t>();
  const auto sinceBest = in.get<std::int64_t>();
  const bool shuffled = in.get<bool>();

  std::vector<Change> changes;
  const auto count = in.get<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    Change change{in.get<std::int64_t>(), {}};
    const auto settings = in.get<std::uint64_t>();
    for (std::uint64_t k = 0; k < settings && in.ok(); ++k) {
      std::string path = in.getText();
      change.set.push_back({std::move(path), in.getText()});
    }
    changes.push_back(std::move(change));
  }

  reset();
  for (Index l = 0; l < network_.depth(); ++l) {
    const auto units = in.get<std::uint64_t>();
    for (std::uint64_t k = 0; k < units && in.ok(); ++k) {
      if (switchUnit(l, in.get<std::int64_t>(), false)) {
        reset();
        return damaged;
      }
    }
  }
  // Before the method's state is read: a change may have given it another size.
  prepared_.spec.changes = std::move(changes);
  progress_.step = progress.step - 1;  // changes of the next step are applied when it begins
  if (progress.step > 0) applyChanges();
  std::vector<S> numbers(std::size_t(network_.parameters()));
  const auto getVector = [&](Vector<S>& vector) {
    in.getArray(numbers.data(), numbers.size());
    if (in.ok()) network_.fromPlain(numbers.data(), vector);
  };
  forgetMetrics();
  getVector(theta_);
  getVector(before_);
  if (best_.size() > 0) getVector(best_);
  const OptimizerState<S> state = optimizer_->state();
  for (Vector<S>* vector : state.vectors) getVector(*vector);
  for (std::int64_t* counter : state.counters) *counter = in.get<std::int64_t>();
  for (double* number : state.numbers) *number = in.get<double>();
  if (!in.atEnd() || position < 0 || std::size_t(position) > order_.size()) {
    reset();
    return damaged;
  }

  progress_ = std::move(progress);
  if (isEnding) ending_.emplace(endStatus, std::move(endReason));
  position_ = position;
  sinceBest_ = sinceBest;
  shuffled_ = shuffled;
  shuffle();
  return {};
}

template class SessionOf<float>;
template class SessionOf<double>;

}  // namespace fallline
