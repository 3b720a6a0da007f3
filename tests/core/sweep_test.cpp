#include "fallline/sweep.h"

#include <gtest/gtest.h>

namespace fallline {
namespace {

std::string sweepOf(const std::string& axes, const std::string& more = "") {
  return R"({"version": 1, "spec": {"data": {"source": "circle"}, "seed": 7}, "axes": [)" + axes +
         "]" + more + "}";
}

/// The values of a single axis, as JSON texts.
std::vector<std::string> valuesOf(const std::string& axis) {
  const Result<Sweep> sweep = parseSweep(sweepOf(axis));
  if (!sweep) return {sweep.error().code + " " + sweep.error().path};
  return sweep->axes.at(0).values;
}

std::string problemOf(const std::string& text) {
  const Result<Sweep> sweep = parseSweep(text);
  if (!sweep) return sweep.error().code + " " + sweep.error().path;
  const auto cells = expand(*sweep);
  return cells ? "" : cells.error().code + " " + cells.error().path;
}

using Texts = std::vector<std::string>;

TEST(Sweep, TheLastAxisTurnsFastestAndSeedsFasterStill) {
  const Result<Sweep> sweep =
      parseSweep(sweepOf(R"({"path": "optimizer.learningRate", "values": [0.1, 0.01]},
                 {"path": "batchSize", "values": [8, "full"]})",
                         R"(, "seeds": 2)"));
  ASSERT_TRUE(sweep);
  const auto cells = expand(*sweep);
  ASSERT_TRUE(cells);
  ASSERT_EQ(cells->size(), 8u);
  std::size_t i = 0;
  for (const double rate : {0.1, 0.01}) {
    for (const bool full : {false, true}) {
      for (const std::uint64_t seed : {7u, 8u}) {
        const Cell& cell = (*cells)[i++];
        EXPECT_EQ(std::get<Adam>(cell.spec.optimizer).learningRate, rate);
        EXPECT_EQ(cell.spec.batchSize->full, full);
        EXPECT_EQ(cell.seed, seed);
        EXPECT_EQ(cell.spec.seed, seed);
        EXPECT_EQ(cell.values, (std::vector<std::size_t>{rate == 0.1 ? 0u : 1u, full ? 1u : 0u}));
      }
    }
  }
}

TEST(Sweep, WithoutAxesThereIsOneCellForEachSeed) {
  const Result<Sweep> sweep = parseSweep(sweepOf("", R"(, "seeds": [3, 1, 2])"));
  ASSERT_TRUE(sweep);
  const auto cells = expand(*sweep);
  ASSERT_TRUE(cells);
  ASSERT_EQ(cells->size(), 3u);
  EXPECT_EQ((*cells)[0].spec.seed, 3u);
  EXPECT_EQ((*cells)[2].spec.seed, 2u);
  const Result<Sweep> single = parseSweep(R"({"spec": {"data": {"source": "xor"}}})");
  ASSERT_TRUE(single);
  EXPECT_EQ(single->seeds, (std::vector<std::uint64_t>{1}));
}

TEST(Sweep, WholeComponentsCanVary) {
  const Result<Sweep> sweep = parseSweep(sweepOf(
      R"({"path": "optimizer", "values": ["sgd", {"id": "momentum", "momentum": 0.5}]},
         {"path": "optimizer.learningRate", "values": [0.25]})"));
  ASSERT_TRUE(sweep);
  const auto cells = expand(*sweep);
  ASSERT_TRUE(cells) << cells.error().message;
  ASSERT_EQ(cells->size(), 2u);
  EXPECT_EQ(std::get<Sgd>((*cells)[0].spec.optimizer).learningRate, 0.25);
  EXPECT_EQ(std::get<Momentum>((*cells)[1].spec.optimizer).momentum, 0.5);
  EXPECT_EQ(std::get<Momentum>((*cells)[1].spec.optimizer).learningRate, 0.25);
}

TEST(Sweep, LinearSpans) {
  EXPECT_EQ(valuesOf(R"({"path": "data.noise", "from": 0, "to": 0.4, "count": 5})"),
            (Texts{"0", "0.1", "0.2", "0.3", "0.4"}));
  EXPECT_EQ(valuesOf(R"({"path": "data.noise", "from": 0.3, "to": -0.3, "count": 3})"),
            (Texts{"0.3", "0", "-0.3"}));
  EXPECT_EQ(valuesOf(R"({"path": "data.noise", "from": 0.2, "to": 0.4, "count": 1})"),
            (Texts{"0.2"}));
}

TEST(Sweep, LogarithmicSpansAreGeometric) {
  EXPECT_EQ(valuesOf(R"({"path": "optimizer.learningRate", "from": 1e-4, "to": 0.1, "count": 4,
                         "scale": "logarithmic"})"),
            (Texts{"0.0001", "0.001", "0.01", "0.1"}));
}

TEST(Sweep, IntegersAreRoundedAndNotRepeated) {
  const std::string units = R"({"path": "network.layers.0.units", )";
  EXPECT_EQ(valuesOf(units + R"("from": 8, "to": 128, "count": 5, "scale": "logarithmic"})"),
            (Texts{"8", "16", "32", "64", "128"}));
  EXPECT_EQ(valuesOf(units + R"("from": 1, "to": 3, "count": 9})"), (Texts{"1", "2", "3"}));
  EXPECT_EQ(valuesOf(R"({"path": "network.layers[0].units", "from": 1, "to": 2, "count": 4})"),
            (Texts{"1", "2"}));
  EXPECT_EQ(valuesOf(R"({"path": "data.samples", "from": 10, "to": 25, "count": 3})"),
            (Texts{"10", "18", "25"}));
  EXPECT_EQ(valuesOf(R"({"path": "data.noise", "from": 0, "to": 2, "count": 5, "integer": true})"),
            (Texts{"0", "1", "2"}));
}

TEST(Sweep, RefusesBadDocuments) {
  EXPECT_EQ(problemOf("{"), "bad-json ");
  EXPECT_EQ(problemOf("{}"), "missing-key spec");
  EXPECT_EQ(problemOf(R"({"spec": {"data": {"source": "cricle"}}})"),
            "unknown-id spec.data.source");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "x": 1)")), "unknown-key x");
  EXPECT_EQ(problemOf(sweepOf(R"({"values": [1]})")), "missing-key axes.0.path");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "a..b", "values": [1]})")), "bad-path axes.0.path");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "seed", "values": [1]})")), "bad-path axes.0.path");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "loss", "values": []})")), "wrong-type axes.0.values");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "loss"})")), "missing-key axes.0.from");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "loss", "values": ["mse"], "count": 3})")),
            "unknown-key axes.0.count");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "data.noise", "from": 0, "to": 1, "count": 3,
                                  "scale": "logarithmic"})")),
            "out-of-range axes.0");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "seeds": 0)")), "out-of-range seeds");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "seeds": [])")), "wrong-type seeds");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "seeds": [1, -1])")), "out-of-range seeds.1");
}

