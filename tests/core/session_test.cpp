#include "fallline/session.h"

#include <gtest/gtest.h>

#include <cmath>

#include "fallline/baseline.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::errorOf;
using testing::sessionOf;

constexpr const char* kSpiral = R"({"data": {"source": "spiral", "seed": 3}, "seed": 5,
  "network": {"layers": [{"units": 8, "activation": "tanh", "dropout": 0.1}, {}]},
  "optimizer": {"id": "adam", "learningRate": 0.02}, "batchSize": 10, "stop": {}})";

TEST(Session, TheSameSpecGivesTheSameBits) {
  const auto a = sessionOf(kSpiral), b = sessionOf(kSpiral);
  a->run(137);
  b->run(137);
  EXPECT_EQ(a->fingerprint(), b->fingerprint());
  EXPECT_EQ(a->progress().step, 137);
}

TEST(Session, SlicesDoNotChangeBits) {
  const auto whole = sessionOf(kSpiral), sliced = sessionOf(kSpiral);
  whole->run(100);
  while (sliced->progress().step < 100 || sliced->progress().judging) {
    sliced->advance(50, 100 - sliced->progress().step);  // less than one step's work
  }
  EXPECT_EQ(whole->fingerprint(), sliced->fingerprint());
  EXPECT_EQ(whole->progress().best->loss, sliced->progress().best->loss);
}

TEST(Session, AFullBatchIsCutIntoSlicesToo) {
  const std::string text = R"({"data": {"source": "spiral", "samples": 3000}, "batchSize": "full",
    "network": {"layers": [{"units": 20}, {}]}, "stop": {}})";
  const auto whole = sessionOf(text), sliced = sessionOf(text);
  whole->run(3);
  int calls = 0;
  while (sliced->progress().step < 3 || sliced->progress().judging) {
    sliced->advance(1, 3 - sliced->progress().step);
    ++calls;
  }
  EXPECT_GT(calls, 3 * 8);  // 2250 samples are nine chunks of 256
  EXPECT_EQ(whole->fingerprint(), sliced->fingerprint());
}

TEST(Session, ResetGivesTheSameStartAndAnotherSeedAnotherOne) {
  const auto session = sessionOf(kSpiral);
  const std::uint64_t start = session->fingerprint();
  session->run(50);
  const std::uint64_t after = session->fingerprint();
  EXPECT_NE(start, after);
  session->reset();
  EXPECT_EQ(session->fingerprint(), start);
  session->run(50);
  EXPECT_EQ(session->fingerprint(), after);

  std::string other = kSpiral;
  other.replace(other.find("\"seed\": 5"), 9, "\"seed\": 6");
  EXPECT_NE(sessionOf(other)->fingerprint(), start);
  EXPECT_EQ(sessionOf(other)->data().inputs.values, session->data().inputs.values);
}

TEST(Session, TheBatchSizeChangesNeitherStartNorData) {
  std::string other = kSpiral;
  other.replace(other.find("\"batchSize\": 10"), 15, "\"batchSize\": 25");
  EXPECT_EQ(sessionOf(other)->fingerprint(), sessionOf(kSpiral)->fingerprint());
}

TEST(Session, SnapshotsContinueAsIfNothingHadHappened) {
  // In the middle of an epoch, with dropout, momentum terms and a live change on the way.
  const auto whole = sessionOf(kSpiral);
  whole->run(33);
  ASSERT_FALSE(whole->retune("optimizer.learningRate", "0.005"));
  whole->run(44);
  const std::vector<std::uint8_t> snapshot = whole->snapshot();
  whole->run(90);

  const auto other = sessionOf(kSpiral);
  other->run(5);
  ASSERT_FALSE(other->restore(snapshot));
  EXPECT_EQ(other->progress().step, 77);
  ASSERT_EQ(other->spec().changes.size(), 1U);
  EXPECT_EQ(other->snapshot(), snapshot);
  other->run(90);
  EXPECT_EQ(other->fingerprint(), whole->fingerprint());
  EXPECT_EQ(other->progress().best->loss, whole->progress().best->loss);
}

