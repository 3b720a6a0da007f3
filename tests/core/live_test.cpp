// What is changed by hand while a session trains: single parameters, units switched off.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "fallline/prepare.h"
#include "fallline/session.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

/// 2-3-2-1 in double: W 6, b 3, W 6, b 2, W 2, b 1.
std::string smallSpec(const std::string& rest = "") {
  return R"({"data": {"source": "moons", "samples": 100}, "seed": 4, "batchSize": 25, "stop": {},
    "precision": "float64", "network": {"layers": [{"units": 3}, {"units": 2}, {}]})" +
         rest + "}";
}

/// Numbers of the parameters that belong to unit 1 of the first layer: its row of W, its bias, its
/// column of the next W.
const std::vector<std::size_t> kOfUnit{2, 3, 7, 10, 13};

TEST(SetParameter, ChangesOneNumberInPlainOrder) {
  const auto session = sessionOf(smallSpec());
  std::vector<double> expected = session->parameters();
  ASSERT_EQ(expected.size(), 20U);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    expected[i] = double(i) + 0.5;
    ASSERT_FALSE(session->setParameter(std::int64_t(i), expected[i]));
    EXPECT_EQ(session->parameters(), expected) << i;
  }
}

TEST(SetParameter, RefusesWhatIsNoneAndWhatIsNotFinite) {
  const auto session = sessionOf(smallSpec());
  const auto before = session->parameters();
  EXPECT_EQ(session->setParameter(20, 1)->code, "out-of-range");
  EXPECT_EQ(session->setParameter(-1, 1)->code, "out-of-range");
  EXPECT_EQ(session->setParameter(0, std::nan(""))->code, "bad-value");
  const auto single = sessionOf(R"({"data": {"source": "xor"}, "precision": "float32"})");
  EXPECT_EQ(single->setParameter(0, 1e300)->code, "bad-value");  // no finite float
  EXPECT_EQ(session->parameters(), before);
}

TEST(SetParameter, DoesNotDependOnWhereAStepIsCut) {
  const std::string text = R"({"data": {"source": "spiral", "samples": 3000}, "batchSize": "full",
    "network": {"layers": [{"units": 5}, {}]}, "stop": {}})";
  const auto whole = sessionOf(text);
  whole->run(3);
  ASSERT_FALSE(whole->setParameter(2, 0.75));
  whole->run(3);
  for (int slices : {0, 1, 4}) {  // of the nine that a step has
    const auto cut = sessionOf(text);
    cut->run(3);
    for (int i = 0; i < slices; ++i) cut->advance(1, 1);
    ASSERT_EQ(cut->progress().step, 3);
    ASSERT_FALSE(cut->setParameter(2, 0.75));
    cut->run(3);
    EXPECT_EQ(cut->fingerprint(), whole->fingerprint()) << slices;
  }
}

TEST(SetParameter, MakesEvaluationsAnew) {
  const auto session = sessionOf(smallSpec());
  const double before = session->evaluate(Part::train)->loss;
  const double old = session->parameters()[0];
  ASSERT_FALSE(session->setParameter(0, old + 3));
  const double other = session->evaluate(Part::train)->loss;
  EXPECT_NE(other, before);
  // In the middle of an evaluation in slices, too: 3000 samples are more than one chunk.
  const auto large =
      sessionOf(R"({"data": {"source": "spiral", "samples": 3000}, "precision": "float64"})");
  std::optional<Metrics> metrics;
  ASSERT_FALSE(large->evaluateSlice(Part::train, 1, metrics));
  ASSERT_FALSE(large->setParameter(0, 5));
  while (!large->evaluateSlice(Part::train, 1, metrics)) {
  }
  const auto again =
      sessionOf(R"({"data": {"source": "spiral", "samples": 3000}, "precision": "float64"})");
  ASSERT_FALSE(again->setParameter(0, 5));
  EXPECT_EQ(metrics->loss, again->evaluate(Part::train)->loss);
  // Setting it back undoes it.
  ASSERT_FALSE(session->setParameter(0, old));
  EXPECT_EQ(session->evaluate(Part::train)->loss, before);
}

