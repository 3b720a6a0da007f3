#include "fallline/second_order/cholesky.h"

#include <algorithm>

namespace fallline {

bool Cholesky::advance(double& work) {
  Matrix<double>& A = *matrix_;
  const Index n = A.rows();
  while (positive_ && done_ < n) {
    const Index width = std::min(kPanel, n - done_);
    const Index below = n - done_ - width;
    auto diagonal = A.block(done_, done_, width, width);
    const Eigen::LLT<MatrixRef<double>> factor(diagonal);  // in place
    positive_ = factor.info() == Eigen::Success;
    if (!positive_) break;
    if (below > 0) {
      auto panel = A.block(done_ + width, done_, below, width);
      diagonal.triangularView<Eigen::Lower>().transpose().solveInPlace<Eigen::OnTheRight>(panel);
      A.block(done_ + width, done_ + width, below, below)
          .selfadjointView<Eigen::Lower>()
          .rankUpdate(panel, -1);
    }
    done_ += width;
    work -= double(width) * double(width + below) * double(width + below) / 2;
    if (work <= 0 && done_ < n) return false;
  }
  return true;
}

void Cholesky::solveInPlace(VectorRef<double> x) const {
  const Matrix<double>& L = *matrix_;
  L.triangularView<Eigen::Lower>().solveInPlace(x);
  L.transpose().triangularView<Eigen::Upper>().solveInPlace(x);
}

std::optional<double> Cholesky::conditionEstimate() const {
  if (matrix_ == nullptr || !positive_ || done_ < matrix_->rows()) return {};
  const auto diagonal = matrix_->diagonal();
  const double ratio = diagonal.maxCoeff() / diagonal.minCoeff();
  return ratio * ratio;
}

}  // namespace fallline
