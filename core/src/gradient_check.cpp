#include "fallline/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "central_differences.h"
#include "fallline/faults.h"
#include "fallline/prepare.h"
#include "gradient_verdict.h"

namespace fallline {
namespace {

/// About the cube root of a rounding error is the best size; the sweep goes far to both sides.
std::span<const double> stepSizes(std::size_t precision) {
  static constexpr std::array<double, 11> wide{1e-1, 1e-2, 1e-3, 1e-4,  1e-5, 1e-6,
                                               1e-7, 1e-8, 1e-9, 1e-10, 1e-11};
  static constexpr std::array<double, 10> narrow{3e-1, 1e-1, 3e-2, 1e-2, 5e-3,
                                                 3e-3, 1e-3, 3e-4, 1e-4, 1e-5};
  return precision == 0 ? std::span<const double>(wide) : std::span<const double>(narrow);
}

/// Multiply-adds of a forward pass over the batch, and of the whole check, about.
constexpr double kPassWork = 2e6;
constexpr double kWholeWork = 3e9;
constexpr std::int64_t kFewestSamples = 4, kFewestElements = 4;

/// So many of the training samples, spread evenly.
std::vector<std::int32_t> spread(std::span<const std::int32_t> part, std::int64_t count) {
  std::vector<std::int32_t> chosen;
  chosen.reserve(std::size_t(count));
  const auto size = std::int64_t(part.size());
  for (std::int64_t i = 0; i < count; ++i) chosen.push_back(part[std::size_t(i * size / count)]);
  return chosen;
}

/// `count` of 0 … n − 1 without repetition, ascending.
std::vector<std::int64_t> draw(std::int64_t n, std::int64_t count, Random random) {
  std::vector<std::int64_t> chosen;
  // Each number is taken with the chance that leaves the right count for those behind it.
  for (std::int64_t i = 0; i < n && count > 0; ++i) {
    if (std::int64_t(random.below(std::uint64_t(n - i))) < count) {
      chosen.push_back(i);
      --count;
    }
  }
  return chosen;
}

template <class S>
struct Batch {
  Matrix<S> X, Y;
};

template <class S>
Batch<S> batchOf(const Prepared& prepared, std::span<const std::int32_t> chosen) {
  const Samples<S> samples = samplesOf<S>(prepared);
  Batch<S> batch{Matrix<S>(samples.inputs(), Index(chosen.size())),
                 Matrix<S>(samples.outputs(), Index(chosen.size()))};
  samples.gather(chosen, batch.X, batch.Y);
  return batch;
}

/// Backpropagation's gradient of a batch in the plain order, as a session computes it.
template <class S>
std::vector<double> gradientOf(const std::vector<Layer>& layers, const Deviation& deviation,
                               const std::vector<std::vector<Index>>& off, const Loss& loss,
                               const Penalty& penalty, const Batch<S>& batch,
                               const Vector<S>& theta) {
  Network<S> network(layers, deviation);
  for (std::size_t l = 0; l < off.size(); ++l) {
    for (const Index u : off[l]) network.switchUnit(Index(l), u, false);
  }
  const Samples<S> samples(batch.X, batch.Y);
  Objective<S> objective(network, samples, loss, penalty, Random(0));
  std::vector<std::int32_t> all(static_cast<std::size_t>(batch.X.cols()));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::int32_t(i);
  Vector<S> gradient(theta.size());
  objective.use(all, 0);
  objective.gradient(theta, gradient);
  std::vector<S> plain(std::size_t(theta.size()));
  network.toPlain(gradient, plain.data());
  return {plain.begin(), plain.end()};
}

}  // namespace

/// One parameter after the other: first all in double, then all in float.
class GradientChecker::Check {
 public:
  Check(const Session& session, const Options& options);
  bool advance(double work);
  double share() const { return allWork_ > 0 ? std::min(1.0, doneWork_ / allWork_) : 1; }
  const GradientReport& report() const { return report_; }

 private:
  template <class S>
  void prepareIn(const Prepared& prepared, std::span<const std::int32_t> chosen,
                 const std::vector<double>& parameters);
  void choosePlaces(std::int64_t most);
  template <class S>
  double measure(CentralDifferences<S>& differences);
  void finish();
  std::string kindOf() const;
  /// Where the mistake sits: it shows in the layer below one whose weights are not transposed.
  std::int64_t siteOf(const std::string& fault, std::int64_t highest) const;

