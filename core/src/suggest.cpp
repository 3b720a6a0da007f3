#include "suggest.h"

#include <algorithm>

#include "fallline/describe.h"

namespace fallline {
namespace {

/// Letters to add, leave out, replace or swap with their neighbour (Damerau 1964, each letter
/// touched once), upper and lower case alike.
std::size_t distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> d((a.size() + 1) * width);
  for (std::size_t i = 0; i <= a.size(); ++i) d[i * width] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      std::size_t best = std::min({d[(i - 1) * width + j] + 1, d[i * width + j - 1] + 1,
                                   d[(i - 1) * width + j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
          lower(a[i - 2]) == lower(b[j - 1])) {
        best = std::min(best, d[(i - 2) * width + j - 2] + 1);
      }
      d[i * width + j] = best;
    }
  }
  return d.back();
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string> known) {
  if (word.size() > 64) return {};  // no slip of the pen, and the table would be large
  std::size_t best = std::min<std::size_t>(2, word.size() / 2) + 1;
  std::string_view found;
  for (const std::string& candidate : known) {
    const std::size_t d = distance(word, candidate);
    if (d < best) {
      best = d;
      found = candidate;
    }
  }
  return found;
}

std::string unknownWord(std::string_view what, std::string_view word,
                        const std::vector<std::string>& known) {
  std::string text = "unknown " + std::string(what) + " \"" + excerpt(word, 60) + "\"";
  if (const std::string_view near = nearest(word, known); !near.empty()) {
    text += "; did you mean \"" + std::string(near) + "\"? Known";
  } else {
    text += "; known";
  }
  text += known.size() == 1 ? " is " : " are ";
  for (std::size_t i = 0; i < known.size(); ++i) text += (i > 0 ? ", " : "") + known[i];
  return text;
}

}  // namespace fallline
