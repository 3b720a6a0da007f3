#include "files.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "fallline/describe.h"
#include "fallline/idx.h"
#include "gunzip.h"

namespace fallline {
namespace {

constexpr std::size_t kMostBytes = IdxLimits::bytes;  ///< the largest of all file formats

/// The visitor of `fields` that gathers the texts that may name a file.
template <class T>
class TextCollector {
 public:
  TextCollector(const T& source, std::vector<std::pair<std::string, std::string>>& texts)
      : source_(source), texts_(texts) {}
  /// A text comes with its help alone; a choice has its choices in between.
  template <class Member, class... Rest>
  void operator()(std::string_view name, Member T::* member, const Rest&...) {
    if constexpr (std::is_same_v<Member, std::string> && sizeof...(Rest) == 1) {
      texts_.emplace_back("data." + std::string(name), source_.*member);
    }
  }

 private:
  const T& source_;
  std::vector<std::pair<std::string, std::string>>& texts_;
};

}  // namespace

Result<std::string> readText(const std::string& file) {
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    if (!opened || std::filesystem::is_directory(file)) {
      return Error{"missing-file", "", "there is no file \"" + excerpt(file, 200) + "\" to read"};
    }
  }
  std::istream& in = file == "-" ? std::cin : opened;
  std::string text(Limits::specBytes + 1, '\0');
  in.read(text.data(), std::streamsize(text.size()));
  text.resize(std::size_t(in.gcount()));
  return text;
}

FileStore::FileStore(const std::string& specFile)
    : folder_(specFile == "-" ? std::filesystem::path()
                              : std::filesystem::path(specFile).parent_path()) {}

FileStore FileStore::within(const std::filesystem::path& folder) {
  FileStore files;
  std::error_code missing;
  files.folder_ = folder;
  files.border_ = std::filesystem::canonical(folder, missing);
  files.isOpen_ = !missing;
  return files;
}

FileStore FileStore::none() {
  FileStore files;
  files.isOpen_ = false;
  return files;
}

bool FileStore::allows(const std::filesystem::path& path) const {
  // The system would read a name only up to its first zero, and open another file than was judged.
  if (!isOpen_ || path.native().find('\0') != std::string::npos) return false;
  std::error_code missing;
  if (!std::filesystem::is_regular_file(path, missing)) return false;
  if (border_.empty()) return true;
  const std::filesystem::path real = std::filesystem::canonical(path, missing);
  return !missing &&
         std::mismatch(border_.begin(), border_.end(), real.begin(), real.end()).first ==
             border_.end();
}

Result<Sources> FileStore::sourcesOf(const Spec& spec) {
  std::vector<std::pair<std::string, std::string>> texts;
  std::visit([&]<class T>(const T& source) { visitFields<T>(TextCollector<T>(source, texts)); },
             spec.data.source);
  Sources sources;
  for (const auto& [path, name] : texts) {
    if (name.empty() || !allows(folder_ / name)) continue;
    if (!files_.contains(name)) {
      Result<Bytes> bytes = read(folder_ / name);
      if (!bytes) {
        Error problem = bytes.error();
        problem.path = path;
        return problem;
      }
      files_[name] = *bytes;
    }
    sources.files[name] = files_[name];
  }
  return sources;
}

Result<Bytes> FileStore::read(const std::filesystem::path& path) const {
  std::error_code unknown;
  const std::string name = path.filename().string();
  const std::uintmax_t size = std::filesystem::file_size(path, unknown);
  if (!unknown && size > kMostBytes) {
    return Error{"too-large", "",
                 "\"" + name + "\" has " + fileSize(size) + "; at most " + fileSize(kMostBytes) +
                     " are read"};
  }
  std::ifstream in(path, std::ios::binary);
  std::vector<std::uint8_t> bytes(unknown ? 0 : std::size_t(size));
  in.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(bytes.size()));
  if (unknown || !in || std::size_t(in.gcount()) != bytes.size()) {
    return Error{"unreadable-file", "", "\"" + name + "\" cannot be read"};
  }
  if (isGzip(bytes)) return gunzip(bytes, kMostBytes);
  return std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
}

}  // namespace fallline
