// Spec to JSON: one canonical text for each Spec.
#include "component_json.h"
#include "spec_json.h"

namespace fallline {
namespace json {
namespace {

Json splitJson(const SplitSpec& split) {
  Json object = Json::object();
  if (split.train) object["train"] = number(*split.train);
  if (split.validation) object["validation"] = number(*split.validation);
  if (split.test) object["test"] = number(*split.test);
  return object;
}

Json resampleJson(const Resample& resample) {
  Json object = {{"kind", resampleNames[std::size_t(resample.kind)]}};
  if (resample.kind == Resample::Kind::bootstrap) {
    object["seed"] = resample.seed;
  } else {
    object["folds"] = resample.folds;
    object["fold"] = resample.fold;
  }
  return object;
}

Json dataJson(const DataSpec& data) {
  Json object = {{"source", idOf(data.source)}};
  writeParameters(data.source, object);
  if (data.seed) object["seed"] = *data.seed;
  if (data.split) object["split"] = splitJson(*data.split);
  if (data.resample) object["resample"] = resampleJson(*data.resample);
  object["scale"] = scaleNames[std::size_t(data.scale)];
  object["scaleTargets"] = scaleNames[std::size_t(data.scaleTargets)];
  if (!data.features.empty()) object["features"] = data.features;
  return object;
}

Json layerJson(const LayerSpec& layer) {
  Json object = Json::object();
  if (layer.units) object["units"] = *layer.units;
  if (layer.activation) object["activation"] = writeComponent(*layer.activation);
  object["init"] = writeComponent(layer.init);
  object["biasInit"] = writeComponent(layer.biasInit);
  object["bias"] = layer.bias;
  object["dropout"] = number(layer.dropout);
  return object;
}

Json networkJson(const std::vector<LayerSpec>& layers) {
  Json list = Json::array();
  for (const LayerSpec& layer : layers) list.push_back(layerJson(layer));
  return {{"layers", std::move(list)}};
}

Json batchSizeJson(const BatchSize& batch) { return batch.full ? Json("full") : Json(batch.size); }

Json regularizationJson(const Regularization& r) {
  return {{"l1", number(r.l1)}, {"l2", number(r.l2)}, {"biases", r.biases}};
}

Json stopJson(const Stop& stop) {
  return {{"epochs", stop.epochs},
          {"steps", stop.steps},
          {"loss", number(stop.loss)},
          {"gradient", number(stop.gradient)},
          {"patience", stop.patience}};
}

Json changesJson(const std::vector<Change>& changes) {
  Json list = Json::array();
  for (const Change& change : changes) {
    Json set = Json::object();
    for (const Change::Setting& setting : change.set) {
      Result<Json> value = parse(setting.value);
      set[setting.path] = value ? std::move(*value) : Json(setting.value);
    }
    list.push_back({{"step", change.step}, {"set", std::move(set)}});
  }
  return list;
}

}  // namespace

Json liveJson(const Spec& spec) {
  Json object = Json::object();
  object["optimizer"] = writeComponent(spec.optimizer);
  object["schedule"] = writeComponent(spec.schedule);
  if (spec.batchSize) object["batchSize"] = batchSizeJson(*spec.batchSize);
  object["regularization"] = regularizationJson(spec.regularization);
  return object;
}

Json specJson(const Spec& spec) {
  Json object = Json::object();
  object["version"] = spec.version;
  object["seed"] = spec.seed;
  object["data"] = dataJson(spec.data);
  if (!spec.layers.empty()) object["network"] = networkJson(spec.layers);
  if (spec.loss) object["loss"] = writeComponent(*spec.loss);
  object.update(liveJson(spec));
  object["precision"] = precisionNames[std::size_t(spec.precision)];
  object["stop"] = stopJson(spec.stop);
  object["fault"] = spec.fault;
  if (!spec.changes.empty()) object["changes"] = changesJson(spec.changes);
  return object;
}

}  // namespace json

std::string writeSpec(const Spec& spec) { return json::write(json::specJson(spec)); }

}  // namespace fallline
