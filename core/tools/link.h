// The page's links, as the command line takes them: web/src/state/link.ts writes and describes
// them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fallline/result.h"

namespace fallline {

/// What a link says of an experiment.
struct Link {
  std::string spec;                                           ///< its JSON text
  std::vector<std::pair<std::string, std::string>> settings;  ///< `set=` parts, in their order
  std::string madeWith;             ///< the version of the engine; empty where the link is silent
  std::vector<std::string> unused;  ///< names of parts that say nothing of the Spec, in their order
};

/// What follows "name=" in the link's part behind #, as it stands there; empty without it.
std::string_view linkPart(std::string_view link, std::string_view name);

/// Of base64 with - and _, without padding; nothing where that is damaged.
std::optional<std::string> fromBase64Url(std::string_view text);

/// Reads a whole address, or what stands behind its #. Errors of code "bad-link": another version
/// than 1, no Spec or two, what cannot be decoded; "too-large" for a Spec of more than
/// Limits::specBytes, which is not unpacked further.
Result<Link> readLink(std::string_view link);

/// The Spec's text with the settings in it. Errors: those of readLink and of setValue.
Result<std::string> linkedSpec(const Link& link);

}  // namespace fallline
