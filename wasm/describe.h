// Descriptions as JavaScript objects: what a session is made of, what a CSV file holds.
#pragma once

#include <emscripten/val.h>

#include <span>

#include "fallline/csv.h"
#include "fallline/result.h"
#include "fallline/session.h"

namespace fallline::wasm {

/// The type Info of replies.h.
emscripten::val describeSession(const Session& session);

/// The type Preview of replies.h.
emscripten::val describePreview(const CsvPreview& preview);

/// [{code, path, message}, …]
emscripten::val describeProblems(std::span<const Error> problems);

}  // namespace fallline::wasm
