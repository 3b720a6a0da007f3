// Planted faults: what each does to a gradient or a step, worked out apart, and where it is
// refused.
#include "fallline/faults.h"

#include <gtest/gtest.h>

#include <cmath>

#include "fallline/landscape.h"
#include "fallline/objective.h"
#include "fallline/prepare.h"
#include "fallline/trace.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::errorOf;
using testing::opened;
using testing::sessionOf;
using testing::specOf;

std::string with(const std::string& fault, const std::string& more = "") {
  return R"({"data": {"source": "franke", "samples": 60}, "seed": 5, "batchSize": "full",
             "network": {"layers": [{"units": 4, "activation": "tanh"},
                                    {"units": 4, "activation": "tanh"}, {}]},
             "optimizer": {"id": "sgd", "learningRate": 0.1}, "stop": {"epochs": 3})" +
         more + R"(, "fault": ")" + fault + "\"}";
}

std::vector<double> gradientOf(const std::string& text) {
  const auto session = sessionOf(text);
  return *gradientAt(*session, session->parameters());
}

/// The places of a layer's biases in `parameters`.
std::pair<std::size_t, std::size_t> biasesOf(const Session& session, std::size_t layer) {
  std::size_t first = 0;
  for (std::size_t l = 0; l <= layer; ++l) {
    const LayerShape& shape = session.layers()[l];
    const std::size_t weights = std::size_t(shape.inputs * shape.units);
    if (l == layer) return {first + weights, std::size_t(shape.units)};
    first += weights + std::size_t(shape.units);
  }
  return {};
}

TEST(Faults, TheSignIsFlippedEverywhere) {
  const std::vector<double> right = gradientOf(with("none")), wrong = gradientOf(with("sign-flip"));
  double largest = 0;
  for (std::size_t i = 0; i < right.size(); ++i) {
    EXPECT_EQ(wrong[i], -right[i]);
    largest = std::max(largest, std::abs(right[i]));
  }
  EXPECT_GT(largest, 1e-3);
}

TEST(Faults, TheSumIsTheMeanTimesSamplesAndOutputs) {
  const std::vector<double> right = gradientOf(with("none"));
  const std::vector<double> wrong = gradientOf(with("missing-mean"));
  const double samples = double(sessionOf(with("none"))->samples(Part::train).size());
  for (std::size_t i = 0; i < right.size(); ++i) {
    EXPECT_NEAR(wrong[i], samples * right[i], 1e-12 * samples);
  }
}

TEST(Faults, BiasesGetNoGradientAndWeightsKeepTheirs) {
  const std::vector<double> right = gradientOf(with("none"));
  const std::vector<double> wrong = gradientOf(with("missing-bias-gradient"));
  const auto session = sessionOf(with("none"));
  std::vector<bool> isBias(right.size(), false);
  for (std::size_t l = 0; l < 3; ++l) {
    const auto [first, count] = biasesOf(*session, l);
    for (std::size_t i = first; i < first + count; ++i) isBias[i] = true;
  }
  for (std::size_t i = 0; i < right.size(); ++i) {
    EXPECT_EQ(wrong[i], isBias[i] ? 0 : right[i]);
  }
}

/// One tanh unit on one input: ∂C/∂w = mean 2 (a − y) s x with the slope s as it was planted.
TEST(Faults, TanhHasTheSlopeOfTheSigmoid) {
  const std::string text = R"({"data": {"source": "points",
      "points": [[-1, -0.5], [0.5, 0.25], [2, 1]], "split": {"train": 1}}, "loss": "mse",
      "network": {"layers": [{"units": 1, "activation": "tanh", "bias": false}]}, "batchSize": "full",
      "optimizer": "sgd", "fault": "sigmoid-slope-for-tanh"})";
  const auto session = sessionOf(text);
  const double w = 0.7;
  double expected = 0;
  for (const auto& [x, y] : {std::pair{-1.0, -0.5}, {0.5, 0.25}, {2.0, 1.0}}) {
    const double a = std::tanh(w * x);
    expected += 2 * (a - y) * a * (1 - a) * x / 3;
  }
  EXPECT_NEAR(gradientAt(*session, std::vector<double>{w})->at(0), expected, 1e-15);
}

