#include "lesson/quantities.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fallline/baseline.h"
#include "fallline/datasets.h"
#include "fallline/linear_report.h"

namespace fallline {
namespace {

using json::Json;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double orNone(const std::optional<double>& x) { return x ? *x : kNoNumber; }

// --- metrics ---------------------------------------------------------------------------------

double none(const BaselineMetrics&) { return kNoNumber; }
constexpr MetricKind kMetrics[] = {
    {"loss", [](const Metrics& m) { return m.loss; },
     [](const BaselineMetrics& m) { return orNone(m.loss); }},
    {"mse", [](const Metrics& m) { return orNone(m.mse); },
     [](const BaselineMetrics& m) { return orNone(m.mse); }},
    {"r2", [](const Metrics& m) { return orNone(m.r2); },
     [](const BaselineMetrics& m) { return orNone(m.r2); }},
    {"accuracy", [](const Metrics& m) { return orNone(m.accuracy); },
     [](const BaselineMetrics& m) { return orNone(m.accuracy); }},
    {"cross-entropy", [](const Metrics& m) { return orNone(m.crossEntropy); },
     [](const BaselineMetrics& m) { return orNone(m.crossEntropy); }},
    {"penalty", [](const Metrics& m) { return m.penalty; }, none},
    {"objective", [](const Metrics& m) { return m.loss + m.penalty; }, none},
};

double metricOf(const Quantity& q, const Sight& sight) {
  const auto& metrics = sight.metrics[q.metric.part];
  return metrics ? kMetrics[q.metric.metric].of(*metrics) : kNoNumber;
}

double baselineOf(const Quantity& q, const PartBaselines& baselines) {
  const auto& metrics = baselines[q.metric.part];
  return metrics ? kMetrics[q.metric.metric].ofBaseline(*metrics) : kNoNumber;
}

// --- what the latest step reported -------------------------------------------------------------

constexpr StepField kStepFields[] = {
    {"gradientNorm", [](const StepReport& r) { return r.gradientNorm; }},
    {"stepNorm", [](const StepReport& r) { return r.stepNorm; }},
    {"rate", [](const StepReport& r) { return r.rate; }},
    {"damping", [](const StepReport& r) { return r.damping; }},
    {"gainRatio", [](const StepReport& r) { return r.gainRatio; }},
    {"evaluations", [](const StepReport& r) { return double(r.evaluations); }},
    {"rejections", [](const StepReport& r) { return double(r.rejections); }},
    {"accepted", [](const StepReport& r) { return orNone(r.extras.accepted); }},
    {"condition", [](const StepReport& r) { return orNone(r.extras.condition); }},
    {"cosine", [](const StepReport& r) { return orNone(r.extras.cosine); }},
    {"nonDescent", [](const StepReport& r) { return orNone(r.extras.nonDescent); }},
    {"largestDz", [](const StepReport& r) { return orNone(r.extras.largestDz); }},
};

double stepFieldOf(Quantity& q, Sight& sight) {
  const auto* found = std::ranges::find(kStepFields, std::string_view(q.field), &StepField::name);
  return found->of(sight.session.progress().last);
}

// --- linear models -----------------------------------------------------------------------------

/// |a − b| / |b|, Euclidean; for lists of the same length.
double relativeDifference(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) return kNoNumber;
  double difference = 0, size = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference += (a[i] - b[i]) * (a[i] - b[i]);
    size += b[i] * b[i];
  }
  return std::sqrt(difference) / (size > 0 ? std::sqrt(size) : 1);
}

double linearFitOf(Quantity& q, Sight& sight) {
  LinearDesign* design = sight.design();
  if (!design) return kNoNumber;
  if (q.field == "condition") return design->condition();
  const LinearFit fit = design->fit(q.model);
  if (q.field == "rank") return double(fit.rank);
  if (q.field == "freedom") return fit.freedom;
  if (q.field == "norm") return fit.norm;
  if (q.field.empty()) return baselineOf(q, fit.metrics);
  const Matrix<double> rows = fit.coefficients.transpose();  // output by output
  const std::span<const double> all(rows.data(), std::size_t(rows.size()));
  if (q.field == "coefficients-difference") return relativeDifference(all, q.reference);
  return std::size_t(q.index) < all.size() ? all[std::size_t(q.index)] : kNoNumber;
}

// --- what is seen over a run -------------------------------------------------------------------

bool isWithin(const Quantity& q, const Sight& sight) {
  const std::int64_t step = sight.session.progress().step;
  return step >= q.at.from && step <= q.at.until;
}

