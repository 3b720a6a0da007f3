// Sessions from Spec texts, for tests.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "fallline/session.h"
#include "fallline/trace.h"

namespace fallline::testing {

inline Spec specOf(const std::string& text) {
  Result<Spec> spec = parseSpec(text);
  if (!spec) throw std::runtime_error(spec.error().path + ": " + spec.error().message);
  return *spec;
}

inline std::unique_ptr<Session> sessionOf(const std::string& text, const Sources& sources = {}) {
  Result<std::unique_ptr<Session>> session = Session::create(specOf(text), sources);
  if (!session) throw std::runtime_error(session.error().path + ": " + session.error().message);
  return std::move(*session);
}

/// The error that creating a session ends with.
inline Error errorOf(const std::string& text, const Sources& sources = {}) {
  Result<Spec> spec = parseSpec(text);
  if (!spec) return spec.error();
  Result<std::unique_ptr<Session>> session = Session::create(*spec, sources);
  return session ? Error{"none", "", "the session was created"} : session.error();
}

/// The opened step, worked out in slices of about that many multiply-adds.
inline Result<StepTrace> opened(Session& session, std::int64_t sample, double work = HUGE_VAL) {
  for (;;) {
    auto made = session.trace(sample, work);
    if (!made) return made.error();
    if (*made) return std::move(**made);
  }
}

}  // namespace fallline::testing
