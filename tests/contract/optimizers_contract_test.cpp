// What every optimizer of the list must do: descend, come back from a snapshot, take live changes.
#include <gtest/gtest.h>

#include "fallline/optimizers.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

std::string spec(std::string_view optimizer, const std::string& rest = "") {
  return R"({"data": {"source": "moons", "noise": 0.1}, "network": {"layers": [{"units": 6}, {}]},
             "optimizer": {"id": ")" +
         std::string(optimizer) + R"(", "learningRate": 0.02}, "batchSize": "full", "stop": {})" +
         rest + "}";
}

/// Whether the training loss after 60 steps is clearly below the start.
bool descends(Session& session) {
  const double before = session.evaluate(Part::train)->loss;
  session.run(60);
  return session.evaluate(Part::train)->loss < 0.98 * before;
}

TEST(OptimizersContract, Descend) {
  for (std::string_view id : idsOf(Optimizers{})) {
    EXPECT_TRUE(descends(*sessionOf(spec(id)))) << id;
  }
}

TEST(OptimizersContract, AStandstillIsNoDescent) {
  // The check can fail: at rate 0 nothing moves.
  const auto session = sessionOf(spec("sgd"));
  ASSERT_FALSE(session->retune("optimizer.learningRate", "0"));
  EXPECT_FALSE(descends(*session));
}

TEST(OptimizersContract, ContinueFromASnapshotToTheBit) {
  for (std::string_view id : idsOf(Optimizers{})) {
    for (const char* precision : {"float32", "float64"}) {
      const std::string text = spec(id, std::string(R"(, "precision": ")") + precision + "\"");
      const auto whole = sessionOf(text), other = sessionOf(text);
      whole->run(17);
      const auto snapshot = whole->snapshot();
      whole->run(23);
      ASSERT_FALSE(other->restore(snapshot)) << id;
      other->run(23);
      EXPECT_EQ(other->fingerprint(), whole->fingerprint()) << id << " " << precision;
    }
  }
}

TEST(OptimizersContract, KeepTheirStateWhenRetuned) {
  for (std::string_view id : idsOf(Optimizers{})) {
    // To the value that it has already: nothing may change.
    const auto plain = sessionOf(spec(id)), retuned = sessionOf(spec(id));
    plain->run(20);
    retuned->run(10);
    ASSERT_FALSE(retuned->retune("optimizer.learningRate", "0.02")) << id;
    retuned->run(10);
    EXPECT_EQ(plain->fingerprint(), retuned->fingerprint()) << id;
  }
}

TEST(OptimizersContract, StopAtTheLastFiniteParameters) {
  for (std::string_view id : idsOf(Optimizers{})) {
    // Steps of a million through four linear layers: 1e6⁸ is beyond float, whatever the method.
    const std::string linear = R"({"units": 6, "activation": "linear"}, )";
    const auto session = sessionOf(R"({"data": {"source": "franke"}, "network": {"layers": [)" +
                                   linear + linear + linear +
                                   R"({}]}, "precision": "float32", "stop": {"epochs": 300},
        "optimizer": {"id": ")" + std::string(id) +
                                   R"(", "learningRate": 1e6}})");
    session->run(100000);
    EXPECT_EQ(session->progress().status, RunStatus::diverged) << id;
    for (double parameter : session->parameters()) ASSERT_TRUE(std::isfinite(parameter)) << id;
  }
}

}  // namespace
}  // namespace fallline
