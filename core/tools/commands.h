// The commands of `fall-line`, one file each.
#pragma once

#include <span>
#include <string_view>

#include "command_line.h"

namespace fallline {

struct Command {
  std::string_view name;
  std::string_view summary;  ///< one line
  std::string_view help;     ///< what --help prints
  Takes takes;
  Exit (*run)(const Arguments&);
};

extern const Command manifestCommand, checkCommand, runCommand, sweepCommand, fingerprintCommand,
    gradientCheckCommand, baselinesCommand, resampleCommand, lessonCommand, handInCommand;

}  // namespace fallline
