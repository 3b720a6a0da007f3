// The damped step on problems that are no networks: the fits of tests/reference/least_squares.json.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "fallline/second_order/cholesky.h"
#include "fallline/second_order/damped_step.h"
#include "support/reference.h"

namespace fallline {
namespace {

using testing::Json;
using Model = std::function<double(const Vector<double>& p, double t)>;

/// F = ½ Σ (model(p, tᵢ) − yᵢ)², with central differences for J and D = I.
class Fit final : public DampedProblem {
 public:
  Fit(Model model, std::vector<double> t, std::vector<double> y, Vector<double> start)
      : model_(std::move(model)), t_(std::move(t)), y_(std::move(y)), p_(std::move(start)) {}

  bool linearize(double&) override {
    const auto m = Index(t_.size());
    Matrix<double> J(m, p_.size());
    for (Index k = 0; k < p_.size(); ++k) {
      const double h = 6e-6 * std::max(1.0, std::abs(p_[k]));
      Vector<double> up = p_, down = p_;
      up[k] += h;
      down[k] -= h;
      J.col(k) = (residuals(up) - residuals(down)) / (2 * h);
    }
    const Vector<double> r = residuals(p_);
    value_ = 0.5 * r.squaredNorm();
    gradient_ = J.transpose() * r;
    curvature_ = J.transpose() * J;
    return true;
  }
  double value() const override { return value_; }
  double largestDiagonal() const override { return curvature_.diagonal().maxCoeff(); }
  bool solve(double mu, double&, bool& solved) override {
    factor_ = curvature_;
    factor_.diagonal().array() += mu;
    Cholesky cholesky;
    cholesky.begin(factor_);
    double work = 1e9;
    cholesky.advance(work);
    solved = cholesky.isPositive();
    if (!solved) return true;
    step_ = -gradient_;
    cholesky.solveInPlace(step_);
    predicted_ = 0.5 * step_.dot(mu * step_ - gradient_);
    return true;
  }
  double predictedDecrease() const override { return predicted_; }
  bool tryStep(double&) override {
    tried_ = 0.5 * residuals(p_ + step_).squaredNorm();
    return true;
  }
  double triedValue() const override { return tried_; }
  void accept() override { p_ += step_; }

 private:
  Vector<double> residuals(const Vector<double>& p) const {
    Vector<double> r(Index(t_.size()));
    for (Index i = 0; i < r.size(); ++i) {
      r[i] = model_(p, t_[std::size_t(i)]) - y_[std::size_t(i)];
    }
    return r;
  }

  Model model_;
  std::vector<double> t_, y_;
  Vector<double> p_, gradient_, step_;
  Matrix<double> curvature_, factor_;
  double value_ = 0, tried_ = 0, predicted_ = 0;
};

Model modelOf(const std::string& name) {
  if (name == "exp_decay") {
    return [](const auto& p, double t) { return p[0] * std::exp(-p[1] * t) + p[2]; };
  }
  if (name == "logistic_growth") {
    return [](const auto& p, double t) { return p[0] / (1 + std::exp(-p[1] * (t - p[2]))); };
  }
  if (name == "gauss_peak") {
    return [](const auto& p, double t) {
      const double u = (t - p[1]) / p[2];
      return p[0] * std::exp(-u * u / 2) + p[3] + p[4] * t;
    };
  }
  if (name == "tanh_net_1_2_1") {
    return [](const auto& p, double t) {
      return p[4] * std::tanh(p[0] * t + p[2]) + p[5] * std::tanh(p[1] * t + p[3]) + p[6];
    };
  }
  throw std::runtime_error("no model " + name);
}

TEST(LeastSquaresReference, EveryFitReachesTheCostOfScipy) {
  const Json reference = testing::readReference("least_squares");
  ASSERT_FALSE(reference.at("fits").empty());
  for (const Json& fit : reference.at("fits")) {
    for (double tau : {1e-3, 1e-1, 1.0}) {
      SCOPED_TRACE(fit.at("name").get<std::string>() + ", tau " + std::to_string(tau));
      const auto start = fit.at("start").get<std::vector<double>>();
      Fit problem(modelOf(fit.at("name")), fit.at("t"), fit.at("y"),
                  Eigen::Map<const Vector<double>>(start.data(), Index(start.size())));
      Damping damping;
      DampedStep step;
      int steps = 0;
      double work = 1e9;
      problem.linearize(work);
      EXPECT_NEAR(problem.value(), fit.at("start_cost"), 1e-12 * problem.value());
      do {
        step.begin();
        step.advance(problem, damping, {tau, DampingRule::nielsen, 0}, work);
        ++steps;
      } while (step.outcome().status == Status::running && steps < 40);
      problem.linearize(work);
      const double cost = fit.at("cost");
      EXPECT_LE(problem.value(), cost * (1 + 1e-10)) << steps << " steps";
    }
  }
}

}  // namespace
}  // namespace fallline
