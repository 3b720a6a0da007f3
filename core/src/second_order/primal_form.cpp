// The primal form: G, n × n for n parameters.
#include <algorithm>
#include <cmath>
#include <utility>

#include "fallline/second_order/cholesky.h"
#include "form_makers.h"

namespace fallline {
namespace {

/// Rows of the Jacobian that are multiplied at a time: few enough to stay in the first-level cache,
/// and enough to be worth a visit to every element of G.
Index blockOf(const CurvaturePass& pass) {
  constexpr Index kCached = 2560;  // numbers: 20 kB
  return std::min(std::max<Index>(kCached / pass.parameters(), 16), pass.chunk(0));
}

/// G as it is.
class PrimalForm final : public CurvatureForm {
 public:
  explicit PrimalForm(const CurvaturePass& pass)
      : curvature_(pass.parameters(), pass.parameters()),
        rows_(pass.parameters(), blockOf(pass)),
        diagonal_(pass.parameters()) {}

  void begin() override {
    curvature_.setZero();
    factoring_ = false;
  }

  void addRows(const CurvaturePass& pass, Index, Index) override {
    const Index n = pass.n();
    for (Index first = 0; first < n; first += rows_.cols()) {
      const Index count = std::min(rows_.cols(), n - first);
      takeRows(pass, first, count);
      addLowerProduct(rows_.leftCols(count), rows_.leftCols(count), curvature_);
    }
  }

  bool solve(double mu, CurvaturePass& pass, const Linearization& at, VectorRef<double> h,
             double& work, bool& solved) override {
    if (!std::exchange(factoring_, true)) {
      dampingDiagonal(pass, at, mu, diagonal_);
      factor_ = curvature_;
      factor_.diagonal() += diagonal_;
      cholesky_.begin(factor_);
    }
    if (!cholesky_.advance(work)) return false;
    factoring_ = false;
    solved = cholesky_.isPositive();
    if (!solved) return true;
    h = -at.gradient;
    cholesky_.solveInPlace(h);
    return true;
  }

  std::optional<double> conditionEstimate() const override { return cholesky_.conditionEstimate(); }

 private:
  /// √w times the rows of samples first … first + count of the chunk, side by side.
  void takeRows(const CurvaturePass& pass, Index first, Index count) {
    const double root = std::sqrt(pass.weight());
    for (Index l = 0; l < pass.free(); ++l) {
      const ConstMatrixRef<double> D = pass.delta(l), A = pass.input(l);
      const Layer& layer = pass.network().layers()[std::size_t(l)];
      for (Index j = 0; j < count; ++j) {
        double* row = rows_.data() + j * rows_.rows() + pass.network().offset(l);
        const double* d = D.data() + (first + j) * D.outerStride();
        const double* a = A.data() + (first + j) * A.outerStride();
        for (Index i = 0; i < layer.inputs; ++i) {
          for (Index o = 0; o < layer.units; ++o) *row++ = root * d[o] * a[i];
        }
        for (Index o = 0; layer.bias && o < layer.units; ++o) *row++ = root * d[o];
      }
    }
  }

  Matrix<double> curvature_, factor_, rows_;
  Vector<double> diagonal_;
  Cholesky cholesky_;
  bool factoring_ = false;
};

}  // namespace

std::unique_ptr<CurvatureForm> makePrimalForm(const CurvaturePass& pass) {
  return std::make_unique<PrimalForm>(pass);
}

}  // namespace fallline
