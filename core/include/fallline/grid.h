// The network as a picture: its outputs, or the activations of all of its units, over a rectangle
// of two inputs, or along its only one.
#pragma once

#include <cstdint>
#include <vector>

#include "fallline/result.h"
#include "fallline/session.h"

namespace fallline {

/// From low to high; a raw input in the units of the data.
struct Interval {
  double low = 0;
  double high = 1;
};

struct GridLimits {
  static constexpr std::int64_t side = 1024;
  static constexpr std::int64_t curve = 65'536;
};

/// One plane per output or unit, one after the other; float is what a picture needs.
struct Planes {
  std::int64_t outputs = 0;
  std::vector<float> values;
};

/// The outputs at nx × ny points, the ends of the intervals included: value [k·nx·ny + j·nx + i] is
/// output k at the i-th x and the j-th y, both ascending. Meant for sessions with two raw inputs.
/// Errors: "wrong-shape" for another number of inputs, "out-of-range" for ends that are not finite
/// or not ascending, or a number of points outside of GridLimits.
Result<Planes> predictGrid(Session& session, Interval x, Interval y, std::int64_t nx,
                           std::int64_t ny);

/// The outputs at n points: value [k·n + i] is output k at the i-th x. For sessions with one raw
/// input; errors as above.
Result<Planes> predictCurve(Session& session, Interval x, std::int64_t n);

/// The same for the activations of every unit, layer by layer, those of the output layer as its
/// activation gives them. Also "out-of-range" for more than Session::kMostActivations numbers.
Result<Planes> unitGrid(Session& session, Interval x, Interval y, std::int64_t nx, std::int64_t ny);
Result<Planes> unitCurve(Session& session, Interval x, std::int64_t n);

}  // namespace fallline
