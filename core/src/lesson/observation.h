// One run, watched by the quantities that are measured of it; in slices.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "fallline/gradient_check.h"
#include "fallline/session.h"
#include "lesson/quantities.h"

namespace fallline {

/// Whether any rule ends a run.
inline bool hasEnd(const Stop& stop) {
  return stop.epochs > 0 || stop.steps > 0 || stop.loss > 0 || stop.gradient > 0 ||
         stop.patience > 0;
}

class Observation {
 public:
  /// How a run is watched: fresh quantities, and when.
  struct Watch {
    std::vector<Quantity> quantities;
    bool everyStep = false;
    bool trains = true;
  };
  /// An Error where the session cannot be made or the run would go on for ever.
  static Result<std::unique_ptr<Observation>> make(const Spec& spec, const Sources& sources,
                                                   Watch watch);

  /// Goes on for at most about `work` multiply-adds, often much less: to the next thing that is to
  /// be done. `cut`: it was the work that ended it. True when all is seen.
  bool advance(double work, bool& cut);
  double share() const;  ///< of the run that is done, 0 to 1
  std::vector<double> values() const;
  std::uint64_t fingerprint() const { return session_->fingerprint(); }

 private:
  enum class Stage { measuring, training, checking, done };

  Observation(std::unique_ptr<Session> session, Watch watch);
  void arrive();  ///< at a moment: what it is, and which parts are wanted
  bool measure(double work);
  bool train(double work);
  bool check(double work);
  void show();

  std::unique_ptr<Session> session_;
  Watch watch_;
  Sight sight_;
  Stage stage_ = Stage::measuring;
  unsigned parts_ = 0;  ///< that are still to be evaluated at this moment
  std::int64_t lastEpoch_ = 0, lastStep_ = -1;
  bool trains_ = false;
  std::unique_ptr<GradientChecker> checker_;
  std::optional<UpdateCheck> update_;
};

}  // namespace fallline
