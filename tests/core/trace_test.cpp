#include "fallline/trace.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fallline/math.h"
#include "fallline/session.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::opened;
using testing::sessionOf;

/// A whole quantity, row by row.
std::vector<double> all(const StepTrace& trace, std::int64_t layer, TraceQuantity quantity,
                        std::int64_t rows, std::int64_t columns) {
  const auto numbers = trace.window(layer, quantity, {0, 0, rows, columns});
  EXPECT_TRUE(numbers);
  return numbers ? *numbers : std::vector<double>{};
}

/// What a trace says of every parameter, in the plain order.
std::vector<double> plain(const Session& session, const StepTrace& trace, TraceQuantity quantity) {
  std::vector<double> numbers;
  for (std::size_t l = 0; l < trace.layers.size(); ++l) {
    const LayerShape shape = session.layers()[l];
    const auto at = std::int64_t(l);
    const auto weights =
        trace.window(at, quantity, {0, 0, std::int64_t(shape.units), std::int64_t(shape.inputs)});
    numbers.insert(numbers.end(), weights->begin(), weights->end());
    if (!shape.bias) continue;
    const auto biases =
        trace.window(at, quantity, {0, std::int64_t(shape.inputs), std::int64_t(shape.units), 1});
    numbers.insert(numbers.end(), biases->begin(), biases->end());
  }
  return numbers;
}

std::string specWith(const std::string& rest) {
  return R"({"data": {"source": "moons", "samples": 90}, "seed": 4, "batchSize": 7, "stop": {},
    "network": {"layers": [{"units": 3}, {"units": 2}, {}]})" +
         rest + "}";
}

/// Live rates, decay, clipping, momentum, dropout, float: whatever changes a step.
const std::vector<std::string> kSpecs{
    specWith(""),
    specWith(R"(, "precision": "float32")"),
    specWith(R"(, "optimizer": {"id": "sgd", "learningRate": 0.5, "clipNorm": 0.01})"),
    R"({"data": {"source": "moons", "samples": 90}, "optimizer": "momentum", "stop": {"epochs": 9},
        "schedule": "cosine", "network": {"layers": [{"units": 3}, {}]}})",
    specWith(R"(, "optimizer": {"id": "adamw"}, "regularization": {"l1": 0.01, "l2": 0.1})"),
    specWith(
        R"(, "changes": [{"step": 5, "set": {"optimizer.learningRate": 0.1, "batchSize": 4}}])"),
    R"({"data": {"source": "moons", "samples": 900}, "batchSize": "full", "stop": {},
        "network": {"layers": [{"units": 5, "dropout": 0.4}, {}]}})",
};

TEST(Trace, IsTheNextStepToTheLastBit) {
  for (const std::string& spec : kSpecs) {
    const auto session = sessionOf(spec);
    session->logGradients(true);
    session->run(5);
    const Result<StepTrace> trace = opened(*session, -1);
    ASSERT_TRUE(trace) << spec;
    const std::vector<double> before = session->parameters();
    const std::vector<double> update = plain(*session, *trace, TraceQuantity::update);
    const std::vector<double> gradient = plain(*session, *trace, TraceQuantity::gradient);
    const std::vector<double> penalty = plain(*session, *trace, TraceQuantity::penalty);
    session->run(1);
    EXPECT_EQ(session->progress().last.loss, trace->loss);
    EXPECT_EQ(session->progress().last.rate, trace->rate);
    const std::vector<double> after = session->parameters();
    const GradientLog& log = *session->gradientLog();
    ASSERT_EQ(log.steps.back(), 6);
    double largest = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
      const bool isFloat = !session->isDouble();
      const double change =
          isFloat ? double(float(after[i]) - float(before[i])) : after[i] - before[i];
      EXPECT_EQ(update[i], change) << spec << i;
      const double sum =
          isFloat ? double(float(gradient[i]) + float(penalty[i])) : gradient[i] + penalty[i];
      EXPECT_EQ(log.values[log.values.size() - after.size() + i], sum) << spec << i;
      largest = std::max(largest, std::abs(sum));
    }
    EXPECT_GT(largest, 1e-4) << spec;
  }
}

