// What all second-order methods have in common with every other one: pause, snapshots, live
// changes, units that are off, limits of memory.
#include <gtest/gtest.h>

#include <cmath>

#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

/// Every method and form, as `optimizer` of a Spec.
const std::vector<std::string>& methods() {
  static const std::vector<std::string> all{
      R"({"id": "levenberg-marquardt", "form": "primal"})",
      R"({"id": "levenberg-marquardt", "form": "dual"})",
      R"({"id": "levenberg-marquardt", "form": "conjugate-gradient"})",
      R"({"id": "layerwise-levenberg-marquardt", "form": "primal"})",
      R"({"id": "layerwise-levenberg-marquardt", "form": "dual"})",
      R"({"id": "lbfgs", "memory": 4})",
      R"("conjugate-gradient")"};
  return all;
}

/// 2-4-3-1 on 600 samples, which are three chunks.
std::string spec(const std::string& optimizer, const std::string& rest = "") {
  return R"({"data": {"source": "moons", "samples": 600, "noise": 0.2, "split": {"train": 1}},
      "network": {"layers": [{"units": 4}, {"units": 3}, {}]}, "stop": {}, "seed": 4,
      "optimizer": )" +
         optimizer + rest + "}";
}

TEST(SecondOrder, GoesOnFromTheMiddleOfAStepToTheBit) {
  for (const std::string& method : methods()) {
    SCOPED_TRACE(method);
    const std::string text = spec(method, R"(, "regularization": {"l2": 1e-4})");
    const auto whole = sessionOf(text), cut = sessionOf(text), other = sessionOf(text);
    whole->run(12);
    cut->run(5);
    for (int slices = 1; slices <= 7; ++slices) {
      cut->advance(1, 1);
      if (cut->progress().step > 5) break;  // that was the whole step
      const auto snapshot = cut->snapshot();
      ASSERT_FALSE(other->restore(snapshot));
      other->run(7);
      EXPECT_EQ(other->fingerprint(), whole->fingerprint()) << slices << " slices";
    }
    cut->run(12 - cut->progress().step);
    EXPECT_EQ(cut->fingerprint(), whole->fingerprint());
  }
}

TEST(SecondOrder, IsHeardWithinAChunkOrAPanel) {
  // 600 samples of 2-40-30-1: one factorization of the dual form is 600³ / 3 = 7e7 multiply-adds,
  // so that a step takes many slices of a millionth of a second's worth of work.
  for (const std::string& method : methods()) {
    SCOPED_TRACE(method);
    const auto session = sessionOf(
        R"({"data": {"source": "moons", "samples": 600, "split": {"train": 1}}, "stop": {},
            "network": {"layers": [{"units": 40}, {"units": 30}, {}]}, "optimizer": )" +
        method + "}");
    int slices = 0;
    while (session->progress().step == 0) {
      session->advance(1, 1);
      ++slices;
    }
    EXPECT_GE(slices, 5) << "three chunks, for the gradient and for a trial";
  }
}

TEST(SecondOrder, LeavesUnitsThatAreOffAlone) {
  for (const std::string& method : methods()) {
    SCOPED_TRACE(method);
    const std::string text = spec(method, R"(, "regularization": {"l2": 1e-3, "biases": true})");
    const auto session = sessionOf(text);
    session->run(5);
    const auto before = session->parameters();
    ASSERT_FALSE(session->switchUnit(0, 1, false));
    const auto value = [&] {
      const Metrics metrics = *session->evaluate(Part::train);
      return metrics.loss + metrics.penalty;
    };
    double last = value();
    for (int k = 0; k < 5; ++k) {
      session->run(1);
      EXPECT_LE(value(), last * (1 + 1e-12)) << k;
      last = value();
    }
    const auto after = session->parameters();
    // W of the first layer is 4 × 2: its row 1 stands at 2 and 3, its bias at 9; then W 3 × 4.
    for (std::size_t i : {2U, 3U, 9U, 13U, 17U, 21U}) EXPECT_EQ(after[i], before[i]) << i;
    EXPECT_NE(after[0], before[0]);
    // A snapshot that was taken with the unit off goes on with it off.
    const auto other = sessionOf(text);
    ASSERT_FALSE(other->restore(session->snapshot()));
    session->run(4);
    other->run(4);
    EXPECT_EQ(other->fingerprint(), session->fingerprint());
    // And on again, it learns.
    ASSERT_FALSE(session->switchUnit(0, 1, true));
    session->run(3);
    EXPECT_NE(session->parameters()[2], before[2]);
  }
}

