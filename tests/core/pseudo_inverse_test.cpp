#include "fallline/second_order/pseudo_inverse.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

#include "fallline/objective.h"
#include "fallline/ordered.h"
#include "fallline/second_order/pseudo_inverse_sweep.h"
#include "support/sessions.h"

namespace fallline {
namespace {

constexpr std::array kSolvers{PseudoInverseSolver::svd, PseudoInverseSolver::qr,
                              PseudoInverseSolver::symmetricEigen};

Matrix<double> randomMatrix(Index rows, Index columns, std::uint64_t seed) {
  Random random(seed);
  Matrix<double> A(rows, columns);
  for (Index j = 0; j < columns; ++j) {
    for (Index i = 0; i < rows; ++i) A(i, j) = random.uniform(-1, 1);
  }
  return A;
}

/// (BᵀB + λI)⁻¹ Bᵀ, by rows of the unit matrix and a sliver of work at a time.
Matrix<double> inverseOf(const Matrix<double>& B, PseudoInverseSolver solver, double lambda) {
  PseudoInverse inverse;
  inverse.resize(B.rows(), B.cols());
  for (Index j = 0; j < B.cols(); ++j) {
    for (Index i = 0; i < B.rows(); ++i) inverse.at(i, j) = B(i, j);
  }
  inverse.begin(solver, lambda);
  double work = 1;
  while (!inverse.advance(work)) work = 1;
  Matrix<double> X;
  inverse.apply(Matrix<double>::Identity(B.rows(), B.rows()), X);
  return X.transpose();
}

double distance(const Matrix<double>& A, const Matrix<double>& B) {
  return (A - B).cwiseAbs().maxCoeff();
}

TEST(PseudoInverse, AllWaysAgreeWhereTheRankIsFull) {
  for (const auto& [rows, columns] : {std::pair<Index, Index>{30, 7}, {7, 30}, {12, 12}, {1, 5}}) {
    const Matrix<double> B = randomMatrix(rows, columns, 3);
    for (double lambda : {0.0, 1.0, 0.01}) {
      const Matrix<double> svd = inverseOf(B, PseudoInverseSolver::svd, lambda);
      ASSERT_EQ(svd.rows(), columns);
      ASSERT_GT(svd.cwiseAbs().maxCoeff(), 0.01);
      for (PseudoInverseSolver solver : kSolvers) {
        EXPECT_LE(distance(inverseOf(B, solver, lambda), svd), 1e-9)
            << rows << " x " << columns << ", lambda " << lambda;
      }
      // Formula 2 as it was posted: [1 A]ᵀ ([1 A][1 A]ᵀ + I)⁻¹.
      Matrix<double> outer = B * B.transpose();
      outer.diagonal().array() += lambda;
      if (lambda > 0) {
        EXPECT_LE(distance(B.transpose() * outer.inverse(), svd), 1e-9);
      }
    }
  }
}

TEST(PseudoInverse, FulfilsTheConditionsOfPenroseWithoutFullRank) {
  // Rank 3 of 8 × 6 and 6 × 8; the first column of one of them is 0.
  Matrix<double> thin = randomMatrix(8, 3, 4) * randomMatrix(3, 6, 5);
  thin.col(0).setZero();
  for (const Matrix<double>& B : {thin, Matrix<double>(thin.transpose())}) {
    for (PseudoInverseSolver solver : {PseudoInverseSolver::svd, PseudoInverseSolver::qr}) {
      const Matrix<double> X = inverseOf(B, solver, 0);
      EXPECT_LE(distance(B * X * B, B), 1e-13);
      EXPECT_LE(distance(X * B * X, X), 1e-13);
      EXPECT_LE(distance(B * X, (B * X).transpose()), 1e-13);
      EXPECT_LE(distance(X * B, (X * B).transpose()), 1e-13);
    }
  }
  const Matrix<double> none = Matrix<double>::Zero(4, 3);
  for (PseudoInverseSolver solver : kSolvers) {
    EXPECT_EQ(inverseOf(none, solver, 0).cwiseAbs().maxCoeff(), 0);
  }
}

TEST(PseudoInverse, EndsOnNumbersThatAreNone) {
  Matrix<double> B = randomMatrix(5, 3, 1);
  B(2, 1) = NAN;
  for (PseudoInverseSolver solver : kSolvers) inverseOf(B, solver, 0);
}

/// What a step of the method changes, for a network 2-3-1 (tanh, sigmoid) on five samples.
struct Small {
  Small() : network(layers()), samples(X(), Y()), order(5) {
    std::iota(order.begin(), order.end(), 0);
    theta.resize(network.parameters());
    network.initialize(Random(8).fork("init"), theta);
  }
  static std::vector<Layer> layers() {
    return {{.inputs = 2, .units = 3, .activation = Tanh{}},
            {.inputs = 3, .units = 1, .activation = Sigmoid{}}};
  }
  static Matrix<double> X() { return randomMatrix(2, 5, 6); }
  static Matrix<double> Y() {
    Matrix<double> Y(1, 5);
    Y << 0, 1, 1, 0, 1;
    return Y;
  }
  class Source final : public BatchSource {
   public:
    Index count() const override { return 5; }
    void gather(Index first, MatrixRef<double> A, MatrixRef<double> B) const override {
      A = X().middleCols(first, A.cols());
      B = Y().middleCols(first, B.cols());
    }
  };
  Network<double> network;
  Samples<double> samples;
  std::vector<std::int32_t> order;
  Vector<double> theta;
  Source source;
  Loss loss = BinaryCrossEntropy{};
};

Vector<double> changeOf(PseudoInverseSweep& sweep, const LayerwisePseudoInverse& choice,
                        const Vector<double>& theta, const Penalty& penalty = {}) {
  sweep.begin(choice, penalty, theta);
  double work = 1;
  while (!sweep.advance(work)) work = 1;
  EXPECT_EQ(sweep.status(), Status::running) << sweep.reason();
  return sweep.change();
}

/// What the formulas ask for, by plain algebra; samples are rows, and the bias comes first. With
/// the penalty's share κ = l2 m (one output, cross-entropy) of the weights' least squares.
Matrix<double> expectedChange(const Matrix<double>& B, const Matrix<double>& dZ,
                              const Matrix<double>& parameters, double lambda,
                              const Penalty& penalty) {
  const double pull = penalty.l2 * double(B.rows());
  Vector<double> pulls = Vector<double>::Constant(B.cols(), pull);
  if (!penalty.biases) pulls[0] = 0;
  Matrix<double> G = B.transpose() * B;
  G.diagonal() += pulls;
  G.diagonal().array() += lambda;
  return G.inverse() * (B.transpose() * dZ + pulls.asDiagonal() * parameters);
}

TEST(PseudoInverseSweep, IsTheTwoFormulasAsPostedAndWithAPenalty) {
  Small small;
  small.network.layer(VectorRef<double>(small.theta), 0).b << 0.3, -0.2, 0.1;
  small.network.layer(VectorRef<double>(small.theta), 1).b << 0.4;
  CurvaturePass pass(small.network, small.loss, small.source, 2);
  const ConstLayerView<double> first = small.network.layer(ConstVectorRef<double>(small.theta), 0);
  const ConstLayerView<double> last = small.network.layer(ConstVectorRef<double>(small.theta), 1);
  const Matrix<double> X = Small::X(), Y = Small::Y();
  Matrix<double> A1 = first.W * X, A2(1, 5);
  for (Index j = 0; j < 5; ++j) {
    A1.col(j) += first.b;
    for (Index i = 0; i < 3; ++i) A1(i, j) = std::tanh(A1(i, j));
    A2(0, j) = 1 / (1 + std::exp(-(last.W.row(0).dot(A1.col(j)) + last.b[0])));
  }
  // Samples as rows, as in the formulas.
  const Matrix<double> dZ2 =
      ((A2 - Y).array() / (A2.array() * (1 - A2.array()))).matrix().transpose();
  Matrix<double> B2(5, 4), B1(5, 3);
  B2 << Matrix<double>::Ones(5, 1), A1.transpose();
  B1 << Matrix<double>::Ones(5, 1), X.transpose();
  Matrix<double> T2(4, 1), T1(3, 3);  // the parameters, bias first
  T2 << last.b, last.W.transpose();
  T1 << first.b.transpose(), first.W.transpose();
  for (const Penalty& penalty : {Penalty{}, Penalty{0, 0.2, false}, Penalty{0, 0.2, true}}) {
    for (std::int64_t formula : {1, 2}) {
      for (const std::string order : {"jacobi", "gauss-seidel"}) {
        SCOPED_TRACE(std::to_string(formula) + " " + order + " l2 " + std::to_string(penalty.l2));
        LayerwisePseudoInverse choice;
        choice.formula = formula;
        choice.order = order;
        choice.damping = 0.25;
        const double lambda = formula == 2 ? choice.lambda : 0;
        const Matrix<double> d2 = expectedChange(B2, dZ2, T2, lambda, penalty);  // 4 × 1
        const Matrix<double> left = formula == 2 ? Matrix<double>(dZ2 - B2 * d2) : dZ2;
        Matrix<double> W = last.W;
        if (order == "gauss-seidel") W -= 0.25 * d2.bottomRows(3).transpose();
        // W⁺ of a row is Wᵀ / |W|².
        const Matrix<double> dA1 = left * W / W.squaredNorm();  // 5 × 3
        const Matrix<double> dZ1 = dA1.array() / (1 - A1.transpose().array().square());
        const Matrix<double> d1 = expectedChange(B1, dZ1, T1, lambda, penalty);  // 3 × 3
        for (const std::string solver : {"svd", "qr", "symmetric-eigen"}) {
          choice.solver = solver;
          PseudoInverseSweep sweep(pass);
          const Vector<double> change = changeOf(sweep, choice, small.theta, penalty);
          const auto got1 = small.network.layer(ConstVectorRef<double>(change), 0);
          const auto got2 = small.network.layer(ConstVectorRef<double>(change), 1);
          EXPECT_LE(distance(got2.W.transpose(), d2.bottomRows(3)), 1e-9) << solver;
          EXPECT_NEAR(got2.b[0], d2(0, 0), 1e-9) << solver;
          EXPECT_LE(distance(got1.W.transpose(), d1.bottomRows(2)), 1e-9) << solver;
          EXPECT_LE(distance(got1.b, d1.row(0).transpose()), 1e-9) << solver;
          EXPECT_NEAR(sweep.largestDz(),
                      std::max(dZ1.cwiseAbs().maxCoeff(), dZ2.cwiseAbs().maxCoeff()), 1e-9);
        }
      }
    }
  }
}

TEST(PseudoInverseSweep, IsNewtonsStepWithThePenaltyWhereOutputsAreLinear) {
  // Fewer inputs than samples, and more: then the pseudo-inverse is kept the other way round.
  for (Index inputs : {3, 12}) {
    for (bool hasBias : {true, false}) {
      const Network<double> network(
          {{.inputs = inputs, .units = 2, .activation = Linear{}, .bias = hasBias}});
      const Samples<double> samples(randomMatrix(inputs, 7, 1), randomMatrix(2, 7, 2));
      std::vector<std::int32_t> order(7);
      std::iota(order.begin(), order.end(), 0);
      const Loss loss = MeanSquaredError{};
      Vector<double> theta(network.parameters());
      network.initialize(Random(3).fork("init"), theta);
      if (hasBias) network.layer(VectorRef<double>(theta), 0).b << 0.5, -0.25;
      class Source final : public BatchSource {
       public:
        explicit Source(Index inputs) : X_(randomMatrix(inputs, 7, 1)), Y_(randomMatrix(2, 7, 2)) {}
        Index count() const override { return 7; }
        void gather(Index first, MatrixRef<double> A, MatrixRef<double> B) const override {
          A = X_.middleCols(first, A.cols());
          B = Y_.middleCols(first, B.cols());
        }

       private:
        Matrix<double> X_, Y_;
      };
      const Source source(inputs);
      CurvaturePass pass(network, loss, source, 1);
      for (bool biases : {false, true}) {
        const Penalty penalty{0, 0.05, biases};
        Objective<double> objective(network, samples, loss, penalty, Random(1));
        const auto gradient = [&](const Vector<double>& at) {
          objective.use(order, 0);
          Vector<double> g(at.size());
          objective.gradient(at, g);
          return g;
        };
        const Vector<double> g = gradient(theta);
        const double size = norm<double>(g);
        for (const std::string solver : {"svd", "qr", "symmetric-eigen"}) {
          SCOPED_TRACE(solver + ", inputs " + std::to_string(inputs) + ", biases " +
                       std::to_string(biases));
          LayerwisePseudoInverse choice;
          choice.solver = solver;
          PseudoInverseSweep sweep(pass);
          const Vector<double> v = changeOf(sweep, choice, theta, penalty);
          // The curvature along the change, by differences of the gradient, is the gradient.
          const Vector<double> Hv =
              (gradient(theta + 1e-3 * v) - gradient(theta - 1e-3 * v)) / 2e-3;
          EXPECT_LE(norm<double>(Vector<double>(Hv - g)), 1e-9 * size);
          EXPECT_LE(norm<double>(gradient(theta - v)), 1e-11 * size);
        }
      }
    }
  }
}

TEST(PseudoInverseSweep, FactorsTheFirstLayerOnce) {
  Small small;
  CurvaturePass pass(small.network, small.loss, small.source, 2);
  PseudoInverseSweep sweep(pass);
  LayerwisePseudoInverse choice;
  for (int step = 1; step <= 4; ++step) {
    changeOf(sweep, choice, small.theta);
    EXPECT_EQ(sweep.inputFactorizations(), step + 1) << "one a step, and the first layer's";
  }
  const Vector<double> before = changeOf(sweep, choice, small.theta);
  choice.solver = "qr";
  const Vector<double> after = changeOf(sweep, choice, small.theta);
  EXPECT_EQ(sweep.inputFactorizations(), 6 + 2) << "another solver begins anew";
  EXPECT_LE((before - after).cwiseAbs().maxCoeff(), 1e-9);
  // Another penalty is another system; the same one is not.
  changeOf(sweep, choice, small.theta, Penalty{0, 0.1, false});
  EXPECT_EQ(sweep.inputFactorizations(), 8 + 2);
  changeOf(sweep, choice, small.theta, Penalty{0, 0.1, false});
  EXPECT_EQ(sweep.inputFactorizations(), 10 + 1);
  changeOf(sweep, choice, small.theta, Penalty{0, 0.1, true});
  EXPECT_EQ(sweep.inputFactorizations(), 11 + 2);
}

std::string spec(const std::string& activation, const std::string& options) {
  return R"({"data": {"source": "gauss", "samples": 100}, "stop": {}, "seed": 2,
      "network": {"layers": [{"units": 3, "activation": ")" +
         activation + R"("}, {}]}, "optimizer": {"id": "layerwise-pseudo-inverse")" + options +
         "}}";
}

TEST(LayerwisePseudoInverse, StopsWhereASlopeIsZeroAndSaysWhere) {
  const auto session = testing::sessionOf(spec("relu", ""));
  session->run(1);
  EXPECT_EQ(session->progress().last.status, Status::singular);
  EXPECT_EQ(session->progress().status, RunStatus::diverged);
  const std::string& reason = session->progress().reason;
  EXPECT_NE(reason.find("of layer 1 has slope 0"), std::string::npos) << reason;
  EXPECT_NE(reason.find("unit "), std::string::npos) << reason;
  for (double parameter : session->parameters()) EXPECT_TRUE(std::isfinite(parameter));
}

TEST(LayerwisePseudoInverse, LeakyReluRunsWithoutDampingAndDoesNotConverge) {
  // Its slope is nowhere 0, as its author expected; but 1/0.01 of what is asked is sent down.
  for (const std::string formula : {"1", "2"}) {
    for (const std::string order : {"jacobi", "gauss-seidel"}) {
      for (int seed = 1; seed <= 5; ++seed) {
        SCOPED_TRACE(formula + " " + order + " seed " + std::to_string(seed));
        const auto session = testing::sessionOf(
            R"({"data": {"source": "moons", "seed": 1}, "stop": {"steps": 60}, "seed": )" +
            std::to_string(seed) +
            R"(, "network": {"layers": [{"units": 8, "activation": "leaky-relu"}, {}]},
                "optimizer": {"id": "layerwise-pseudo-inverse", "damping": 1, "formula": )" +
            formula + R"(, "order": ")" + order + "\"}}");
        const double before = session->evaluate(Part::train)->loss;
        session->run(60);
        EXPECT_EQ(session->progress().step, 60);
        EXPECT_EQ(session->progress().status, RunStatus::stopped) << session->progress().reason;
        EXPECT_GT(session->evaluate(Part::train)->loss, before);
      }
    }
  }
}

TEST(LayerwisePseudoInverse, TellsHowItsDirectionStandsToTheGradient) {
  const auto session = testing::sessionOf(spec("tanh", ""));
  double against = 0;
  int step = 1;
  for (; step <= 10; ++step) {
    session->run(1);
    if (session->progress().status != RunStatus::running) break;
    const StepReport& report = session->progress().last;
    ASSERT_TRUE(report.extras.cosine && report.extras.nonDescent && report.extras.largestDz);
    EXPECT_LE(std::abs(*report.extras.cosine), 1 + 1e-12);
    EXPECT_GT(*report.extras.largestDz, 0);
    against += *report.extras.cosine > 0 ? 0 : 1;
    EXPECT_DOUBLE_EQ(*report.extras.nonDescent, against / step);
  }
  EXPECT_GE(step, 4);
}

TEST(LayerwisePseudoInverse, TheGuardTurnsWhatOpposesTheGradient) {
  const auto guarded = testing::sessionOf(spec("tanh", R"(, "signGuard": true)"));
  for (int step = 0; step < 5; ++step) {
    guarded->run(1);
    EXPECT_GT(*guarded->progress().last.extras.cosine, 0);
  }
}

TEST(LayerwisePseudoInverse, BacktrackingNeverRaisesWhatIsMinimised) {
  for (const std::string l2 : {"0", "0.01"}) {
    std::string text =
        spec("tanh", R"(, "backtracking": true, "formula": 2, "order": "gauss-seidel")");
    text.insert(text.rfind('}'), R"(, "regularization": {"l2": )" + l2 + "}");
    const auto session = testing::sessionOf(text);
    const auto value = [&] {
      const Metrics metrics = *session->evaluate(Part::train);
      return metrics.loss + metrics.penalty;
    };
    double before = value();
    int steps = 0;
    for (; steps < 20; ++steps) {
      session->run(1);
      if (session->progress().status != RunStatus::running) break;
      EXPECT_LT(value(), before) << steps;
      before = value();
    }
    EXPECT_GE(steps, 1);
    EXPECT_NE(session->progress().status, RunStatus::diverged);
  }
}

TEST(LayerwisePseudoInverse, IsThereInOneStepWhereAPenalisedLineIsWanted) {
  const auto text = [](const std::string& optimizer) {
    return R"({"data": {"source": "franke", "samples": 100}, "network": {"layers": [{}]},
        "regularization": {"l2": 0.03}, "stop": {}, "seed": 2, "optimizer": )" +
           optimizer + "}";
  };
  const auto value = [](const Session& session, const Metrics& metrics) {
    EXPECT_GT(metrics.penalty, 1e-4) << session.fingerprint();
    return metrics.loss + metrics.penalty;
  };
  const auto optimum = testing::sessionOf(text(R"("levenberg-marquardt")"));
  optimum->run(100);
  const double least = value(*optimum, *optimum->evaluate(Part::train));
  const auto session =
      testing::sessionOf(text(R"({"id": "layerwise-pseudo-inverse", "damping": 1})"));
  session->run(1);
  EXPECT_NEAR(value(*session, *session->evaluate(Part::train)), least, 1e-14);
}