TEST(Trace, ChangesNothing) {
  for (const std::string& spec : kSpecs) {
    const auto looked = sessionOf(spec), alone = sessionOf(spec);
    for (int i = 0; i < 6; ++i) {
      looked->advance(1, 3);  // in the middle of a step or of an evaluation, too
      alone->advance(1, 3);
      const auto before = looked->snapshot();
      ASSERT_TRUE(opened(*looked, -1));
      ASSERT_TRUE(opened(*looked, 2));
      EXPECT_EQ(looked->snapshot(), before);
    }
    looked->logGradients(true);
    looked->run(20);
    alone->run(20);
    EXPECT_EQ(looked->fingerprint(), alone->fingerprint()) << spec;
  }
}

TEST(Trace, HasTheNumbersOfANetworkWorkedOutByHand) {
  // 1-1-1 in double on three points; x₁ = −1, y₁ = −0.2445248.
  const auto session = sessionOf(R"({"data": {"source": "three-points"}, "precision": "float64",
    "network": {"layers": [{"units": 1, "activation": "sigmoid"}, {"units": 1}]},
    "loss": "mse", "optimizer": {"id": "sgd", "learningRate": 0.5}, "batchSize": 1, "stop": {}})");
  ASSERT_FALSE(session->setParameters(std::vector<double>{2, 0.5, -1, 0.25}));
  const std::int32_t column = session->samples(Part::train)[0];
  const double x = session->data().inputs.values(0, column);
  const double y = session->data().targets(0, column);
  const StepTrace trace = *opened(*session, 0);
  const double z1 = 2 * x + 0.5, a1 = 1 / (1 + math::exp(-z1)), z2 = -a1 + 0.25;
  const double d2 = 2 * (z2 - y), d1 = -d2 * a1 * (1 - a1);
  const auto one = [&](std::int64_t layer, TraceQuantity quantity) {
    return all(trace, layer, quantity, 1, 1).at(0);
  };
  constexpr double kTolerance = 1e-15;
  EXPECT_FALSE(trace.isNext);
  EXPECT_EQ(one(0, TraceQuantity::input), x);
  EXPECT_NEAR(one(0, TraceQuantity::sum), z1, kTolerance);
  EXPECT_NEAR(one(0, TraceQuantity::activation), a1, kTolerance);
  EXPECT_NEAR(one(0, TraceQuantity::slope), a1 * (1 - a1), kTolerance);
  EXPECT_NEAR(one(1, TraceQuantity::sum), z2, kTolerance);
  EXPECT_EQ(one(1, TraceQuantity::target), y);
  EXPECT_NEAR(trace.loss, (z2 - y) * (z2 - y), kTolerance);
  EXPECT_NEAR(trace.losses.at(0), trace.loss, kTolerance);
  EXPECT_NEAR(one(1, TraceQuantity::error), d2, kTolerance);
  EXPECT_NEAR(one(0, TraceQuantity::error), d1, kTolerance);
  const auto last = all(trace, 1, TraceQuantity::gradient, 1, 2);
  EXPECT_NEAR(last[0], d2 * a1, kTolerance);
  EXPECT_NEAR(last[1], d2, kTolerance);
  const auto first = all(trace, 0, TraceQuantity::gradient, 1, 2);
  EXPECT_NEAR(first[0], d1 * x, kTolerance);
  EXPECT_NEAR(first[1], d1, kTolerance);
  EXPECT_NEAR(all(trace, 0, TraceQuantity::update, 1, 2)[0], -0.5 * d1 * x, kTolerance);
  EXPECT_GT(std::abs(d1), 0.01);
}

