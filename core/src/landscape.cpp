#include "fallline/landscape.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "fallline/faults.h"
#include "fallline/objective.h"
#include "fallline/prepare.h"
#include "fallline/second_order/gauss_newton.h"
#include "second_order/options.h"

namespace fallline {
namespace {

/// Of the largest diagonal element of the curvature: as good as undamped, and still positive.
constexpr double kNoDamping = 1e-12;
constexpr int kMostTries = 30;

/// Counts vectors of the network's parameters; nothing when some would be left over.
std::optional<Error> wrongShape(std::size_t numbers, std::size_t parameters) {
  if (numbers % parameters == 0) return {};
  return Error{"wrong-shape", "parameters",
               std::to_string(numbers) + " numbers are no multiple of the " +
                   std::to_string(parameters) + " parameters of the network"};
}

std::optional<Error> notOne(std::size_t numbers, std::size_t parameters) {
  if (numbers == parameters) return {};
  return Error{"wrong-shape", "parameters",
               std::to_string(numbers) + " numbers were given, but the network has " +
                   std::to_string(parameters) + " parameters"};
}

/// What the session trains on, in the scalar that it trains in.
template <class S>
struct Scene {
  explicit Scene(const Session& session)
      : prepared(session.prepared()),
        network(prepared.layers, deviationOf(prepared.spec.fault)),
        samples(samplesOf<S>(prepared)),
        loss(*prepared.spec.loss),
        objective(network, samples, loss, penaltyOf(prepared.spec.regularization),
                  Random(prepared.spec.seed).fork("dropout")) {
    const auto& off = session.off();
    for (std::size_t l = 0; l < off.size(); ++l) {
      for (const Index u : off[l]) network.switchUnit(Index(l), u, false);
    }
    objective.use(prepared.parts[0], 0);
  }
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  static Penalty penaltyOf(const Regularization& r) { return {r.l1, r.l2, r.biases}; }

  /// From the plain order to the network's own, and back.
  Vector<S> own(std::span<const double> theta) const {
    const std::vector<S> numbers(theta.begin(), theta.end());
    Vector<S> at(network.parameters());
    network.fromPlain(numbers.data(), at);
    return at;
  }
  std::vector<double> plain(ConstVectorRef<S> theta) const {
    std::vector<S> numbers(std::size_t(network.parameters()));
    network.toPlain(theta, numbers.data());
    return {numbers.begin(), numbers.end()};
  }

  const Prepared& prepared;
  Network<S> network;
  const Samples<S> samples;
  const Loss loss;
  Objective<S> objective;
};

template <class S>
std::vector<double> lossesIn(const Session& session, std::span<const double> thetas) {
  Scene<S> scene(session);
  const auto size = std::size_t(session.parameterCount());
  std::vector<double> losses;
  losses.reserve(thetas.size() / size);
  for (std::size_t first = 0; first < thetas.size(); first += size) {
    losses.push_back(scene.objective.value(scene.own(thetas.subspan(first, size))));
  }
  return losses;
}

template <class S>
std::vector<double> gradientIn(const Session& session, std::span<const double> theta) {
  Scene<S> scene(session);
  Vector<S> gradient(scene.network.parameters());
  scene.objective.gradient(scene.own(theta), gradient);
  return scene.plain(gradient);
}

}  // namespace

Result<std::vector<double>> lossesAt(const Session& session, std::span<const double> thetas) {
  if (auto error = wrongShape(thetas.size(), std::size_t(session.parameterCount()))) return *error;
  return session.isDouble() ? lossesIn<double>(session, thetas) : lossesIn<float>(session, thetas);
}

Result<std::vector<double>> gradientAt(const Session& session, std::span<const double> theta) {
  if (auto error = notOne(theta.size(), std::size_t(session.parameterCount()))) return *error;
  return session.isDouble() ? gradientIn<double>(session, theta)
                            : gradientIn<float>(session, theta);
}

Result<std::vector<double>> dampedStepAt(const Session& session, std::span<const double> theta,
                                         double mu) {
  if (auto error = notOne(theta.size(), std::size_t(session.parameterCount()))) return *error;
  if (!session.isDouble()) {
    return Error{"conflict", "precision", "must be float64 for a Gauss-Newton step"};
  }
  const Spec& spec = session.prepared().spec;
  if (!OutputCurvature::exists(*spec.loss) || spec.regularization.l1 > 0) {
    return Error{"conflict", "loss", "this objective has no Gauss-Newton curvature"};
  }
  const Scene<double> scene(session);
  const TrainingSource source(scene.samples, scene.prepared.parts[0]);
  CurvaturePass pass(scene.network, scene.loss, source, scene.network.depth());
  GaussNewton problem(pass, Form::automatic, {}, true);
  problem.setPoint(scene.own(theta), scene.objective.penalty());
  double unlimited = HUGE_VAL;
  while (!problem.linearize(unlimited)) {
  }
  double damping = mu > 0 ? mu : kNoDamping * std::max(problem.largestDiagonal(), 1e-300);
  for (int tries = 0; tries < kMostTries; ++tries, damping *= 10) {
    bool solved = false;
    while (!problem.solve(damping, unlimited, solved)) {
    }
    if (solved) return scene.plain(problem.step());
  }
  return Error{"singular", "parameters", "the system cannot be solved at these parameters"};
}

}  // namespace fallline
