// The primal form: G, n × n for n parameters.
#include <cmath>
#include <utility>

#include "fallline/second_order/cholesky.h"
#include "form_makers.h"

namespace fallline {
namespace {

/// G as it is.
class PrimalForm final : public CurvatureForm {
 public:
  explicit PrimalForm(const CurvaturePass& pass)
      : curvature_(pass.parameters(), pass.parameters()),
        rows_(pass.parameters(), pass.chunk(0)),
        diagonal_(pass.parameters()) {}

  void begin() override {
    curvature_.setZero();
    factoring_ = false;
  }

  void addRows(const CurvaturePass& pass, Index, Index) override {
    const Index n = pass.n();
    const double root = std::sqrt(pass.weight());
    for (Index l = 0; l < pass.free(); ++l) {
      const ConstMatrixRef<double> D = pass.delta(l), A = pass.input(l);
      const Layer& layer = pass.network().layers()[std::size_t(l)];
      for (Index j = 0; j < n; ++j) {
        double* row = rows_.data() + j * rows_.rows() + pass.network().offset(l);
        for (Index i = 0; i < layer.inputs; ++i) {
          for (Index o = 0; o < layer.units; ++o) *row++ = root * D(o, j) * A(i, j);
        }
        for (Index o = 0; layer.bias && o < layer.units; ++o) *row++ = root * D(o, j);
      }
    }
    addLowerProduct(rows_.leftCols(n), rows_.leftCols(n), curvature_);
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
