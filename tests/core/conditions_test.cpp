#include "fallline/conditions.h"

#include <gtest/gtest.h>

#include <string>

#include "support/monitored.h"

namespace fallline {
namespace {

using testing::Monitored;

std::string spiral(const std::string& rest) {
  return R"({"seed": 1, "data": {"source": "spiral", "seed": 7, "scale": "standardize"}, )" + rest +
         "}";
}

/// What the page opens with.
const std::string kDefault = R"("network": {"layers": [{"units": 8, "activation": "tanh"},
  {"units": 8, "activation": "tanh"}, {}]}, "optimizer": {"id": "adam", "learningRate": 0.03},
  "batchSize": 10, "stop": {})";

void expectQuiet(const std::string& spec, std::int64_t epochs) {
  Monitored run(spec);
  run.run(epochs);
  EXPECT_TRUE(run.told().empty()) << run.told().front() << " in " << spec;
}

TEST(Conditions, ThePagesDefaultExperimentHasNone) {
  for (int seed : {1, 2, 3}) {
    expectQuiet(R"({"seed": )" + std::to_string(seed) +
                    R"(, "data": {"source": "spiral", "seed": 7, "scale": "standardize"}, )" +
                    kDefault + "}",
                600);
  }
}

TEST(Conditions, TheSetsOfTwoInputsHaveNone) {
  for (const char* source :
       {"spiral", "moons", "circle", "xor", "gauss", "plane", "hills", "franke"}) {
    for (const char* scale : {"none", "standardize"}) {
      const std::string data =
          std::string(R"({"data": {"source": ")") + source + R"(", "scale": ")" + scale + R"("}, )";
      expectQuiet(data + kDefault + "}", 300);
      expectQuiet(data + R"("stop": {}})", 200);  // the defaults of the Spec
    }
  }
}

TEST(Conditions, DigitsWithAdamHaveNone) {
  expectQuiet(R"({"data": {"source": "digits", "samples": 2000}, "network": {"layers": [
              {"units": 64, "activation": "relu"}, {"units": 10, "activation": "softmax"}]},
              "optimizer": "adam", "batchSize": 50, "stop": {}})",
              20);
}

TEST(Conditions, ADivergedRunIsSeenFromWhatWasLastMeasured) {
  Monitored run(R"({"data": {"source": "franke"}, "network": {"layers": [
      {"units": 8, "activation": "relu"}, {}]},
      "optimizer": {"id": "sgd", "learningRate": 1e6}, "stop": {}})");
  run.run(50);
  EXPECT_EQ(run.session().progress().status, RunStatus::diverged);
  ASSERT_TRUE(run.has("divergence")) << run.ids();
  const Finding* finding = run.find("divergence");
  ASSERT_EQ(finding->remedy.size(), 1u);
  EXPECT_EQ(finding->remedy[0].path, "optimizer.learningRate");
  EXPECT_EQ(finding->remedy[0].value, "100000");
}

TEST(Conditions, EarlyStoppingIsTheChangeWhereThereIsAValidationPart) {
  Monitored run(R"({"data": {"source": "franke", "samples": 60, "noise": 0.3, "scale":
      "standardize", "split": {"train": 0.5, "validation": 0.5, "test": 0}},
      "network": {"layers": [{"units": 64, "activation": "tanh"}, {}]},
      "optimizer": {"id": "adam", "learningRate": 0.01}, "batchSize": "full", "stop": {}})");
  run.run(1500);
  ASSERT_TRUE(run.has("overfitting")) << run.ids();
  EXPECT_EQ(run.find("overfitting")->remedy[0].path, "stop.patience");
}

/// Rules alone, on readings made up.
class Rules : public ::testing::Test {
 protected:
  Measurements made() { return {spec_, RunStatus::running, readings_, inside_, 0.5, 1.0, false}; }
  Spec spec_ = testing::specOf(spiral(kDefault));
  std::vector<Reading> readings_;
  NetworkStatistics inside_{.layers = std::vector<LayerStatistics>(3)};
};

TEST_F(Rules, ALossThatIsOnlyHighIsNoDivergence) {
  readings_ = {{0, 1.0, 1.0}, {1, 2.9, 1.0}};
  EXPECT_FALSE(Divergence{}.holds(made()));
  readings_[1].train = 3.1;
  EXPECT_TRUE(Divergence{}.holds(made()));
  readings_[0].train = 5.0;  // it was worse at the start
  EXPECT_FALSE(Divergence{}.holds(made()));
  readings_[1].train = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(Divergence{}.holds(made()));
}

