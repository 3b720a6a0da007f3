#include "fallline/conditions.h"

#include <algorithm>
#include <cmath>

#include "fallline/optimizers.h"
#include "json_text.h"

namespace fallline {
namespace {

using Settings = std::vector<Change::Setting>;

/// Text of a number with at most six digits, so that a tenth of 0.3 is 0.03.
std::string shortNumber(double value) {
  double scale = 1;
  while (std::abs(value) * scale < 1e5 && scale < 1e300) scale *= 10;
  return json::write(json::number(std::round(value * scale) / scale));
}

/// Methods that find their own step length have no rate to change.
Settings rateTimes(const Measurements& m, double factor) {
  if (needsFullBatch(m.spec.optimizer)) return {};
  return {{"optimizer.learningRate", shortNumber(baseRate(m.spec.optimizer) * factor)}};
}

Settings standardize() { return {{"data.scale", "\"standardize\""}}; }

/// One setting for each hidden layer that f chooses.
template <class F>
Settings forHidden(const Measurements& m, std::string_view key, std::string_view value, F&& f) {
  Settings settings;
  for (std::size_t l = 0; l + 1 < m.inside.layers.size(); ++l) {
    if (!f(l)) continue;
    std::string path("network.layers.");
    path.append(std::to_string(l)).append(".").append(key);
    settings.push_back({std::move(path), json::write(json::Json(value))});
  }
  return settings;
}

const Activation& activationOf(const Measurements& m, std::size_t layer) {
  return *m.spec.layers[layer].activation;
}

/// Weights of one size, whatever the sizes of the layers are.
bool isFixedSize(const Initializer& init) {
  return is<Normal>(init) || is<Uniform>(init) || is<Zeros>(init);
}

double median(double a, double b, double c) {
  return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

}  // namespace

bool Measurements::hasLearned() const {
  return std::isfinite(constantLoss) ? loss() <= kLearned * constantLoss : fit >= kGood;
}

double Measurements::improvement() const {
  double before = readings.front().train, after = readings.back().train;
  for (const Reading& reading : readings) {
    double& lowest = 2 * reading.epoch <= epoch() ? before : after;
    lowest = std::min(lowest, reading.train);
  }
  return 1 - after / before;
}

bool UnscaledInputs::holds(const Measurements& m) const {
  if (m.hasLearned()) return false;
  return m.inside.inputSize > size || (!m.images && m.inside.inputRatio > ratio);
}

Settings UnscaledInputs::remedy(const Measurements& m) const {
  if (m.spec.data.scale == Scale::standardize) return {};
  return standardize();
}

bool Divergence::holds(const Measurements& m) const {
  if (m.status == RunStatus::diverged) return true;
  const double now = m.loss(), start = m.readings.front().train;
  if (!std::isfinite(now)) return true;
  // Without the loss of a constant the start alone counts.
  return now > factor * start && !(now <= factor * m.constantLoss);
}

Settings Divergence::remedy(const Measurements& m) const { return rateTimes(m, 0.1); }

bool DeadUnits::holds(const Measurements& m) const {
  if (m.hasLearned() || m.epoch() < epochs) return false;
  if (!(m.improvement() < improvement)) return false;
  for (std::size_t l = 0; l + 1 < m.inside.layers.size(); ++l) {
    const auto units = double(*m.spec.layers[l].units);
    if (double(m.inside.layers[l].dead) >= std::max(1.0, share * units)) return true;
  }
  return false;
}

Settings DeadUnits::remedy(const Measurements& m) const {
  return forHidden(m, "activation", "leaky-relu", [&](std::size_t l) {
    return is<Relu>(activationOf(m, l)) || m.inside.layers[l].dead > 0;
  });
}

bool Saturation::holds(const Measurements& m) const {
  if (m.hasLearned() || m.epoch() < epochs) return false;
  if (!(m.improvement() < improvement)) return false;
  for (std::size_t l = 0; l + 1 < m.inside.layers.size(); ++l) {
    if (m.inside.layers[l].squashes && m.inside.layers[l].saturated >= share) return true;
  }
  return false;
}

Settings Saturation::remedy(const Measurements& m) const {
  Settings starts = forHidden(m, "init", "glorot-uniform", [&](std::size_t l) {
    return m.inside.layers[l].squashes && isFixedSize(m.spec.layers[l].init);
  });
  if (!starts.empty()) return starts;
  if (m.inside.inputSize > 2 && m.spec.data.scale != Scale::standardize) return standardize();
  return rateTimes(m, 0.1);
}

bool LinearInEffect::holds(const Measurements& m) const {
  if (m.inside.layers.size() < 2 || m.fit >= fit || m.epoch() < epochs) return false;
  if (!(m.improvement() < improvement)) return false;
  for (const LayerStatistics& layer : m.inside.layers) {
    if (!(layer.straightness >= straightness)) return false;
  }
  return true;
}

Settings LinearInEffect::remedy(const Measurements& m) const {
  Settings bent = forHidden(m, "activation", "tanh",
                            [&](std::size_t l) { return is<Linear>(activationOf(m, l)); });
  if (!bent.empty()) return bent;
  Settings starts = forHidden(m, "init", "glorot-uniform",
                              [&](std::size_t l) { return isFixedSize(m.spec.layers[l].init); });
  if (!starts.empty()) return starts;
  return rateTimes(m, 10);
}

bool Plateau::holds(const Measurements& m) const {
  if (m.epoch() < epochs || m.status == RunStatus::converged) return false;
  return m.loss() > share * m.constantLoss && m.improvement() < improvement;
}

/// A step that changes the weights by a thousandth is a good one (Bottou; Karpathy): a rate that
/// makes much smaller ones is raised, otherwise the method is what holds it up.
Settings Plateau::remedy(const Measurements& m) const {
  double largest = 0;
  for (const LayerStatistics& layer : m.inside.layers) {
    if (layer.weightNorm > 0) largest = std::max(largest, layer.updateNorm / layer.weightNorm);
  }
  const bool isPlain =
      is<Sgd>(m.spec.optimizer) || is<Momentum>(m.spec.optimizer) || is<Nesterov>(m.spec.optimizer);
  if (largest > 0 && largest < 1e-3) {
    double factor = 10;
    while (factor < 1000 && factor * largest < 1e-3) factor *= 10;
    return rateTimes(m, factor);
  }
  if (isPlain) return {{"optimizer", "{\"id\":\"adam\",\"learningRate\":0.01}"}};
  return rateTimes(m, 0.1);
}

bool Overfitting::holds(const Measurements& m) const {
  const auto r = m.readings;
  if (r.size() < 6) return false;
  // The lowest median of three neighbours, and the latest one.
  const auto smooth = [&](std::size_t i) {
    return median(r[i - 1].heldOut, r[i].heldOut, r[i + 1].heldOut);
  };
  const std::size_t last = r.size() - 2;
  std::size_t best = 1;
  for (std::size_t i = 2; i <= last; ++i) best = smooth(i) < smooth(best) ? i : best;
  const double now = smooth(last);
  return now >= factor * smooth(best) && r.back().heldOut >= factor * smooth(best) &&
         m.epoch() >= 2 * r[best].epoch && m.epoch() >= r[best].epoch + epochs &&
         r.back().train < r[best].train && now > share * m.constantLoss;
}

Settings Overfitting::remedy(const Measurements& m) const {
  const auto& split = m.spec.data.split;
  if (split && split->validation.value_or(0) > 0 && m.spec.stop.patience == 0) {
    return {{"stop.patience", "20"}};
  }
  const double l2 = m.spec.regularization.l2;
  return {{"regularization.l2", shortNumber(l2 > 0 ? 10 * l2 : 0.003)}};
}

std::vector<Finding> diagnose(const Measurements& m) {
  std::vector<Finding> findings;
  constexpr auto ids = idsOf(Conditions{});
  std::size_t at = 0;
  forEach(Conditions{}, [&]<class T>(std::type_identity<T>) {
    const T condition;
    const std::string_view id = ids[at++];
    if (!condition.holds(m)) return;
    Settings remedy = condition.remedy(m);
    if (!remedy.empty()) findings.push_back({id, std::move(remedy)});
  });
  return findings;
}

std::string writeFindings(std::span<const Finding> findings) {
  json::Json list = json::Json::array();
  for (const Finding& finding : findings) {
    json::Json set = json::Json::array();
    for (const Change::Setting& setting : finding.remedy) {
      set.push_back({{"path", setting.path}, {"value", json::parse(setting.value).value()}});
    }
    list.push_back({{"id", finding.id}, {"set", std::move(set)}});
  }
  return json::write(list);
}

}  // namespace fallline
