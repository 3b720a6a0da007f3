#include "fallline/claim.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "lesson/measure.h"
#include "lesson/observation.h"

namespace fallline {
namespace {

using json::Json;
using json::number;

/// One run: of which plan, and which cell of its sweep.
struct Job {
  std::size_t plan = 0, cell = 0;
  bool isDone = false;
};

Json numberOrNull(double x) { return std::isfinite(x) ? number(x) : Json(nullptr); }

}  // namespace

class RunSet::State {
 public:
  State(const std::vector<RunPlan>& plans, std::shared_ptr<const Measures> measures,
        std::vector<Comparison> comparisons, Sources sources)
      : plans_(plans),
        measures_(std::move(measures)),
        comparisons_(std::move(comparisons)),
        sources_(std::move(sources)) {
    std::vector<std::pair<double, Job>> order;
    for (std::size_t p = 0; p < plans_.size(); ++p) {
      auto cells = expand(plans_[p].sweep);
      if (!cells) {
        problem_ = cells.error();
        cells = std::vector<Cell>();
      }
      // Plans side by side, so that what compares them is known run by run.
      for (std::size_t i = 0; i < cells->size(); ++i) {
        order.emplace_back(double(i) / double(cells->size()), Job{p, i, false});
      }
      cells_.push_back(std::move(*cells));
    }
    std::ranges::stable_sort(order, {}, [](const auto& entry) { return entry.first; });
    for (const auto& [place, job] : order) jobs_.push_back(job);
    for (const Leaf& leaf : measures_->leaves) {
      Tensor& tensor = tensors_.emplace_back();
      if (leaf.plan == Leaf::kAnswer) {
        tensor.values = {std::numeric_limits<double>::quiet_NaN()};
        tensor.known = {1};
        continue;
      }
      tensor.dimensions = dimensionsOf(plans_[leaf.plan].sweep);
      tensor.values.assign(entriesOf(tensor.dimensions), 0);
      tensor.known.assign(tensor.values.size(), 0);
    }
  }

  void answer(double x) {
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      if (measures_->leaves[i].plan == Leaf::kAnswer) tensors_[i].values = {x};
    }
  }

  std::size_t runs() const { return jobs_.size(); }
  std::size_t done() const { return done_; }
  const Spec& spec(std::size_t run) const { return cells_[jobs_[run].plan][jobs_[run].cell].spec; }

  double share() const {
    if (jobs_.empty()) return 1;
    return (double(done_) + (current_ ? current_->share() : 0)) / double(jobs_.size());
  }

  Result<std::unique_ptr<Observation>> open(std::size_t run) const {
    if (problem_) return *problem_;
    const RunPlan& plan = plans_[jobs_[run].plan];
    Observation::Watch watch{{}, plan.everyStep, plan.trains};
    for (const Leaf& leaf : measures_->leaves) {
      if (leaf.plan == jobs_[run].plan) watch.quantities.push_back(leaf.quantity);
    }
    return Observation::make(spec(run), sources_, std::move(watch));
  }

  void take(std::size_t run, const RunFigures& figures) {
    Job& job = jobs_[run];
    if (job.isDone) return;
    job.isDone = true;
    ++done_;
    std::size_t next = 0;
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      if (measures_->leaves[i].plan != job.plan) continue;
      tensors_[i].values[job.cell] = figures.values[next++];
      tensors_[i].known[job.cell] = 1;
    }
    if (job.plan == 0 && job.cell == 0) fingerprint_ = figures.fingerprint;
  }

  std::optional<Error> advance(double work, bool& cut) {
    cut = false;
    if (!current_) {
      const auto next = std::ranges::find(jobs_, false, &Job::isDone);
      if (next == jobs_.end()) return problem_;
      at_ = std::size_t(next - jobs_.begin());
      auto opened = open(at_);
      if (!opened) return opened.error();
      current_ = std::move(*opened);
      return {};
    }
    if (!current_->advance(work, cut)) return {};
    take(at_, {current_->values(), current_->fingerprint()});
    current_.reset();
    return {};
  }

  std::vector<Judged> judged() const {
    std::vector<Judged> all;
    all.reserve(measures_->roots.size());
    for (std::size_t i = 0; i < measures_->roots.size(); ++i) {
      all.push_back(judgedBy(measures_->roots[i], comparisons_[i]));
    }
    return all;
  }

  std::optional<std::uint64_t> fingerprint() const { return fingerprint_; }

 private:
  Judged judgedBy(const Expression& root, const Comparison& comparison) const {
    Judged out;
    out.comparison = comparison;
    const Result<Tensor> value = valueOf(root, tensors_);
    if (!value) return out;
    out.labels = entryLabels(value->dimensions);
    const std::size_t all = value->values.size();
    std::size_t holding = 0, inverse = 0;
    for (std::size_t i = 0; i < all && value->known[i] != 0; ++i) {
      out.values.push_back(value->values[i]);
      holding += comparison.holds(value->values[i]) ? 1 : 0;
      inverse += comparison.inverseHolds(value->values[i]) ? 1 : 0;
    }
    out.isComplete = done_ == jobs_.size() && out.values.size() == all;
    const double needed = comparison.share * double(all) * (1 - 1e-12);
    out.holds = out.isComplete && double(holding) >= needed;
    out.inverseHolds = out.isComplete && double(inverse) >= needed;
    return out;
  }

  std::vector<RunPlan> plans_;
  std::shared_ptr<const Measures> measures_;
  std::vector<Comparison> comparisons_;
  Sources sources_;
  std::vector<std::vector<Cell>> cells_;  ///< of each plan
  std::vector<Job> jobs_;
  std::vector<Tensor> tensors_;  ///< of each leaf
  std::size_t done_ = 0, at_ = 0;
  std::unique_ptr<Observation> current_;
  std::optional<Error> problem_;
  std::optional<std::uint64_t> fingerprint_;
};

