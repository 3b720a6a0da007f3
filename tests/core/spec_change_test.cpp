// setValue and withChange.
#include <gtest/gtest.h>

#include <string>

#include "fallline/spec.h"

namespace fallline {
namespace {

constexpr const char* kCircle = R"({"data":{"source":"circle"}})";

/// The text after all those changes, or "code path" of the first that was refused.
std::string set(std::string text, const std::vector<std::pair<std::string, std::string>>& changes) {
  for (const auto& [path, value] : changes) {
    Result<std::string> changed = setValue(text, path, value);
    if (!changed) return changed.error().code + " " + changed.error().path;
    text = *changed;
  }
  return text;
}

TEST(SetValue, TakesJsonWhereItParsesAndTextOtherwise) {
  EXPECT_EQ(set(kCircle, {{"seed", "7"}}), R"({"data":{"source":"circle"},"seed":7})");
  EXPECT_EQ(set(kCircle, {{"loss", "huber"}}), R"({"data":{"source":"circle"},"loss":"huber"})");
  EXPECT_EQ(set(kCircle, {{"loss", "\"huber\""}}),
            R"({"data":{"source":"circle"},"loss":"huber"})");
  EXPECT_EQ(set(kCircle, {{"data.features", R"(["x1", "x2"])"}}),
            R"({"data":{"source":"circle","features":["x1","x2"]}})");
  EXPECT_EQ(set(kCircle, {{"data.file", "a b.csv"}}),
            R"({"data":{"source":"circle","file":"a b.csv"}})");
  EXPECT_EQ(set(kCircle, {{"data.file", ""}}), R"({"data":{"source":"circle","file":""}})");
}

TEST(SetValue, FindsItsWayWithPointsAndBrackets) {
  const std::string two = R"({"network":{"layers":[{"units":1},{"units":2}]}})";
  const std::string changed = R"({"network":{"layers":[{"units":1},{"units":5}]}})";
  EXPECT_EQ(set(two, {{"network.layers.1.units", "5"}}), changed);
  EXPECT_EQ(set(two, {{"network.layers[1].units", "5"}}), changed);
}

TEST(SetValue, MakesWhatIsMissing) {
  EXPECT_EQ(set("{}", {{"stop.epochs", "5"}}), R"({"stop":{"epochs":5}})");
  EXPECT_EQ(set("{}", {{"network.layers.0.units", "5"}, {"network.layers.1", "{}"}}),
            R"({"network":{"layers":[{"units":5},{}]}})");
  EXPECT_EQ(set("{}", {{"network.layers.0.units", "5"}, {"network.layers.2", "{}"}}),
            "bad-path network.layers.2");
}

TEST(SetValue, ABareIdMakesRoomForItsParameters) {
  EXPECT_EQ(set(R"({"optimizer":"sgd"})", {{"optimizer.learningRate", "0.5"}}),
            R"({"optimizer":{"id":"sgd","learningRate":0.5}})");
  EXPECT_EQ(set("{}", {{"optimizer.learningRate", "0.5"}}),
            R"({"optimizer":{"id":"adam","learningRate":0.5}})");
  EXPECT_EQ(set("{}", {{"network.layers.0.init.sigma", "0.5"}}),
            R"({"network":{"layers":[{"init":{"id":"glorot-uniform","sigma":0.5}}]}})");
  EXPECT_EQ(set("{}", {{"loss.delta", "2"}}), "bad-path loss.delta");
  EXPECT_EQ(set("{}", {{"loss.id", "huber"}, {"loss.delta", "2"}}),
            R"({"loss":{"id":"huber","delta":2}})");
}

TEST(SetValue, AnotherIdDropsTheFormerParameters) {
  const std::string adam = R"({"optimizer":{"id":"adam","beta1":0.8}})";
  EXPECT_EQ(set(adam, {{"optimizer.id", "sgd"}}), R"({"optimizer":{"id":"sgd"}})");
  EXPECT_EQ(set(adam, {{"optimizer.id", "adam"}}), adam);
  EXPECT_EQ(set(adam, {{"optimizer", "sgd"}}), R"({"optimizer":"sgd"})");
  const std::string franke =
      R"({"data":{"source":"franke","noise":0.2,"samples":9,"seed":3,"scale":"center"}})";
  EXPECT_EQ(set(franke, {{"data.source", "moons"}}),
            R"({"data":{"source":"moons","seed":3,"scale":"center"}})");
  EXPECT_EQ(set(franke, {{"data.source", "franke"}}), franke);
}

TEST(SetValue, RefusesWhatIsNoPathOrNoValue) {
  for (const char* path :
       {"", ".", "a.", ".a", "a..b", "a[", "a[x]", "a[]", "a[0]b", "[0]", "a[-1]", "\xff"}) {
    EXPECT_EQ(set(kCircle, {{path, "1"}}).substr(0, 8), "bad-path") << path;
  }
  std::string deep = "a";
  for (int i = 0; i < 40; ++i) deep += ".a";
  EXPECT_EQ(set(kCircle, {{deep, "1"}}).substr(0, 8), "bad-path");
  EXPECT_EQ(set(R"({"seed":7})", {{"seed.x", "1"}}), "bad-path seed.x");
  EXPECT_EQ(set(R"({"network":{"layers":[]}})", {{"network.layers.x", "1"}}),
            "bad-path network.layers.x");
  EXPECT_EQ(set(kCircle, {{"seed", std::string(10'000, '[')}}).substr(0, 13), "too-deep seed");
  EXPECT_EQ(set(kCircle, {{"seed", "1e999"}}), "out-of-range seed");
  EXPECT_EQ(set(kCircle, {{"seed", "\xff"}}), "bad-encoding seed");
  EXPECT_EQ(set("[", {{"seed", "1"}}).substr(0, 8), "bad-json");
  EXPECT_EQ(set("[]", {{"seed", "1"}}), "wrong-type ");
}

TEST(WithChange, ChangesWhatMayChangeWhileTrainingGoesOn) {
  Spec spec;
  spec.layers.resize(3);
  spec.batchSize = BatchSize{false, 16};
  const Result<Spec> rate = withChange(spec, "optimizer.learningRate", "0.5");
  ASSERT_TRUE(rate);
  EXPECT_EQ(std::get<Adam>(rate->optimizer).learningRate, 0.5);
  EXPECT_EQ(std::get<Adam>(rate->optimizer).beta1, 0.9);
  EXPECT_EQ(rate->layers.size(), 3u);
  EXPECT_EQ(rate->batchSize->size, 16);
  const Result<Spec> back = withChange(*rate, "optimizer.learningRate", "1e-3");
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<Adam>(back->optimizer).learningRate, 1e-3);
  const Result<Spec> full = withChange(spec, "batchSize", "\"full\"");
  ASSERT_TRUE(full);
  EXPECT_TRUE(full->batchSize->full);
  const Result<Spec> l2 = withChange(spec, "regularization.l2", "0.1");
  ASSERT_TRUE(l2);
  EXPECT_EQ(l2->regularization.l2, 0.1);
  spec.schedule = Exponential{};
  const Result<Spec> gamma = withChange(spec, "schedule.gamma", "0.5");
  ASSERT_TRUE(gamma);
  EXPECT_EQ(std::get<Exponential>(gamma->schedule).gamma, 0.5);
}

TEST(WithChange, RefusesEverythingElse) {
  Spec spec;
  const auto refused = [&](const char* path, const char* value) {
    const Result<Spec> changed = withChange(spec, path, value);
    return changed ? std::string() : changed.error().code + " " + changed.error().path;
  };
  for (const char* path :
       {"", "seed", "data.noise", "network.layers.0.units", "optimizer", "optimizer.id",
        "schedule.id", "schedule", "regularization", "stop.epochs", "loss"}) {
    EXPECT_EQ(refused(path, "1"), std::string("bad-path ") + path);
  }
  EXPECT_EQ(refused("optimizer.learningRate", "-1"), "out-of-range optimizer.learningRate");
  EXPECT_EQ(refused("optimizer.learningRate", "fast"), "bad-json optimizer.learningRate");
  EXPECT_EQ(refused("optimizer.learningRate", "\"fast\""), "wrong-type optimizer.learningRate");
  EXPECT_EQ(refused("optimizer.momentum", "0.5"), "unknown-key optimizer.momentum");
  EXPECT_EQ(refused("regularization.l3", "1"), "unknown-key regularization.l3");
  EXPECT_EQ(refused("batchSize", "0"), "out-of-range batchSize");
  EXPECT_EQ(refused("batchSize", "null"), "wrong-type batchSize");
}

}  // namespace
}  // namespace fallline