TEST(SecondOrder, TakesOverAnotherFormWhileItRuns) {
  const std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>> all{
      {R"({"id": "levenberg-marquardt", "form": "primal"})",
       {{"optimizer.form", "\"dual\""}, {"optimizer.scaling", "\"none\""}}},
      {R"({"id": "layerwise-levenberg-marquardt", "form": "primal"})",
       {{"optimizer.form", "\"dual\""}}},
      {R"({"id": "lbfgs", "memory": 3})", {{"optimizer.memory", "7"}}}};
  for (const auto& [method, changes] : all) {
    SCOPED_TRACE(method);
    const auto session = sessionOf(spec(method)), plain = sessionOf(spec(method));
    session->run(4);
    plain->run(10);
    for (const auto& [path, value] : changes) ASSERT_FALSE(session->retune(path, value));
    session->run(3);
    const auto other = sessionOf(spec(method));
    ASSERT_FALSE(other->restore(session->snapshot()));
    session->run(3);
    other->run(3);
    EXPECT_EQ(other->fingerprint(), session->fingerprint());
    EXPECT_NE(plain->fingerprint(), session->fingerprint()) << "the change has changed nothing";
    Spec written = testing::specOf(spec(method));
    written.changes = session->spec().changes;
    const auto replayed = sessionOf(writeSpec(written));
    replayed->run(10);
    EXPECT_EQ(replayed->fingerprint(), session->fingerprint());
  }
}

TEST(SecondOrder, RefusesWhatDoesNotFitAndSaysWhatWould) {
  const auto error = [](const std::string& method, const std::string& form, int samples,
                        const std::string& units) {
    return testing::errorOf(
        R"({"data": {"source": "moons", "samples": )" + std::to_string(samples) +
        R"(, "split": {"train": 1}}, "network": {"layers": [{"units": )" + units +
        R"(}, {}]}, "optimizer": {"id": ")" + method + R"(", "form": ")" + form + "\"}}");
  };
  for (const std::string method : {"levenberg-marquardt", "layerwise-levenberg-marquardt"}) {
    SCOPED_TRACE(method);
    // 6000² numbers of 8 bytes are 288 MB, and there are three and more such matrices.
    const Error dual = error(method, "dual", 6000, "8");
    EXPECT_EQ(dual.code, "too-large");
    EXPECT_EQ(dual.path, "optimizer.form");
    EXPECT_NE(dual.message.find("\"primal\" fits"), std::string::npos) << dual.message;
    // 3 · 4000 parameters of the first layer: 16 · 12 000² bytes are 2304 MB.
    const Error primal = error(method, "primal", 200, "4000");
    EXPECT_NE(primal.message.find("\"dual\" fits"), std::string::npos) << primal.message;
    const Error both = error(method, "dual", 6000, "4000");
    EXPECT_NE(both.message.find("\"conjugate-gradient\" fits"), std::string::npos) << both.message;
    EXPECT_EQ(error(method, "automatic", 6000, "4000").code, "none");
  }
  // A live change is held to the same limit.
  const auto session = sessionOf(
      R"({"data": {"source": "moons", "samples": 6000, "split": {"train": 1}},
          "optimizer": "levenberg-marquardt", "network": {"layers": [{"units": 8}, {}]}})");
  const auto refused = session->retune("optimizer.form", "\"dual\"");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, "too-large");
}

TEST(SecondOrder, ReportsWhatItKnows) {
  for (const std::string& method : methods()) {
    SCOPED_TRACE(method);
    const auto session = sessionOf(spec(method));
    session->run(3);
    const StepReport& report = session->progress().last;
    EXPECT_EQ(report.status, Status::running);
    ASSERT_TRUE(report.extras.accepted);
    EXPECT_GE(*report.extras.accepted, 1);
    EXPECT_GE(report.evaluations, 1);
    EXPECT_GT(report.stepNorm, 0);
    const bool damped = method.find("levenberg") != std::string::npos;
    EXPECT_EQ(report.damping > 0, damped);
    EXPECT_EQ(report.gainRatio > 0, damped);
    const bool factored = damped && method.find("conjugate") == std::string::npos;
    ASSERT_EQ(report.extras.condition.has_value(), factored);
    if (factored) {
      EXPECT_GT(*report.extras.condition, 1);
    }
    if (method.find("\"levenberg") != std::string::npos) {
      ASSERT_TRUE(report.extras.cosine);
      EXPECT_GT(*report.extras.cosine, 0);
      EXPECT_LE(*report.extras.cosine, 1 + 1e-12);
    }
  }
}

}  // namespace
}  // namespace fallline
