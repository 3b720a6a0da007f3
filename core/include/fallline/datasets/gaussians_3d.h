// Two clouds in space: the data of the single tanh neuron.
#pragma once

#include "fallline/datasets/blank.h"

namespace fallline {

/// Two classes in three dimensions, "-1" around −separation·(1, 1, 1) and "1" opposite, standard
/// deviation 1 in every direction, half of the samples each (one more of "-1" when odd).
struct Gaussians3d {
  static constexpr Info info{
      .id = "gaussians-3d",
      .label = "Two clouds in 3-D",
      .formula = "x = ∓separation·(1, 1, 1) + offset·(1, 1, 1) + N(0, 1)³",
      .summary = "Two clouds of points that one neuron separates with a plane.",
      .source = "Definition"};

  std::int64_t samples = 100;
  double separation = 1;
  double offset = 0;

  template <class V>
  static constexpr void fields(V&& v) {
    v("samples", &Gaussians3d::samples, kSampleRange, "Number of points, half of them per class.");
    v("separation", &Gaussians3d::separation, Range::linear(0, 3).within(0, 1e6),
      "Distance of each class mean from the middle, in every coordinate.");
    v("offset", &Gaussians3d::offset, Range::linear(-5, 5).within(-1e6, 1e6),
      "Added to every coordinate of every point: data that are not centred.");
  }

  static constexpr Split split{.train = 0.75, .validation = 0, .test = 0.25};

  /// Inputs 3 × samples, targets 1 × samples of class 0 ("-1") and 1 ("1"). Never fails.
  Result<Dataset> make(const Sources&, const Random& random) const {
    Random places = random.fork("points");
    Dataset data = blankClasses(3, samples, {"-1", "1"});
    for (Index i = 0; i < data.targets.cols(); ++i) {
      const bool positive = i % 2 == 1;
      const double mean = (positive ? separation : -separation) + offset;
      for (Index d = 0; d < 3; ++d) data.inputs.values(d, i) = mean + places.normal();
      data.targets(0, i) = positive ? 1 : 0;
    }
    return data;
  }
};

}  // namespace fallline
