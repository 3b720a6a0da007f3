// A Session turns a Spec and a number of steps into parameters and a history, deterministically.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/dataset.h"
#include "fallline/metrics.h"
#include "fallline/optimizer.h"
#include "fallline/result.h"
#include "fallline/spec.h"

namespace fallline {

struct GradientLog;
struct Prepared;
struct StepTrace;

/// Where a run stands.
enum class RunStatus {
  running,    ///< more steps can be taken
  converged,  ///< stop.loss, stop.gradient or the method's own rule
  stopped,    ///< stop.epochs, stop.steps or stop.patience
  stalled,    ///< the method found no better point
  diverged,   ///< non-finite or singular; the last finite parameters are kept
};
std::string_view nameOf(RunStatus status);

enum class Part { train, validation, test };
inline constexpr std::array<std::string_view, 3> partNames{"train", "validation", "test"};

/// The lowest loss so far, at the end of any epoch, of the part that decides: validation if there
/// is one, otherwise train.
inline constexpr double kFreeJudging = 5e7;
struct Best {
  std::int64_t epoch = 0;
  double loss = 0;
};

struct Progress {
  RunStatus status = RunStatus::running;
  std::string reason;      ///< why it is not running any more: one sentence
  std::int64_t epoch = 0;  ///< full passes
  std::int64_t step = 0;   ///< updates of the parameters
  double passes = 0;       ///< passes with the fraction of the one under way
  bool judging = false;    ///< an epoch has ended and its loss is still being computed:
                           ///< advance(work, 0) goes on with that
  double evaluations = 0;  ///< evaluations of loss or gradient by the method so far, a mini-batch
                           ///< counted as its share of the training part
  StepReport last;         ///< of the latest step
  std::optional<Best> best;
};

/// A layer's sizes, as the network really has them.
struct LayerShape {
  Index inputs, units;
  bool bias;
};

class Session {
 public:
  /// Builds data, network and parameters. Errors carry the Spec's paths.
  static Result<std::unique_ptr<Session>> create(const Spec& spec, const Sources& sources = {});
  virtual ~Session() = default;

  // --- what it is -----------------------------------------------------------------------------
  virtual const Spec& spec() const = 0;     ///< resolved: every value written out, changes so far
  virtual const Dataset& data() const = 0;  ///< raw, as the source made it
  virtual std::span<const std::int32_t> samples(Part part) const = 0;  ///< columns of data()
  virtual std::span<const LayerShape> layers() const = 0;
  virtual std::int64_t parameterCount() const = 0;
  virtual std::int64_t stepsPerEpoch() const = 0;
  virtual bool isDouble() const = 0;
  /// What the network is trained with, for the analysis headers.
  virtual const Prepared& prepared() const = 0;

  // --- training ---------------------------------------------------------------------------------
  virtual const Progress& progress() const = 0;
  /// Up to that many steps more; fewer when a stop rule is met.
  virtual const Progress& run(std::int64_t steps) = 0;
  /// About that much work (multiply-adds), and up to that many steps; may stop in the middle of a
  /// step or of an evaluation and go on from there at the next call. Returns after each epoch, when
  /// it has been judged.
  virtual const Progress& advance(double work, std::int64_t steps) = 0;
  /// A live change ("optimizer.learningRate", "0.01"), effective from the next step on and recorded
  /// in spec().changes.
  virtual std::optional<Error> retune(std::string_view path, std::string_view jsonValue) = 0;
  /// Sets one number of parameters(). In the middle of a step or of an evaluation that one is begun
  /// anew: what follows depends on the step count at which the number was set, not on slices.
  /// Errors: "out-of-range" for an index that is none, "bad-value" for what is no finite number in
  /// the session's scalar.
  virtual std::optional<Error> setParameter(std::int64_t index, double value) = 0;
  /// Switches a unit of a hidden layer off, or on again; begins anew like setParameter. A unit that
  /// is off gives 0 and learns nothing: the weights into it, its bias and the weights out of it
  /// stay as they are, whatever penalty or method, and their gradient is 0. The method's own state
  /// (momentum) goes on with that gradient, so it fades. `reset` switches all on. Errors:
  /// "out-of-range" for what is no hidden unit.
  virtual std::optional<Error> switchUnit(std::int64_t layer, std::int64_t unit, bool on) = 0;
  /// The units that are off, ascending, for every layer.
  virtual const std::vector<std::vector<Index>>& off() const = 0;

  // --- looking ----------------------------------------------------------------------------------
  /// The metrics of a part in full, dropout off, original units; nothing when the part is empty.
  virtual std::optional<Metrics> evaluate(Part part) = 0;
  /// The same in slices: about `work` multiply-adds per call, true when done. Parameters are those
  /// at the time of the first call.
  virtual bool evaluateSlice(Part part, double work, std::optional<Metrics>& out) = 0;
  /// Multiply-adds of evaluating a part.
  virtual double evaluationWork(Part part) const = 0;
  /// Outputs for raw inputs: count × inputs numbers, sample by sample; regression in the targets'
  /// original units, classes as the output activation gives them.
  virtual Result<std::vector<double>> predict(std::span<const double> inputs) = 0;
  /// Activations of every unit, layer by layer, the outputs as their activation gives them, for raw
  /// inputs as above; dropout off. At most kMostActivations numbers: "out-of-range" for more.
  virtual Result<std::vector<double>> activations(std::span<const double> inputs) = 0;
  static constexpr std::int64_t kMostActivations = 4'000'000;
  /// The next step, opened (trace.h): with its own batch for a number below 0, else with that one
  /// sample of the training part. Nothing changes: neither this session nor what follows. Dropout
  /// draws the masks of the next step. Null while there is more to do than about `work`
  /// multiply-adds: the next call goes on, or begins anew when the session has moved on meanwhile.
  /// Error: "out-of-range" for a sample that there is not.
  virtual Result<std::unique_ptr<StepTrace>> trace(std::int64_t sample, double work) = 0;
  /// Whether the gradients of steps to come are kept, which takes a second pass a step; only for
  /// networks of at most GradientLog::kMostParameters. Parameters stay the same, bit by bit.
  virtual void logGradients(bool on) = 0;
  /// The latest of them; null when none are kept.
  virtual const GradientLog* gradientLog() = 0;
  virtual std::vector<double> parameters()
      const = 0;  ///< layer by layer: W row-major out×in, then b
  /// What the latest step, and what was set by hand since then, changed in parameters().
  virtual std::vector<double> latestUpdate() const = 0;
  virtual std::optional<Error> setParameters(std::span<const double> theta) = 0;
  virtual std::uint64_t fingerprint() const = 0;  ///< hash of parameters() in the session's scalar

  // --- keeping ----------------------------------------------------------------------------------
  /// Everything that is needed to go on as if nothing had happened, changes included.
  virtual std::vector<std::uint8_t> snapshot() const = 0;
  /// Only from a session of the same Spec (its changes aside) and the same engine version.
  virtual std::optional<Error> restore(std::span<const std::uint8_t> snapshot) = 0;
  /// Back to the start of the Spec that the session was created from; retuned values are forgotten.
  virtual void reset() = 0;
};

/// 16 hex digits.
std::string fingerprintText(std::uint64_t fingerprint);

}  // namespace fallline
