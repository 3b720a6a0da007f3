// A line search for the strong Wolfe conditions, one evaluation at a time.
#pragma once

#include <optional>

namespace fallline {

/// φ(α) = F(θ + αd) and its slope φ'(α).
struct LinePoint {
  double alpha = 0;
  double value = 0;
  double slope = 0;
};

/// Looks for α with φ(α) ≤ φ(0) + c₁ α φ'(0) and |φ'(α)| ≤ c₂ |φ'(0)|. Nocedal & Wright 2006,
/// algorithms 3.5 and 3.6, with cubic interpolation. The caller evaluates where it is told to.
class LineSearch {
 public:
  static constexpr int kMostTrials = 30;
  static constexpr double kDecrease = 1e-4;  ///< c₁

  /// Begins at φ(0), φ'(0) < 0, with a first trial; `curvature` is c₂.
  LineSearch(const LinePoint& start, double firstAlpha, double curvature)
      : start_(start), low_(start), former_(start), alpha_(firstAlpha), curvature_(curvature) {}

  /// Where to evaluate next.
  double alpha() const { return alpha_; }
  /// Takes what was found at alpha(); true when the search is over.
  bool take(double value, double slope);

  /// The α that was found: the conditions hold there, or it is the lowest point that was seen when
  /// the search was given up; nothing when no point was lower than the start.
  std::optional<LinePoint> found() const { return found_; }

 private:
  bool isLowEnough(const LinePoint& p) const {
    return p.value <= start_.value + kDecrease * p.alpha * start_.slope;
  }
  bool isFlatEnough(const LinePoint& p) const;
  bool give();
  void zoom(const LinePoint& low, const LinePoint& high);
  void interpolate();

  LinePoint start_, low_, high_, former_;
  double alpha_;
  double curvature_;
  bool zooming_ = false;
  int trials_ = 0;
  std::optional<LinePoint> found_;
};

}  // namespace fallline
