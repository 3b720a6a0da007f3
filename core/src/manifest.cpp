// The manifest, by walking the lists.
#include "fallline/manifest.h"

#include <array>
#include <string>
#include <utility>

#include "component_json.h"
#include "fallline/conditions.h"
#include "fallline/datasets.h"
#include "fallline/features.h"
#include "spec_json.h"

namespace fallline {
namespace {

using json::Json;
using json::number;
using json::valueOf;

// What does not depend on a component's type is a function of its own, not a template and not
// inlined: the lists are long, and every byte of them is downloaded.

[[gnu::noinline]] Json rangeJson(const Range& range) {
  const bool linear = range.scale == Range::Scale::linear;
  return {{"min", number(range.min)},
          {"max", number(range.max)},
          {"low", number(range.low)},
          {"high", number(range.high)},
          {"scale", linear ? "linear" : "logarithmic"}};
}

[[gnu::noinline]] Json choicesJson(const Choices& choices) {
  Json ids = Json::array();
  for (std::size_t i = 0; i < choices.size; ++i) ids.push_back(choices.ids[i]);
  return {{"choices", std::move(ids)}};
}

[[gnu::noinline]] void addField(Json& list, std::string_view name, std::string_view type,
                                Json value, const Json& more, std::string_view help) {
  Json field = {{"name", name}, {"type", type}, {"default", std::move(value)}};
  field.update(more);
  field["help"] = help;
  list.push_back(std::move(field));
}

/// The visitor of `fields` that describes parameters. Keys: name, type, default, then what the type
/// asks for, and help.
template <class T>
class FieldDescriber {
 public:
  explicit FieldDescriber(Json& list) : list_(list) {}

  void operator()(std::string_view name, double T::* member, const Range& range,
                  std::string_view help) {
    addField(list_, name, "number", valueOf(defaults_.*member), rangeJson(range), help);
  }
  void operator()(std::string_view name, std::int64_t T::* member, const Range& range,
                  std::string_view help) {
    addField(list_, name, "integer", valueOf(defaults_.*member), rangeJson(range), help);
  }
  void operator()(std::string_view name, bool T::* member, std::string_view help) {
    addField(list_, name, "flag", valueOf(defaults_.*member), Json::object(), help);
  }
  void operator()(std::string_view name, std::string T::* member, const Choices& choices,
                  std::string_view help) {
    addField(list_, name, "choice", valueOf(defaults_.*member), choicesJson(choices), help);
  }
  void operator()(std::string_view name, std::string T::* member, std::string_view help) {
    addField(list_, name, "text", valueOf(defaults_.*member), Json::object(), help);
  }
  void operator()(std::string_view name, Points T::* member, std::string_view help) {
    addField(list_, name, "points", valueOf(defaults_.*member), Json::object(), help);
  }

 private:
  Json& list_;
  const T defaults_{};
};

/// What a kind of component says beside its parameters.
template <class T>
void addExtras(Json& object) {
  if constexpr (requires { T::domain; }) {
    static constexpr std::array<std::string_view, 4> domains{"any", "probability", "simplex",
                                                             "margin"};
    object["domain"] = domains[std::size_t(T::domain)];
  }
  if constexpr (requires { T::needs; }) object["fullBatch"] = T::needs == Needs::curvature;
}

std::string_view kindName(Task::Kind kind) {
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

/// What a data source makes, found out by making a few samples: "split", "task", "inputs" (raw
/// ones), "image" ([height, width, channels]) and "classes" (their number) at its defaults. Null
/// for what depends on files or on the caller.
[[gnu::noinline]] void addData(Json& object, const DataSource& any) {
  const Split split = std::visit([](const auto& source) { return source.split; }, any);
  object["split"] = {{"train", number(split.train)},
                     {"validation", number(split.validation)},
                     {"test", number(split.test)}};
  for (const char* key : {"task", "inputs", "image", "classes"}) object[key] = nullptr;
  const Result<Dataset> data =
      std::visit([](const auto& source) { return source.make(Sources{}, Random(1)); }, any);
  if (!data) return;
  object["task"] = kindName(data->task.kind);
  object["inputs"] = data->inputs.size();
  if (data->inputs.isImages()) {
    object["image"] = {data->inputs.height, data->inputs.width, data->inputs.channels};
  }
  if (data->task.kind == Task::Kind::classes) object["classes"] = data->task.classes();
}

/// A source that makes no more than a few samples.
template <class T>
T small() {
  T source;
  if constexpr (requires { source.samples; }) {
    if (source.samples > 0) source.samples = 10;
  }
  return source;
}

[[gnu::noinline]] Json introduction(const Info& info, Json parameters) {
  return {{"id", info.id},           {"label", info.label},
          {"formula", info.formula}, {"summary", info.summary},
          {"source", info.source},   {"parameters", std::move(parameters)}};
}

template <class T>
Json componentJson() {
  Json parameters = Json::array();
  visitFields<T>(FieldDescriber<T>(parameters));
  Json object = introduction(T::info, std::move(parameters));
  addExtras<T>(object);
  if constexpr (requires { T::split; }) addData(object, small<T>());
  return object;
}

template <class List>
Json listJson() {
  Json list = Json::array();
  forEach(List{}, [&]<class T>(std::type_identity<T>) { list.push_back(componentJson<T>()); });
  return list;
}

/// Features that a menu can offer for two inputs; the families take degrees 1 to maxDegree.
Json featuresJson() {
  return {{"terms", {"x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"}},
          {"families", {"polynomial", "tensor-polynomial"}},
          {"maxDegree", maxPolynomialDegree}};
}

Json limitsJson() {
  return {{"specBytes", Limits::specBytes},
          {"specDepth", Limits::specDepth},
          {"seed", Limits::seed},
          {"layers", Limits::layers},
          {"units", Limits::units},
          {"parameters", Limits::parameters},
          {"inputs", Limits::inputs},
          {"samples", Limits::samples},
          {"inputValues", Limits::inputValues},
          {"features", Limits::features},
          {"changes", Limits::changes},
          {"steps", Limits::steps}};
}

/// The Spec of every default, its parameters written out.
Json defaultsJson() {
  Spec spec;
  spec.data.source = Circle{};
  return json::specJson(spec);
}

}  // namespace

std::string writeManifest() {
  Json manifest = {{"version", Spec{}.version},
                   {"engine", engineVersion},
                   {"activations", listJson<Activations>()},
                   {"losses", listJson<Losses>()},
                   {"initializers", listJson<Initializers>()},
                   {"schedules", listJson<Schedules>()},
                   {"optimizers", listJson<Optimizers>()},
                   {"datasets", listJson<DataSources>()},
                   {"conditions", listJson<Conditions>()},
                   {"scales", json::scaleNames},
                   {"features", featuresJson()},
                   {"precisions", json::precisionNames},
                   {"metrics", {"loss", "mse", "r2", "accuracy", "cross-entropy"}},
                   {"faults", listJson<Faults>()},
                   {"limits", limitsJson()},
                   {"defaults", defaultsJson()}};
  return json::write(manifest);
}

}  // namespace fallline
