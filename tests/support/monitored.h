// A run that is watched for conditions, as the worker watches it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fallline/condition_monitor.h"
#include "support/sessions.h"

namespace fallline::testing {

class Monitored {
 public:
  explicit Monitored(const std::string& spec, const Sources& sources = {})
      : session_(sessionOf(spec, sources)), inspector_(*session_) {
    monitor_.begin(*session_);
    measure();
  }

  /// Trains to that epoch or to the end of the run.
  Monitored& run(std::int64_t epochs) {
    const Progress& progress = session_->progress();
    while (progress.status == RunStatus::running && progress.epoch < epochs) {
      session_->advance(1e18, std::int64_t{1} << 50);
      if (monitor_.isDue(progress)) measure();
    }
    return *this;
  }

  bool has(std::string_view id) const { return find(id) != nullptr; }
  const Finding* find(std::string_view id) const {
    for (const Finding& finding : monitor_.findings()) {
      if (finding.id == id) return &finding;
    }
    return nullptr;
  }
  /// All that was found up to here, for messages.
  std::string ids() const {
    std::string all;
    for (const Finding& finding : monitor_.findings()) {
      if (!all.empty()) all += ' ';
      all += finding.id;
    }
    return all;
  }
  /// Everything that was told at any time.
  const std::vector<std::string>& told() const { return told_; }
  Session& session() { return *session_; }
  const NetworkStatistics& statistics() const { return inspector_.statistics(); }

 private:
  void measure() {
    inspector_.begin();
    double work = 1e18;
    inspector_.slice(work);
    monitor_.measure(*session_, evaluateAll(*session_), inspector_.statistics());
    if (monitor_.findings().empty()) return;
    const std::string now = ids() + " at " + std::to_string(session_->progress().epoch);
    if (told_.empty() || told_.back().substr(0, ids().size() + 3) != ids() + " at") {
      told_.push_back(now);
    }
  }

  std::unique_ptr<Session> session_;
  LayerInspector inspector_;
  ConditionMonitor monitor_;
  std::vector<std::string> told_;
};

}  // namespace fallline::testing
