// Linear models of the features that the network sees, solved in closed form: what a network has to
// beat. They learn from the training part alone and are measured as the network is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fallline/baseline.h"
#include "fallline/component.h"
#include "fallline/network.h"
#include "fallline/prepare.h"
#include "fallline/result.h"

namespace fallline {

/// min ‖X β − y‖² with X = [1 features], a sample a row.
struct LeastSquares {
  static constexpr Info info{"ols", "Least squares", "β = argmin ‖X β − y‖²",
                             "The best linear function of the features on the training part.",
                             "Legendre 1805, Gauss 1809"};
  std::string solver = "qr";
  double rcond = 0;
  template <class V>
  static constexpr void fields(V&& v) {
    using T = LeastSquares;
    v("solver", &T::solver, Choices{"qr", "svd", "normal-equations", "normal-equations-pinv"},
      "QR with column pivots, singular values, XᵀX β = Xᵀy by Cholesky, or by its pseudo-inverse.");
    v("rcond", &T::rcond, Range::logarithmic(1e-17, 1e-2).within(0, 1),
      "What is below that share of the largest pivot or singular value counts as 0; of the largest "
      "eigenvalue for the pseudo-inverse. 0: max(rows, columns) · 2⁻⁵², and 1e-15 there.");
  }
};

/// min ‖X β − y‖² / n + λ ‖β‖², the constant free.
struct Ridge {
  static constexpr Info info{"ridge", "Ridge", "β = argmin ‖X β − y‖² / n + λ ‖β‖²",
                             "Least squares that prefers small coefficients.",
                             "Hoerl & Kennard 1970"};
  double lambda = 1e-4;
  template <class V>
  static constexpr void fields(V&& v) {
    v("lambda", &Ridge::lambda, Range::logarithmic(1e-12, 100).within(0, 1e12),
      "Weight of ‖β‖²: half of what regularization.l2 is with the mean squared error, and 1/n of "
      "scikit-learn’s alpha.");
  }
};

using LinearModels = TypeList<LeastSquares, Ridge>;
static_assert(uniqueIds(LinearModels{}));
using LinearModel = OneOf<LinearModels>;

/// A fitted linear model. Targets are numbers in their own units; of two classes and of labels −1
/// and 1, of more classes one row each of 0 and 1, of which the largest decides.
struct LinearFit {
  Matrix<double> coefficients;  ///< outputs × (1 + features): the constant, then one per feature as
                                ///< the network sees it
  Index rank = 0;               ///< directions that the solver did not count as 0; the constant's
                                ///< is one
  double freedom = 0;           ///< effective degrees of freedom: the rank, or less for ridge
  double norm = 0;              ///< Euclidean, of all coefficients but the constants
  PartBaselines metrics;
};

/// The data of a Spec as design matrices; decomposed once for many fits.
class LinearDesign {
 public:
  static constexpr Index maxFeatures = 1200;
  static constexpr std::int64_t maxValues = 20'000'000;  ///< training samples × (1 + features)

  /// An Error of code "too-large" where the matrix would be: path "data". `prepared` must outlive
  /// the design.
  static Result<LinearDesign> make(const Prepared& prepared);

  /// Largest over smallest singular value of X; ∞ where that is 0.
  double condition();

  LinearFit fit(const LinearModel& model);
  /// The linear function closest to what a network gives for the training samples: outputs ×
  /// training samples, in the order of the training part and in the network's own coding of
  /// targets. `agreement` is the share of its variation that the function explains, the smallest of
  /// the outputs; 1 for a constant one.
  LinearFit closestTo(ConstMatrixRef<double> outputs, double& agreement);

 private:
  struct Decomposition {
    Matrix<double> U, V;  // thin
    Vector<double> values;
  };

  explicit LinearDesign(const Prepared& prepared);
  static Decomposition decomposed(const Matrix<double>& X);
  const Decomposition& whole();
  const Decomposition& centred();
  Index byQr(double rcond, Matrix<double>& beta) const;
  Index bySingularValues(double rcond, ConstMatrixRef<double> Y, Matrix<double>& beta);
  void byNormalEquations(Matrix<double>& beta) const;
  Index byNormalPseudoInverse(double rcond, Matrix<double>& beta) const;
  LinearFit solved(const LeastSquares& model);
  LinearFit solved(const Ridge& model);
  /// With norm and metrics; beta is (1 + features) × outputs.
  LinearFit finished(const Matrix<double>& beta, Index rank, double freedom) const;
  PartBaselines measure(const Matrix<double>& coefficients) const;

  const Prepared* prepared_;
  Samples<double> samples_;
  Matrix<double> targets_;  // outputs × all samples
  Matrix<double> X_;        // training samples × (1 + features)
  Matrix<double> Y_;        // training samples × outputs
  std::optional<Decomposition> whole_, centred_;
};

/// The Spec of a network without hidden layers on the same data, which is logistic regression (of
/// several classes: with softmax), trained to its optimum: `solver` is "irls", Newton's method,
/// here damped as Levenberg and Marquardt have it, or "lbfgs". `l2` is regularization.l2, without
/// biases. An Error for targets that are numbers.
Result<Spec> logisticRegression(const Prepared& prepared, std::string_view solver, double l2);

/// W_L … W₁ and what it adds, where every hidden layer is linear: outputs × (1 + features), of the
/// last layer's pre-activations. Nothing where a hidden layer bends.
std::optional<Matrix<double>> productOfLayers(const Network<double>& network,
                                              ConstVectorRef<double> theta);

}  // namespace fallline
