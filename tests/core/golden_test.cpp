// The same bits: each golden Spec ends in the fingerprint that it has always ended in. The tests of
// the WebAssembly module read the same files, and here another compiler's program does, when
// FALL_LINE_CLANG_CLI names one.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "support/sessions.h"

namespace fallline {
namespace {

struct Golden {
  std::string spec;
  std::string fingerprint;
};

const std::map<std::string, Golden>& goldens() {
  static const std::map<std::string, Golden> all = [] {
    std::map<std::string, Golden> read;
    for (const auto& entry : std::filesystem::directory_iterator(FALL_LINE_TEST_DATA "/golden")) {
      std::ifstream file(entry.path());
      const nlohmann::json json = nlohmann::json::parse(file);
      if (!json.contains("spec")) continue;
      read[entry.path().stem().string()] = {json["spec"].dump(), json["fingerprint"]};
    }
    return read;
  }();
  return all;
}

TEST(Golden, CoversEveryOptimizerActivationLossAndScheduleInBothPrecisions) {
  std::string everything;
  int narrow = 0, wide = 0;
  for (const auto& [name, golden] : goldens()) {
    everything += golden.spec;
    const Spec spec = testing::sessionOf(golden.spec)->spec();
    everything += writeSpec(spec);
    if (needsFullBatch(spec.optimizer)) continue;  // those exist in double only
    narrow += spec.precision == Precision::float32 ? 1 : 0;
    wide += spec.precision == Precision::float64 ? 1 : 0;
  }
  EXPECT_EQ(narrow, wide);
  const auto expectAll = [&](auto list) {
    for (std::string_view id : idsOf(list)) {
      EXPECT_NE(everything.find("\"" + std::string(id) + "\""), std::string::npos)
          << id << " needs a golden Spec";
    }
  };
  expectAll(Optimizers{});
  expectAll(Activations{});
  expectAll(Losses{});
  expectAll(Initializers{});
  expectAll(Schedules{});
}

TEST(Golden, FingerprintsAreWhatTheyHaveAlwaysBeen) {
  for (const auto& [name, golden] : goldens()) {
    const auto session = testing::sessionOf(golden.spec);
    while (session->progress().status == RunStatus::running) session->run(1'000'000);
    EXPECT_NE(session->progress().status, RunStatus::diverged) << name;
    EXPECT_EQ(fingerprintText(session->fingerprint()), golden.fingerprint) << name;
  }
}

std::string outputOf(const std::string& command) {
  std::string output;
  std::array<char, 256> buffer;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  while (std::fgets(buffer.data(), int(buffer.size()), pipe) != nullptr) output += buffer.data();
  pclose(pipe);
  while (output.ends_with('\n')) output.pop_back();
  return output;
}

TEST(Golden, ClangGivesTheSameBits) {
  const char* program = std::getenv("FALL_LINE_CLANG_CLI");
  if (program == nullptr) GTEST_SKIP() << "FALL_LINE_CLANG_CLI names no program built by clang";
  for (const auto& [name, golden] : goldens()) {
    const std::filesystem::path spec =
        std::filesystem::temp_directory_path() / ("fall-line-golden-" + name + ".json");
    std::ofstream(spec) << golden.spec;
    EXPECT_EQ(outputOf("'" + std::string(program) + "' fingerprint '" + spec.string() + "'"),
              golden.fingerprint)
        << name;
    std::filesystem::remove(spec);
  }
}

}  // namespace
}  // namespace fallline
