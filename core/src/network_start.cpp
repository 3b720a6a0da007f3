// The start of a network. A file of its own, as it runs once: in WebAssembly it is compiled for
// size.
#include "fallline/network.h"

namespace fallline {
namespace {

double draw(const Initializer& initializer, Random& random, const Fan& fan) {
  return std::visit([&](const auto& init) { return init.draw(random, fan); }, initializer);
}

}  // namespace

template <class S>
void Network<S>::initialize(const Random& random, VectorRef<S> theta) const {
  for (Index l = 0; l < depth(); ++l) {
    const Layer& shape = layers_[std::size_t(l)];
    const Fan fan{double(shape.inputs), double(shape.units)};
    const Random own = random.fork(std::uint64_t(l));
    LayerView<S> view = layer(theta, l);
    Random weights = own.fork("weights");
    for (Index o = 0; o < shape.units; ++o) {
      for (Index i = 0; i < shape.inputs; ++i) view.W(o, i) = S(draw(shape.init, weights, fan));
    }
    Random biases = own.fork("biases");
    for (Index o = 0; o < view.b.size(); ++o) view.b[o] = S(draw(shape.biasInit, biases, fan));
  }
}

template void Network<float>::initialize(const Random&, VectorRef<float>) const;
template void Network<double>::initialize(const Random&, VectorRef<double>) const;

}  // namespace fallline