/// The layers above the square matrix keep their gradients; below it δ₋₁ = W δ.
TEST(Faults, SquareWeightsAreNotTransposed) {
  const std::vector<double> right = gradientOf(with("none"));
  const std::vector<double> wrong = gradientOf(with("transposed-weights"));
  const std::size_t first = 2 * 4 + 4;  // of the layers above the first
  for (std::size_t i = first; i < right.size(); ++i) EXPECT_EQ(wrong[i], right[i]);
  double difference = 0;
  for (std::size_t i = 0; i < first; ++i) difference += std::abs(wrong[i] - right[i]);
  EXPECT_GT(difference, 1e-3);

  // The same by hand: layer 1 handed the error of a network whose second matrix is transposed.
  const auto session = sessionOf(with("none"));
  std::vector<Layer> layers = session->prepared().layers;
  Network<double> network(layers), planted(layers, deviationOf("transposed-weights"));
  Vector<double> theta(network.parameters());
  network.fromPlain(session->parameters().data(), theta);
  Matrix<double> X(2, 3), A1(4, 3), D1(4, 3), D2(4, 3);
  for (Index j = 0; j < 3; ++j) X.col(j) << 0.1 * double(j + 1), 0.7 - 0.2 * double(j);
  Workspace<double> w = planted.workspace(3, true);
  planted.forward(theta, X, w);
  w.D[2].setOnes();
  Vector<double> gradient = Vector<double>::Zero(theta.size());
  planted.backward(theta, X, w, gradient);
  const Matrix<double> W3 = network.layer(ConstVectorRef<double>(theta), 2).W,
                       W2 = network.layer(ConstVectorRef<double>(theta), 1).W;
  D2 = (W3.transpose() * w.D[2]).array() * (1 - w.A[1].array().square());
  D1 = (W2 * D2).array() * (1 - w.A[0].array().square());
  EXPECT_LT((D1 - w.D[0]).norm(), 1e-14 * (1 + D1.norm()));
}

/// With m = (1 − β₁) g and s = (1 − β₂) g² after one step, the right step is about −η sign g; the
/// inverted one −η (1 − β₁)² g / (√((1 − β₂)² g²) + ε), which is (1 − β₁)² / (1 − β₂) = 10 times
/// it.
TEST(Faults, TheFirstStepOfAdamIsTenTimesTooLong) {
  const std::string adam = R"(, "optimizer": {"id": "adam", "learningRate": 0.001, "epsilon": 0})";
  const auto specWith = [&](const std::string& fault) {
    std::string text = with(fault);
    const std::string sgd = R"("optimizer": {"id": "sgd", "learningRate": 0.1}, )";
    text.erase(text.find(sgd), sgd.size());
    return text.insert(text.find(R"(, "fault")"), adam);
  };
  for (const auto& [fault, length] :
       {std::pair{"none", 0.001}, {"inverted-adam-correction", 0.01}}) {
    const auto session = sessionOf(specWith(fault));
    session->run(1);
    for (const double change : session->latestUpdate()) {
      EXPECT_NEAR(std::abs(change), length, 1e-6 * length) << fault;
    }
    // A live change keeps the fault.
    EXPECT_FALSE(session->retune("optimizer.beta1", "0.9"));
    session->run(1);
    const auto plain = sessionOf(specWith(fault));
    plain->run(2);
    EXPECT_EQ(session->fingerprint(), plain->fingerprint()) << fault;
  }
}

