#include "fallline/faults.h"

namespace fallline {

Deviation deviationOf(std::string_view fault) {
  Deviation deviation;
  forEach(Faults{}, [&]<class T>(std::type_identity<T>) {
    if (T::info.id == fault) deviation = T::deviation;
  });
  return deviation;
}

}  // namespace fallline
