#include "fallline/linear_models.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "fallline/linear_report.h"
#include "support/sessions.h"

namespace fallline {
namespace {

using testing::sessionOf;

/// What is prepared outlives the design.
struct Prepared1 {
  std::unique_ptr<Session> session;
  LinearDesign design;
};

Prepared1 designOf(const std::string& text) {
  auto session = sessionOf(text);
  Result<LinearDesign> design = LinearDesign::make(session->prepared());
  EXPECT_TRUE(design);
  return {std::move(session), std::move(*design)};
}

void trainToEnd(Session& session) {
  while (session.progress().status == RunStatus::running) session.run(1'000'000);
}

const std::string kFranke = R"({"data": {"source": "franke", "features": ["polynomial:4"]}})";

TEST(LinearModels, ThreePointsReachTheirExactLine) {
  // (y1 − 2 y2 + y3)² / 18 = 2554176116041 / 450000000000000; slope (y3 − y1) / 2, mean of y.
  auto [session, design] = designOf(R"({"data": {"source": "three-points"}})");
  for (const char* solver : {"qr", "svd", "normal-equations", "normal-equations-pinv"}) {
    const LinearFit fit = design.fit(LeastSquares{solver});
    EXPECT_NEAR(*fit.metrics[0]->mse, 0.00567594692453555555, 1e-17) << solver;
    EXPECT_NEAR(*fit.metrics[0]->r2, 0.8355186982683525, 1e-14) << solver;
    EXPECT_NEAR(fit.coefficients(0, 0), 0.0167101333333333, 1e-15) << solver;
    EXPECT_NEAR(fit.coefficients(0, 1), 0.2079623, 1e-15) << solver;
    EXPECT_EQ(fit.rank, 2);
    EXPECT_NEAR(fit.norm, 0.2079623, 1e-15);
  }
  // XᵀX = diag(3, 2).
  EXPECT_NEAR(design.condition(), std::sqrt(1.5), 1e-14);
}

TEST(LinearModels, SolversAgreeWhereTheRankIsFull) {
  auto [session, design] = designOf(kFranke);
  const LinearFit qr = design.fit(LeastSquares{"qr"});
  for (const char* solver : {"svd", "normal-equations", "normal-equations-pinv"}) {
    const LinearFit other = design.fit(LeastSquares{solver});
    EXPECT_LE((qr.coefficients - other.coefficients).norm(), 1e-6 * qr.coefficients.norm());
    for (std::size_t part : {0u, 2u}) {
      EXPECT_NEAR(*qr.metrics[part]->mse, *other.metrics[part]->mse, 1e-11);
    }
  }
  EXPECT_EQ(qr.rank, 15);  // all monomials of two inputs up to degree 4
}

TEST(LinearModels, TheResidualIsOrthogonalToEveryFeature) {
  auto [session, design] = designOf(kFranke);
  const LinearFit fit = design.fit(LeastSquares{});
  const Prepared& prepared = session->prepared();
  const Samples<double> samples = samplesOf<double>(prepared);
  Matrix<double> x(samples.inputs(), 1), y(1, 1);
  Vector<double> sums = Vector<double>::Zero(1 + x.rows());
  for (const std::int32_t sample : prepared.parts[0]) {
    samples.gather(std::array{sample}, x, y);
    const double off = y(0, 0) - fit.coefficients(0, 0) -
                       fit.coefficients.row(0).tail(x.rows()).dot(x.col(0).transpose());
    sums[0] += off;
    sums.tail(x.rows()) += off * x.col(0);
  }
  EXPECT_LE(sums.cwiseAbs().maxCoeff(), 1e-11);
}

TEST(LinearModels, RcondDecidesWhatCountsAsNothing) {
  auto [session, design] =
      designOf(R"({"data": {"source": "franke", "features": ["tensor-polynomial:14"]}})");
  EXPECT_GT(design.condition(), 1e15);
  const LinearFit all = design.fit(LeastSquares{"svd"});
  const LinearFit some = design.fit(LeastSquares{"svd", 1e-8});
  EXPECT_LT(all.rank, 225);
  EXPECT_GT(all.rank, 150);
  EXPECT_LT(some.rank, 110);
  EXPECT_LT(some.norm, all.norm / 100);
  EXPECT_GT(*some.metrics[0]->mse, *all.metrics[0]->mse);  // fits less …
  EXPECT_LT(*some.metrics[2]->mse, *all.metrics[2]->mse);  // … and predicts better
}

TEST(LinearModels, RidgeIsLeastSquaresAtZeroAndTheMeanAtInfinity) {
  auto [session, design] = designOf(kFranke);
  const LinearFit ols = design.fit(LeastSquares{});
  const LinearFit none = design.fit(Ridge{0});
  EXPECT_NEAR(*none.metrics[2]->mse, *ols.metrics[2]->mse, 1e-11);
  EXPECT_NEAR(none.freedom, 15, 1e-9);
  const LinearFit much = design.fit(Ridge{1e12});
  EXPECT_NEAR(*much.metrics[2]->mse, *meanPredictor(session->prepared())[2]->mse, 1e-9);
  EXPECT_NEAR(much.freedom, 1, 1e-9);
  double norm = ols.norm, freedom = 15.1, mse = 0;
  for (const double lambda : {1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1.0}) {
    const LinearFit fit = design.fit(Ridge{lambda});
    EXPECT_LT(fit.norm, norm);
    EXPECT_LT(fit.freedom, freedom);
    EXPECT_GT(*fit.metrics[0]->mse, mse);
    norm = fit.norm;
    freedom = fit.freedom;
    mse = *fit.metrics[0]->mse;
  }
}

TEST(LinearModels, RidgeIsTheMinimumOfItsFormula) {
  // One feature, centred: b = mean(xy) / (mean(x²) + λ) on −1, 0, 1 is (y3 − y1)/3 / (2/3 + λ).
  auto [session, design] = designOf(R"({"data": {"source": "three-points"}})");
  const LinearFit fit = design.fit(Ridge{0.5});
  EXPECT_NEAR(fit.coefficients(0, 1), (0.1713998 + 0.2445248) / 3 / (2.0 / 3 + 0.5), 1e-15);
  EXPECT_NEAR(fit.coefficients(0, 0), 0.0167101333333333, 1e-15);
  EXPECT_NEAR(fit.freedom, 1 + (2.0 / 3) / (2.0 / 3 + 0.5), 1e-14);
}

TEST(LinearModels, ANetworkWithThatL2EndsAtRidge) {
  // The penalty ½ l2 |w|² beside the mean squared error is λ |w|² with λ = l2 / 2.
  const std::string rest = R"(, "network": {"layers": [{}]}, "optimizer": "levenberg-marquardt",
    "regularization": {"l2": 0.02}, "stop": {"epochs": 200}})";
  const std::string data = R"("data": {"source": "franke", "features": ["polynomial:3"]})";
  const auto trained = sessionOf("{" + data + rest);
  trainToEnd(*trained);
  auto [session, design] = designOf("{" + data + "}");
  const LinearFit fit = design.fit(Ridge{0.01});
  const Metrics metrics = *trained->evaluate(Part::train);
  const double ridge = *fit.metrics[0]->mse + 0.01 * fit.norm * fit.norm;
  EXPECT_NEAR(metrics.loss + metrics.penalty, ridge, 1e-15);
}

