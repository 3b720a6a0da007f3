// The figures that the foundation promises, on the data of the university report.
#include <gtest/gtest.h>

#include <algorithm>

#include "fallline/idx.h"
#include "support/mnist.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::kMnistData;
using testing::sessionOf;

void trainToTheEnd(Session& session) {
  while (session.progress().status == RunStatus::running) session.run(1'000'000);
}

TEST(Acceptance, FrankeReachesTheNetworkOfTheReport) {
  // 2-128-1 ReLU from N(0, 0.05²), inputs centred, gradient descent at 0.1 in batches of 10, 100
  // epochs. Measured elsewhere over 1000 seeds: mean 0.0467, standard deviation 0.0046.
  double sum = 0;
  for (int seed = 1; seed <= 5; ++seed) {
    const auto session = sessionOf(R"({"seed": )" + std::to_string(seed) +
                                   R"(, "data": {"source": "franke", "scale": "center"},
      "network": {"layers": [{"units": 128, "activation": "relu", "init": {"id": "normal",
      "sigma": 0.05}}, {"init": {"id": "normal", "sigma": 0.05}}]},
      "optimizer": {"id": "sgd", "learningRate": 0.1}, "batchSize": 10, "stop": {"epochs": 100}})");
    trainToTheEnd(*session);
    sum += *session->evaluate(Part::test)->mse;
  }
  EXPECT_GE(sum / 5, 0.040);
  EXPECT_LE(sum / 5, 0.054);
  RecordProperty("meanTestMse", std::to_string(sum / 5));
}

double mnistAccuracy(const std::string& network, const std::string& rest) {
  const auto session = sessionOf("{" + std::string(kMnistData) + R"(, "network": {"layers": [)" +
                                     network + "]}, " + rest + "}",
                                 testing::mnistSources());
  trainToTheEnd(*session);
  return *session->evaluate(Part::test)->accuracy;
}

constexpr const char* kHidden = R"({"units": 128, "activation": "relu"}, {})";

TEST(Acceptance, MnistByAdamInFiveEpochs) {
  if (!testing::hasMnist()) GTEST_SKIP() << "no MNIST files in " << testing::mnistFolder();
  EXPECT_GE(mnistAccuracy(kHidden, R"("optimizer": {"id": "adam", "learningRate": 0.001},
                                      "batchSize": 50, "stop": {"epochs": 5})"),
            0.970);
}

TEST(Acceptance, MnistByAdamInTenEpochs) {
  if (!testing::hasMnist()) GTEST_SKIP() << "no MNIST files in " << testing::mnistFolder();
  EXPECT_GE(mnistAccuracy(kHidden, R"("optimizer": {"id": "adam", "learningRate": 0.001},
                                      "batchSize": 50, "stop": {"epochs": 10})"),
            0.974);
}

TEST(Acceptance, MnistByGradientDescentInFiftyEpochs) {
  if (!testing::hasMnist()) GTEST_SKIP() << "no MNIST files in " << testing::mnistFolder();
  EXPECT_GE(mnistAccuracy(kHidden, R"("optimizer": {"id": "sgd", "learningRate": 0.001},
                                      "batchSize": 50, "stop": {"epochs": 50})"),
            0.922);
}

TEST(Acceptance, MnistByLogisticRegression) {
  if (!testing::hasMnist()) GTEST_SKIP() << "no MNIST files in " << testing::mnistFolder();
  EXPECT_GE(mnistAccuracy("{}", R"("optimizer": {"id": "sgd", "learningRate": 0.001},
                                   "batchSize": 50, "stop": {"epochs": 50})"),
            0.897);
}

TEST(Acceptance, GeneratedDigitsTeachRealOnes) {
  // Trained on 20 000 generated digits, tested on the 10 000 test images of MNIST.
  if (!testing::hasMnist()) GTEST_SKIP() << "no MNIST files in " << testing::mnistFolder();
  const auto session = sessionOf(R"({"data": {"source": "digits", "samples": 20000,
    "split": {"train": 1}}, "network": {"layers": [{"units": 128, "activation": "relu"}, {}]},
    "optimizer": {"id": "adam", "learningRate": 0.001}, "batchSize": 50, "stop": {"epochs": 6}})");
  trainToTheEnd(*session);
  const Sources mnist = testing::mnistSources();
  const auto images = readIdxImages(mnist.files.at("t10k-images"), "t10k-images");
  const auto labels = readIdxLabels(mnist.files.at("t10k-labels"), "t10k-labels");
  ASSERT_TRUE(images && labels);
  Inputs inputs;
  inputs.height = images->height;
  inputs.width = images->width;
  inputs.channels = images->channels;
  inputs.blocks = {images->block};
  std::vector<double> pixels(784);
  int correct = 0;
  for (Index j = 0; j < inputs.samples(); ++j) {
    std::copy_n(inputs.image(j), 784, pixels.begin());
    const std::vector<double> p = *session->predict(pixels);
    correct += std::max_element(p.begin(), p.end()) - p.begin() == (*labels)[j] ? 1 : 0;
  }
  const double accuracy = double(correct) / double(inputs.samples());
  RecordProperty("accuracy", std::to_string(accuracy));
  EXPECT_GE(accuracy, 0.80);
}

}  // namespace
}  // namespace fallline
