// Every activation with every loss that it can end in: the gradient of a whole network against
// central differences. A planted fault shows that the check can fail.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "fallline/objective.h"
#include "fallline/ordered.h"

namespace fallline {
namespace {

/// Norm-wise relative error |numeric − analytic| / max(|numeric|, |analytic|); infinite where the
/// gradient vanishes, because nothing could then be wrong.
double gradientError(Objective<double>& objective, const Network<double>& network,
                     std::span<const std::int32_t> all, double sign) {
  Vector<double> theta(network.parameters()), gradient(network.parameters());
  network.initialize(Random(7), theta);
  objective.use(all, 0);
  objective.gradient(theta, gradient);
  gradient *= sign;
  Vector<double> numeric(theta.size());
  for (Index i = 0; i < theta.size(); ++i) {
    const double h = 1e-5 * std::max(1.0, std::abs(theta[i])), kept = theta[i];
    theta[i] = kept + h;
    const double up = objective.value(theta);
    theta[i] = kept - h;
    numeric[i] = (up - objective.value(theta)) / (2 * h);
    theta[i] = kept;
  }
  const double size = std::max(norm<double>(numeric), norm<double>(gradient));
  return size > 1e-6 ? norm<double>(Vector<double>(numeric - gradient)) / size : INFINITY;
}

/// Measured over all pairs: at most 3e-9; a wrong factor anywhere gives 0.1 and more.
constexpr double kBound = 1e-7;

struct Problem {
  Network<double> network;
  Samples<double> samples;
  std::vector<std::int32_t> all;
};

Problem problemFor(const Activation& hidden, const Activation& output, const Loss& loss) {
  const Index outputs = is<Softmax>(output)                           ? 3
                        : (is<Hinge>(loss) || is<SquaredHinge>(loss)) ? 1
                                                                      : 2;
  constexpr Index count = 9;
  Random random(3);
  Matrix<double> X(3, count), Y(outputs, count);
  for (Index j = 0; j < count; ++j) {
    for (Index i = 0; i < 3; ++i) X(i, j) = random.uniform(-1.5, 1.5);
    for (Index i = 0; i < outputs; ++i) {
      const double on = random.below(2) == 1 ? 1 : 0;
      Y(i, j) = is<Linear>(output) && outputs == 1 ? 2 * on - 1 : on;
    }
    if (is<Softmax>(output)) {
      Y.col(j).setZero();
      Y(Index(random.below(3)), j) = 1;
    }
  }
  std::vector<Layer> layers{
      {.inputs = 3, .units = 5, .activation = hidden, .biasInit = Normal{0.3}},
      {.inputs = 5, .units = 4, .activation = hidden, .biasInit = Normal{0.3}},
      {.inputs = 4, .units = outputs, .activation = output, .biasInit = Normal{0.3}}};
  Problem problem{Network<double>(layers), Samples<double>(X, Y), std::vector<std::int32_t>(count)};
  std::iota(problem.all.begin(), problem.all.end(), 0);
  return problem;
}

TEST(GradientsContract, EveryActivationAndLossAgreesWithCentralDifferences) {
  int pairs = 0;
  forEach(Activations{}, [&](auto hiddenType) {
    using Hidden = typename decltype(hiddenType)::type;
    if constexpr (!std::is_same_v<Hidden, Softmax>) {
      forEach(Losses{}, [&](auto lossType) {
        using L = typename decltype(lossType)::type;
        forEach(Activations{}, [&](auto outputType) {
          using Output = typename decltype(outputType)::type;
          const Index outputs = L::domain == LossDomain::margin ? 1 : 2;
          if (!isDefinedFor(L{}, Output{}, outputs)) return;
          Problem problem = problemFor(Hidden{}, Output{}, L{});
          Objective<double> objective(problem.network, problem.samples, L{}, {}, Random(1));
          EXPECT_LE(gradientError(objective, problem.network, problem.all, 1), kBound)
              << Hidden::info.id << " → " << Output::info.id << ", " << L::info.id;
          ++pairs;
        });
      });
    }
  });
  EXPECT_GE(pairs, 10 * (3 * 11 + 4));  // three losses go with every output, four with one each
}

TEST(GradientsContract, APlantedFaultFails) {
  Problem problem = problemFor(Tanh{}, Linear{}, MeanSquaredError{});
  Objective<double> objective(problem.network, problem.samples, MeanSquaredError{}, {}, Random(1));
  EXPECT_LE(gradientError(objective, problem.network, problem.all, 1), kBound);
  EXPECT_GT(gradientError(objective, problem.network, problem.all, -1), kBound);  // sign
  EXPECT_GT(gradientError(objective, problem.network, problem.all, 9), kBound);   // sum for mean
}

TEST(GradientsContract, PenaltiesAddTheirSlopes) {
  Problem problem = problemFor(Tanh{}, Linear{}, MeanSquaredError{});
  const Penalty penalty{.l1 = 0.03, .l2 = 0.2, .biases = true};
  Objective<double> plain(problem.network, problem.samples, MeanSquaredError{}, {}, Random(1));
  Objective<double> penalised(problem.network, problem.samples, MeanSquaredError{}, penalty,
                              Random(1));
  Vector<double> theta(problem.network.parameters()), g(theta.size()), h(theta.size());
  problem.network.initialize(Random(7), theta);
  plain.use(problem.all, 0);
  penalised.use(problem.all, 0);
  plain.gradient(theta, g);
  penalised.gradient(theta, h);
  for (Index i = 0; i < theta.size(); ++i) {
    const double expected = 0.2 * theta[i] + 0.03 * (theta[i] > 0 ? 1 : -1);
    EXPECT_NEAR(h[i] - g[i], expected, 1e-14);
  }
  // ½·0.2·Σθ² + 0.03·Σ|θ|.
  double squares = 0, magnitudes = 0;
  for (Index i = 0; i < theta.size(); ++i) {
    squares += theta[i] * theta[i];
    magnitudes += std::abs(theta[i]);
  }
  EXPECT_NEAR(penaltyValue<double>(problem.network, penalty, theta),
              0.1 * squares + 0.03 * magnitudes, 1e-12);
}

}  // namespace
}  // namespace fallline
