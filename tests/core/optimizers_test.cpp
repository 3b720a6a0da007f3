#include "fallline/optimizers.h"

#include <gtest/gtest.h>

#include <numeric>

#include "support/reference.h"
#include "support/tolerance.h"

namespace fallline {
namespace {

using testing::Json;
using testing::nearReference;

/// The component that a run of the reference file is made with. Its weight decay is the penalty l2
/// except for adamw, which has its own.
OptimizerChoice optimizerOf(const Json& run) {
  const std::string name = run["name"];
  const Json& hyper = run["hyper"];
  const double rate = hyper["lr"];
  if (name == "sgd") return Sgd{rate};
  if (name == "momentum") return Momentum{rate, hyper["momentum"]};
  if (name == "nesterov") return Nesterov{rate, hyper["momentum"]};
  if (name == "adagrad") return Adagrad{rate, hyper["eps"]};
  if (name == "rmsprop") return Rmsprop{rate, hyper["alpha"], hyper["eps"]};
  if (name == "adam") return Adam{rate, hyper["beta1"], hyper["beta2"], hyper["eps"]};
  if (name == "adamw") {
    return AdamW{rate, hyper["beta1"], hyper["beta2"], hyper["eps"], run["weight_decay"]};
  }
  throw std::runtime_error("no optimizer " + name);
}

TEST(OptimizersReference, EveryStepIsThatOfPyTorch) {
  const Json reference = testing::readReference("optimizers");
  const auto sizes = reference.at("sizes").get<std::vector<Index>>();
  const Matrix<double> X = testing::samplesOf(reference.at("X"));
  const std::vector<double> initial = testing::plainParameters(reference.at("initial"));
  for (const Json& run : reference.at("runs")) {
    const std::string name = run["name"], lossName = run["loss"], decay = run["decay"];
    SCOPED_TRACE(name + " " + run["hyper"].dump() + " decay " + decay + " loss " + lossName);
    const bool classes = lossName == "softmax_cross_entropy";
    std::vector<Layer> layers;
    for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
      const bool last = l + 2 == sizes.size();
      Activation f = Tanh{};
      if (last) f = classes ? Activation(Softmax{}) : Activation(Linear{});
      layers.push_back({.inputs = sizes[l], .units = sizes[l + 1], .activation = f});
    }
    const Network<double> network(layers);
    const Json& target = reference.at("targets").at(lossName);
    const Samples<double> samples(
        X, classes ? testing::oneHot(target, sizes.back()) : testing::samplesOf(target));
    Penalty penalty{.biases = decay == "all"};
    if (name != "adamw") penalty.l2 = run["weight_decay"];
    Objective<double> objective(network, samples,
                                classes ? Loss(CrossEntropy{}) : Loss(MeanSquaredError{}), penalty,
                                Random(1));
    const OptimizerChoice choice = optimizerOf(run);
    const auto method = makeOptimizer<double>(choice, network.parameters());
    method->setRate(baseRate(choice));

    std::vector<std::int32_t> order(std::size_t(X.cols()));
    std::iota(order.begin(), order.end(), 0);
    Vector<double> theta(network.parameters());
    network.fromPlain(initial.data(), theta);
    std::vector<double> plain(initial.size());
    const auto batch = run["batch"].get<std::size_t>();
    std::size_t position = 0;
    for (std::size_t k = 0; k < run["steps"].get<std::size_t>(); ++k) {
      const std::size_t count = std::min(batch, order.size() - position);
      objective.use(std::span<const std::int32_t>(order).subspan(position, count), std::int64_t(k));
      position = (position + count) % order.size();
      const StepReport report = method->step(objective, theta);
      ASSERT_TRUE(nearReference(report.loss, run["loss_before_step"][k])) << "step " << k;
      network.toPlain(theta, plain.data());
      for (std::size_t i = 0; i < plain.size(); ++i) {
        ASSERT_TRUE(nearReference(plain[i], run["parameters_after_step"][k][i]))
            << "step " << k << ", parameter " << i;
      }
    }
  }
}

TEST(Optimizers, ClippingCapsTheGradientsNorm) {
  // One weight, no bias, prediction w·x with x = 10, y = 0, w = 3: gradient 2·30·10 = 600.
  const Network<double> network({{.inputs = 1, .units = 1, .activation = Linear{}, .bias = false}});
  Matrix<double> X(1, 1), Y(1, 1);
  X << 10;
  Y << 0;
  const Samples<double> samples(X, Y);
  Objective<double> objective(network, samples, MeanSquaredError{}, {}, Random(1));
  const std::int32_t only = 0;
  objective.use({&only, 1}, 0);
  Vector<double> theta(1);
  theta << 3;
  const OptimizerChoice choice = Sgd{.learningRate = 0.1, .clipNorm = 2};
  const auto method = makeOptimizer<double>(choice, 1);
  method->setRate(0.1);
  const StepReport report = method->step(objective, theta);
  EXPECT_DOUBLE_EQ(report.gradientNorm, 600);  // told as it was
  EXPECT_DOUBLE_EQ(theta[0], 3 - 0.1 * 2);     // used as it was capped
}

}  // namespace
}  // namespace fallline
