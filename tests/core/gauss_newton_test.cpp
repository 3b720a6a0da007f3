#include "fallline/second_order/gauss_newton.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "fallline/ordered.h"
#include "support/reference.h"
#include "support/tolerance.h"

namespace fallline {
namespace {

using testing::Json;
using testing::nearReference;

/// A network, its samples and a point, from a case of tests/reference/second_order.json.
struct Problem {
  Problem(const Json& reference, const Json& given) {
    const auto sizes = reference.at("sizes").get<std::vector<Index>>();
    const std::string name = given.at("loss");
    const Matrix<double> X = testing::samplesOf(reference.at("X"));
    std::vector<Activation> f;
    for (const std::string id : given.at("activations")) {
      f.push_back(*componentById(Activations{}, id));
    }
    loss = MeanSquaredError{};
    Matrix<double> Y;
    if (name == "softmax_cross_entropy") {
      loss = CrossEntropy{};
      f.back() = Softmax{};
      Y = testing::oneHot(given.at("target"), sizes.back());
    } else {
      Y = testing::samplesOf(given.at("target"));
      if (name == "bce_with_logits") {
        loss = BinaryCrossEntropy{};
        f.back() = Sigmoid{};
      }
    }
    std::vector<Layer> layers;
    for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
      layers.push_back({.inputs = sizes[l], .units = sizes[l + 1], .activation = f[l]});
    }
    const std::vector<double> initial = testing::plainParameters(reference.at("initial"));
    make(std::move(layers), X, Y, initial);
  }

  /// A wider one, with biases and without, on made-up data.
  Problem(const Loss& kind, const Activation& output, Index outputs, std::vector<Index> hidden,
          Index count)
      : loss(kind) {
    Random random(5);
    std::vector<Layer> layers;
    Index inputs = 3;
    for (Index units : hidden) {
      layers.push_back({.inputs = inputs, .units = units, .activation = Tanh{}});
      layers.back().bias = units % 2 == 0;
      inputs = units;
    }
    layers.push_back({.inputs = inputs, .units = outputs, .activation = output});
    Matrix<double> X(3, count), Y = Matrix<double>::Zero(outputs, count);
    for (Index j = 0; j < count; ++j) {
      for (Index i = 0; i < 3; ++i) X(i, j) = random.uniform(-1, 1);
      if (is<MeanSquaredError>(kind)) {
        for (Index i = 0; i < outputs; ++i) Y(i, j) = X(i % 3, j) * X(2, j);
      } else {
        Y((X(0, j) > X(1, j) ? 1 : 0) % outputs, j) = 1;
      }
    }
    make(std::move(layers), X, Y, {});
  }

  void make(std::vector<Layer> layers, const Matrix<double>& X, const Matrix<double>& Y,
            const std::vector<double>& initial) {
    network.emplace(std::move(layers));
    samples.emplace(X, Y);
    order.resize(std::size_t(X.cols()));
    std::iota(order.begin(), order.end(), 0);
    theta.resize(network->parameters());
    if (initial.empty()) {
      network->initialize(Random(3).fork("init"), theta);
    } else {
      network->fromPlain(initial.data(), theta);
    }
    source.emplace(*samples, order);
  }

  std::vector<double> plain(const Vector<double>& v) const {
    std::vector<double> out(std::size_t(v.size()));
    network->toPlain(v, out.data());
    return out;
  }

  /// The step for a damping, by a form.
  Vector<double> step(Form form, double mu, bool scaled, const Penalty& penalty = {}) const {
    CurvaturePass pass(*network, loss, *source, network->depth());
    GaussNewton problem(pass, form, FormOptions{true, 1e-14, 5000}, scaled);
    problem.setPoint(theta, penalty);
    // A sliver of work at a time: every form has to go on where it was.
    double work = 1;
    while (!problem.linearize(work)) work = 1;
    bool solved = false;
    work = 1;
    while (!problem.solve(mu, work, solved)) work = 1;
    EXPECT_TRUE(solved);
    predicted = problem.predictedDecrease();
    return problem.step();
  }

