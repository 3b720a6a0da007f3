#include "fallline/objective.h"

#include <algorithm>
#include <cmath>

#include "fallline/ordered.h"

namespace fallline {

Index chunkCapacity(Index inputs) {
  return std::clamp<Index>(Index(1'000'000) / std::max<Index>(inputs, 1), 16, 256);
}

template <class S>
double penaltyValue(const Network<S>& network, const Penalty& penalty, ConstVectorRef<S> theta) {
  if (penalty.l1 == 0 && penalty.l2 == 0) return 0;
  double squares = 0, magnitudes = 0;
  forPenalised(network, penalty, [&](Index from, Index count) {
    const S* p = theta.data() + from;
    squares += orderedSum(count, [p](Index i) { return double(p[i]) * double(p[i]); });
    magnitudes += orderedSum(count, [p](Index i) { return std::abs(double(p[i])); });
  });
  return 0.5 * penalty.l2 * squares + penalty.l1 * magnitudes;
}

template <class S>
void outputError(const Network<S>& network, const Loss& loss, ConstMatrixRef<S> Y,
                 std::int64_t batch, Workspace<S>& w) {
  const auto last = std::size_t(network.depth() - 1);
  const Index n = Y.cols();
  const Deviation& deviation = network.deviation();
  const S scale =
      S(1 / (deviation.summed ? 1 : lossDivisor(loss, batch, std::int64_t(network.outputs()))));
  lossGradient<S>(loss, network.slopeOf(network.depth() - 1), w.Z[last].leftCols(n),
                  w.A[last].leftCols(n), Y, deviation.flipped ? -scale : scale,
                  w.D[last].leftCols(n));
}

template <class S>
Objective<S>::Objective(const Network<S>& network, const Samples<S>& samples, const Loss& loss,
                        const Penalty& penalty, const Random& dropout)
    : network_(network),
      samples_(samples),
      loss_(loss),
      penalty_(penalty),
      dropoutSeed_(dropout),
      dropout_(dropout),
      capacity_(std::min(chunkCapacity(network.inputs()), std::max<Index>(samples.count(), 1))),
      workspace_(network.workspace(capacity_, true)),
      X_(network.inputs(), capacity_),
      Y_(network.outputs(), capacity_),
      gradient_(Vector<S>::Zero(network.parameters())) {
  for (const Layer& layer : network.layers()) drops_ = drops_ || layer.dropout > 0;
}

template <class S>
void Objective<S>::use(std::span<const std::int32_t> batch, std::int64_t step) {
  batch_ = batch;
  done_ = 0;
  lossSum_ = 0;
  if (drops_) dropout_ = dropoutSeed_.fork(std::uint64_t(step));
}

template <class S>
void Objective<S>::addChunk(ConstVectorRef<S> theta) {
  const auto first = done_;
  const auto count = std::min(std::size_t(capacity_), batch_.size() - first);
  const auto n = Index(count);
  auto X = X_.leftCols(n);
  auto Y = Y_.leftCols(n);
  samples_.gather(batch_.subspan(first, count), X, Y);
  if (drops_) {
    network_.forward(theta, X, workspace_, Dropout{dropout_, Index(first)});
  } else {
    network_.forward(theta, X, workspace_);
  }
  const auto last = std::size_t(network_.depth() - 1);
  const auto Z = workspace_.Z[last].leftCols(n);
  const auto A = workspace_.A[last].leftCols(n);
  lossSum_ += lossSum<S>(loss_, network_.outputActivation(), Z, A, Y);
  outputError<S>(network_, loss_, Y, std::int64_t(batch_.size()), workspace_);
  if (first == 0) gradient_.setZero();
  network_.backward(theta, X, workspace_, gradient_);
  done_ += count;
}

template <class S>
bool Objective<S>::prepare(ConstVectorRef<S> theta, double& work) {
  while (done_ < batch_.size()) {
    const auto before = done_;
    addChunk(theta);
    work -= network_.trainingWork() * double(done_ - before);
    if (work <= 0) break;
  }
  return done_ == batch_.size();
}

template <class S>
double Objective<S>::gradient(ConstVectorRef<S> theta, VectorRef<S> g) {
  while (done_ < batch_.size()) addChunk(theta);
  g = gradient_;
  if (penalty_.l1 != 0 || penalty_.l2 != 0) {
    const S l1 = S(penalty_.l1), l2 = S(penalty_.l2);
    forPenalised([&](Index from, Index count) {
      for (Index i = from; i < from + count; ++i) {
        const S t = theta[i];
        g[i] += l2 * t + l1 * (S(t > S(0)) - S(t < S(0)));
      }
    });
  }
  network_.forOff([&](Index i) { g[i] = S(0); });  // what a penalty would pull at
  const double loss = preparedLoss();
  done_ = 0;  // another call is another evaluation
  lossSum_ = 0;
  return loss;
}

template <class S>
double Objective<S>::value(ConstVectorRef<S> theta) {
  double sum = 0;
  const auto last = std::size_t(network_.depth() - 1);
  for (std::size_t first = 0; first < batch_.size(); first += std::size_t(capacity_)) {
    const auto count = std::min(std::size_t(capacity_), batch_.size() - first);
    const auto n = Index(count);
    auto X = X_.leftCols(n);
    auto Y = Y_.leftCols(n);
    samples_.gather(batch_.subspan(first, count), X, Y);
    network_.forward(theta, X, workspace_);
    sum += lossSum<S>(loss_, network_.outputActivation(), workspace_.Z[last].leftCols(n),
                      workspace_.A[last].leftCols(n), Y);
  }
  return sum / lossDivisor(loss_, std::int64_t(batch_.size()), network_.outputs());
}

template <class S>
typename Objective<S>::NonFinite Objective<S>::findNonFinite(ConstVectorRef<S> theta) {
  done_ = 0;
  lossSum_ = 0;
  while (done_ < batch_.size()) {
    addChunk(theta);
    const Index n = workspace_.columns;
    for (Index l = 0; l < network_.depth(); ++l) {
      const auto at = std::size_t(l);
      if (!allFinite(workspace_.Z[at].data(), workspace_.Z[at].rows() * n)) return {l, true};
    }
    for (Index l = network_.depth() - 1; l >= 0; --l) {
      const auto at = std::size_t(l);
      const Index from = network_.offset(l), count = network_.offset(l + 1) - from;
      if (!allFinite(workspace_.D[at].data(), workspace_.D[at].rows() * n) ||
          !allFinite(gradient_.data() + from, count)) {
        return {l, false};
      }
    }
  }
  return {};
}

template class Objective<float>;
template class Objective<double>;
template void outputError<float>(const Network<float>&, const Loss&, ConstMatrixRef<float>,
                                 std::int64_t, Workspace<float>&);
template void outputError<double>(const Network<double>&, const Loss&, ConstMatrixRef<double>,
                                  std::int64_t, Workspace<double>&);
template double penaltyValue<float>(const Network<float>&, const Penalty&, ConstVectorRef<float>);
template double penaltyValue<double>(const Network<double>&, const Penalty&,
                                     ConstVectorRef<double>);

}  // namespace fallline