TEST(Session, SnapshotsTakenInTheMiddleOfAStepOrOfJudgingContinueToo) {
  const std::string text = R"({"data": {"source": "moons", "samples": 2000},
    "batchSize": 900, "network": {"layers": [{"units": 9}, {}]}, "stop": {"epochs": 4}})";
  const auto whole = sessionOf(text);
  whole->run(100);
  const auto cut = sessionOf(text);
  while (cut->progress().status == RunStatus::running) {
    cut->advance(1, 100);
    const auto snapshot = cut->snapshot();
    const auto next = sessionOf(text);
    ASSERT_FALSE(next->restore(snapshot));
    next->run(100);
    ASSERT_EQ(next->fingerprint(), whole->fingerprint()) << "at step " << cut->progress().step;
    ASSERT_EQ(next->progress().best->loss, whole->progress().best->loss);
  }
}

TEST(Session, RefusesDamagedAndForeignSnapshots) {
  const auto session = sessionOf(kSpiral);
  session->run(12);
  const std::uint64_t fingerprint = session->fingerprint();
  std::vector<std::uint8_t> snapshot = session->snapshot();
  const auto foreign = sessionOf(R"({"data": {"source": "xor"}, "stop": {}})")->snapshot();
  EXPECT_EQ(session->restore(foreign)->code, "conflict");
  snapshot[snapshot.size() / 2] ^= 1;
  EXPECT_EQ(session->restore(snapshot)->code, "bad-snapshot");
  snapshot.resize(7);
  EXPECT_EQ(session->restore(snapshot)->code, "bad-snapshot");
  EXPECT_EQ(session->fingerprint(), fingerprint);  // nothing was lost
}

TEST(Session, LiveChangesAreRecordedAndReplayedToTheBit) {
  const auto live = sessionOf(kSpiral);
  live->run(20);
  ASSERT_FALSE(live->retune("optimizer.learningRate", "0.001"));
  live->run(20);
  ASSERT_FALSE(live->retune("regularization.l2", "0.01"));
  ASSERT_FALSE(live->retune("batchSize", "17"));
  live->run(60);
  ASSERT_EQ(live->spec().changes.size(), 2U);
  EXPECT_EQ(live->spec().changes[0].step, 20);
  EXPECT_EQ(live->spec().changes[1].step, 40);

  Spec replayed = testing::specOf(kSpiral);
  replayed.changes = live->spec().changes;
  const auto replay = sessionOf(writeSpec(replayed));
  replay->run(100);
  EXPECT_EQ(replay->fingerprint(), live->fingerprint());

  const auto plain = sessionOf(kSpiral);
  plain->run(100);
  EXPECT_NE(plain->fingerprint(), live->fingerprint());
}

TEST(Session, ALiveChangeInTheMiddleOfAStepWaitsForTheNextOne) {
  const std::string text = R"({"data": {"source": "spiral", "samples": 3000}, "batchSize": "full",
    "optimizer": {"id": "sgd", "learningRate": 0.1}, "stop": {}})";
  const auto live = sessionOf(text);
  live->run(2);
  live->advance(1, 1);  // the third step has begun
  ASSERT_FALSE(live->retune("optimizer.learningRate", "0.5"));
  EXPECT_EQ(live->spec().changes.at(0).step, 3);
  live->run(5);
  Spec replayed = testing::specOf(text);
  replayed.changes = live->spec().changes;
  const auto replay = sessionOf(writeSpec(replayed));
  replay->run(live->progress().step);
  EXPECT_EQ(replay->fingerprint(), live->fingerprint());
}

TEST(Session, RefusesLiveChangesOfWhatCannotChange) {
  const auto session = sessionOf(kSpiral);
  EXPECT_TRUE(session->retune("optimizer.learningRate", "-1"));
  EXPECT_TRUE(session->retune("network.layers.0.units", "3"));
  EXPECT_TRUE(session->retune("optimizer.id", "\"sgd\""));
  EXPECT_TRUE(session->retune("batchSize", "0"));
  EXPECT_TRUE(session->spec().changes.empty());
}

