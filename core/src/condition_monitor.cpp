#include "fallline/condition_monitor.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "fallline/baseline.h"

namespace fallline {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kToCome = 2, kToGo = 3;  // measurements

const Finding* find(const std::vector<Finding>& findings, std::string_view id) {
  for (const Finding& finding : findings) {
    if (finding.id == id) return &finding;
  }
  return nullptr;
}

}  // namespace

void ConditionMonitor::begin(const Session& session) {
  readings_.clear();
  findings_.clear();
  streak_ = {};
  const PartBaselines constant = meanPredictor(session.prepared());
  constantLoss_ = constant[0] && constant[0]->loss ? *constant[0]->loss : kNone;
  next_ = session.progress().epoch;
  ended_ = false;
}

bool ConditionMonitor::isDue(const Progress& progress) const {
  if (progress.judging) return false;
  return progress.epoch >= next_ || (progress.status != RunStatus::running && !ended_);
}

void ConditionMonitor::measure(const Session& session, const PartMetrics& metrics,
                               const NetworkStatistics& statistics) {
  const Progress& progress = session.progress();
  next_ = std::max(progress.epoch + 1, progress.epoch + progress.epoch / 10);
  ended_ = progress.status != RunStatus::running;
  const auto& train = metrics[0];
  const auto& heldOut = metrics[1] ? metrics[1] : metrics[2];
  if (!readings_.empty() && readings_.back().epoch == progress.epoch) readings_.pop_back();
  if (readings_.size() == kMostReadings) readings_.erase(readings_.begin() + kMostReadings / 2);
  readings_.push_back(
      {progress.epoch, train ? train->loss : kNone, heldOut ? heldOut->loss : kNone});
  const double fit = train && train->accuracy ? *train->accuracy
                     : train && train->r2     ? *train->r2
                                              : kNone;
  const Prepared& prepared = session.prepared();
  std::vector<Finding> seen = diagnose({session.spec(), progress.status, readings_, statistics, fit,
                                        constantLoss_, prepared.data->inputs.isImages()});
  std::vector<Finding> told;
  std::size_t at = 0;
  for (std::string_view id : idsOf(Conditions{})) {
    const Finding* now = find(seen, id);
    const Finding* before = find(findings_, id);
    int& streak = streak_[at++];
    const bool changes = (now != nullptr) != (before != nullptr);
    streak = changes ? streak + 1 : 0;
    const bool turned = changes && (ended_ || streak >= (now != nullptr ? kToCome : kToGo));
    if (turned) streak = 0;
    const bool holds = turned ? now != nullptr : before != nullptr;
    if (holds) told.push_back(now != nullptr ? *now : *before);
  }
  findings_ = std::move(told);
}

}  // namespace fallline
