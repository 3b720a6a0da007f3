#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "fallline/report.h"
#include "fallline/resampling.h"
#include "fallline/sweep.h"
#include "training.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;

/// What the runs of a cell came to so far.
struct Repeats {
  std::int64_t ended = 0, diverged = 0, failed = 0;
  std::map<std::string, std::vector<double>> figures;  ///< by part and metric: "test.mse"
  std::vector<double> targets, predictions;            ///< of the test part of a regression
  bool alike = true;                                   ///< whether all have the same targets

  void add(Session& session, const Sweep& sweep) {
    if (session.progress().status == RunStatus::diverged) {
      ++diverged;
      return;
    }
    ++ended;
    const PartMetrics metrics = evaluateAll(session);
    for (std::size_t part = 0; part < metrics.size(); ++part) {
      if (!metrics[part]) continue;
      const Json values = Json::parse(writeMetrics(*metrics[part]));
      for (const auto& [name, value] : values.items()) {
        if (name == "penalty" || !value.is_number()) continue;
        figures[std::string(partNames[part]) + "." + name].push_back(value.get<double>());
      }
    }
    const TestOutcome outcome = testOutcome(session);
    alike = alike && (ended == 1 || outcome.targets == targets);  // seeds may draw other data
    targets = outcome.targets;
    predictions.insert(predictions.end(), outcome.values.begin(), outcome.values.end());
    for (auto& [name, values] : resampleTest(session, outcome, sweep.testResamples)) {
      figures["test." + name] = std::move(values);
    }
  }

  std::string write(double level) const {
    std::string text = "\"runs\":" + std::to_string(ended + diverged + failed) +
                       ",\"diverged\":" + std::to_string(diverged) +
                       ",\"failed\":" + std::to_string(failed) + ",\"figures\":{";
    for (const auto& [name, values] : figures) {
      if (text.back() != '{') text += ',';
      text += "\"" + name + "\":" + writeDistribution(distributionOf(values, level));
    }
    text += "},\"decomposition\":";
    const bool apart = ended > 1 && alike && !targets.empty();
    return text + (apart ? writeDecomposition(decompose(targets, predictions)) : "null");
  }
};

Exit resample(const Arguments& arguments) {
  const Result<std::string> text = readDocument(arguments, "spec");
  const Result<Sweep> sweep = text ? parseSweep(*text) : Result<Sweep>(text.error());
  const Result<std::vector<Cell>> cells =
      sweep ? expand(*sweep) : Result<std::vector<Cell>>(sweep.error());
  if (!cells) {
    complain(cells.error());
    return Exit::badSpec;
  }
  FileStore files(arguments.file);
  std::int64_t diverged = 0, failed = 0;
  const std::size_t repeats = sweep->repeats();
  for (std::size_t first = 0; first < cells->size(); first += repeats) {
    Repeats of;
    for (std::size_t i = first; i < first + repeats; ++i) {
      Result<std::unique_ptr<Session>> session = openSession((*cells)[i].spec, files);
      if (!session) {
        complain(session.error());
        ++of.failed;
        continue;
      }
      train(**session, 0, [] {});
      of.add(**session, *sweep);
    }
    Json values = Json::object();
    for (std::size_t axis = 0; axis < sweep->axes.size(); ++axis) {
      const auto& [path, all] = sweep->axes[axis];
      values[path] = Json::parse(all[(*cells)[first].values[axis]]);
    }
    printLine("{\"cell\":" + values.dump() + "," + of.write(sweep->level) + "}");
    diverged += of.diverged;
    failed += of.failed;
  }
  if (failed > 0) return Exit::badSpec;
  return diverged > 0 ? Exit::diverged : Exit::success;
}

}  // namespace

const Command resampleCommand{
    "resample", "bootstrap or cross-validation: intervals, bias and variance",
    "usage: fall-line resample <sweep.json | -> [--set path=value]…\n\n"
    "Takes the document of `fall-line sweep` with one of\n"
    "  \"resamples\": 100       trains on so many bootstrap samples of the training part; what a\n"
    "                         draw leaves out is the validation part\n"
    "  \"folds\": 5             leaves out one of so many equal pieces at a time\n"
    "  \"testResamples\": 1000  trains once and draws bootstrap samples of the test part\n"
    "  \"seeds\": 10            trains from so many starts\n"
    "and writes one line a cell: every figure's mean, standard deviation, median and interval\n"
    "(\"level\": 0.95), and for regressions bias² and variance on the test part.\n"
    "Exit code 2 when a Spec or file is bad, 3 when a run diverged.\n",
    Takes{.file = true, .set = true}, resample};

}  // namespace fallline
