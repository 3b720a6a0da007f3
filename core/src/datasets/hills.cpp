#include "fallline/datasets/hills.h"

#include <array>
#include <cmath>

namespace fallline {

double Hills::value(double x1, double x2) {
  struct Hill {
    double x1, x2, sign;
  };
  static constexpr std::array<Hill, 6> kHills{
      {{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}}};
  // The centres lie at least 4 apart, so that at most one cone of radius 2 is not 0 anywhere.
  double height = 0;
  for (const Hill& hill : kHills) {
    const double d1 = x1 - hill.x1;
    const double d2 = x2 - hill.x2;
    const double cone = 1 - std::sqrt(d1 * d1 + d2 * d2) / 2;
    if (cone > 0) height = hill.sign * cone;
  }
  return height;
}

Result<Dataset> Hills::make(const Sources&, const Random& random) const {
  constexpr double kHalfWidth = 6;
  Random places = random.fork("points");
  Random errors = random.fork("noise");
  Dataset data = blankRegression(2, samples);
  for (Index i = 0; i < data.targets.cols(); ++i) {
    const double x1 = places.uniform(-kHalfWidth, kHalfWidth);
    const double x2 = places.uniform(-kHalfWidth, kHalfWidth);
    const double there1 = x1 + kHalfWidth * noise * errors.uniform(-1, 1);
    const double there2 = x2 + kHalfWidth * noise * errors.uniform(-1, 1);
    data.inputs.values(0, i) = x1;
    data.inputs.values(1, i) = x2;
    data.targets(0, i) = value(there1, there2);
  }
  return data;
}

}  // namespace fallline
