// How the learning rate changes while training goes on, and the list of the ways.
#pragma once

#include <cmath>
#include <cstdint>

#include "fallline/component.h"
#include "fallline/math.h"

namespace fallline {

/// Where training stands when a step is about to be taken.
struct TrainingTime {
  std::int64_t epoch = 0;          ///< full passes so far: e
  std::int64_t stepsPerEpoch = 1;  ///< mini-batches of a pass: m
  double passes = 0;               ///< passes so far with the fraction of the one under way
  std::int64_t epochs = 0;         ///< as many as the stop rule allows, 0 without one
};

/// A schedule is a component with `double rate(double base, const TrainingTime&) const`.

struct Constant {
  static constexpr Info info{"constant", "Constant", "η = η₀", "The rate stays as it is.",
                             "Robbins & Monro 1951"};
  double rate(double base, const TrainingTime&) const { return base; }
};

struct InverseTime {
  static constexpr Info info{"inverse-time", "Inverse time", "η = η₀ / (e·m + 1)",
                             "Falls so quickly that all later epochs together weigh about as much "
                             "as the first.",
                             "Robbins & Monro 1951; e epochs so far, m mini-batches per epoch"};
  double rate(double base, const TrainingTime& t) const {
    return base / (double(t.epoch) * double(t.stepsPerEpoch) + 1);
  }
};

struct Exponential {
  static constexpr Info info{"exponential", "Exponential", "η = η₀ γᵉ",
                             "Every epoch takes the same share off.", "PyTorch's ExponentialLR"};
  double gamma = 0.97;
  template <class V>
  static constexpr void fields(V&& v) {
    v("gamma", &Exponential::gamma, Range::linear(0.5, 1).within(0, 1), "Factor per epoch.");
  }
  double rate(double base, const TrainingTime& t) const {
    return base * math::powi(gamma, t.epoch);
  }
};

struct StepDecay {
  static constexpr Info info{"step", "Step", "η = η₀ γ^⌊e / s⌋",
                             "Drops by a factor after every s epochs.", "PyTorch's StepLR"};
  std::int64_t stepSize = 25;
  double gamma = 0.5;
  template <class V>
  static constexpr void fields(V&& v) {
    v("stepSize", &StepDecay::stepSize, Range::logarithmic(1, 1000).within(1, 1e9),
      "Epochs between two drops: s.");
    v("gamma", &StepDecay::gamma, Range::linear(0.05, 1).within(0, 1), "Factor of a drop.");
  }
  double rate(double base, const TrainingTime& t) const {
    return base * math::powi(gamma, t.epoch / stepSize);
  }
};

namespace detail {
/// From 1 to 0 along half a cosine while x goes from 0 to 1, and 0 from there on.
inline double cosineFall(double x) {
  constexpr double pi = 3.14159265358979323846;
  return x < 1 ? 0.5 * (1 + math::cos(pi * x)) : 0;
}
}  // namespace detail

struct Cosine {
  static constexpr Info info{"cosine", "Cosine", "η = η₀ · ½(1 + cos(π t / T))",
                             "Falls slowly, then quickly, then slowly to 0 at epoch T.",
                             "Loshchilov & Hutter 2017"};
  std::int64_t epochs = 0;
  template <class V>
  static constexpr void fields(V&& v) {
    v("epochs", &Cosine::epochs, Range::linear(0, 1000).within(0, 1e9),
      "Length T; 0 takes the epochs of the stop rule, or 100 without one.");
  }
  double rate(double base, const TrainingTime& t) const {
    return base * detail::cosineFall(t.passes / length(epochs, t));
  }
  static double length(std::int64_t own, const TrainingTime& t) {
    return double(own > 0 ? own : (t.epochs > 0 ? t.epochs : 100));
  }
};

struct WarmupCosine {
  static constexpr Info info{"warmup-cosine", "Warm-up, then cosine",
                             "η = η₀ t / w for t < w, then η₀ · ½(1 + cos(π (t − w) / (T − w)))",
                             "Climbs from 0 during the first epochs, then falls like a cosine.",
                             "Goyal et al. 2017"};
  std::int64_t warmup = 5;
  std::int64_t epochs = 0;
  template <class V>
  static constexpr void fields(V&& v) {
    v("warmup", &WarmupCosine::warmup, Range::linear(0, 50).within(0, 1e9), "Epochs of climb: w.");
    v("epochs", &WarmupCosine::epochs, Range::linear(0, 1000).within(0, 1e9),
      "Length T; 0 takes the epochs of the stop rule, or 100 without one.");
  }
  /// The climb counts the step about to be taken by its half, so that the first one is not 0.
  double rate(double base, const TrainingTime& t) const {
    const double w = double(warmup), total = Cosine::length(epochs, t);
    if (t.passes < w) return base * (t.passes + 0.5 / double(t.stepsPerEpoch)) / w;
    return total > w ? base * detail::cosineFall((t.passes - w) / (total - w)) : 0;
  }
};

using Schedules = TypeList<Constant, InverseTime, Exponential, StepDecay, Cosine, WarmupCosine>;
static_assert(uniqueIds(Schedules{}));

/// One schedule, with its parameters.
using Schedule = OneOf<Schedules>;

}  // namespace fallline
