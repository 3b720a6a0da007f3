// MNIST as it is usually trained has no condition to tell of.
#include <gtest/gtest.h>

#include "support/mnist.h"
#include "support/monitored.h"

namespace fallline {
namespace {

TEST(Conditions, MnistWithAdamHasNone) {
  if (!testing::hasMnist()) GTEST_SKIP() << "no MNIST files in " << testing::mnistFolder();
  testing::Monitored run(std::string("{") + testing::kMnistData +
                             R"(, "network": {"layers": [{"units": 128, "activation": "relu"},
        {"units": 10, "activation": "softmax"}]}, "optimizer": "adam", "batchSize": 50,
        "stop": {}})",
                         testing::mnistSources());
  run.run(6);
  EXPECT_TRUE(run.told().empty()) << run.told().front();
  EXPECT_GT(*run.session().evaluate(Part::test)->accuracy, 0.97);
}

}  // namespace
}  // namespace fallline
