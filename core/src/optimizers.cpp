#include "fallline/optimizers.h"

#include <type_traits>

namespace fallline {

template <class S>
std::unique_ptr<Optimizer<S>> makeOptimizer(const OptimizerChoice& choice, Index parameters) {
  return std::visit(
      [&](const auto& c) -> std::unique_ptr<Optimizer<S>> {
        using Rule = std::decay_t<decltype(c)>;
        if constexpr (Rule::needs == Needs::gradient) {
          return std::make_unique<typename Rule::template Method<S>>(c, parameters);
        } else if constexpr (std::is_same_v<S, double>) {
          return c.method();
        } else {
          return nullptr;  // check() has refused it
        }
      },
      choice);
}

template <class S>
void retune(Optimizer<S>& optimizer, const OptimizerChoice& choice) {
  std::visit(
      [&](const auto& c) {
        using Rule = std::decay_t<decltype(c)>;
        if constexpr (Rule::needs == Needs::gradient) {
          static_cast<typename Rule::template Method<S>&>(optimizer).retune(c);
        } else if constexpr (std::is_same_v<S, double>) {
          c.retune(optimizer);
        }
      },
      choice);
}

OptimizerChoice faulty(OptimizerChoice choice, const Deviation& deviation) {
  if (auto* adam = std::get_if<Adam>(&choice)) {
    adam->invertedCorrection = deviation.invertedCorrection;
  }
  if (auto* adamW = std::get_if<AdamW>(&choice)) {
    adamW->invertedCorrection = deviation.invertedCorrection;
  }
  return choice;
}

template std::unique_ptr<Optimizer<float>> makeOptimizer<float>(const OptimizerChoice&, Index);
template std::unique_ptr<Optimizer<double>> makeOptimizer<double>(const OptimizerChoice&, Index);
template void retune<float>(Optimizer<float>&, const OptimizerChoice&);
template void retune<double>(Optimizer<double>&, const OptimizerChoice&);

}  // namespace fallline
