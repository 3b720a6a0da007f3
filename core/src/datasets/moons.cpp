#include "fallline/datasets/moons.h"

#include "fallline/math.h"

namespace fallline {

Result<Dataset> Moons::make(const Sources&, const Random& random) const {
  constexpr double kPi = 3.141592653589793;
  Random errors = random.fork("noise");
  Dataset data = blankClasses(2, samples, numberedClasses(2));
  for (Index i = 0; i < data.targets.cols(); ++i) {
    const bool lower = i % 2 == 1;
    const std::int64_t count = lower ? samples / 2 : samples - samples / 2;
    const double gaps = count > 1 ? static_cast<double>(count - 1) : 1;
    const Index along = i / 2;  // place on its moon
    const double t = kPi * static_cast<double>(along) / gaps;
    // Upper: (cos t, sin t); lower: (1 − cos t, ½ − sin t); less (½, ¼), one is minus the other.
    const double sign = lower ? -1 : 1;
    data.inputs.values(0, i) = sign * (math::cos(t) - 0.5) + noise * errors.normal();
    data.inputs.values(1, i) = sign * (math::sin(t) - 0.25) + noise * errors.normal();
    data.targets(0, i) = lower ? 1 : 0;
  }
  return data;
}

}  // namespace fallline
