// The published MNIST files, where they are: the folder named by FALL_LINE_MNIST, or
// ../shared/data/mnist beside the project. Tests that need them are skipped with a visible line.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "fallline/dataset.h"
#include "gunzip.h"

namespace fallline::testing {

inline std::string mnistFolder() {
  const char* folder = std::getenv("FALL_LINE_MNIST");
  return folder != nullptr ? folder : FALL_LINE_TEST_DATA "/../../shared/data/mnist";
}

inline bool hasMnist() {
  return std::filesystem::exists(mnistFolder() + "/train-images-idx3-ubyte.gz");
}

/// "train-images", "train-labels", "t10k-images" and "t10k-labels", unpacked.
inline Sources mnistSources() {
  Sources sources;
  for (const char* kind : {"images-idx3", "labels-idx1"}) {
    for (const char* part : {"train", "t10k"}) {
      const std::string name = std::string(part) + "-" + kind + "-ubyte.gz";
      std::ifstream file(mnistFolder() + "/" + name, std::ios::binary);
      const std::vector<char> packed{std::istreambuf_iterator<char>(file), {}};
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(packed.data());
      Result<Bytes> unpacked = gunzip({bytes, packed.size()}, 100'000'000);
      if (!unpacked) throw std::runtime_error(name + ": " + unpacked.error().message);
      sources.files[std::string(part) + "-" + std::string(kind).substr(0, 6)] = *unpacked;
    }
  }
  return sources;
}

inline constexpr const char* kMnistData =
    R"("data": {"source": "images", "images": "train-images", "labels": "train-labels",
                "testImages": "t10k-images", "testLabels": "t10k-labels"})";

}  // namespace fallline::testing