TEST(SetParameter, WhileAnEpochIsJudgedItIsJudgedOnce) {
  const std::string text = R"({"data": {"source": "spiral", "samples": 3000, "split":
    {"train": 0.5, "validation": 0.5}}, "batchSize": "full", "precision": "float64",
    "stop": {"loss": 1e-9, "patience": 1}})";
  const auto session = sessionOf(text);
  while (!session->progress().judging) session->advance(1, 1);
  while (!session->progress().best) session->advance(1, 1);  // validation done, training begun
  ASSERT_TRUE(session->progress().judging);
  const Best best = *session->progress().best;
  ASSERT_FALSE(session->setParameter(0, session->parameters()[0]));
  while (session->progress().judging) session->advance(1, 0);
  EXPECT_EQ(session->progress().status, RunStatus::running);  // not without patience already
  EXPECT_EQ(session->progress().best->epoch, best.epoch);
}

TEST(SwitchUnit, AUnitThatIsOffGivesNothing) {
  const auto session = sessionOf(smallSpec());
  session->run(30);
  const std::vector<double> inputs{0.3, -0.2, -1, 0.5};
  ASSERT_FALSE(session->switchUnit(0, 1, false));
  EXPECT_EQ(session->off(), (std::vector<std::vector<Index>>{{1}, {}, {}}));
  const auto activations = session->activations(inputs);
  ASSERT_TRUE(activations);
  ASSERT_EQ(activations->size(), 12U);
  for (std::size_t sample : {0U, 1U}) {
    EXPECT_EQ((*activations)[6 * sample + 1], 0);
    EXPECT_NE((*activations)[6 * sample], 0);
  }
  // The same as weights of 0 out of it (W of the second layer: rows of 3 from place 9 on).
  const auto predicted = session->predict(inputs);
  const auto loss = session->evaluate(Part::test)->loss;
  const auto other = sessionOf(smallSpec());
  ASSERT_FALSE(other->setParameters(session->parameters()));
  EXPECT_NE(*other->predict(inputs), *predicted);
  ASSERT_FALSE(other->setParameter(10, 0));
  ASSERT_FALSE(other->setParameter(13, 0));
  EXPECT_EQ(*other->predict(inputs), *predicted);
  EXPECT_EQ(other->evaluate(Part::test)->loss, loss);
}

TEST(SwitchUnit, LearnsNothingWhateverTheMethod) {
  for (const char* method :
       {R"({"id": "sgd", "learningRate": 0.1})", R"({"id": "momentum", "learningRate": 0.1})",
        R"({"id": "nesterov", "learningRate": 0.1})", R"("adagrad")", R"("rmsprop")",
        R"({"id": "adam", "learningRate": 0.05})",
        R"({"id": "adamw", "learningRate": 0.05, "weightDecay": 0.3})"}) {
    SCOPED_TRACE(method);
    const auto session = sessionOf(
        smallSpec(R"(, "regularization": {"l1": 0.01, "l2": 0.1, "biases": true}, "optimizer": )" +
                  std::string(method)));
    session->run(20);  // momentum is under way
    const auto before = session->parameters();
    ASSERT_FALSE(session->switchUnit(0, 1, false));
    session->run(20);
    auto after = session->parameters();
    for (std::size_t i = 0; i < before.size(); ++i) {
      const bool ofUnit = std::find(kOfUnit.begin(), kOfUnit.end(), i) != kOfUnit.end();
      EXPECT_EQ(before[i] == after[i], ofUnit) << i;
    }
    ASSERT_FALSE(session->switchUnit(0, 1, true));
    session->run(20);
    const auto on = session->parameters();
    for (std::size_t i : kOfUnit) EXPECT_NE(on[i], after[i]) << i;
  }
}

