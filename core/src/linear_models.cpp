#include "fallline/linear_models.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fallline/ordered.h"

namespace fallline {
namespace {

/// Samples that are looked at in one go.
constexpr Index kChunk = 256;

/// Up to here singular values come by Jacobi's rotations, which tell the smallest of them to more
/// digits; beyond, where those would take a minute, by dividing and conquering.
constexpr Index kMostForJacobi = 300;

/// Targets as a linear model learns them: see LinearFit.
Matrix<double> linearTargets(const Prepared& prepared) {
  const Matrix<double>& raw = prepared.data->targets;
  const Task& task = prepared.data->task;
  if (task.kind == Task::Kind::regression) return raw;
  if (task.classes() <= 2) return 2 * raw.array() - 1;
  Matrix<double> coded = Matrix<double>::Zero(Index(task.classes()), raw.cols());
  for (Index j = 0; j < raw.cols(); ++j) coded(Index(raw(0, j)), j) = 1;
  return coded;
}

std::optional<double> finite(double x) {
  return std::isfinite(x) ? std::optional(x) : std::nullopt;
}

/// Counts for one part what measure() reports.
class Tally {
 public:
  Tally(const Prepared& prepared, Index rows)
      : task_(prepared.data->task),
        hasSquares_(is<MeanSquaredError>(*prepared.spec.loss) &&
                    prepared.targets.coding == TargetCoding::plusMinus),
        isSquared_(is<MeanSquaredError>(*prepared.spec.loss)),
        away_(Vector<double>::Zero(rows)),
        sum_(Vector<double>::Zero(rows)),
        squares_(Vector<double>::Zero(rows)) {}

  void add(ConstVectorRef<double> predicted, ConstVectorRef<double> target) {
    Index likely = 0, truth = 0;
    for (Index i = 0; i < predicted.size(); ++i) {
      const double off = target[i] - predicted[i];
      away_[i] += off * off;
      sum_[i] += target[i];
      squares_[i] += target[i] * target[i];
      if (predicted[i] > predicted[likely]) likely = i;
      if (target[i] > target[truth]) truth = i;
      hits_ += (predicted[i] >= 0) == (target[i] > 0) ? 1 : 0;
    }
    topHits_ += likely == truth ? 1 : 0;
    ++samples_;
  }

  BaselineMetrics metrics() const {
    const double n = double(samples_), rows = double(away_.size());
    double squares = 0, r2 = 0;
    for (Index i = 0; i < away_.size(); ++i) {
      squares += away_[i];
      r2 += 1 - away_[i] / (squares_[i] - sum_[i] * sum_[i] / n);
    }
    BaselineMetrics metrics;
    const std::optional<double> mse = finite(squares / (n * rows));
    if (task_.kind == Task::Kind::regression) {
      metrics.mse = mse;
      metrics.r2 = finite(r2 / rows);
      if (isSquared_) metrics.loss = mse;
      return metrics;
    }
    metrics.accuracy = task_.classes() > 2 ? topHits_ / n : hits_ / (n * rows);
    if (hasSquares_) metrics.mse = metrics.loss = mse;
    return metrics;
  }

