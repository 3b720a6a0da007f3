#include "fallline/network.h"

#include <algorithm>

#include "fallline/products.h"

namespace fallline {

template <class S>
Network<S>::Network(std::vector<Layer> layers, const Deviation& deviation)
    : layers_(std::move(layers)), deviation_(deviation), offsets_{0}, off_(layers_.size()) {
  for (const Layer& layer : layers_) offsets_.push_back(offsets_.back() + layer.parameters());
}

template <class S>
const Activation& Network<S>::slopeOf(Index l) const {
  static constexpr Activation sigmoid{Sigmoid{}};  // its slope takes a alone, as tanh's does
  const Activation& own = layers_[std::size_t(l)].activation;
  return deviation_.sigmoidSlope && is<Tanh>(own) ? sigmoid : own;
}

template <class S>
LayerView<S> Network<S>::layer(VectorRef<S> theta, Index l) const {
  const Layer& shape = layers_[std::size_t(l)];
  S* start = theta.data() + offset(l);
  return {{start, shape.units, shape.inputs},
          {start + shape.weights(), shape.bias ? shape.units : 0}};
}

template <class S>
ConstLayerView<S> Network<S>::layer(ConstVectorRef<S> theta, Index l) const {
  const Layer& shape = layers_[std::size_t(l)];
  const S* start = theta.data() + offset(l);
  return {{start, shape.units, shape.inputs},
          {start + shape.weights(), shape.bias ? shape.units : 0}};
}

template <class S>
Workspace<S> Network<S>::workspace(Index capacity, bool training) const {
  Workspace<S> w;
  Index largest = 0;
  for (const Layer& layer : layers_) {
    w.Z.push_back(Matrix<S>::Zero(layer.units, capacity));
    w.A.push_back(Matrix<S>::Zero(layer.units, capacity));
    const bool drops = training && layer.dropout > 0;
    w.dropped.push_back(Matrix<S>::Zero(drops ? layer.units : 0, drops ? capacity : 0));
    w.mask.push_back(w.dropped.back());
    w.D.push_back(Matrix<S>::Zero(training ? layer.units : 0, training ? capacity : 0));
    largest = std::max(largest, layer.weights());
  }
  if (training) w.transposed = Vector<S>::Zero(largest);
  return w;
}

template <class S>
void Network<S>::forward(ConstVectorRef<S> theta, ConstMatrixRef<S> X, Workspace<S>& w) const {
  pass(theta, X, w, nullptr);
}

template <class S>
void Network<S>::forward(ConstVectorRef<S> theta, ConstMatrixRef<S> X, Workspace<S>& w,
                         const Dropout& dropout) const {
  pass(theta, X, w, &dropout);
}

namespace {

/// Draws a mask and applies it: each unit of each sample is dropped with probability p, and the
/// others are made larger by 1 / (1 − p), so that the expected activation stays (Srivastava 2014).
template <class S>
void drop(double p, const Random& random, Index firstSample, ConstMatrixRef<S> A, MatrixRef<S> mask,
          MatrixRef<S> dropped) {
  const S keep = S(1 / (1 - p));
  const auto threshold = std::uint64_t(p * 0x1p53);
  for (Index j = 0; j < A.cols(); ++j) {
    const std::uint64_t first = std::uint64_t(firstSample + j) * std::uint64_t(A.rows());
    for (Index i = 0; i < A.rows(); ++i) {
      const bool kept = (random.at(first + std::uint64_t(i)) >> 11) >= threshold;
      mask(i, j) = kept ? keep : S(0);
      dropped(i, j) = A(i, j) * mask(i, j);
    }
  }
}

}  // namespace

template <class S>
void Network<S>::pass(ConstVectorRef<S> theta, ConstMatrixRef<S> X, Workspace<S>& w,
                      const Dropout* dropout) const {
  const Index n = X.cols();
  w.columns = n;
  const S* input = X.data();
  Index stride = X.outerStride();
  for (Index l = 0; l < depth(); ++l) {
    const auto at = std::size_t(l);
    const Layer& shape = layers_[at];
    const ConstLayerView<S> view = layer(theta, l);
    auto Z = w.Z[at].leftCols(n);
    auto A = w.A[at].leftCols(n);
    if (shape.bias) {
      for (Index j = 0; j < n; ++j) Z.col(j) = view.b;
    } else {
      Z.setZero();
    }
    forwardProduct<S>(view.W,
                      Eigen::Map<const Matrix<S>, 0, Eigen::OuterStride<>>(
                          input, shape.inputs, n, Eigen::OuterStride<>(stride)),
                      Z);
    activate<S>(shape.activation, Z, A);
    for (Index u : off_[at]) A.row(u).setZero();
    input = w.A[at].data();
    if (dropout != nullptr && shape.dropout > 0) {
      drop<S>(shape.dropout, dropout->random.fork(std::uint64_t(l)), dropout->firstSample, A,
              w.mask[at].leftCols(n), w.dropped[at].leftCols(n));
      input = w.dropped[at].data();
    }
    stride = shape.units;
  }
}

template <class S>
void Network<S>::backward(ConstVectorRef<S> theta, ConstMatrixRef<S> X, Workspace<S>& w,
                          VectorRef<S> gradient) const {
  const Index n = w.columns;
  for (Index l = depth() - 1; l >= 0; --l) {
    const auto at = std::size_t(l);
    LayerView<S> slope = layer(gradient, l);
    const auto D = w.D[at].leftCols(n);
    const bool hasBias = slope.b.size() > 0 && !deviation_.withoutBias;
    for (Index j = 0; j < n && hasBias; ++j) slope.b += D.col(j);
    if (l == 0) {
      gradientProduct<S>(D, X, slope.W);
      return;
    }
    const auto before = at - 1;
    const bool drops = w.dropped[before].size() > 0;
    gradientProduct<S>(D, (drops ? w.dropped : w.A)[before].leftCols(n), slope.W);
    auto dBefore = w.D[before].leftCols(n);
    const auto W = layer(theta, l).W;
    if (deviation_.untransposed && W.rows() == W.cols()) {
      dBefore.setZero();
      forwardProduct<S>(W, D, dBefore);
    } else {
      backwardProduct<S>(W, D, dBefore, w.transposed.data());
    }
    if (drops) dBefore.array() *= w.mask[before].leftCols(n).array();
    multiplyBySlope<S>(slopeOf(l - 1), w.Z[before].leftCols(n), w.A[before].leftCols(n), dBefore);
    for (Index u : off_[before]) dBefore.row(u).setZero();
  }
}

template <class S>
void Network<S>::toPlain(ConstVectorRef<S> theta, S* plain) const {
  for (Index l = 0; l < depth(); ++l) {
    const ConstLayerView<S> view = layer(theta, l);
    for (Index o = 0; o < view.W.rows(); ++o) {
      for (Index i = 0; i < view.W.cols(); ++i) *plain++ = view.W(o, i);
    }
    for (Index o = 0; o < view.b.size(); ++o) *plain++ = view.b[o];
  }
}

template <class S>
void Network<S>::fromPlain(const S* plain, VectorRef<S> theta) const {
  for (Index l = 0; l < depth(); ++l) {
    LayerView<S> view = layer(theta, l);
    for (Index o = 0; o < view.W.rows(); ++o) {
      for (Index i = 0; i < view.W.cols(); ++i) view.W(o, i) = *plain++;
    }
    for (Index o = 0; o < view.b.size(); ++o) view.b[o] = *plain++;
  }
}

template <class S>
Index Network<S>::fromPlain(Index plain) const {
  Index l = 0;
  while (offset(l + 1) <= plain) ++l;
  const Layer& shape = layers_[std::size_t(l)];
  const Index at = plain - offset(l);
  if (at >= shape.weights()) return plain;
  return offset(l) + at / shape.inputs + at % shape.inputs * shape.units;
}

template <class S>
void Network<S>::switchUnit(Index layer, Index unit, bool on) {
  std::vector<Index>& off = off_[std::size_t(layer)];
  auto at = off.begin();
  while (at != off.end() && *at < unit) ++at;
  const bool isOff = at != off.end() && *at == unit;
  if (on && isOff) off.erase(at);
  if (!on && !isOff) off.insert(at, unit);
}

template <class S>
void Network<S>::switchAllOn() {
  for (std::vector<Index>& units : off_) units.clear();
}

template <class S>
void Network<S>::switchLike(const Network& other, Index first) {
  for (Index l = 0; l < depth(); ++l) off_[std::size_t(l)] = other.off_[std::size_t(first + l)];
}

template <class S>
std::int64_t Network<S>::offKey() const {
  std::uint64_t key = 0;
  for (std::size_t l = 0; l < off_.size(); ++l) {
    // FNV-1a over the numbers of layers and units, from 1.
    for (Index u : off_[l])
      key = ((key ^ (l + 1)) * 0x100000001b3U ^ std::uint64_t(u + 1)) * 0x100000001b3U;
  }
  return std::int64_t(key);
}

namespace {
// An activation costs about as much as a dozen multiply-adds.
constexpr double kActivationWork = 12;
}  // namespace

template <class S>
double Network<S>::forwardWork() const {
  double work = double(inputs());
  for (const Layer& layer : layers_) {
    work += double(layer.weights()) + kActivationWork * double(layer.units);
  }
  return work;
}

template <class S>
double Network<S>::trainingWork() const {
  double work = forwardWork();
  for (const Layer& layer : layers_) {
    work += 2 * double(layer.weights()) + double(layer.units) * 4;
  }
  return work - double(layers_.front().weights());  // the first layer hands nothing back
}

template class Network<float>;
template class Network<double>;

}  // namespace fallline
