#include "fallline/optimizers/conjugate_gradient.h"

#include "fallline/second_order/search_method.h"
#include "vectors.h"

namespace fallline {
namespace {

class ConjugateGradientMethod final : public SearchMethod {
  /// Directions stay conjugate only when the searches are sharp.
  double curvature() const override { return 0.1; }

  void direction(const Vector<double>& gradient, Vector<double>& d) override {
    if (has_ == 0) {
      d = -gradient;
      return;
    }
    const double square = dot(before_, before_);
    const double beta =
        square > 0 ? (dot(gradient, gradient) - dot(gradient, before_)) / square : 0;
    d = std::max(beta, 0.0) * along_ - gradient;
  }

  void remember(const Vector<double>& s, const Vector<double>&,
                const Vector<double>& gradient) override {
    along_ = s / formerAlpha_;
    before_ = gradient;
    has_ = 1;
  }

  void forget() override { has_ = 0; }

  /// As if the first-order change were that of the step before.
  double firstAlpha(const Vector<double>& gradient, const LinePoint& start) const override {
    if (has_ == 0) return std::min(1.0, 1 / norm<double>(gradient));
    const double guess = formerAlpha_ * formerSlope_ / start.slope;
    return std::clamp(guess, 1e-12, 1e12);
  }

  void resize(Index parameters) override { along_ = before_ = Vector<double>::Zero(parameters); }

  void addState(OptimizerState<double>& all) override {
    all.vectors.push_back(&along_);
    all.vectors.push_back(&before_);
    all.counters.push_back(&has_);
  }

  Vector<double> along_, before_;
  std::int64_t has_ = 0;
};

}  // namespace

std::unique_ptr<Optimizer<double>> ConjugateGradient::method() const {
  return std::make_unique<ConjugateGradientMethod>();
}

void ConjugateGradient::retune(Optimizer<double>&) const {}

}  // namespace fallline