double risesOf(Quantity& q, Sight& sight) {
  if (!isWithin(q, sight)) return double(q.count);
  const double loss = sight.metrics[0] ? sight.metrics[0]->loss : kNoNumber;
  if (loss > q.other + q.beyond * std::abs(q.other)) ++q.count;
  q.other = loss;
  return double(q.count);
}

double reachedOf(Quantity& q, Sight& sight) {
  if (q.count > 0) return q.value;
  if (!isWithin(q, sight)) return kInfinity;
  const double x = metricOf(q, sight);
  const bool isBelow = q.below != -kInfinity && x < q.below;
  const bool isAbove = q.above != kInfinity && x > q.above;
  if (!isBelow && !isAbove) return kInfinity;
  q.count = 1;
  return double(sight.session.progress().step);
}

/// The largest difference so far; at the end it needs to have met every number of the reference.
double curveDifferenceOf(Quantity& q, Sight& sight) {
  const Progress& progress = sight.session.progress();
  const bool isEpoch = progress.step == progress.epoch * sight.session.stepsPerEpoch();
  if (isEpoch && progress.epoch == std::int64_t(q.count) + 1 && q.count < q.reference.size()) {
    const double wanted = q.reference[q.count];
    double difference = std::abs(metricOf(q, sight) - wanted);
    if (wanted != 0) difference /= std::abs(wanted);
    if (std::isnan(difference)) difference = kInfinity;
    q.other = q.count == 0 ? difference : std::max(q.other, difference);
    ++q.count;
  }
  return sight.moment.isEnd && q.count < q.reference.size() ? kNoNumber : q.other;
}

// --- where a run ended -------------------------------------------------------------------------

double normOf(Quantity&, Sight& sight) {
  double sum = 0;
  for (const double x : sight.session.parameters()) sum += x * x;
  return std::sqrt(sum);
}

double parameterOf(Quantity& q, Sight& sight) {
  const std::vector<double> theta = sight.session.parameters();
  return std::size_t(q.index) < theta.size() ? theta[std::size_t(q.index)] : kNoNumber;
}

double predictionOf(Quantity& q, Sight& sight) {
  const auto outputs = sight.session.predict(q.input);
  if (!outputs || std::size_t(q.index) >= outputs->size()) return kNoNumber;
  return (*outputs)[std::size_t(q.index)];
}

double gradientFloatErrorOf(Quantity&, Sight& sight) {
  double worst = 0;
  for (const GradientPart& part : sight.gradient->parts) worst = std::max(worst, part.floatError);
  return worst;
}

double gradientErrorOf(Quantity&, Sight& sight) {
  double worst = 0;
  for (const GradientPart& part : sight.gradient->parts) worst = std::max(worst, part.error);
  return worst;
}

double linearityOf(Quantity&, Sight& sight) {
  const Result<std::string> text = writeLinearity(sight.session);
  if (!text) return kNoNumber;
  const Result<Json> report = json::parse(*text);
  const Json& agreement = (*report)["agreement"];
  return agreement.is_number() ? agreement.get<double>() : kNoNumber;
}

// --- the list ------------------------------------------------------------------------------------

