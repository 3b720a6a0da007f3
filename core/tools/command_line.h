// What the program was asked to do.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fallline {

/// How the program ends.
enum class Exit : int {
  success = 0,   ///< "stalled" included
  usage = 1,     ///< the command line itself is wrong, or the program failed
  badSpec = 2,   ///< the Spec or a file it names is wrong
  diverged = 3,  ///< the run, or one of a sweep's, diverged
  notClean = 4,  ///< a check found something wrong, or could not tell
};

/// The options that a command takes.
struct Takes {
  bool file = false;     ///< a Spec or a sweep: the name of a file, or - for standard input
  bool set = false;      ///< --set path=value, any number of times
  bool every = false;    ///< --every N
  bool more = false;     ///< further words behind the file
  bool list = false;     ///< --list
  bool lessons = false;  ///< --lessons folder
  bool link = false;     ///< --link address instead of the file, and --data folder
};

struct Arguments {
  std::string file;
  std::string link;  ///< an address of the page with a Spec in it, instead of a file; or empty
  std::string data;  ///< the one folder whose files may be opened; empty: where the file lies
  std::vector<std::pair<std::string, std::string>> set;  ///< paths and values
  std::int64_t every = 0;                                ///< epochs between two lines; 0 is none
  std::vector<std::string> more;                         ///< the words behind the file
  bool list = false;
  std::string lessons = "web/lessons";  ///< the folder of lessons
  bool help = false;
};

/// Reads what follows the command's name; an unusable argument gives nothing, and `problem` says
/// why in a sentence.
std::optional<Arguments> parseArguments(std::span<const std::string_view> words, Takes takes,
                                        std::string& problem);

}  // namespace fallline
