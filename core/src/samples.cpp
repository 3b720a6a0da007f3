#include "fallline/samples.h"

#include <cstdint>
#include <utility>

namespace fallline {
namespace {

template <class S>
Vector<S> cast(const std::vector<double>& numbers) {
  Vector<S> cast(Index(numbers.size()));
  for (std::size_t i = 0; i < numbers.size(); ++i) cast[Index(i)] = S(numbers[i]);
  return cast;
}

}  // namespace

template <class S>
Samples<S>::Samples(Matrix<S> inputs, Matrix<S> targets)
    : values_(std::move(inputs)), targets_(std::move(targets)) {}

template <class S>
Samples<S>::Samples(const Inputs& images, const Scaling& scaling, Matrix<S> targets)
    : images_(images),
      shift_(cast<S>(scaling.shift)),
      factor_(cast<S>(scaling.factor)),
      targets_(std::move(targets)) {}

template <class S>
void Samples<S>::gather(std::span<const std::int32_t> samples, MatrixRef<S> X,
                        MatrixRef<S> Y) const {
  const Index size = inputs();
  for (std::size_t k = 0; k < samples.size(); ++k) {
    const auto j = Index(k);
    const auto sample = Index(samples[k]);
    Y.col(j) = targets_.col(sample);
    if (!images_.isImages()) {
      X.col(j) = values_.col(sample);
      continue;
    }
    const std::uint8_t* image = images_.image(sample);
    S* column = X.data() + j * X.outerStride();
    for (Index i = 0; i < size; ++i) column[i] = S(std::int32_t(image[i])) / S(255);
    if (shift_.size() == 0) continue;
    for (Index i = 0; i < size; ++i) column[i] = (column[i] - shift_[i]) * factor_[i];
  }
}

template class Samples<float>;
template class Samples<double>;

}  // namespace fallline
