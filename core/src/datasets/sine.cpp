#include "fallline/datasets/sine.h"

#include "fallline/math.h"

namespace fallline {

Result<Dataset> Sine::make(const Sources&, const Random& random) const {
  constexpr double kTwoPi = 6.283185307179586;
  Random places = random.fork("points");
  Random errors = random.fork("noise");
  Dataset data = blankRegression(1, samples);
  for (Index i = 0; i < data.targets.cols(); ++i) {
    const double x = places.uniform(-1, 1);
    data.inputs.values(0, i) = x;
    data.targets(0, i) = math::sin(kTwoPi * frequency * x) + noise * errors.normal();
  }
  return data;
}

}  // namespace fallline
