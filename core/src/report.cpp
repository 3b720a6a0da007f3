#include "fallline/report.h"

#include "fallline/manifest.h"
#include "json_text.h"

namespace fallline {
namespace {

using json::Json;
using json::number;

/// In step with enum Status.
constexpr std::array<std::string_view, 5> kStatusNames{"running", "converged", "stalled",
                                                       "nonFinite", "singular"};

/// What Metrics and BaselineMetrics share.
void addTaskMetrics(const auto& metrics, Json& object) {
  if (metrics.mse) object["mse"] = number(*metrics.mse);
  if (metrics.r2) object["r2"] = number(*metrics.r2);
  if (metrics.accuracy) object["accuracy"] = number(*metrics.accuracy);
  if (metrics.crossEntropy) object["cross-entropy"] = number(*metrics.crossEntropy);
}

Json metricsJson(const Metrics& metrics) {
  Json object = {{"loss", number(metrics.loss)}};
  addTaskMetrics(metrics, object);
  object["penalty"] = number(metrics.penalty);
  return object;
}

Json metricsJson(const BaselineMetrics& metrics) {
  Json object = Json::object();
  if (metrics.loss) object["loss"] = number(*metrics.loss);
  addTaskMetrics(metrics, object);
  return object;
}

void addParts(const auto& metrics, Json& object) {
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    object[std::string(partNames[i])] = metrics[i] ? metricsJson(*metrics[i]) : Json(nullptr);
  }
}

Json stepJson(const StepReport& report) {
  Json object = {{"loss", number(report.loss)},
                 {"gradientNorm", number(report.gradientNorm)},
                 {"stepNorm", number(report.stepNorm)},
                 {"rate", number(report.rate)},
                 {"damping", number(report.damping)},
                 {"gainRatio", number(report.gainRatio)},
                 {"evaluations", report.evaluations},
                 {"rejections", report.rejections},
                 {"status", kStatusNames[std::size_t(report.status)]}};
  const auto add = [&](const char* name, const std::optional<double>& value) {
    if (value) object[name] = number(*value);
  };
  add("accepted", report.extras.accepted);
  add("condition", report.extras.condition);
  add("cosine", report.extras.cosine);
  add("nonDescent", report.extras.nonDescent);
  add("largestDz", report.extras.largestDz);
  return object;
}

Json bestJson(const std::optional<Best>& best) {
  if (!best) return nullptr;
  return {{"epoch", best->epoch}, {"loss", number(best->loss)}};
}

}  // namespace

PartMetrics evaluateAll(Session& session) {
  return {session.evaluate(Part::train), session.evaluate(Part::validation),
          session.evaluate(Part::test)};
}

std::string writeMetrics(const Metrics& metrics) { return json::write(metricsJson(metrics)); }

std::string writeBaselines(const PartBaselines& baselines) {
  Json object = Json::object();
  addParts(baselines, object);
  return json::write(object);
}

std::string writeConfusion(const Metrics& metrics, const Task& task) {
  const std::size_t classes = std::size_t(task.classes());
  if (classes == 0 || metrics.confusion.size() != classes * classes) return "null";
  Json counts = Json::array();
  for (std::size_t i = 0; i < classes; ++i) {
    const auto row = metrics.confusion.begin() + std::ptrdiff_t(i * classes);
    counts.push_back(Json(std::vector<std::int64_t>(row, row + std::ptrdiff_t(classes))));
  }
  return json::write({{"classes", task.names}, {"counts", std::move(counts)}});
}

std::string writeStepReport(const StepReport& report) { return json::write(stepJson(report)); }

std::string writeState(const Progress& progress) {
  return json::write({{"status", nameOf(progress.status)},
                      {"reason", progress.reason},
                      {"epoch", progress.epoch},
                      {"step", progress.step},
                      {"passes", number(progress.passes)},
                      {"evaluations", number(progress.evaluations)},
                      {"best", bestJson(progress.best)},
                      {"optimizer", stepJson(progress.last)}});
}

std::string writeProgress(const Session& session, const PartMetrics& metrics) {
  const Progress& progress = session.progress();
  Json object = {{"epoch", progress.epoch}, {"step", progress.step}};
  addParts(metrics, object);
  object["optimizer"] = stepJson(progress.last);
  return json::write(object);
}

std::string writeSummary(const Session& session, const PartMetrics& metrics, double seconds) {
  const Progress& progress = session.progress();
  Json object = {{"summary", true},
                 {"status", nameOf(progress.status)},
                 {"reason", progress.reason},
                 {"epochs", progress.epoch},
                 {"steps", progress.step},
                 {"seconds", number(seconds)},
                 {"parameters", session.parameterCount()}};
  addParts(metrics, object);
  object["best"] = bestJson(progress.best);
  object["engine"] = engineVersion;
  object["fingerprint"] = fingerprintText(session.fingerprint());
  return json::write(object);
}

std::string writeError(const Error& error) {
  return json::write(
      {{"ok", false}, {"code", error.code}, {"path", error.path}, {"message", error.message}});
}

}  // namespace fallline
