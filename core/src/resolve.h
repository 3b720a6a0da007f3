// Fills in what a Spec leaves to the data: output layer, loss, batch size, precision.
#pragma once

#include <optional>

#include "fallline/dataset.h"
#include "fallline/prepare.h"
#include "fallline/spec.h"

namespace fallline {

/// Writes the missing values into spec and the target coding into `coding`. The data set's task
/// decides what the output may be. `trainSamples` bounds the batch.
std::optional<Error> resolve(Spec& spec, const Dataset& data, Index inputs, Index trainSamples,
                             TargetCoding& coding);

/// Whether what the optimizer holds beside the data fits into memory; the Spec is resolved. The
/// error says which form would fit.
std::optional<Error> checkMemory(const Spec& spec, Index inputs, Index trainSamples);

}  // namespace fallline