TEST(Sweep, RefusesACellThatIsNoSpec) {
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "optimizer.beta1", "values": [0.5, 2]})")),
            "out-of-range spec.optimizer.beta1");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "optimizer.beta3", "values": [0.5]})")),
            "unknown-key spec.optimizer.beta3");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "loss.delta", "values": [0.5]})")),
            "bad-path axes.0.loss.delta");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "stop.patience", "values": [0, 5]})")),
            "conflict spec.stop.patience");
}

TEST(Sweep, RefusesTooManyRuns) {
  const std::string axis = R"({"path": "data.noise", "from": 0, "to": 1, "count": 100})";
  EXPECT_EQ(problemOf(sweepOf(axis + "," + axis, R"(, "seeds": 2)")), "too-large axes");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "seeds": 10001)")), "too-large seeds");
}

/// The texts of all Specs of a sweep; the error where there is one.
std::vector<std::string> specsOf(const std::string& text) {
  const Result<Sweep> sweep = parseSweep(text);
  if (!sweep) return {sweep.error().code + " " + sweep.error().path};
  const auto cells = expand(*sweep);
  if (!cells) return {cells.error().code + " " + cells.error().path};
  std::vector<std::string> specs;
  for (const Cell& cell : *cells) specs.push_back(writeSpec(cell.spec));
  return specs;
}

