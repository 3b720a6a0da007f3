#include "fallline/datasets/circle.h"

#include <cmath>

#include "fallline/math.h"

namespace fallline {

Result<Dataset> Circle::make(const Sources&, const Random& random) const {
  constexpr double kRadius = 5;
  constexpr double kTwoPi = 6.283185307179586;
  Random places = random.fork("points");
  Random errors = random.fork("noise");
  Dataset data = blankClasses(2, samples, {"-1", "1"});
  for (Index i = 0; i < data.targets.cols(); ++i) {
    const bool inside = i % 2 == 1;
    const double share = inside ? places.uniform(0, 0.5) : places.uniform(0.7, 1);
    const double angle = places.uniform(0, kTwoPi);
    const double x1 = kRadius * share * math::sin(angle);
    const double x2 = kRadius * share * math::cos(angle);
    const double there1 = x1 + kRadius * noise * errors.uniform(-1, 1);
    const double there2 = x2 + kRadius * noise * errors.uniform(-1, 1);
    data.inputs.values(0, i) = x1;
    data.inputs.values(1, i) = x2;
    data.targets(0, i) = std::sqrt(there1 * there1 + there2 * there2) < kRadius / 2 ? 1 : 0;
  }
  return data;
}

}  // namespace fallline
