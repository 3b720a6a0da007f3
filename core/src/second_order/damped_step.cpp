#include "fallline/second_order/damped_step.h"

#include <cmath>

namespace fallline {

bool DampedStep::advance(DampedProblem& problem, Damping& damping, const DampingOptions& options,
                         double& work) {
  for (;;) {
    switch (phase_) {
      case Phase::linearize: {
        if (!problem.linearize(work)) return false;
        if (!std::isfinite(problem.value())) return end(Status::nonFinite);
        if (problem.value() == 0) return end(Status::converged);
        damping.begin(options.tau, problem.largestDiagonal());
        phase_ = Phase::solve;
        break;
      }
      case Phase::solve: {
        bool solved = false;
        if (!problem.solve(damping.mu, work, solved)) return false;
        if (!solved) {
          if (!refuse(damping, options)) return end(Status::stalled);
          break;
        }
        // Below a unit in the last place of F a decrease cannot be seen any more.
        if (!(problem.predictedDecrease() > 0x1p-52 * problem.value())) {
          return end(Status::converged);
        }
        phase_ = Phase::evaluate;
        break;
      }
      case Phase::evaluate: {
        if (!problem.tryStep(work)) return false;
        ++outcome_.trials;
        outcome_.gainRatio = (problem.value() - problem.triedValue()) / problem.predictedDecrease();
        if (outcome_.gainRatio > options.leastGain) {  // false for NaN
          problem.accept();
          damping.accept(options.rule, outcome_.gainRatio);
          return end(Status::running);
        }
        if (!refuse(damping, options)) return end(Status::stalled);
        break;
      }
    }
  }
}

}  // namespace fallline
