#include "fallline/layer_statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

NetworkStatistics inspect(const Session& session) {
  LayerInspector inspector(session);
  inspector.begin();
  double work = 1e18;
  EXPECT_TRUE(inspector.slice(work));
  return inspector.statistics();
}

std::int64_t total(const Histogram& histogram) {
  std::int64_t sum = 0;
  for (std::int64_t count : histogram.counts) sum += count;
  return sum;
}

TEST(Histogram, ReachesToAPowerOfTwoWhateverTheOrder) {
  const std::vector<double> values{0, 0.3, -1.5, 2.9, -3.99, 0.001};
  Histogram up, down;
  for (double v : values) up.add(v);
  for (std::size_t i = values.size(); i-- > 0;) down.add(values[i]);
  EXPECT_EQ(up.reach, 4);
  EXPECT_EQ(up.counts, down.counts);
  // Bins are 8/64 wide: −3.99 lies in the first, 0 and 0.001 in the one right of the middle.
  EXPECT_EQ(up.counts[0], 1);
  EXPECT_EQ(up.counts[32], 2);
  EXPECT_EQ(up.counts[32 + 2], 1);   // 0.3 / 0.125 = 2.4
  EXPECT_EQ(up.counts[32 + 23], 1);  // 2.9 / 0.125 = 23.2
  EXPECT_EQ(up.counts[32 - 12], 1);  // −1.5 / 0.125 = −12
  EXPECT_EQ(total(up), 6);
}

TEST(Histogram, LeavesOutWhatIsNotFinite) {
  Histogram histogram;
  histogram.add(std::numeric_limits<double>::infinity());
  histogram.add(std::nan(""));
  EXPECT_EQ(total(histogram), 0);
  histogram.add(4);  // the end belongs to the next power
  EXPECT_EQ(histogram.reach, 8);
}

/// One input, ReLU units with chosen weights, a linear output; targets 0.
std::unique_ptr<Session> chosen(const std::string& activation, const std::vector<double>& inputs,
                                const std::vector<double>& theta, int units) {
  auto data = std::make_shared<Dataset>();
  const auto n = Index(inputs.size());
  data->inputs.values = Eigen::Map<const Matrix<double>>(inputs.data(), 1, n);
  data->targets = Matrix<double>::Zero(1, n);
  data->task = {Task::Kind::regression, {"y"}};
  auto session = sessionOf(R"({"data": {"source": "given", "split": {"train": 1}},
      "network": {"layers": [{"units": )" +
                               std::to_string(units) + R"(, "activation": ")" + activation +
                               R"("}, {}]}, "precision": "float64"})",
                           Sources{{}, data});
  if (session->setParameters(theta)) throw std::runtime_error("shape");
  return session;
}

TEST(LayerStatistics, CountDeadUnits) {
  // Units z = x, z = x − 10, z = −x − 10 on x from −2 to 2: the last two never become positive.
  const auto session = chosen("relu", {-2, -1, 1, 2}, {1, 1, -1, 0, -10, -10, 1, 1, 1, 0}, 3);
  const NetworkStatistics s = inspect(*session);
  EXPECT_EQ(s.samples, 4);
  EXPECT_EQ(s.layers[0].dead, 2);
  EXPECT_FALSE(s.layers[0].squashes);
  EXPECT_EQ(s.layers[0].saturated, 0);
  EXPECT_EQ(total(s.layers[0].preActivations), 12);
  EXPECT_EQ(s.layers[0].preActivations.reach, 16);  // −12
  EXPECT_EQ(s.layers[1].dead, 0);
  // A unit that was switched off by hand is not dead.
  ASSERT_FALSE(session->switchUnit(0, 1, false));
  EXPECT_EQ(inspect(*session).layers[0].dead, 1);
}

TEST(LayerStatistics, ALeakyUnitIsNeverDead) {
  const auto session = chosen("leaky-relu", {-2, -1, 1, 2}, {1, -10, 1, 0}, 1);
  EXPECT_EQ(inspect(*session).layers[0].dead, 0);
}

TEST(LayerStatistics, SaturatedIsASlopeBelowATwentieth) {
  // tanh' z = 0.05 where tanh² z = 0.95: |z| = 2.178. Of z = ±1, ±2.1, ±2.3, ±5 four are beyond.
  const auto session = chosen("tanh", {-5, -2.3, -2.1, -1, 1, 2.1, 2.3, 5}, {1, 0, 1, 0}, 1);
  const LayerStatistics layer = inspect(*session).layers[0];
  EXPECT_TRUE(layer.squashes);
  EXPECT_DOUBLE_EQ(layer.saturated, 0.5);
  EXPECT_LT(layer.straightness, 0.95);
}

