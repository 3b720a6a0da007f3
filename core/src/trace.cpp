#include "fallline/trace.h"

#include <string>

namespace fallline {
namespace {

const Matrix<double>* samplesOf(const StepTrace& trace, const StepTrace::LayerTrace& layer,
                                TraceQuantity quantity) {
  switch (quantity) {
    case TraceQuantity::input:
      return &layer.input;
    case TraceQuantity::sum:
      return &layer.sum;
    case TraceQuantity::activation:
      return &layer.activation;
    case TraceQuantity::slope:
      return &layer.slope;
    case TraceQuantity::mask:
      return &layer.mask;
    case TraceQuantity::error:
      return &layer.error;
    case TraceQuantity::target:
      return &layer == &trace.layers.back() ? &trace.target : nullptr;
    default:
      return nullptr;
  }
}

const Vector<double>* parametersOf(const StepTrace& trace, TraceQuantity quantity) {
  switch (quantity) {
    case TraceQuantity::parameter:
      return &trace.parameter;
    case TraceQuantity::gradient:
      return &trace.gradient;
    case TraceQuantity::penalty:
      return &trace.penaltyGradient;
    case TraceQuantity::update:
      return &trace.update;
    default:
      return nullptr;
  }
}

}  // namespace

Result<std::vector<double>> StepTrace::window(std::int64_t layer, TraceQuantity quantity,
                                              const TraceWindow& part) const {
  const Error outside{"out-of-range", "window", "the step has no such layer, rows or columns"};
  if (layer < 0 || layer >= std::int64_t(layers.size())) return outside;
  const LayerTrace& of = layers[std::size_t(layer)];
  const Matrix<double>* matrix = samplesOf(*this, of, quantity);
  const Vector<double>* vector = parametersOf(*this, quantity);
  if (matrix == nullptr && vector == nullptr) return outside;
  // The bias stands behind W like one column more.
  const double* first = matrix ? matrix->data() : vector->data() + of.offset;
  const std::int64_t rows = matrix ? matrix->rows() : of.units;
  const std::int64_t columns = matrix ? matrix->cols() : of.inputs + (of.bias ? 1 : 0);
  if (part.row < 0 || part.rows < 1 || part.rows > rows || part.row > rows - part.rows ||
      part.column < 0 || part.columns < 1 || part.columns > columns ||
      part.column > columns - part.columns || part.rows > kMostNumbers / part.columns) {
    return outside;
  }
  std::vector<double> numbers;
  numbers.reserve(std::size_t(part.rows * part.columns));
  for (std::int64_t r = part.row; r < part.row + part.rows; ++r) {
    for (std::int64_t c = part.column; c < part.column + part.columns; ++c) {
      numbers.push_back(first[c * rows + r]);
    }
  }
  return numbers;
}

}  // namespace fallline
