// The gradient check: it names the layer and the kind of every planted fault, and accuses nothing
// that is right.
#include "fallline/gradient_check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "fallline/faults.h"
#include "fallline/landscape.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

constexpr int kSeeds = 20;

/// A Spec without its seed and fault, and the layer that the fault is to be found in, from 0.
struct Case {
  std::string spec;
  std::int64_t layer;
};

std::string network(const std::string& layers) {
  return R"(, "network": {"layers": )" + layers + "}";
}

/// In each of them the fault is active.
std::map<std::string, std::vector<Case>> cases() {
  const std::string neuron = R"("data": {"source": "gaussians-3d", "samples": 60}, "loss": "mse")" +
                             network(R"([{"activation": "tanh"}])");
  const std::string two = R"("data": {"source": "circle", "samples": 60, "scale": "standardize"})" +
                          network(R"([{"units": 8, "activation": "tanh"}, {}])");
  const std::string three = R"("data": {"source": "franke", "samples": 80})" +
                            network(R"([{"units": 6, "activation": "tanh"},
                                        {"units": 6, "activation": "tanh"}, {}])");
  const std::string smooth = R"("data": {"source": "franke", "samples": 60})" +
                             network(R"([{"units": 5, "activation": "softplus"},
                                         {"units": 5, "activation": "gelu"}, {}])");
  const std::string kinked = R"("data": {"source": "moons", "samples": 60})" +
                             network(R"([{"units": 6, "activation": "leaky-relu"},
                                         {"units": 6, "activation": "sigmoid"},
                                         {"units": 6, "activation": "tanh"}, {}])");
  const std::string square =
      R"("data": {"source": "circle", "samples": 60})" + network(R"([{"units": 4}, {"units": 2},
                                         {"units": 2, "activation": "softmax"}])");
  return {{"sigmoid-slope-for-tanh", {{neuron, 0}, {two, 0}, {three, 1}}},
          {"sign-flip", {{neuron, 0}, {two, 1}, {kinked, 3}}},
          {"missing-bias-gradient", {{neuron, 0}, {three, 2}, {kinked, 3}}},
          {"missing-mean", {{two, 1}, {three, 2}, {smooth, 2}}},
          {"transposed-weights", {{smooth, 1}, {kinked, 2}, {square, 2}}}};
}

std::string specText(const std::string& spec, int seed, std::string_view fault) {
  return "{" + spec + R"(, "optimizer": "sgd", "seed": )" + std::to_string(seed) +
         R"(, "fault": ")" + std::string(fault) + "\"}";
}

TEST(GradientCheck, EveryFaultOfTheGradientHasCases) {
  const auto all = cases();
  forEach(Faults{}, [&]<class T>(std::type_identity<T>) {
    EXPECT_EQ(T::deviation.changesGradient(), all.count(std::string(T::info.id)) == 1)
        << T::info.id;
  });
  for (const auto& [fault, list] : all) EXPECT_EQ(list.size(), 3u) << fault;
}

TEST(GradientCheck, NamesTheLayerAndTheKindOfEveryFault) {
  for (const auto& [fault, list] : cases()) {
    for (const Case& one : list) {
      int layers = 0, kinds = 0;
      for (int seed = 0; seed < kSeeds; ++seed) {
        const GradientReport report = checkGradient(*sessionOf(specText(one.spec, seed, fault)));
        layers += report.verdict == GradientVerdict::wrong && report.layer == one.layer ? 1 : 0;
        kinds += report.fault == fault ? 1 : 0;
        // The very same network without the fault is not accused.
        const GradientReport right = checkGradient(*sessionOf(specText(one.spec, seed, "none")));
        EXPECT_EQ(right.verdict, GradientVerdict::right) << fault << " " << one.spec << seed;
        EXPECT_EQ(right.layer, -1);
        EXPECT_EQ(right.fault, "");
      }
      EXPECT_EQ(layers, kSeeds) << fault << " " << one.spec;
      EXPECT_GE(kinds, 18) << fault << " " << one.spec;
    }
  }
}

/// The sources whose targets go with a loss and an output.
std::string dataFor(const Loss& loss, const Activation& output) {
  if (is<Softmax>(output)) return R"({"source": "gauss", "samples": 40})";
  if (is<CrossEntropy>(loss) || is<BinaryCrossEntropy>(loss) || is<Hinge>(loss) ||
      is<SquaredHinge>(loss)) {
    return R"({"source": "moons", "samples": 40})";
  }
  return R"({"source": "franke", "samples": 40})";
}