  std::vector<Layer> layers_;
  std::vector<std::vector<Index>> off_;
  Loss loss_;
  Penalty penalty_;
  Deviation deviation_;
  std::vector<Index> offsets_;  ///< of the layers in the plain order
  Batch<double> batch_;
  Vector<double> theta_;
  std::optional<CentralDifferences<double>> wide_;
  std::optional<CentralDifferences<float>> narrow_;
  std::array<std::vector<double>, 2> gradient_;  ///< in double and in float, plain order
  std::array<std::vector<PartNumbers>, 2> numbers_;
  std::size_t precision_ = 0, part_ = 0, element_ = 0;  ///< what comes next
  double doneWork_ = 0, allWork_ = 0;
  GradientReport report_;
};

GradientChecker::Check::Check(const Session& session, const Options& options)
    : layers_(session.prepared().layers),
      off_(session.off()),
      loss_(*session.spec().loss),
      penalty_{session.spec().regularization.l1, session.spec().regularization.l2,
               session.spec().regularization.biases},
      deviation_(deviationOf(session.spec().fault)) {
  const Prepared& prepared = session.prepared();
  for (Layer& layer : layers_) layer.dropout = 0;
  Index offset = 0;
  double pass = 0;
  for (const Layer& layer : layers_) {
    offsets_.push_back(offset);
    offset += layer.parameters();
    pass += double(layer.weights()) + 12 * double(layer.units);
  }
  const auto train = std::int64_t(prepared.parts[0].size());
  const std::int64_t fitting = std::max(kFewestSamples, std::int64_t(kPassWork / pass));
  report_.samples = std::min({train, fitting, options.samples});
  const std::vector<std::int32_t> chosen = spread(prepared.parts[0], report_.samples);
  const std::vector<double> parameters = session.parameters();
  prepareIn<double>(prepared, chosen, parameters);
  prepareIn<float>(prepared, chosen, parameters);
  if (options.gradient.size() == parameters.size()) gradient_.fill(options.gradient);
  report_.loss = wide_->loss();
  for (std::size_t p = 0; p < 2; ++p) {
    report_.steps[p].assign(stepSizes(p).begin(), stepSizes(p).end());
  }
  choosePlaces(options.elements);
}

template <class S>
void GradientChecker::Check::prepareIn(const Prepared& prepared,
                                       std::span<const std::int32_t> chosen,
                                       const std::vector<double>& parameters) {
  Batch<S> batch = batchOf<S>(prepared, chosen);
  const std::vector<S> plain(parameters.begin(), parameters.end());
  Vector<S> theta(Index(plain.size()));
  Network<S>(layers_).fromPlain(plain.data(), theta);
  std::vector<double> gradient =
      gradientOf<S>(layers_, deviation_, off_, loss_, penalty_, batch, theta);
  if constexpr (std::is_same_v<S, double>) {
    gradient_[0] = std::move(gradient);
    wide_.emplace(layers_, off_, loss_, penalty_, batch.X, batch.Y, theta);
    batch_ = std::move(batch);
    theta_ = std::move(theta);
  } else {
    gradient_[1] = std::move(gradient);
    narrow_.emplace(layers_, off_, loss_, penalty_, std::move(batch.X), std::move(batch.Y),
                    std::move(theta));
  }
}

/// Which parameters of every part are looked at: all, or so many that the work stays bounded.
void GradientChecker::Check::choosePlaces(std::int64_t most) {
  const auto isOff = [&](std::size_t l, std::int64_t unit) {
    return std::find(off_[l].begin(), off_[l].end(), Index(unit)) != off_[l].end();
  };
  const double budget = kWholeWork / (2 * double(layers_.size()));
  const Random random = Random(1).fork("gradient-check");
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer& layer = layers_[l];
    const double each = wide_->work(Index(l)) * double(stepSizes(0).size() + stepSizes(1).size());
    const auto affordable = std::int64_t(std::min(budget / each, 1e9));
    for (const bool bias : {false, true}) {
      if (bias && !layer.bias) continue;
      GradientPart part;
      part.layer = std::int64_t(l);
      part.bias = bias;
      part.inputs = layer.inputs;
      part.parameters = bias ? layer.units : layer.weights();
      const std::int64_t first = offsets_[l] + (bias ? layer.weights() : 0);
      const std::int64_t count = std::min(most, std::max(kFewestElements, affordable));
      for (const std::int64_t i :
           draw(part.parameters, count, random.fork(l).fork(std::uint64_t(bias)))) {
        const std::int64_t unit = bias ? i : i / layer.inputs, input = i % layer.inputs;
        // What leads into or out of a unit that is off stays as it is.
        if (isOff(l, unit) || (!bias && l > 0 && isOff(l - 1, input))) continue;
        part.places.push_back(first + i);
      }
      for (std::size_t p = 0; p < 2; ++p) {
        PartNumbers numbers;
        for (const std::int64_t place : part.places) {
          numbers.gradient.push_back(gradient_[p][std::size_t(place)]);
        }
        numbers.steps = stepSizes(p).size();
        numbers.slopes.resize(numbers.steps * part.places.size());
        numbers.crossed.resize(numbers.slopes.size());
        numbers_[p].push_back(std::move(numbers));
      }
      allWork_ += each * double(part.places.size());
      report_.parts.push_back(std::move(part));
    }
  }
}