std::string layersOf(const std::string& network, const std::string& axes) {
  const auto specs = specsOf(R"({"spec": {"data": {"source": "circle"}, "network": {"layers": )" +
                             network + R"(}}, "axes": [)" + axes + "]}");
  const Result<Spec> spec = parseSpec(specs.back());
  if (!spec) return specs.back();
  std::string text;
  for (const LayerSpec& layer : spec->layers) {
    text += layer.units ? std::to_string(*layer.units) : "-";
    text += ',';
    if (layer.activation) {
      text += idOf(*layer.activation);
      text += ',';
    }
    text += idOf(layer.init);
    text += " ";
  }
  return text;
}

TEST(Sweep, OneAxisCanTurnAllLayers) {
  const std::string three = R"([{"units": 3}, {"units": 5, "activation": "relu"}, {}])";
  EXPECT_EQ(layersOf(three, R"({"path": "network.hidden.*.units", "values": [7]})"),
            "7,glorot-uniform 7,relu,glorot-uniform -,glorot-uniform ");
  EXPECT_EQ(layersOf(three, R"({"path": "network.layers.*.init", "values": ["zeros"]})"),
            "3,zeros 5,relu,zeros -,zeros ");
  EXPECT_EQ(valuesOf(R"({"path": "network.hidden.*.units", "from": 4, "to": 64, "count": 3,
                         "scale": "logarithmic"})"),
            (Texts{"4", "16", "64"}));
}

TEST(Sweep, DepthRepeatsTheLastHiddenLayerOrTakesFromTheEnd) {
  const std::string three = R"([{"units": 3}, {"units": 5, "activation": "relu"}, {}])";
  const auto atDepth = [&](const std::string& depth) {
    return layersOf(three, R"({"path": "network.depth", "values": [)" + depth + "]}");
  };
  EXPECT_EQ(atDepth("0"), "-,glorot-uniform ");
  EXPECT_EQ(atDepth("1"), "3,glorot-uniform -,glorot-uniform ");
  EXPECT_EQ(atDepth("4"),
            "3,glorot-uniform 5,relu,glorot-uniform 5,relu,glorot-uniform 5,relu,glorot-uniform "
            "-,glorot-uniform ");
  EXPECT_EQ(atDepth("32"), "out-of-range axes.0.network.depth");
  EXPECT_EQ(atDepth("1.5"), "out-of-range axes.0.network.depth");
  EXPECT_EQ(atDepth("\"deep\""), "out-of-range axes.0.network.depth");
  EXPECT_EQ(valuesOf(R"({"path": "network.depth", "from": 0, "to": 4, "count": 3})"),
            (Texts{"0", "2", "4"}));
}

TEST(Sweep, DepthIsSetBeforeWidth) {
  const std::string wide = R"({"path": "network.hidden.*.units", "values": [6]})";
  const std::string deep = R"({"path": "network.depth", "values": [3]})";
  const std::string expected =
      "6,glorot-uniform 6,glorot-uniform 6,glorot-uniform -,glorot-uniform ";
  EXPECT_EQ(layersOf("[{}]", wide + "," + deep), expected);
  EXPECT_EQ(layersOf("[{}]", deep + "," + wide), expected);
  // Without a network there is the default one.
  const auto specs = specsOf(sweepOf(deep + "," + wide));
  ASSERT_EQ(specs.size(), 1u);
  const Result<Spec> spec = parseSpec(specs[0]);
  ASSERT_TRUE(spec);
  ASSERT_EQ(spec->layers.size(), 4u);
  EXPECT_EQ(spec->layers[2].units, 6);
}

TEST(Sweep, WholeNetworksAreSetBeforeTheirDepth) {
  const std::string deep = R"({"path": "network.depth", "values": [3]})";
  const std::string list = R"({"path": "network.layers", "values": [[{"units": 2}, {}]]})";
  const std::string expected =
      "2,glorot-uniform 2,glorot-uniform 2,glorot-uniform -,glorot-uniform ";
  EXPECT_EQ(layersOf("[{}]", deep + "," + list), expected);
  EXPECT_EQ(layersOf("[{}]", list + "," + deep), expected);
}