  class Source final : public BatchSource {
   public:
    Source(const Samples<double>& samples, std::span<const std::int32_t> order)
        : samples_(samples), order_(order) {}
    Index count() const override { return Index(order_.size()); }
    void gather(Index first, MatrixRef<double> X, MatrixRef<double> Y) const override {
      ++gathered;
      samples_.gather(order_.subspan(std::size_t(first), std::size_t(X.cols())), X, Y);
    }

    mutable int gathered = 0;  ///< chunks: every pass over the data asks for them

   private:
    const Samples<double>& samples_;
    std::span<const std::int32_t> order_;
  };

  Loss loss;
  std::optional<Network<double>> network;
  std::optional<Samples<double>> samples;
  std::vector<std::int32_t> order;
  Vector<double> theta;
  std::optional<Source> source;
  mutable double predicted = 0;
};

constexpr std::array<Form, 3> kForms{Form::primal, Form::dual, Form::conjugateGradient};

TEST(GaussNewtonReference, ValueGradientProductAndStepsAreThoseOfPyTorch) {
  const Json reference = testing::readReference("second_order");
  for (const Json& given : reference.at("cases")) {
    SCOPED_TRACE(given.at("loss").get<std::string>() + " " + given.at("activations").dump());
    const Problem problem(reference, given);
    CurvaturePass pass(*problem.network, problem.loss, *problem.source, problem.network->depth());
    GaussNewton gaussNewton(pass, Form::primal, {}, false);
    gaussNewton.setPoint(problem.theta, {});
    double work = 1e9;
    ASSERT_TRUE(gaussNewton.linearize(work));
    EXPECT_TRUE(nearReference(gaussNewton.value(), given.at("value")));
    const auto gradient = problem.plain(gaussNewton.gradient());
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      EXPECT_TRUE(nearReference(gradient[i], given.at("gradient")[i])) << i;
    }
    // G v by a forward-mode and a backward pass.
    const auto direction = given.at("vector").get<std::vector<double>>();
    Vector<double> v(problem.theta.size()), product = Vector<double>::Zero(v.size());
    problem.network->fromPlain(direction.data(), v);
    pass.forward(problem.theta, 0);
    pass.backwardCurved(problem.theta, pass.directional(problem.theta, v));
    for (Index l = 0; l < problem.network->depth(); ++l) {
      LayerView<double> target = problem.network->layer(VectorRef<double>(product), l);
      target.W += pass.delta(l) * pass.input(l).transpose();
      target.b += pass.delta(l).rowwise().sum();
    }
    const auto products = problem.plain(product);
    for (std::size_t i = 0; i < products.size(); ++i) {
      EXPECT_TRUE(nearReference(products[i], given.at("ggn_times_vector")[i])) << i;
    }
    for (const auto& [damping, expected] : given.at("damped_steps").items()) {
      for (Form form : kForms) {
        SCOPED_TRACE(damping + " " + std::string(nameOf(form)));
        const auto step = problem.plain(problem.step(form, std::stod(damping), false));
        for (std::size_t i = 0; i < step.size(); ++i) {
          // The step of a nearly singular system carries its condition: 1e-10 of the largest.
          EXPECT_NEAR(step[i], expected[i].get<double>(), 1e-10) << i;
        }
      }
    }
  }
}

struct Kind {
  Loss loss;
  Activation output;
  Index outputs;
};
const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{{MeanSquaredError{}, Linear{}, 2},
                                     {MeanSquaredError{}, Sigmoid{}, 1},
                                     {MeanSquaredError{}, Softmax{}, 3},
                                     {BinaryCrossEntropy{}, Sigmoid{}, 2},
                                     {CrossEntropy{}, Softmax{}, 3}};
  return all;
}

