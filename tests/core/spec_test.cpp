#include "fallline/spec.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "support/random_components.h"

namespace fallline {
namespace {

using testing::forEachRandom;
using testing::same;

/// The first problem of a text as "code path", or "" when it reads.
std::string problemOf(std::string_view text) {
  const Result<Spec> spec = parseSpec(text);
  return spec ? "" : spec.error().code + " " + spec.error().path;
}

/// A Spec of source circle with more members.
std::string with(const std::string& members) {
  return R"({"data": {"source": "circle"}, )" + members + "}";
}

TEST(Spec, DefaultsAreThoseOfTheDesign) {
  const Result<Spec> spec = parseSpec(R"({"data": {"source": "franke"}})");
  ASSERT_TRUE(spec);
  EXPECT_TRUE(is<Franke>(spec->data.source));
  EXPECT_FALSE(spec->data.seed || spec->data.split || spec->loss || spec->batchSize);
  EXPECT_TRUE(spec->layers.empty());
  ASSERT_TRUE(is<Adam>(spec->optimizer));
  EXPECT_EQ(std::get<Adam>(spec->optimizer).learningRate, 1e-3);
  EXPECT_TRUE(is<Constant>(spec->schedule));
  EXPECT_EQ(spec->stop.epochs, 100);
  EXPECT_EQ(spec->precision, Precision::automatic);
}

TEST(Spec, ReadsTheExampleOfTheDesign) {
  const Result<Spec> spec = parseSpec(R"({ "version": 1, "seed": 7,
    "data": { "source": "franke", "samples": 1000, "noise": 0.2,
              "split": { "train": 0.75, "validation": 0, "test": 0.25 },
              "scale": "center", "scaleTargets": "none", "features": ["x1", "x2"] },
    "network": { "layers": [
      { "units": 128, "activation": "relu", "init": { "id": "normal", "sigma": 0.07 },
        "biasInit": "zeros", "bias": true, "dropout": 0 },
      { "units": 1, "activation": "linear" } ] },
    "loss": "mse", "optimizer": { "id": "sgd", "learningRate": 0.1 },
    "schedule": { "id": "constant" }, "batchSize": 10,
    "regularization": { "l1": 0, "l2": 0, "biases": false }, "precision": "auto",
    "stop": { "epochs": 100, "loss": 0, "patience": 0 }, "fault": "none" })");
  ASSERT_TRUE(spec) << spec.error().path << ": " << spec.error().message;
  EXPECT_EQ(spec->seed, 7u);
  EXPECT_EQ(std::get<Franke>(spec->data.source).samples, 1000);
  EXPECT_EQ(std::get<Franke>(spec->data.source).noise, 0.2);
  EXPECT_EQ(spec->data.split->test, 0.25);
  EXPECT_EQ(spec->data.scale, Scale::center);
  EXPECT_EQ(spec->data.features, (std::vector<std::string>{"x1", "x2"}));
  ASSERT_EQ(spec->layers.size(), 2u);
  EXPECT_EQ(spec->layers[0].units, 128);
  EXPECT_TRUE(is<Relu>(*spec->layers[0].activation));
  EXPECT_EQ(std::get<Normal>(spec->layers[0].init).sigma, 0.07);
  EXPECT_EQ(std::get<Sgd>(spec->optimizer).learningRate, 0.1);
  EXPECT_EQ(spec->batchSize->size, 10);
  EXPECT_FALSE(spec->batchSize->full);
  EXPECT_TRUE(check(*spec).empty());
}

TEST(Spec, RulesLeftOutOfAGivenStopAreOff) {
  const Result<Spec> spec = parseSpec(with(R"("stop": {"loss": 0.1})"));
  ASSERT_TRUE(spec);
  EXPECT_EQ(spec->stop.epochs, 0);
  EXPECT_EQ(spec->stop.loss, 0.1);
}

TEST(Spec, IntegersMayBeWrittenWithAPoint) {
  const Result<Spec> spec = parseSpec(with(R"("network": {"layers": [{"units": 1.6e1}]})"));
  ASSERT_TRUE(spec);
  EXPECT_EQ(spec->layers[0].units, 16);
}

TEST(Spec, RefusesUnknownKeysAtEveryLevel) {
  EXPECT_EQ(problemOf(with(R"("x": 1)")), "unknown-key x");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "turns": 1}})"), "unknown-key data.turns");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "split": {"x": 1}}})"),
            "unknown-key data.split.x");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [{}], "x": 1})")), "unknown-key network.x");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [{}, {"x": 1}]})")),
            "unknown-key network.layers.1.x");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [{"init": {"id": "zeros", "sigma": 1}}]})")),
            "unknown-key network.layers.0.init.sigma");
  EXPECT_EQ(problemOf(with(R"("optimizer": {"id": "sgd", "beta1": 0.9})")),
            "unknown-key optimizer.beta1");
  EXPECT_EQ(problemOf(with(R"("regularization": {"x": 1})")), "unknown-key regularization.x");
  EXPECT_EQ(problemOf(with(R"("stop": {"x": 1})")), "unknown-key stop.x");
  EXPECT_EQ(problemOf(with(R"("changes": [{"step": 1, "set": {}, "x": 1}])")),
            "unknown-key changes.0.x");
}

