// The first-order methods share one step: gradient, clipping, an update of each parameter by
// itself.
#pragma once

#include <array>
#include <cmath>

#include "fallline/component.h"
#include "fallline/optimizer.h"
#include "fallline/ordered.h"

namespace fallline {

/// Rule is a component with
///   double learningRate, clipNorm;
///   static constexpr int slots;                      vectors of state: v, m, s …
///   template <class S> struct Update {
///     Update(const Rule&, double rate, std::int64_t step);            step counts from 1
///     S operator()(S theta, S g, std::array<S, slots>& state) const;  the new parameter
///   };
/// and perhaps a double weightDecay that does not pass through the gradient.
template <class S, class Rule>
class ElementwiseMethod final : public Optimizer<S> {
 public:
  ElementwiseMethod(const Rule& rule, Index parameters)
      : rule_(rule), gradient_(Vector<S>::Zero(parameters)) {
    for (Vector<S>& slot : slots_) slot = Vector<S>::Zero(parameters);
  }

  /// Takes over other parameters of the method and keeps its state.
  void retune(const Rule& rule) { rule_ = rule; }

  StepReport step(Objective<S>& objective, VectorRef<S> theta) override {
    StepReport report;
    report.rate = this->rate_;
    report.loss = objective.gradient(theta, gradient_);
    report.evaluations = 1;
    if (!std::isfinite(report.loss)) {
      report.status = Status::nonFinite;
      return report;
    }
    S factor = S(1);
    if (this->reportNorms_ || rule_.clipNorm > 0) {
      report.gradientNorm = norm<S>(gradient_);
      if (rule_.clipNorm > 0 && report.gradientNorm > rule_.clipNorm) {
        factor = S(rule_.clipNorm / report.gradientNorm);
      }
    }
    ++steps_;
    if constexpr (requires { rule_.weightDecay; }) {
      const S shrink = S(1 - this->rate_ * rule_.weightDecay);
      objective.forPenalised([&](Index from, Index count) {
        for (Index i = from; i < from + count; ++i) theta[i] *= shrink;
      });
    }
    update(typename Rule::template Update<S>(rule_, this->rate_, steps_), factor, theta);
    return report;
  }

  OptimizerState<S> state() override {
    OptimizerState<S> all{{}, {&steps_}, {}};
    for (Vector<S>& slot : slots_) all.vectors.push_back(&slot);
    return all;
  }

 private:
  /// Pointers and the rule are locals, so that the loop has nothing to reload.
  void update(const typename Rule::template Update<S> rule, const S factor, VectorRef<S> theta) {
    S* const t = theta.data();
    const S* const g = gradient_.data();
    std::array<S*, Rule::slots> slots;
    for (std::size_t k = 0; k < slots.size(); ++k) slots[k] = slots_[k].data();
    const Index n = theta.size();
    for (Index i = 0; i < n; ++i) {
      std::array<S, Rule::slots> state;
      for (std::size_t k = 0; k < state.size(); ++k) state[k] = slots[k][i];
      t[i] = rule(t[i], factor * g[i], state);
      for (std::size_t k = 0; k < state.size(); ++k) slots[k][i] = state[k];
    }
  }

  Rule rule_;
  Vector<S> gradient_;
  std::array<Vector<S>, Rule::slots> slots_;
  std::int64_t steps_ = 0;
};

namespace detail {
/// The two parameters that every first-order method has.
template <class T, class V>
constexpr void commonFields(V&& v) {
  v("learningRate", &T::learningRate, Range::logarithmic(1e-6, 10).within(0, 1e6), "Step size η.");
}
template <class T, class V>
constexpr void clippingField(V&& v) {
  v("clipNorm", &T::clipNorm, Range::linear(0, 10).within(0, 1e12),
    "Longest gradient that is let through, as a norm; 0 lets all through.");
}
constexpr Range kDecayRate = Range::linear(0, 0.999).within(0, 1 - 1e-12);
constexpr Range kEpsilon = Range::logarithmic(1e-12, 1e-1).within(0, 1);
}  // namespace detail

}  // namespace fallline
