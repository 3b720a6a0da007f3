#include "fallline/datasets/spiral.h"

#include <cmath>

#include "fallline/math.h"

namespace fallline {

Result<Dataset> Spiral::make(const Sources&, const Random& random) const {
  constexpr double kTwoPi = 6.283185307179586;
  Random places = random.fork("points");
  Random errors = random.fork("noise");
  Dataset data = blankClasses(2, samples, numberedClasses(classes));
  for (Index i = 0; i < data.targets.cols(); ++i) {
    const std::int64_t arm = i % classes;
    const double radius = std::sqrt(places.uniform(0.02, 1));
    const double start = kTwoPi * static_cast<double>(arm) / static_cast<double>(classes);
    const double angle = radius * turns * kTwoPi + start;
    data.inputs.values(0, i) = radius * math::cos(angle) + noise * errors.normal();
    data.inputs.values(1, i) = radius * math::sin(angle) + noise * errors.normal();
    data.targets(0, i) = static_cast<double>(arm);
  }
  return data;
}

}  // namespace fallline