TEST(GaussNewton, AllFormsTakeTheSameStep) {
  for (const Kind& kind : kinds()) {
    // 300 samples are two chunks; 40 are fewer rows than parameters.
    for (Index samples : {40, 300}) {
      const Problem problem(kind.loss, kind.output, kind.outputs, {6, 5}, samples);
      for (const Penalty& penalty : {Penalty{}, Penalty{0, 0.03, false}, Penalty{0, 0.03, true}}) {
        for (bool scaled : {false, true}) {
          for (double mu : {1e-3, 1.0}) {
            SCOPED_TRACE(std::string(infoOf(kind.loss).id) + " " +
                         std::string(infoOf(kind.output).id) + " l2 " + std::to_string(penalty.l2) +
                         " mu " + std::to_string(mu));
            const Vector<double> primal = problem.step(Form::primal, mu, scaled, penalty);
            const double promised = problem.predicted;
            const double size = norm<double>(primal);
            ASSERT_GT(size, 1e-6);
            for (Form form : {Form::dual, Form::conjugateGradient}) {
              const Vector<double> other = problem.step(form, mu, scaled, penalty);
              EXPECT_LE(norm<double>(Vector<double>(other - primal)), 1e-9 * size) << nameOf(form);
              EXPECT_NEAR(problem.predicted, promised, 1e-9 * promised);
            }
          }
        }
      }
    }
  }
}

TEST(GaussNewton, IsTheCurvatureOfOneLayerByFiniteDifferences) {
  // The Hessian of a layer of its own through the loss that belongs to it is G, so that central
  // differences of the gradient must give G v.
  for (const Kind& kind : kinds()) {
    if (is<MeanSquaredError>(kind.loss) && !is<Linear>(kind.output)) continue;
    const Problem problem(kind.loss, kind.output, kind.outputs, {}, 50);
    Objective<double> objective(*problem.network, *problem.samples, problem.loss, {}, Random(1));
    const auto gradient = [&](const Vector<double>& theta) {
      objective.use(problem.order, 0);
      Vector<double> g(theta.size());
      objective.gradient(theta, g);
      return g;
    };
    for (Index k = 0; k < problem.theta.size(); ++k) {
      const Vector<double> v = Vector<double>::Unit(problem.theta.size(), k);
      const Vector<double> expected =
          (gradient(problem.theta + 1e-5 * v) - gradient(problem.theta - 1e-5 * v)) / 2e-5;
      CurvaturePass pass(*problem.network, problem.loss, *problem.source, 1);
      pass.forward(problem.theta, 0);
      pass.backwardCurved(problem.theta, pass.directional(problem.theta, v));
      Vector<double> product = Vector<double>::Zero(v.size());
      LayerView<double> target = problem.network->layer(VectorRef<double>(product), 0);
      target.W += pass.delta(0) * pass.input(0).transpose();
      target.b += pass.delta(0).rowwise().sum();
      ASSERT_GT(norm<double>(expected), 1e-4);
      EXPECT_LE(norm<double>(Vector<double>(product - expected)), 1e-8) << infoOf(kind.loss).id;
    }
  }
}

TEST(GaussNewton, ARefusedTrialCostsOnePassForItsLossAndNoNewJacobian) {
  const Problem problem(MeanSquaredError{}, Sigmoid{}, 1, {6, 5}, 300);
  const int chunks = 2;
  for (Form form : {Form::primal, Form::dual}) {
    CurvaturePass pass(*problem.network, problem.loss, *problem.source, problem.network->depth());
    GaussNewton gaussNewton(pass, form, {}, false);
    Damping damping;
    Vector<double> theta = problem.theta;
    int refused = 0;
    for (int k = 0; k < 30; ++k) {
      gaussNewton.setPoint(theta, {});
      problem.source->gathered = 0;
      DampedStep step;
      step.begin();
      double work = 1e12;
      ASSERT_TRUE(step.advance(gaussNewton, damping, {1e-9, DampingRule::nielsen, 0.1}, work));
      if (step.outcome().status != Status::running) break;
      refused += step.outcome().trials - 1;
      theta = gaussNewton.point();
      if (form == Form::dual && k == 0) continue;  // the Gram matrix of the inputs, once
      // One pass for gradient and curvature. A trial takes one for its loss; the dual form sends
      // its solution back through one more.
      const int each = form == Form::dual ? 2 : 1;
      EXPECT_EQ(problem.source->gathered, chunks * (1 + each * step.outcome().trials)) << k;
    }
    EXPECT_GE(refused, 3) << nameOf(form);
  }
}

