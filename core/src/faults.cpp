#include "fallline/faults.h"

#include <array>

namespace fallline {
namespace {

template <class... Ts>
constexpr std::array<Deviation, sizeof...(Ts)> deviationsOf(TypeList<Ts...>) {
  return {Ts::deviation...};
}

}  // namespace

Deviation deviationOf(std::string_view fault) {
  // Tables of ids and flags alone: WebAssembly need not hold the words of every Info.
  static constexpr auto ids = idsOf(Faults{});
  static constexpr auto deviations = deviationsOf(Faults{});
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == fault) return deviations[i];
  }
  return {};
}

}  // namespace fallline
