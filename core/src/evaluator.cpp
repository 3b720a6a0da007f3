#include "fallline/evaluator.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fallline {

template <class S>
Evaluator<S>::Evaluator(const Network<S>& network, const Samples<S>& samples,
                        const Prepared& prepared)
    : network_(network),
      samples_(samples),
      prepared_(prepared),
      capacity_(std::min(chunkCapacity(network.inputs()), std::max<Index>(samples.count(), 1))),
      workspace_(network.workspace(capacity_, false)),
      X_(network.inputs(), capacity_),
      Y_(network.outputs(), capacity_),
      theta_(Vector<S>::Zero(network.parameters())) {
  const bool classes = prepared.data->task.kind == Task::Kind::classes;
  const auto n = std::size_t(prepared.data->task.classes());
  metrics_.confusion.resize(classes ? n * n : 0);
  losses_.resize(std::size_t(capacity_));
  squares_.resize(std::size_t(network.outputs()));
}

template <class S>
void Evaluator<S>::begin(std::size_t part, ConstVectorRef<S> theta, const Penalty& penalty,
                         const KnownOutputs<S>* known) {
  known_ = known;
  part_ = part;
  done_ = 0;
  lossSum_ = crossEntropySum_ = correct_ = 0;
  std::fill(squares_.begin(), squares_.end(), 0.0);
  std::fill(metrics_.confusion.begin(), metrics_.confusion.end(), 0);
  const bool classes = prepared_.data->task.kind == Task::Kind::classes;
  outcomes_[part].resize(classes ? prepared_.parts[part].size() : 0);
  theta_ = theta;
  metrics_.penalty = penaltyValue<S>(network_, penalty, theta_);
}

template <class S>
double Evaluator<S>::work(std::size_t part) const {
  return network_.forwardWork() * double(prepared_.parts[part].size());
}

template <class S>
bool Evaluator<S>::slice(double& work) {
  const std::size_t all = prepared_.parts[part_].size();
  while (done_ < all) {
    const std::size_t before = done_;
    addChunk();
    work -= network_.forwardWork() * double(done_ - before);
    if (done_ == all) finish();
    if (work <= 0) break;
  }
  return done_ == all;
}

template <class S>
void Evaluator<S>::addChunk() {
  const auto& part = prepared_.parts[part_];
  const std::size_t count = std::min(std::size_t(capacity_), part.size() - done_);
  const std::span<const std::int32_t> chunk(part.data() + done_, count);
  const auto n = Index(count);
  auto X = X_.leftCols(n);
  auto Y = Y_.leftCols(n);
  const bool numbers = prepared_.targets.coding == TargetCoding::values;
  if (known_ == nullptr || !numbers) samples_.gather(chunk, X, Y);
  if (known_ == nullptr) network_.forward(theta_, X, workspace_);
  const auto first = Index(done_);
  const ConstMatrixRef<S> Z =
      known_ ? known_->outputSums(first, n) : workspace_.Z.back().leftCols(n);
  const ConstMatrixRef<S> A = known_ ? known_->outputs(first, n) : workspace_.A.back().leftCols(n);
  if (numbers) {
    addNumbers(A, chunk);
  } else {
    addClasses(Z, A, Y, chunk);
  }
  done_ += count;
}

/// Regression: everything in the targets' own units, where scaled outputs are taken back; a
/// cross-entropy is of probabilities, which have no other unit.
template <class S>
void Evaluator<S>::addNumbers(ConstMatrixRef<S> A, std::span<const std::int32_t> chunk) {
  const Scaling& scaling = prepared_.targets.scaling;
  const Matrix<double>& targets = prepared_.data->targets;
  for (std::size_t j = 0; j < chunk.size(); ++j) {
    for (Index i = 0; i < A.rows(); ++i) {
      const auto row = std::size_t(i);
      double a = double(A(i, Index(j)));
      if (!scaling.shift.empty()) a = a / scaling.factor[row] + scaling.shift[row];
      const double y = targets(i, Index(chunk[j]));
      squares_[row] += (a - y) * (a - y);
      lossSum_ += std::visit(
          [&](const auto& loss) {
            if constexpr (requires { loss.value(a, y); }) {
              return loss.value(a, y);
            } else {  // binary cross-entropy, of targets that are, or are scaled, from 0 to 1
              const double p = double(A(i, Index(j)));
              const double t = scaling.shift.empty() ? y : scaling.apply(row, y);
              return -(t * math::log(p) + (1 - t) * math::log1p(-p));
            }
          },
          *prepared_.spec.loss);
    }
  }
}

template <class S>
void Evaluator<S>::count(Index truth, Index predicted) {
  correct_ += truth == predicted ? 1 : 0;
  if (metrics_.confusion.empty()) return;
  const auto classes = std::size_t(prepared_.data->task.classes());
  ++metrics_.confusion[std::size_t(truth) * classes + std::size_t(predicted)];
}

