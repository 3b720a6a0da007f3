#include "fallline/second_order/gauss_newton.h"

#include <algorithm>

#include "fallline/ordered.h"
#include "vectors.h"

namespace fallline {
namespace {

/// |a|² of n numbers, in the order of orderedSum. Columns are short and many: with every lane by
/// name to the very end, lanes stay in registers.
double squares(const double* a, Index n) {
  double sum[8] = {};
  for (; n >= 8; n -= 8, a += 8) {
#pragma GCC unroll 8
    for (int k = 0; k < 8; ++k) sum[k] += a[k] * a[k];
  }
#pragma GCC unroll 8
  for (int k = 0; k < 7; ++k) {
    if (k < n) sum[k] += a[k] * a[k];
  }
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

/// f(first, count) for the stretches of the free layers that are penalised.
template <class F>
void forFreePenalised(const CurvaturePass& pass, const Penalty& penalty, F&& f) {
  if (penalty.l2 == 0) return;
  forPenalised(pass.network(), penalty, [&](Index from, Index count) {
    if (from < pass.parameters()) f(from, count);
  });
}

/// f(i) for the parameters of the free layers that belong to units that are off.
template <class F>
void forFreeOff(const CurvaturePass& pass, F&& f) {
  pass.network().forOff([&](Index i) {
    if (i < pass.parameters()) f(i);
  });
}

}  // namespace

void dampingDiagonal(const CurvaturePass& pass, const Linearization& at, double mu,
                     VectorRef<double> diagonal) {
  for (Index l = 0; l < pass.free(); ++l) {
    const Index from = pass.network().offset(l);
    diagonal.segment(from, pass.network().offset(l + 1) - from).setConstant(mu * at.scales[l]);
  }
  forFreePenalised(pass, at.penalty, [&](Index from, Index count) {
    diagonal.segment(from, count).array() += at.penalty.l2;
  });
}

GaussNewton::GaussNewton(CurvaturePass& pass, Form form, const FormOptions& options,
                         bool scaleLayers)
    : pass_(pass),
      form_(makeForm(form, pass, options)),
      scaleLayers_(scaleLayers),
      theta_(Vector<double>::Zero(pass.network().parameters())),
      candidate_(theta_),
      gradient_(Vector<double>::Zero(pass.parameters())),
      step_(gradient_),
      residual_(Vector<double>::Zero(pass.rows())),
      scales_(Vector<double>::Ones(pass.free())),
      rowTraces_(pass.free(), pass.rows()) {
  Index widest = 0;
  for (const Layer& layer : pass.network().layers()) widest = std::max(widest, layer.units);
  scratch_.resize(widest, pass.chunk(0));
}

void GaussNewton::setPoint(ConstVectorRef<double> theta, const Penalty& penalty) {
  visited_ = visited_ && theta_ == theta && offKey_ == pass_.network().offKey();
  theta_ = theta;
  penalty_ = penalty;
  done_ = 0;
  hasRows_ = false;
}

double GaussNewton::penaltyOf(const Vector<double>& theta) const {
  double sum = 0;
  forFreePenalised(pass_, penalty_, [&](Index from, Index count) {
    const double* p = theta.data() + from;
    sum += orderedSum(count, [p](Index i) { return p[i] * p[i]; });
  });
  return 0.5 * penalty_.l2 * sum;
}

void GaussNewton::linearizeChunk() {
  if (done_ == 0) {
    lossSum_ = 0;
    gradient_.setZero();
    form_->begin();
  }
  lossSum_ += visited_ ? pass_.revisit(done_) : pass_.forward(theta_, done_);
  const Index n = pass_.n(), m = pass_.samples();
  const ConstMatrixRef<double> r = pass_.residual();
  for (Index c = 0; c < pass_.outputs(); ++c) {
    for (Index j = 0; j < n; ++j) residual_[c * m + done_ + j] = r(c, j);
    pass_.backwardSeed(theta_, c);
    for (Index l = 0; l < pass_.free(); ++l) {
      const ConstMatrixRef<double> D = pass_.delta(l), A = pass_.input(l);
      LayerView<double> target = pass_.network().layer(VectorRef<double>(gradient_), l);
      addOuter(D, residual_.data() + c * m + done_, pass_.weight(), A, target, scratch_);
      const double bias = target.b.size() > 0 ? 1 : 0;
      const double *a = A.data(), *d = D.data();
      for (Index j = 0; j < n; ++j, a += A.outerStride(), d += D.outerStride()) {
        rowTraces_(l, c * m + done_ + j) = (bias + squares(a, A.rows())) * squares(d, D.rows());
      }
    }
    form_->addRows(pass_, done_, c);
  }
  done_ += n;
}

/// The scales of the layers, and the largest diagonal element of w K in these scales.
void GaussNewton::finishDiagonal() {
  if (scaleLayers_) {
    double largest = 0;
    for (Index l = 0; l < scales_.size(); ++l) {
      scales_[l] = orderedSum(rowTraces_.cols(), [&](Index r) { return rowTraces_(l, r); });
      largest = std::max(largest, scales_[l]);
    }
    for (Index l = 0; l < scales_.size(); ++l) {
      scales_[l] = largest > 0 ? std::max(scales_[l] / largest, kLeastScale) : 1;
    }
  }
  largestDiagonal_ = 0;
  for (Index r = 0; r < rowTraces_.cols(); ++r) {
    double sum = 0;
    for (Index l = 0; l < scales_.size(); ++l) sum += rowTraces_(l, r) / scales_[l];
    largestDiagonal_ = std::max(largestDiagonal_, pass_.weight() * sum);
  }
}

bool GaussNewton::linearize(double& work) {
  while (!hasRows_) {
    const Index before = done_;
    linearizeChunk();
    work -= pass_.trainingWork(done_ - before) * double(pass_.outputs());
    hasRows_ = done_ == pass_.samples();
    if (hasRows_) {
      loss_ = lossSum_ / pass_.lossDivisor();
      value_ = loss_ + penaltyOf(theta_);
      forFreePenalised(pass_, penalty_, [&](Index from, Index count) {
        gradient_.segment(from, count) += penalty_.l2 * theta_.segment(from, count);
      });
      forFreeOff(pass_, [&](Index i) { gradient_[i] = 0; });
      finishDiagonal();
    }
    if (work <= 0) return false;
  }
  if (!form_->finish(pass_, at(), work)) return false;
  done_ = 0;
  return true;
}

bool GaussNewton::solve(double mu, double& work, bool& solved) {
  if (!form_->solve(mu, pass_, at(), step_, work, solved)) return false;
  // What a penalty would pull at; the rest of the step does not see it.
  forFreeOff(pass_, [&](Index i) { step_[i] = 0; });
  solved = solved && allFinite(step_.data(), step_.size());
  if (!solved) return true;
  // ½ h·(μDh − g) = −gᵀh − ½ hᵀGh, since (G + μD) h = −g.
  double sum = 0;
  for (Index l = 0; l < pass_.free(); ++l) {
    const Index from = pass_.network().offset(l), count = pass_.network().offset(l + 1) - from;
    const double *h = step_.data() + from, *g = gradient_.data() + from, s = mu * scales_[l];
    sum += orderedSum(count, [=](Index i) { return h[i] * (s * h[i] - g[i]); });
  }
  predicted_ = 0.5 * sum;
  candidate_ = theta_;
  candidate_.head(step_.size()) += step_;
  lossSum_ = 0;
  return true;
}

bool GaussNewton::tryStep(double& work) {
  visited_ = false;
  while (done_ < pass_.samples()) {
    lossSum_ += pass_.forward(candidate_, done_);
    done_ += pass_.n();
    work -= pass_.forwardWork(pass_.n());
    if (work <= 0 && done_ < pass_.samples()) return false;
  }
  done_ = 0;
  tried_ = lossSum_ / pass_.lossDivisor() + penaltyOf(candidate_);
  return true;
}

void GaussNewton::accept() {
  theta_.swap(candidate_);
  visited_ = pass_.keepsChunks();
  offKey_ = pass_.network().offKey();
}

double GaussNewton::cosine() const {
  const double lengths = norm<double>(gradient_) * norm<double>(step_);
  return lengths > 0 ? -dot(gradient_, step_) / lengths : 0;
}

}  // namespace fallline
