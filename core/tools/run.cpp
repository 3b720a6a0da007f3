#include "commands.h"
#include "fallline/report.h"
#include "hand_in.h"
#include "training.h"

namespace fallline {
namespace {

Exit run(const Arguments& arguments) {
  if (isHandIn(arguments.link)) return checkHandIn(arguments.link, arguments.lessons);
  if (isHandIn(arguments.file)) return checkHandIn(arguments.file, arguments.lessons);
  const std::optional<Spec> spec = readSpec(arguments);
  if (!spec) return Exit::badSpec;
  FileStore files = filesOf(arguments);
  Result<std::unique_ptr<Session>> opened = openSession(*spec, files);
  if (!opened) {
    complain(opened.error());
    return Exit::badSpec;
  }
  Session& session = **opened;
  const double seconds = train(session, arguments.every,
                               [&] { printLine(writeProgress(session, evaluateAll(session))); });
  printLine(writeSummary(session, evaluateAll(session), seconds));
  if (session.progress().status != RunStatus::diverged) return Exit::success;
  complain({"diverged", "", session.progress().reason});
  return Exit::diverged;
}

}  // namespace

const Command runCommand{
    "run", "trains until a stop rule is met",
    "usage: fall-line run <spec.json | - | --link address> [--data folder] [--set path=value]…\n"
    "                     [--every N]\n\n"
    "Trains as the Spec says and writes one JSON object a line: the metrics after every N epochs\n"
    "with --every, and a summary with the fingerprint of the parameters at the end.\n\n"
    "  --set path=value  replaces a value of the Spec, as optimizer.learningRate=0.1 or\n"
    "                    network.layers.0.activation=tanh; JSON where it parses as JSON, else "
    "text\n"
    "  --every N         a line of metrics after every N epochs\n\n"
    "  --link address    takes the Spec out of a link of the page, in quotes; a link that hands "
    "in\n"
    "                    the tasks of a lesson is checked as by fall-line hand-in\n"
    "  --data folder     opens files of that folder only, under the names that the Spec gives "
    "them\n\n"
    "Files that a Spec names are relative to it, or lie below --data; a link opens none without\n"
    "--data. Files of type .gz are unpacked.\n"
    "Exit code 2 for a bad Spec or file, 3 when the run diverges.\n",
    Takes{.file = true, .set = true, .every = true, .lessons = true, .link = true}, run};

}  // namespace fallline
