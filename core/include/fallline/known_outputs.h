// Outputs of the training part that a method has computed anyway, so that nobody computes them
// again.
#pragma once

#include "fallline/types.h"

namespace fallline {

template <class S>
class KnownOutputs {
 public:
  virtual ~KnownOutputs() = default;
  /// Pre-activations and activations of the last layer for samples first … first + n of the batch,
  /// outputs × n: of one chunk, as chunkCapacity cuts the batch. Valid until the next step.
  virtual ConstMatrixRef<S> outputSums(Index first, Index n) const = 0;
  virtual ConstMatrixRef<S> outputs(Index first, Index n) const = 0;
};

}  // namespace fallline
