// Whether a planted fault would do anything.
#pragma once

#include <optional>

#include "fallline/result.h"
#include "fallline/spec.h"

namespace fallline {

/// A conflict at "fault" where the Spec's fault cannot act. What a Spec that is not resolved leaves
/// open counts as its default, and what depends on the data as fitting.
std::optional<Error> idleFault(const Spec& spec);

}  // namespace fallline
