#include "fallline/curves.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "fallline/activations.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

TEST(ActivationCurve, GivesValuesAndSlopesInDouble) {
  const auto curve = activationCurve(R"("sigmoid")", std::vector<double>{0, 1});
  ASSERT_TRUE(curve);
  EXPECT_DOUBLE_EQ(curve->values[0], 0.5);
  EXPECT_DOUBLE_EQ(curve->slopes[0], 0.25);
  const double a = 1 / (1 + std::exp(-1.0));
  EXPECT_NEAR(curve->values[1], a, 1e-15);
  EXPECT_NEAR(curve->slopes[1], a * (1 - a), 1e-15);
}

TEST(ActivationCurve, TakesParametersAndTheSideOfAJump) {
  const auto curve =
      activationCurve(R"({"id": "leaky-relu", "slope": 0.2})", std::vector<double>{-1, 0, 2});
  ASSERT_TRUE(curve);
  EXPECT_EQ(curve->values, (std::vector<double>{-0.2, 0, 2}));
  EXPECT_EQ(curve->slopes, (std::vector<double>{0.2, 0.2, 1}));
}

TEST(ActivationCurve, HasAllOfTheListButSoftmax) {
  for (const std::string_view id : idsOf(Activations{})) {
    const auto curve = activationCurve("\"" + std::string(id) + "\"", std::vector<double>{0.5});
    if (id == "softmax") {
      ASSERT_FALSE(curve);
      EXPECT_EQ(curve.error().code, "conflict");
    } else {
      ASSERT_TRUE(curve) << id;
      EXPECT_GT(curve->slopes[0], 0) << id;
    }
  }
}

TEST(ActivationCurve, RefusesAsASpecDoes) {
  const std::vector<double> z{0};
  EXPECT_EQ(activationCurve("\"tan\"", z).error().code, "unknown-id");
  EXPECT_EQ(activationCurve("tanh", z).error().code, "bad-json");
  EXPECT_EQ(activationCurve(R"({"id": "elu", "beta": 1})", z).error().path, "beta");
  const auto beyond = activationCurve(R"({"id": "leaky-relu", "slope": 2})", z);
  EXPECT_EQ(beyond.error().code, "out-of-range");
  EXPECT_EQ(beyond.error().path, "slope");
}

TEST(RateCurve, IsWhatTrainingUses) {
  for (const char* schedule :
       {R"("constant")", R"("inverse-time")", R"({"id": "exponential", "gamma": 0.5})",
        R"({"id": "step", "stepSize": 2})", R"("cosine")",
        R"({"id": "warmup-cosine", "warmup": 2})"}) {
    const std::string text = R"({"data": {"source": "xor", "samples": 80}, "batchSize": 20,
      "optimizer": {"id": "sgd", "learningRate": 0.3}, "stop": {"epochs": 4}, "schedule": )" +
                             std::string(schedule) + "}";
    const auto session = sessionOf(text);
    ASSERT_EQ(session->stepsPerEpoch(), 3);
    std::vector<double> passes, used;
    for (int i = 0; i < 12; ++i) {
      passes.push_back(session->progress().passes);
      session->run(1);
      used.push_back(session->progress().last.rate);
    }
    const auto rates = rateCurve(text, session->stepsPerEpoch(), passes);
    ASSERT_TRUE(rates);
    EXPECT_EQ(*rates, used) << schedule;
  }
}

TEST(RateCurve, RefusesWhatIsNoTime) {
  const std::string spec = R"({"data": {"source": "xor"}})";
  for (const double passes : {-0.5, std::numeric_limits<double>::infinity(), std::nan("")}) {
    EXPECT_EQ(rateCurve(spec, 4, std::vector<double>{passes}).error().code, "out-of-range");
  }
  EXPECT_EQ(rateCurve(spec, 0, std::vector<double>{1}).error().path, "stepsPerEpoch");
  EXPECT_EQ(rateCurve("{}", 4, std::vector<double>{1}).error().path, "data");
}

}  // namespace
}  // namespace fallline
