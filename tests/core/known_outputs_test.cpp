// What a second-order method keeps of its latest trial, so that nothing is computed twice, is never
// taken for what it is not any more.
#include <gtest/gtest.h>

#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

/// Of two chunks.
constexpr const char* kNumbers = R"({"data": {"source": "franke", "samples": 400}, "stop": {},
    "network": {"layers": [{"units": 4, "activation": "tanh"}, {}]}, "seed": 2,
    "optimizer": "levenberg-marquardt"})";
constexpr const char* kClasses = R"({"data": {"source": "moons", "samples": 400}, "stop": {},
    "network": {"layers": [{"units": 4, "activation": "tanh"}, {}]}, "seed": 2,
    "optimizer": {"id": "levenberg-marquardt", "form": "conjugate-gradient"}})";

TEST(KnownOutputs, GiveTheMetricsOfAnEvaluation) {
  for (const char* text : {kNumbers, kClasses}) {
    const auto trained = sessionOf(text);
    trained->run(3);
    const auto other = sessionOf(text);
    ASSERT_FALSE(other->setParameters(trained->parameters()));
    const auto known = trained->evaluate(Part::train), computed = other->evaluate(Part::train);
    EXPECT_EQ(known->loss, computed->loss);
    EXPECT_EQ(known->mse, computed->mse);
    EXPECT_EQ(known->confusion, computed->confusion);
    EXPECT_EQ(trained->progress().best->loss, computed->loss);
  }
}

TEST(KnownOutputs, AreThoseOfTheEpochWhereverItIsCut) {
  for (const char* text : {kNumbers, kClasses}) {
    const auto whole = sessionOf(text), cut = sessionOf(text);
    whole->run(4);
    while (cut->progress().step < 4 || cut->progress().judging) cut->advance(1, 4);
    EXPECT_EQ(cut->fingerprint(), whole->fingerprint());
    EXPECT_EQ(cut->progress().best->loss, whole->progress().best->loss);
  }
}

/// The same change by hand to a session that has just trained, and to one that was restored there
/// and knows nothing of the trial: they go on alike.
template <class F>
void expectForgotten(F&& change) {
  for (const char* text : {kNumbers, kClasses}) {
    const auto trained = sessionOf(text);
    trained->run(2);
    const auto fresh = sessionOf(text);
    ASSERT_FALSE(fresh->restore(trained->snapshot()));
    change(*trained);
    change(*fresh);
    trained->run(2);
    fresh->run(2);
    EXPECT_EQ(trained->fingerprint(), fresh->fingerprint());
    EXPECT_EQ(trained->progress().last.loss, fresh->progress().last.loss);
  }
}

TEST(KnownOutputs, AreForgottenWhenAParameterIsChanged) {
  expectForgotten([](Session& session) { ASSERT_FALSE(session.setParameter(0, 0.25)); });
}

TEST(KnownOutputs, AreForgottenWhenAUnitIsSwitchedOff) {
  expectForgotten([](Session& session) { ASSERT_FALSE(session.switchUnit(0, 1, false)); });
}

TEST(KnownOutputs, DoNotOutliveAChangeBeforeTheyAreJudged) {
  for (const char* text : {kNumbers, kClasses}) {
    const auto session = sessionOf(text);
    session->run(2);
    while (!session->progress().judging) session->advance(1, 1);  // the step is taken, not judged
    ASSERT_FALSE(session->switchUnit(0, 1, false));
    while (session->progress().judging) session->advance(1, 0);
    const auto other = sessionOf(text);
    ASSERT_FALSE(other->setParameters(session->parameters()));
    ASSERT_FALSE(other->switchUnit(0, 1, false));
    EXPECT_EQ(session->evaluate(Part::train)->loss, other->evaluate(Part::train)->loss);
  }
}

}  // namespace
}  // namespace fallline
