#include "fallline/linear_report.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "component_json.h"
#include "fallline/linear_models.h"
#include "fallline/math.h"
#include "fallline/report.h"

namespace fallline {
namespace {

using json::Json;
using json::Members;
using json::Node;
using json::number;

constexpr Index kMostCoefficients = 1000;
constexpr Index kChunk = 256;  // samples that go through the network in one go
constexpr std::size_t kMostModels = 100, kMostLambdas = 500;

struct Wanted {
  std::vector<LinearModel> models;
  std::vector<double> path;
};

/// f(node, i) for every entry of a list.
void forEntries(const Node& node, std::size_t most, std::string_view wanted, auto&& f) {
  if (!node.value().is_array()) return node.refuseType(wanted);
  if (node.value().size() > most) {
    return node.refuse("too-large", "has more than " + std::to_string(most) + " entries");
  }
  std::size_t i = 0;
  for (const Json& entry : node.value()) f(node.child(entry, std::to_string(i++)));
}

Result<Wanted> readWanted(std::string_view text) {
  Result<Json> document = json::parse(text);
  if (!document) return document.error();
  std::vector<Error> problems;
  Wanted wanted;
  Members members(Node(*document, "", problems));
  if (const auto models = members.find("models")) {
    forEntries(*models, kMostModels, "a list of models",
               [&](const Node& entry) { readComponent(entry, wanted.models.emplace_back()); });
  }
  if (const auto path = members.find("path")) {
    forEntries(*path, kMostLambdas, "a list of numbers", [&](const Node& entry) {
      read(entry, wanted.path.emplace_back(), Range::linear(0, 1e12));
    });
  }
  members.finish();
  if (!problems.empty()) return problems.front();
  return wanted;
}

std::vector<std::string> featureNames(const Prepared& prepared) {
  if (prepared.inputs.terms.empty()) return prepared.data->inputNames;
  std::vector<std::string> names;
  names.reserve(prepared.inputs.terms.size());
  for (const Term& term : prepared.inputs.terms) names.push_back(term.name);
  return names;
}

/// Of two classes the second is what the one output stands for.
std::vector<std::string> outputNames(const Task& task) {
  if (task.classes() == 2) return {task.names[1]};
  return task.names;
}

Json fitJson(const LinearFit& fit) {
  Json object = *json::parse(writeBaselines(fit.metrics));
  object["rank"] = fit.rank;
  object["freedom"] = number(fit.freedom);
  object["norm"] = number(fit.norm);
  return object;
}

Json coefficientsJson(const Matrix<double>& coefficients) {
  Json rows = Json::array();
  for (Index i = 0; i < coefficients.rows(); ++i) {
    Json row = Json::array();
    for (Index j = 0; j < coefficients.cols(); ++j) row.push_back(number(coefficients(i, j)));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// With every parameter written out.
Json modelJson(const LinearModel& model) {
  return std::visit(
      []<class T>(const T& m) {
        Json object = {{"id", T::info.id}};
        visitFields<T>([&](std::string_view name, auto member, const auto&...) {
          object[std::string(name)] = json::valueOf(m.*member);
        });
        return object;
      },
      model);
}

}  // namespace

Result<std::string> fitLinearModels(const Prepared& prepared, std::string_view text) {
  const Result<Wanted> wanted = readWanted(text);
  if (!wanted) return wanted.error();
  Result<LinearDesign> design = LinearDesign::make(prepared);
  if (!design) return design.error();
  Json models = Json::array();
  for (const LinearModel& model : wanted->models) {
    const LinearFit fit = design->fit(model);
    Json object = fitJson(fit);
    object["model"] = modelJson(model);
    if (fit.coefficients.size() <= kMostCoefficients) {
      object["coefficients"] = coefficientsJson(fit.coefficients);
    }
    models.push_back(std::move(object));
  }
  Json path = Json::array();
  for (const double lambda : wanted->path) {
    Json object = fitJson(design->fit(Ridge{lambda}));
    object["lambda"] = number(lambda);
    path.push_back(std::move(object));
  }
  return json::write({{"samples", prepared.parts[0].size()},
                      {"features", featureNames(prepared)},
                      {"outputs", outputNames(prepared.data->task)},
                      {"condition", number(design->condition())},
                      {"mean", *json::parse(writeBaselines(meanPredictor(prepared)))},
                      {"models", std::move(models)},
                      {"path", std::move(path)}});
}

Result<std::string> writeLinearity(const Session& session) {
  const Prepared& prepared = session.prepared();
  Result<LinearDesign> design = LinearDesign::make(prepared);
  if (!design) return design.error();
  Network<double> network(prepared.layers);
  const std::vector<std::vector<Index>>& off = session.off();
  for (std::size_t l = 0; l < off.size(); ++l) {
    for (const Index unit : off[l]) network.switchUnit(Index(l), unit, false);
  }
  Vector<double> theta(network.parameters());
  network.fromPlain(session.parameters().data(), theta);

  const std::span<const std::int32_t> train(prepared.parts[0]);
  const Samples<double> samples = samplesOf<double>(prepared);
  Matrix<double> outputs(network.outputs(), Index(train.size()));
  Matrix<double> targets(network.outputs(), outputs.cols());
  Workspace<double> workspace = network.workspace(kChunk, false);
  Matrix<double> X(network.inputs(), kChunk);
  for (std::size_t at = 0; at < train.size(); at += kChunk) {
    const auto chunk = train.subspan(at, std::min<std::size_t>(kChunk, train.size() - at));
    const Index first = Index(at), n = Index(chunk.size());
    samples.gather(chunk, X.leftCols(n), targets.middleCols(first, n));
    network.forward(theta, X.leftCols(n), workspace);
    outputs.middleCols(first, n) = workspace.Z.back().leftCols(n);
  }
  double agreement = 0, unused = 0;
  const LinearFit closest = design->closestTo(outputs, agreement);
  const bool isLinear = is<Linear>(network.outputActivation());
  const bool isWhole = std::all_of(off.begin(), off.end(), [](const auto& l) { return l.empty(); });
  const std::optional<Matrix<double>> product =
      isWhole ? productOfLayers(network, theta) : std::nullopt;
  return json::write(
      {{"features", featureNames(prepared)},
       {"outputs", outputNames(prepared.data->task)},
       {"product", product ? coefficientsJson(*product) : Json(nullptr)},
       {"closest", coefficientsJson(closest.coefficients)},
       {"agreement", number(agreement)},
       {"ols", isLinear ? coefficientsJson(design->closestTo(targets, unused).coefficients)
                        : Json(nullptr)}});
}

std::string allLinearModels() {
  Json models = Json::array(), path = Json::array();
  for (const char* solver : {"qr", "svd", "normal-equations", "normal-equations-pinv"}) {
    models.push_back({{"id", "ols"}, {"solver", solver}});
  }
  for (int half = -24; half <= 4; ++half) {
    path.push_back(number(math::pow(10.0, double(half) / 2)));
  }
  return json::write({{"models", std::move(models)}, {"path", std::move(path)}});
}

}  // namespace fallline
