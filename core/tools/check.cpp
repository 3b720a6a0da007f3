#include "commands.h"
#include "fallline/report.h"
#include "training.h"

namespace fallline {
namespace {

/// All problems that can be found without training: those of the text, then the first that only
/// shows with the data. Data that a program is to hand over is not there to be looked at.
std::vector<Error> problemsWithData(const std::string& text, FileStore files) {
  std::vector<Error> problems = problemsOf(text);
  if (!problems.empty()) return problems;
  const Spec spec = *parseSpec(text);
  if (is<Given>(spec.data.source)) return problems;
  Result<Sources> sources = files.sourcesOf(spec);
  if (!sources) return {sources.error()};
  const Result<std::unique_ptr<Session>> session = Session::create(spec, *sources);
  if (!session) problems.push_back(session.error());
  return problems;
}

Exit check(const Arguments& arguments) {
  const Result<std::string> text = readDocument(arguments);
  const std::vector<Error> problems =
      text ? problemsWithData(*text, filesOf(arguments)) : std::vector<Error>{text.error()};
  for (const Error& problem : problems) {
    printLine(writeError(problem));
    complain(problem);
  }
  if (!problems.empty()) return Exit::badSpec;
  printLine(R"({"ok":true})");
  return Exit::success;
}

}  // namespace

const Command checkCommand{"check", "says what is wrong with a Spec",
                           "usage: fall-line check <spec.json | - | --link address> [--data "
                           "folder] [--set path=value]…\n\n"
                           "Writes {\"ok\":true}, or one line "
                           "{\"ok\":false,\"code\",\"path\",\"message\"} for each problem,\n"
                           "which goes to standard error for people, too. Data is made and files "
                           "are read, but nothing is\n"
                           "trained. Exit code 2 when there is a problem.\n",
                           Takes{.file = true, .set = true, .link = true}, check};

}  // namespace fallline