TEST(Spec, AMisspeltWordIsMetWithTheRightOne) {
  const Result<Spec> key = parseSpec(with(R"("optimizer": {"id": "adam", "leraningRate": 0.1})"));
  ASSERT_FALSE(key);
  EXPECT_NE(key.error().message.find("did you mean \"learningRate\"?"), std::string::npos);
  const Result<Spec> id = parseSpec(with(R"("optimizer": "adamm")"));
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().code, "unknown-id");
  EXPECT_NE(id.error().message.find("did you mean \"adam\"?"), std::string::npos);
  const Result<Spec> far = parseSpec(with(R"("optimizer": "genetic")"));
  ASSERT_FALSE(far);
  EXPECT_EQ(far.error().message.find("did you mean"), std::string::npos);
  EXPECT_NE(far.error().message.find("known are sgd, momentum"), std::string::npos);
}

TEST(Spec, RefusesDuplicateKeysAtEveryLevel) {
  EXPECT_EQ(problemOf(R"({"data": {"source": "xor"}, "data": {"source": "xor"}})"),
            "duplicate-key data");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [{}, {"units": 1, "units": 1}]})")),
            "duplicate-key network.layers.1.units");
  EXPECT_EQ(problemOf(with(R"("stop": {"epochs": 1, "\u0065pochs": 2})")),
            "duplicate-key stop.epochs");
}

TEST(Spec, RefusesWrongTypes) {
  EXPECT_EQ(problemOf("[]"), "wrong-type ");
  EXPECT_EQ(problemOf("null"), "wrong-type ");
  EXPECT_EQ(problemOf(R"({"data": "circle"})"), "wrong-type data");
  EXPECT_EQ(problemOf(R"({"data": {"source": 1}})"), "wrong-type data.source");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "samples": 2.5}})"),
            "wrong-type data.samples");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "noise": "0.1"}})"),
            "wrong-type data.noise");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "features": []}})"),
            "wrong-type data.features");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "features": ["x1", 2]}})"),
            "wrong-type data.features.1");
  EXPECT_EQ(problemOf(R"({"data": {"source": "points", "points": [[0, 1], [1, "a"]]}})"),
            "wrong-type data.points.1.1");
  EXPECT_EQ(problemOf(R"({"data": {"source": "table", "file": 3}})"), "wrong-type data.file");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": {}})")), "wrong-type network.layers");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [1]})")), "wrong-type network.layers.0");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [{"bias": 1}]})")),
            "wrong-type network.layers.0.bias");
  EXPECT_EQ(problemOf(with(R"("optimizer": 1)")), "wrong-type optimizer");
  EXPECT_EQ(problemOf(with(R"("optimizer": {"id": 1})")), "wrong-type optimizer.id");
  EXPECT_EQ(problemOf(with(R"("batchSize": "half")")), "wrong-type batchSize");
  EXPECT_EQ(problemOf(with(R"("precision": 32)")), "wrong-type precision");
  EXPECT_EQ(problemOf(with(R"("changes": {})")), "wrong-type changes");
}

