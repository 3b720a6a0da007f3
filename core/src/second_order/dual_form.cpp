// The dual form: K, mC × mC for m samples of C outputs.
#include <algorithm>

#include "fallline/ordered.h"
#include "fallline/products.h"
#include "fallline/second_order/cholesky.h"
#include "form_makers.h"

namespace fallline {
namespace {

/// K = J̃ M⁻¹ J̃ᵀ with M = D + l2 / μ, from products of small Gram matrices: an element of row (c, i)
/// and column (e, j) is Σ_l (aᵢ·aⱼ / M_W + 1 / M_b) (δᵢᶜ·δⱼᵉ), with a the inputs and δ = ∂(Sᵀz)/∂Z
/// of layer l. Then, by the identity of Woodbury, with t = J̃ (l2 θ / (μ M)):
///   (μ/w + K) u = r − t,   h = −M⁻¹ (l2 θ / μ + J̃ᵀ u).
class DualForm final : public CurvatureForm {
 public:
  DualForm(const CurvaturePass& pass, bool constantInputs)
      : constantInputs_(constantInputs), kernel_(pass.rows(), pass.rows()), u_(pass.rows()) {
    const Index m = pass.samples();
    for (Index l = 0; l < pass.free(); ++l) {
      const Layer& layer = pass.network().layers()[std::size_t(l)];
      inputs_.emplace_back(l == 0 ? 0 : layer.inputs, l == 0 ? 0 : m);
      deltas_.emplace_back(layer.units, pass.rows());
      grams_.emplace_back(m, m);
      widest_ = std::max(widest_, layer.units);
    }
    first_.resize(pass.network().inputs(), pass.chunk(0));
    scratch_.resize(widest_, std::max(pass.chunk(0), kBlock));
    block_.resize(m, kBlock);
    Index longest = pass.network().inputs() * pass.chunk(0);
    for (const Matrix<double>& inputs : inputs_) longest = std::max(longest, inputs.size());
    transposed_.resize(std::max(longest, widest_ * m));
    diagonal_.resize(pass.parameters());
    along_.resize(pass.parameters());
  }

  void begin() override {
    stage_ = Stage::idle;
    layer_ = column_ = 0;
    if (hasInputGram_ && constantInputs_) layer_ = 1;
    hasKernel_ = false;
  }

  void addRows(const CurvaturePass& pass, Index first, Index c) override {
    for (Index l = 0; l < pass.free(); ++l) {
      const auto at = std::size_t(l);
      if (l > 0 && c == 0) inputs_[at].middleCols(first, pass.n()) = pass.input(l);
      deltas_[at].middleCols(c * pass.samples() + first, pass.n()) = pass.delta(l);
    }
  }

  bool finish(CurvaturePass& pass, const Linearization& at, double& work) override {
    while (layer_ < pass.free()) {
      gramColumns(pass, work);
      if (work <= 0) return false;
    }
    hasInputGram_ = true;
    // Without a penalty K does not depend on μ.
    if (at.penalty.l2 == 0 && !hasKernel_ && !kernel(1, pass, at, work)) return false;
    return true;
  }

  bool solve(double mu, CurvaturePass& pass, const Linearization& at, VectorRef<double> h,
             double& work, bool& solved) override {
    const bool penalised = at.penalty.l2 != 0;
    if (stage_ == Stage::idle) {
      dampingDiagonal(pass, at, mu, diagonal_);
      u_ = at.residual;
      if (penalised) hasKernel_ = false;
      stage_ = penalised ? Stage::shift : Stage::factor;
      column_ = 0;
      begun_ = false;
    }
    if (stage_ == Stage::shift) {
      if (!shift(pass, at, work)) return false;
      column_ = 0;
      stage_ = Stage::factor;
    }
    if (stage_ == Stage::factor) {
      if (!hasKernel_ && !kernel(mu, pass, at, work)) return false;
      if (!begun_) {
        factor_ = kernel_;
        factor_.diagonal().array() += mu / pass.weight();
        cholesky_.begin(factor_);
        begun_ = true;
      }
      if (!cholesky_.advance(work)) return false;
      solved = cholesky_.isPositive();
      if (!solved) {
        stage_ = Stage::idle;
        return true;
      }
      cholesky_.solveInPlace(u_);
      h.setZero();
      column_ = 0;
      stage_ = Stage::step;
    }
    if (!sendBack(pass, h, work)) return false;
    h *= -mu;
    if (penalised) {
      forPenalised(pass.network(), at.penalty, [&](Index from, Index count) {
        if (from < h.size())
          h.segment(from, count) -= at.penalty.l2 * at.theta.segment(from, count);
      });
    }
    h.array() /= diagonal_.array();
    solved = true;
    stage_ = Stage::idle;
    return true;
  }

  std::optional<double> conditionEstimate() const override { return cholesky_.conditionEstimate(); }

 private:
  enum class Stage { idle, shift, factor, step };
  static constexpr Index kBlock = 128;

  /// The inputs of a layer for a chunk that the pass has gathered at `first`.
  ConstMatrixRef<double> input(const CurvaturePass& pass, Index l, Index first) const {
    return l == 0 ? pass.input(0)
                  : ConstMatrixRef<double>(inputs_[std::size_t(l)].middleCols(first, pass.n()));
  }

