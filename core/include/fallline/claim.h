// Claims and tasks of a lesson, judged by training their runs; run by run and in slices.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/dataset.h"
#include "fallline/lesson.h"
#include "fallline/result.h"

namespace fallline {

/// What one run gave: a number for each quantity that is measured of it.
struct RunFigures {
  std::vector<double> values;
  std::uint64_t fingerprint = 0;
};

/// A value that is held to its bound.
struct Judged {
  std::vector<double> values;       ///< entry by entry, as far as they are known, in order
  std::vector<std::string> labels;  ///< of all entries: "seed 3"; "" for a number alone
  Comparison comparison;
  bool isComplete = false;
  bool holds = false;         ///< for at least the share of the entries; when complete
  bool inverseHolds = false;  ///< the same of the inverse
};

/// The runs of a claim or of a task, trained one after the other or, by `figures`, wherever.
class RunSet {
 public:
  RunSet(const Claim& claim, Sources sources);
  /// Of a task: `specText` is the reader's, which must parse.
  RunSet(const LessonTask& task, std::string_view specText, std::optional<double> answer,
         Sources sources);
  ~RunSet();
  RunSet(RunSet&&) noexcept;

  std::size_t runs() const;
  std::size_t done() const;
  double share() const;  ///< of the work that is done, about, 0 to 1
  const Spec& spec(std::size_t run) const;

  /// Trains a run of its own from start to end and changes nothing here: for many at once.
  Result<RunFigures> figures(std::size_t run) const;
  void take(std::size_t run, const RunFigures& figures);

  /// Goes on with the next run for at most about `work` multiply-adds, often much less; `cut`: it
  /// was the work that ended it. An Error of a run's data, or of a Spec that has no end.
  std::optional<Error> advance(double work, bool& cut);

  /// Of the claim, or point by point of the task.
  std::vector<Judged> judged() const;
  /// Of the reader's own run, its first seed; when it has ended.
  std::optional<std::uint64_t> fingerprint() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// The paths at which a Spec differs from a task's beside those that it may vary: "optimizer.id".
/// What follows from another choice by itself, such as the batch of a second-order method, is no
/// difference. An Error where one of the Specs cannot be trained.
Result<std::vector<std::string>> forbiddenChanges(const Lesson& lesson, const LessonTask& task,
                                                  const Spec& spec, const Sources& sources);

/// {"runs", "done", "share", "values": […], "labels": […], "holds": […], "verdict"}: entries that
/// are not known yet are missing at the ends of values and holds; numbers that are not finite are
/// null, and so is the verdict before all is done.
std::string writeClaimState(const RunSet& runs);

/// {"done", "share", "fingerprint", "changed": […], "points": [{"says", "value", "holds"}…],
///  "passed"}; without a run where there are forbidden changes.
std::string writeJudgeState(const LessonTask& task, const std::vector<std::string>& changed,
                            const RunSet* runs);
/// Whether a solution whose runs are done is right.
bool passes(const RunSet& runs);

}  // namespace fallline