TEST(Trace, TheErrorOfSoftmaxIsOutputMinusTarget) {
  const auto session = sessionOf(R"({"data": {"source": "digits", "samples": 60},
    "precision": "float64", "batchSize": 8, "stop": {},
    "network": {"layers": [{"units": 4}, {"activation": "softmax"}]}})");
  session->run(3);
  for (std::int64_t sample : {std::int64_t(-1), std::int64_t(5)}) {
    const StepTrace trace = *opened(*session, sample);
    const std::int64_t k = session->layers().back().units;
    const std::int64_t n = trace.batch;
    EXPECT_EQ(n, sample < 0 ? 8 : 1);
    const auto a = all(trace, 1, TraceQuantity::activation, k, n);
    const auto y = all(trace, 1, TraceQuantity::target, k, n);
    const auto d = all(trace, 1, TraceQuantity::error, k, n);
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_NEAR(d[i], (a[i] - y[i]) / double(n), 1e-15);
      EXPECT_NE(d[i], 0);
    }
  }
}

TEST(Trace, GradientsAreTheErrorTimesTheInput) {
  const auto session = sessionOf(kSpecs[0]);
  const StepTrace trace = *opened(*session, -1);
  const auto gradient = all(trace, 1, TraceQuantity::gradient, 2, 4);
  const auto error = all(trace, 1, TraceQuantity::error, 2, 7);
  const auto input = all(trace, 1, TraceQuantity::input, 3, 7);
  for (std::size_t i = 0; i < 2; ++i) {
    double bias = 0;
    for (std::size_t s = 0; s < 7; ++s) bias += error[i * 7 + s];
    EXPECT_NEAR(gradient[i * 4 + 3], bias, 1e-15);
    for (std::size_t j = 0; j < 3; ++j) {
      double sum = 0;
      for (std::size_t s = 0; s < 7; ++s) sum += error[i * 7 + s] * input[j * 7 + s];
      EXPECT_NEAR(gradient[i * 4 + j], sum, 1e-15);
    }
  }
}

TEST(Trace, WindowsAreCutOutAndRefusedOutside) {
  const auto session = sessionOf(kSpecs[0]);
  const StepTrace trace = *opened(*session, -1);
  const auto whole = all(trace, 0, TraceQuantity::parameter, 3, 3);
  const auto part = trace.window(0, TraceQuantity::parameter, {1, 1, 2, 2});
  EXPECT_EQ(*part, (std::vector<double>{whole[4], whole[5], whole[7], whole[8]}));
  for (const TraceWindow& bad :
       {TraceWindow{0, 0, 4, 1}, TraceWindow{2, 0, 2, 1}, TraceWindow{-1, 0, 1, 1},
        TraceWindow{0, 3, 1, 1}, TraceWindow{0, 0, 0, 1}}) {
    EXPECT_EQ(trace.window(0, TraceQuantity::parameter, bad).error().code, "out-of-range");
  }
  EXPECT_FALSE(trace.window(3, TraceQuantity::sum, {0, 0, 1, 1}));
  EXPECT_FALSE(trace.window(0, TraceQuantity::target, {0, 0, 1, 1}));  // of the last layer only
  EXPECT_EQ(opened(*session, 1000).error().code, "out-of-range");
}

TEST(Trace, LargeBatchesHoldTheirFirstSamplesAndSumOverAll) {
  const auto session = sessionOf(kSpecs.back());
  const StepTrace trace = *opened(*session, -1);
  EXPECT_EQ(trace.batch, 675);
  EXPECT_EQ(std::int64_t(trace.samples.size()), StepTrace::kMostSamples);
  EXPECT_EQ(trace.losses.size(), trace.samples.size());
}

/// Three chunks of samples, or a network that a method of second order passes several times.
const std::vector<std::string> kLong{
    kSpecs.back(),
    R"({"data": {"source": "moons", "samples": 900}, "optimizer": "levenberg-marquardt",
        "stop": {}, "network": {"layers": [{"units": 5}, {}]}})",
    R"({"data": {"source": "moons", "samples": 900}, "optimizer": "lbfgs",
        "regularization": {"l2": 0.01}, "stop": {}, "network": {"layers": [{"units": 5}, {}]}})",
};

