// The joint run of Levenberg-Marquardt on the images of `catlike`, 12288-20-7-5-1: its time, and
// the memory that it takes beyond the images. Read by bench/browser/second_order.mjs.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <ctime>
#include <fstream>
#include <memory>
#include <string>

#include "fallline/session.h"

namespace fallline {
namespace {

constexpr const char* kSpec = R"({"data": {"source": "catlike", "seed": 1}, "seed": 1,
    "network": {"layers": [{"units": 20, "activation": "tanh"}, {"units": 7, "activation": "tanh"},
                           {"units": 5, "activation": "tanh"}, {"activation": "sigmoid"}]},
    "optimizer": "levenberg-marquardt", "stop": {"loss": 1e-15, "steps": 100}})";

/// Bytes of a line of /proc/self/status; 0 where there is none.
double statusBytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.compare(0, name.size(), name) == 0) return 1024 * std::stod(line.substr(name.size()));
  }
  return 0;
}

/// From here on the peak is that of what is to come; what was freed is given back first.
void forgetPeak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << 5;
}

void jointRunOnImages(benchmark::State& state) {
  for (auto _ : state) {
    auto session = Session::create(*parseSpec(kSpec));
    if (!session) {
      state.SkipWithError("The session was not made.");
      return;
    }
    forgetPeak();
    const double before = statusBytes("VmRSS:");
    // Of the processor, which other programs do not disturb.
    const std::clock_t start = std::clock();
    const Progress& progress = (*session)->run(100);
    state.counters["training"] = double(std::clock() - start) / CLOCKS_PER_SEC;
    state.counters["memory"] = statusBytes("VmHWM:") - before;
    state.counters["steps"] = double(progress.step);
    state.counters["loss"] = (*session)->evaluate(Part::train)->loss;
    if (progress.status != RunStatus::converged) state.SkipWithError("It did not converge.");
  }
}
BENCHMARK(jointRunOnImages)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace fallline