TEST(Session, ADivergenceKeepsTheLastFiniteParametersAndNamesItsPlace) {
  // Gradient descent on three points at rate 1 with linear layers: the loss grows at every step.
  const auto session = sessionOf(R"({"data": {"source": "three-points"}, "network": {"layers":
    [{"units": 10, "activation": "linear"}, {"units": 1}]},
    "optimizer": {"id": "sgd", "learningRate": 5}, "batchSize": "full", "stop": {"epochs": 1000}})");
  session->run(1000);
  const Progress& progress = session->progress();
  EXPECT_EQ(progress.status, RunStatus::diverged);
  EXPECT_NE(progress.reason.find("step " + std::to_string(progress.step + 1)), std::string::npos)
      << progress.reason;
  EXPECT_NE(progress.reason.find("layer "), std::string::npos);
  for (double parameter : session->parameters()) EXPECT_TRUE(std::isfinite(parameter));
  EXPECT_TRUE(std::isfinite(session->evaluate(Part::train)->loss));
  const std::int64_t step = progress.step;
  session->run(10);
  EXPECT_EQ(session->progress().step, step);  // it stays where it stopped
}

TEST(Session, PatienceBringsTheBestParametersBack) {
  const auto session = sessionOf(R"({"data": {"source": "franke", "samples": 60, "noise": 0.5,
    "split": {"train": 0.4, "validation": 0.4}}, "network": {"layers": [{"units": 40}, {}]},
    "optimizer": {"id": "adam", "learningRate": 0.05}, "batchSize": "full",
    "stop": {"epochs": 5000, "patience": 20}})");
  session->run(5000);
  EXPECT_EQ(session->progress().status, RunStatus::stopped);
  EXPECT_LT(session->progress().epoch, 5000);
  EXPECT_EQ(session->progress().epoch, session->progress().best->epoch + 20);
  EXPECT_EQ(session->evaluate(Part::validation)->loss, session->progress().best->loss);
}

TEST(Session, StopRulesEndARun) {
  const std::string start = R"({"data": {"source": "three-points"}, "batchSize": "full",
    "optimizer": {"id": "adam", "learningRate": 0.01}, "stop": )";
  const auto ended = [&](const std::string& stop) {
    auto session = sessionOf(start + stop + "}");
    session->run(100000);
    return session;
  };
  EXPECT_EQ(ended(R"({"epochs": 7})")->progress().epoch, 7);
  EXPECT_EQ(ended(R"({"steps": 9})")->progress().step, 9);
  const auto loss = ended(R"({"epochs": 90000, "loss": 1e-4})");
  EXPECT_EQ(loss->progress().status, RunStatus::converged);
  EXPECT_LE(loss->evaluate(Part::train)->loss, 1e-4);
  const auto gradient = ended(R"({"epochs": 90000, "gradient": 1e-3})");
  EXPECT_EQ(gradient->progress().status, RunStatus::converged);
  EXPECT_LE(gradient->progress().last.gradientNorm, 1e-3);
}

TEST(Session, JudgesLargeTrainingPartsOnlyWhenAsked) {
  // 30 000 samples through 2·50 + 50·50 + 50 weights are 8e7 multiply-adds, beyond kFreeJudging.
  const auto bestOf = [](const std::string& rest) {
    const auto session = sessionOf(R"({"data": {"source": "xor", "samples": 40000)" + rest +
                                   R"(, "network": {"layers": [{"units": 50}, {"units": 50}, {}]},
                                      "batchSize": 500})");
    session->run(session->stepsPerEpoch());
    EXPECT_EQ(session->progress().epoch, 1);
    EXPECT_FALSE(session->progress().judging);
    return session->progress().best;
  };
  EXPECT_FALSE(bestOf(R"(}, "stop": {"epochs": 2})"));
  EXPECT_TRUE(bestOf(R"(}, "stop": {"epochs": 2, "loss": 1e-9})"));
  EXPECT_TRUE(bestOf(R"(, "split": {"train": 0.7, "validation": 0.1}}, "stop": {"epochs": 2})"));
  const auto ended = sessionOf(R"({"data": {"source": "xor", "samples": 40000}, "batchSize": 500,
    "network": {"layers": [{"units": 50}, {"units": 50}, {}]}, "stop": {"epochs": 2}})");
  ended->run(1000);
  EXPECT_EQ(ended->progress().status, RunStatus::stopped);
  EXPECT_EQ(ended->progress().epoch, 2);
}

