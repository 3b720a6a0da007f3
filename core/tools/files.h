// Files for the core, which opens none itself: Specs, tables, images.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

#include "fallline/dataset.h"
#include "fallline/result.h"
#include "fallline/spec.h"
#include "fallline/types.h"

namespace fallline {

/// A Spec or a sweep as text: from a file, or from standard input for "-". Reads no more than one
/// byte beyond Limits::specBytes, so that parseSpec refuses the rest. Error "missing-file".
Result<std::string> readText(const std::string& file);

/// The files that Specs name, relative to a folder, each read once and unpacked where it is gzip.
class FileStore {
 public:
  /// The folder of that Spec; for "-" the working folder.
  explicit FileStore(const std::string& specFile);

  /// That folder and nothing outside of it, whatever names and symbolic links say.
  static FileStore within(const std::filesystem::path& folder);

  /// No file at all.
  static FileStore none();

  /// All files that are there under a name that one of the source's text parameters holds. A file
  /// that is not there is left to the source, which knows what it wanted it for. Errors, with the
  /// parameter's path: "too-large", "unreadable-file", and those of gunzip.
  Result<Sources> sourcesOf(const Spec& spec);

 private:
  FileStore() = default;
  bool allows(const std::filesystem::path& path) const;
  Result<Bytes> read(const std::filesystem::path& path) const;

  std::filesystem::path folder_;
  std::filesystem::path border_;  ///< what is opened lies below it, links resolved; empty: anywhere
  bool isOpen_ = true;
  std::map<std::string, Bytes> files_;
};

}  // namespace fallline