TEST(Spec, RefusesValuesOutOfTheirRanges) {
  EXPECT_EQ(problemOf(with(R"("seed": -1)")), "out-of-range seed");
  EXPECT_EQ(problemOf(with(R"("seed": 9007199254740992)")), "out-of-range seed");
  EXPECT_EQ(problemOf(with(R"("seed": 9007199254740991)")), "");
  EXPECT_EQ(problemOf(with(R"("version": 2)")), "unsupported-version version");
  EXPECT_EQ(problemOf(with(R"("optimizer": {"id": "adam", "beta1": 1})")),
            "out-of-range optimizer.beta1");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": []})")), "out-of-range network.layers");
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [{"dropout": 1}]})")),
            "out-of-range network.layers.0.dropout");
  EXPECT_EQ(problemOf(with(R"("batchSize": 0)")), "out-of-range batchSize");
  EXPECT_EQ(problemOf(with(R"("regularization": {"l2": -1})")), "out-of-range regularization.l2");
  EXPECT_EQ(problemOf(with(R"("stop": {"epochs": -1})")), "out-of-range stop.epochs");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "split": {"train": 1.5}}})"),
            "out-of-range data.split.train");
}

TEST(Spec, RefusesAbsurdSizes) {
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [{"units": 8193}]})")),
            "too-large network.layers.0.units");
  EXPECT_EQ(
      problemOf(with(R"("network": {"layers": [{"units": 123456789012345678901234567890}]})")),
      "too-large network.layers.0.units");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "samples": 1e300}})"),
            "out-of-range data.samples");
  EXPECT_EQ(problemOf(with(R"("batchSize": 1e18)")), "too-large batchSize");
  std::string layers = "{}";
  for (int i = 0; i < 32; ++i) layers += ",{}";
  EXPECT_EQ(problemOf(with(R"("network": {"layers": [)" + layers + "]}")),
            "too-large network.layers");
}

TEST(Spec, NamesWhatIsMissing) {
  EXPECT_EQ(problemOf("{}"), "missing-key data");
  EXPECT_EQ(problemOf(R"({"data": {}})"), "missing-key data.source");
  EXPECT_EQ(problemOf(with(R"("network": {})")), "missing-key network.layers");
  EXPECT_EQ(problemOf(with(R"("optimizer": {"learningRate": 0.1})")), "missing-key optimizer.id");
  EXPECT_EQ(problemOf(with(R"("changes": [{"set": {}}])")), "missing-key changes.0.step");
}

TEST(SpecGuard, RefusesNumbersThatAreNotFinite) {
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "noise": 1e999}})"),
            "out-of-range data.noise");
  EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "noise": -1e999}})"),
            "out-of-range data.noise");
  EXPECT_EQ(problemOf(R"({"data": {"source": "points", "points": [[1, 2], [3, 1e400]]}})"),
            "out-of-range data.points.1.1");
  for (const char* text : {"NaN", "Infinity", "-Infinity", "nan", "0x10", "+1", ".5"}) {
    EXPECT_EQ(problemOf(R"({"data": {"source": "circle", "noise": )" + std::string(text) + "}}"),
              "bad-json data.noise")
        << text;
  }
}

