#include "fallline/reference_update.h"

#include <cmath>
#include <utility>

#include "fallline/ordered.h"

namespace fallline {
namespace {

double power(double base, std::int64_t exponent) {
  double product = 1;
  for (std::int64_t i = 0; i < exponent; ++i) product *= base;
  return product;
}

/// What a formula sees of one parameter; v and s are its state.
struct Place {
  double theta, g, rate;
  double &v, &s;
  std::int64_t t;
  bool decays;
};

double change(const Sgd&, const Place& p) { return -p.rate * p.g; }

/// v = μ v + g.
double change(const Momentum& c, const Place& p) {
  p.v = c.momentum * p.v + p.g;
  return -p.rate * p.v;
}

/// v = μ v + g, and the step looks one velocity ahead.
double change(const Nesterov& c, const Place& p) {
  p.v = c.momentum * p.v + p.g;
  return -p.rate * (p.g + c.momentum * p.v);
}

/// s = Σ g².
double change(const Adagrad& c, const Place& p) {
  p.s += p.g * p.g;
  return p.g == 0 ? 0 : -p.rate * p.g / (std::sqrt(p.s) + c.epsilon);
}

/// s: moving mean of g².
double change(const Rmsprop& c, const Place& p) {
  p.s = c.alpha * p.s + (1 - c.alpha) * p.g * p.g;
  return p.g == 0 ? 0 : -p.rate * p.g / (std::sqrt(p.s) + c.epsilon);
}

/// m and s are moving means of g and g², each divided by the weight that it has gathered so far.
double moments(double beta1, double beta2, double epsilon, const Place& p) {
  p.v = beta1 * p.v + (1 - beta1) * p.g;
  p.s = beta2 * p.s + (1 - beta2) * p.g * p.g;
  const double mean = p.v / (1 - power(beta1, p.t));
  const double root = std::sqrt(p.s / (1 - power(beta2, p.t))) + epsilon;
  return root > 0 ? -p.rate * mean / root : 0;
}

double change(const Adam& c, const Place& p) { return moments(c.beta1, c.beta2, c.epsilon, p); }

double change(const AdamW& c, const Place& p) {
  const double decay = p.decays ? -p.rate * c.weightDecay * p.theta : 0;
  return decay + moments(c.beta1, c.beta2, c.epsilon, p);
}

template <class C>
constexpr bool hasFormula = requires(const C& c, const Place& p) { change(c, p); };

}  // namespace

ReferenceUpdate::ReferenceUpdate(OptimizerChoice choice, std::vector<bool> decays)
    : choice_(std::move(choice)),
      decays_(std::move(decays)),
      first_(Vector<double>::Zero(Index(decays_.size()))),
      second_(first_) {}

bool ReferenceUpdate::exists(const OptimizerChoice& choice) {
  return std::visit([]<class C>(const C&) { return hasFormula<C>; }, choice);
}

Vector<double> ReferenceUpdate::step(ConstVectorRef<double> theta, ConstVectorRef<double> gradient,
                                     double rate) {
  ++steps_;
  Vector<double> all = Vector<double>::Zero(theta.size());
  std::visit(
      [&]<class C>(const C& c) {
        if constexpr (hasFormula<C>) {
          const double length = norm<double>(gradient);
          const double clip = c.clipNorm > 0 && length > c.clipNorm ? c.clipNorm / length : 1;
          for (Index i = 0; i < theta.size(); ++i) {
            all[i] = change(c, Place{theta[i], clip * gradient[i], rate, first_[i], second_[i],
                                     steps_, decays_[std::size_t(i)]});
          }
        }
      },
      choice_);
  return all;
}

}  // namespace fallline
