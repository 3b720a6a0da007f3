#include "lesson/observation.h"

#include <algorithm>
#include <utility>

namespace fallline {

Result<std::unique_ptr<Observation>> Observation::make(const Spec& spec, const Sources& sources,
                                                       Watch watch) {
  if (watch.trains && !hasEnd(spec.stop)) {
    return Error{"missing-key", "stop",
                 "must hold a rule, such as \"epochs\": 100, or the run would go on for ever"};
  }
  Result<std::unique_ptr<Session>> session = Session::create(spec, sources);
  if (!session) return session.error();
  return std::unique_ptr<Observation>(new Observation(std::move(*session), std::move(watch)));
}

Observation::Observation(std::unique_ptr<Session> session, Watch watch)
    : session_(std::move(session)), watch_(std::move(watch)), sight_(*session_) {
  trains_ = watch_.trains &&
            std::ranges::any_of(watch_.quantities, [](const Quantity& q) { return q.trains(); });
  arrive();
}

void Observation::arrive() {
  const Progress& progress = session_->progress();
  Moment& moment = sight_.moment;
  moment.isStart = lastStep_ < 0;
  moment.isRegular = !moment.isStart && (watch_.everyStep || progress.epoch > lastEpoch_);
  moment.isEnd = !trains_ || progress.status != RunStatus::running;
  lastStep_ = progress.step;
  lastEpoch_ = progress.epoch;
  parts_ = 0;
  for (const Quantity& quantity : watch_.quantities) {
    parts_ |= quantity.wants(*session_, moment).value_or(0);
  }
  sight_.metrics = {};
  stage_ = Stage::measuring;
}

bool Observation::advance(double work, bool& cut) {
  bool isThrough = true;
  switch (stage_) {
    case Stage::measuring:
      isThrough = measure(work);
      break;
    case Stage::training:
      isThrough = train(work);
      break;
    case Stage::checking:
      isThrough = check(work);
      break;
    case Stage::done:
      break;
  }
  cut = !isThrough;
  return stage_ == Stage::done;
}

bool Observation::measure(double work) {
  for (unsigned part = 0; part < 3; ++part) {
    if ((parts_ >> part & 1U) == 0) continue;
    if (!session_->evaluateSlice(Part(part), work, sight_.metrics[part])) return false;
    parts_ &= ~(1U << part);
    if (parts_ != 0) return true;  // the next one has its own turn
  }
  stage_ = Stage::checking;
  return true;
}

void Observation::show() {
  for (Quantity& quantity : watch_.quantities) {
    if (quantity.wants(*session_, sight_.moment)) quantity.look(sight_);
  }
}

bool Observation::train(double work) {
  const Progress& progress = session_->progress();
  std::int64_t steps = watch_.everyStep ? 1 : Limits::steps;
  for (const Quantity& quantity : watch_.quantities) {
    const std::int64_t wanted = quantity.step(*session_) - lastStep_;
    if (wanted > 0) steps = std::min(steps, wanted);
  }
  session_->advance(work, lastStep_ + steps - progress.step);
  if (progress.judging) return false;
  const bool isThere = progress.step == lastStep_ + steps || progress.epoch > lastEpoch_ ||
                       progress.status != RunStatus::running;
  if (isThere) arrive();
  return isThere;
}

bool Observation::check(double work) {
  const auto wanted = [&](Had had) {
    return std::ranges::any_of(watch_.quantities, [&](const Quantity& q) {
      return q.kind->had == had && q.wants(*session_, sight_.moment);
    });
  };
  if (wanted(Had::byGradientCheck)) {
    if (!checker_) checker_ = std::make_unique<GradientChecker>(*session_);
    if (!checker_->advance(work)) return false;
    sight_.gradient = &checker_->report();
  }
  if (wanted(Had::byUpdateCheck)) {
    update_ = checkUpdate(*session_);
    sight_.update = &*update_;
  }
  show();
  checker_.reset();
  stage_ = sight_.moment.isEnd ? Stage::done : Stage::training;
  return true;
}

double Observation::share() const {
  if (stage_ == Stage::done) return 1;
  const Progress& progress = session_->progress();
  const Stop& stop = session_->spec().stop;
  double share = 0;
  if (stop.steps > 0) share = double(progress.step) / double(stop.steps);
  if (stop.epochs > 0) share = std::max(share, progress.passes / double(stop.epochs));
  return std::min(share, 0.99);
}

std::vector<double> Observation::values() const {
  std::vector<double> values;
  values.reserve(watch_.quantities.size());
  for (const Quantity& quantity : watch_.quantities) values.push_back(quantity.value);
  return values;
}

}  // namespace fallline