TEST(LayerwisePseudoInverse, LeavesUnitsThatAreOffAlone) {
  std::string text = spec("tanh", R"(, "order": "gauss-seidel", "formula": 2, "damping": 0.1)");
  text.insert(text.rfind('}'), R"(, "regularization": {"l2": 0.01, "biases": true})");
  const auto session = testing::sessionOf(text);
  ASSERT_FALSE(session->switchUnit(0, 1, false));
  const auto before = session->parameters();
  session->run(3);
  ASSERT_EQ(session->progress().step, 3);
  const auto after = session->parameters();
  // W of the first layer is 3 × 2: its row 1 stands at 2 and 3, its bias at 7; then W 1 × 3.
  for (std::size_t i : {2U, 3U, 7U, 10U}) EXPECT_EQ(after[i], before[i]) << i;
  for (std::size_t i : {0U, 6U, 9U}) EXPECT_NE(after[i], before[i]) << i;
}

TEST(LayerwisePseudoInverse, RefusesWhatTheFormulasDoNotKnow) {
  const auto error = [](const std::string& rest) {
    return testing::errorOf(R"({"optimizer": "layerwise-pseudo-inverse", )" + rest + "}");
  };
  EXPECT_EQ(error(R"("data": {"source": "spiral", "classes": 3})").path,
            "network.layers.1.activation");
  EXPECT_EQ(error(R"("data": {"source": "gauss"}, "regularization": {"l1": 0.1})").path,
            "regularization.l1");
  EXPECT_EQ(error(R"("data": {"source": "franke"}, "loss": "mae")").path, "loss");
  // [1 A] of 10 000 × 1951 and W of 1950 × 1950, each with small matrices of its own: 550 MB.
  const Error large = error(R"("data": {"source": "gauss", "samples": 10000, "split": {"train": 1}},
      "network": {"layers": [{"units": 1950}, {"units": 1950}, {}]})");
  EXPECT_EQ(large.code, "too-large");
  EXPECT_EQ(large.path, "optimizer.id");
  EXPECT_NE(large.message.find("\"layerwise-levenberg-marquardt\" fits"), std::string::npos)
      << large.message;
}

TEST(LayerwisePseudoInverse, NumbersThatAreTooLargeEndTheRun) {
  const auto session = testing::sessionOf(spec("linear", ""));
  // W and b of the first layer, then of the last one: the loss of the wrong side is infinite.
  std::vector<double> parameters(9, 1e200);
  parameters.resize(13, -1e200);
  ASSERT_FALSE(session->setParameters(parameters));
  session->run(1);
  EXPECT_EQ(session->progress().status, RunStatus::diverged);
  EXPECT_FALSE(session->progress().reason.empty());
  for (double parameter : session->parameters()) EXPECT_TRUE(std::isfinite(parameter));
}

}  // namespace
}  // namespace fallline
