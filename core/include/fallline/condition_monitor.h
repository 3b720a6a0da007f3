// Watches a run for conditions: measures at the start, at epochs that lie ever further apart, and
// at the end, and keeps what was measured. The same run is told the same at the same epochs.
#pragma once

#include <array>
#include <vector>

#include "fallline/conditions.h"
#include "fallline/report.h"

namespace fallline {

class ConditionMonitor {
 public:
  /// A new run, or the same one from another place.
  void begin(const Session& session);

  /// Whether it is time: at the start, at epochs 1, 2, … 10 and from there on 1.1 times as many
  /// each, and once when the run has ended.
  bool isDue(const Progress& progress) const;
  /// The epoch at which it is time next.
  std::int64_t next() const { return next_; }

  /// Takes in what was measured at the present step. Conditions come when they hold at two
  /// measurements running and go when they do not at three, so that nothing flickers; at the end
  /// of a run the last measurement decides.
  void measure(const Session& session, const PartMetrics& metrics,
               const NetworkStatistics& statistics);

  /// What holds, in the order of the list.
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  static constexpr std::size_t kMostReadings = 1024;

  std::vector<Reading> readings_;
  std::vector<Finding> findings_;
  std::array<int, Conditions::size> streak_{};  ///< measurements that say other than findings_
  double constantLoss_ = 0;
  std::int64_t next_ = 0;
  bool ended_ = false;
};

}  // namespace fallline
