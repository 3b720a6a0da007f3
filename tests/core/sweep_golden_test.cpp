// Sweeps end in the same numbers, run by run; the tests of the WebAssembly module and of the page
// read the same files.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "fallline/report.h"
#include "fallline/session.h"
#include "fallline/sweep.h"

namespace fallline {
namespace {

class SweepGolden : public ::testing::TestWithParam<const char*> {};

TEST_P(SweepGolden, EveryRunEndsAsItAlwaysHas) {
  std::ifstream file(std::string(FALL_LINE_TEST_DATA "/sweeps/") + GetParam() + ".json");
  const nlohmann::json golden = nlohmann::json::parse(file);
  const Result<Sweep> sweep = parseSweep(golden.at("sweep").dump());
  ASSERT_TRUE(sweep) << sweep.error().message;
  const auto cells = expand(*sweep);
  ASSERT_TRUE(cells) << cells.error().message;
  const auto& runs = golden.at("runs");
  ASSERT_EQ(cells->size(), runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    auto session = Session::create((*cells)[i].spec, {});
    ASSERT_TRUE(session) << session.error().message;
    (*session)->run(Limits::steps);
    EXPECT_EQ(fingerprintText((*session)->fingerprint()), runs[i].at("fingerprint")) << i;
    const bool diverged = (*session)->progress().status == RunStatus::diverged;
    EXPECT_EQ(diverged, runs[i].at("status") == "diverged") << i;
  }
}

INSTANTIATE_TEST_SUITE_P(All, SweepGolden, ::testing::Values("grid", "bootstrap", "random"));

}  // namespace
}  // namespace fallline
