#include "fallline/grid.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace fallline {
namespace {

constexpr std::size_t kChunk = 4096;  // points predicted at once: bounded memory, no small calls

std::optional<Error> checkInputs(const Session& session, Index wanted) {
  const Index inputs = session.data().inputs.size();
  if (inputs == wanted) return std::nullopt;
  return Error{"wrong-shape", "",
               std::string(wanted == 2 ? "A grid" : "A curve") + " is for data with " +
                   std::to_string(wanted) + (wanted == 1 ? " input" : " inputs") + "; this has " +
                   std::to_string(inputs) + "."};
}

std::optional<Error> checkAxis(const char* name, Interval interval, std::int64_t points,
                               std::int64_t most) {
  if (!std::isfinite(interval.low) || !std::isfinite(interval.high) ||
      !(interval.low <= interval.high)) {
    return Error{"out-of-range", name, "Both ends must be finite, the lower one first."};
  }
  if (points < 1 || points > most) {
    return Error{"out-of-range", name,
                 "The number of points must be from 1 to " + std::to_string(most) + "."};
  }
  return std::nullopt;
}

/// The i-th of n points; a single point stands at the low end. Weighted ends, so that the last
/// point is the high end to the bit and wide intervals do not overflow.
double at(Interval interval, std::int64_t i, std::int64_t n) {
  if (n == 1) return interval.low;
  const double share = static_cast<double>(i) / static_cast<double>(n - 1);
  return interval.low * (1 - share) + interval.high * share;
}

/// All activations of a picture are held at once.
std::optional<Error> checkUnits(const Session& session, std::int64_t points) {
  std::int64_t units = 0;
  for (const LayerShape& layer : session.layers()) units += layer.units;
  if (units * points <= Session::kMostActivations) return std::nullopt;
  return Error{"out-of-range", "",
               std::to_string(units) + " units at " + std::to_string(points) +
                   " points are more than the limit of " +
                   std::to_string(Session::kMostActivations) +
                   " activations; ask for fewer points."};
}

/// What is pictured.
enum class Of { outputs, units };

/// nx × ny points of a rectangle or, with `width` 1, nx along an interval.
Result<Planes> picture(Session& session, Of what, std::size_t width, Interval x, std::int64_t nx,
                       Interval y, std::int64_t ny) {
  if (what == Of::units) {
    if (auto error = checkUnits(session, nx * ny)) return *error;
  }
  Planes planes;
  std::vector<double> inputs;
  const auto points = static_cast<std::size_t>(nx * ny);
  for (std::size_t first = 0; first < points; first += kChunk) {
    const std::size_t count = std::min(kChunk, points - first);
    inputs.clear();
    for (std::size_t p = first; p < first + count; ++p) {
      inputs.push_back(at(x, static_cast<std::int64_t>(p) % nx, nx));
      if (width == 2) inputs.push_back(at(y, static_cast<std::int64_t>(p) / nx, ny));
    }
    const auto outputs = what == Of::units ? session.activations(inputs) : session.predict(inputs);
    if (!outputs) return outputs.error();
    const std::size_t n = outputs->size() / count;
    if (first == 0) {
      planes.outputs = static_cast<std::int64_t>(n);
      planes.values.resize(n * points);
    }
    for (std::size_t p = 0; p < count; ++p) {
      for (std::size_t k = 0; k < n; ++k) {
        planes.values[k * points + first + p] = static_cast<float>((*outputs)[p * n + k]);
      }
    }
  }
  return planes;
}

Result<Planes> overGrid(Session& session, Of what, Interval x, Interval y, std::int64_t nx,
                        std::int64_t ny) {
  if (auto error = checkInputs(session, 2)) return *error;
  if (auto error = checkAxis("x", x, nx, GridLimits::side)) return *error;
  if (auto error = checkAxis("y", y, ny, GridLimits::side)) return *error;
  return picture(session, what, 2, x, nx, y, ny);
}

Result<Planes> overCurve(Session& session, Of what, Interval x, std::int64_t n) {
  if (auto error = checkInputs(session, 1)) return *error;
  if (auto error = checkAxis("x", x, n, GridLimits::curve)) return *error;
  return picture(session, what, 1, x, n, {}, 1);
}

}  // namespace

Result<Planes> predictGrid(Session& session, Interval x, Interval y, std::int64_t nx,
                           std::int64_t ny) {
  return overGrid(session, Of::outputs, x, y, nx, ny);
}

Result<Planes> predictCurve(Session& session, Interval x, std::int64_t n) {
  return overCurve(session, Of::outputs, x, n);
}

Result<Planes> unitGrid(Session& session, Interval x, Interval y, std::int64_t nx,
                        std::int64_t ny) {
  return overGrid(session, Of::units, x, y, nx, ny);
}

Result<Planes> unitCurve(Session& session, Interval x, std::int64_t n) {
  return overCurve(session, Of::units, x, n);
}

}  // namespace fallline
