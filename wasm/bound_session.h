// A Session as JavaScript holds it: made in steps (files, arrays, then create), used in slices.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "fallline/condition_monitor.h"
#include "fallline/layer_statistics.h"
#include "fallline/report.h"
#include "fallline/session.h"
#include "fallline/trace.h"
#include "pacer.h"
#include "replies.h"

namespace fallline::wasm {

/// Texts named JSON are described in fallline/report.h.
class BoundSession {
 public:
  // --- making it --------------------------------------------------------------------------------
  Reply<Nothing> addFile(const std::string& name, const BytesIn& bytes);
  /// The data of the source `given`: inputs and targets sample by sample, bytes for images.
  Reply<Nothing> give(const GivenIn& meaning, const NumbersIn& inputs, const DoublesIn& targets);
  /// From the text of a Spec. Afterwards the files are the session's alone.
  Reply<Info> create(const std::string& spec);
  Reply<Info> info();
  /// The session, for the analyses of the lab module; an exception where none was created.
  Session& session();

  // --- training ---------------------------------------------------------------------------------
  /// Trains for about that many milliseconds, until a stop rule of the Spec or until the given
  /// epoch or step is reached (Infinity: no such end). Value: the state, JSON.
  Reply<Text> train(double milliseconds, double untilEpoch, double untilStep);
  Reply<Text> state();
  Reply<Nothing> retune(const std::string& path, const std::string& json);
  Reply<Nothing> setParameter(double index, double value);
  Reply<Nothing> switchUnit(double layer, double unit, bool on);
  Reply<Nothing> reset();

  // --- looking ----------------------------------------------------------------------------------
  /// Evaluates all parts, for about that many milliseconds; goes on at the next call. Value: the
  /// metrics as JSON {"train", "validation", "test"} when done, "" before.
  Reply<Text> evaluate(double milliseconds);
  /// How long a whole evaluation takes, in milliseconds, about.
  Reply<Number> evaluationTime();
  /// The command line's last line for the metrics of the latest evaluation, JSON.
  Reply<Text> summary(double seconds);
  /// classes × classes counts of the latest evaluation of part 0, 1 or 2; empty without classes.
  Reply<Doubles> confusion(int part);

  /// The worst `most` of that evaluation and part; null without classes or evaluation.
  Reply<MistakesOut> mistakes(int part, int most);

  // --- inside -----------------------------------------------------------------------------------
  /// Takes the statistics of layer_statistics.h, for about that many milliseconds: of the present
  /// parameters at the first call, the same at those that go on. True when done.
  Reply<Flag> inspect(double milliseconds);
  /// The latest statistics, JSON; "" before the first.
  Reply<Text> statistics();
  /// The norms over the run, row by row: passes, then of every layer gradient and update.
  Reply<Doubles> norms();
  /// The epoch at which conditions are to be measured next; -1: now, as the run has ended.
  Reply<Number> conditionsDue();
  /// Measures conditions, when the metrics and statistics are those of the present step.
  Reply<Nothing> measureConditions();
  /// The conditions that hold, JSON.
  Reply<Text> conditions();

  Reply<Doubles> predict(const DoublesIn& inputs);
  Reply<Doubles> activations(const DoublesIn& inputs);
  Reply<PlanesOut> grid(double xLow, double xHigh, double yLow, double yHigh, int nx, int ny);
  Reply<PlanesOut> curve(double low, double high, int n);
  Reply<PlanesOut> unitGrid(double xLow, double xHigh, double yLow, double yHigh, int nx, int ny);
  Reply<PlanesOut> unitCurve(double low, double high, int n);

  /// Opens the next step: of its own batch for a number below 0, else of that one sample of the
  /// training part. Works for about that many milliseconds: null when there is more to do, which
  /// the next call does. What `traceWindow` gives belongs to it until the next one or `closeTrace`.
  Reply<TraceOut> trace(double sample, double milliseconds);
  Reply<Doubles> traceWindow(int layer, int quantity, double row, double column, double rows,
                             double columns);
  Reply<Nothing> closeTrace();
  /// The gradients of the latest steps; from the first call on they are kept. null where the
  /// network is too large for that.
  Reply<GradientsOut> gradients();
  Reply<Nothing> forgetGradients();

  /// Which samples of the data stand for a part: all, or `maximum` spread evenly over it.
  Reply<Integers> sampleIndex(int part, int maximum);
  Reply<Floats> sampleInputs(const IntegersIn& index);  ///< empty for images
  Reply<Floats> sampleTargets(const IntegersIn& index);
  Reply<ByteArray> sampleImages(const IntegersIn& index);  ///< empty for other than images

  // --- keeping ----------------------------------------------------------------------------------
  Reply<Doubles> parameters();
  Reply<Nothing> setParameters(const DoublesIn& theta);
  Reply<Text> fingerprint();
  Reply<ByteArray> snapshot();
  Reply<Nothing> restore(const BytesIn& snapshot);

 private:
  void forgetEvaluation();
  /// The run goes on from another place.
  void beginConditions();

  Sources sources_;
  std::unique_ptr<Session> session_;
  Pacer training_, evaluating_;
  PartMetrics metrics_;                 // of the latest whole evaluation
  std::optional<PartMetrics> pending_;  // of the one under way
  std::size_t pendingPart_ = 0;
  std::unique_ptr<LayerInspector> inspector_;  // made when somebody looks
  Pacer inspecting_;
  NormHistory norms_;
  ConditionMonitor conditions_;
  std::unique_ptr<StepTrace> trace_;
};

}  // namespace fallline::wasm
