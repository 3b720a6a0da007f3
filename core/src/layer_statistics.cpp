#include "fallline/layer_statistics.h"

#include <algorithm>
#include <cmath>

#include "fallline/losses.h"
#include "fallline/ordered.h"
#include "fallline/prepare.h"
#include "json_text.h"

namespace fallline {
namespace {

constexpr std::int64_t kMostSamples = 500;
constexpr double kMostWork = 5e7;                 // multiply-adds of one inspection
constexpr std::int64_t kMostNumbers = 2'000'000;  // inputs of the subset
constexpr std::int64_t kFewestSamples = 16;
constexpr Index kChunk = 64;
constexpr Index kMostWeights = 100'000;  // in a histogram
/// Doubles go through a SIMD unit half as fast as floats, and counting costs as well.
constexpr double kInspectionFactor = 2.5;

/// The inputs of those samples, as the first layer sees them.
Samples<double> samplesOf(const Prepared& prepared, std::span<const std::int32_t> subset) {
  const Inputs& raw = prepared.data->inputs;
  Matrix<double> targets = prepared.codedTargets();
  if (raw.isImages()) return Samples<double>(raw, prepared.inputs.scaling, std::move(targets));
  const auto n = Index(subset.size());
  Matrix<double> inputs(prepared.inputs.inputs(), n), own(targets.rows(), n);
  std::vector<double> scratch(static_cast<std::size_t>(raw.size()));
  for (Index j = 0; j < n; ++j) {
    const Index from = subset[std::size_t(j)];
    prepared.inputs.apply(raw.values.data() + from * raw.size(), scratch.data(),
                          inputs.data() + j * inputs.rows());
    own.col(j) = targets.col(from);
  }
  return Samples<double>(std::move(inputs), std::move(own));
}

/// Evenly over the training part; columns of the data.
std::vector<std::int32_t> subsetOf(const Session& session, double sampleWork) {
  const auto part = session.samples(Part::train);
  const std::int64_t inputs = session.prepared().inputs.inputs();
  const std::int64_t fits =
      std::min({std::int64_t(kMostWork / sampleWork), kMostNumbers / inputs, kMostSamples});
  const std::int64_t all = std::int64_t(part.size());
  const std::int64_t n = std::min(all, std::max(fits, kFewestSamples));
  std::vector<std::int32_t> subset(static_cast<std::size_t>(n));
  for (std::int64_t i = 0; i < n; ++i) {
    subset[std::size_t(i)] = part[std::size_t(i * all / n)];
  }
  return subset;
}

double normOf(const Vector<double>& v, Index from, Index to) {
  const double* p = v.data() + from;
  return std::sqrt(orderedSum(to - from, [p](Index i) { return p[i] * p[i]; }));
}

Histogram histogramOf(const double* p, Index n) {
  Histogram histogram;
  const Index stride = 1 + n / kMostWeights;
  for (Index i = 0; i < n; i += stride) histogram.add(p[i]);
  return histogram;
}

/// R² of a straight line; a constant lies on one.
double lineFit(double n, double z, double a, double zz, double aa, double za) {
  const double varZ = zz - z * z / n, varA = aa - a * a / n, cov = za - z * a / n;
  return varZ > 0 && varA > 0 ? std::min(1.0, cov * cov / (varZ * varA)) : 1.0;
}

}  // namespace

void Histogram::grow(double magnitude) {
  if (reach == 0) {
    int exponent = 0;
    std::frexp(magnitude, &exponent);
    reach = std::ldexp(1.0, exponent);
    return;  // zeros lie in the bin right of the middle, wherever the ends are
  }
  while (!(magnitude < reach)) {
    std::array<std::int64_t, bins> wider{};
    for (std::size_t i = 0; i < bins; ++i) wider[bins / 4 + i / 2] += counts[i];
    counts = wider;
    reach *= 2;
  }
}

void Histogram::add(double value) {
  if (!std::isfinite(value)) return;
  const double magnitude = std::abs(value);
  if (magnitude > 0 && !(magnitude < reach)) grow(magnitude);
  const double share = reach > 0 ? value / reach : 0;
  const double at = std::floor((share + 1) * (double(bins) / 2));
  ++counts[std::min(bins - 1, std::size_t(std::max(at, 0.0)))];
}

LayerInspector::LayerInspector(const Session& session)
    : session_(session),
      network_(session.prepared().layers, deviationOf(session.prepared().spec.fault)),
      subset_(subsetOf(session, network_.trainingWork())),
      samples_(samplesOf(session.prepared(), subset_)),
      chunk_(std::min(kChunk, Index(subset_.size()))),
      X_(network_.inputs(), chunk_),
      Y_(network_.outputs(), chunk_),
      workspace_(network_.workspace(chunk_, true)),
      theta_(Vector<double>::Zero(network_.parameters())),
      gradient_(theta_),
      update_(theta_),
      sums_(std::size_t(network_.depth())),
      flat_(std::size_t(network_.depth())) {
  if (!session.prepared().data->inputs.isImages()) {
    for (std::size_t i = 0; i < subset_.size(); ++i) subset_[i] = std::int32_t(i);
  }
  next_.samples = std::int64_t(subset_.size());
  next_.layers.resize(std::size_t(network_.depth()));
  findSlopes();
  measureInputs();
}

/// Steepest slopes, and whether an activation is flat far out on both sides.
void LayerInspector::findSlopes() {
  constexpr Index half = 200, points = 2 * half + 1;  // from −20 to 20
  Matrix<double> z(points, 1), a(points, 1), slope(points, 1);
  for (Index i = 0; i < points; ++i) z(i, 0) = double(i - half) / 10;
  for (std::size_t l = 0; l < next_.layers.size(); ++l) {
    const Activation& activation = network_.layers()[l].activation;
    double steepest = 0;
    bool squashes = false;
    if (!is<Softmax>(activation)) {
      activate<double>(activation, z, a);
      slope.setOnes();
      multiplyBySlope<double>(activation, z, a, slope);
      for (Index i = 0; i < points; ++i) steepest = std::max(steepest, std::abs(slope(i, 0)));
      const double flat = kSaturatedSlope * steepest;
      squashes = std::abs(slope(0, 0)) < flat && std::abs(slope(points - 1, 0)) < flat;
    }
    steepest_.push_back(steepest);
    next_.layers[l].squashes = squashes;
  }
}

void LayerInspector::measureInputs() {
  const Index inputs = network_.inputs();
  std::vector<double> sum(std::size_t(inputs), 0), squares(std::size_t(inputs), 0);
  for (std::size_t first = 0; first < subset_.size(); first += std::size_t(chunk_)) {
    const auto count = std::min(std::size_t(chunk_), subset_.size() - first);
    auto X = X_.leftCols(Index(count));
    samples_.gather({subset_.data() + first, count}, X, Y_.leftCols(Index(count)));
    for (Index j = 0; j < Index(count); ++j) {
      for (Index i = 0; i < inputs; ++i) {
        sum[std::size_t(i)] += X(i, j);
        squares[std::size_t(i)] += X(i, j) * X(i, j);
      }
    }
  }
  const auto n = double(subset_.size());
  double widest = 0, narrowest = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    const double meanSquare = squares[i] / n, mean = sum[i] / n;
    next_.inputSize = std::max(next_.inputSize, std::sqrt(meanSquare));
    const double variance = meanSquare - mean * mean;
    if (!(variance > 1e-12 * meanSquare)) continue;  // a constant
    const double deviation = std::sqrt(variance);
    widest = std::max(widest, deviation);
    narrowest = narrowest == 0 ? deviation : std::min(narrowest, deviation);
  }
  next_.inputRatio = narrowest > 0 ? widest / narrowest : 1;
}

