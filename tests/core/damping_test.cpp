#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "fallline/second_order/damped_step.h"

namespace fallline {
namespace {

TEST(Damping, FollowsNielsensRule) {
  Damping damping;
  damping.begin(0.5, 8);
  EXPECT_EQ(damping.mu, 4);
  damping.begin(1, 100);  // only once
  EXPECT_EQ(damping.mu, 4);
  // Refused three times: μ ← μν with ν = 2, 4, 8, so that 4 becomes 8, 32, 256.
  const std::vector<double> refused{8, 32, 256};
  for (double mu : refused) {
    damping.reject(DampingRule::nielsen);
    EXPECT_EQ(damping.mu, mu);
  }
  EXPECT_EQ(damping.nu, 16);
  // ρ = ¾: 2ρ − 1 = ½, 1 − ⅛ = ⅞; 256 · ⅞ = 224, and ν begins anew.
  damping.accept(DampingRule::nielsen, 0.75);
  EXPECT_EQ(damping.mu, 224);
  EXPECT_EQ(damping.nu, 2);
  // ρ = ½ leaves μ; ρ = 1 would make it 0, so ⅓ is the least; ρ = 0 doubles it.
  damping.accept(DampingRule::nielsen, 0.5);
  EXPECT_EQ(damping.mu, 224);
  damping.accept(DampingRule::nielsen, 0);
  EXPECT_EQ(damping.mu, 448);
  damping.accept(DampingRule::nielsen, 1);
  EXPECT_EQ(damping.mu, 448 * (1.0 / 3));
}

TEST(Damping, FollowsMarquardtsRule) {
  Damping damping{.mu = 2};
  damping.reject(DampingRule::marquardt);
  EXPECT_EQ(damping.mu, 20);
  damping.accept(DampingRule::marquardt, 1);
  EXPECT_DOUBLE_EQ(damping.mu, 2);
}

/// F(x) = value(x) on a line with a made-up model, so that every decision is known beforehand.
class Script final : public DampedProblem {
 public:
  /// What F is at each trial, in order; NaN and infinity too. The decrease is always promised as 1.
  explicit Script(double start, std::vector<double> trials)
      : value_(start), trials_(std::move(trials)) {}
  bool linearize(double&) override {
    ++linearizations;
    return true;
  }
  double value() const override { return value_; }
  double largestDiagonal() const override { return 1; }
  bool solve(double mu, double&, bool& solved) override {
    dampings.push_back(mu);
    solved = mu >= leastSolvable;
    return true;
  }
  double predictedDecrease() const override { return promise; }
  bool tryStep(double&) override {
    tried_ = trials_.at(next_++);
    return true;
  }
  double triedValue() const override { return tried_; }
  void accept() override {
    value_ = tried_;
    ++accepted;
  }

  int linearizations = 0, accepted = 0;
  double leastSolvable = 0, promise = 1;
  std::vector<double> dampings;

 private:
  double value_, tried_ = 0;
  std::vector<double> trials_;
  std::size_t next_ = 0;
};

DampedOutcome stepOf(Script& script, Damping& damping, const DampingOptions& options) {
  DampedStep step;
  step.begin();
  double work = 0;
  while (!step.advance(script, damping, options, work)) {
  }
  return step.outcome();
}

TEST(DampedStep, TakesTheWrittenSequence) {
  // Rises, is not a number, gains too little (0.05 of the promise), gains 0.5: three refusals.
  Script script(10, {11, NAN, 9.95, 9.5});
  Damping damping;
  const DampedOutcome outcome = stepOf(script, damping, {1, DampingRule::nielsen, 0.1});
  EXPECT_EQ(outcome.status, Status::running);
  EXPECT_EQ(outcome.trials, 4);
  EXPECT_EQ(outcome.rejections, 3);
  EXPECT_DOUBLE_EQ(outcome.gainRatio, 0.5);
  EXPECT_EQ(script.dampings, (std::vector<double>{1, 2, 8, 64}));
  EXPECT_EQ(script.accepted, 1);
  EXPECT_EQ(script.linearizations, 1) << "a refused step costs no new Jacobian";
  EXPECT_EQ(damping.mu, 64);  // ρ = ½
}

TEST(DampedStep, AFailedFactorizationIsARefusal) {
  Script script(10, {9});
  script.leastSolvable = 5;
  Damping damping;
  const DampedOutcome outcome = stepOf(script, damping, {1, DampingRule::nielsen, 0});
  EXPECT_EQ(outcome.status, Status::running);
  EXPECT_EQ(script.dampings, (std::vector<double>{1, 2, 8}));
  EXPECT_EQ(outcome.trials, 1);
}

TEST(DampedStep, EndsWhereItMust) {
  Damping damping;
  Script zero(0, {});
  EXPECT_EQ(stepOf(zero, damping, {}).status, Status::converged);
  Script bad(NAN, {});
  EXPECT_EQ(stepOf(bad, damping, {}).status, Status::nonFinite);
  Script tiny(1, {});
  tiny.promise = 0x1p-52;  // not above a unit in the last place of F
  EXPECT_EQ(stepOf(tiny, damping, {}).status, Status::converged);
  tiny.promise = NAN;
  EXPECT_EQ(stepOf(tiny, damping, {}).status, Status::converged);
  Script uphill(1, std::vector<double>(DampedStep::kMostRejections, 2.0));
  const DampedOutcome stalled = stepOf(uphill, damping, {1, DampingRule::marquardt, 0});
  EXPECT_EQ(stalled.status, Status::stalled);
  EXPECT_EQ(stalled.rejections, DampedStep::kMostRejections);
}

}  // namespace
}  // namespace fallline