 private:
  const Task& task_;
  bool hasSquares_, isSquared_;
  Vector<double> away_, sum_, squares_;
  double hits_ = 0, topHits_ = 0;
  std::int64_t samples_ = 0;
};

double thresholdOf(double rcond, const Matrix<double>& X) {
  return rcond > 0 ? rcond : double(std::max(X.rows(), X.cols())) * 0x1p-52;
}

}  // namespace

LinearDesign::Decomposition LinearDesign::decomposed(const Matrix<double>& X) {
  constexpr unsigned kThin = Eigen::ComputeThinU | Eigen::ComputeThinV;
  const auto parts = [](const auto& svd) {
    return Decomposition{svd.matrixU(), svd.matrixV(), svd.singularValues()};
  };
  if (X.cols() <= kMostForJacobi) return parts(Eigen::JacobiSVD<Matrix<double>>(X, kThin));
  return parts(Eigen::BDCSVD<Matrix<double>>(X, kThin));
}

Result<LinearDesign> LinearDesign::make(const Prepared& prepared) {
  const std::int64_t features = prepared.inputs.inputs();
  const std::int64_t samples = std::int64_t(prepared.parts[0].size());
  if (features > maxFeatures || samples * (1 + features) > maxValues) {
    return Error{"too-large", "data",
                 std::to_string(samples) + " samples of " + std::to_string(features) +
                     " features: a linear model in closed form takes at most " +
                     std::to_string(maxFeatures) + " features and " + std::to_string(maxValues) +
                     " numbers"};
  }
  return LinearDesign(prepared);
}

LinearDesign::LinearDesign(const Prepared& prepared)
    : prepared_(&prepared),
      samples_(samplesOf<double>(prepared)),
      targets_(linearTargets(prepared)),
      X_(Index(prepared.parts[0].size()), 1 + prepared.inputs.inputs()),
      Y_(X_.rows(), targets_.rows()) {
  const std::span<const std::int32_t> train(prepared.parts[0]);
  Matrix<double> inputs(samples_.inputs(), kChunk), coded(samples_.outputs(), kChunk);
  for (std::size_t at = 0; at < train.size(); at += kChunk) {
    const auto chunk = train.subspan(at, std::min<std::size_t>(kChunk, train.size() - at));
    const Index n = Index(chunk.size());
    samples_.gather(chunk, inputs.leftCols(n), coded.leftCols(n));
    for (Index j = 0; j < n; ++j) {
      X_(Index(at) + j, 0) = 1;
      X_.row(Index(at) + j).tail(inputs.rows()) = inputs.col(j).transpose();
      Y_.row(Index(at) + j) = targets_.col(chunk[std::size_t(j)]).transpose();
    }
  }
}

const LinearDesign::Decomposition& LinearDesign::whole() {
  if (!whole_) whole_ = decomposed(X_);
  return *whole_;
}

const LinearDesign::Decomposition& LinearDesign::centred() {
  if (!centred_) {
    Matrix<double> X = X_.rightCols(X_.cols() - 1);
    for (Index j = 0; j < X.cols(); ++j) {
      const double* column = X.data() + j * X.rows();
      const double mean =
          orderedSum(X.rows(), [column](Index i) { return column[i]; }) / double(X.rows());
      X.col(j).array() -= mean;
    }
    centred_ = decomposed(X);
  }
  return *centred_;
}

Index LinearDesign::byQr(double rcond, Matrix<double>& beta) const {
  const Eigen::ColPivHouseholderQR<Matrix<double>> qr(X_);
  const double least = thresholdOf(rcond, X_) * std::abs(qr.matrixQR()(0, 0));
  Index rank = 0;
  const Index most = std::min({X_.rows(), X_.cols(), qr.nonzeroPivots()});
  while (rank < most && std::abs(qr.matrixQR()(rank, rank)) > least) ++rank;
  Matrix<double> turned = Y_;
  turned.applyOnTheLeft(qr.householderQ().setLength(qr.nonzeroPivots()).adjoint());
  Matrix<double> pivoted = Matrix<double>::Zero(X_.cols(), Y_.cols());
  pivoted.topRows(rank) = qr.matrixQR()
                              .topLeftCorner(rank, rank)
                              .template triangularView<Eigen::Upper>()
                              .solve(turned.topRows(rank));
  beta = qr.colsPermutation() * pivoted;
  return rank;
}

Index LinearDesign::bySingularValues(double rcond, ConstMatrixRef<double> Y, Matrix<double>& beta) {
  const Decomposition& svd = whole();
  const double least = thresholdOf(rcond, X_) * svd.values[0];
  Index rank = 0;
  while (rank < svd.values.size() && svd.values[rank] > least) ++rank;
  Matrix<double> shares = svd.U.leftCols(rank).transpose() * Y;
  for (Index i = 0; i < rank; ++i) shares.row(i) /= svd.values[i];
  beta = svd.V.leftCols(rank) * shares;
  return rank;
}

void LinearDesign::byNormalEquations(Matrix<double>& beta) const {
  const Matrix<double> gram = X_.transpose() * X_;
  beta = Eigen::LDLT<Matrix<double>>(gram).solve(X_.transpose() * Y_);
}

Index LinearDesign::byNormalPseudoInverse(double rcond, Matrix<double>& beta) const {
  const Matrix<double> gram = X_.transpose() * X_;
  const Eigen::SelfAdjointEigenSolver<Matrix<double>> eigen(gram);
  const Vector<double>& values = eigen.eigenvalues();  // ascending
  const double least = (rcond > 0 ? rcond : 1e-15) * values[values.size() - 1];
  Index rank = 0;
  while (rank < values.size() && values[values.size() - 1 - rank] > least) ++rank;
  Matrix<double> shares =
      eigen.eigenvectors().rightCols(rank).transpose() * (X_.transpose() * Y_).eval();
  for (Index i = 0; i < rank; ++i) shares.row(i) /= values[values.size() - rank + i];
  beta = eigen.eigenvectors().rightCols(rank) * shares;
  return rank;
}

LinearFit LinearDesign::solved(const LeastSquares& model) {
  Matrix<double> beta;
  Index rank = X_.cols();
  if (model.solver == "qr") {
    rank = byQr(model.rcond, beta);
  } else if (model.solver == "svd") {
    rank = bySingularValues(model.rcond, Y_, beta);
  } else if (model.solver == "normal-equations") {
    byNormalEquations(beta);
  } else {
    rank = byNormalPseudoInverse(model.rcond, beta);
  }
  return finished(beta, rank, double(rank));
}

LinearFit LinearDesign::solved(const Ridge& model) {
  const Decomposition& svd = centred();
  const Index n = X_.rows(), features = X_.cols() - 1;
  const double least = thresholdOf(0, X_) * (svd.values.size() > 0 ? svd.values[0] : 0);
  Matrix<double> shares = svd.U.transpose() * Y_;  // the columns of U have mean 0
  double freedom = 1;
  Index rank = 1;
  for (Index i = 0; i < svd.values.size(); ++i) {
    const double value = svd.values[i], square = value * value;
    // Without a penalty what is 0 but for rounding must not be divided by.
    const bool counts = value > least;
    rank += counts ? 1 : 0;
    const double damped = square + double(n) * model.lambda;
    shares.row(i) *= counts || model.lambda > 0 ? value / damped : 0;
    freedom += counts ? square / damped : 0;
  }
  Matrix<double> beta(X_.cols(), Y_.cols());
  beta.bottomRows(features) = svd.V * shares;
  for (Index k = 0; k < Y_.cols(); ++k) {
    beta(0, k) = orderedSum(n,
                            [&](Index i) {
                              double rest = Y_(i, k);
                              for (Index j = 0; j < features; ++j)
                                rest -= X_(i, 1 + j) * beta(1 + j, k);
                              return rest;
                            }) /
                 double(n);
  }
  return finished(beta, rank, freedom);
}

LinearFit LinearDesign::finished(const Matrix<double>& beta, Index rank, double freedom) const {
  LinearFit fit;
  fit.coefficients = beta.transpose();
  fit.rank = rank;
  fit.freedom = freedom;
  fit.norm = std::sqrt(orderedSum(beta.cols() * (beta.rows() - 1), [&](Index i) {
    const double c = beta(1 + i % (beta.rows() - 1), i / (beta.rows() - 1));
    return c * c;
  }));
  fit.metrics = measure(fit.coefficients);
  return fit;
}

double LinearDesign::condition() {
  const Vector<double>& values = whole().values;
  if (X_.rows() < X_.cols()) return std::numeric_limits<double>::infinity();
  return values[0] / values[values.size() - 1];
}

LinearFit LinearDesign::fit(const LinearModel& model) {
  return std::visit([this](const auto& m) { return solved(m); }, model);
}

LinearFit LinearDesign::closestTo(ConstMatrixRef<double> outputs, double& agreement) {
  const Matrix<double> Y = outputs.transpose();
  Matrix<double> beta;
  const Index rank = bySingularValues(0, Y, beta);
  agreement = 1;
  const Matrix<double> given = X_ * beta;
  for (Index k = 0; k < Y.cols(); ++k) {
    const double n = double(Y.rows());
    const double mean = orderedSum(Y.rows(), [&](Index i) { return Y(i, k); }) / n;
    double away = 0, around = 0;
    for (Index i = 0; i < Y.rows(); ++i) {
      away += (Y(i, k) - given(i, k)) * (Y(i, k) - given(i, k));
      around += (Y(i, k) - mean) * (Y(i, k) - mean);
    }
    if (around > 0) agreement = std::min(agreement, 1 - away / around);
  }
  LinearFit fit;
  fit.coefficients = beta.transpose();
  fit.rank = rank;
  fit.freedom = double(rank);
  return fit;
}

PartBaselines LinearDesign::measure(const Matrix<double>& coefficients) const {
  PartBaselines all;
  Matrix<double> inputs(samples_.inputs(), kChunk), coded(samples_.outputs(), kChunk);
  for (std::size_t part = 0; part < all.size(); ++part) {
    const std::span<const std::int32_t> samples(prepared_->parts[part]);
    if (samples.empty()) continue;
    Tally tally(*prepared_, coefficients.rows());
    for (std::size_t at = 0; at < samples.size(); at += kChunk) {
      const auto chunk = samples.subspan(at, std::min<std::size_t>(kChunk, samples.size() - at));
      const Index n = Index(chunk.size());
      samples_.gather(chunk, inputs.leftCols(n), coded.leftCols(n));
      const Matrix<double> predicted =
          (coefficients.rightCols(inputs.rows()) * inputs.leftCols(n)).colwise() +
          coefficients.col(0);
      for (Index j = 0; j < n; ++j) {
        tally.add(predicted.col(j), targets_.col(chunk[std::size_t(j)]));
      }
    }
    all[part] = tally.metrics();
  }
  return all;
}

Result<Spec> logisticRegression(const Prepared& prepared, std::string_view solver, double l2) {
  const Task& task = prepared.data->task;
  if (task.kind == Task::Kind::regression) {
    return Error{"conflict", "data", "logistic regression needs classes or labels"};
  }
  const bool many = task.classes() > 2;
  Spec spec = prepared.spec;
  LayerSpec output;
  output.units = many ? task.classes() : prepared.data->targets.rows();
  output.activation = many ? Activation(Softmax{}) : Activation(Sigmoid{});
  output.init = Zeros{};
  spec.layers = {output};
  spec.loss = many ? Loss(CrossEntropy{}) : Loss(BinaryCrossEntropy{});
  spec.schedule = Constant{};
  spec.batchSize = BatchSize{.full = true};
  spec.regularization = {.l2 = l2};
  spec.precision = Precision::automatic;
  spec.fault = "none";
  spec.changes.clear();
  // Classes that can be told apart have no optimum: then the loss tends to 0.
  spec.stop = {.epochs = 10'000, .loss = 1e-15, .gradient = 1e-10};
  if (solver == "irls") {
    spec.optimizer = LevenbergMarquardt{};
  } else if (solver == "lbfgs") {
    spec.optimizer = Lbfgs{};
  } else {
    return Error{"unknown-id", "solver", "the solver is irls or lbfgs"};
  }
  if (std::vector<Error> errors = check(spec); !errors.empty()) return errors.front();
  return spec;
}

std::optional<Matrix<double>> productOfLayers(const Network<double>& network,
                                              ConstVectorRef<double> theta) {
  Matrix<double> product = Matrix<double>::Zero(network.inputs(), 1 + network.inputs());
  product.rightCols(network.inputs()).setIdentity();
  for (Index l = 0; l < network.depth(); ++l) {
    const Layer& layer = network.layers()[std::size_t(l)];
    if (l + 1 < network.depth() && !is<Linear>(layer.activation)) return std::nullopt;
    const ConstLayerView<double> view = network.layer(theta, l);
    product = (view.W * product).eval();
    if (layer.bias) product.col(0) += view.b;
  }
  return product;
}

}  // namespace fallline