namespace {

std::vector<Comparison> comparisonsOf(const LessonTask& task) {
  std::vector<Comparison> all;
  all.reserve(task.points.size());
  for (const TaskPoint& point : task.points) all.push_back(point.comparison);
  return all;
}

std::vector<RunPlan> plansWith(const LessonTask& task, std::string_view specText) {
  std::vector<RunPlan> plans = task.runs;
  Sweep& own = plans.front().sweep;
  own.specText = specText;
  // The Spec's own seed first, then those that follow it.
  if (const Result<Spec> spec = parseSpec(specText)) {
    for (std::size_t i = 0; i < own.seeds.size(); ++i) own.seeds[i] = spec->seed + i;
  }
  return plans;
}

}  // namespace

RunSet::RunSet(const Claim& claim, Sources sources)
    : state_(std::make_unique<State>(claim.runs, claim.value, std::vector{claim.comparison},
                                     std::move(sources))) {}
RunSet::RunSet(const LessonTask& task, std::string_view specText, std::optional<double> answer,
               Sources sources)
    : state_(std::make_unique<State>(plansWith(task, specText), task.values, comparisonsOf(task),
                                     std::move(sources))) {
  if (answer) state_->answer(*answer);
}
RunSet::~RunSet() = default;
RunSet::RunSet(RunSet&&) noexcept = default;

std::size_t RunSet::runs() const { return state_->runs(); }
std::size_t RunSet::done() const { return state_->done(); }
double RunSet::share() const { return state_->share(); }
const Spec& RunSet::spec(std::size_t run) const { return state_->spec(run); }
void RunSet::take(std::size_t run, const RunFigures& figures) { state_->take(run, figures); }
std::vector<Judged> RunSet::judged() const { return state_->judged(); }
std::optional<std::uint64_t> RunSet::fingerprint() const { return state_->fingerprint(); }
std::optional<Error> RunSet::advance(double work, bool& cut) { return state_->advance(work, cut); }

Result<RunFigures> RunSet::figures(std::size_t run) const {
  auto observation = state_->open(run);
  if (!observation) return observation.error();
  bool cut = false;
  while (!(*observation)->advance(1e18, cut)) {
  }
  return RunFigures{(*observation)->values(), (*observation)->fingerprint()};
}

std::string writeClaimState(const RunSet& runs) {
  const Judged judged = runs.judged().front();
  Json values = Json::array(), holds = Json::array();
  for (const double x : judged.values) {
    values.push_back(numberOrNull(x));
    holds.push_back(judged.comparison.holds(x));
  }
  return json::write({{"runs", runs.runs()},
                      {"done", runs.done()},
                      {"share", number(runs.share())},
                      {"values", std::move(values)},
                      {"labels", judged.labels},
                      {"holds", std::move(holds)},
                      {"verdict", judged.isComplete ? Json(judged.holds) : Json(nullptr)}});
}

bool passes(const RunSet& runs) { return std::ranges::all_of(runs.judged(), &Judged::holds); }

std::string writeJudgeState(const LessonTask& task, const std::vector<std::string>& changed,
                            const RunSet* runs) {
  const std::vector<Judged> judged = runs ? runs->judged() : std::vector<Judged>();
  Json points = Json::array();
  for (std::size_t i = 0; i < task.points.size(); ++i) {
    const bool isKnown = i < judged.size() && !judged[i].values.empty();
    points.push_back({{"says", task.points[i].says},
                      {"value", isKnown ? numberOrNull(judged[i].values.front()) : Json(nullptr)},
                      {"holds", i < judged.size() && judged[i].holds}});
  }
  const bool done = !runs || runs->done() == runs->runs();
  const auto fingerprint = runs ? runs->fingerprint() : std::nullopt;
  return json::write(
      {{"done", done},
       {"share", number(runs ? runs->share() : 1)},
       {"fingerprint", fingerprint ? Json(fingerprintText(*fingerprint)) : Json(nullptr)},
       {"changed", changed},
       {"points", std::move(points)},
       {"passed", changed.empty() && runs && done && passes(*runs)}});
}

}  // namespace fallline
