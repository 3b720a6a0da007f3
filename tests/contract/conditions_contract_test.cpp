// What conditions of the list must do: each has a Spec that brings it about, one close to it that
// does not, and its change clears it.
#include <gtest/gtest.h>

#include <string>

#include "support/monitored.h"

namespace fallline {
namespace {

using testing::Monitored;

/// A Spec that has the condition after so many epochs, and what to change for one that has not.
struct Example {
  std::string spec;
  std::int64_t epochs;
  std::string path, value;
};

Example exampleOf(std::string_view id) {
  if (id == "unscaled-inputs") {
    return {R"({"data": {"source": "gaussians-3d", "offset": 100},
                "optimizer": {"id": "sgd", "learningRate": 0.01}, "stop": {}})",
            5, "data.offset", "2"};
  }
  if (id == "divergence") {
    return {R"({"data": {"source": "franke"}, "network": {"layers": [
                {"units": 16, "activation": "tanh"}, {}]},
                "optimizer": {"id": "sgd", "learningRate": 0.7}, "stop": {}})",
            10, "optimizer.learningRate", "0.2"};
  }
  if (id == "dead-units") {
    return {R"({"data": {"source": "xor"}, "network": {"layers": [{"units": 8, "activation": "relu",
                "biasInit": {"id": "uniform", "low": -12, "high": -10}}, {}]},
                "optimizer": {"id": "adam", "learningRate": 0.03}, "stop": {}})",
            60, "network.layers.0.biasInit", "zeros"};
  }
  if (id == "saturation") {
    return {R"({"data": {"source": "spiral", "scale": "standardize"}, "network": {"layers": [
                {"units": 8, "init": {"id": "normal", "sigma": 20}}, {}]},
                "optimizer": {"id": "sgd", "learningRate": 0.03}, "stop": {}})",
            60, "network.layers.0.init.sigma", "0.3"};
  }
  if (id == "linear-in-effect") {
    return {R"({"data": {"source": "three-points"}, "network": {"layers": [
                {"units": 10, "activation": "linear"}, {}]},
                "optimizer": {"id": "sgd", "learningRate": 0.1}, "stop": {}})",
            40, "network.layers.0.activation", "tanh"};
  }
  if (id == "plateau") {
    return {R"({"data": {"source": "circle"}, "network": {"layers": [
                {"units": 8, "activation": "tanh"}, {}]},
                "optimizer": {"id": "sgd", "learningRate": 1e-6}, "stop": {}})",
            60, "optimizer.learningRate", "0.1"};
  }
  if (id == "overfitting") {
    return {R"({"data": {"source": "franke", "samples": 60, "noise": 0.3,
                "split": {"train": 0.5}, "scale": "standardize"},
                "network": {"layers": [{"units": 64, "activation": "tanh"}, {}]},
                "optimizer": {"id": "adam", "learningRate": 0.01}, "batchSize": "full",
                "stop": {}})",
            1500, "data.samples", "600"};
  }
  return {};  // a new one needs its example here
}

std::string with(const std::string& spec, std::string_view path, std::string_view value) {
  const Result<std::string> changed = setValue(spec, path, value);
  if (!changed) throw std::runtime_error(changed.error().message);
  return *changed;
}

std::string applied(const std::string& spec, const Finding& finding) {
  std::string changed = spec;
  for (const Change::Setting& setting : finding.remedy) {
    changed = with(changed, setting.path, setting.value);
  }
  return changed;
}

TEST(ConditionsContract, EachHasASpecThatBringsItAboutAndAChangeThatClearsIt) {
  for (std::string_view id : idsOf(Conditions{})) {
    const Example example = exampleOf(id);
    ASSERT_FALSE(example.spec.empty()) << id;
    Monitored run(example.spec);
    run.run(example.epochs);
    const Finding* finding = run.find(id);
    ASSERT_NE(finding, nullptr) << id << " of: " << run.ids();
    EXPECT_EQ(run.ids().find(id), 0u) << id << " is told after " << run.ids();
    ASSERT_FALSE(finding->remedy.empty()) << id;

    Monitored close(with(example.spec, example.path, example.value));
    close.run(example.epochs);
    EXPECT_FALSE(close.has(id)) << id;

    const std::string helped = applied(example.spec, *finding);
    Monitored again(helped);
    again.run(example.epochs);
    EXPECT_FALSE(again.has(id)) << id << " stays after " << helped;
    const double before = run.session().evaluate(Part::train)->loss;
    const double after = again.session().evaluate(Part::train)->loss;
    if (id != "overfitting") {
      EXPECT_LT(after, before) << id;
    }
  }
}

}  // namespace
}  // namespace fallline
