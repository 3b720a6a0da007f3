// What every optimizer of the list must do: descend, come back from a snapshot, take live changes.
#include <gtest/gtest.h>

#include "fallline/optimizers.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

bool hasRate(std::string_view id) { return baseRate(*componentById(Optimizers{}, id)) > 0; }
bool isFirstOrder(std::string_view id) { return !needsFullBatch(*componentById(Optimizers{}, id)); }

/// The method, with that learning rate where it has one.
std::string chosen(std::string_view id, const std::string& rate) {
  return R"({"id": ")" + std::string(id) + "\"" +
         (hasRate(id) ? R"(, "learningRate": )" + rate : "") + "}";
}

std::string specWith(const std::string& choice, const std::string& rest = "") {
  return R"({"data": {"source": "moons", "noise": 0.1}, "network": {"layers": [{"units": 6}, {}]},
             "optimizer": )" +
         choice + R"(, "batchSize": "full", "stop": {})" + rest + "}";
}

std::string spec(std::string_view optimizer, const std::string& rest = "") {
  return specWith(chosen(optimizer, "0.02"), rest);
}

/// Whether the training loss after 60 steps is clearly below the start.
bool descends(Session& session) {
  const double before = session.evaluate(Part::train)->loss;
  session.run(60);
  return session.evaluate(Part::train)->loss < 0.98 * before;
}

TEST(OptimizersContract, Descend) {
  for (std::string_view id : idsOf(Optimizers{})) {
    // The pseudo-inverses, as they were posted, need not.
    const bool raises = needsSlopes(*componentById(Optimizers{}, id));
    const std::string choice = raises
                                   ? R"({"id": ")" + std::string(id) + R"(", "backtracking": true})"
                                   : chosen(id, "0.02");
    EXPECT_TRUE(descends(*sessionOf(specWith(choice)))) << id;
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
    for (const std::string precision : {"float32", "float64"}) {
      if (precision == "float32" && !isFirstOrder(id)) continue;  // they are refused, see below
      const std::string text = spec(id, R"(, "precision": ")" + precision + "\"");
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
    ASSERT_FALSE(hasRate(id) ? retuned->retune("optimizer.learningRate", "0.02")
                             : retuned->retune("regularization.l2", "0"))
        << id;
    retuned->run(10);
    EXPECT_EQ(plain->fingerprint(), retuned->fingerprint()) << id;
  }
}

TEST(OptimizersContract, StopAtTheLastFiniteParameters) {
  for (std::string_view id : idsOf(Optimizers{})) {
    if (!hasRate(id)) continue;
    // Steps of a million through four linear layers: 1e6⁸ is beyond float, whatever the method.
    const std::string linear = R"({"units": 6, "activation": "linear"}, )";
    const auto session = sessionOf(R"({"data": {"source": "franke"}, "network": {"layers": [)" +
                                   linear + linear + linear +
                                   R"({}]}, "precision": "float32", "stop": {"epochs": 300},
        "optimizer": )" + chosen(id, "1e6") +
                                   "}");
    session->run(100000);
    EXPECT_EQ(session->progress().status, RunStatus::diverged) << id;
    for (double parameter : session->parameters()) ASSERT_TRUE(std::isfinite(parameter)) << id;
  }
}

TEST(OptimizersContract, MethodsOnTheFullBatchRefuseWhatTheyCannotHonour) {
  for (std::string_view id : idsOf(Optimizers{})) {
    if (isFirstOrder(id)) continue;
    const std::string head =
        R"({"data": {"source": "moons"}, "optimizer": ")" + std::string(id) + "\", ";
    const auto path = [&](const std::string& rest) {
      return testing::errorOf(head + rest + "}").path;
    };
    EXPECT_EQ(path(R"("batchSize": 10)"), "batchSize") << id;
    EXPECT_EQ(path(R"("regularization": {"l1": 0.1})"), "regularization.l1") << id;
    EXPECT_EQ(path(R"("network": {"layers": [{"units": 3, "dropout": 0.1}, {}]})"),
              "network.layers.0.dropout")
        << id;
    EXPECT_EQ(path(R"("precision": "float32")"), "precision") << id;
    EXPECT_EQ(path(R"("schedule": "cosine")"), "schedule") << id;
    EXPECT_EQ(path(R"("regularization": {"l2": 0.1})"), "") << id;
  }
}

TEST(OptimizersContract, NeverRaiseWhatTheyMinimiseOnTheFullBatch) {
  for (std::string_view id : idsOf(Optimizers{})) {
    // The pseudo-inverses are here because they do.
    if (isFirstOrder(id) || needsSlopes(*componentById(Optimizers{}, id))) continue;
    const auto session = sessionOf(spec(id, R"(, "regularization": {"l2": 1e-3})"));
    const auto value = [&] {
      const auto metrics = *session->evaluate(Part::train);
      return metrics.loss + metrics.penalty;
    };
    double before = value();
    for (int k = 0; k < 20 && session->progress().status == RunStatus::running; ++k) {
      session->run(1);
      const double now = value();
      EXPECT_LE(now, before * (1 + 1e-12)) << id << ", step " << k;
      before = now;
    }
  }
}

TEST(OptimizersContract, SlicesChangeNoBit) {
  for (std::string_view id : idsOf(Optimizers{})) {
    const bool penalised = !needsSlopes(*componentById(Optimizers{}, id));
    const std::string text = spec(id, penalised ? R"(, "regularization": {"l2": 1e-3})" : "");
    const auto whole = sessionOf(text), cut = sessionOf(text);
    whole->run(12);
    for (int k = 0; k < 100'000 && cut->progress().step < 12; ++k)
      cut->advance(1, 12 - cut->progress().step);
    EXPECT_EQ(cut->progress().step, 12) << id;
    EXPECT_EQ(cut->fingerprint(), whole->fingerprint()) << id;
  }
}

}  // namespace
}  // namespace fallline
