#include "commands.h"
#include "fallline/linear_models.h"
#include "fallline/linear_report.h"
#include "fallline/report.h"
#include "training.h"

namespace fallline {
namespace {

/// One line a solver of logistic regression, on the summary of its run.
Exit logistic(const Prepared& prepared, const Sources& sources, std::string_view solver) {
  const Result<Spec> spec = logisticRegression(prepared, solver, prepared.spec.regularization.l2);
  if (!spec) return Exit::success;  // numbers: there is none
  Result<std::unique_ptr<Session>> session = Session::create(*spec, sources);
  if (!session) {
    complain(session.error());
    return Exit::badSpec;
  }
  const double seconds = train(**session, 0, [] {});
  printLine("{\"logistic\":\"" + std::string(solver) +
            "\",\"run\":" + writeSummary(**session, evaluateAll(**session), seconds) + "}");
  return Exit::success;
}

Exit baselines(const Arguments& arguments) {
  const std::optional<Spec> spec = readSpec(arguments);
  if (!spec) return Exit::badSpec;
  FileStore files = filesOf(arguments);
  Result<Sources> sources = files.sourcesOf(*spec);
  if (!sources) {
    complain(sources.error());
    return Exit::badSpec;
  }
  const Result<Prepared> prepared = prepare(*spec, *sources);
  if (!prepared) {
    complain(prepared.error());
    return Exit::badSpec;
  }
  const Result<std::string> linear = fitLinearModels(*prepared, allLinearModels());
  if (linear) {
    printLine(*linear);
  } else {
    complain(linear.error());
  }
  for (const std::string_view solver : {"irls", "lbfgs"}) {
    if (const Exit exit = logistic(*prepared, *sources, solver); exit != Exit::success) return exit;
  }
  return Exit::success;
}

}  // namespace

const Command baselinesCommand{"baselines",
                               "fits linear models in closed form, and logistic regression",
                               "usage: fall-line baselines <spec.json | - | --link address> "
                               "[--data folder] [--set path=value]…\n\n"
                               "Fits what the network has to beat, on the same split and features: "
                               "the mean, least squares by\n"
                               "each solver, ridge for λ from 1e-12 to 100; for classes and labels "
                               "logistic regression by irls\n"
                               "and by lbfgs, with the Spec's l2. Writes one JSON object a line. "
                               "Exit code 2 for a bad Spec or\n"
                               "file.\n",
                               Takes{.file = true, .set = true, .link = true}, baselines};

}  // namespace fallline