TEST(LinearModels, ClassesAreToldApartByTheSign) {
  auto [session, design] = designOf(
      R"({"data": {"source": "gaussians-3d", "offset": 6, "samples": 100}, "loss": "mse",
          "network": {"layers": [{"activation": "tanh"}]}})");
  const LinearFit fit = design.fit(LeastSquares{});
  EXPECT_GE(*fit.metrics[0]->accuracy, 0.9);  // where gradient descent with tanh stays at 0.5
  EXPECT_TRUE(fit.metrics[0]->mse && fit.metrics[0]->loss);
  EXPECT_FALSE(fit.metrics[0]->r2 || fit.metrics[0]->crossEntropy);
}

TEST(LinearModels, OfManyClassesTheLargestDecides) {
  auto [session, design] = designOf(R"({"data": {"source": "digits", "samples": 300}})");
  const LinearFit fit = design.fit(Ridge{0.01});
  EXPECT_EQ(fit.coefficients.rows(), 10);
  EXPECT_GE(*fit.metrics[0]->accuracy, 0.95);
  EXPECT_GE(*fit.metrics[2]->accuracy, 0.5);
  EXPECT_FALSE(fit.metrics[0]->mse);
}

TEST(LinearModels, WhatIsTooLargeIsRefusedWithItsSize) {
  const auto session = sessionOf(R"({"data": {"source": "catlike"}})");
  const Result<LinearDesign> design = LinearDesign::make(session->prepared());
  ASSERT_FALSE(design);
  EXPECT_EQ(design.error().code, "too-large");
  EXPECT_NE(design.error().message.find("12288 features"), std::string::npos);
}

