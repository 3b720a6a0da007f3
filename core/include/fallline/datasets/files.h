// What the sources that read files share.
#pragma once

#include <string>
#include <string_view>

#include "fallline/dataset.h"
#include "fallline/result.h"

namespace fallline {

/// The bytes of a file that a parameter names. Errors, with the parameter's path ("data.file"):
/// "missing-file" when the name is empty or no such file was given; the message says which file
/// is wanted and which ones are there.
Result<Bytes> findFile(const Sources& sources, const std::string& name, const std::string& path,
                       std::string_view what);

}  // namespace fallline