TEST(Session, StopAtAMidEpochStepAndAtAnEpochsEnd) {
  // 150 training samples in batches of 20 are 8 steps an epoch, the last one of 10.
  const auto session = sessionOf(R"({"data": {"source": "circle"}, "batchSize": 20,
    "stop": {"steps": 19}})");
  EXPECT_EQ(session->stepsPerEpoch(), 8);
  session->run(100);
  EXPECT_EQ(session->progress().step, 19);
  EXPECT_EQ(session->progress().epoch, 2);
  EXPECT_DOUBLE_EQ(session->progress().passes, 2 + 60.0 / 150);
}

TEST(Session, MetricsAreInOriginalUnits) {
  // A network that always says 0 in scaled units predicts the training mean.
  const auto session = sessionOf(R"({"data": {"source": "franke", "scaleTargets": "standardize"},
    "network": {"layers": [{"units": 1, "init": "zeros"}]}, "stop": {}})");
  const Matrix<double>& targets = session->data().targets;
  double mean = 0;
  for (std::int32_t j : session->samples(Part::train)) mean += targets(0, j);
  mean /= double(session->samples(Part::train).size());
  double variance = 0;
  for (std::int32_t j : session->samples(Part::train)) {
    variance += (targets(0, j) - mean) * (targets(0, j) - mean);
  }
  variance /= double(session->samples(Part::train).size());
  const auto metrics = session->evaluate(Part::train);
  EXPECT_NEAR(*metrics->mse, variance, 1e-12);
  EXPECT_NEAR(metrics->loss, variance, 1e-12);
  EXPECT_NEAR(*metrics->r2, 0, 1e-12);
  EXPECT_NEAR(session->predict(std::vector<double>{0.3, 0.4})->at(0), mean, 1e-12);
  EXPECT_FALSE(session->evaluate(Part::validation));
}

TEST(Session, MetricsFollowTheParameters) {
  // Metrics are kept while nothing changes; every way of change must make them anew.
  const auto session = sessionOf(kSpiral);
  const auto loss = [&] { return session->evaluate(Part::train)->loss; };
  const double start = loss();
  EXPECT_EQ(loss(), start);
  session->run(15);
  const double trained = loss();
  EXPECT_NE(trained, start);
  const std::vector<double> zeros(std::size_t(session->parameterCount()), 0);
  const auto snapshot = session->snapshot();
  ASSERT_FALSE(session->setParameters(zeros));
  EXPECT_NEAR(loss(), 0.6931471805599453, 1e-12);  // log 2: a probability of one half for all
  ASSERT_FALSE(session->restore(snapshot));
  EXPECT_EQ(loss(), trained);
  EXPECT_EQ(session->evaluate(Part::train)->penalty, 0);
  ASSERT_FALSE(session->retune("regularization.l2", "0.1"));
  session->run(1);
  EXPECT_GT(session->evaluate(Part::train)->penalty, 0);
  session->reset();
  EXPECT_EQ(loss(), start);

  // Sliced, with a step in between: the metrics are those of the first slice's parameters, and
  // whoever asks for the present ones gets the present ones.
  const auto large = sessionOf(R"({"data": {"source": "spiral", "samples": 3000}, "stop": {}})");
  const double before = large->evaluate(Part::train)->loss;
  large->reset();
  std::optional<Metrics> sliced;
  ASSERT_FALSE(large->evaluateSlice(Part::train, 1, sliced));
  large->run(3);
  const double now = large->evaluate(Part::train)->loss;
  EXPECT_NE(now, before);
  EXPECT_EQ(large->evaluate(Part::train)->loss, now);
}

TEST(Session, SetParametersIsThePlainOrder) {
  const auto session = sessionOf(R"({"data": {"source": "plane"}, "network": {"layers":
    [{"units": 1, "activation": "linear"}]}, "stop": {}})");
  ASSERT_EQ(session->parameterCount(), 3);
  ASSERT_FALSE(session->setParameters(std::vector<double>{2, -3, 0.5}));
  EXPECT_EQ(session->parameters(), (std::vector<double>{2, -3, 0.5}));
  EXPECT_EQ(session->predict(std::vector<double>{10, 1})->at(0), 17.5);
  EXPECT_EQ(session->setParameters(std::vector<double>{1, 2})->code, "wrong-shape");
  EXPECT_EQ(session->setParameters(std::vector<double>{1, 2, NAN})->code, "bad-value");
  EXPECT_FALSE(session->predict(std::vector<double>{1}));
}