TEST(GradientCheck, AccusesNoActivationAndNoLoss) {
  int checked = 0, unsure = 0;
  forEach(Activations{}, [&]<class Hidden>(std::type_identity<Hidden>) {
    if constexpr (std::is_same_v<Hidden, Softmax>) return;
    forEach(Losses{}, [&]<class L>(std::type_identity<L>) {
      forEach(Activations{}, [&]<class Output>(std::type_identity<Output>) {
        if (!isDefinedFor(L{}, Output{}, L::domain == LossDomain::margin ? 1 : 2)) return;
        const std::string text =
            R"({"data": )" + dataFor(L{}, Output{}) + R"(, "loss": ")" + std::string(L::info.id) +
            R"(", "optimizer": "sgd", "network": {"layers": [{"units": 5, "activation": ")" +
            std::string(Hidden::info.id) + R"("}, {"activation": ")" +
            std::string(Output::info.id) + R"("}]}})";
        const auto spec = parseSpec(text);
        ASSERT_TRUE(spec);
        auto session = Session::create(*spec);
        if (!session) return;  // an output that no data of this kind has
        const GradientReport report = checkGradient(**session);
        EXPECT_NE(report.verdict, GradientVerdict::wrong) << writeGradientReport(report, false);
        unsure += report.verdict == GradientVerdict::unsure ? 1 : 0;
        ++checked;
      });
    });
  });
  EXPECT_GE(checked, 10 * 30);
  EXPECT_EQ(unsure, 0);
}

TEST(GradientCheck, AccusesNoRunUnderWay) {
  const std::vector<std::string> specs{
      // Kinks everywhere: in the units, in the loss, in the penalty.
      R"({"data": {"source": "franke", "samples": 100}, "loss": "mae", "regularization": {"l1": 0.01},
          "network": {"layers": [{"units": 20, "activation": "relu"},
                                 {"units": 20, "activation": "relu"}, {}]}})",
      R"({"data": {"source": "moons"}, "loss": "hinge",
          "network": {"layers": [{"units": 10, "activation": "relu"}, {"activation": "linear"}]}})",
      R"({"data": {"source": "franke", "samples": 100}, "regularization": {"l2": 0.1, "biases": true},
          "network": {"layers": [{"units": 10, "activation": {"id": "elu", "alpha": 2}},
                                 {"units": 10, "dropout": 0.5}, {}]}})",
      R"({"data": {"source": "digits", "samples": 200}, "precision": "float32",
          "network": {"layers": [{"units": 30, "activation": "relu"}, {}]}})"};
  for (const std::string& text : specs) {
    for (const int steps : {0, 1, 30}) {
      const auto session = sessionOf(text);
      session->run(steps);
      const GradientReport report = checkGradient(*session);
      EXPECT_EQ(report.verdict, GradientVerdict::right)
          << steps << " " << writeGradientReport(report, false);
    }
  }
}

/// At an optimum nothing is left to compare: three points, fitted to the last digit.
TEST(GradientCheck, SaysWhenItCannotTell) {
  const auto session = sessionOf(R"({"data": {"source": "three-points"}, "stop": {"loss": 1e-29},
      "network": {"layers": [{"units": 10}, {}]}, "optimizer": "levenberg-marquardt"})");
  session->run(200);
  ASSERT_LT(session->evaluate(Part::train)->loss, 1e-28);
  const GradientReport report = checkGradient(*session);
  EXPECT_EQ(report.verdict, GradientVerdict::unsure) << writeGradientReport(report, false);
}

TEST(GradientCheck, UnitsThatAreOffAreLeftOut) {
  const auto session = sessionOf(R"({"data": {"source": "circle"}, "network": {"layers":
      [{"units": 5}, {"units": 4}, {}]}, "regularization": {"l2": 0.5}, "optimizer": "sgd"})");
  session->switchUnit(0, 2, false);
  const GradientReport report = checkGradient(*session);
  EXPECT_EQ(report.verdict, GradientVerdict::right) << writeGradientReport(report, false);
  EXPECT_EQ(report.parts[0].places.size(), 8u);   // 4 of 5 units, 2 inputs
  EXPECT_EQ(report.parts[2].places.size(), 16u);  // 4 units, 4 of 5 inputs
}