TEST(Trace, SlicesChangeNoBit) {
  for (const std::string& spec : kLong) {
    const auto session = sessionOf(spec);
    session->run(2);
    int slices = 1;
    Result<std::unique_ptr<StepTrace>> made = session->trace(-1, 1);
    while (made && *made == nullptr) {
      made = session->trace(-1, 1);
      ++slices;
    }
    ASSERT_TRUE(made) << spec;
    EXPECT_GE(slices, 3) << spec;
    const StepTrace sliced = std::move(**made);
    const StepTrace whole = *opened(*session, -1);
    EXPECT_EQ(sliced.loss, whole.loss);
    EXPECT_EQ(sliced.gradientNorm, whole.gradientNorm);
    EXPECT_GT(whole.gradientNorm, 0);
    EXPECT_EQ(plain(*session, sliced, TraceQuantity::gradient),
              plain(*session, whole, TraceQuantity::gradient));
    EXPECT_EQ(plain(*session, sliced, TraceQuantity::update),
              plain(*session, whole, TraceQuantity::update));
    const std::vector<double> before = session->parameters();
    const auto update = plain(*session, whole, TraceQuantity::update);
    session->run(1);
    const std::vector<double> after = session->parameters();
    for (std::size_t i = 0; i < after.size(); ++i) {
      const bool isFloat = !session->isDouble();
      EXPECT_EQ(update[i],
                isFloat ? double(float(after[i]) - float(before[i])) : after[i] - before[i]);
    }
  }
}

TEST(Trace, BeginsAnewWhenTheSessionMovesOn) {
  const std::vector<void (*)(Session&)> moves{
      [](Session& s) { s.run(1); },
      [](Session& s) { EXPECT_FALSE(s.setParameter(0, 0.75)); },
      [](Session& s) { EXPECT_FALSE(s.switchUnit(0, 1, false)); },
      [](Session& s) { EXPECT_FALSE(s.retune("optimizer.learningRate", "0.25")); },
      [](Session& s) { s.reset(); },
  };
  for (const auto move : moves) {
    const auto session = sessionOf(kLong[0]), other = sessionOf(kLong[0]);
    session->run(2);
    other->run(2);
    ASSERT_EQ(*session->trace(-1, 1), nullptr);
    move(*session);
    move(*other);
    const StepTrace late = *opened(*session, -1, 1);
    const StepTrace fresh = *opened(*other, -1);
    EXPECT_EQ(late.step, fresh.step);
    EXPECT_EQ(late.rate, fresh.rate);
    EXPECT_EQ(late.loss, fresh.loss);
    EXPECT_EQ(plain(*session, late, TraceQuantity::update),
              plain(*other, fresh, TraceQuantity::update));
    // Another sample asked for in between is another step.
    ASSERT_EQ(*session->trace(-1, 1), nullptr);
    EXPECT_EQ(opened(*session, 3)->batch, 1);
    EXPECT_EQ(opened(*session, -1)->loss, fresh.loss);
  }
}

TEST(GradientLog, KeepsTheLatestStepsOfSmallNetworks) {
  const auto session = sessionOf(specWith(""));
  EXPECT_EQ(session->gradientLog(), nullptr);
  session->logGradients(true);
  session->run(250);
  EXPECT_EQ(session->gradientLog()->steps.front(), 51);
  EXPECT_EQ(session->gradientLog()->steps.back(), 250);
  EXPECT_EQ(session->gradientLog()->values.size(), 200U * 20U);
  session->reset();
  EXPECT_TRUE(session->gradientLog()->steps.empty());
  session->logGradients(false);
  EXPECT_EQ(session->gradientLog(), nullptr);
  const auto large = sessionOf(R"({"data": {"source": "moons", "samples": 90},
    "network": {"layers": [{"units": 20}, {}]}})");
  large->logGradients(true);
  EXPECT_EQ(large->gradientLog(), nullptr);
}

}  // namespace
}  // namespace fallline
