// What JavaScript sees of the core: one class and a few functions, text and typed arrays.
#include <emscripten/bind.h>
#include <emscripten/heap.h>

#include <optional>
#include <string>

#include "arrays.h"
#include "bound_session.h"
#include "describe.h"
#include "fallline/csv.h"
#include "fallline/curves.h"
#include "fallline/manifest.h"
#include "fallline/spec.h"
#include "replies.h"

namespace fallline::wasm {
namespace {

Reply<Text> engine() {
  return guard<Text>([] { return std::string(engineVersion); });
}

/// All problems of a Spec that can be seen without its data.
Reply<Problems> check(const std::string& spec) {
  return guard<Problems>([&] { return describeProblems(problemsOf(spec)); });
}

/// The Spec with the value at `path` replaced, as the command line's --set does it.
Reply<Text> set(const std::string& spec, const std::string& path, const std::string& value) {
  return guard<Text>([&] { return setValue(spec, path, value); });
}

/// What a CSV file holds. `delimiter` "" and `header` -1: found by the reader; header 0 no, 1 yes.
Reply<Preview> previewCsv(const BytesIn& bytes, const std::string& where,
                          const std::string& delimiter, int header) {
  return guard<Preview>([&]() -> Result<emscripten::val> {
    CsvOptions options;
    options.where = where;
    if (!delimiter.empty()) options.delimiter = delimiter.front();
    if (header >= 0) options.header = header != 0;
    const auto table = readCsv(vectorOf<std::uint8_t>(bytes), options);
    if (!table) return table.error();
    return describePreview(previewOf(*table));
  });
}

/// Values and slopes of an activation, given as JSON, at every z.
Reply<CurveOut> activation(const std::string& choice, const DoublesIn& z) {
  return guard<CurveOut>([&]() -> Result<emscripten::val> {
    const auto curve = activationCurve(choice, vectorOf<double>(z));
    if (!curve) return curve.error();
    auto out = emscripten::val::object();
    out.set("values", arrayOf(curve->values));
    out.set("slopes", arrayOf(curve->slopes));
    return out;
  });
}

/// The learning rates of a Spec after so many passes.
Reply<Doubles> rates(const std::string& spec, double stepsPerEpoch, const DoublesIn& passes) {
  return guard<Doubles>([&]() -> Result<emscripten::val> {
    // A number beyond all limits, or none, is no number of steps.
    const bool fits = stepsPerEpoch >= 1 && stepsPerEpoch <= 1e15;
    const auto steps = fits ? static_cast<std::int64_t>(stepsPerEpoch) : 0;
    const auto found = rateCurve(spec, steps, vectorOf<double>(passes));
    if (!found) return found.error();
    return arrayOf(*found);
  });
}

/// Bytes of memory that the module holds.
double memory() { return static_cast<double>(emscripten_get_heap_size()); }

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line) {
  registerTypes();

  emscripten::function("engine", &engine);
  emscripten::function("check(spec)", &check);
  emscripten::function("setValue(spec, path, value)", &set);
  emscripten::function("previewCsv(bytes, where, delimiter, header)", &previewCsv);
  emscripten::function("activation(choice, z)", &activation);
  emscripten::function("rates(spec, stepsPerEpoch, passes)", &rates);
  emscripten::function("memory", &memory);

  emscripten::class_<BoundSession>("Session")
      .constructor<>()
      .function("addFile(name, bytes)", &BoundSession::addFile)
      .function("give(meaning, inputs, targets)", &BoundSession::give)
      .function("create(spec)", &BoundSession::create)
      .function("info", &BoundSession::info)
      .function("train(milliseconds, untilEpoch, untilStep)", &BoundSession::train)
      .function("state", &BoundSession::state)
      .function("retune(path, json)", &BoundSession::retune)
      .function("setParameter(index, value)", &BoundSession::setParameter)
      .function("switchUnit(layer, unit, on)", &BoundSession::switchUnit)
      .function("reset", &BoundSession::reset)
      .function("evaluate(milliseconds)", &BoundSession::evaluate)
      .function("evaluationTime", &BoundSession::evaluationTime)
      .function("summary(seconds)", &BoundSession::summary)
      .function("confusion(part)", &BoundSession::confusion)
      .function("mistakes(part, most)", &BoundSession::mistakes)
      .function("inspect(milliseconds)", &BoundSession::inspect)
      .function("statistics", &BoundSession::statistics)
      .function("norms", &BoundSession::norms)
      .function("conditionsDue", &BoundSession::conditionsDue)
      .function("measureConditions", &BoundSession::measureConditions)
      .function("conditions", &BoundSession::conditions)
      .function("predict(inputs)", &BoundSession::predict)
      .function("activations(inputs)", &BoundSession::activations)
      .function("grid(xLow, xHigh, yLow, yHigh, nx, ny)", &BoundSession::grid)
      .function("curve(low, high, n)", &BoundSession::curve)
      .function("unitGrid(xLow, xHigh, yLow, yHigh, nx, ny)", &BoundSession::unitGrid)
      .function("unitCurve(low, high, n)", &BoundSession::unitCurve)
      .function("trace(sample, milliseconds)", &BoundSession::trace)
      .function("traceWindow(layer, quantity, row, column, rows, columns)",
                &BoundSession::traceWindow)
      .function("closeTrace", &BoundSession::closeTrace)
      .function("gradients", &BoundSession::gradients)
      .function("forgetGradients", &BoundSession::forgetGradients)
      .function("sampleIndex(part, maximum)", &BoundSession::sampleIndex)
      .function("sampleInputs(index)", &BoundSession::sampleInputs)
      .function("sampleTargets(index)", &BoundSession::sampleTargets)
      .function("sampleImages(index)", &BoundSession::sampleImages)
      .function("parameters", &BoundSession::parameters)
      .function("setParameters(theta)", &BoundSession::setParameters)
      .function("fingerprint", &BoundSession::fingerprint)
      .function("snapshot", &BoundSession::snapshot)
      .function("restore(snapshot)", &BoundSession::restore);
}

}  // namespace fallline::wasm