TEST(SpecGuard, RefusesDeepTextWithoutBuildingIt) {
  const std::string deep(10'000, '[');
  const Result<Spec> lists = parseSpec(deep);
  ASSERT_FALSE(lists);
  EXPECT_EQ(lists.error().code, "too-deep");
  EXPECT_NE(lists.error().message.find("32 levels"), std::string::npos);
  std::string objects;
  for (int i = 0; i < 10'000; ++i) objects += R"({"a":)";
  EXPECT_EQ(problemOf(objects).substr(0, 8), "too-deep");
  EXPECT_EQ(problemOf(with(R"("x": )" + std::string(31, '[') + std::string(31, ']'))),
            "unknown-key x");  // with the object itself exactly 32
  EXPECT_EQ(problemOf(with(R"("x": )" + std::string(32, '[') + std::string(32, ']'))).substr(0, 8),
            "too-deep");
}

TEST(SpecGuard, RefusesTextBeyondTheLimitBeforeReadingIt) {
  const std::string wide(10'000'000, '[');
  EXPECT_EQ(problemOf(wide), "too-large ");
  const std::string spec = R"({"data": {"source": "circle"}})";
  EXPECT_EQ(problemOf(spec + std::string(Limits::specBytes - spec.size(), ' ')), "");
  EXPECT_EQ(problemOf(spec + std::string(Limits::specBytes - spec.size() + 1, ' ')), "too-large ");
}

TEST(SpecGuard, ReadsAnObjectOfVeryManyKeysInGoodTime) {
  std::string text = R"({"data": {"source": "circle"})";
  for (int i = 0; text.size() < Limits::specBytes - 20; ++i)
    text += ",\"" + std::to_string(i) + "\":0";
  EXPECT_EQ(problemOf(text + "}"), "unknown-key 0");
}

TEST(SpecGuard, SaysWhereTextIsNoJson) {
  for (const char* text : {"", " ", "{", "}", "[1,2", "{\"data\"", "{\"data\":}", "nul", "\"",
                           "{\"a\":1,}", "{} {}", "\xef\xbb", "{'a':1}"}) {
    const Result<Spec> spec = parseSpec(text);
    ASSERT_FALSE(spec) << text;
    EXPECT_EQ(spec.error().code, "bad-json") << text;
    EXPECT_NE(spec.error().message.find("line 1, column "), std::string::npos)
        << text << ": " << spec.error().message;
  }
  const Result<Spec> third = parseSpec("{\n\"data\":\n  tru}");
  ASSERT_FALSE(third);
  EXPECT_NE(third.error().message.find("line 3"), std::string::npos) << third.error().message;
}

TEST(SpecGuard, RefusesWhatIsNotUtf8AndNul) {
  EXPECT_EQ(problemOf("{\"data\": {\"source\": \"\xff\"}}"), "bad-json data.source");
  EXPECT_EQ(problemOf("{\"data\": {\"source\": \"\xed\xa0\x80\"}}"), "bad-json data.source");
  const std::string nul = std::string(R"({"data": {"source": "circle"}})") + '\0' + "more";
  EXPECT_EQ(problemOf(nul), "bad-json ");
}

TEST(SpecGuard, ReadsEscapesAndLeavesBadOnesOut) {
  const auto file = [](const std::string& written) {
    const Result<Spec> spec =
        parseSpec(R"({"data": {"source": "table", "file": ")" + written + R"("}})");
    return spec ? std::get<Table>(spec->data.source).file : spec.error().code;
  };
  EXPECT_EQ(file(R"(\\ \"\/)"), "\\ \"/");
  EXPECT_EQ(file(R"(\b\f\n\r\t)"), "\b\f\n\r\t");
  EXPECT_EQ(file(R"(\u0041\u00e9\u20AC)"), "A\xc3\xa9\xe2\x82\xac");
  EXPECT_EQ(file(R"(\ud83d\ude00)"), "\xf0\x9f\x98\x80");  // a pair: U+1F600
  for (const char* bad : {R"(\x41)", R"(\u12)", R"(\u12g4)", R"(\ud83d)", R"(\ud83d\u0041)",
                          R"(\ude00)", "\n", "\xc0\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
    EXPECT_EQ(file(bad), "bad-json") << bad;
  }
}

TEST(SpecGuard, ReadsAndWritesNumbersToTheBit) {
  for (const char* text : {"0.1", "1e-300", "123456.789", "5e-324", "1.7976931348623157e+308"}) {
    const std::string spec =
        R"({"data": {"source": "circle"}, "stop": {"loss": )" + std::string(text) + "}}";
    if (std::strtod(text, nullptr) > 1e300) {
      EXPECT_EQ(problemOf(spec), "out-of-range stop.loss");
      continue;
    }
    const Result<Spec> read = parseSpec(spec);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->stop.loss, std::strtod(text, nullptr));
    EXPECT_EQ(parseSpec(writeSpec(*read))->stop.loss, read->stop.loss) << text;
  }
  // Beyond 64 bits an integer is a double; with a point it may still be one.
  EXPECT_EQ(problemOf(with(R"("seed": 36893488147419103232)")), "out-of-range seed");
  EXPECT_EQ(parseSpec(with(R"("seed": 8.0)"))->seed, 8U);
  EXPECT_EQ(parseSpec(with(R"("seed": 8e0)"))->seed, 8U);
}

TEST(SpecGuard, MessagesStayShort) {
  const std::string large(200'000, 'a');
  for (const std::string& text :
       {with("\"" + large + "\": 1"), with("\"optimizer\": \"" + large + "\""),
        with("\"seed\": \"" + large + "\""), with("\"x\": \"" + large)}) {
    const Result<Spec> spec = parseSpec(text);
    ASSERT_FALSE(spec);
    EXPECT_LT(spec.error().message.size(), 500u);
  }
}

TEST(Spec, AllProblemsAreFound) {
  const std::vector<Error> problems = problemsOf(
      R"({"seed": -1, "data": {"source": "circle", "smaples": 3}, "optimizer": "adm", "x": 1})");
  ASSERT_EQ(problems.size(), 4u);
  EXPECT_EQ(problems[0].path, "seed");
  EXPECT_EQ(problems[1].path, "data.smaples");
  EXPECT_EQ(problems[2].path, "optimizer");
  EXPECT_EQ(problems[3].path, "x");
}

// --- writing
// --------------------------------------------------------------------------------------

TEST(SpecWriting, TheDefaultSpecIsShort) {
  Spec spec;
  spec.data.source = Circle{};
  EXPECT_EQ(writeSpec(spec),
            R"({"version":1,"seed":1,"data":{"source":"circle","scale":"none",)"
            R"("scaleTargets":"none"},"optimizer":"adam","schedule":"constant",)"
            R"("regularization":{"l1":0,"l2":0,"biases":false},"precision":"auto",)"
            R"("stop":{"epochs":100,"steps":0,"loss":0,"gradient":0,"patience":0},)"
            R"("fault":"none"})");
}

/// Reads back to the same text; `again` is what was read.
void expectRoundTrip(const Spec& spec, Spec& again) {
  const std::string text = writeSpec(spec);
  Result<Spec> read = parseSpec(text);
  ASSERT_TRUE(read) << read.error().path << ": " << read.error().message << "\n" << text;
  EXPECT_EQ(writeSpec(*read), text);
  again = std::move(*read);
}

TEST(SpecWriting, EveryComponentComesBackWithAnyParameters) {
  Random random(20);
  for (int round = 0; round < 50; ++round) {
    Spec spec, again;
    forEachRandom<DataSources>(random, [&](const DataSource& c) {
      spec.data.source = c;
      expectRoundTrip(spec, again);
      EXPECT_TRUE(same(again.data.source, c)) << infoOf(c).id;
    });
    spec.layers.resize(1);
    forEachRandom<Activations>(random, [&](const Activation& c) {
      spec.layers[0].activation = c;
      expectRoundTrip(spec, again);
      EXPECT_TRUE(same(*again.layers.at(0).activation, c)) << infoOf(c).id;
    });
    forEachRandom<Initializers>(random, [&](const Initializer& c) {
      spec.layers[0].init = spec.layers[0].biasInit = c;
      expectRoundTrip(spec, again);
      EXPECT_TRUE(same(again.layers.at(0).init, c)) << infoOf(c).id;
      EXPECT_TRUE(same(again.layers.at(0).biasInit, c)) << infoOf(c).id;
    });
    forEachRandom<Losses>(random, [&](const Loss& c) {
      spec.loss = c;
      expectRoundTrip(spec, again);
      EXPECT_TRUE(same(*again.loss, c)) << infoOf(c).id;
    });
    forEachRandom<Optimizers>(random, [&](const OptimizerChoice& c) {
      spec.optimizer = c;
      expectRoundTrip(spec, again);
      EXPECT_TRUE(same(again.optimizer, c)) << infoOf(c).id;
    });
    forEachRandom<Schedules>(random, [&](const Schedule& c) {
      spec.schedule = c;
      expectRoundTrip(spec, again);
      EXPECT_TRUE(same(again.schedule, c)) << infoOf(c).id;
    });
  }
}

TEST(SpecWriting, EverythingElseComesBack) {
  Spec spec;
  spec.seed = std::uint64_t(Limits::seed);
  spec.data.source = Franke{};
  spec.data.seed = 3;
  spec.data.split = SplitSpec{0.5, {}, 0.1};
  spec.data.scale = Scale::minmax;
  spec.data.scaleTargets = Scale::standardize;
  spec.data.features = {"x1", "polynomial:3"};
  spec.layers.resize(2);
  spec.layers[0].units = 5;
  spec.layers[0].bias = false;
  spec.layers[0].dropout = 0.1;
  spec.batchSize = BatchSize{true, 32};
  spec.regularization = {1e-3, 0.1, true};
  spec.precision = Precision::float32;
  spec.stop = {1, 2, 1e-300, 0.5, 3};
  spec.changes = {{12, {{"optimizer.learningRate", "0.01"}, {"batchSize", "\"full\""}}}};
  Spec again;
  expectRoundTrip(spec, again);
  EXPECT_EQ(again.seed, spec.seed);
  EXPECT_EQ(again.data.seed, spec.data.seed);
  EXPECT_EQ(again.data.split->train, 0.5);
  EXPECT_FALSE(again.data.split->validation);
  EXPECT_EQ(again.data.split->test, 0.1);
  EXPECT_EQ(again.data.scale, Scale::minmax);
  EXPECT_EQ(again.data.scaleTargets, Scale::standardize);
  EXPECT_EQ(again.data.features, spec.data.features);
  ASSERT_EQ(again.layers.size(), 2u);
  EXPECT_EQ(again.layers[0].units, 5);
  EXPECT_FALSE(again.layers[0].bias);
  EXPECT_EQ(again.layers[0].dropout, 0.1);
  EXPECT_FALSE(again.layers[1].units);
  EXPECT_TRUE(again.batchSize->full);
  EXPECT_EQ(again.regularization.l2, 0.1);
  EXPECT_TRUE(again.regularization.biases);
  EXPECT_EQ(again.precision, Precision::float32);
  EXPECT_EQ(again.stop.loss, 1e-300);
  EXPECT_EQ(again.stop.patience, 3);
  ASSERT_EQ(again.changes.size(), 1u);
  EXPECT_EQ(again.changes[0].step, 12);
  ASSERT_EQ(again.changes[0].set.size(), 2u);
  EXPECT_EQ(again.changes[0].set[1].value, "\"full\"");
}

TEST(SpecWriting, ComponentsSayOnlyWhatDiffers) {
  Spec spec;
  spec.optimizer = Adam{.beta1 = 0.8};
  const auto text = nlohmann::json::parse(writeSpec(spec));
  EXPECT_EQ(text["optimizer"], (nlohmann::json{{"id", "adam"}, {"beta1", 0.8}}));
}

TEST(SpecWriting, NoSourceHasAParameterNamedLikeAKeyOfData) {
  const std::vector<std::string> keys{"source", "seed",         "split",
                                      "scale",  "scaleTargets", "features"};
  int parameters = 0;
  forEach(DataSources{}, [&]<class T>(std::type_identity<T>) {
    visitFields<T>([&](std::string_view name, auto, const auto&...) {
      ++parameters;
      EXPECT_EQ(std::count(keys.begin(), keys.end(), name), 0) << T::info.id << " " << name;
    });
  });
  EXPECT_GT(parameters, 20);
}

}  // namespace
}  // namespace fallline
