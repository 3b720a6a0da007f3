// The command line: one JSON object a line on standard output, problems on standard error.
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "commands.h"
#include "fallline/manifest.h"

namespace {

using fallline::Command;
using fallline::Exit;

constexpr const Command* kCommands[] = {
    &fallline::runCommand,           &fallline::sweepCommand,       &fallline::checkCommand,
    &fallline::gradientCheckCommand, &fallline::fingerprintCommand, &fallline::manifestCommand,
    &fallline::baselinesCommand,     &fallline::resampleCommand,    &fallline::lessonCommand,
    &fallline::handInCommand};

void printUsage(std::ostream& out) {
  out << "fall-line " << fallline::engineVersion
      << ": trains neural networks that a JSON document, the Spec, describes.\n\n"
         "usage: fall-line <command> [arguments]\n\n";
  for (const Command* command : kCommands) {
    out << "  " << command->name << std::string(16 - command->name.size(), ' ') << command->summary
        << '\n';
  }
  out << "\nfall-line <command> --help says more. Exit codes: 0 success, 1 wrong usage,\n"
         "2 a bad Spec or file, 3 a run diverged, 4 a check failed.\n";
}

Exit start(const std::vector<std::string_view>& words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    printUsage(words.empty() ? std::cerr : std::cout);
    return words.empty() ? Exit::usage : Exit::success;
  }
  if (words[0] == "--version") {
    std::cout << fallline::engineVersion << '\n';
    return Exit::success;
  }
  for (const Command* command : kCommands) {
    if (command->name != words[0]) continue;
    std::string problem;
    const auto arguments =
        fallline::parseArguments(std::span(words).subspan(1), command->takes, problem);
    if (!arguments) {
      std::cerr << "fall-line " << command->name << ": " << problem << "\n\n" << command->help;
      return Exit::usage;
    }
    if (arguments->help) {
      std::cout << command->help;
      return Exit::success;
    }
    return command->run(*arguments);
  }
  std::cerr << "fall-line: unknown command \"" << words[0] << "\"\n\n";
  printUsage(std::cerr);
  return Exit::usage;
}

}  // namespace

int main(int count, char** values) {
  try {
    const Exit code = start(std::vector<std::string_view>(values + 1, values + count));
    std::cout.flush();
    if (!std::cout) {
      std::cerr << "fall-line: standard output cannot be written to\n";
      return int(Exit::usage);
    }
    return int(code);
  } catch (const std::exception& problem) {
    std::cerr << "fall-line: " << problem.what() << '\n';
    return int(Exit::usage);
  }
}
