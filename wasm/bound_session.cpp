#include "bound_session.h"

#include <emscripten.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "arrays.h"
#include "describe.h"
#include "fallline/grid.h"

namespace fallline::wasm {
namespace {

using emscripten::val;

Part partAt(int part) {
  if (part < 0 || part > 2) misuse("A part is 0, 1 or 2.");
  return static_cast<Part>(part);
}

/// A count that JavaScript gave, Infinity included.
std::int64_t count(double value) {
  constexpr double kMost = 9007199254740992.0;  // 2^53
  if (!(value > 0)) return 0;
  return static_cast<std::int64_t>(std::min(std::floor(value), kMost));
}

/// A whole number that JavaScript gave; -1, which is no place anywhere, for anything else.
std::int64_t place(double value) {
  constexpr double kMost = 9007199254740992.0;  // 2^53
  return value >= 0 && value <= kMost && std::floor(value) == value
             ? static_cast<std::int64_t>(value)
             : -1;
}

val planes(const Planes& from) {
  auto out = val::object();
  out.set("outputs", static_cast<double>(from.outputs));
  out.set("values", arrayOf(from.values));
  return out;
}

Result<val> planes(const Result<Planes>& from) {
  if (!from) return from.error();
  return planes(*from);
}

Result<val> numbers(const Result<std::vector<double>>& from) {
  if (!from) return from.error();
  return arrayOf(*from);
}

}  // namespace

Session& BoundSession::session() {
  if (!session_) misuse("This session has not been created.");
  return *session_;
}

void BoundSession::forgetEvaluation() {
  pending_.reset();
  metrics_ = {};
  if (inspector_) inspector_->abandon();
}

void BoundSession::beginConditions() {
  norms_.clear();
  conditions_.begin(session());
}

Reply<Info> BoundSession::create(const std::string& text) {
  return guard<Info>([&]() -> Result<val> {
    const auto spec = parseSpec(text);
    if (!spec) return spec.error();
    auto made = Session::create(*spec, sources_);
    sources_ = {};
    if (!made) return made.error();
    inspector_.reset();
    session_ = std::move(*made);
    forgetEvaluation();
    beginConditions();
    return describeSession(*session_);
  });
}

Reply<Info> BoundSession::info() {
  return guard<Info>([&] { return describeSession(session()); });
}

Reply<Text> BoundSession::train(double milliseconds, double untilEpoch, double untilStep) {
  return guard<Text>([&] {
    Session& s = session();
    const std::int64_t lastEpoch = count(untilEpoch);
    const std::int64_t lastStep = count(untilStep);
    pending_.reset();
    const double start = emscripten_get_now();
    double now = start;
    for (;;) {
      const Progress& progress = s.progress();
      const bool there = progress.epoch >= lastEpoch || progress.step >= lastStep;
      if (progress.status != RunStatus::running || (there && !progress.judging) ||
          now - start >= milliseconds) {
        return writeState(progress);
      }
      const std::int64_t epoch = progress.epoch;
      const double work = training_.work(milliseconds - (now - start));
      const bool judging = progress.judging;
      s.advance(work, lastStep - progress.step);
      const double then = emscripten_get_now();
      const bool used = progress.status == RunStatus::running && progress.epoch == epoch &&
                        progress.judging == judging && progress.step < lastStep;
      training_.measured(work, then - now, used);
      now = then;
    }
  });
}

Reply<Text> BoundSession::state() {
  return guard<Text>([&] { return writeState(session().progress()); });
}

Reply<Nothing> BoundSession::retune(const std::string& path, const std::string& json) {
  return guard<Nothing>([&] { return session().retune(path, json); });
}

Reply<Nothing> BoundSession::setParameter(double index, double value) {
  return guard<Nothing>([&] {
    auto error = session().setParameter(place(index), value);
    if (!error) forgetEvaluation();
    return error;
  });
}

Reply<Nothing> BoundSession::switchUnit(double layer, double unit, bool on) {
  return guard<Nothing>([&] {
    auto error = session().switchUnit(place(layer), place(unit), on);
    if (!error) forgetEvaluation();
    return error;
  });
}

Reply<Nothing> BoundSession::reset() {
  return guard<Nothing>([&] {
    session().reset();
    forgetEvaluation();
    beginConditions();
    return Nothing{};
  });
}

Reply<Text> BoundSession::evaluate(double milliseconds) {
  return guard<Text>([&]() -> std::string {
    Session& s = session();
    if (!pending_) {
      pending_.emplace();
      pendingPart_ = 0;
    }
    const double start = emscripten_get_now();
    double now = start;
    while (pendingPart_ < pending_->size()) {
      if (now - start >= milliseconds) return {};
      const double work = evaluating_.work(milliseconds - (now - start));
      const bool done =
          s.evaluateSlice(static_cast<Part>(pendingPart_), work, (*pending_)[pendingPart_]);
      const double then = emscripten_get_now();
      evaluating_.measured(work, then - now, !done);
      now = then;
      if (done) ++pendingPart_;
    }
    metrics_ = std::move(*pending_);
    pending_.reset();
    std::string text = "{";
    for (std::size_t part = 0; part < metrics_.size(); ++part) {
      text += part == 0 ? "\"" : ",\"";
      text += partNames[part];
      text += "\":";
      text += metrics_[part] ? writeMetrics(*metrics_[part]) : "null";
    }
    return text + "}";
  });
}

Reply<Number> BoundSession::evaluationTime() {
  return guard<Number>([&] {
    double work = 0;
    for (Part part : {Part::train, Part::validation, Part::test}) {
      work += session().evaluationWork(part);
    }
    return evaluating_.milliseconds(work);
  });
}

Reply<Text> BoundSession::summary(double seconds) {
  return guard<Text>([&] { return writeSummary(session(), metrics_, seconds); });
}

Reply<Doubles> BoundSession::confusion(int part) {
  return guard<Doubles>([&] {
    std::vector<double> counts;
    if (const auto& metrics = metrics_[static_cast<std::size_t>(partAt(part))]) {
      counts.assign(metrics->confusion.begin(), metrics->confusion.end());
    }
    return arrayOf(counts);
  });
}

Reply<MistakesOut> BoundSession::mistakes(int part, int most) {
  return guard<MistakesOut>([&] {
    const auto& metrics = metrics_[static_cast<std::size_t>(partAt(part))];
    if (!metrics || metrics->confusion.empty()) return val::null();
    const std::size_t size =
        std::min(metrics->worst.size(), static_cast<std::size_t>(std::max(most, 0)));
    std::vector<std::int32_t> index, truth, predicted;
    std::vector<float> probability;
    for (std::size_t i = 0; i < size; ++i) {
      const Mistake& mistake = metrics->worst[i];
      index.push_back(mistake.sample);
      truth.push_back(mistake.truth);
      predicted.push_back(mistake.predicted);
      probability.push_back(mistake.probability);
    }
    auto out = val::object();
    out.set("index", arrayOf(index));
    out.set("truth", arrayOf(truth));
    out.set("predicted", arrayOf(predicted));
    out.set("probability", arrayOf(probability));
    return out;
  });
}

Reply<Flag> BoundSession::inspect(double milliseconds) {
  return guard<Flag>([&] {
    if (!inspector_) inspector_ = std::make_unique<LayerInspector>(session());
    if (!inspector_->isUnderWay()) inspector_->begin();
    const double start = emscripten_get_now();
    double now = start;
    do {
      double work = inspecting_.work(milliseconds - (now - start));
      const double offered = work;
      const bool done = inspector_->slice(work);
      const double then = emscripten_get_now();
      inspecting_.measured(offered, then - now, !done);
      now = then;
      if (done) norms_.add(inspector_->statistics());
    } while (inspector_->isUnderWay() && now - start < milliseconds);
    return !inspector_->isUnderWay();
  });
}

Reply<Text> BoundSession::statistics() {
  return guard<Text>([&]() -> std::string {
    if (!inspector_ || inspector_->statistics().layers.empty()) return {};
    return writeStatistics(inspector_->statistics());
  });
}

Reply<Doubles> BoundSession::norms() {
  return guard<Doubles>([&] {
    std::vector<double> all;
    for (const auto& row : norms_.rows()) all.insert(all.end(), row.begin(), row.end());
    return arrayOf(all);
  });
}

Reply<Number> BoundSession::conditionsDue() {
  return guard<Number>([&] {
    const Progress& progress = session().progress();
    const bool over = progress.status != RunStatus::running && conditions_.isDue(progress);
    return over ? -1.0 : static_cast<double>(conditions_.next());
  });
}

Reply<Nothing> BoundSession::measureConditions() {
  return guard<Nothing>([&] {
    if (!inspector_) misuse("Conditions are measured after an inspection.");
    conditions_.measure(session(), metrics_, inspector_->statistics());
    return Nothing{};
  });
}

Reply<Text> BoundSession::conditions() {
  return guard<Text>([&] { return writeFindings(conditions_.findings()); });
}

Reply<Doubles> BoundSession::predict(const DoublesIn& inputs) {
  return guard<Doubles>([&] { return numbers(session().predict(vectorOf<double>(inputs))); });
}

Reply<Doubles> BoundSession::activations(const DoublesIn& inputs) {
  return guard<Doubles>([&] { return numbers(session().activations(vectorOf<double>(inputs))); });
}

Reply<PlanesOut> BoundSession::grid(double xLow, double xHigh, double yLow, double yHigh, int nx,
                                    int ny) {
  return guard<PlanesOut>(
      [&] { return planes(predictGrid(session(), {xLow, xHigh}, {yLow, yHigh}, nx, ny)); });
}

Reply<PlanesOut> BoundSession::curve(double low, double high, int n) {
  return guard<PlanesOut>([&] { return planes(predictCurve(session(), {low, high}, n)); });
}

Reply<PlanesOut> BoundSession::unitGrid(double xLow, double xHigh, double yLow, double yHigh,
                                        int nx, int ny) {
  return guard<PlanesOut>(
      [&] { return planes(fallline::unitGrid(session(), {xLow, xHigh}, {yLow, yHigh}, nx, ny)); });
}

Reply<PlanesOut> BoundSession::unitCurve(double low, double high, int n) {
  return guard<PlanesOut>([&] { return planes(fallline::unitCurve(session(), {low, high}, n)); });
}

Reply<Doubles> BoundSession::parameters() {
  return guard<Doubles>([&] { return arrayOf(session().parameters()); });
}

Reply<Nothing> BoundSession::setParameters(const DoublesIn& theta) {
  return guard<Nothing>([&] {
    auto error = session().setParameters(vectorOf<double>(theta));
    if (!error) forgetEvaluation();
    return error;
  });
}

Reply<Text> BoundSession::fingerprint() {
  return guard<Text>([&] { return fingerprintText(session().fingerprint()); });
}

Reply<ByteArray> BoundSession::snapshot() {
  return guard<ByteArray>([&] { return arrayOf(session().snapshot()); });
}

Reply<Nothing> BoundSession::restore(const BytesIn& snapshot) {
  return guard<Nothing>([&] {
    auto error = session().restore(vectorOf<std::uint8_t>(snapshot));
    if (!error) {
      forgetEvaluation();
      beginConditions();
    }
    return error;
  });
}

}  // namespace fallline::wasm