/// A gradient from elsewhere: twice as long in one layer, and one number alone that is wrong.
TEST(GradientCheck, FindsMistakesThatItDoesNotKnow) {
  const auto session = sessionOf(specText(cases().at("missing-mean")[1].spec, 3, "none"));
  const std::vector<double> right = *gradientAt(*session, session->parameters());
  const auto report = [&](const std::vector<double>& gradient) {
    return checkGradient(*session, {.gradient = gradient});
  };
  // 2 → 6 → 6 → 1: the first layer has 18 parameters, the second 42.
  std::vector<double> doubled = right;
  for (std::size_t i = 18; i < 18 + 36; ++i) doubled[i] *= 2;
  const GradientReport twice = report(doubled);
  EXPECT_EQ(twice.verdict, GradientVerdict::wrong);
  EXPECT_EQ(twice.layer, 1);
  EXPECT_EQ(twice.fault, "other");
  EXPECT_NEAR(twice.parts[2].ratio, 2, 1e-6);
  EXPECT_NEAR(twice.parts[2].cosine, 1, 1e-9);
  EXPECT_EQ(twice.parts[0].verdict, GradientVerdict::right);
  EXPECT_EQ(twice.parts[3].verdict, GradientVerdict::right);

  std::vector<double> spoiled = right;
  spoiled[7] += 1e-3;
  const GradientReport one = report(spoiled);
  EXPECT_EQ(one.verdict, GradientVerdict::wrong);
  EXPECT_EQ(one.layer, 0);
  EXPECT_EQ(one.parts[0].worst, 7);
  EXPECT_EQ(report(right).verdict, GradientVerdict::right);
}

/// A step that is too long and one that is too short are both worse than what lies between.
TEST(GradientCheck, TheSweepHasAValley) {
  const GradientReport report =
      checkGradient(*sessionOf(specText(cases().at("sign-flip")[1].spec, 1, "none")));
  ASSERT_EQ(report.steps[0].size(), 11u);
  for (const GradientPart& part : report.parts) {
    const std::vector<double>& wide = part.sweep[0];
    const double best = *std::min_element(wide.begin(), wide.end());
    EXPECT_LT(best, 1e-8);
    EXPECT_GT(wide.front(), 100 * best);
    EXPECT_GT(wide.back(), 100 * best);
    EXPECT_LT(part.floatError, 2e-3);
    EXPECT_GT(part.floatError, best);
  }
}

/// The acceptance figures of the tanh neuron: right at most 1e-8, wrong at least 0.5.
TEST(GradientCheck, TheTanhNeuron) {
  for (int seed = 0; seed < kSeeds; ++seed) {
    const std::string neuron = cases().at("sign-flip")[0].spec;
    const GradientReport right = checkGradient(*sessionOf(specText(neuron, seed, "none")));
    const GradientReport wrong =
        checkGradient(*sessionOf(specText(neuron, seed, "sigmoid-slope-for-tanh")));
    EXPECT_LE(right.parts[0].error, 1e-8) << seed;
    EXPECT_LE(right.parts[0].floatError, 1e-3) << seed;
    EXPECT_GE(wrong.parts[0].error, 0.5) << seed;
  }
}

TEST(GradientCheck, LargeNetworksAreSampledAndWorkComesInSlices) {
  const std::string text = R"({"data": {"source": "digits", "samples": 300},
      "network": {"layers": [{"units": 100, "activation": "tanh"}, {}]}, "optimizer": "sgd",
      "fault": "sigmoid-slope-for-tanh"})";
  const auto session = sessionOf(text);
  GradientChecker sliced(*session);
  double share = 0;
  int slices = 1;
  for (; !sliced.advance(1e7); ++slices) {
    EXPECT_GE(sliced.share(), share);
    share = sliced.share();
  }
  EXPECT_GT(slices, 10);
  EXPECT_LT(sliced.report().parts[0].places.size(), 784u * 100u);
  EXPECT_GE(sliced.report().parts[0].places.size(), 4u);
  EXPECT_EQ(sliced.report().layer, 0);
  EXPECT_EQ(sliced.report().fault, "sigmoid-slope-for-tanh");
  EXPECT_EQ(writeGradientReport(sliced.report(), true),
            writeGradientReport(checkGradient(*session), true));
}

TEST(GradientCheck, IsWrittenAsJson) {
  const GradientReport report =
      checkGradient(*sessionOf(specText(cases().at("sign-flip")[1].spec, 2, "sign-flip")));
  const auto json = nlohmann::json::parse(writeGradientReport(report, true));
  EXPECT_EQ(json.at("verdict"), "wrong");
  EXPECT_EQ(json.at("layer"), 2);
  EXPECT_EQ(json.at("fault"), "sign-flip");
  EXPECT_EQ(json.at("steps").at("float64").size(), 11u);
  ASSERT_EQ(json.at("parts").size(), 4u);
  const auto& part = json.at("parts")[1];
  EXPECT_EQ(part.at("part"), "biases");
  EXPECT_EQ(part.at("parameters"), 8);
  EXPECT_EQ(part.at("places").size(), 8u);
  EXPECT_EQ(part.at("elements").size(), 8u);
  EXPECT_NEAR(part.at("cosine").get<double>(), -1, 1e-9);
  EXPECT_FALSE(nlohmann::json::parse(writeGradientReport(report, false))
                   .at("parts")[0]
                   .contains("elements"));
}

}  // namespace
}  // namespace fallline
