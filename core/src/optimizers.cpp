#include "fallline/optimizers.h"

#include <type_traits>

namespace fallline {

template <class S>
std::unique_ptr<Optimizer<S>> makeOptimizer(const OptimizerChoice& choice, Index parameters) {
  return std::visit(
      [&](const auto& c) -> std::unique_ptr<Optimizer<S>> {
        using Method = typename std::decay_t<decltype(c)>::template Method<S>;
        return std::make_unique<Method>(c, parameters);
      },
      choice);
}

template <class S>
void retune(Optimizer<S>& optimizer, const OptimizerChoice& choice) {
  std::visit(
      [&](const auto& c) {
        using Method = typename std::decay_t<decltype(c)>::template Method<S>;
        static_cast<Method&>(optimizer).retune(c);
      },
      choice);
}

template std::unique_ptr<Optimizer<float>> makeOptimizer<float>(const OptimizerChoice&, Index);
template std::unique_ptr<Optimizer<double>> makeOptimizer<double>(const OptimizerChoice&, Index);
template void retune<float>(Optimizer<float>&, const OptimizerChoice&);
template void retune<double>(Optimizer<double>&, const OptimizerChoice&);

}  // namespace fallline
