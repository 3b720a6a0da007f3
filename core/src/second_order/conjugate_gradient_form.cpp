// The matrix-free form: products with G alone.
#include <algorithm>
#include <cmath>

#include "fallline/ordered.h"
#include "fallline/products.h"
#include "form_makers.h"
#include "vectors.h"

namespace fallline {
namespace {

/// Preconditioned by the damping's diagonal; products G v by one forward-mode and one backward
/// pass.
class ConjugateGradientForm final : public CurvatureForm {
 public:
  ConjugateGradientForm(const CurvaturePass& pass, const FormOptions& options)
      : options_(options),
        diagonal_(pass.parameters()),
        residual_(pass.parameters()),
        direction_(pass.parameters()),
        product_(pass.parameters()) {}

  void begin() override { running_ = false; }

  bool solve(double mu, CurvaturePass& pass, const Linearization& at, VectorRef<double> h,
             double& work, bool& solved) override {
    if (!running_) {
      running_ = true;
      dampingDiagonal(pass, at, mu, diagonal_);
      h.setZero();
      residual_ = -at.gradient;
      const double size = norm<double>(residual_);
      const double tolerance =
          options_.tolerance > 0 ? options_.tolerance : std::min(0.5, std::sqrt(size));
      enough_ = tolerance * size;
      direction_ = residual_.cwiseQuotient(diagonal_);
      rz_ = dot(residual_, direction_);
      iteration_ = 0;
      sample_ = 0;
    }
    while (iteration_ < options_.iterations && rz_ > 0) {
      if (!multiply(pass, at, work)) return false;
      const double curvature = dot(direction_, product_);
      if (!(curvature > 0)) break;
      const double alpha = rz_ / curvature;
      h += alpha * direction_;
      residual_ -= alpha * product_;
      ++iteration_;
      if (!(norm<double>(residual_) > enough_)) break;
      product_ = residual_.cwiseQuotient(diagonal_);
      const double next = dot(residual_, product_);
      direction_ = product_ + (next / rz_) * direction_;
      rz_ = next;
    }
    running_ = false;
    solved = true;
    return true;
  }

 private:
  /// product = (G + μD) direction.
  bool multiply(CurvaturePass& pass, const Linearization& at, double& work) {
    if (sample_ == 0) product_ = diagonal_.cwiseProduct(direction_);
    while (sample_ < pass.samples()) {
      pass.forward(at.theta, sample_);
      pass.backwardCurved(at.theta, pass.directional(at.theta, direction_));
      for (Index l = 0; l < pass.free(); ++l) {
        LayerView<double> target = pass.network().layer(VectorRef<double>(product_), l);
        const ConstMatrixRef<double> D = pass.delta(l);
        gradientProduct<double>(D, pass.input(l), target.W);
        for (Index j = 0; j < D.cols() && target.b.size() > 0; ++j) target.b += D.col(j);
      }
      sample_ += pass.n();
      work -= 1.5 * pass.trainingWork(pass.n());
      if (work <= 0 && sample_ < pass.samples()) return false;
    }
    sample_ = 0;
    return true;
  }

  FormOptions options_;
  Vector<double> diagonal_, residual_, direction_, product_;
  double rz_ = 0, enough_ = 0;
  std::int64_t iteration_ = 0;
  Index sample_ = 0;
  bool running_ = false;
};

}  // namespace

std::unique_ptr<CurvatureForm> makeConjugateGradientForm(const CurvaturePass& pass,
                                                         const FormOptions& options) {
  return std::make_unique<ConjugateGradientForm>(pass, options);
}

}  // namespace fallline
