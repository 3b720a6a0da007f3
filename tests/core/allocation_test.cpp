// After the first epoch nothing allocates: memory is flat however long a run is. Counts calls of
// malloc, which Eigen and operator new both end in; not under AddressSanitizer, which brings its
// own.
#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>

#include "support/sessions.h"

#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)
#define FALL_LINE_COUNTS_ALLOCATIONS 0
#else
#define FALL_LINE_COUNTS_ALLOCATIONS 1
#endif

namespace {
std::atomic<long> allocations{0};
}

#if FALL_LINE_COUNTS_ALLOCATIONS
extern "C" {
void* __libc_malloc(std::size_t size);
void* malloc(std::size_t size) {
  ++allocations;
  return __libc_malloc(size);
}
}
#endif

namespace fallline {
namespace {

long allocationsOf(Session& session, std::int64_t steps) {
  const long before = allocations;
  session.run(steps);
  return allocations - before;
}

TEST(Allocation, NoStepAllocatesAfterTheFirstEpoch) {
  if (!FALL_LINE_COUNTS_ALLOCATIONS) GTEST_SKIP() << "AddressSanitizer has a malloc of its own";
  const long before = allocations;
  testing::sessionOf(R"({"data": {"source": "xor"}})");
  ASSERT_GT(allocations - before, 0) << "nothing is counted";
  for (std::string_view id : idsOf(Optimizers{})) {
    if (needsFullBatch(*componentById(Optimizers{}, id))) continue;  // below
    for (const char* rest : {R"("precision": "float32", "batchSize": 10)",
                             R"("precision": "float64", "batchSize": "full")"}) {
      const auto session = testing::sessionOf(
          R"({"data": {"source": "spiral", "classes": 3, "samples": 600},
              "network": {"layers": [{"units": 20, "dropout": 0.2}, {"units": 9,
              "activation": "gelu"}, {}]}, "regularization": {"l1": 1e-4, "l2": 1e-3},
              "stop": {"loss": 1e-9}, "optimizer": {"id": ")" +
          std::string(id) + R"(", "clipNorm": 1}, )" + rest + "}");
      session->run(session->stepsPerEpoch());
      EXPECT_EQ(allocationsOf(*session, 5 * session->stepsPerEpoch() + 3), 0) << id << ", " << rest;
    }
  }
}

TEST(Allocation, NoStepOfAMethodOnTheFullBatchDoesEither) {
  if (!FALL_LINE_COUNTS_ALLOCATIONS) GTEST_SKIP() << "AddressSanitizer has a malloc of its own";
  for (std::string_view id : idsOf(Optimizers{})) {
    const OptimizerChoice method = *componentById(Optimizers{}, id);
    if (!needsFullBatch(method)) continue;
    // Every way that a method has to solve its systems.
    std::vector<std::string> ways{""};
    if (needsOutputCurvature(method)) {
      ways = {R"("form": "primal")", R"("form": "dual")", R"("form": "conjugate-gradient")"};
    }
    if (needsSlopes(method)) {
      ways.clear();
      for (const std::string formula : {"1", "2"}) {
        for (const std::string solver : {"svd", "qr", "symmetric-eigen"}) {
          ways.push_back(R"("damping": 0.05, "formula": )" + formula + R"(, "solver": ")" + solver +
                         "\"");
        }
      }
    }
    for (const std::string& way : ways) {
      for (const std::string l2 : {"0", "1e-4"}) {
        // Few enough that Eigen packs the blocks of its products on the stack, not on the heap.
        const auto session = testing::sessionOf(
            R"({"data": {"source": "spiral", "samples": 60, "split": {"train": 1}},
                "network": {"layers": [{"units": 6}, {"units": 5}, {}]},
                "regularization": {"l2": )" +
            l2 + R"(}, "stop": {}, "optimizer": {"id": ")" + std::string(id) + "\"" +
            (way.empty() ? "" : ", " + way) + "}}");
        session->run(2);
        EXPECT_EQ(allocationsOf(*session, 8), 0) << id << ", " << way << ", l2 " << l2;
        EXPECT_EQ(session->progress().step, 10) << id << ", " << way << ", l2 " << l2;
      }
    }
  }
}

}  // namespace
}  // namespace fallline