TEST(Session, NumbersScaledFrom0To1MayHaveCrossEntropy) {
  const auto text = [](const std::string& scale) {
    return R"({"data": {"source": "franke", "samples": 100, "scaleTargets": ")" + scale +
           R"("}, "network": {"layers": [{"activation": "sigmoid"}]},
               "loss": "binary-cross-entropy", "optimizer": {"id": "adam", "learningRate": 0.05},
               "stop": {"epochs": 100}})";
  };
  EXPECT_EQ(errorOf(text("none")).path, "loss");
  EXPECT_EQ(errorOf(text("standardize")).path, "loss");
  const auto session = sessionOf(text("minmax"));
  const double before = session->evaluate(Part::train)->loss;
  session->run(20'000);
  EXPECT_EQ(session->progress().status, RunStatus::stopped);
  EXPECT_LT(session->evaluate(Part::train)->loss, before);
  // The loss is of the scaled numbers, the metrics are in the targets' own units.
  EXPECT_LT(session->evaluate(Part::train)->loss, meanPredictor(session->prepared())[0]->loss);
  EXPECT_GT(*session->evaluate(Part::train)->r2, 0);
}

TEST(Session, ErrorsThatNeedTheDataCarryTheirPaths) {
  const auto path = [](const std::string& rest) {
    return errorOf(R"({"data": {"source": "spiral", "classes": 3}, )" + rest + "}").path;
  };
  EXPECT_EQ(path(R"("network": {"layers": [{"activation": "sigmoid"}]})"),
            "network.layers.0.activation");
  EXPECT_EQ(path(R"("network": {"layers": [{"units": 4, "activation": "softmax"}]})"),
            "network.layers.0.units");
  EXPECT_EQ(path(R"("network": {"layers": [{}]}, "loss": "binary-cross-entropy")"), "loss");
  EXPECT_EQ(errorOf(R"({"data": {"source": "franke"}, "network": {"layers":
              [{"units": 2}]}})")
                .path,
            "network.layers.0.units");
  EXPECT_EQ(errorOf(R"({"data": {"source": "franke", "features": ["x3"]}})").path,
            "data.features.0");
  EXPECT_EQ(errorOf(R"({"data": {"source": "circle"}, "stop": {"patience": 3}})").path,
            "stop.patience");
  EXPECT_EQ(errorOf(R"({"data": {"source": "circle", "scaleTargets": "center"}})").path,
            "data.scaleTargets");
  EXPECT_EQ(errorOf(R"({"data": {"source": "franke", "features": ["tensor-polynomial:14"],
              "samples": 100000}})")
                .code,
            "too-large");
}

TEST(Session, ClassesAreCodedAsTheOutputAsks) {
  for (const char* output : {"sigmoid", "tanh", "linear", "softmax"}) {
    const auto session = sessionOf(R"({"data": {"source": "gauss"}, "network": {"layers":
      [{"units": 4}, {"activation": ")" +
                                   std::string(output) + R"("}]},
      "optimizer": {"id": "adam", "learningRate": 0.05}, "stop": {"epochs": 40}})");
    session->run(100000);
    const auto metrics = session->evaluate(Part::test);
    EXPECT_GT(*metrics->accuracy, 0.9) << output;
    EXPECT_EQ(metrics->mse.has_value(), output[0] == 't' || output[0] == 'l') << output;
    EXPECT_EQ(metrics->crossEntropy.has_value(), output[0] == 's') << output;
    ASSERT_EQ(metrics->confusion.size(), 4U);
    EXPECT_EQ(metrics->confusion[0] + metrics->confusion[1] + metrics->confusion[2] +
                  metrics->confusion[3],
              metrics->samples);
  }
}

}  // namespace
}  // namespace fallline
