#include "fallline/optimizers/lbfgs.h"

#include <algorithm>
#include <vector>

#include "fallline/second_order/search_method.h"
#include "vectors.h"

namespace fallline {
namespace {

class LbfgsMethod final : public SearchMethod {
 public:
  explicit LbfgsMethod(const Lbfgs& choice) : pairs_(std::size_t(choice.memory)) {}

  /// With room for another number of pairs it begins to remember anew.
  void retune(const Lbfgs& choice) {
    if (std::size_t(choice.memory) == pairs_.size()) return;
    const Index parameters = pairs_[0].s.size();
    pairs_.assign(std::size_t(choice.memory), {});
    resize(parameters);
    newest_ = count_ = 0;
  }

 private:
  struct Pair {
    Vector<double> s, y;
    double sy = 0;
  };

  double curvature() const override { return 0.9; }

  /// The two-loop recursion, from the newest pair to the oldest and back.
  void direction(const Vector<double>& gradient, Vector<double>& d) override {
    d = -gradient;
    for (std::int64_t k = 0; k < count_; ++k) {
      const Pair& p = pair(k);
      alphas_[std::size_t(k)] = dot(p.s, d) / p.sy;
      d -= alphas_[std::size_t(k)] * p.y;
    }
    if (count_ > 0) d *= pair(0).sy / dot(pair(0).y, pair(0).y);
    for (std::int64_t k = count_ - 1; k >= 0; --k) {
      const Pair& p = pair(k);
      d += (alphas_[std::size_t(k)] - dot(p.y, d) / p.sy) * p.s;
    }
  }

  void remember(const Vector<double>& s, const Vector<double>& y, const Vector<double>&) override {
    const double sy = dot(s, y);
    if (!(sy > 1e-300)) return;  // the Wolfe conditions make it positive, rounding may not
    newest_ = (newest_ + 1) % std::int64_t(pairs_.size());
    Pair& p = pairs_[std::size_t(newest_)];
    p.s = s;
    p.y = y;
    p.sy = sy;
    count_ = std::min(count_ + 1, std::int64_t(pairs_.size()));
  }

  void forget() override { count_ = 0; }

  double firstAlpha(const Vector<double>& gradient, const LinePoint&) const override {
    return count_ > 0 ? 1 : std::min(1.0, 1 / norm<double>(gradient));
  }

  void resize(Index parameters) override {
    for (Pair& p : pairs_) p.s = p.y = Vector<double>::Zero(parameters);
    alphas_.resize(pairs_.size());
  }

  void addState(OptimizerState<double>& all) override {
    for (Pair& p : pairs_) {
      all.vectors.push_back(&p.s);
      all.vectors.push_back(&p.y);
      all.numbers.push_back(&p.sy);
    }
    all.counters.push_back(&newest_);
    all.counters.push_back(&count_);
  }

  /// k = 0 is the newest.
  const Pair& pair(std::int64_t k) const {
    const auto size = std::int64_t(pairs_.size());
    return pairs_[std::size_t((newest_ - k + size) % size)];
  }

  std::vector<Pair> pairs_;
  std::vector<double> alphas_;
  std::int64_t newest_ = 0, count_ = 0;
};

}  // namespace

std::unique_ptr<Optimizer<double>> Lbfgs::method() const {
  return std::make_unique<LbfgsMethod>(*this);
}

void Lbfgs::retune(Optimizer<double>& method) const {
  static_cast<LbfgsMethod&>(method).retune(*this);
}

}  // namespace fallline