void LayerInspector::begin() {
  const std::vector<double> theta = session_.parameters(), update = session_.latestUpdate();
  network_.fromPlain(theta.data(), theta_);
  network_.fromPlain(update.data(), update_);
  network_.switchAllOn();
  const auto& off = session_.off();
  for (std::size_t l = 0; l < off.size(); ++l) {
    for (Index unit : off[l]) network_.switchUnit(Index(l), unit, false);
  }
  gradient_.setZero();
  for (std::size_t l = 0; l < sums_.size(); ++l) {
    sums_[l].assign(std::size_t(network_.layers()[l].units), {});
    next_.layers[l].preActivations = {};
    flat_[l] = 0;
  }
  next_.step = session_.progress().step;
  next_.passes = session_.progress().passes;
  position_ = 0;
  underWay_ = true;
}

bool LayerInspector::slice(double& work) {
  while (underWay_) {
    const std::size_t before = position_;
    addChunk();
    work -= kInspectionFactor * network_.trainingWork() * double(position_ - before);
    if (position_ == subset_.size()) finish();
    if (work <= 0) break;
  }
  return !underWay_;
}

void LayerInspector::addChunk() {
  const std::size_t count = std::min(std::size_t(chunk_), subset_.size() - position_);
  const auto n = Index(count);
  auto X = X_.leftCols(n);
  auto Y = Y_.leftCols(n);
  samples_.gather({subset_.data() + position_, count}, X, Y);
  network_.forward(theta_, X, workspace_);
  const auto last = std::size_t(network_.depth() - 1);
  const Loss& loss = *session_.spec().loss;
  outputError<double>(network_, loss, Y, std::int64_t(subset_.size()), workspace_);
  network_.backward(theta_, X, workspace_, gradient_);
  for (std::size_t l = 0; l <= last; ++l) addLayer(l, n);
  position_ += count;
}

