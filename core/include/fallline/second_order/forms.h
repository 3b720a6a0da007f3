// The three ways to solve (G + μD) h = −g, all for the same step.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "fallline/objective.h"
#include "fallline/second_order/cholesky.h"
#include "fallline/second_order/curvature_pass.h"

namespace fallline {

/// Which linear system is solved.
enum class Form {
  automatic,
  primal,             ///< n × n for n parameters: few parameters
  dual,               ///< mC × mC for m samples of C outputs: few samples; J is never built
  conjugateGradient,  ///< matrix-free, one product a pass: many of both
};

/// By its name in a Spec, and back.
Form formOf(std::string_view name);
std::string_view nameOf(Form form);

/// The form that fits best: primal for up to 2000 parameters and no more than there are rows, dual
/// for up to 1500 rows, otherwise conjugate gradient.
Form chooseForm(std::int64_t parameters, std::int64_t rows);
/// Bytes that the form holds for a system over that many layers, about.
double bytesOf(Form form, std::int64_t parameters, std::int64_t rows, std::int64_t layers);
/// More than this is refused.
inline constexpr double kLargestForm = 512e6;

/// The present point as a form sees it.
struct Linearization {
  ConstVectorRef<double> theta;     ///< of the pass's network
  ConstVectorRef<double> gradient;  ///< g of the free layers, penalty included
  ConstVectorRef<double> residual;  ///< r, row by row
  const Vector<double>& scales;     ///< s of each free layer
  const Penalty& penalty;
};

/// Collects the curvature at a point, chunk by chunk, and solves for steps.
class CurvatureForm {
 public:
  virtual ~CurvatureForm() = default;
  virtual void begin() {}
  /// The chunk at `first`, after pass.backwardSeed(c).
  virtual void addRows(const CurvaturePass&, Index /*first*/, Index /*c*/) {}
  /// Whatever remains to be done before the first step; true when done.
  virtual bool finish(CurvaturePass&, const Linearization&, double& /*work*/) { return true; }
  /// h for that damping; true when over, and then `solved` says whether there is one.
  virtual bool solve(double mu, CurvaturePass& pass, const Linearization& at, VectorRef<double> h,
                     double& work, bool& solved) = 0;
  /// Of the matrix that was factored last, at least.
  virtual std::optional<double> conditionEstimate() const { return {}; }
};

struct FormOptions {
  bool constantInputs = true;     ///< the source gives the same inputs for ever
  double tolerance = 0;           ///< of conjugate gradient: |residual| / |g|; 0: min(½, √|g|)
  std::int64_t iterations = 100;  ///< of conjugate gradient, at most
};
std::unique_ptr<CurvatureForm> makeForm(Form form, const CurvaturePass& pass,
                                        const FormOptions& options);

/// The diagonal of μD + λ: μ s_l on layer l, plus l2 where it is penalised.
void dampingDiagonal(const CurvaturePass& pass, const Linearization& at, double mu,
                     VectorRef<double> diagonal);

}  // namespace fallline
