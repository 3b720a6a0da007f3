#include "fallline/datasets/franke.h"

#include "fallline/math.h"

namespace fallline {
namespace {

double square(double x) { return x * x; }

}  // namespace

double Franke::value(double x1, double x2) {
  const double x = 9 * x1;
  const double y = 9 * x2;
  return 0.75 * math::exp(-square(x - 2) / 4 - square(y - 2) / 4) +
         0.75 * math::exp(-square(x + 1) / 49 - (y + 1) / 10) +
         0.5 * math::exp(-square(x - 7) / 4 - square(y - 3) / 4) -
         0.2 * math::exp(-square(x - 4) - square(y - 7));
}

Result<Dataset> Franke::make(const Sources&, const Random& random) const {
  Random places = random.fork("points");
  Random errors = random.fork("noise");
  Dataset data = blankRegression(2, samples);
  for (Index i = 0; i < data.targets.cols(); ++i) {
    const double x1 = places.uniform();
    const double x2 = places.uniform();
    data.inputs.values(0, i) = x1;
    data.inputs.values(1, i) = x2;
    data.targets(0, i) = value(x1, x2) + noise * errors.normal();
  }
  return data;
}

}  // namespace fallline