void LayerInspector::addLayer(std::size_t l, Index n) {
  const auto Z = workspace_.Z[l].leftCols(n);
  const auto A = workspace_.A[l].leftCols(n);
  Histogram& histogram = next_.layers[l].preActivations;
  for (Index j = 0; j < n; ++j) {
    for (Index i = 0; i < Z.rows(); ++i) histogram.add(Z(i, j));
  }
  if (l + 1 == next_.layers.size()) return;
  slopes_.setOnes(Z.rows(), n);
  multiplyBySlope<double>(network_.layers()[l].activation, Z, A, slopes_);
  const double flat = kSaturatedSlope * steepest_[l], dead = kDeadSlope * steepest_[l];
  for (Index j = 0; j < n; ++j) {
    for (Index i = 0; i < Z.rows(); ++i) {
      UnitSums& sums = sums_[l][std::size_t(i)];
      const double slope = std::abs(slopes_(i, j));
      if (slope < flat) ++flat_[l];
      sums.active = sums.active || slope > dead;
      if (!sums.seen) {
        sums.seen = true;
        sums.z0 = Z(i, j);
        sums.a0 = A(i, j);
      }
      const double z = Z(i, j) - sums.z0, a = A(i, j) - sums.a0;
      sums.z += z;
      sums.a += a;
      sums.zz += z * z;
      sums.aa += a * a;
      sums.za += z * a;
    }
  }
}

void LayerInspector::finish() {
  const auto n = double(subset_.size());
  for (std::size_t l = 0; l < next_.layers.size(); ++l) {
    LayerStatistics& layer = next_.layers[l];
    const Index from = network_.offset(Index(l)), to = network_.offset(Index(l) + 1);
    const Index weights = network_.layers()[l].weights();
    layer.weights = histogramOf(theta_.data() + from, weights);
    layer.gradients = histogramOf(gradient_.data() + from, weights);
    layer.weightNorm = normOf(theta_, from, to);
    layer.gradientNorm = normOf(gradient_, from, to);
    layer.updateNorm = normOf(update_, from, to);
    layer.saturated = layer.squashes ? flat_[l] / (n * double(sums_[l].size())) : 0;
    layer.dead = 0;
    layer.straightness = 1;
    if (l + 1 == next_.layers.size()) {
      layer.saturated = 0;
      break;
    }
    const std::vector<Index>& off = network_.off()[l];
    for (std::size_t i = 0; i < sums_[l].size(); ++i) {
      if (std::find(off.begin(), off.end(), Index(i)) != off.end()) continue;
      const UnitSums& s = sums_[l][i];
      layer.dead += !layer.squashes && !s.active ? 1 : 0;
      layer.straightness = std::min(layer.straightness, lineFit(n, s.z, s.a, s.zz, s.aa, s.za));
    }
  }
  done_ = next_;
  underWay_ = false;
}

void NormHistory::add(const NetworkStatistics& statistics) {
  while (!rows_.empty() && rows_.back().front() >= statistics.passes) rows_.pop_back();
  if (rows_.size() == capacity) {
    for (std::size_t i = 1; i < capacity / 2; ++i) rows_[i] = std::move(rows_[2 * i]);
    rows_.resize(capacity / 2);
  }
  std::vector<double> row{statistics.passes};
  for (const LayerStatistics& layer : statistics.layers) {
    row.push_back(layer.gradientNorm);
    row.push_back(layer.updateNorm);
  }
  rows_.push_back(std::move(row));
}

namespace {

json::Json histogramJson(const Histogram& histogram) {
  return {{"reach", json::number(histogram.reach)},
          {"counts", std::vector<std::int64_t>(histogram.counts.begin(), histogram.counts.end())}};
}

}  // namespace

std::string writeStatistics(const NetworkStatistics& statistics) {
  json::Json layers = json::Json::array();
  for (const LayerStatistics& layer : statistics.layers) {
    layers.push_back({{"preActivations", histogramJson(layer.preActivations)},
                      {"weights", histogramJson(layer.weights)},
                      {"gradients", histogramJson(layer.gradients)},
                      {"squashes", layer.squashes},
                      {"saturated", json::number(layer.saturated)},
                      {"dead", layer.dead},
                      {"weightNorm", json::number(layer.weightNorm)},
                      {"gradientNorm", json::number(layer.gradientNorm)},
                      {"updateNorm", json::number(layer.updateNorm)}});
  }
  return json::write({{"step", statistics.step},
                      {"passes", json::number(statistics.passes)},
                      {"samples", statistics.samples},
                      {"layers", std::move(layers)}});
}

}  // namespace fallline