TEST(LayerStatistics, OneGradientByHand) {
  // a = 2·relu(3x), C = mean a² over x = −1, 1, 2: a = 0, 6, 12.
  // ∂C/∂w₂ = mean 2a·h = 2(6·3 + 12·6)/3 = 60; ∂C/∂b₂ = mean 2a = 12;
  // ∂C/∂w₁ = mean 2a·2·x = 4(6·1 + 12·2)/3 = 40; ∂C/∂b₁ = 4(6 + 12)/3 = 24.
  const auto session = chosen("relu", {-1, 1, 2}, {3, 0, 2, 0}, 1);
  const NetworkStatistics s = inspect(*session);
  EXPECT_NEAR(s.layers[0].gradientNorm, std::sqrt(40.0 * 40 + 24 * 24), 1e-12);
  EXPECT_NEAR(s.layers[1].gradientNorm, std::sqrt(60.0 * 60 + 12 * 12), 1e-12);
  EXPECT_EQ(s.layers[0].weightNorm, 3);
  EXPECT_EQ(s.layers[0].updateNorm, 0);                 // no step yet
  EXPECT_EQ(s.layers[0].gradients.counts[32 + 20], 1);  // 40 of ±64
  EXPECT_EQ(s.layers[0].gradients.reach, 64);
}

TEST(LayerStatistics, TheUpdateIsThatOfTheLatestStep) {
  const auto session = sessionOf(R"({"data": {"source": "franke", "samples": 100},
      "network": {"layers": [{"units": 5}, {}]}, "optimizer": {"id": "sgd", "learningRate": 0.1},
      "batchSize": "full", "precision": "float64", "stop": {}})");
  session->run(3);
  const NetworkStatistics before = inspect(*session);
  session->run(1);
  const NetworkStatistics after = inspect(*session);
  // With the full batch of 75 samples the subset is the batch: a step is 0.1 × the gradient.
  for (std::size_t l = 0; l < 2; ++l) {
    EXPECT_GT(before.layers[l].gradientNorm, 1e-6);
    EXPECT_NEAR(after.layers[l].updateNorm, 0.1 * before.layers[l].gradientNorm, 1e-12);
  }
}

TEST(LayerStatistics, StraightnessIsOneForWhatIsLinear) {
  const auto linear = chosen("linear", {-2, -1, 1, 2}, {1, 2, 0, 1, 1, 1, 0}, 2);
  EXPECT_DOUBLE_EQ(inspect(*linear).layers[0].straightness, 1);
  // Both units of a ReLU layer are on everywhere: linear on these samples, though not elsewhere.
  const auto on = chosen("relu", {-2, -1, 1, 2}, {1, 2, 10, 10, 1, 1, 0}, 2);
  EXPECT_NEAR(inspect(*on).layers[0].straightness, 1, 1e-12);
  // relu(x) on −1, 0, 1: a = 0, 0, 1 against z: cov² / (var var) = 1² / (2 · 2/3) = 3/4.
  const auto bent = chosen("relu", {-1, 0, 1}, {1, 0, 1, 0}, 1);
  EXPECT_NEAR(inspect(*bent).layers[0].straightness, 0.75, 1e-12);
}

TEST(LayerStatistics, InputsAreMeasuredAsTheNetworkSeesThem) {
  const auto raw = sessionOf(R"({"data": {"source": "gaussians-3d", "offset": 50}})");
  EXPECT_NEAR(inspect(*raw).inputSize, 50, 1);
  const auto scaled =
      sessionOf(R"({"data": {"source": "gaussians-3d", "offset": 50, "scale": "standardize"}})");
  EXPECT_NEAR(inspect(*scaled).inputSize, 1, 1e-6);
  EXPECT_NEAR(inspect(*scaled).inputRatio, 1, 1e-6);
}

TEST(LayerStatistics, DoNotDependOnSlices) {
  const auto session = sessionOf(R"({"data": {"source": "digits", "samples": 900},
      "network": {"layers": [{"units": 32, "activation": "relu"}, {}]}, "stop": {}})");
  session->run(20);
  LayerInspector whole(*session), sliced(*session);
  whole.begin();
  double all = 1e18;
  whole.slice(all);
  sliced.begin();
  int slices = 0;
  for (double little = 0; !sliced.slice(little); little = 0) {
    ++slices;
    session->advance(0, 1);  // training goes on meanwhile
  }
  EXPECT_GT(slices, 3);
  EXPECT_EQ(writeStatistics(sliced.statistics()), writeStatistics(whole.statistics()));
  EXPECT_EQ(whole.statistics().samples, 500);
}

TEST(NormHistory, StaysBoundedAndInOrder) {
  NormHistory history;
  NetworkStatistics s{.layers = std::vector<LayerStatistics>(2)};
  for (int i = 0; i < 2000; ++i) {
    s.passes = i;
    history.add(s);
    EXPECT_LE(history.rows().size(), NormHistory::capacity);
  }
  EXPECT_EQ(history.rows().front().size(), 5u);
  EXPECT_EQ(history.rows().front().front(), 0);
  EXPECT_EQ(history.rows().back().front(), 1999);
  s.passes = 100;  // from an earlier place
  history.add(s);
  EXPECT_EQ(history.rows().back().front(), 100);
  for (std::size_t i = 1; i < history.rows().size(); ++i) {
    EXPECT_LT(history.rows()[i - 1].front(), history.rows()[i].front());
  }
}

}  // namespace
}  // namespace fallline