TEST(SwitchUnit, TheRestLearnsAsIfTheUnitWereNotThere) {
  // 2-3-1 with unit 2 off, beside 2-2-1 that starts with the same numbers.
  const auto text = [](int units) {
    return R"({"data": {"source": "moons", "samples": 100}, "seed": 4, "batchSize": 25, "stop": {},
      "precision": "float64", "optimizer": {"id": "momentum", "learningRate": 0.05, "clipNorm": 0.2},
      "regularization": {"l2": 0.01}, "network": {"layers": [{"units": )" +
           std::to_string(units) + "}, {}]}}";
  };
  const auto three = sessionOf(text(3)), two = sessionOf(text(2));
  const auto p = three->parameters();  // W 3×2, b 3, W 1×3, b 1
  ASSERT_FALSE(two->setParameters(
      std::vector<double>{p[0], p[1], p[2], p[3], p[6], p[7], p[9], p[10], p[12]}));
  ASSERT_FALSE(three->switchUnit(0, 2, false));
  three->run(40);
  two->run(40);
  const auto q = three->parameters(), r = two->parameters();
  const std::vector<double> rest{q[0], q[1], q[2], q[3], q[6], q[7], q[9], q[10], q[12]};
  for (std::size_t i = 0; i < rest.size(); ++i) EXPECT_NEAR(rest[i], r[i], 1e-12) << i;
}

TEST(SwitchUnit, NothingOffChangesNoBit) {
  const auto plain = sessionOf(smallSpec()), switched = sessionOf(smallSpec());
  plain->run(40);
  switched->run(20);
  ASSERT_FALSE(switched->switchUnit(1, 0, false));
  ASSERT_FALSE(switched->switchUnit(1, 0, false));  // twice is once
  ASSERT_FALSE(switched->switchUnit(1, 0, true));
  EXPECT_EQ(switched->off(), (std::vector<std::vector<Index>>{{}, {}, {}}));
  switched->run(20);
  EXPECT_EQ(switched->fingerprint(), plain->fingerprint());
}

TEST(SwitchUnit, IsKeptInSnapshotsAndForgottenByReset) {
  const auto session = sessionOf(smallSpec());
  const auto start = session->fingerprint();
  session->run(11);
  ASSERT_FALSE(session->switchUnit(0, 2, false));
  ASSERT_FALSE(session->switchUnit(0, 0, false));
  ASSERT_FALSE(session->switchUnit(1, 1, false));
  session->run(11);
  const std::vector<std::vector<Index>> off{{0, 2}, {1}, {}};
  EXPECT_EQ(session->off(), off);
  const auto snapshot = session->snapshot();
  session->run(11);
  const auto other = sessionOf(smallSpec());
  ASSERT_FALSE(other->restore(snapshot));
  EXPECT_EQ(other->off(), off);
  EXPECT_EQ(other->snapshot(), snapshot);
  other->run(11);
  EXPECT_EQ(other->fingerprint(), session->fingerprint());
  session->reset();
  EXPECT_EQ(session->off(), (std::vector<std::vector<Index>>{{}, {}, {}}));
  EXPECT_EQ(session->fingerprint(), start);
}

TEST(SwitchUnit, OnlyHiddenUnitsCan) {
  const auto session = sessionOf(smallSpec());
  EXPECT_EQ(session->switchUnit(2, 0, false)->path, "layer");  // the output
  EXPECT_EQ(session->switchUnit(-1, 0, false)->code, "out-of-range");
  EXPECT_EQ(session->switchUnit(0, 3, false)->path, "unit");
  EXPECT_EQ(session->switchUnit(1, -1, false)->code, "out-of-range");
}

TEST(Activations, AreThoseOfEveryUnitInOrder) {
  const auto session = sessionOf(smallSpec());
  const auto p = session->parameters();
  const double x = 0.4, y = -0.7;
  const auto activations = session->activations(std::vector<double>{x, y});
  ASSERT_TRUE(activations);
  ASSERT_EQ(activations->size(), 6U);
  for (std::size_t u = 0; u < 3; ++u) {
    EXPECT_NEAR((*activations)[u], std::tanh(p[2 * u] * x + p[2 * u + 1] * y + p[6 + u]), 1e-14);
  }
  EXPECT_EQ(activations->back(), session->predict(std::vector<double>{x, y})->front());
}

TEST(Activations, OfTheOutputAreNotRescaledAndAreBounded) {
  const auto session = sessionOf(R"({"data": {"source": "sine", "scaleTargets": "standardize"},
    "network": {"layers": [{"units": 4}, {}]}})");
  const std::vector<double> x{0.25};
  const auto all = session->activations(x);
  const double rescaled = session->predict(x)->front();
  const double target = session->prepared().targets.scaling.apply(0, rescaled);
  EXPECT_NEAR(all->back(), target, 1e-6);
  EXPECT_NE(all->back(), rescaled);
  const std::vector<double> many(Session::kMostActivations / 5 + 1);
  EXPECT_EQ(session->activations(many).error().code, "out-of-range");
  EXPECT_EQ(sessionOf(smallSpec())->activations(x).error().code, "wrong-shape");
}

}  // namespace
}  // namespace fallline
