#include "gradient_verdict.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fallline/types.h"
#include "json_text.h"

namespace fallline {
namespace {

/// How far beyond the disagreement of two step sizes the truth may lie, and how many rounding
/// errors of the loss a difference may hold.
constexpr double kDoubt = 30, kRoundings = 64;
/// With so much doubt beside the gradient's size nothing can be said.
constexpr double kTooMuchDoubt = 0.3;

/// Sums over the parameters whose difference crosses no kink.
struct Sums {
  double gradient = 0, slope = 0, difference = 0, product = 0;  ///< squares, and g · n
  std::size_t count = 0;

  double error() const {
    const double size = std::sqrt(std::max(gradient, slope));
    return size > 0 ? std::sqrt(difference) / size : 0;
  }
};

Sums sumsAt(const PartNumbers& of, std::size_t step) {
  Sums sums;
  const std::size_t n = of.gradient.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (of.crossed[step * n + i] != 0) continue;
    const double g = of.gradient[i], s = of.slopes[step * n + i];
    sums.gradient += g * g;
    sums.slope += s * s;
    sums.difference += (s - g) * (s - g);
    sums.product += g * s;
    ++sums.count;
  }
  return sums;
}

/// How far two neighbouring step sizes lie apart; infinite where kinks leave too little.
double disagreement(const PartNumbers& of, std::size_t step) {
  const std::size_t n = of.gradient.size();
  double squares = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (of.crossed[step * n + i] != 0 || of.crossed[(step + 1) * n + i] != 0) continue;
    const double d = of.slopes[step * n + i] - of.slopes[(step + 1) * n + i];
    squares += d * d;
    ++count;
  }
  return 2 * count >= n ? std::sqrt(squares) : HUGE_VAL;
}

std::vector<double> sweepOf(const PartNumbers& of) {
  std::vector<double> errors;
  for (std::size_t k = 0; k < of.steps; ++k) {
    const Sums sums = sumsAt(of, k);
    errors.push_back(2 * sums.count >= of.gradient.size()
                         ? sums.error()
                         : std::numeric_limits<double>::quiet_NaN());
  }
  return errors;
}

/// Element by element at one step size.
void judgeElements(const PartNumbers& of, std::size_t step, const Sums& sums, GradientPart& part) {
  const std::size_t n = of.gradient.size();
  const double mean =
      std::sqrt(std::max(sums.gradient, sums.slope) / double(std::max<std::size_t>(sums.count, 1)));
  for (std::size_t i = 0; i < n; ++i) {
    if (of.crossed[step * n + i] != 0) {
      ++part.kinks;
      part.elements.push_back(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    const double g = of.gradient[i], s = of.slopes[step * n + i];
    const double size = std::max({std::abs(g), std::abs(s), 1e-3 * mean});
    const double error = size > 0 ? std::abs(g - s) / size : 0;
    part.elements.push_back(error);
    if (part.worst < 0 || error > part.largest) {
      part.largest = error;
      part.worst = part.places[i];
    }
  }
}

}  // namespace

void judge(const PartNumbers& wide, const PartNumbers& narrow, const std::vector<double>& steps,
           double loss, GradientPart& part) {
  part.sweep = {sweepOf(wide), sweepOf(narrow)};
  part.floatError = HUGE_VAL;
  for (const double error : part.sweep[1]) part.floatError = std::min(part.floatError, error);
  if (wide.gradient.empty()) {
    part.floatError = 0;
    part.verdict = GradientVerdict::right;  // all units are off
    return;
  }
  // The pair of neighbours that agrees best; the shorter of its two steps decides.
  std::size_t best = 0;
  double doubt = HUGE_VAL;
  for (std::size_t k = 0; k + 1 < steps.size(); ++k) {
    const double apart = disagreement(wide, k);
    if (apart < doubt) {
      doubt = apart;
      best = k + 1;
    }
  }
  if (!(doubt < HUGE_VAL)) best = steps.size() / 2;
  const Sums sums = sumsAt(wide, best);
  const double size = std::sqrt(std::max(sums.gradient, sums.slope));
  const double off = std::sqrt(sums.difference);
  const double rounding =
      kRoundings * std::numeric_limits<double>::epsilon() * std::abs(loss) / steps[best];
  const double slack = kDoubt * doubt + rounding;
  part.step = steps[best];
  part.error = sums.error();
  if (sums.slope > 0) part.ratio = std::sqrt(sums.gradient / sums.slope);
  if (sums.slope > 0 && sums.gradient > 0) {
    const double cosine = sums.product / std::sqrt(sums.gradient) / std::sqrt(sums.slope);
    part.cosine = std::clamp(cosine, -1.0, 1.0);
  }
  judgeElements(wide, best, sums, part);
  if (off > GradientReport::kTolerance * size + slack) {
    part.verdict = GradientVerdict::wrong;
  } else if (size > 0 && slack > kTooMuchDoubt * size) {
    part.verdict = GradientVerdict::unsure;
  } else {
    part.verdict = GradientVerdict::right;
  }
}

double differ(const std::vector<double>& a, const std::vector<double>& b) {
  double squares = 0, sizeA = 0, sizeB = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    squares += (a[i] - b[i]) * (a[i] - b[i]);
    sizeA += a[i] * a[i];
    sizeB += b[i] * b[i];
  }
  const double size = std::max(sizeA, sizeB);
  return size > 0 ? std::sqrt(squares / size) : 0;
}

std::string writeGradientReport(const GradientReport& report, bool elements) {
  using json::Json;
  using json::number;
  static constexpr std::array<std::string_view, 3> verdicts{"right", "wrong", "unsure"};
  const auto list = [](const std::vector<double>& numbers) {
    Json out = Json::array();
    for (const double x : numbers) out.push_back(number(x));
    return out;
  };
  const auto both = [&](const std::array<std::vector<double>, 2>& numbers) {
    return Json{{"float64", list(numbers[0])}, {"float32", list(numbers[1])}};
  };
  const auto placeOrNull = [](std::int64_t place) { return place < 0 ? Json() : Json(place); };
  Json parts = Json::array();
  for (const GradientPart& part : report.parts) {
    Json one = {{"layer", part.layer + 1},
                {"part", part.bias ? "biases" : "weights"},
                {"inputs", part.inputs},
                {"parameters", part.parameters},
                {"checked", part.places.size()},
                {"verdict", verdicts[std::size_t(part.verdict)]},
                {"step", number(part.step)},
                {"error", number(part.error)},
                {"floatError", number(part.floatError)},
                {"ratio", number(part.ratio)},
                {"cosine", number(part.cosine)},
                {"kinks", part.kinks},
                {"largest", number(part.largest)},
                {"worst", placeOrNull(part.worst)},
                {"sweep", both(part.sweep)}};
    if (elements) {
      one["places"] = part.places;
      one["elements"] = list(part.elements);
    }
    parts.push_back(std::move(one));
  }
  return json::write({{"verdict", verdicts[std::size_t(report.verdict)]},
                      {"layer", report.layer < 0 ? Json() : Json(report.layer + 1)},
                      {"fault", report.fault.empty() ? Json() : Json(report.fault)},
                      {"samples", report.samples},
                      {"loss", number(report.loss)},
                      {"tolerance", number(GradientReport::kTolerance)},
                      {"steps", both(report.steps)},
                      {"parts", std::move(parts)}});
}

}  // namespace fallline
