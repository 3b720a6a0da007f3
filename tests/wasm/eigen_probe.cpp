// Prints the hashes of tests/support/eigen_probe.h as JSON. Built for WebAssembly and run in Node:
// its output is tests/golden/eigen.json.
#include "support/eigen_probe.h"

#include <cstdio>
#include <string>

namespace {

template <class S>
std::string all() {
  std::string text;
  for (const int n : fallline::probe::kSizes) {
    text += text.empty() ? "" : ",\n";
    text += "    \"" + std::to_string(n) + "\": {";
    bool first = true;
    for (const auto& [operation, hash] : fallline::probe::run<S>(n)) {
      text += first ? "\n" : ",\n";
      text += "      \"" + operation + "\": \"" + hash + "\"";
      first = false;
    }
    text += "\n    }";
  }
  return text;
}

}  // namespace

int main() {
  std::printf("{\n  \"float32\": {\n%s\n  },\n  \"float64\": {\n%s\n  }\n}\n", all<float>().c_str(),
              all<double>().c_str());
  return 0;
}
