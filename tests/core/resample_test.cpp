// Training parts made of the one that the split gives: bootstrap samples and folds.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "fallline/prepare.h"
#include "support/sessions.h"

namespace fallline {
namespace {

Prepared preparedOf(const std::string& resample, const std::string& more = "") {
  const std::string text = R"({"data": {"source": "franke", "samples": 200, "seed": 3)" +
                           (resample.empty() ? "" : R"(, "resample": )" + resample) + more + "}}";
  Result<Prepared> prepared = prepare(testing::specOf(text), {});
  if (!prepared) throw std::runtime_error(prepared.error().message);
  return std::move(*prepared);
}

std::set<std::int32_t> setOf(const std::vector<std::int32_t>& part) {
  return {part.begin(), part.end()};
}

TEST(Resample, ABootstrapHasAsManySamplesAndTheOthersAreOutOfBag) {
  const Prepared plain = preparedOf("");
  const Prepared drawn = preparedOf(R"({"kind": "bootstrap", "seed": 1})");
  ASSERT_EQ(plain.parts[0].size(), 150u);
  EXPECT_EQ(drawn.parts[0].size(), 150u);
  EXPECT_EQ(drawn.parts[2], plain.parts[2]);
  std::set<std::int32_t> all = setOf(drawn.parts[0]);
  const std::set<std::int32_t> left = setOf(drawn.parts[1]);
  // The share that is drawn at least once tends to 1 - 1/e = 0.632.
  EXPECT_GT(all.size(), 80u);
  EXPECT_LT(all.size(), 110u);
  EXPECT_EQ(left.size(), drawn.parts[1].size());
  for (const std::int32_t sample : left) EXPECT_TRUE(all.insert(sample).second);
  EXPECT_EQ(all, setOf(plain.parts[0]));
}

TEST(Resample, DrawsDependOnTheDatasSeedAndTheirOwn) {
  const std::string first = R"({"kind": "bootstrap", "seed": 1})";
  EXPECT_EQ(preparedOf(first).parts, preparedOf(first).parts);
  EXPECT_EQ(preparedOf(first).parts, preparedOf(R"({"kind": "bootstrap"})").parts);
  EXPECT_NE(preparedOf(first).parts[0], preparedOf(R"({"kind": "bootstrap", "seed": 2})").parts[0]);
}

TEST(Resample, FoldsCutTheTrainingPartInPieces) {
  const Prepared plain = preparedOf("");
  std::set<std::int32_t> validated;
  for (const char* fold : {"0", "1", "2", "3"}) {
    const Prepared cut =
        preparedOf(R"({"kind": "fold", "folds": 4, "fold": )" + std::string(fold) + "}");
    EXPECT_GE(cut.parts[1].size(), 37u);  // 150 / 4 = 37.5
    EXPECT_LE(cut.parts[1].size(), 38u);
    EXPECT_EQ(cut.parts[0].size() + cut.parts[1].size(), 150u);
    for (const std::int32_t sample : cut.parts[1]) {
      EXPECT_TRUE(validated.insert(sample).second);
      EXPECT_EQ(std::count(cut.parts[0].begin(), cut.parts[0].end(), sample), 0);
    }
  }
  EXPECT_EQ(validated, setOf(plain.parts[0]));
}

TEST(Resample, FiguresForScalingComeFromTheDrawnSamples) {
  const Prepared drawn = preparedOf(R"({"kind": "bootstrap"})", R"(, "scale": "center")");
  double sum = 0;
  for (const std::int32_t sample : drawn.parts[0]) sum += drawn.data->inputs.values(0, sample);
  EXPECT_NEAR(drawn.inputs.scaling.shift[0], sum / 150, 1e-12);
}

TEST(Resample, TrainsAndIsWrittenBack) {
  const std::string text = R"({"data": {"source": "circle", "resample": {"kind": "bootstrap",
      "seed": 5}}, "stop": {"epochs": 3, "patience": 2}})";
  const auto session = testing::sessionOf(text);
  session->run(1000);
  EXPECT_EQ(session->progress().epoch, 3);
  const Spec spec = testing::specOf(text);
  EXPECT_NE(writeSpec(spec).find(R"("resample":{"kind":"bootstrap","seed":5})"), std::string::npos);
  EXPECT_EQ(writeSpec(testing::specOf(writeSpec(spec))), writeSpec(spec));
  const std::string fold = R"({"data": {"source": "xor", "resample": {"kind": "fold"}}})";
  EXPECT_NE(writeSpec(testing::specOf(fold)).find(R"({"kind":"fold","folds":5,"fold":0})"),
            std::string::npos);
}

TEST(Resample, RefusesWhatMakesNoSense) {
  const auto codeOf = [](const std::string& resample, const std::string& more = "") {
    const Error error = testing::errorOf(
        R"({"data": {"source": "franke", "samples": 20, "resample": )" + resample + more + "}}");
    return error.code + " " + error.path;
  };
  EXPECT_EQ(codeOf("5"), "wrong-type data.resample");
  EXPECT_EQ(codeOf("{}"), "missing-key data.resample.kind");
  EXPECT_EQ(codeOf(R"({"kind": "jackknife"})"), "unknown-id data.resample.kind");
  EXPECT_EQ(codeOf(R"({"kind": "bootstrap", "folds": 3})"), "unknown-key data.resample.folds");
  EXPECT_EQ(codeOf(R"({"kind": "fold", "folds": 3, "fold": 3})"),
            "out-of-range data.resample.fold");
  EXPECT_EQ(codeOf(R"({"kind": "fold", "folds": 16})"), "conflict data.resample.folds");
  EXPECT_EQ(codeOf(R"({"kind": "bootstrap"})", R"(, "split": {"train": 0.5, "validation": 0.2})"),
            "conflict data.resample");
}

}  // namespace
}  // namespace fallline
