// What every optimizer is: one step at a time on an Objective, with a state that can be kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fallline/known_outputs.h"
#include "fallline/objective.h"
#include "fallline/types.h"

namespace fallline {

/// How a single step ended.
enum class Status { running, converged, stalled, nonFinite, singular };

/// What one step did. Norms are computed when asked for (Optimizer::reportNorms), else 0; the
/// session adds the norm of the step.
struct StepReport {
  double loss = 0;          ///< of the batch, before the step, without penalty
  double gradientNorm = 0;  ///< Euclidean, of loss and penalty, before clipping
  double stepNorm = 0;      ///< Euclidean, of the change of the parameters
  double rate = 0;          ///< learning rate of this step
  double damping = 0;       ///< second-order methods: μ after the step
  double gainRatio = 0;     ///< second-order methods: actual over predicted decrease
  int evaluations = 0;      ///< passes over the batch for a value or a gradient
  int rejections = 0;       ///< trials that were not accepted
  Status status = Status::running;
  /// What only some methods know, in the order of a snapshot; the others leave it out.
  struct Extras {
    std::optional<double> accepted;    ///< trials that were: at most one, or one per layer
    std::optional<double> condition;   ///< a lower bound of that of the last system solved
    std::optional<double> cosine;      ///< of the angle between the step and −gradient
    std::optional<double> nonDescent;  ///< share of the steps so far along which the loss rises
    std::optional<double> largestDz;   ///< largest |ΔZ| that was asked of any layer
  } extras;
};

/// Which batches a method can work on.
enum class Needs {
  gradient,   ///< any batch
  curvature,  ///< the full batch only
};

/// A view of everything that must survive a snapshot. Vectors have the layout of the parameters.
template <class S>
struct OptimizerState {
  std::vector<Vector<S>*> vectors;
  std::vector<std::int64_t*> counters;
  std::vector<double*> numbers;
};

template <class S>
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  /// Once, before anything else: room for what is kept about the network's parameters.
  virtual void attach(const Network<S>&) {}
  /// A step is begun; what was prepared of another one and not taken is void.
  virtual void begin() {}
  /// Works on the step for about `work` multiply-adds; true when `step` has nothing left but to
  /// take it, and then `work` holds what is left. Theta must not change in between.
  virtual bool prepare(Objective<S>& objective, ConstVectorRef<S> theta, double& work) {
    return objective.prepare(theta, work);
  }
  /// One update of theta. The objective stands on its batch; theta is finite.
  virtual StepReport step(Objective<S>& objective, VectorRef<S> theta) = 0;
  virtual OptimizerState<S> state() = 0;
  /// Of the whole batch at the parameters that the latest step has led to, where the method has
  /// them; valid until the next step.
  virtual const KnownOutputs<S>* outputs() const { return nullptr; }
  /// Where and why the latest step ended as it did, when it was not finite or singular and the
  /// method knows more than the session can see; else empty.
  virtual std::string reason() const { return {}; }

  /// The learning rate of the next step: the schedule's answer.
  void setRate(double rate) { rate_ = rate; }
  /// Whether gradientNorm and stepNorm are wanted.
  void reportNorms(bool wanted) { reportNorms_ = wanted; }

 protected:
  double rate_ = 0;
  bool reportNorms_ = true;
};

}  // namespace fallline
