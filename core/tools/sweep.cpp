#include "fallline/sweep.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "fallline/report.h"
#include "training.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;

/// {"cell": {path: value, …, "seed": n}, …the members of line}
std::string withCell(const Sweep& sweep, const Cell& cell, const std::string& line) {
  Json values = Json::object();
  for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
    values[sweep.axes[i].path] = Json::parse(sweep.axes[i].values[cell.values[i]]);
  }
  values["seed"] = cell.seed;
  if (cell.resample) values["resample"] = *cell.resample;
  if (cell.fold) values["fold"] = *cell.fold;
  return "{\"cell\":" + values.dump() + "," + line.substr(1);
}

/// Trains one run of the sweep and writes its lines. Data that does not fit its Spec spoils this
/// run only: its line says so.
Exit runCell(const Sweep& sweep, const Cell& cell, FileStore& files, std::int64_t every,
             double& seconds) {
  Result<std::unique_ptr<Session>> opened = openSession(cell.spec, files);
  if (!opened) {
    printLine(withCell(sweep, cell, writeError(opened.error())));
    complain(opened.error());
    return Exit::badSpec;
  }
  Session& session = **opened;
  const double own = train(session, every, [&] {
    printLine(withCell(sweep, cell, writeProgress(session, evaluateAll(session))));
  });
  printLine(withCell(sweep, cell, writeSummary(session, evaluateAll(session), own)));
  seconds += own;
  return session.progress().status == RunStatus::diverged ? Exit::diverged : Exit::success;
}

Exit sweep(const Arguments& arguments) {
  const Result<std::string> text = readDocument(arguments, "spec");
  const Result<Sweep> parsed = text ? parseSweep(*text) : Result<Sweep>(text.error());
  const Result<std::vector<Cell>> cells =
      parsed ? expand(*parsed) : Result<std::vector<Cell>>(parsed.error());
  if (!cells) {
    complain(cells.error());
    return Exit::badSpec;
  }
  FileStore files(arguments.file);
  std::int64_t diverged = 0, failed = 0;
  double seconds = 0;
  for (const Cell& cell : *cells) {
    const Exit code = runCell(*parsed, cell, files, arguments.every, seconds);
    diverged += code == Exit::diverged;
    failed += code == Exit::badSpec;
  }
  const Json last = {{"sweep", true},
                     {"runs", cells->size()},
                     {"diverged", diverged},
                     {"failed", failed},
                     {"seconds", seconds}};
  printLine(last.dump());
  if (failed > 0) return Exit::badSpec;
  return diverged > 0 ? Exit::diverged : Exit::success;
}

}  // namespace

const Command sweepCommand{
    "sweep", "runs a Spec for all combinations of values and seeds",
    "usage: fall-line sweep <sweep.json | -> [--set path=value]… [--every N]\n\n"
    "  {\"version\": 1, \"spec\": {…},\n"
    "   \"axes\": [{\"path\": \"optimizer.learningRate\", \"values\": [0.1, 0.01]},\n"
    "            {\"path\": \"network.layers.0.units\", \"from\": 8, \"to\": 128, \"count\": 5,\n"
    "             \"scale\": \"logarithmic\"}],\n"
    "   \"seeds\": 5}\n\n"
    "Paths for many layers: network.depth, network.hidden.*.units, network.layers.*.init; the "
    "path\n"
    "network.layers takes \"random\": {…} and draws networks. \"resamples\": 20 instead of "
    "\"seeds\"\n"
    "trains each cell on bootstrap samples of the training part. docs/spec.md says more.\n\n"
    "Writes the summary of each run with its \"cell\", the last axis turning fastest and seeds\n"
    "faster still, and at last {\"sweep\":true,\"runs\",\"diverged\",\"failed\",\"seconds\"}. "
    "--set\n"
    "changes the Spec within, --every adds lines of metrics as in `fall-line run`.\n"
    "Exit code 2 when a Spec or file is bad, 3 when a run diverged; the other runs go on.\n",
    Takes{.file = true, .set = true, .every = true}, sweep};

}  // namespace fallline