/// The next parameter at every step size; gives the work it took.
template <class S>
double GradientChecker::Check::measure(CentralDifferences<S>& differences) {
  const GradientPart& part = report_.parts[part_];
  const auto l = std::size_t(part.layer);
  const Layer& layer = layers_[l];
  const auto at = Index(part.places[element_]) - offsets_[l];
  const Index row = part.bias ? at - layer.weights() : at / layer.inputs;
  const Index column = part.bias ? layer.inputs : at % layer.inputs;
  const std::span<const double> steps = stepSizes(precision_);
  PartNumbers& numbers = numbers_[precision_][part_];
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const auto slope = differences.at(Index(l), row, column, steps[k]);
    numbers.slopes[k * part.places.size() + element_] = slope.value;
    numbers.crossed[k * part.places.size() + element_] = slope.crossesKink;
  }
  ++element_;
  return differences.work(Index(l)) * double(steps.size());
}

bool GradientChecker::Check::advance(double work) {
  while (precision_ < 2) {
    if (part_ == report_.parts.size()) {
      part_ = 0;
      if (++precision_ == 2) finish();
      continue;
    }
    if (element_ == report_.parts[part_].places.size()) {
      element_ = 0;
      ++part_;
      continue;
    }
    if (work <= 0) return false;
    const double spent = precision_ == 0 ? measure(*wide_) : measure(*narrow_);
    work -= spent;
    doneWork_ += spent;
  }
  return true;
}

void GradientChecker::Check::finish() {
  std::int64_t highest = -1;
  bool sure = true;
  for (std::size_t i = 0; i < report_.parts.size(); ++i) {
    GradientPart& part = report_.parts[i];
    judge(numbers_[0][i], numbers_[1][i], report_.steps[0], report_.loss, part);
    if (part.verdict == GradientVerdict::wrong) highest = std::max(highest, part.layer);
    sure = sure && part.verdict != GradientVerdict::unsure;
  }
  numbers_ = {};
  if (highest < 0) {
    report_.verdict = sure ? GradientVerdict::right : GradientVerdict::unsure;
    return;
  }
  report_.verdict = GradientVerdict::wrong;
  report_.fault = kindOf();
  report_.layer = siteOf(report_.fault, highest);
}

/// The planted fault that gives the gradient that was found.
std::string GradientChecker::Check::kindOf() const {
  const std::vector<double>& found = gradient_[0];
  static constexpr auto ids = idsOf(Faults{});
  for (const std::string_view id : ids) {
    const Deviation deviation = deviationOf(id);
    if (!deviation.changesGradient()) continue;
    const std::vector<double> planted =
        gradientOf<double>(layers_, deviation, off_, loss_, penalty_, batch_, theta_);
    if (differ(found, planted) <= kSameGradient) return std::string(id);
  }
  return "other";
}

std::int64_t GradientChecker::Check::siteOf(const std::string& fault, std::int64_t highest) const {
  return deviationOf(fault).untransposed ? highest + 1 : highest;
}

GradientChecker::GradientChecker(const Session& session) : GradientChecker(session, Options{}) {}
GradientChecker::GradientChecker(const Session& session, const Options& options)
    : check_(std::make_unique<Check>(session, options)) {}
GradientChecker::~GradientChecker() = default;

bool GradientChecker::advance(double work) { return check_->advance(work); }
double GradientChecker::share() const { return check_->share(); }
const GradientReport& GradientChecker::report() const { return check_->report(); }

GradientReport checkGradient(const Session& session, const GradientChecker::Options& options) {
  GradientChecker checker(session, options);
  while (!checker.advance(HUGE_VAL)) {
  }
  return checker.report();
}

}  // namespace fallline
