#include "fallline/update_check.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "fallline/ordered.h"
#include "fallline/prepare.h"
#include "fallline/reference_update.h"
#include "json_text.h"

namespace fallline {
namespace {

constexpr std::size_t kMostSamples = 256;

/// Which parameters weight decay acts on, by the same rule as for penalties.
std::vector<bool> decaysOf(const Network<double>& network, bool biases) {
  std::vector<bool> decays(std::size_t(network.parameters()), false);
  forPenalised(network, Penalty{.biases = biases}, [&](Index from, Index count) {
    for (Index i = from; i < from + count; ++i) decays[std::size_t(i)] = true;
  });
  return decays;
}

}  // namespace

UpdateCheck checkUpdate(const Session& session) {
  const Prepared& prepared = session.prepared();
  const Spec& spec = prepared.spec;
  UpdateCheck check;
  check.optimizer = idOf(spec.optimizer);
  check.exists = ReferenceUpdate::exists(spec.optimizer);
  if (!check.exists) return check;

  std::vector<Layer> layers = prepared.layers;
  for (Layer& layer : layers) layer.dropout = 0;
  const Network<double> network(std::move(layers));
  const Samples<double> samples = samplesOf<double>(prepared);
  const Regularization& r = spec.regularization;
  Objective<double> objective(network, samples, *spec.loss, {r.l1, r.l2, r.biases}, Random(0));
  std::span<const std::int32_t> batch = prepared.parts[0];
  batch = batch.first(std::min(batch.size(), kMostSamples));

  Vector<double> theta(network.parameters());
  network.fromPlain(session.parameters().data(), theta);
  Vector<double> gradient(theta.size());
  const std::unique_ptr<Optimizer<double>> method =
      makeOptimizer<double>(faulty(spec.optimizer, deviationOf(spec.fault)), network.parameters());
  method->attach(network);
  ReferenceUpdate reference(spec.optimizer, decaysOf(network, r.biases));
  const double rate = baseRate(spec.optimizer);
  for (std::int64_t step = 1; step <= UpdateCheck::kSteps; ++step) {
    objective.use(batch, step);
    objective.gradient(theta, gradient);
    const Vector<double> expected = reference.step(theta, gradient, rate);
    const Vector<double> before = theta;
    method->setRate(rate);
    method->begin();
    method->step(objective, theta);
    const double length = norm<double>(expected);
    const double off = norm<double>(Vector<double>(theta - before - expected));
    // What rounding takes from θ + Δ is no error of the formula.
    const double rounding = 4 * std::numeric_limits<double>::epsilon() * norm<double>(before);
    const double error = off <= rounding ? 0 : length > 0 ? off / length : 1;
    check.error = std::max(check.error, error);
    if (!(error <= UpdateCheck::kTolerance) && check.step == 0) check.step = step;
  }
  return check;
}

std::string writeUpdateCheck(const UpdateCheck& check) {
  using json::Json;
  Json step = nullptr;
  if (check.step > 0) step = check.step;
  return json::write({{"exists", check.exists},
                      {"optimizer", check.optimizer},
                      {"steps", UpdateCheck::kSteps},
                      {"tolerance", json::number(UpdateCheck::kTolerance)},
                      {"error", json::number(check.error)},
                      {"step", std::move(step)}});
}

}  // namespace fallline
