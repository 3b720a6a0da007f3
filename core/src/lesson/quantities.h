// What can be measured of a run: one list, a line each.
//
// A quantity watches a run at the moments that it wants and has one number when the run has ended.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/baseline.h"
#include "fallline/gradient_check.h"
#include "fallline/linear_models.h"
#include "fallline/report.h"
#include "fallline/session.h"
#include "fallline/update_check.h"
#include "json_node.h"

namespace fallline {

inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

/// A moment of a run at which something is measured.
struct Moment {
  bool isStart = false;
  bool isEnd = false;
  bool isRegular = false;  ///< after an epoch, or after any step where every step is measured
};

/// All that a quantity may look at.
struct Sight {
  explicit Sight(Session& s) : session(s) {}
  Session& session;
  Moment moment;
  PartMetrics metrics;  ///< of the parts that were asked for
  const GradientReport* gradient = nullptr;
  const UpdateCheck* update = nullptr;
  /// Null where the data are too large for one.
  LinearDesign* design();

 private:
  std::optional<LinearDesign> design_;
};

/// A metric of one part, "test.mse".
struct MetricName {
  std::size_t part = 0;
  std::size_t metric = 0;  ///< in the list of metrics
};

/// At which moment something is taken.
struct At {
  enum class Kind { end, start, best, max, min, step, epoch };
  Kind kind = Kind::end;
  std::int64_t number = 0;
  /// The steps between which moments count, for what looks at many.
  std::int64_t from = 0, until = Limits::steps;
};

struct QuantityKind;

struct Quantity {
  const QuantityKind* kind = nullptr;
  // --- what it was asked -------------------------------------------------------------------------
  At at;
  MetricName metric;
  std::string field;   ///< what follows the point in its name
  std::string equals;  ///< of quantities that are texts
  std::int64_t index = 0;
  double below = -std::numeric_limits<double>::infinity();
  double above = std::numeric_limits<double>::infinity();
  double beyond = 0;  ///< of a loss, which it has to rise by to count
  LinearModel model;
  std::vector<double> input, reference;
  // --- what it has seen --------------------------------------------------------------------------
  double value = kNoNumber;
  double other = kNoNumber;  ///< the last loss, or the least
  std::size_t count = 0;

  /// Bits of the parts whose metrics it wants at that moment of a run; nothing: it does not look.
  std::optional<unsigned> wants(const Session& session, const Moment& moment) const;
  /// The step that it wants a moment at; −1: none beside the regular ones.
  std::int64_t step(const Session& session) const;
  /// Whether the run has to be trained for it.
  bool trains() const;
  /// Whether it looks at all regular moments, the start and the end.
  bool seesAll() const;
  void look(Sight& sight);
};

/// How a quantity is had.
enum class Had {
  atMoments,  ///< one number at any moment; "at" says which counts
  bySeeing,   ///< from all regular moments, the start and the end
  atStart,    ///< from the data alone
  atEnd,
  byGradientCheck,  ///< as at moments, with a gradient check; not "best", "max" or "min"
  byUpdateCheck,
};

struct QuantityKind {
  std::string_view name;  ///< with a point at its end: a family, "train."
  Had had;
  /// Keys beside "of", "run", "at", "from" and "until".
  std::array<std::string_view, 2> keys;
  bool readsMetric;  ///< of the part that `metric` names
  double (*figure)(Quantity&, Sight&);
};

std::span<const QuantityKind> quantityKinds();

/// The metrics that "train." and the like have.
struct MetricKind {
  std::string_view name;
  double (*of)(const Metrics&);
  double (*ofBaseline)(const BaselineMetrics&);
};
std::span<const MetricKind> metricKinds();

/// What "optimizer." has of the latest step.
struct StepField {
  std::string_view name;
  double (*of)(const StepReport&);
};
std::span<const StepField> stepFields();

/// What "baseline." has beside the metrics of a part.
inline constexpr std::string_view kFitFields[] = {
    "rank", "freedom", "norm", "condition", "coefficient", "coefficients-difference"};

/// As in GradientVerdict.
inline constexpr std::string_view kVerdicts[] = {"right", "wrong", "unsure"};

/// Reads a leaf {"of": …, …}; `members` are finished by the caller. `references` holds the lists
/// that "reference" names.
struct References {
  const json::Json* document = nullptr;
  /// The numbers of that name, or a problem.
  std::vector<double> find(const json::Node& name) const;
};
void readQuantity(json::Members& members, const References& references, Quantity& out);

}  // namespace fallline
