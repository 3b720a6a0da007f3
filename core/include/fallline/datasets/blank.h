// Data sets of zeros, with shapes and names in place, for the sources to fill in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fallline/component.h"
#include "fallline/dataset.h"

namespace fallline {

/// How many samples a drawn data set may have.
inline constexpr Range kSampleRange = Range::logarithmic(10, 10000).within(1, 100000);

/// A task of classes: `inputs` × `samples` numbers, named x1, x2, …, and class 0 everywhere.
/// `samples` is at least 1.
Dataset blankClasses(Index inputs, std::int64_t samples, std::vector<std::string> names);

/// A regression: `inputs` × `samples` numbers, named x1, x2, …, and the target y.
/// `samples` is at least 1.
Dataset blankRegression(Index inputs, std::int64_t samples);

/// "0", "1", …: the names of classes that have no other.
std::vector<std::string> numberedClasses(std::int64_t count);

}  // namespace fallline