TEST(Faults, AreOffByDefaultAndChangeNoBit) {
  const auto plain = sessionOf(with("none"));
  EXPECT_EQ(plain->spec().fault, "none");
  plain->run(1'000'000);
  for (const std::string_view fault : idsOf(Faults{})) {
    if (fault == NoFault::info.id || fault == InvertedAdamCorrection::info.id) continue;
    const auto faulty = sessionOf(with(std::string(fault)));
    EXPECT_EQ(fingerprintText(faulty->fingerprint()),
              fingerprintText(sessionOf(with("none"))->fingerprint()));  // the same start
    faulty->run(1'000'000);
    EXPECT_NE(faulty->fingerprint(), plain->fingerprint()) << fault;
  }
}

TEST(Faults, AStepOpenedIsTheStepThatIsTaken) {
  for (const std::string_view fault : idsOf(Faults{})) {
    if (fault == InvertedAdamCorrection::info.id) continue;
    const auto session = sessionOf(with(std::string(fault)));
    const Result<StepTrace> trace = opened(*session, -1);
    ASSERT_TRUE(trace) << fault;
    session->run(1);
    const std::vector<double> update = session->latestUpdate();
    double squares = 0;
    for (const double x : update) squares += x * x;
    EXPECT_NEAR(trace->updateNorm, std::sqrt(squares), 1e-12 * trace->updateNorm) << fault;
  }
}

void expectRefused(const std::string& text, const std::string& word) {
  const std::vector<Error> problems = check(specOf(text));
  ASSERT_EQ(problems.size(), 1u) << text;
  EXPECT_EQ(problems[0].code, "conflict");
  EXPECT_EQ(problems[0].path, "fault");
  EXPECT_NE(problems[0].message.find(word), std::string::npos) << problems[0].message;
  EXPECT_EQ(errorOf(text).path, "fault");
}

TEST(Faults, WhatCannotActIsRefused) {
  const std::string head = R"({"data": {"source": "circle"}, "network": {"layers": )";
  const auto spec = [&](const std::string& layers, const std::string& fault,
                        const std::string& more = "") {
    return head + layers + "}, \"fault\": \"" + fault + "\"" + more + "}";
  };
  expectRefused(spec(R"([{"units": 4, "activation": "relu"}, {}])", "sigmoid-slope-for-tanh"),
                "tanh");
  expectRefused(spec(R"([{"units": 4, "bias": false}, {"bias": false}])", "missing-bias-gradient"),
                "bias");
  expectRefused(spec(R"([{"units": 4}, {"units": 3}, {"units": 1}])", "transposed-weights"),
                "as many units");
  expectRefused(spec(R"([{"units": 1}, {"units": 1}])", "transposed-weights"), "two or more");
  expectRefused(spec("[{}, {}]", "inverted-adam-correction", R"(, "optimizer": "sgd")"), "adam");
  expectRefused(spec("[{}, {}]", "missing-mean", R"(, "batchSize": 1)"), "one sample");
  expectRefused(spec("[{}, {}]", "sign-flip", R"(, "optimizer": "levenberg-marquardt")"),
                "derivatives of its own");
  // Methods that ask for a gradient do see it.
  EXPECT_TRUE(check(specOf(spec("[{}, {}]", "sign-flip", R"(, "optimizer": "lbfgs")"))).empty());
  // Only with the data is it known that the output has one unit.
  EXPECT_EQ(errorOf(spec(R"([{"units": 4}, {}])", "transposed-weights")).path, "fault");
  EXPECT_TRUE(check(specOf(spec(R"([{"units": 4}, {}])", "transposed-weights"))).empty());
}

TEST(Faults, TheSpecSaysWhichThereAre) {
  const auto spec = parseSpec(R"({"data": {"source": "circle"}, "fault": "sign-flop"})");
  ASSERT_FALSE(spec);
  EXPECT_NE(spec.error().message.find("sign-flip"), std::string::npos) << spec.error().message;
}

}  // namespace
}  // namespace fallline
