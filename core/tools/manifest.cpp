#include "fallline/manifest.h"

#include "commands.h"
#include "training.h"

namespace fallline {
namespace {

Exit manifest(const Arguments&) {
  printLine(writeManifest());
  return Exit::success;
}

}  // namespace

const Command manifestCommand{
    "manifest", "describes everything that can be chosen",
    "usage: fall-line manifest\n\n"
    "Writes one JSON object: all activations, losses, initializers, schedules, optimizers and "
    "data\n"
    "sources with their parameters, the limits, and the Spec of all defaults.\n",
    Takes{}, manifest};

}  // namespace fallline
