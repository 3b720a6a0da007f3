#include "fallline/second_order/pseudo_inverse_sweep.h"

#include <algorithm>
#include <cmath>

#include "fallline/objective.h"
#include "fallline/ordered.h"
#include "fallline/products.h"

namespace fallline {
namespace {

double ridgeOf(const LayerwisePseudoInverse& choice) {
  return choice.formula == 2 ? choice.lambda : 0;
}

/// Where the slope of a unit is taken that is divided by: not closer to its limits than `clip`.
double clipped(const Activation& f, double a, double clip) {
  if (is<Sigmoid>(f)) return std::clamp(a, clip, 1 - clip);
  if (is<Tanh>(f)) return std::clamp(a, clip - 1, 1 - clip);
  return a;
}

}  // namespace

PseudoInverseSweep::PseudoInverseSweep(CurvaturePass& pass)
    : pass_(pass),
      inputs_(std::size_t(pass.network().depth())),
      weights_(std::size_t(pass.network().depth())) {
  const Index m = pass.samples();
  for (std::size_t l = 0; l < inputs_.size(); ++l) {
    const Layer& layer = pass.network().layers()[l];
    activations_.emplace_back(layer.units, m);
    slopes_.emplace_back(layer.units, m);
    inputs_[l].resize(m, layer.inputs + (layer.bias ? 1 : 0));
    if (l > 0) weights_[l].resize(layer.units, layer.inputs);
  }
  change_.setZero(pass.parameters());
  Index widest = 0;
  for (const Layer& layer : pass.network().layers()) widest = std::max(widest, layer.units);
  near_.resize(widest, pass.chunk(0));
}

void PseudoInverseSweep::begin(const LayerwisePseudoInverse& choice, ConstVectorRef<double> theta) {
  if (choice.solver != choice_.solver || ridgeOf(choice) != ridgeOf(choice_)) hasFirst_ = false;
  choice_ = choice;
  theta_ = theta;
  sample_ = 0;
  layer_ = pass_.network().depth() - 1;
  largestDz_ = 0;
  status_ = Status::running;
  reason_.clear();
  stage_ = Stage::forward;
}

/// What all layers make of all samples.
bool PseudoInverseSweep::forward(double& work) {
  while (sample_ < pass_.samples()) {
    pass_.forward(theta_, sample_);
    takeChunk(sample_);
    sample_ += pass_.n();
    work -= pass_.forwardWork(pass_.n());
    if (work <= 0 && sample_ < pass_.samples()) return false;
  }
  return true;
}

void PseudoInverseSweep::takeChunk(Index first) {
  const Network<double>& network = pass_.network();
  const Index n = pass_.n();
  for (Index l = 0; l < network.depth(); ++l) {
    const auto at = std::size_t(l);
    const Activation& f = network.layers()[at].activation;
    auto A = activations_[at].middleCols(first, n);
    auto slopes = slopes_[at].middleCols(first, n);
    A = pass_.activation(l);
    slopes.setOnes();
    auto near = near_.topLeftCorner(A.rows(), n);
    for (Index j = 0; j < n; ++j) {
      for (Index i = 0; i < A.rows(); ++i) near(i, j) = clipped(f, A(i, j), choice_.clip);
    }
    multiplyBySlope<double>(f, pass_.sums(l), near, slopes);
    for (Index u : network.off()[at]) slopes.row(u).setOnes();  // they are sent no change
    // ΔA of the outputs, from what they are and not from where they are clipped.
    if (l + 1 == network.depth()) A -= pass_.targets();
  }
  if (hasFirst_) return;
  for (Index j = 0; j < n; ++j) {
    const Index bias = network.layers()[0].bias ? 1 : 0;
    if (bias != 0) inputs_[0].at(first + j, 0) = 1;
    for (Index i = 0; i < network.inputs(); ++i) {
      inputs_[0].at(first + j, bias + i) = pass_.input(0)(i, j);
    }
  }
}

bool PseudoInverseSweep::isLarge(const Matrix<double>& values, const char* what) {
  if (allFinite(values.data(), values.size())) return false;
  status_ = Status::nonFinite;
  reason_ = std::string(what) + " of layer " + std::to_string(layer_ + 1) + " of " +
            std::to_string(pass_.network().depth()) + " is too large for a number.";
  return true;
}

/// ΔZ ← ΔA / g'.
bool PseudoInverseSweep::divideBySlope(Matrix<double>& dA) {
  const Matrix<double>& slopes = slopes_[std::size_t(layer_)];
  for (Index j = 0; j < dA.cols(); ++j) {
    for (Index i = 0; i < dA.rows(); ++i) {
      if (slopes(i, j) == 0) {
        status_ = Status::singular;
        reason_ = "unit " + std::to_string(i + 1) + " of layer " + std::to_string(layer_ + 1) +
                  " has slope 0 for training sample " + std::to_string(j + 1) +
                  ", and the formula divides by it.";
        return false;
      }
      dA(i, j) /= slopes(i, j);
      largestDz_ = std::max(largestDz_, std::abs(dA(i, j)));
    }
  }
  return !isLarge(dA, "ΔZ");
}

void PseudoInverseSweep::writeInputs() {
  const auto at = std::size_t(layer_);
  const Layer& layer = pass_.network().layers()[at];
  const Matrix<double>& A = activations_[at - 1];
  const Index bias = layer.bias ? 1 : 0;
  inputs_[at].resize(A.cols(), layer.inputs + bias);
  for (Index j = 0; j < A.cols(); ++j) {
    if (bias != 0) inputs_[at].at(j, 0) = 1;
    for (Index i = 0; i < A.rows(); ++i) inputs_[at].at(j, bias + i) = A(i, j);
  }
}

/// W as it is, or as it will be; columns of units that are off are 0.
void PseudoInverseSweep::writeWeights() {
  const auto at = std::size_t(layer_);
  const Network<double>& network = pass_.network();
  const ConstLayerView<double> now = network.layer(ConstVectorRef<double>(theta_), layer_);
  const ConstLayerView<double> change = network.layer(ConstVectorRef<double>(change_), layer_);
  const double share = choice_.order == "gauss-seidel" ? choice_.damping : 0;
  weights_[at].resize(now.W.rows(), now.W.cols());
  for (Index i = 0; i < now.W.cols(); ++i) {
    for (Index o = 0; o < now.W.rows(); ++o) {
      weights_[at].at(o, i) = now.W(o, i) - share * change.W(o, i);
    }
  }
  for (Index u : network.off()[at - 1]) {
    for (Index o = 0; o < now.W.rows(); ++o) weights_[at].at(o, u) = 0;
  }
}

/// [Δb ΔW] of the layer, and in left_ what is sent on: all of ΔZ, or what the layer leaves over.
void PseudoInverseSweep::solveInputs() {
  const auto at = std::size_t(layer_);
  inputs_[at].apply(dZ_, solved_);
  LayerView<double> target = pass_.network().layer(VectorRef<double>(change_), layer_);
  const Index bias = target.b.size() > 0 ? 1 : 0;
  if (bias != 0) target.b = solved_.col(0);
  target.W = solved_.rightCols(target.W.cols());
  left_ = dZ_;
  if (choice_.formula == 1 || layer_ == 0) return;
  left_ = -dZ_;
  for (Index j = 0; j < left_.cols() && bias != 0; ++j) left_.col(j) += target.b;
  forwardProduct<double>(target.W, activations_[at - 1], left_);
  left_ = -left_;
}

/// ΔZ of the layer before, from what is left.
void PseudoInverseSweep::solveWeights() {
  transposed_ = left_.transpose();
  weights_[std::size_t(layer_)].apply(transposed_, back_);
  --layer_;
  dZ_ = back_.transpose();
  for (Index u : pass_.network().off()[std::size_t(layer_)]) dZ_.row(u).setZero();
}

void PseudoInverseSweep::beginLayer() {
  if (!divideBySlope(dZ_)) {
    stage_ = Stage::over;
    return;
  }
  stage_ = Stage::inputs;
  begun_ = false;
}

bool PseudoInverseSweep::advance(double& work) {
  if (stage_ == Stage::forward) {
    if (!forward(work)) return false;
    dZ_ = activations_.back();
    beginLayer();
  }
  while (stage_ != Stage::over) {
    const auto at = std::size_t(layer_);
    if (stage_ == Stage::inputs) {
      if (!begun_ && (layer_ > 0 || !hasFirst_)) {
        if (layer_ > 0) writeInputs();
        inputs_[at].begin(pseudoInverseSolver(choice_.solver), ridgeOf(choice_));
        ++inputFactorizations_;
      }
      begun_ = true;
      if (!inputs_[at].advance(work)) return false;
      hasFirst_ = hasFirst_ || layer_ == 0;
      solveInputs();
      if (isLarge(solved_, "the step") || layer_ == 0) {
        stage_ = Stage::over;
        break;
      }
      writeWeights();
      weights_[at].begin(pseudoInverseSolver(choice_.solver), 0);
      stage_ = Stage::weights;
    }
    if (!weights_[at].advance(work)) return false;
    solveWeights();
    beginLayer();
  }
  return true;
}

}  // namespace fallline
