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

/// Predicts `points` inputs of `width` numbers each, which `fill(point, numbers)` writes.
template <class Fill>
Result<Planes> predictPoints(Session& session, std::size_t points, std::size_t width, Fill fill) {
  Planes planes;
  std::vector<double> inputs;
  for (std::size_t first = 0; first < points; first += kChunk) {
    const std::size_t count = std::min(kChunk, points - first);
    inputs.resize(count * width);
    for (std::size_t p = 0; p < count; ++p) fill(first + p, inputs.data() + p * width);
    const auto outputs = session.predict(inputs);
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

}  // namespace

Result<Planes> predictGrid(Session& session, Interval x, Interval y, std::int64_t nx,
                           std::int64_t ny) {
  if (auto error = checkInputs(session, 2)) return *error;
  if (auto error = checkAxis("x", x, nx, GridLimits::side)) return *error;
  if (auto error = checkAxis("y", y, ny, GridLimits::side)) return *error;
  return predictPoints(session, static_cast<std::size_t>(nx * ny), 2,
                       [&](std::size_t point, double* input) {
                         const auto p = static_cast<std::int64_t>(point);
                         input[0] = at(x, p % nx, nx);
                         input[1] = at(y, p / nx, ny);
                       });
}

Result<Planes> predictCurve(Session& session, Interval x, std::int64_t n) {
  if (auto error = checkInputs(session, 1)) return *error;
  if (auto error = checkAxis("x", x, n, GridLimits::curve)) return *error;
  return predictPoints(session, static_cast<std::size_t>(n), 1,
                       [&](std::size_t point, double* input) {
                         input[0] = at(x, static_cast<std::int64_t>(point), n);
                       });
}

}  // namespace fallline
