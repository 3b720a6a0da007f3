#include "fallline/second_order/pseudo_inverse_sweep.h"

#include <algorithm>
#include <cmath>

#include "fallline/objective.h"
#include "fallline/ordered.h"
#include "fallline/products.h"

namespace fallline {
namespace {

/// Where the slope of a unit is taken that is divided by: not closer to its limits than `clip`.
double clipped(const Activation& f, double a, double clip) {
  if (is<Sigmoid>(f)) return std::clamp(a, clip, 1 - clip);
  if (is<Tanh>(f)) return std::clamp(a, clip - 1, 1 - clip);
  return a;
}

/// How far towards its mean a column has to go, so that what is left knows nothing of a bias with
/// the ridge r: (I − c 1 1ᵀ)² = I − 1 1ᵀ / (m + r).
double centring(Index m, double r) { return (1 - std::sqrt(r / (double(m) + r))) / double(m); }

}  // namespace

PseudoInverseSweep::PseudoInverseSweep(CurvaturePass& pass)
    : pass_(pass), parts_(std::size_t(pass.network().depth())) {
  const Index m = pass.samples();
  Index widest = 0;
  for (std::size_t l = 0; l < parts_.size(); ++l) {
    const Layer& layer = pass.network().layers()[l];
    Part& own = parts_[l];
    const Index columns = layer.inputs + (layer.bias ? 1 : 0);
    for (Matrix<double>* all : {&own.activations, &own.slopes, &own.sums, &own.dZ, &own.left}) {
      all->resize(layer.units, m);
    }
    own.solved.resize(layer.units, columns);
    own.totals.resize(layer.inputs);
    own.inputs.resize(m, columns);
    widest = std::max(widest, layer.units);
    if (l == 0) continue;
    own.transposed.resize(m, layer.units);
    own.back.resize(m, layer.inputs);
    own.weights.resize(layer.units, layer.inputs);
  }
  change_.setZero(pass.parameters());
  near_.resize(widest, pass.chunk(0));
}

void PseudoInverseSweep::begin(const LayerwisePseudoInverse& choice, const Penalty& penalty,
                               ConstVectorRef<double> theta) {
  Ridge ridge;
  ridge.lambda = choice.formula == 2 ? choice.lambda : 0;
  ridge.pull = penalty.l2 / pass_.weight();
  ridge.bias = penalty.biases ? ridge.pull : 0;
  if (choice.solver != choice_.solver || !(ridge == ridge_)) hasFirst_ = false;
  choice_ = choice;
  ridge_ = ridge;
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
    Part& own = part(l);
    const Index units = own.slopes.rows();
    const ConstMatrixRef<double> A = pass_.activation(l), Z = pass_.sums(l), Y = pass_.targets();
    auto slopes = own.slopes.middleCols(first, n);
    slopes.setOnes();
    auto near = near_.topLeftCorner(units, n);
    for (Index j = 0; j < n; ++j) {
      for (Index i = 0; i < units; ++i) {
        near(i, j) = clipped(f, A(i, j), choice_.clip);
        own.activations(i, first + j) = A(i, j);
        own.sums(i, first + j) = Z(i, j);
        // ΔA of the outputs, from what they are and not from where they are clipped.
        if (l + 1 == network.depth()) own.dZ(i, first + j) = A(i, j) - Y(i, j);
      }
    }
    multiplyBySlope<double>(f, Z, near, slopes);
    for (Index u : network.off()[at]) slopes.row(u).setOnes();  // they are sent no change
  }
  if (hasFirst_) return;
  const Index bias = network.layers()[0].bias ? 1 : 0;
  PseudoInverse& inputs = part(0).inputs;
  const ConstMatrixRef<double> X = pass_.input(0);
  for (Index j = 0; j < n; ++j) {
    if (bias != 0) inputs.at(first + j, 0) = 1;
    for (Index i = 0; i < network.inputs(); ++i) inputs.at(first + j, bias + i) = X(i, j);
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
bool PseudoInverseSweep::divideBySlope() {
  Matrix<double>& dA = part(layer_).dZ;
  const Matrix<double>& slopes = part(layer_).slopes;
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
  const Layer& layer = pass_.network().layers()[std::size_t(layer_)];
  PseudoInverse& inputs = part(layer_).inputs;
  const Matrix<double>& A = part(layer_ - 1).activations;
  const Index bias = layer.bias ? 1 : 0;
  for (Index j = 0; j < A.cols(); ++j) {
    if (bias != 0) inputs.at(j, 0) = 1;
    for (Index i = 0; i < A.rows(); ++i) inputs.at(j, bias + i) = A(i, j);
  }
}

/// Puts columns that know nothing of the bias in the place of [1 A₋₁]: the penalty differs for
/// weights and biases, and a pseudo-inverse has one ridge for all.
void PseudoInverseSweep::eliminateBias(Part& own, const Layer& layer) const {
  const Index m = pass_.samples(), bias = layer.bias ? 1 : 0;
  const double share = bias != 0 ? centring(m, ridge_.lambda + ridge_.bias) : 0;
  for (Index j = 0; j < m && bias != 0; ++j) own.inputs.at(j, 0) = 0;
  for (Index i = 0; i < layer.inputs; ++i) {
    own.totals[i] = orderedSum(m, [&](Index j) { return own.inputs.at(j, bias + i); });
    for (Index j = 0; j < m; ++j) own.inputs.at(j, bias + i) -= share * own.totals[i];
  }
}

/// W as it is, or as it will be; columns of units that are off are 0.
void PseudoInverseSweep::writeWeights() {
  PseudoInverse& weights = part(layer_).weights;
  const Network<double>& network = pass_.network();
  const ConstLayerView<double> now = network.layer(ConstVectorRef<double>(theta_), layer_);
  const ConstLayerView<double> change = network.layer(ConstVectorRef<double>(change_), layer_);
  const double share = choice_.order == "gauss-seidel" ? choice_.damping : 0;
  for (Index i = 0; i < now.W.cols(); ++i) {
    for (Index o = 0; o < now.W.rows(); ++o) {
      weights.at(o, i) = now.W(o, i) - share * change.W(o, i);
    }
  }
  for (Index u : network.off()[std::size_t(layer_ - 1)]) {
    for (Index o = 0; o < now.W.rows(); ++o) weights.at(o, u) = 0;
  }
}

/// [Δb ΔW] of the layer, and in `left` what is sent on: all of ΔZ, or what the layer leaves over.
void PseudoInverseSweep::solveInputs() {
  Part& own = part(layer_);
  LayerView<double> target = pass_.network().layer(VectorRef<double>(change_), layer_);
  const Index bias = target.b.size() > 0 ? 1 : 0;
  if (ridge_.pull > 0) {
    solvePenalised();
  } else {
    own.inputs.apply(own.dZ, own.solved);
    if (bias != 0) target.b = own.solved.col(0);
    target.W = own.solved.rightCols(target.W.cols());
  }
  Matrix<double>& left = own.left;
  left = own.dZ;
  if (choice_.formula == 1 || layer_ == 0) return;
  left = -own.dZ;
  for (Index j = 0; j < left.cols() && bias != 0; ++j) left.col(j) += target.b;
  forwardProduct<double>(target.W, part(layer_ - 1).activations, left);
  left = -left;
}

/// With ρ = κ / (λ + κ), ΔW = ρ W + δ and Δb = ρ b + β turn the penalised problem into a ridge for
/// δ and β on R = ΔZ − ρ Z, and β = (Σ R − δ Σ a) / (m + λ + κ), where ρ and κ of the biases may be
/// 0.
void PseudoInverseSweep::solvePenalised() {
  Part& own = part(layer_);
  const ConstLayerView<double> now = pass_.network().layer(ConstVectorRef<double>(theta_), layer_);
  LayerView<double> target = pass_.network().layer(VectorRef<double>(change_), layer_);
  const double rho = ridge_.pull / (ridge_.lambda + ridge_.pull);
  const double biasRidge = ridge_.lambda + ridge_.bias;
  const double biasRho = ridge_.bias > 0 ? ridge_.bias / biasRidge : 0;
  const Index m = own.dZ.cols(), bias = target.b.size() > 0 ? 1 : 0;
  Matrix<double>& R = own.left;
  for (Index o = 0; o < R.rows(); ++o) {
    const double shift = bias != 0 ? (rho - biasRho) * now.b[o] : 0;
    for (Index j = 0; j < m; ++j) R(o, j) = own.dZ(o, j) - rho * own.sums(o, j) + shift;
    if (bias == 0) continue;
    target.b[o] = orderedSum(m, [&](Index j) { return R(o, j); });
    const double share = centring(m, biasRidge) * target.b[o];
    for (Index j = 0; j < m; ++j) R(o, j) -= share;
  }
  own.inputs.apply(R, own.solved);
  for (Index o = 0; o < R.rows(); ++o) {
    double sent = 0;
    for (Index i = 0; i < now.W.cols(); ++i) {
      const double delta = own.solved(o, bias + i);
      sent += delta * own.totals[i];
      target.W(o, i) = rho * now.W(o, i) + delta;
    }
    if (bias != 0) {
      target.b[o] = biasRho * now.b[o] + (target.b[o] - sent) / (double(m) + biasRidge);
    }
  }
  pass_.network().forOff([&](Index i) { change_[i] = 0; });
}

/// ΔZ of the layer before, from what is left.
void PseudoInverseSweep::solveWeights() {
  Part& own = part(layer_);
  own.transposed = own.left.transpose();
  own.weights.apply(own.transposed, own.back);
  --layer_;
  Matrix<double>& dZ = part(layer_).dZ;
  dZ = own.back.transpose();
  for (Index u : pass_.network().off()[std::size_t(layer_)]) dZ.row(u).setZero();
}

void PseudoInverseSweep::beginLayer() {
  if (!divideBySlope()) {
    stage_ = Stage::over;
    return;
  }
  stage_ = Stage::inputs;
  begun_ = false;
}

bool PseudoInverseSweep::advance(double& work) {
  if (stage_ == Stage::forward) {
    if (!forward(work)) return false;
    beginLayer();
  }
  while (stage_ != Stage::over) {
    Part& own = part(layer_);
    if (stage_ == Stage::inputs) {
      if (!begun_ && (layer_ > 0 || !hasFirst_)) {
        if (layer_ > 0) writeInputs();
        if (ridge_.pull > 0) {
          eliminateBias(own, pass_.network().layers()[std::size_t(layer_)]);
        }
        own.inputs.begin(pseudoInverseSolver(choice_.solver), ridge_.lambda + ridge_.pull);
        ++inputFactorizations_;
      }
      begun_ = true;
      if (!own.inputs.advance(work)) return false;
      hasFirst_ = hasFirst_ || layer_ == 0;
      solveInputs();
      if (isLarge(own.solved, "the step") || layer_ == 0) {
        stage_ = Stage::over;
        break;
      }
      writeWeights();
      own.weights.begin(pseudoInverseSolver(choice_.solver), 0);
      stage_ = Stage::weights;
    }
    if (!own.weights.advance(work)) return false;
    solveWeights();
    beginLayer();
  }
  return true;
}

}  // namespace fallline
