#include "fallline/curves.h"

#include <cmath>

#include "component_json.h"
#include "fallline/activations.h"
#include "fallline/spec.h"

namespace fallline {

Result<ActivationCurve> activationCurve(std::string_view choice, std::span<const double> z) {
  const Result<json::Json> document = json::parse(choice);
  if (!document) return document.error();
  std::vector<Error> problems;
  Activation activation;
  json::readComponent(json::Node(*document, "", problems), activation);
  if (!problems.empty()) return std::move(problems.front());
  if (is<Softmax>(activation)) {
    return Error{"conflict", "",
                 "softmax takes all units of a layer together: it is no function of one z"};
  }
  ActivationCurve curve{std::vector<double>(z.size()), std::vector<double>(z.size(), 1)};
  const auto n = Index(z.size());
  const Eigen::Map<const Matrix<double>> Z(z.data(), n, 1);
  Eigen::Map<Matrix<double>> A(curve.values.data(), n, 1), slopes(curve.slopes.data(), n, 1);
  activate<double>(activation, Z, A);
  multiplyBySlope<double>(activation, Z, A, slopes);
  return curve;
}

Result<std::vector<double>> rateCurve(std::string_view text, std::int64_t stepsPerEpoch,
                                      std::span<const double> passes) {
  const Result<Spec> spec = parseSpec(text);
  if (!spec) return spec.error();
  if (stepsPerEpoch < 1) return Error{"out-of-range", "stepsPerEpoch", "must be 1 or more"};
  const double base = baseRate(spec->optimizer);
  std::vector<double> rates;
  rates.reserve(passes.size());
  for (const double p : passes) {
    if (!(p >= 0 && p <= double(Limits::steps))) {
      return Error{"out-of-range", "passes", "must be finite and not negative"};
    }
    const TrainingTime time{std::int64_t(p), stepsPerEpoch, p, spec->stop.epochs};
    rates.push_back(std::visit([&](const auto& schedule) { return schedule.rate(base, time); },
                               spec->schedule));
  }
  return rates;
}

}  // namespace fallline
