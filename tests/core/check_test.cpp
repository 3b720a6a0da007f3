// check: what does not go together in a Spec.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "fallline/spec.h"

namespace fallline {
namespace {

/// Paths of all problems, with commas between, of a Spec of source circle with more members.
std::string pathsOf(const std::string& members, const std::string& data = "") {
  const std::string text = R"({"data": {"source": "circle")" + data + "}" +
                           (members.empty() ? "" : ", ") + members + "}";
  const Result<Spec> spec = parseSpec(text);
  if (!spec) return "not read: " + spec.error().path;
  std::string paths;
  for (const Error& problem : check(*spec)) paths += (paths.empty() ? "" : ",") + problem.path;
  return paths;
}

/// The same for a network of these layers.
std::string ofLayers(const std::string& layers, const std::string& more = "") {
  return pathsOf(R"("network": {"layers": [)" + layers + "]}" + more);
}

TEST(Check, SoftmaxIsForTheOutputOnly) {
  EXPECT_EQ(ofLayers(R"({"activation": "softmax"}, {})"), "network.layers.0.activation");
  EXPECT_EQ(ofLayers(R"({}, {"activation": "softmax"})"), "");
  EXPECT_EQ(ofLayers(R"({}, {"activation": "softmax", "units": 2})"), "");
  EXPECT_EQ(ofLayers(R"({}, {"activation": "softmax", "units": 1})"), "network.layers.1.units");
}

/// Every component of a list with its defaults.
template <class List>
std::vector<OneOf<List>> all() {
  std::vector<OneOf<List>> components;
  forEach(List{}, [&]<class T>(std::type_identity<T>) { components.emplace_back(T{}); });
  return components;
}

TEST(Check, EveryLossAgreesWithWhatItIsDefinedFor) {
  int refused = 0, accepted = 0;
  for (const Loss& loss : all<Losses>()) {
    for (const Activation& activation : all<Activations>()) {
      for (const std::int64_t units : {1, 3}) {
        if (is<Softmax>(activation) && units == 1) continue;
        Spec spec;
        spec.loss = loss;
        spec.layers.resize(1);
        spec.layers[0].activation = activation;
        spec.layers[0].units = units;
        const std::vector<Error> problems = check(spec);
        const std::string what = writeSpec(spec);
        if (isDefinedFor(loss, activation, units)) {
          EXPECT_TRUE(problems.empty()) << what;
          ++accepted;
        } else {
          ASSERT_EQ(problems.size(), 1u) << what;
          EXPECT_EQ(problems[0].path, "loss") << what;
          ++refused;
        }
      }
    }
  }
  EXPECT_GT(accepted, 20);
  EXPECT_GT(refused, 20);
}

TEST(Check, LossesThatAnyOutputOfTheRightKindMayFit) {
  EXPECT_EQ(ofLayers(R"({"activation": "linear"})", R"(, "loss": "hinge")"), "");
  EXPECT_EQ(ofLayers(R"({"activation": "linear", "units": 2})", R"(, "loss": "hinge")"), "loss");
  EXPECT_EQ(ofLayers(R"({"activation": "softmax"})", R"(, "loss": "cross-entropy")"), "");
  EXPECT_EQ(ofLayers(R"({"activation": "sigmoid"})", R"(, "loss": "mse")"), "");
  EXPECT_EQ(ofLayers(R"({"activation": "tanh"})", R"(, "loss": "binary-cross-entropy")"), "loss");
  EXPECT_EQ(ofLayers("{}", R"(, "loss": "hinge")"), "");  // the output is not known yet
}

TEST(Check, TheOutputHasNoDropout) {
  EXPECT_EQ(ofLayers(R"({"dropout": 0.5}, {"dropout": 0.5})"), "network.layers.1.dropout");
}

TEST(Check, UniformNeedsAnInterval) {
  EXPECT_EQ(ofLayers(R"({"init": {"id": "uniform", "low": 1, "high": -1}})"),
            "network.layers.0.init.high");
  EXPECT_EQ(ofLayers(R"({"biasInit": {"id": "uniform", "low": 1, "high": 1}})"),
            "network.layers.0.biasInit.high");
  EXPECT_EQ(ofLayers(R"({"init": {"id": "uniform", "low": -1, "high": 1}})"), "");
}

TEST(Check, ParametersAreCountedAsFarAsTheyAreKnown) {
  EXPECT_EQ(ofLayers(R"({"units": 2000}, {"units": 1998})"), "");  // 3 997 998 and the first layer
  EXPECT_EQ(ofLayers(R"({"units": 2000}, {"units": 2000})"), "network.layers");
  EXPECT_EQ(ofLayers(R"({"units": 2000}, {"units": 2000, "bias": false})"), "");
  EXPECT_EQ(ofLayers(R"({"units": 8192}, {}, {"units": 8192})"), "");
}

TEST(Check, SharesOfTheSplit) {
  const auto split = [](const std::string& shares) {
    return pathsOf("", R"(, "split": {)" + shares + "}");
  };
  EXPECT_EQ(split(""), "");
  EXPECT_EQ(split(R"("train": 1)"), "");
  EXPECT_EQ(split(R"("train": 0.6, "test": 0.2)"), "");
  EXPECT_EQ(split(R"("train": 0.7, "validation": 0.2, "test": 0.1)"), "");
  EXPECT_EQ(split(R"("train": 0.7, "validation": 0.2, "test": 0.2)"), "data.split");
  EXPECT_EQ(split(R"("train": 0.7, "validation": 0.1, "test": 0.1)"), "data.split");
  EXPECT_EQ(split(R"("train": 0.9, "test": 0.2)"), "data.split");
  EXPECT_EQ(split(R"("train": 0)"), "data.split.train");
  EXPECT_EQ(split(R"("validation": 0.5, "test": 0.5)"), "data.split");
}

TEST(Check, PatienceNeedsAValidationPart) {
  const std::string patience = R"("stop": {"epochs": 9, "patience": 3})";
  EXPECT_EQ(pathsOf(patience), "stop.patience");
  EXPECT_EQ(pathsOf(patience, R"(, "split": {"train": 0.8})"), "stop.patience");
  EXPECT_EQ(pathsOf(patience, R"(, "split": {"train": 0.8, "validation": 0})"), "stop.patience");
  EXPECT_EQ(pathsOf(patience, R"(, "split": {"train": 0.8, "validation": 0.1})"), "");
}

TEST(Check, MethodsOfTheFullBatchTakeNoOther) {
  forEach(Optimizers{}, [&]<class T>(std::type_identity<T>) {
    Spec spec;
    spec.optimizer = T{};
    EXPECT_TRUE(check(spec).empty()) << T::info.id;
    spec.batchSize = BatchSize{true, 32};
    EXPECT_TRUE(check(spec).empty()) << T::info.id;
    spec.batchSize = BatchSize{false, 32};
    EXPECT_EQ(check(spec).empty(), T::needs != Needs::curvature) << T::info.id;
  });
}

TEST(Check, FeaturesAreReadAsFeatures) {
  EXPECT_EQ(pathsOf("", R"-(, "features": ["x1", "x1*x2", "sin(x2)", "polynomial:3"])-"), "");
  EXPECT_EQ(pathsOf("", R"(, "features": ["x1", "x1+x2", "polynomial:15"])"),
            "data.features.1,data.features.2");
}

TEST(Check, ChangesAreTriedInTheirOrder) {
  EXPECT_EQ(pathsOf(R"("changes": [{"step": 5, "set": {"optimizer.learningRate": 0.1}},
                                   {"step": 5, "set": {"batchSize": "full"}}])"),
            "");
  EXPECT_EQ(pathsOf(R"("changes": [{"step": 5, "set": {"optimizer.learningRate": -1}},
                                   {"step": 4, "set": {"seed": 3, "schedule.gamma": 1}}])"),
            "changes.0.set.optimizer.learningRate,changes.1.step,changes.1.set.seed,"
            "changes.1.set.schedule.gamma");
}

