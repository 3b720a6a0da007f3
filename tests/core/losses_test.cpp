#include "fallline/losses.h"

#include <gtest/gtest.h>

#include <map>

#include "support/reference.h"
#include "support/tolerance.h"

namespace fallline {
namespace {

using testing::Json;
using testing::nearReference;

struct Setting {
  Loss loss;
  Activation output;
};

/// What a case of the reference file is called here. Losses on logits are ours with the output
/// activation fused in.
const std::map<std::string, Setting>& settings() {
  static const std::map<std::string, Setting> all{
      {"mse", {MeanSquaredError{}, Linear{}}},
      {"mae", {MeanAbsoluteError{}, Linear{}}},
      {"huber_delta1", {Huber{1}, Linear{}}},
      {"huber_delta0.5", {Huber{0.5}, Linear{}}},
      {"bce_with_logits", {BinaryCrossEntropy{}, Sigmoid{}}},
      {"softmax_cross_entropy", {CrossEntropy{}, Softmax{}}},
      {"hinge", {Hinge{}, Linear{}}},
      {"squared_hinge", {SquaredHinge{}, Linear{}}},
      {"mse_of_sigmoid", {MeanSquaredError{}, Sigmoid{}}},
  };
  return all;
}

TEST(LossesReference, ValuesAndGradientsAreThoseOfPyTorch) {
  const Json reference = testing::readReference("losses");
  for (const Json& expected : reference.at("cases")) {
    const std::string name = expected["name"];
    SCOPED_TRACE(name + ": " + expected["note"].get<std::string>());
    const Setting& setting = settings().at(name);
    const Matrix<double> Z = testing::samplesOf(expected["prediction"]);
    const Json& target = expected["target"];
    const Matrix<double> Y =
        target[0].is_array() ? testing::samplesOf(target) : testing::oneHot(target, Z.rows());
    Matrix<double> A(Z.rows(), Z.cols()), D(Z.rows(), Z.cols());
    activate<double>(setting.output, Z, A);
    const double divisor = lossDivisor(setting.loss, Z.cols(), Z.rows());
    EXPECT_TRUE(nearReference(lossSum<double>(setting.loss, setting.output, Z, A, Y) / divisor,
                              expected["value"]));
    lossGradient<double>(setting.loss, setting.output, Z, A, Y, 1 / divisor, D);
    for (Index j = 0; j < Z.cols(); ++j) {
      for (Index i = 0; i < Z.rows(); ++i) {
        EXPECT_TRUE(nearReference(D(i, j), expected["gradient"][std::size_t(j)][std::size_t(i)]))
            << i << ", " << j;
      }
    }
  }
}

TEST(Losses, ATinyCrossEntropyKeepsItsDigits) {
  // One sample, logit 40 for the right answer: the loss is log(1 + e⁻⁴⁰) = 4.248354255291589e-18.
  Matrix<double> z(1, 1), a(1, 1), y(1, 1);
  z << 40;
  y << 1;
  activate<double>(Sigmoid{}, z, a);
  EXPECT_NEAR(lossSum<double>(BinaryCrossEntropy{}, Sigmoid{}, z, a, y), 4.248354255291589e-18,
              1e-32);
  Matrix<double> z2(2, 1), a2(2, 1), y2(2, 1);
  z2 << 40, 0;
  y2 << 1, 0;
  activate<double>(Softmax{}, z2, a2);
  EXPECT_NEAR(lossSum<double>(CrossEntropy{}, Softmax{}, z2, a2, y2), 4.248354255291589e-18, 1e-32);
}

TEST(Losses, AreDefinedForTheRightOutputs) {
  EXPECT_TRUE(isDefinedFor(MeanSquaredError{}, Softmax{}, 3));
  EXPECT_TRUE(isDefinedFor(BinaryCrossEntropy{}, Sigmoid{}, 4));
  EXPECT_FALSE(isDefinedFor(BinaryCrossEntropy{}, Tanh{}, 1));
  EXPECT_FALSE(isDefinedFor(CrossEntropy{}, Sigmoid{}, 3));
  EXPECT_TRUE(isDefinedFor(Hinge{}, Linear{}, 1));
  EXPECT_FALSE(isDefinedFor(Hinge{}, Linear{}, 2));
  EXPECT_FALSE(isDefinedFor(SquaredHinge{}, Tanh{}, 1));
}

}  // namespace
}  // namespace fallline