TEST_F(Rules, APlateauIsLongAndHigh) {
  for (int epoch = 0; epoch <= 40; ++epoch) readings_.push_back({epoch, 0.95, 0.95});
  EXPECT_TRUE(Plateau{}.holds(made()));
  readings_.back().train = 0.89;  // below 0.9 of the constant's loss, which is 1
  EXPECT_FALSE(Plateau{}.holds(made()));
  readings_.back().train = 0.94;  // a hundredth and more below the earlier half
  EXPECT_FALSE(Plateau{}.holds(made()));
  readings_.pop_back();  // 39 epochs
  EXPECT_FALSE(Plateau{}.holds(made()));
}

TEST_F(Rules, TheRateOfAPlateauIsRaisedWhereStepsAreTiny) {
  readings_ = {{0, 1, 1}};
  spec_.optimizer = Sgd{.learningRate = 0.001};
  inside_.layers[0].weightNorm = 1;
  inside_.layers[0].updateNorm = 2e-5;  // a hundred times as much is above a thousandth
  EXPECT_EQ(Plateau{}.remedy(made())[0].value, "0.1");
  inside_.layers[0].updateNorm = 0.01;
  EXPECT_EQ(Plateau{}.remedy(made())[0].path, "optimizer");
  spec_.optimizer = Adam{.learningRate = 0.3};
  EXPECT_EQ(Plateau{}.remedy(made())[0].value, "0.03");
}

TEST_F(Rules, OneBadReadingIsNoOverfitting) {
  for (int epoch = 0; epoch <= 60; ++epoch) readings_.push_back({epoch, 0.9 - 0.01 * epoch, 1.0});
  readings_[10].heldOut = 0.2;  // one lucky reading
  readings_.back().heldOut = 3;
  EXPECT_FALSE(Overfitting{}.holds(made()));
  for (std::size_t i = 40; i < readings_.size(); ++i) readings_[i].heldOut = 1.6;
  EXPECT_TRUE(Overfitting{}.holds(made()));
}

TEST_F(Rules, InputsThatAreStandardizedCannotBeHelped) {
  readings_ = {{0, 1, 1}};
  inside_.inputSize = 30;
  spec_.data.scale = Scale::none;
  EXPECT_TRUE(UnscaledInputs{}.holds(made()));
  EXPECT_EQ(UnscaledInputs{}.remedy(made())[0].path, "data.scale");
  spec_.data.scale = Scale::standardize;
  EXPECT_TRUE(UnscaledInputs{}.remedy(made()).empty());
  for (const Finding& finding : diagnose(made())) EXPECT_NE(finding.id, "unscaled-inputs");
}

TEST(ConditionMonitor, MeasuresEverMoreRarely) {
  Monitored run(spiral(kDefault));
  ConditionMonitor monitor;
  monitor.begin(run.session());
  Progress progress;
  int measured = 0;
  for (progress.epoch = 0; progress.epoch < 10'000; ++progress.epoch) {
    if (!monitor.isDue(progress)) continue;
    ++measured;
    // What measure does with the epoch, without a session that stands there.
    while (monitor.next() <= progress.epoch) {
      run.run(progress.epoch);
      monitor.measure(run.session(), evaluateAll(run.session()), run.statistics());
    }
    if (progress.epoch > 60) break;
  }
  // 0 to 20 (20: from 10 on one more, from 20 on two), 22, …, 30, 33, …, 39, 42, 46, 50, 55, 60, 66
  EXPECT_EQ(progress.epoch, 66);
  EXPECT_EQ(measured, 21 + 5 + 3 + 6);
}

TEST(ConditionMonitor, FindingsAreWrittenAsJson) {
  const std::vector<Finding> findings{
      {"dead-units", {{"network.layers.0.activation", "\"leaky-relu\""}}}};
  EXPECT_EQ(writeFindings(findings),
            R"([{"id":"dead-units","set":[{"path":"network.layers.0.activation",)"
            R"("value":"leaky-relu"}]}])");
}

}  // namespace
}  // namespace fallline