TEST(Check, AllProblemsComeInTheOrderOfTheDocument) {
  EXPECT_EQ(pathsOf(R"("stop": {"patience": 3}, "loss": "cross-entropy", "network": {"layers": [
                       {"activation": "softmax"}, {"activation": "linear", "dropout": 0.1}]})",
                    R"(, "split": {"train": 0.9, "test": 0.9}, "features": ["?"])"),
            "data.split,data.features.0,network.layers.0.activation,network.layers.1.dropout,loss,"
            "stop.patience");
}

TEST(Check, ASpecThatAProgramBuiltIsHeldToTheSameRanges) {
  Spec spec;
  EXPECT_TRUE(check(spec).empty());
  spec.layers.resize(1);
  spec.layers[0].units = -3;
  spec.optimizer = Adam{.learningRate = std::numeric_limits<double>::quiet_NaN()};
  spec.regularization.l2 = std::numeric_limits<double>::infinity();
  spec.fault = "sign-flop";
  const std::vector<Error> problems = check(spec);
  ASSERT_EQ(problems.size(), 4u);
  EXPECT_EQ(problems[0].path, "network.layers.0.units");
  EXPECT_EQ(problems[1].path, "optimizer.learningRate");
  EXPECT_EQ(problems[2].path, "regularization.l2");
  EXPECT_EQ(problems[3].path, "fault");
}

}  // namespace
}  // namespace fallline
