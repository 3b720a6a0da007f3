#include "fallline/mistakes.h"

#include <algorithm>
#include <limits>

namespace fallline {

void addMistake(std::vector<Mistake>& worst, Mistake mistake) {
  if (!(mistake.loss == mistake.loss)) mistake.loss = std::numeric_limits<double>::infinity();
  const auto isWorse = [](const Mistake& a, const Mistake& b) {
    return a.loss > b.loss || (a.loss == b.loss && a.sample < b.sample);
  };
  if (worst.size() == kMostMistakes) {
    if (!isWorse(mistake, worst.back())) return;  // nearly always: the list settles quickly
    worst.pop_back();
  }
  auto at = worst.end();
  while (at != worst.begin() && isWorse(mistake, *(at - 1))) --at;
  worst.insert(at, mistake);
}

}  // namespace fallline