constexpr QuantityKind kKinds[] = {
    // at any moment
    {"train.", Had::atMoments, {}, true, [](Quantity& q, Sight& s) { return metricOf(q, s); }},
    {"validation.", Had::atMoments, {}, true, [](Quantity& q, Sight& s) { return metricOf(q, s); }},
    {"test.", Had::atMoments, {}, true, [](Quantity& q, Sight& s) { return metricOf(q, s); }},
    {"step",
     Had::atMoments,
     {},
     false,
     [](Quantity&, Sight& s) { return double(s.session.progress().step); }},
    {"epoch",
     Had::atMoments,
     {},
     false,
     [](Quantity&, Sight& s) { return double(s.session.progress().epoch); }},
    {"evaluations",
     Had::atMoments,
     {},
     false,
     [](Quantity&, Sight& s) { return s.session.progress().evaluations; }},
    {"norm", Had::atMoments, {}, false, normOf},
    {"parameter", Had::atMoments, {"index"}, false, parameterOf},
    {"parameters-difference",
     Had::atMoments,
     {"reference"},
     false,
     [](Quantity& q, Sight& s) { return relativeDifference(s.session.parameters(), q.reference); }},
    {"prediction", Had::atMoments, {"input", "index"}, false, predictionOf},
    {"optimizer.", Had::atMoments, {}, false, stepFieldOf},
    // over the run
    {"rises", Had::bySeeing, {"beyond"}, true, risesOf},
    {"reached", Had::bySeeing, {"below", "above"}, true, reachedOf},
    {"curve-difference", Had::bySeeing, {"reference"}, true, curveDifferenceOf},
    // of the data and the network alone
    {"parameters",
     Had::atStart,
     {},
     false,
     [](Quantity&, Sight& s) { return double(s.session.parameterCount()); }},
    {"samples.",
     Had::atStart,
     {},
     false,
     [](Quantity& q, Sight& s) { return double(s.session.samples(Part(q.metric.part)).size()); }},
    {"noise-variance",
     Had::atStart,
     {},
     false,
     [](Quantity&, Sight& s) { return orNone(noiseVariance(s.session.spec().data.source)); }},
    {"mean-predictor.",
     Had::atStart,
     {},
     false,
     [](Quantity& q, Sight& s) { return baselineOf(q, meanPredictor(s.session.prepared())); }},
    {"baseline.", Had::atStart, {"model"}, false, linearFitOf},
    // where it ended, and by checks
    {"status",
     Had::atEnd,
     {"equals"},
     false,
     [](Quantity& q, Sight& s) { return double(nameOf(s.session.progress().status) == q.equals); }},
    {"linearity", Had::atMoments, {}, false, linearityOf},
    {"gradient-error", Had::byGradientCheck, {}, false, gradientErrorOf},
    {"gradient-float-error", Had::byGradientCheck, {}, false, gradientFloatErrorOf},
    {"gradient-verdict",
     Had::byGradientCheck,
     {"equals"},
     false,
     [](Quantity& q, Sight& s) {
       return double(kVerdicts[std::size_t(s.gradient->verdict)] == q.equals);
     }},
    {"accused-layer",
     Had::byGradientCheck,
     {},
     false,
     [](Quantity&, Sight& s) { return double(s.gradient->layer + 1); }},
    {"accused-fault",
     Had::byGradientCheck,
     {"equals"},
     false,
     [](Quantity& q, Sight& s) { return double(s.gradient->fault == q.equals); }},
    {"update-error",
     Had::byUpdateCheck,
     {},
     false,
     [](Quantity&, Sight& s) { return s.update->exists ? s.update->error : kNoNumber; }},
};

}  // namespace

LinearDesign* Sight::design() {
  if (!design_) {
    Result<LinearDesign> made = LinearDesign::make(session.prepared());
    if (!made) return nullptr;
    design_.emplace(std::move(*made));
  }
  return &*design_;
}

bool Quantity::seesAll() const {
  if (kind->had == Had::bySeeing) return true;
  return at.kind == At::Kind::best || at.kind == At::Kind::max || at.kind == At::Kind::min;
}

std::optional<unsigned> Quantity::wants(const Session& session, const Moment& moment) const {
  const std::int64_t now = session.progress().step;
  bool wanted = moment.isEnd;
  if (seesAll()) {
    const bool isSeen = moment.isStart || moment.isEnd || moment.isRegular;
    wanted = isSeen &&
             ((now >= at.from && now <= at.until) || (moment.isEnd && kind->had == Had::bySeeing));
  } else if (kind->had == Had::atStart || at.kind == At::Kind::start) {
    wanted = moment.isStart;
  } else if (at.kind != At::Kind::end) {
    wanted = now == step(session);
  }
  if (!wanted) return {};
  const unsigned part = kind->readsMetric ? 1U << metric.part : 0U;
  return at.kind == At::Kind::best ? part | 1U : part;
}

std::int64_t Quantity::step(const Session& session) const {
  if (at.kind == At::Kind::step) return at.number;
  return at.kind == At::Kind::epoch ? at.number * session.stepsPerEpoch() : -1;
}

bool Quantity::trains() const { return kind->had != Had::atStart && at.kind != At::Kind::start; }

void Quantity::look(Sight& sight) {
  const double x = kind->figure(*this, sight);
  if (at.kind == At::Kind::best) {
    const double loss = sight.metrics[0] ? sight.metrics[0]->loss : kNoNumber;
    if (std::isnan(other) ? !std::isnan(loss) : loss < other) {
      other = loss;
      value = x;
    }
  } else if (at.kind == At::Kind::max) {
    if (std::isnan(value) || x > value) value = x;
  } else if (at.kind == At::Kind::min) {
    if (std::isnan(value) || x < value) value = x;
  } else {
    value = x;
  }
}

std::span<const QuantityKind> quantityKinds() { return kKinds; }
std::span<const MetricKind> metricKinds() { return kMetrics; }
std::span<const StepField> stepFields() { return kStepFields; }

}  // namespace fallline
