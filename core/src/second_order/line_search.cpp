#include "fallline/second_order/line_search.h"

#include <algorithm>
#include <cmath>

namespace fallline {
namespace {

/// Where the cubic through two points with their slopes is lowest; NaN when it has no minimum.
double cubicMinimum(const LinePoint& a, const LinePoint& b) {
  const double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.alpha - b.alpha);
  const double d2 = std::copysign(std::sqrt(d1 * d1 - a.slope * b.slope), b.alpha - a.alpha);
  return b.alpha - (b.alpha - a.alpha) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
}

}  // namespace

bool LineSearch::isFlatEnough(const LinePoint& p) const {
  return std::abs(p.slope) <= -curvature_ * start_.slope;
}

/// Gives up with the lowest point, when it is lower than the start.
bool LineSearch::give() {
  if (low_.alpha > 0 && low_.value < start_.value) found_ = low_;
  return true;
}

bool LineSearch::take(double value, double slope) {
  const LinePoint point{alpha_, value, slope};
  ++trials_;
  const bool finite = std::isfinite(value) && std::isfinite(slope);
  if (finite && isLowEnough(point) && isFlatEnough(point)) {
    found_ = point;
    return true;
  }
  if (!zooming_) {
    if (!finite) {  // far too long: back towards what is known
      if (trials_ >= kMostTrials) return give();
      alpha_ = former_.alpha + 0.1 * (alpha_ - former_.alpha);
      return false;
    }
    if (!isLowEnough(point) || (trials_ > 1 && value >= former_.value)) {
      zoom(former_, point);
    } else if (slope >= 0) {
      zoom(point, former_);
    } else {
      low_ = former_ = point;
      alpha_ *= 2;
    }
  } else if (!finite || !isLowEnough(point) || value >= low_.value) {
    high_ = finite ? point : LinePoint{alpha_, HUGE_VAL, HUGE_VAL};
    interpolate();
  } else {
    if (slope * (high_.alpha - low_.alpha) >= 0) high_ = low_;
    low_ = point;
    interpolate();
  }
  const bool isTight =
      zooming_ && !(std::abs(high_.alpha - low_.alpha) > 1e-16 * std::max(high_.alpha, low_.alpha));
  return trials_ >= kMostTrials || isTight ? give() : false;
}

void LineSearch::zoom(const LinePoint& low, const LinePoint& high) {
  zooming_ = true;
  low_ = low;
  high_ = high;
  interpolate();
}

/// Into the bracket, and not too close to its ends.
void LineSearch::interpolate() {
  const double left = std::min(low_.alpha, high_.alpha), right = std::max(low_.alpha, high_.alpha);
  const double margin = 0.1 * (right - left);
  const double at = std::isfinite(high_.value) ? cubicMinimum(low_, high_) : NAN;
  alpha_ = at >= left + margin && at <= right - margin ? at : 0.5 * (left + right);
}

}  // namespace fallline
