#include "fallline/manifest.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "fallline/conditions.h"
#include "fallline/spec.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;

const Json& manifest() {
  static const Json parsed = Json::parse(writeManifest());
  return parsed;
}

const Json& entry(const char* kind, std::string_view id) {
  for (const Json& component : manifest().at(kind)) {
    if (component.at("id") == id) return component;
  }
  throw std::runtime_error("no such entry");
}

/// Holds a list of the manifest to the list of the types: ids, order, and each parameter.
template <class List>
void expectComplete(const char* kind) {
  const Json& list = manifest().at(kind);
  ASSERT_EQ(list.size(), List::size);
  std::size_t i = 0;
  forEach(List{}, [&]<class T>(std::type_identity<T>) {
    const Json& component = list[i++];
    EXPECT_EQ(component.at("id"), T::info.id);
    for (const char* key : {"label", "summary", "source"}) {
      EXPECT_FALSE(component.at(key).get<std::string>().empty()) << T::info.id << " " << key;
    }
    std::size_t parameters = 0;
    visitFields<T>([&](std::string_view name, auto, const auto&...) {
      EXPECT_EQ(component.at("parameters").at(parameters++).at("name"), name) << T::info.id;
    });
    EXPECT_EQ(component.at("parameters").size(), parameters) << T::info.id;
  });
}

TEST(Manifest, HoldsEveryComponent) {
  expectComplete<Activations>("activations");
  expectComplete<Losses>("losses");
  expectComplete<Initializers>("initializers");
  expectComplete<Schedules>("schedules");
  expectComplete<Optimizers>("optimizers");
  expectComplete<DataSources>("datasets");
  expectComplete<Conditions>("conditions");
}

TEST(Manifest, KeysStandInOneOrder) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : manifest().items()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"version", "engine", "activations", "losses",
                                            "initializers", "schedules", "optimizers", "datasets",
                                            "conditions", "scales", "features", "precisions",
                                            "metrics", "faults", "limits", "defaults"}));
  EXPECT_EQ(writeManifest(), writeManifest());
}

TEST(Manifest, EveryParameterSaysWhatAFormNeeds) {
  const std::set<std::string> types{"number", "integer", "flag", "choice", "text", "points"};
  int numbers = 0, choices = 0;
  for (const char* kind : {"activations", "losses", "initializers", "schedules", "optimizers",
                           "datasets", "conditions"}) {
    for (const Json& component : manifest().at(kind)) {
      for (const Json& p : component.at("parameters")) {
        const std::string what = p.dump();
        const std::string type = p.at("type");
        EXPECT_TRUE(types.contains(type)) << what;
        EXPECT_FALSE(p.at("help").get<std::string>().empty()) << what;
        if (type == "number" || type == "integer") {
          ++numbers;
          EXPECT_LE(p.at("min"), p.at("default")) << what;
          EXPECT_LE(p.at("default"), p.at("max")) << what;
          EXPECT_LE(p.at("min"), p.at("low")) << what;
          EXPECT_LT(p.at("low"), p.at("high")) << what;
          EXPECT_LE(p.at("high"), p.at("max")) << what;
          const bool logarithmic = p.at("scale") == "logarithmic";
          EXPECT_TRUE(logarithmic || p.at("scale") == "linear") << what;
          if (logarithmic) {
            EXPECT_GT(p.at("low"), 0) << what;
          }
        } else if (type == "choice") {
          ++choices;
          const Json& all = p.at("choices");
          EXPECT_GE(all.size(), 2u) << what;
          EXPECT_NE(std::find(all.begin(), all.end(), p.at("default")), all.end()) << what;
        }
      }
    }
  }
  EXPECT_GT(numbers, 30);
  EXPECT_GE(choices, 3);
}

TEST(Manifest, SaysWhatTheSourcesMake) {
  const Json& spiral = entry("datasets", "spiral");
  EXPECT_EQ(spiral.at("task"), "classes");
  EXPECT_EQ(spiral.at("inputs"), 2);
  EXPECT_EQ(spiral.at("classes"), 2);
  EXPECT_EQ(spiral.at("image"), nullptr);
  EXPECT_EQ(spiral.at("split").at("train"), 0.75);
  EXPECT_EQ(entry("datasets", "franke").at("task"), "regression");
  EXPECT_EQ(entry("datasets", "digits").at("image"), (Json{28, 28, 1}));
  EXPECT_EQ(entry("datasets", "catlike").at("inputs"), 12288);
  EXPECT_EQ(entry("datasets", "table").at("inputs"), nullptr);
  EXPECT_EQ(entry("datasets", "three-points").at("split").at("train"), 1);
}

TEST(Manifest, SaysWhatLossesAndOptimizersNeed) {
  EXPECT_EQ(entry("losses", "mse").at("domain"), "any");
  EXPECT_EQ(entry("losses", "binary-cross-entropy").at("domain"), "probability");
  EXPECT_EQ(entry("losses", "cross-entropy").at("domain"), "simplex");
  EXPECT_EQ(entry("losses", "hinge").at("domain"), "margin");
  EXPECT_EQ(entry("optimizers", "sgd").at("fullBatch"), false);
}

TEST(Manifest, TheDefaultsAreASpecWithoutProblems) {
  const std::string defaults = manifest().at("defaults").dump();
  const Result<Spec> spec = parseSpec(defaults);
  ASSERT_TRUE(spec);
  EXPECT_TRUE(is<Circle>(spec->data.source));
  EXPECT_TRUE(check(*spec).empty());
  EXPECT_EQ(writeSpec(*spec), defaults);
  EXPECT_EQ(writeSpec(*parseSpec(R"({"data": {"source": "circle"}})")), defaults);
}

TEST(Manifest, TheNamesItListsAreAccepted) {
  for (const Json& scale : manifest().at("scales")) {
    EXPECT_TRUE(parseSpec(R"({"data": {"source": "circle", "scale": )" + scale.dump() + "}}"));
  }
  for (const Json& precision : manifest().at("precisions")) {
    EXPECT_TRUE(
        parseSpec(R"({"data": {"source": "circle"}, "precision": )" + precision.dump() + "}"));
  }
  const Json& features = manifest().at("features");
  for (const Json& feature : features.at("terms")) {
    EXPECT_TRUE(
        problemsOf(R"({"data": {"source": "circle", "features": [)" + feature.dump() + "]}}")
            .empty())
        << feature;
  }
  for (const std::string family : features.at("families")) {
    const std::string highest = family + ":" + features.at("maxDegree").dump();
    EXPECT_TRUE(
        problemsOf(R"({"data": {"source": "circle", "features": [")" + highest + "\"]}}").empty());
  }
}

}  // namespace
}  // namespace fallline
