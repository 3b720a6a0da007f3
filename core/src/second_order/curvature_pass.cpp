#include "fallline/second_order/curvature_pass.h"

#include "fallline/objective.h"
#include "fallline/products.h"

namespace fallline {

CurvaturePass::CurvaturePass(const Network<double>& network, const Loss& loss,
                             const BatchSource& source, Index free)
    : network_(network),
      loss_(loss),
      source_(source),
      output_(loss, network.outputActivation()),
      free_(free),
      capacity_(std::min(chunkCapacity(network.inputs()), std::max<Index>(source.count(), 1))),
      X_(network.inputs(), capacity_),
      Y_(network.outputs(), capacity_),
      residual_(network.outputs(), capacity_),
      scratch_(network.outputs(), capacity_) {
  workspaces_.push_back(network.workspace(capacity_, true));
  for (const Layer& layer : network.layers()) changes_.emplace_back(layer.units, capacity_);
}

void CurvaturePass::gather(Index first) {
  n_ = chunk(first);
  here_ = place(first);
  column_ = isGathered_.empty() ? 0 : first;
  if (!isGathered_.empty() && isGathered_[here_]) return;
  source_.gather(first, X_.middleCols(column_, n_), Y_.middleCols(column_, n_));
  if (!isGathered_.empty()) isGathered_[here_] = true;
}

double CurvaturePass::forward(ConstVectorRef<double> theta, Index first) {
  gather(first);
  network_.forward(theta, X_.middleCols(column_, n_), workspaces_[here_]);
  return lossSum();
}

double CurvaturePass::lossSum() const {
  return fallline::lossSum<double>(loss_, network_.outputActivation(),
                                   values().Z.back().leftCols(n_), values().A.back().leftCols(n_),
                                   targets());
}

void CurvaturePass::keepChunks() {
  double units = 0;
  for (const Layer& layer : network_.layers()) units += double(layer.units);
  if (2 * units * double(samples()) > kMostKept) return;
  while (Index(workspaces_.size()) * capacity_ < samples()) {
    workspaces_.push_back(network_.workspace(capacity_, false));
  }
  keeps_ = true;
  if (double(network_.inputs() + network_.outputs()) * double(samples()) > kMostKept) return;
  X_.resize(network_.inputs(), samples());
  Y_.resize(network_.outputs(), samples());
  isGathered_.assign(workspaces_.size(), false);
}

double CurvaturePass::revisit(Index first) {
  gather(first);
  return lossSum();
}

ConstMatrixRef<double> CurvaturePass::outputSums(Index first, Index n) const {
  return workspaces_[place(first)].Z.back().leftCols(n);
}

ConstMatrixRef<double> CurvaturePass::outputs(Index first, Index n) const {
  return workspaces_[place(first)].A.back().leftCols(n);
}

ConstMatrixRef<double> CurvaturePass::input(Index l) const {
  return l == 0 ? X_.middleCols(column_, n_) : values().A[std::size_t(l - 1)].leftCols(n_);
}

ConstMatrixRef<double> CurvaturePass::residual() {
  output_.residual(values().Z.back().leftCols(n_), values().A.back().leftCols(n_), targets(),
                   residual_.leftCols(n_));
  return residual_.leftCols(n_);
}

void CurvaturePass::backward(ConstVectorRef<double> theta) {
  for (Index l = network_.depth() - 1; l > 0; --l) {
    const auto before = std::size_t(l - 1);
    auto D = workspaces_[0].D[before].leftCols(n_);
    backwardProduct<double>(network_.layer(theta, l).W, delta(l), D,
                            workspaces_[0].transposed.data());
    multiplyBySlope<double>(network_.layers()[before].activation, values().Z[before].leftCols(n_),
                            values().A[before].leftCols(n_), D);
    for (Index u : network_.off()[before]) D.row(u).setZero();
  }
}

void CurvaturePass::backwardSeed(ConstVectorRef<double> theta, Index c) {
  output_.seed(c, values().Z.back().leftCols(n_), values().A.back().leftCols(n_), targets(),
               workspaces_[0].D.back().leftCols(n_));
  backward(theta);
}

void CurvaturePass::backwardCurved(ConstVectorRef<double> theta, ConstMatrixRef<double> V) {
  auto D = workspaces_[0].D.back().leftCols(n_);
  D = weight() * V;
  output_.multiply(values().Z.back().leftCols(n_), values().A.back().leftCols(n_), targets(), D,
                   scratch_.leftCols(n_));
  backward(theta);
}

ConstMatrixRef<double> CurvaturePass::delta(Index l) const {
  return workspaces_[0].D[std::size_t(l)].leftCols(n_);
}

ConstMatrixRef<double> CurvaturePass::directional(ConstVectorRef<double> theta,
                                                  ConstVectorRef<double> v) {
  for (Index l = 0; l < network_.depth(); ++l) {
    const auto at = std::size_t(l);
    auto change = changes_[at].leftCols(n_);
    change.setZero();
    if (l < free_) {
      const ConstLayerView<double> along = network_.layer(v, l);
      for (Index j = 0; j < n_ && along.b.size() > 0; ++j) change.col(j) = along.b;
      forwardProduct<double>(along.W, input(l), change);
    }
    if (l > 0) {
      forwardProduct<double>(network_.layer(theta, l).W, changes_[at - 1].leftCols(n_), change);
    }
    if (l + 1 < network_.depth()) {
      multiplyBySlope<double>(network_.layers()[at].activation, values().Z[at].leftCols(n_),
                              values().A[at].leftCols(n_), change);
      for (Index u : network_.off()[at]) change.row(u).setZero();
    }
  }
  return changes_.back().leftCols(n_);
}

void addOuter(ConstMatrixRef<double> D, const double* r, double factor, ConstMatrixRef<double> A,
              LayerView<double> target, Matrix<double>& scratch) {
  auto scaled = scratch.topLeftCorner(D.rows(), D.cols());
  for (Index j = 0; j < D.cols(); ++j) scaled.col(j) = (factor * r[j]) * D.col(j);
  gradientProduct<double>(scaled, A, target.W);
  for (Index j = 0; j < D.cols() && target.b.size() > 0; ++j) target.b += scaled.col(j);
}

}  // namespace fallline
