#include "fallline/network.h"

#include <gtest/gtest.h>

#include "fallline/losses.h"
#include "support/reference.h"
#include "support/tolerance.h"

namespace fallline {
namespace {

using testing::Json;
using testing::nearReference;

std::vector<Layer> layersOf(const std::vector<Index>& sizes,
                            const std::vector<Activation>& activations) {
  std::vector<Layer> layers;
  for (std::size_t l = 0; l < activations.size(); ++l) {
    layers.push_back({.inputs = sizes[l], .units = sizes[l + 1], .activation = activations[l]});
  }
  return layers;
}

/// Losses on logits have the output activation in their name; ours has it in the last layer.
struct Output {
  Loss loss;
  Activation activation;
};

Output outputOf(const std::string& loss, const Activation& last) {
  if (loss == "bce_with_logits") return {BinaryCrossEntropy{}, Sigmoid{}};
  if (loss == "softmax_cross_entropy") return {CrossEntropy{}, Softmax{}};
  if (loss == "huber_delta1") return {Huber{1}, last};
  return {MeanSquaredError{}, last};
}

TEST(NetworkReference, OutputsLossesAndGradientsAreThoseOfPyTorch) {
  const Json reference = testing::readReference("mlp_gradients");
  const Matrix<double> X = testing::samplesOf(reference.at("X"));
  const auto sizes = reference.at("sizes").get<std::vector<Index>>();
  const std::vector<double> initial = testing::plainParameters(reference.at("initial"));
  for (const Json& expected : reference.at("cases")) {
    const std::string lossName = expected["loss"];
    SCOPED_TRACE(expected["activations"].dump() + " " + lossName);
    std::vector<Activation> activations;
    for (const Json& name : expected["activations"]) {
      activations.push_back(*componentById(Activations{}, testing::idOf(name)));
    }
    const Output output = outputOf(lossName, activations.back());
    activations.back() = output.activation;
    const Network<double> network(layersOf(sizes, activations));
    const Json& target = reference.at("targets").at(lossName);
    const Matrix<double> Y =
        target[0].is_array() ? testing::samplesOf(target) : testing::oneHot(target, sizes.back());

    Vector<double> theta(network.parameters()), gradient(network.parameters());
    network.fromPlain(initial.data(), theta);
    Workspace<double> w = network.workspace(X.cols(), true);
    network.forward(theta, X, w);
    const double divisor = lossDivisor(output.loss, X.cols(), network.outputs());
    EXPECT_TRUE(nearReference(
        lossSum<double>(output.loss, output.activation, w.Z.back(), w.A.back(), Y) / divisor,
        expected["value"]));
    lossGradient<double>(output.loss, output.activation, w.Z.back(), w.A.back(), Y, 1 / divisor,
                         w.D.back());
    gradient.setZero();
    network.backward(theta, X, w, gradient);

    std::vector<double> plain(std::size_t(network.parameters()));
    network.toPlain(gradient, plain.data());
    const std::vector<double> wanted = testing::plainParameters(expected["gradients"]);
    ASSERT_EQ(plain.size(), wanted.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_TRUE(nearReference(plain[i], wanted[i])) << "parameter " << i;
    }
  }
}

TEST(Network, PlainOrderIsRowByRowThenBiases) {
  const Network<double> network({{.inputs = 2, .units = 3, .activation = Tanh{}},
                                 {.inputs = 3, .units = 1, .activation = Linear{}, .bias = false}});
  ASSERT_EQ(network.parameters(), 2 * 3 + 3 + 3);
  std::vector<double> plain(12);
  for (std::size_t i = 0; i < 12; ++i) plain[i] = double(i);
  Vector<double> theta(12);
  network.fromPlain(plain.data(), theta);
  const ConstLayerView<double> first = network.layer(ConstVectorRef<double>(theta), 0);
  EXPECT_EQ(first.W(0, 1), 1);  // second input of the first unit
  EXPECT_EQ(first.W(1, 0), 2);  // first input of the second unit
  EXPECT_EQ(first.b[2], 8);
  const ConstLayerView<double> second = network.layer(ConstVectorRef<double>(theta), 1);
  EXPECT_EQ(second.W(0, 2), 11);
  EXPECT_EQ(second.b.size(), 0);
  std::vector<double> back(12);
  network.toPlain(theta, back.data());
  EXPECT_EQ(back, plain);
}

TEST(Network, DropoutKeepsTheExpectedActivationAndDoesNotDependOnTheCut) {
  const Network<double> network(
      {{.inputs = 1, .units = 40, .activation = Linear{}, .dropout = 0.25},
       {.inputs = 40, .units = 1, .activation = Linear{}}});
  Vector<double> theta = Vector<double>::Ones(network.parameters());
  const Matrix<double> X = Matrix<double>::Ones(1, 200);
  Workspace<double> whole = network.workspace(200, true), part = network.workspace(50, true);
  const Random random(5);
  network.forward(theta, X, whole, Dropout{random, 0});
  double kept = 0;
  for (Index j = 0; j < 200; ++j) {
    for (Index i = 0; i < 40; ++i) {
      const double mask = whole.mask[0](i, j);
      EXPECT_TRUE(mask == 0 || std::abs(mask - 4.0 / 3) < 1e-15);
      kept += mask > 0 ? 1 : 0;
    }
  }
  // 8000 draws with p = 0.75: the standard deviation of the share is 0.0048; four of them.
  EXPECT_NEAR(kept / 8000, 0.75, 0.02);
  network.forward(theta, X.leftCols(50), part, Dropout{random, 150});
  EXPECT_EQ(part.mask[0], whole.mask[0].rightCols(50));
}

TEST(Network, FloatAndDoubleStartAlike) {
  const std::vector<Layer> layers{{.inputs = 3, .units = 4, .activation = Tanh{}}};
  const Network<float> narrow(layers);
  const Network<double> wide(layers);
  Vector<float> a(narrow.parameters());
  Vector<double> b(wide.parameters());
  narrow.initialize(Random(1), a);
  wide.initialize(Random(1), b);
  for (Index i = 0; i < a.size(); ++i) EXPECT_EQ(a[i], float(b[i]));
}

}  // namespace
}  // namespace fallline