  /// The next columns of A₋₁ᵀ A₋₁ of the layer whose turn it is.
  void gramColumns(CurvaturePass& pass, double& work) {
    const Index m = pass.samples();
    Matrix<double>& gram = grams_[std::size_t(layer_)];
    const Index width = pass.chunk(column_);
    Index inputs = 0;
    if (layer_ == 0) {
      pass.gather(column_);
      first_.leftCols(width) = pass.input(0);
      inputs = first_.rows();
      for (Index row = column_; row < m; row += pass.chunk(row)) {
        if (row > column_) pass.gather(row);
        backwardProduct<double>(pass.input(0), first_.leftCols(width),
                                gram.block(row, column_, pass.n(), width), transposed_.data());
      }
    } else {
      const Matrix<double>& A = inputs_[std::size_t(layer_)];
      inputs = A.rows();
      backwardProduct<double>(A.rightCols(m - column_), A.middleCols(column_, width),
                              gram.block(column_, column_, m - column_, width), transposed_.data());
    }
    for (Index j = column_; j < column_ + width; ++j) {
      for (Index i = j + 1; i < m; ++i) gram(j, i) = gram(i, j);
    }
    work -= double(inputs) * double(width) * double(m - column_);
    column_ += width;
    if (column_ < m) return;
    column_ = 0;
    ++layer_;
  }

  /// K, lower triangle, block of columns by block of columns; columns of a block have one output.
  bool kernel(double mu, const CurvaturePass& pass, const Linearization& at, double& work) {
    const Index m = pass.samples(), rows = pass.rows();
    while (column_ < rows) {
      const Index e = column_ / m, j = column_ % m, width = std::min(kBlock, m - j);
      for (Index c = e; c < pass.outputs(); ++c) {
        const Index i = c == e ? j : 0, height = m - i;
        auto target = kernel_.block(c * m + i, column_, height, width);
        target.setZero();
        for (Index l = 0; l < pass.free(); ++l) {
          const Matrix<double>& D = deltas_[std::size_t(l)];
          const Layer& layer = pass.network().layers()[std::size_t(l)];
          const double l2 = at.penalty.l2 / mu;
          const double forWeights = 1 / (at.scales[l] + l2);
          const double forBiases =
              layer.bias ? 1 / (at.scales[l] + (at.penalty.biases ? l2 : 0)) : 0;
          auto Q = block_.topLeftCorner(height, width);
          backwardProduct<double>(D.middleCols(c * m + i, height), D.middleCols(column_, width), Q,
                                  transposed_.data());
          target.array() +=
              (forWeights * grams_[std::size_t(l)].block(i, j, height, width).array() + forBiases) *
              Q.array();
          work -= double(D.rows() + 2) * double(height) * double(width);
        }
      }
      column_ += width;
      if (work <= 0 && column_ < rows) return false;
    }
    column_ = 0;
    hasKernel_ = true;
    return true;
  }

  /// u −= t.
  bool shift(CurvaturePass& pass, const Linearization& at, double& work) {
    if (column_ == 0) {
      along_.setZero();
      forPenalised(pass.network(), at.penalty, [&](Index from, Index count) {
        if (from < along_.size()) {
          along_.segment(from, count).array() = at.penalty.l2 *
                                                at.theta.segment(from, count).array() /
                                                diagonal_.segment(from, count).array();
        }
      });
    }
    while (column_ < pass.samples()) {
      pass.gather(column_);
      const Index n = pass.n(), m = pass.samples();
      for (Index l = 0; l < pass.free(); ++l) {
        const ConstLayerView<double> v = pass.network().layer(ConstVectorRef<double>(along_), l);
        auto change = scratch_.topLeftCorner(v.W.rows(), n);
        change.setZero();
        for (Index j = 0; j < n && v.b.size() > 0; ++j) change.col(j) = v.b;
        forwardProduct<double>(v.W, input(pass, l, column_), change);
        for (Index c = 0; c < pass.outputs(); ++c) {
          const auto D = deltas_[std::size_t(l)].middleCols(c * m + column_, n);
          for (Index j = 0; j < n; ++j) {
            u_[c * m + column_ + j] -=
                orderedSum(D.rows(), [&](Index i) { return D(i, j) * change(i, j); });
          }
        }
        work -= double(v.W.size()) * double(n);
      }
      column_ += n;
      if (work <= 0 && column_ < pass.samples()) return false;
    }
    return true;
  }

  /// h += J̃ᵀ u.
  bool sendBack(CurvaturePass& pass, VectorRef<double> h, double& work) {
    while (column_ < pass.samples()) {
      pass.gather(column_);
      const Index n = pass.n(), m = pass.samples();
      for (Index l = 0; l < pass.free(); ++l) {
        for (Index c = 0; c < pass.outputs(); ++c) {
          addOuter(deltas_[std::size_t(l)].middleCols(c * m + column_, n),
                   u_.data() + c * m + column_, 1, input(pass, l, column_),
                   pass.network().layer(h, l), scratch_);
        }
      }
      work -= pass.forwardWork(n) * double(pass.outputs());
      column_ += n;
      if (work <= 0 && column_ < pass.samples()) return false;
    }
    column_ = 0;
    return true;
  }

  bool constantInputs_;
  bool hasInputGram_ = false;
  bool hasKernel_ = false;
  bool begun_ = false;
  Stage stage_ = Stage::idle;
  Index layer_ = 0, column_ = 0, widest_ = 0;
  std::vector<Matrix<double>> inputs_, deltas_, grams_;  // per free layer
  Matrix<double> kernel_, factor_, first_, block_, scratch_;
  Vector<double> u_, diagonal_, along_, transposed_;
  Cholesky cholesky_;
};

}  // namespace

std::unique_ptr<CurvatureForm> makeDualForm(const CurvaturePass& pass, bool constantInputs) {
  return std::make_unique<DualForm>(pass, constantInputs);
}

}  // namespace fallline
