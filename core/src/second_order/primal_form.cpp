// The primal form: G, n × n for n parameters.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

#include "fallline/products.h"
#include "fallline/second_order/cholesky.h"
#include "form_makers.h"

namespace fallline {
namespace {

/// G = Σ r rᵀ, row by row of the Jacobian. Rows wait in panels until there are enough of them to be
/// worth a visit to every element of G.
class RowSquares {
 public:
  explicit RowSquares(Index size)
      : size_(size),
        panels_((size + RowPanels::width - 1) / RowPanels::width),
        row_(Vector<double>::Zero(panels_ * RowPanels::width)),
        waiting_(row_.size() * kRows),
        sum_(row_.size(), row_.size()) {}

  void clear() {
    sum_.setZero();
    count_ = 0;
  }

  /// Room for the next row, which `take` adds.
  double* row() { return row_.data(); }

  void take() {
    constexpr Index width = RowPanels::width;
    double* to = waiting_.data() + width * count_;
    for (const double* from = row_.data(); from != row_.data() + row_.size(); from += width) {
      std::memcpy(to, from, width * sizeof(double));
      to += width * kRows;
    }
    if (++count_ == kRows) add();
  }

  /// The sum of all rows so far, into the lower triangle of a matrix of this size.
  void finish(Matrix<double>& G) {
    add();
    G.resize(size_, size_);
    for (Index j = 0; j < size_; ++j) {
      std::copy(&sum_(j, j), sum_.col(j).data() + size_, &G(j, j));
    }
  }

 private:
  /// Not a power of two: the panels' beginnings would all fall on the same few lines of the cache.
  static constexpr Index kRows = 120;

  void add() {
    if (count_ > 0) symmetricProduct({waiting_.data(), panels_, kRows, count_}, sum_);
    count_ = 0;
  }

  Index size_, panels_;
  Vector<double> row_;  // as many numbers as the panels have; those at the end stay 0
  Vector<double> waiting_;
  Index count_ = 0;  // of the rows that wait
  Matrix<double> sum_;
};

/// G as it is.
class PrimalForm final : public CurvatureForm {
 public:
  explicit PrimalForm(const CurvaturePass& pass)
      : curvature_(pass.parameters()), diagonal_(pass.parameters()) {
    Index widest = 0;
    for (Index l = 0; l < pass.free(); ++l) {
      const Layer& layer = pass.network().layers()[std::size_t(l)];
      factors_.push_back({layer.inputs, layer.units, layer.bias});
      widest = std::max(widest, layer.units);
    }
    scaled_.resize(widest);
  }

  void begin() override {
    curvature_.clear();
    factoring_ = false;
  }

  void addRows(const CurvaturePass& pass, Index, Index) override {
    const double root = std::sqrt(pass.weight());
    for (std::size_t l = 0; l < factors_.size(); ++l) {
      factors_[l].D = pass.delta(Index(l)).data();
      factors_[l].A = pass.input(Index(l)).data();
    }
    for (Index j = 0; j < pass.n(); ++j) {
      double* row = curvature_.row();
      for (Factors& layer : factors_) row = layer.write(j, root, scaled_.data(), row);
      curvature_.take();
    }
  }

  bool solve(double mu, CurvaturePass& pass, const Linearization& at, VectorRef<double> h,
             double& work, bool& solved) override {
    if (!std::exchange(factoring_, true)) {
      dampingDiagonal(pass, at, mu, diagonal_);
      curvature_.finish(factor_);
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
  /// A layer's share of the Jacobian's rows: of sample j the outer product of slopes and inputs,
  /// each side by side.
  struct Factors {
    Index inputs, units;
    bool bias;
    const double *D = nullptr, *A = nullptr;

    /// √w times the layer's part of the row; its end.
    double* write(Index j, double root, double* scaled, double* row) const {
      const double *d = D + j * units, *a = A + j * inputs;
      for (Index o = 0; o < units; ++o) scaled[o] = root * d[o];
      if (units == 1) {  // one long loop, not many that end at once
        for (Index i = 0; i < inputs; ++i) row[i] = scaled[0] * a[i];
        row += inputs;
      } else {
        for (Index i = 0; i < inputs; ++i, row += units) {
          for (Index o = 0; o < units; ++o) row[o] = scaled[o] * a[i];
        }
      }
      return bias ? std::copy(scaled, scaled + units, row) : row;
    }
  };

  RowSquares curvature_;
  std::vector<Factors> factors_;
  Matrix<double> factor_;
  Vector<double> diagonal_, scaled_;
  Cholesky cholesky_;
  bool factoring_ = false;
};

}  // namespace

std::unique_ptr<CurvatureForm> makePrimalForm(const CurvaturePass& pass) {
  return std::make_unique<PrimalForm>(pass);
}

}  // namespace fallline
