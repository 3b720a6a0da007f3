// The samples that a network gets most wrong, kept while a part is evaluated.
#pragma once

#include <cstdint>
#include <vector>

namespace fallline {

/// One sample of a classification, and what became of it.
struct Mistake {
  double loss = 0;          ///< cross-entropy; with ±1 targets the chosen loss
  std::int32_t sample = 0;  ///< column of the data
  std::int32_t truth = 0, predicted = 0;
  float probability = 0;  ///< of the true class, 0 to 1
};

/// At most so many are kept.
inline constexpr std::size_t kMostMistakes = 100;

/// Adds one to a list that stands in order, the largest loss first and among equal ones the lowest
/// sample, or leaves it out where the list is full of worse ones. A loss that is NaN counts as
/// infinite. Nothing allocates when the list has room for kMostMistakes.
void addMistake(std::vector<Mistake>& worst, Mistake mistake);

}  // namespace fallline
