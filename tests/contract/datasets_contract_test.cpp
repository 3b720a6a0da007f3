// What every data source that needs no file must do.
#include <gtest/gtest.h>

#include "fallline/datasets.h"
#include "support/sessions.h"

namespace fallline {
namespace {

/// f(source with defaults, its id) for every source that draws its own data.
template <class F>
void forDrawn(F&& f) {
  forEach(DataSources{}, [&](auto type) {
    using T = typename decltype(type)::type;
    if constexpr (!std::is_same_v<T, Table> && !std::is_same_v<T, Images> &&
                  !std::is_same_v<T, PointList> && !std::is_same_v<T, Given>) {
      f(T{}, T::info.id);
    }
  });
}

std::vector<double> numbersOf(const Dataset& data) {
  std::vector<double> numbers(data.targets.data(), data.targets.data() + data.targets.size());
  const Inputs& in = data.inputs;
  if (in.isImages()) {
    for (Index j = 0; j < std::min<Index>(in.samples(), 20); ++j) {
      numbers.insert(numbers.end(), in.image(j), in.image(j) + in.size());
    }
  } else {
    numbers.insert(numbers.end(), in.values.data(), in.values.data() + in.values.size());
  }
  return numbers;
}

TEST(DatasetsContract, RepeatForTheirSeedAndDifferForAnother) {
  forDrawn([](const auto& source, std::string_view id) {
    const auto a = source.make({}, Random(1)), b = source.make({}, Random(1)),
               c = source.make({}, Random(2));
    ASSERT_TRUE(a && b && c) << id;
    EXPECT_EQ(numbersOf(*a), numbersOf(*b)) << id;
    if (id != "three-points") {  // which is three points, whatever the seed
      EXPECT_NE(numbersOf(*a), numbersOf(*c)) << id;
    }
  });
}

TEST(DatasetsContract, AreWellFormed) {
  forDrawn([](const auto& source, std::string_view id) {
    const Result<Dataset> data = source.make({}, Random(1));
    ASSERT_TRUE(data) << id;
    EXPECT_EQ(data->inputs.samples(), data->targets.cols()) << id;
    EXPECT_GT(data->inputs.samples(), 0) << id;
    for (double x : numbersOf(*data)) ASSERT_TRUE(std::isfinite(x)) << id;
    if (data->task.kind == Task::Kind::classes) {
      std::vector<int> seen(std::size_t(data->task.classes()), 0);
      for (Index j = 0; j < data->targets.cols(); ++j) {
        const double y = data->targets(0, j);
        ASSERT_EQ(y, std::floor(y)) << id;
        ++seen.at(std::size_t(y));
      }
      for (int count : seen) EXPECT_GT(count, 0) << id;
    }
    const Split split = source.split;
    EXPECT_NEAR(split.train + split.validation + split.test, 1, 1e-12) << id;
  });
}

TEST(DatasetsContract, TrainWithTheirDefaults) {
  forDrawn([](const auto&, std::string_view id) {
    if (id == "catlike") return;  // 12288 inputs: its own tests train on it
    const auto session = testing::sessionOf(R"({"data": {"source": ")" + std::string(id) +
                                            R"("}, "stop": {"epochs": 8}})");
    const double before = session->evaluate(Part::train)->loss;
    session->run(100000);
    EXPECT_LT(session->evaluate(Part::train)->loss, before) << id;
  });
}

}  // namespace
}  // namespace fallline
