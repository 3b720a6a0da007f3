#include "central_differences.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace fallline {
namespace {

bool hasKink(const Activation& activation) {
  if (const auto* elu = std::get_if<Elu>(&activation)) return elu->alpha != 1;
  return is<Relu>(activation) || is<LeakyRelu>(activation);
}

/// Whether any of two panels' sums lies on the other side of 0.
template <class S>
bool changesSide(ConstMatrixRef<S> before, ConstMatrixRef<S> after) {
  for (Index j = 0; j < before.cols(); ++j) {
    for (Index i = 0; i < before.rows(); ++i) {
      if ((before(i, j) > S(0)) != (after(i, j) > S(0))) return true;
    }
  }
  return false;
}

}  // namespace

template <class S>
CentralDifferences<S>::CentralDifferences(const std::vector<Layer>& layers,
                                          const std::vector<std::vector<Index>>& off,
                                          const Loss& loss, const Penalty& penalty, Matrix<S> X,
                                          Matrix<S> Y, Vector<S> theta)
    : loss_(loss),
      penalty_(penalty),
      X_(std::move(X)),
      Y_(std::move(Y)),
      theta_(std::move(theta)),
      network_(layers),
      base_(network_.workspace(X_.cols(), false)),
      divisor_(lossDivisor(loss, std::int64_t(X_.cols()), std::int64_t(Y_.rows()))) {
  for (std::size_t l = 0; l < off.size(); ++l) {
    for (const Index u : off[l]) network_.switchUnit(Index(l), u, false);
  }
  network_.forward(theta_, X_, base_);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    Z_.push_back(base_.Z[l]);
    A_.push_back(base_.A[l]);
    if (l + 1 == layers.size()) break;
    above_.emplace_back(std::vector<Layer>(layers.begin() + std::ptrdiff_t(l) + 1, layers.end()));
    above_.back().switchLike(network_, Index(l) + 1);
    rest_.push_back(above_.back().workspace(X_.cols(), false));
  }
  sum_ = lossSum<S>(loss_, network_.outputActivation(), base_.Z.back(), base_.A.back(), Y_);
}

template <class S>
typename CentralDifferences<S>::Slope CentralDifferences<S>::at(Index layer, Index row,
                                                                Index column, double h) {
  const Layer& shape = network_.layers()[std::size_t(layer)];
  const bool isBias = column == shape.inputs;
  // In θ the weights stand column by column, and the biases like one column more.
  const S w = theta_[network_.offset(layer) + column * shape.units + row];
  const double reach = h * std::max(1.0, std::abs(double(w)));
  const S up = S(double(w) + reach), down = S(double(w) - reach);
  const double width = double(up) - double(down);
  Slope slope;
  const double above = value(layer, row, column, up - w, slope.crossesKink);
  const double below = value(layer, row, column, down - w, slope.crossesKink);
  slope.value = (above - below) / (divisor_ * width);
  if (!isBias || penalty_.biases) {
    const auto u = double(up), d = double(down);
    slope.value +=
        (0.5 * penalty_.l2 * (u * u - d * d) + penalty_.l1 * (std::abs(u) - std::abs(d))) / width;
    if (penalty_.l1 > 0 && (u > 0) != (d > 0)) slope.crossesKink = true;
  }
  return slope;
}

/// The sum of the loss when one parameter is another.
template <class S>
double CentralDifferences<S>::value(Index layer, Index row, Index column, S change, bool& crosses) {
  const auto at = std::size_t(layer);
  const Layer& shape = network_.layers()[at];
  const Matrix<S>& input = layer == 0 ? X_ : base_.A[at - 1];
  Matrix<S>&Z = Z_[at], &A = A_[at];
  const Matrix<S>&baseZ = base_.Z[at], &baseA = base_.A[at];
  for (Index j = 0; j < Z.cols(); ++j) {
    Z(row, j) = baseZ(row, j) + (column == shape.inputs ? change : change * input(column, j));
  }
  const bool whole = is<Softmax>(shape.activation);
  if (whole) {
    activate<S>(shape.activation, Z, A);
  } else {
    activate<S>(shape.activation, Z.middleRows(row, 1), A.middleRows(row, 1));
  }
  if (!crosses && hasKink(shape.activation)) {
    crosses = changesSide<S>(baseZ.middleRows(row, 1), Z.middleRows(row, 1));
  }
  double sum = 0;
  if (at == above_.size()) {
    sum = lossSum<S>(loss_, shape.activation, Z, A, Y_);
    if (!crosses) crosses = crossesLoss(baseA, A);
  } else {
    const Network<S>& above = above_[at];
    Workspace<S>& rest = rest_[at];
    above.forward(theta_.tail(theta_.size() - network_.offset(layer + 1)), A, rest);
    sum = lossSum<S>(loss_, above.outputActivation(), rest.Z.back(), rest.A.back(), Y_);
    for (std::size_t k = 0; k < rest.Z.size() && !crosses; ++k) {
      if (hasKink(above.layers()[k].activation)) {
        crosses = changesSide<S>(base_.Z[at + 1 + k], rest.Z[k]);
      }
    }
    if (!crosses) crosses = crossesLoss(base_.A.back(), rest.A.back());
  }
  Z.row(row) = baseZ.row(row);
  if (whole) {
    A = baseA;
  } else {
    A.row(row) = baseA.row(row);
  }
  return sum;
}

/// Whether any output passes over a point at which the loss has no slope.
template <class S>
bool CentralDifferences<S>::crossesLoss(ConstMatrixRef<S> before, ConstMatrixRef<S> after) const {
  const bool absolute = is<MeanAbsoluteError>(loss_);
  if (!absolute && !is<Hinge>(loss_)) return false;
  const auto side = [&](S a, S y) { return absolute ? a > y : y * a < S(1); };
  for (Index j = 0; j < before.cols(); ++j) {
    for (Index i = 0; i < before.rows(); ++i) {
      if (side(before(i, j), Y_(i, j)) != side(after(i, j), Y_(i, j))) return true;
    }
  }
  return false;
}

template <class S>
double CentralDifferences<S>::work(Index layer) const {
  const auto at = std::size_t(layer);
  const double rest = at < above_.size() ? above_[at].forwardWork() : 0;
  const double own =
      is<Softmax>(network_.layers()[at].activation) ? 12 * double(network_.layers()[at].units) : 14;
  return 2 * double(X_.cols()) * (rest + own);
}

template class CentralDifferences<float>;
template class CentralDifferences<double>;

}  // namespace fallline
