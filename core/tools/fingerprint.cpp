#include "commands.h"
#include "training.h"

namespace fallline {
namespace {

Exit fingerprint(const Arguments& arguments) {
  const std::optional<Spec> spec = readSpec(arguments);
  if (!spec) return Exit::badSpec;
  FileStore files = filesOf(arguments);
  Result<std::unique_ptr<Session>> session = openSession(*spec, files);
  if (!session) {
    complain(session.error());
    return Exit::badSpec;
  }
  train(**session, 0, [] {});
  printLine(fingerprintText((*session)->fingerprint()));
  if ((*session)->progress().status != RunStatus::diverged) return Exit::success;
  complain({"diverged", "", (*session)->progress().reason});
  return Exit::diverged;
}

}  // namespace

const Command fingerprintCommand{
    "fingerprint", "trains, then prints the hash of the parameters alone",
    "usage: fall-line fingerprint <spec.json | - | --link address> [--data folder] [--set "
    "path=value]…\n\n"
    "Trains as `fall-line run` does and prints the fingerprint of the parameters, 16 hex digits.\n"
    "It is the same on every machine. Exit code 2 for a bad Spec or file, 3 when the run\n"
    "diverges.\n",
    Takes{.file = true, .set = true, .link = true}, fingerprint};

}  // namespace fallline