TEST(Sweep, ResamplesStandInPlaceOfSeeds) {
  const Result<Sweep> sweep =
      parseSweep(sweepOf(R"({"path": "data.noise", "values": [0, 0.1]})", R"(, "resamples": 3)"));
  ASSERT_TRUE(sweep);
  const auto cells = expand(*sweep);
  ASSERT_TRUE(cells);
  ASSERT_EQ(cells->size(), 6u);
  for (std::size_t i = 0; i < 6; ++i) {
    const Cell& cell = (*cells)[i];
    EXPECT_EQ(cell.seed, 7u);
    EXPECT_EQ(cell.resample, i % 3 + 1);
    ASSERT_TRUE(cell.spec.data.resample);
    EXPECT_EQ(cell.spec.data.resample->seed, i % 3 + 1);
    EXPECT_EQ(cell.values[0], i / 3);
  }
  EXPECT_EQ(problemOf(sweepOf("", R"(, "resamples": 2, "seeds": 2)")), "conflict resamples");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "resamples": 0)")), "out-of-range resamples");
  EXPECT_EQ(problemOf(R"({"spec": {"data": {"source": "circle", "split": {"train": 0.5,
                "validation": 0.25}}}, "resamples": 2})"),
            "conflict spec.data.resample");
}

TEST(Sweep, FoldsLeaveOutEveryPieceOnce) {
  const Result<Sweep> sweep =
      parseSweep(sweepOf(R"({"path": "data.noise", "values": [0, 0.1]})", R"(, "folds": 4)"));
  ASSERT_TRUE(sweep);
  const auto cells = expand(*sweep);
  ASSERT_TRUE(cells);
  ASSERT_EQ(cells->size(), 8u);
  for (std::size_t i = 0; i < 8; ++i) {
    const Cell& cell = (*cells)[i];
    EXPECT_EQ(cell.seed, 7u);
    EXPECT_EQ(cell.fold, std::int64_t(i % 4));
    ASSERT_TRUE(cell.spec.data.resample);
    EXPECT_EQ(cell.spec.data.resample->kind, Resample::Kind::fold);
    EXPECT_EQ(cell.spec.data.resample->folds, 4);
    EXPECT_EQ(cell.spec.data.resample->fold, std::int64_t(i % 4));
  }
  EXPECT_EQ(problemOf(sweepOf("", R"(, "folds": 1)")), "out-of-range folds");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "folds": 3, "seeds": 2)")), "conflict folds");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "folds": 3, "resamples": 2)")), "conflict folds");
}

TEST(Sweep, SamplesOfTheTestPartNeedOneRunACell) {
  const Result<Sweep> sweep = parseSweep(sweepOf("", R"(, "testResamples": 50, "level": 0.9)"));
  ASSERT_TRUE(sweep);
  EXPECT_EQ(sweep->testResamples, 50u);
  EXPECT_EQ(sweep->level, 0.9);
  const auto cells = expand(*sweep);
  ASSERT_TRUE(cells);
  EXPECT_EQ(cells->size(), 1u);
  EXPECT_FALSE((*cells)[0].spec.data.resample);
  EXPECT_EQ(problemOf(sweepOf("", R"(, "testResamples": 5, "folds": 3)")),
            "conflict testResamples");
  EXPECT_EQ(problemOf(sweepOf("", R"(, "level": 1)")), "out-of-range level");
}

const std::string kDraw = R"({"path": "network.layers", "random": )";