TEST(LinearModels, AskedForInATextTheyAnswerInOne) {
  const auto session = sessionOf(kFranke);
  const Result<std::string> answer =
      fitLinearModels(session->prepared(),
                      R"({"models": ["ols", {"id": "ridge", "lambda": 0.001}], "path": [0.1]})");
  ASSERT_TRUE(answer);
  for (const char* part : {R"("x1^2")", R"("solver":"qr")", R"("lambda":0.001)",
                           R"("path":[{"train":{"loss":)", R"("mean":{"train":)"}) {
    EXPECT_NE(answer->find(part), std::string::npos) << part;
  }
  const auto errorOf = [&](const char* text) {
    return fitLinearModels(session->prepared(), text).error().path;
  };
  EXPECT_EQ(errorOf(R"({"models": [{"id": "ols", "solver": "lu"}]})"), "models.0.solver");
  EXPECT_EQ(errorOf(R"({"models": ["lasso"]})"), "models.0");
  EXPECT_EQ(errorOf(R"({"path": [-1]})"), "path.0");
  EXPECT_EQ(errorOf(R"({"pathes": []})"), "pathes");
}

TEST(LogisticRegression, NewtonAndLbfgsFindTheSameOptimum) {
  for (const char* data :
       {R"({"source": "gauss", "noise": 0.35})", R"({"source": "digits", "samples": 60})"}) {
    const auto given = sessionOf(std::string(R"({"data": )") + data + "}");
    std::array<double, 2> losses{};
    std::size_t i = 0;
    for (const char* solver : {"irls", "lbfgs"}) {
      const Result<Spec> spec = logisticRegression(given->prepared(), solver, 0.01);
      ASSERT_TRUE(spec);
      Result<std::unique_ptr<Session>> made = Session::create(*spec, {});
      const std::unique_ptr<Session> session = std::move(*made);
      trainToEnd(*session);
      // Rounding may hold a line search up before the gradient is at 1e-10.
      EXPECT_TRUE(session->progress().status == RunStatus::converged ||
                  session->progress().status == RunStatus::stalled)
          << data << solver;
      const Metrics metrics = *session->evaluate(Part::train);
      losses[i++] = metrics.loss + metrics.penalty;
    }
    EXPECT_NEAR(losses[0], losses[1], 1e-12 * losses[0]) << data;
  }
}

TEST(LogisticRegression, NeedsClasses) {
  const auto session = sessionOf(kFranke);
  EXPECT_FALSE(logisticRegression(session->prepared(), "irls", 0));
  const auto classes = sessionOf(R"({"data": {"source": "moons"}})");
  EXPECT_EQ(logisticRegression(classes->prepared(), "newton", 0).error().path, "solver");
}

