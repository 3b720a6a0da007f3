#include "training.h"

#include <chrono>
#include <iostream>
#include <utility>

#include "fallline/describe.h"
#include "fallline/manifest.h"
#include "link.h"

namespace fallline {
namespace {

/// The Spec of the link; on standard error what else the link says.
Result<std::string> readLinked(const std::string& address) {
  const Result<Link> link = readLink(address);
  if (!link) return link.error();
  constexpr std::size_t kMostNamed = 8;
  for (std::size_t i = 0; i < link->unused.size(); ++i) {
    const bool isLast = i == kMostNamed;
    const std::string what = isLast ? "what else it has" : '"' + excerpt(link->unused[i], 40) + '"';
    complain({"", "link", what + " says nothing of the run"});
    if (isLast) break;
  }
  if (!link->madeWith.empty() && link->madeWith != engineVersion) {
    complain({"", "link",
              "made with engine " + excerpt(link->madeWith, 20) + ", this is " +
                  std::string(engineVersion) + ": figures may differ"});
  }
  return linkedSpec(*link);
}

}  // namespace

Result<std::string> readDocument(const Arguments& arguments, const std::string& root) {
  Result<std::string> text =
      arguments.link.empty() ? readText(arguments.file) : readLinked(arguments.link);
  for (const auto& [path, value] : arguments.set) {
    if (!text) break;
    std::string full = root;
    if (!root.empty()) full += '.';
    full += path;
    text = setValue(*text, full, value);
  }
  return text;
}

std::optional<Spec> readSpec(const Arguments& arguments) {
  const Result<std::string> text = readDocument(arguments);
  if (!text) {
    complain(text.error());
    return {};
  }
  const std::vector<Error> problems = problemsOf(*text);
  for (const Error& problem : problems) complain(problem);
  if (!problems.empty()) return {};
  return *parseSpec(*text);
}

FileStore filesOf(const Arguments& arguments) {
  if (!arguments.data.empty()) return FileStore::within(arguments.data);
  return arguments.link.empty() ? FileStore(arguments.file) : FileStore::none();
}

Result<std::unique_ptr<Session>> openSession(const Spec& spec, FileStore& files) {
  const Stop& stop = spec.stop;
  if (stop.epochs == 0 && stop.steps == 0 && !(stop.loss > 0) && !(stop.gradient > 0) &&
      stop.patience == 0) {
    return Error{"missing-key", "stop",
                 "must hold a rule, such as \"epochs\": 100, or the run "
                 "would go on for ever"};
  }
  Result<Sources> sources = files.sourcesOf(spec);
  if (!sources) return sources.error();
  return Session::create(spec, *sources);
}

double train(Session& session, std::int64_t every, const std::function<void()>& report) {
  using Clock = std::chrono::steady_clock;
  constexpr double unlimited = 1e300;
  std::chrono::duration<double> seconds{0};
  std::int64_t reported = session.progress().epoch;
  while (session.progress().status == RunStatus::running) {
    const Clock::time_point start = Clock::now();
    // Returns after each epoch; without reports the whole run is one call.
    if (every > 0) {
      session.advance(unlimited, Limits::steps);
    } else {
      session.run(Limits::steps);
    }
    seconds += Clock::now() - start;
    const std::int64_t epoch = session.progress().epoch;
    if (every > 0 && epoch > reported && epoch % every == 0) {
      report();
      reported = epoch;
    }
  }
  return seconds.count();
}

void complain(const Error& error) {
  // Both may quote what somebody else wrote: no key as long as a file, nothing that terminals obey.
  std::string said = error.message;
  for (char& c : said) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F) c = ' ';
  }
  std::cerr << (error.path.empty() ? "" : excerpt(error.path, 200) + ": ") << said << '\n';
}

void printLine(const std::string& line) {
  std::cout << line << '\n' << std::flush;  // whoever reads along wants the line now
}

}  // namespace fallline
