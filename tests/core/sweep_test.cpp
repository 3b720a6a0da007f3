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

}  // namespace
}  // namespace fallline