TEST(LinearCollapse, LayersThatAreLinearMultiplyToOneMatrix) {
  const auto session = sessionOf(R"({"data": {"source": "franke"}, "precision": "float64",
    "network": {"layers": [{"units": 5, "activation": "linear", "biasInit": "normal"},
                           {"units": 4, "activation": "linear", "biasInit": "normal"}, {}]}})");
  const Network<double> network(session->prepared().layers);
  Vector<double> theta(network.parameters());
  network.fromPlain(session->parameters().data(), theta);
  const std::optional<Matrix<double>> product = productOfLayers(network, theta);
  ASSERT_TRUE(product);
  const std::array<double, 6> points{0.1, 0.2, 0.7, 0.4, -2, 3};
  const std::vector<double> outputs = *session->predict(points);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(
        outputs[i],
        (*product)(0, 0) + (*product)(0, 1) * points[2 * i] + (*product)(0, 2) * points[2 * i + 1],
        1e-14);
  }
}

TEST(LinearCollapse, ALayerThatBendsHasNoProduct) {
  const auto session = sessionOf(R"({"data": {"source": "franke"}, "precision": "float64"})");
  const Network<double> network(session->prepared().layers);
  Vector<double> theta = Vector<double>::Zero(network.parameters());
  EXPECT_FALSE(productOfLayers(network, theta));
}

TEST(LinearCollapse, ATrainedLinearNetworkIsLeastSquares) {
  const auto session = sessionOf(R"({"data": {"source": "three-points"}, "optimizer":
    "levenberg-marquardt", "network": {"layers": [{"units": 10, "activation": "linear"}, {}]}})");
  trainToEnd(*session);
  const Result<std::string> told = writeLinearity(*session);
  ASSERT_TRUE(told);
  const auto firstNumber = [&](const char* key) {
    const std::size_t at = told->find(key);
    return std::stod(told->substr(told->find("[[", at) + 2));
  };
  for (const char* key : {"product", "closest", "ols"}) {
    EXPECT_NEAR(firstNumber(key), 0.0167101333333333, 1e-9) << key;  // the line's constant
  }
  EXPECT_NE(told->find(R"("agreement":1)"), std::string::npos);
  EXPECT_NE(told->find(R"("features":["x1"])"), std::string::npos);
}

TEST(LinearCollapse, UnitsThatAreOffAreNotThere) {
  const auto session = sessionOf(R"({"data": {"source": "franke"}, "network": {"layers":
    [{"units": 1, "activation": "linear"}, {"bias": false}]}})");
  ASSERT_FALSE(session->switchUnit(0, 0, false));
  EXPECT_NE(writeLinearity(*session)->find(R"("product":null,"closest":[[0,0,0]])"),
            std::string::npos);
}

TEST(LinearCollapse, TheClosestLinearFunctionSaysHowLinearANetworkIs) {
  auto [session, design] = designOf(R"({"data": {"source": "franke"}})");
  const Prepared& prepared = session->prepared();
  const Samples<double> samples = samplesOf<double>(prepared);
  const auto n = Index(prepared.parts[0].size());
  Matrix<double> x(2, n), y(1, n), outputs(2, n);
  samples.gather(prepared.parts[0], x, y);
  for (Index j = 0; j < n; ++j) {
    outputs(0, j) = 3 - x(0, j) + 2 * x(1, j);
    outputs(1, j) = x(0, j) * x(0, j) > 0.25 ? 1 : 0;
  }
  double agreement = 0;
  LinearFit fit = design.closestTo(outputs.topRows(1), agreement);
  EXPECT_NEAR(agreement, 1, 1e-14);
  EXPECT_NEAR(fit.coefficients(0, 0), 3, 1e-13);
  EXPECT_NEAR(fit.coefficients(0, 1), -1, 1e-13);
  EXPECT_NEAR(fit.coefficients(0, 2), 2, 1e-13);
  fit = design.closestTo(outputs, agreement);
  EXPECT_LT(agreement, 0.9);
  EXPECT_GT(agreement, 0.5);
}

}  // namespace
}  // namespace fallline
