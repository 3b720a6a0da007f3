#include "fallline/gradient_check.h"

#include "commands.h"
#include "fallline/update_check.h"
#include "training.h"

namespace fallline {
namespace {

/// What is wrong, for people.
void explain(const GradientReport& gradient, const UpdateCheck& update) {
  if (gradient.verdict == GradientVerdict::wrong) {
    const bool known = gradient.fault != "other";
    complain({"", "",
              "the gradient is wrong from layer " + std::to_string(gradient.layer + 1) + " down; " +
                  (known ? "it is what \"" + gradient.fault + "\" would give"
                         : "no known mistake gives it")});
  }
  if (gradient.verdict == GradientVerdict::unsure) {
    complain({"", "", "the differences of the loss are too rough here to check the gradient"});
  }
  if (update.step > 0) {
    complain({"", "",
              "step " + std::to_string(update.step) + " of \"" + update.optimizer +
                  "\" is not what its formula gives"});
  }
}

Exit gradientCheck(const Arguments& arguments) {
  const std::optional<Spec> spec = readSpec(arguments);
  if (!spec) return Exit::badSpec;
  FileStore files = filesOf(arguments);
  Result<Sources> sources = files.sourcesOf(*spec);
  Result<std::unique_ptr<Session>> session =
      sources ? Session::create(*spec, *sources)
              : Result<std::unique_ptr<Session>>(sources.error());
  if (!session) {
    complain(session.error());
    return Exit::badSpec;
  }
  const GradientReport gradient = checkGradient(**session);
  const UpdateCheck update = checkUpdate(**session);
  printLine("{\"gradient\":" + writeGradientReport(gradient, false) +
            ",\"update\":" + writeUpdateCheck(update) + "}");
  explain(gradient, update);
  const bool clean = gradient.verdict == GradientVerdict::right && update.step == 0;
  return clean ? Exit::success : Exit::notClean;
}

}  // namespace

const Command gradientCheckCommand{
    "gradient-check", "checks the gradient and the optimizer's steps",
    "usage: fall-line gradient-check <spec.json | - | --link address> [--data folder] [--set "
    "path=value]…\n\n"
    "Holds the gradient at the start of the run against central differences of the loss, layer by\n"
    "layer and over a sweep of step sizes, and the first steps of the optimizer against its\n"
    "formula. Writes one line {\"gradient\", \"update\"} (docs/gradient-check.md). A planted "
    "fault\n"
    "(--set fault=sign-flip) is found. Exit code 2 for a bad Spec or file, 4 when something is\n"
    "wrong or the differences cannot tell.\n",
    Takes{.file = true, .set = true, .link = true}, gradientCheck};

}  // namespace fallline
