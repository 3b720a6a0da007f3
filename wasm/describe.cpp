#include "describe.h"

#include <string>
#include <string_view>

#include "fallline/baseline.h"
#include "fallline/report.h"
#include "fallline/spec.h"

namespace fallline::wasm {
namespace {

using emscripten::val;

std::string_view nameOf(Task::Kind kind) {
  switch (kind) {
    case Task::Kind::regression:
      return "regression";
    case Task::Kind::classes:
      return "classes";
    case Task::Kind::labels:
      return "labels";
  }
  return "";
}

std::string_view nameOf(CsvColumn::Kind kind) {
  switch (kind) {
    case CsvColumn::Kind::number:
      return "number";
    case CsvColumn::Kind::text:
      return "text";
    case CsvColumn::Kind::empty:
      return "empty";
  }
  return "";
}

// Counts fit a double exactly: the limits of the Spec are far below 2^53.
double number(std::int64_t count) { return static_cast<double>(count); }

val describeInputs(const Dataset& data) {
  auto inputs = val::object();
  inputs.set("count", number(data.inputs.size()));
  inputs.set("names", val::array(data.inputNames));
  if (data.inputs.isImages()) {
    auto image = val::object();
    image.set("height", number(data.inputs.height));
    image.set("width", number(data.inputs.width));
    image.set("channels", number(data.inputs.channels));
    inputs.set("image", image);
  } else {
    inputs.set("image", val::null());
  }
  return inputs;
}

val describeLayers(std::span<const LayerShape> shapes) {
  auto layers = val::array();
  for (const LayerShape& shape : shapes) {
    auto layer = val::object();
    layer.set("inputs", number(shape.inputs));
    layer.set("units", number(shape.units));
    layer.set("bias", shape.bias);
    layers.call<void>("push", layer);
  }
  return layers;
}

val describeOff(const std::vector<std::vector<Index>>& off) {
  auto layers = val::array();
  for (const std::vector<Index>& units : off) layers.call<void>("push", val::array(units));
  return layers;
}

}  // namespace

val describeSession(const Session& session) {
  const Dataset& data = session.data();
  auto task = val::object();
  task.set("kind", std::string(nameOf(data.task.kind)));
  task.set("names", val::array(data.task.names));
  auto samples = val::object();
  for (Part part : {Part::train, Part::validation, Part::test}) {
    samples.set(std::string(partNames[static_cast<std::size_t>(part)]),
                number(static_cast<std::int64_t>(session.samples(part).size())));
  }
  auto info = val::object();
  info.set("spec", writeSpec(session.spec()));
  info.set("task", task);
  info.set("inputs", describeInputs(data));
  info.set("outputs", number(session.layers().back().units));
  info.set("layers", describeLayers(session.layers()));
  info.set("parameters", number(session.parameterCount()));
  info.set("stepsPerEpoch", number(session.stepsPerEpoch()));
  info.set("precision", std::string(session.isDouble() ? "float64" : "float32"));
  info.set("samples", samples);
  info.set("off", describeOff(session.off()));
  info.set("meanPredictor", writeBaselines(meanPredictor(session.prepared())));
  const std::optional<double> variance = noiseVariance(session.spec().data.source);
  info.set("noiseVariance", variance ? val(*variance) : val::null());
  return info;
}

val describePreview(const CsvPreview& preview) {
  auto columns = val::array();
  for (const CsvPreview::Column& from : preview.columns) {
    auto column = val::object();
    column.set("name", from.name);
    column.set("kind", std::string(nameOf(from.kind)));
    column.set("decimalComma", from.decimalComma);
    column.set("missing", number(from.missing));
    column.set("distinct", number(from.distinct));
    columns.call<void>("push", column);
  }
  auto rows = val::array();
  for (const auto& row : preview.firstRows) rows.call<void>("push", val::array(row));
  auto out = val::object();
  out.set("delimiter", std::string(1, preview.delimiter));
  out.set("header", preview.header);
  out.set("rows", number(preview.rows));
  out.set("columns", columns);
  out.set("firstRows", rows);
  out.set("problems", describeProblems(preview.problems));
  out.set("problemCount", number(preview.problemCount));
  return out;
}

val describeProblems(std::span<const Error> problems) {
  auto out = val::array();
  for (const Error& error : problems) {
    auto problem = val::object();
    problem.set("code", error.code);
    problem.set("path", error.path);
    problem.set("message", error.message);
    out.call<void>("push", problem);
  }
  return out;
}

}  // namespace fallline::wasm