TEST(Sweep, RandomNetworksStayWithinTheirRanges) {
  const auto specs = specsOf(sweepOf(
      kDraw + R"({"count": 60, "depth": [2, 4], "units": [5, 9], "activations": ["relu", "tanh"],
                  "inits": ["he-normal"], "biasInits": ["zeros", "normal"]}})"));
  ASSERT_EQ(specs.size(), 60u);
  std::size_t shallow = 9, deep = 0, relu = 0, layers = 0, normal = 0;
  std::int64_t narrow = 99, wide = 0;
  for (const std::string& text : specs) {
    const Result<Spec> spec = parseSpec(text);
    ASSERT_TRUE(spec) << text;
    const std::size_t hidden = spec->layers.size() - 1;
    shallow = std::min(shallow, hidden);
    deep = std::max(deep, hidden);
    for (std::size_t i = 0; i <= hidden; ++i) {
      const LayerSpec& layer = spec->layers[i];
      EXPECT_TRUE(is<HeNormal>(layer.init));
      normal += is<Normal>(layer.biasInit);
      if (i == hidden) {
        EXPECT_FALSE(layer.units || layer.activation);
        continue;
      }
      ++layers;
      narrow = std::min(narrow, layer.units.value());
      wide = std::max(wide, layer.units.value());
      relu += is<Relu>(layer.activation.value());
    }
  }
  EXPECT_EQ(shallow, 2u);
  EXPECT_EQ(deep, 4u);
  EXPECT_EQ(narrow, 5);
  EXPECT_EQ(wide, 9);
  EXPECT_GT(relu, layers / 3);
  EXPECT_LT(relu, layers - layers / 3);
  EXPECT_GT(normal, 60u);
}

TEST(Sweep, ARandomNetworkDependsOnItsSeedAndNumberAlone) {
  const auto few = specsOf(sweepOf(kDraw + R"({"count": 2}})"));
  const auto many = specsOf(sweepOf(kDraw + R"({"count": 5}})"));
  const auto other = specsOf(sweepOf(kDraw + R"({"count": 2, "seed": 8}})"));
  const auto same = specsOf(sweepOf(kDraw + R"({"count": 2, "seed": 7}})"));
  ASSERT_EQ(few.size(), 2u);
  ASSERT_EQ(many.size(), 5u);
  EXPECT_EQ(few[0], many[0]);
  EXPECT_EQ(few[1], many[1]);
  EXPECT_NE(few[0], few[1]);
  EXPECT_NE(few[0], other[0]);
  EXPECT_EQ(few, same);  // the Spec's seed is the default
}

TEST(Sweep, RefusesRangesThatAreNone) {
  const auto problem = [](const std::string& ranges) {
    return problemOf(sweepOf(kDraw + ranges + "}"));
  };
  EXPECT_EQ(problem(R"({"count": 0})"), "out-of-range axes.0.random.count");
  EXPECT_EQ(problem(R"({"depth": [3, 1]})"), "conflict axes.0.random.depth");
  EXPECT_EQ(problem(R"({"depth": [1, 32]})"), "too-large axes.0.random.depth.1");
  EXPECT_EQ(problem(R"({"units": 5})"), "wrong-type axes.0.random.units");
  EXPECT_EQ(problem(R"({"inits": []})"), "wrong-type axes.0.random.inits");
  EXPECT_EQ(problem(R"({"activations": ["rely"]})"), "unknown-id spec.network.layers.0.activation");
  EXPECT_EQ(problem(R"({"width": 5})"), "unknown-key axes.0.random.width");
  EXPECT_EQ(problemOf(sweepOf(R"({"path": "network", "random": {}})")), "bad-path axes.0.path");
}

TEST(Sweep, AnExpansionIsWrittenWithValuesAndSpecs) {
  const Result<Sweep> sweep = parseSweep(sweepOf(
      R"({"path": "data.noise", "values": [0, 0.1]}, {"path": "optimizer", "values": ["sgd"]})",
      R"(, "seeds": [4, 2])"));
  ASSERT_TRUE(sweep);
  const auto cells = expand(*sweep);
  ASSERT_TRUE(cells);
  const std::string text = writeExpansion(*sweep, *cells);
  const std::string head =
      R"({"axes":[{"path":"data.noise","values":[0,0.1]},{"path":"optimizer","values":["sgd"]}],)"
      R"("seeds":[4,2],"resamples":0,"folds":0,"testResamples":0,"level":0.95,"specs":[)";
  std::string specs;
  for (const Cell& cell : *cells) {
    if (!specs.empty()) specs += ',';
    specs += writeSpec(cell.spec);
  }
  EXPECT_EQ(text, head + specs + "]}");
}

}  // namespace
}  // namespace fallline
