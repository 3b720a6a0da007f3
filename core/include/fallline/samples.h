// The data as the network sees it: inputs scaled and expanded, targets coded for the output.
#pragma once

#include <span>
#include <vector>

#include "fallline/dataset.h"
#include "fallline/types.h"

namespace fallline {

/// x' = (x − shift) · factor, column by column.
struct Scaling {
  std::vector<double> shift, factor;
  double apply(std::size_t i, double x) const { return (x - shift[i]) * factor[i]; }
};

template <class S>
class Samples {
 public:
  /// Numbers: inputs × samples and outputs × samples, prepared.
  Samples(Matrix<S> inputs, Matrix<S> targets);
  /// Images: they stay bytes; a gathered pixel is (byte / 255 − shift) · factor. The storage of
  /// `images` is shared, not copied. `scaling` is empty where nothing is scaled.
  Samples(const Inputs& images, const Scaling& scaling, Matrix<S> targets);

  Index inputs() const { return images_.isImages() ? images_.size() : values_.rows(); }
  Index outputs() const { return targets_.rows(); }
  Index count() const { return targets_.cols(); }

  /// Copies those samples into the columns of X and Y.
  void gather(std::span<const std::int32_t> samples, MatrixRef<S> X, MatrixRef<S> Y) const;

 private:
  Matrix<S> values_;
  Inputs images_;
  Vector<S> shift_, factor_;
  Matrix<S> targets_;
};

}  // namespace fallline