TEST(GaussNewton, PromisesWhatTheModelPromises) {
  // Linear in its parameters, squared error: the model is exact, so the gain ratio is 1.
  const Problem problem(MeanSquaredError{}, Linear{}, 2, {}, 50);
  for (const Penalty& penalty : {Penalty{}, Penalty{0, 0.1, false}}) {
    CurvaturePass pass(*problem.network, problem.loss, *problem.source, 1);
    GaussNewton gaussNewton(pass, Form::primal, {}, true);
    gaussNewton.setPoint(problem.theta, penalty);
    DampedStep step;
    Damping damping;
    step.begin();
    double work = 1e9;
    ASSERT_TRUE(step.advance(gaussNewton, damping, {1e-3, DampingRule::nielsen, 0.1}, work));
    EXPECT_NEAR(step.outcome().gainRatio, 1, 1e-10);
  }
}

TEST(Cholesky, IsTheFactorColumnByColumnAndThatOfEigen) {
  // Sizes around the strips of 8 columns and the panels of 64.
  for (const Index n : {1, 2, 7, 8, 9, 63, 64, 65, 81, 130}) {
    SCOPED_TRACE(n);
    Matrix<double> A(n, n);
    Random random(std::uint64_t(n) + 1);
    for (Index j = 0; j < n; ++j) {
      for (Index i = 0; i < n; ++i) A(i, j) = random.uniform(-0.5, 0.5);
    }
    Matrix<double> spd = A * A.transpose();
    spd.diagonal().array() += 1;
    Matrix<double> plain = spd, factor = spd;
    Cholesky cholesky;
    cholesky.begin(factor);
    double work = 1e12;
    ASSERT_TRUE(cholesky.advance(work));
    ASSERT_TRUE(cholesky.isPositive());
    // The same bits as without strips and panels: every element is lessened column by column.
    for (Index j = 0; j < n; ++j) {
      const double pivot = std::sqrt(plain(j, j));
      for (Index i = j; i < n; ++i) plain(i, j) /= pivot;
      for (Index p = j + 1; p < n; ++p) {
        for (Index i = p; i < n; ++i) plain(i, p) -= plain(p, j) * plain(i, j);
      }
    }
    const Matrix<double> eigen = spd.llt().matrixL();
    for (Index j = 0; j < n; ++j) {
      for (Index i = j; i < n; ++i) {
        ASSERT_EQ(factor(i, j), plain(i, j)) << i << ", " << j;
        ASSERT_NEAR(factor(i, j), eigen(i, j), 1e-12) << i << ", " << j;
      }
    }
  }
}

TEST(Cholesky, LargeMatricesAreFactoredPanelByPanel) {
  const Index n = 500;
  Matrix<double> A(n, n);
  Random random(9);
  for (Index j = 0; j < n; ++j) {
    for (Index i = 0; i < n; ++i) A(i, j) = random.uniform(-0.5, 0.5);
  }
  Matrix<double> spd = A * A.transpose();
  spd.diagonal().array() += 1;
  Matrix<double> whole = spd, cut = spd;
  Cholesky a, b;
  a.begin(whole);
  double work = 1e12;
  ASSERT_TRUE(a.advance(work));
  b.begin(cut);
  int slices = 1;
  for (work = 1; !b.advance(work); work = 1) ++slices;
  EXPECT_EQ(slices, 8);  // panels of 64
  Vector<double> x = spd.col(7), y = x;
  a.solveInPlace(x);
  b.solveInPlace(y);
  EXPECT_EQ(x, y);
  EXPECT_NEAR(x[7], 1, 1e-9);
  EXPECT_NEAR(norm<double>(x), 1, 1e-9);
  spd(n - 1, n - 1) = -1;
  a.begin(spd);
  work = 1e12;
  ASSERT_TRUE(a.advance(work));
  EXPECT_FALSE(a.isPositive());
}

}  // namespace
}  // namespace fallline
