// What run, sweep and fingerprint share: from a file to a Session that is trained.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "command_line.h"
#include "fallline/result.h"
#include "fallline/session.h"
#include "files.h"

namespace fallline {

/// The text of the Spec or sweep with each --set applied; `root` is what their paths stand below
/// ("spec" in a sweep).
Result<std::string> readDocument(const Arguments& arguments, const std::string& root = "");

/// The Spec of a command, with every problem written to standard error when it has any.
std::optional<Spec> readSpec(const Arguments& arguments);

/// The files that the Spec of a command may name: those beside its file, or below --data, and none
/// for a link without --data.
FileStore filesOf(const Arguments& arguments);

/// A Session with the files that its Spec names. A Spec without a stop rule is an Error: it would
/// run for ever.
Result<std::unique_ptr<Session>> openSession(const Spec& spec, FileStore& files);

/// Trains until a stop rule is met and gives the seconds that it took. `report` is called after
/// each `every` epochs; its time does not count.
double train(Session& session, std::int64_t every, const std::function<void()>& report);

/// "path: message" and an end of line on standard error.
void complain(const Error& error);

/// One line on standard output, at once.
void printLine(const std::string& line);

}  // namespace fallline
