// The lab module: the data in full, as the double numbers that they are.
#include <emscripten/bind.h>

#include <vector>

#include "arrays.h"
#include "bound_session.h"

namespace fallline::wasm {
namespace {

/// The samples of a part in its order, one after the other: raw inputs (none for images), targets.
Reply<Doubles> samples(BoundSession& bound, int part) {
  return guard<Doubles>([&]() -> Result<emscripten::val> {
    const Dataset& data = bound.session().data();
    const Matrix<double>& inputs = data.inputs.values;
    const auto all = bound.session().samples(static_cast<Part>(part));
    std::vector<double> numbers;
    numbers.reserve(all.size() * std::size_t(inputs.rows() + data.targets.rows()));
    for (const std::int32_t sample : all) {
      for (Index i = 0; i < inputs.rows(); ++i) numbers.push_back(inputs(i, sample));
      for (Index i = 0; i < data.targets.rows(); ++i) numbers.push_back(data.targets(i, sample));
    }
    return arrayOf(numbers);
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(fall_line_lab_samples) {
  emscripten::function("samplesOf(session, part)", &samples);
}

}  // namespace fallline::wasm
