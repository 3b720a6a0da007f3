// The update check: every first-order method takes the steps of its formula, and a fault of one is
// found.
#include "fallline/update_check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "fallline/reference_update.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

std::string with(const std::string& optimizer, const std::string& more = "") {
  return R"({"data": {"source": "franke", "samples": 60}, "network": {"layers": [{"units": 6}, {}]},
             "optimizer": )" +
         optimizer + more + "}";
}

TEST(UpdateCheck, EveryFirstOrderMethodTakesTheStepsOfItsFormula) {
  forEach(Optimizers{}, [&]<class T>(std::type_identity<T>) {
    const UpdateCheck check = checkUpdate(*sessionOf(with('"' + std::string(T::info.id) + '"')));
    EXPECT_EQ(check.optimizer, T::info.id);
    EXPECT_EQ(check.exists, T::needs == Needs::gradient) << T::info.id;
    EXPECT_EQ(check.step, 0) << T::info.id << " " << check.error;
    EXPECT_LE(check.error, 1e-11) << T::info.id;
  });
}

TEST(UpdateCheck, ClippingAndDecayBelongToTheFormula) {
  for (const char* optimizer :
       {R"({"id": "sgd", "clipNorm": 0.01})", R"({"id": "adam", "clipNorm": 0.01, "beta1": 0.5})",
        R"({"id": "adamw", "weightDecay": 0.5, "learningRate": 0.1})",
        R"({"id": "momentum", "momentum": 0.99})"}) {
    const UpdateCheck check =
        checkUpdate(*sessionOf(with(optimizer, R"(, "regularization": {"l2": 0.1})")));
    EXPECT_EQ(check.step, 0) << optimizer << " " << check.error;
  }
}

TEST(UpdateCheck, TheInvertedCorrectionIsFoundInItsFirstStep) {
  for (const char* optimizer : {R"("adam")", R"("adamw")"}) {
    for (int seed = 0; seed < 20; ++seed) {
      const std::string more =
          R"(, "fault": "inverted-adam-correction", "seed": )" + std::to_string(seed);
      const UpdateCheck check = checkUpdate(*sessionOf(with(optimizer, more)));
      EXPECT_EQ(check.step, 1) << optimizer;
      EXPECT_GT(check.error, 1) << optimizer;
    }
  }
}

TEST(UpdateCheck, AFaultOfTheGradientIsNoneOfTheOptimizer) {
  EXPECT_EQ(checkUpdate(*sessionOf(with(R"("adam")", R"(, "fault": "sign-flip")"))).step, 0);
}

/// Adam by hand on one parameter: β₁ = 0.9, β₂ = 0.999, ε = 0, g = 2 and then −1, η = 0.1.
/// Step 1: m̂ = 2, ŝ = 4, Δ = −0.1. Step 2: m = 0.9·0.2 − 0.1 = 0.08, m̂ = 0.08 / 0.19;
/// s = 0.999·0.004 + 0.001 = 0.004996, ŝ = 0.004996 / 0.001999; Δ = −0.1 m̂ / √ŝ.
TEST(ReferenceUpdate, AdamByHand) {
  ReferenceUpdate adam(Adam{.learningRate = 0.1, .epsilon = 0}, {true});
  Vector<double> theta(1), gradient(1);
  theta[0] = 5;
  gradient[0] = 2;
  EXPECT_NEAR(adam.step(theta, gradient, 0.1)[0], -0.1, 1e-15);
  gradient[0] = -1;
  EXPECT_NEAR(adam.step(theta, gradient, 0.1)[0],
              -0.1 * (0.08 / 0.19) / std::sqrt(0.004996 / 0.001999), 1e-12);
}

TEST(UpdateCheck, IsWrittenAsJson) {
  const auto json = nlohmann::json::parse(writeUpdateCheck(
      checkUpdate(*sessionOf(with(R"("adam")", R"(, "fault": "inverted-adam-correction")")))));
  EXPECT_EQ(json.at("exists"), true);
  EXPECT_EQ(json.at("optimizer"), "adam");
  EXPECT_EQ(json.at("steps"), 3);
  EXPECT_EQ(json.at("step"), 1);
}

}  // namespace
}  // namespace fallline