template <class S>
void Evaluator<S>::addClasses(ConstMatrixRef<S> Z, ConstMatrixRef<S> A, ConstMatrixRef<S> Y,
                              std::span<const std::int32_t> chunk) {
  const TargetCoding coding = prepared_.targets.coding;
  const Loss& loss = *prepared_.spec.loss;
  static const Loss crossEntropy = CrossEntropy{};
  static const Loss binaryCrossEntropy = BinaryCrossEntropy{};
  const auto sum = [&](const Loss& of) {
    return fallline::lossSum<S>(of, network_.outputActivation(), Z, A, Y, losses_.data());
  };
  const double chosen = sum(loss);
  lossSum_ += chosen;
  if (coding == TargetCoding::oneHot) {
    crossEntropySum_ += is<CrossEntropy>(loss) ? chosen : sum(crossEntropy);
  } else if (coding == TargetCoding::zeroOne) {
    crossEntropySum_ += is<BinaryCrossEntropy>(loss) ? chosen : sum(binaryCrossEntropy);
  }
  Mistake* outcome = outcomes_[part_].empty() ? nullptr : &outcomes_[part_][done_];
  for (Index j = 0; j < Y.cols(); ++j) {
    if (coding == TargetCoding::oneHot) {
      Index truth = 0, predicted = 0;
      for (Index i = 1; i < Y.rows(); ++i) {
        truth = Y(i, j) > Y(truth, j) ? i : truth;
        predicted = Z(i, j) > Z(predicted, j) ? i : predicted;
      }
      count(truth, predicted);
      *outcome++ = {losses_[std::size_t(j)], chunk[std::size_t(j)], std::int32_t(truth),
                    std::int32_t(predicted), float(A(truth, j))};
      continue;
    }
    // The sign decides: of the logit for a sigmoid, of the output otherwise; 0 counts as class 1.
    const S middle = coding == TargetCoding::zeroOne ? S(0.5) : S(0);
    for (Index i = 0; i < Y.rows(); ++i) {
      const int truth = Y(i, j) > middle ? 1 : 0, predicted = Z(i, j) >= S(0) ? 1 : 0;
      count(truth, predicted);
      if (coding == TargetCoding::plusMinus) {
        const double residual = double(A(i, j)) - double(Y(i, j));
        squares_[std::size_t(i)] += residual * residual;
      }
      if (outcome == nullptr) continue;
      // An output from −1 to 1 is read as a probability from 0 to 1.
      const S one = coding == TargetCoding::zeroOne ? A(i, j) : (A(i, j) + S(1)) / S(2);
      const S own = truth == 1 ? one : S(1) - one;
      *outcome++ = {losses_[std::size_t(j)], chunk[std::size_t(j)], truth, predicted,
                    float(own > S(0) ? (own < S(1) ? own : S(1)) : S(0))};
    }
  }
}

template <class S>
std::vector<Mistake> Evaluator<S>::worst(std::size_t part) const {
  std::vector<Mistake> worst;
  if (outcomes_[part].empty()) return worst;
  worst.reserve(kMostMistakes);
  for (const Mistake& outcome : outcomes_[part]) addMistake(worst, outcome);
  return worst;
}

template <class S>
const std::vector<double>& Evaluator<S>::variation(std::size_t part) {
  if (!variation_[part]) {
    const Matrix<double>& targets = prepared_.data->targets;
    const auto& samples = prepared_.parts[part];
    std::vector<double> squares(std::size_t(targets.rows()), 0);
    for (Index i = 0; i < targets.rows(); ++i) {
      double sum = 0;
      for (std::int32_t j : samples) sum += targets(i, Index(j));
      const double mean = sum / double(samples.size());
      for (std::int32_t j : samples) {
        const double away = targets(i, Index(j)) - mean;
        squares[std::size_t(i)] += away * away;
      }
    }
    variation_[part] = std::move(squares);
  }
  return *variation_[part];
}

template <class S>
void Evaluator<S>::finish() {
  const auto n = std::int64_t(done_);
  const double cells = double(n) * double(network_.outputs());
  metrics_.samples = n;
  metrics_.loss = lossSum_ / lossDivisor(*prepared_.spec.loss, n, network_.outputs());
  const TargetCoding coding = prepared_.targets.coding;
  double squares = 0;
  for (double s : squares_) squares += s;
  const bool squaredError = is<MeanSquaredError>(*prepared_.spec.loss);
  if (coding == TargetCoding::values || (coding == TargetCoding::plusMinus && squaredError)) {
    metrics_.mse = squares / cells;
  }
  if (coding == TargetCoding::values) {
    // R² = 1 − Σ(y − a)² / Σ(y − ȳ)², the uniform average over the target rows; undefined where
    // the targets do not vary.
    const std::vector<double>& around = variation(part_);
    double sum = 0;
    bool defined = true;
    for (std::size_t i = 0; i < squares_.size(); ++i) {
      defined = defined && around[i] > 0;
      sum += 1 - squares_[i] / around[i];
    }
    metrics_.r2.reset();
    if (defined) metrics_.r2 = sum / double(squares_.size());
    return;
  }
  metrics_.accuracy = correct_ / (coding == TargetCoding::oneHot ? double(n) : cells);
  if (coding == TargetCoding::oneHot) metrics_.crossEntropy = crossEntropySum_ / double(n);
  if (coding == TargetCoding::zeroOne) metrics_.crossEntropy = crossEntropySum_ / cells;
}

template class Evaluator<float>;
template class Evaluator<double>;

}  // namespace fallline
