// The optimizers: all of them, and the list.
#pragma once

#include <memory>

#include "fallline/component.h"
#include "fallline/faults.h"
#include "fallline/optimizer.h"
#include "fallline/optimizers/adagrad.h"
#include "fallline/optimizers/adam.h"
#include "fallline/optimizers/adamw.h"
#include "fallline/optimizers/conjugate_gradient.h"
#include "fallline/optimizers/layerwise_levenberg_marquardt.h"
#include "fallline/optimizers/layerwise_pseudo_inverse.h"
#include "fallline/optimizers/lbfgs.h"
#include "fallline/optimizers/levenberg_marquardt.h"
#include "fallline/optimizers/momentum.h"
#include "fallline/optimizers/nesterov.h"
#include "fallline/optimizers/rmsprop.h"
#include "fallline/optimizers/sgd.h"

namespace fallline {

using Optimizers =
    TypeList<Sgd, Momentum, Nesterov, Adagrad, Rmsprop, Adam, AdamW, Lbfgs, ConjugateGradient,
             LevenbergMarquardt, LayerwiseLevenbergMarquardt, LayerwisePseudoInverse>;
static_assert(uniqueIds(Optimizers{}));

/// One optimizer, with its parameters. (`Optimizer<S>` is one at work.)
using OptimizerChoice = OneOf<Optimizers>;

/// The method at work on that many parameters. Second-order methods exist in double only.
template <class S>
std::unique_ptr<Optimizer<S>> makeOptimizer(const OptimizerChoice& choice, Index parameters);

/// Takes over changed parameters of the same method and keeps its state.
template <class S>
void retune(Optimizer<S>& optimizer, const OptimizerChoice& choice);

/// The method with what a planted fault changes in it.
OptimizerChoice faulty(OptimizerChoice choice, const Deviation& deviation);

/// The learning rate as the Spec gives it, before any schedule; 0 for methods that find their own.
inline double baseRate(const OptimizerChoice& choice) {
  return std::visit(
      [](const auto& c) -> double {
        if constexpr (requires { c.learningRate; }) {
          return c.learningRate;
        } else {
          return 0;
        }
      },
      choice);
}

/// Whether the method is a form of Gauss-Newton, which only some losses have.
inline bool needsOutputCurvature(const OptimizerChoice& choice) {
  return std::visit([](const auto& c) { return requires { c.form; }; }, choice);
}

/// Whether the method divides by the slope of each output, which has to be a unit of its own.
inline bool needsSlopes(const OptimizerChoice& choice) {
  return std::holds_alternative<LayerwisePseudoInverse>(choice);
}

/// Whether the method works on the full batch only.
inline bool needsFullBatch(const OptimizerChoice& choice) {
  return std::visit([](const auto& c) { return c.needs == Needs::curvature; }, choice);
}

}  // namespace fallline
