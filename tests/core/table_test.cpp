#include "fallline/datasets/table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace fallline {
namespace {

using Names = std::vector<std::string>;

Sources sourcesOf(std::string_view text) {
  Sources sources;
  sources.files["d.csv"] =
      std::make_shared<const std::vector<std::uint8_t>>(text.begin(), text.end());
  return sources;
}

Table table() {
  Table out;
  out.file = "d.csv";
  return out;
}

Result<Dataset> make(std::string_view text, const Table& parameters = table()) {
  return parameters.make(sourcesOf(text), Random(1));
}

void expectError(const Result<Dataset>& result, const std::string& code, const std::string& path,
                 const std::string& part) {
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().path, path);
  EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
}

using Values = std::vector<std::vector<double>>;

/// A matrix row by row.
Values valuesOf(const Matrix<double>& matrix) {
  Values rows(std::size_t(matrix.rows()));
  for (Index i = 0; i < matrix.rows(); ++i) {
    for (Index j = 0; j < matrix.cols(); ++j) rows[std::size_t(i)].push_back(matrix(i, j));
  }
  return rows;
}

constexpr std::string_view kMixed =
    "x,colour,y\n"
    "1,red,10\n"
    "2,blue,20\n"
    "3,red,30\n";

TEST(Table, NumbersAreARegressionOnTheLastColumn) {
  const auto data = make(kMixed);
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(data->task.kind, Task::Kind::regression);
  EXPECT_EQ(data->task.names, (Names{"y"}));
  EXPECT_EQ(valuesOf(data->targets), (Values{{10, 20, 30}}));
  EXPECT_EQ(data->inputNames, (Names{"x", "colour=blue", "colour=red"}));
  EXPECT_EQ(valuesOf(data->inputs.values), (Values{{1, 2, 3}, {0, 1, 0}, {1, 0, 1}}));
  EXPECT_FALSE(data->inputs.isImages());
  EXPECT_FALSE(data->testFrom.has_value());
}

TEST(Table, TextsAreClassesInTheOrderOfTheirBytes) {
  Table parameters = table();
  parameters.target = "colour";
  const auto data = make(kMixed, parameters);
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(data->task.kind, Task::Kind::classes);
  EXPECT_EQ(data->task.names, (Names{"blue", "red"}));
  EXPECT_EQ(valuesOf(data->targets), (Values{{1, 0, 1}}));
  EXPECT_EQ(data->inputNames, (Names{"x", "y"}));
  EXPECT_EQ(valuesOf(data->inputs.values), (Values{{1, 2, 3}, {10, 20, 30}}));
}

TEST(Table, NumbersAreClassesWhenAsked) {
  const std::string_view text = "x,y\n1,1\n2,0\n3,10\n4,1.0\n";
  EXPECT_EQ(make(text)->task.kind, Task::Kind::regression);
  Table parameters = table();
  parameters.task = "classes";
  const auto data = make(text, parameters);
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(data->task.names, (Names{"0", "1", "10"}));
  EXPECT_EQ(valuesOf(data->targets), (Values{{1, 0, 2, 1}}));
}

TEST(Table, InputsAreChosenByNameInTheirOrder) {
  Table parameters = table();
  parameters.target = "x";
  parameters.inputs = "\"b, c\", a";
  const auto data = make("a,\"b, c\",d,x\n1,2,3,4\n5,6,7,8\n", parameters);
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(data->inputNames, (Names{"b, c", "a"}));
  EXPECT_EQ(valuesOf(data->inputs.values), (Values{{2, 6}, {1, 5}}));
}

TEST(Table, NumberColumnsMayBeCategories) {
  Table parameters = table();
  parameters.categories = "class";
  const auto data = make("class,y\n3,1\n10,2\n3,3\n", parameters);
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(data->inputNames, (Names{"class=3", "class=10"}));
  EXPECT_EQ(valuesOf(data->inputs.values), (Values{{1, 0, 1}, {0, 1, 0}}));
}

constexpr std::string_view kGaps =
    "a,c,y\n"
    "1,u,1\n"
    ",v,2\n"
    "3,?,3\n"
    "4,w,NA\n"
    "5,u,5\n";

TEST(Table, RowsWithMissingValuesAreDropped) {
  const auto data = make(kGaps);
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(valuesOf(data->targets), (Values{{1, 5}}));
  // v and w occur in rows that are left out.
  EXPECT_EQ(data->inputNames, (Names{"a", "c=u"}));
  EXPECT_EQ(valuesOf(data->inputs.values), (Values{{1, 5}, {1, 1}}));
}

TEST(Table, UnderMeanMissingNumbersStayNaNAndMissingCategoriesAreZero) {
  Table parameters = table();
  parameters.missing = "mean";
  const auto data = make(kGaps, parameters);
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(valuesOf(data->targets), (Values{{1, 2, 3, 5}}));
  EXPECT_EQ(data->inputNames, (Names{"a", "c=u", "c=v"}));
  EXPECT_TRUE(std::isnan(data->inputs.values(0, 1)));
  EXPECT_EQ(data->inputs.values(0, 2), 3);
  EXPECT_EQ(valuesOf(data->inputs.values.bottomRows(2)), (Values{{1, 0, 0, 1}, {0, 1, 0, 0}}));
}

TEST(Table, MissingValuesInUnusedColumnsDropNothing) {
  Table parameters = table();
  parameters.inputs = "a";
  EXPECT_EQ(valuesOf(make(kGaps, parameters)->targets), (Values{{1, 3, 5}}));
}

TEST(Table, TheHeaderMayBeSet) {
  Table parameters = table();
  parameters.header = "no";
  EXPECT_EQ(make("u,v\nu,w\nx,v\n", parameters)->targets.cols(), 3);
  parameters.header = "yes";
  EXPECT_EQ(make("1,2\n3,4\n5,6\n", parameters)->inputNames, (Names{"1"}));
}

TEST(Table, SemicolonsAndDecimalCommasWork) {
  const auto data = make("x;y\n1,5;2,25\n2;3\n");
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(valuesOf(data->inputs.values), (Values{{1.5, 2}}));
  EXPECT_EQ(valuesOf(data->targets), (Values{{2.25, 3}}));
}

TEST(Table, AFileThatIsNotThereIsAsked) {
  expectError(Table{}.make({}, Random(1)), "missing-file", "data.file", "needs a CSV file");
  Table parameters = table();
  expectError(parameters.make({}, Random(1)), "missing-file", "data.file",
              "\"d.csv\" is not here: give a CSV file of that name");
  parameters.file = "e.csv";
  expectError(make(kMixed, parameters), "missing-file", "data.file", "choose one of \"d.csv\"");
}

TEST(Table, ErrorsOfTheFileNameTheirPlace) {
  expectError(make(""), "empty-file", "data.file", "empty");
  expectError(make("a,b\n1,2\n3\n"), "ragged-row", "data.file:3:2", "row 3 has 1 cell, expected 2");
  expectError(make("a,b\n1,\"2\n"), "unclosed-quote", "data.file:2:2", "row 2");
  expectError(make(std::string(64'000'001, 'a')), "too-large", "data.file", "64.0 MB");
}

TEST(Table, UnknownColumnsAreAnsweredWithTheNamesThereAre) {
  Table parameters = table();
  parameters.target = "z";
  expectError(make(kMixed, parameters), "unknown-column", "data.target",
              "\"z\"; the columns are \"x\", \"colour\", \"y\"");
  parameters = table();
  parameters.inputs = "x, z";
  expectError(make(kMixed, parameters), "unknown-column", "data.inputs", "\"z\"");
  parameters = table();
  parameters.categories = "z";
  expectError(make(kMixed, parameters), "unknown-column", "data.categories", "\"z\"");
}

TEST(Table, AColumnHasOneRole) {
  Table parameters = table();
  parameters.inputs = "x,x";
  expectError(make(kMixed, parameters), "repeated-column", "data.inputs", "twice");
  parameters.inputs = "x,y";
  expectError(make(kMixed, parameters), "repeated-column", "data.inputs", "is the target");
  expectError(make("a\n1\n2\n"), "no-inputs", "data.file", "one column");
}

TEST(Table, TextInANumberTargetIsOfferedAsClasses) {
  const std::string_view stray = "x,y\n1,1\n2,2\n3,high\n";
  for (const char* task : {"auto", "regression"}) {
    Table parameters = table();
    parameters.task = task;
    expectError(make(stray, parameters), "text-in-number-column", "data.file:4:2", "as classes");
  }
  Table parameters = table();
  parameters.task = "classes";
  EXPECT_EQ(make(stray, parameters)->task.names, (Names{"1", "2", "high"}));

  parameters.task = "regression";
  parameters.target = "colour";
  expectError(make(kMixed, parameters), "text-as-number", "data.task",
              "\"colour\" holds text (\"red\" in row 2): choose \"classes\"");
}

TEST(Table, TextInANumberInputIsAnErrorUnlessItIsACategory) {
  const std::string_view stray = "a,b,y\n1,1,1\n2,2,2\nx,3,3\n";
  expectError(make(stray), "text-in-number-column", "data.file:4:1", "\"x\" in row 4 is text");
  Table parameters = table();
  parameters.categories = "a";
  EXPECT_EQ(make(stray, parameters)->inputNames, (Names{"a=1", "a=2", "a=x", "b"}));
  parameters = table();
  parameters.inputs = "b";
  EXPECT_TRUE(make(stray, parameters).ok());
}

TEST(Table, OneClassOnlyIsAnError) {
  expectError(make("x,y\n1,a\n2,a\n,b\n"), "one-class", "data.target", "the class \"a\" in \"y\"");
}

TEST(Table, WithoutRowsTheWorstColumnIsNamed) {
  expectError(make("a,b,y\n1,,1\n2,,2\n,3,3\n"), "no-rows", "data.missing",
              "Column \"b\" misses 2 of 3");
}

TEST(Table, ColumnsWithoutValuesAreErrors) {
  expectError(make("x,y\n1,\n2,NA\n"), "empty-column", "data.target", "\"y\" has no values");
  Table parameters = table();
  parameters.missing = "mean";
  expectError(make("a,b,y\n1,,1\n2,?,2\n", parameters), "empty-column", "data.inputs", "\"b\"");
  expectError(make("a,b,y\n1,,1\n2,3,\n", parameters), "empty-column", "data.inputs", "\"b\"");
}

std::string distinctTexts(int count) {
  std::string text = "name,y\n";
  for (int i = 0; i < count; ++i) text += "n" + std::to_string(i) + "," + std::to_string(i) + "\n";
  return text;
}

TEST(Table, CategoriesAndClassesHaveLimits) {
  EXPECT_EQ(make(distinctTexts(100))->inputs.size(), 100);
  expectError(make(distinctTexts(101)), "too-many-categories", "data.inputs",
              "\"name\" has 101 different values");
  Table parameters = table();
  parameters.target = "name";
  EXPECT_EQ(make(distinctTexts(1000), parameters)->task.classes(), 1000);
  expectError(make(distinctTexts(1001), parameters), "too-many-classes", "data.target", "1001");
  parameters.target = "y";
  parameters.task = "classes";
  std::string numbers = "x,y\n";
  for (int i = 0; i < 1001; ++i) numbers += "1," + std::to_string(i) + "\n";
  expectError(make(numbers, parameters), "too-many-classes", "data.target",
              "choose \"regression\"");
}

TEST(Table, TheSizeOfTheInputsIsLimited) {
  // 5 columns of 100 categories make 500 inputs: times 40 000 rows 20 million values.
  std::string text = "a,b,c,d,e,y\n";
  for (int i = 0; i < 40'000; ++i) {
    const std::string category = "c" + std::to_string(i % 100) + ",";
    for (int j = 0; j < 5; ++j) text += category;
    text += "1\n";
  }
  expectError(make(text), "too-large", "data.inputs", "40000 samples");
}

TEST(Table, TheDelimiterIsFoundOrChosen) {
  // Both ways make even rows; auto takes the semicolons, and the commas for decimal ones.
  const std::string_view both = "a;b,c\n1;2,5\n3;4,5\n";
  EXPECT_EQ(make(both)->inputNames, (Names{"a"}));
  EXPECT_EQ(valuesOf(make(both)->targets), (Values{{2.5, 4.5}}));

  Table parameters = table();
  parameters.delimiter = "semicolon";
  EXPECT_EQ(valuesOf(make(both, parameters)->targets), (Values{{2.5, 4.5}}));
  parameters.delimiter = "comma";
  EXPECT_EQ(make(both, parameters)->task.names, (Names{"c"}));
  EXPECT_EQ(valuesOf(make(both, parameters)->targets), (Values{{5, 5}}));
  parameters.delimiter = "tab";
  expectError(make(both, parameters), "no-inputs", "data.file", "one column");
  EXPECT_EQ(valuesOf(make("x\ty\n1\t2\n3\t4\n", parameters)->targets), (Values{{2, 4}}));
}

TEST(Table, MutatedFilesGiveADatasetOrAnError) {
  const std::string valid =
      "x;c;y\n1,5;red;a\n2;blue;b\n;red;a\n4,25;\"green; or so\";b\n5;NA;a\n6;blue;a\n";
  std::mt19937 random(23);
  const auto below = [&](std::size_t n) { return std::size_t(random() % n); };
  const std::string alphabet = "\";,\n\r 0159.eax?\xFF";
  int sets = 0, errors = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string text = valid;
    for (std::size_t edits = 1 + below(3); edits > 0; --edits) {
      const std::size_t at = below(text.size());
      if (below(2) == 0)
        text[at] = alphabet[below(alphabet.size())];
      else
        text.erase(at, 1 + below(4));
    }
    Table parameters = table();
    if (below(2) == 0) parameters.missing = "mean";
    if (below(2) == 0) parameters.target = "x";
    const auto data = make(text, parameters);
    if (!data) {
      ++errors;
      EXPECT_EQ(data.error().path.substr(0, 5), "data.");
      continue;
    }
    ++sets;
    EXPECT_EQ(data->inputs.values.cols(), data->targets.cols());
    EXPECT_EQ(std::size_t(data->inputs.size()), data->inputNames.size());
    EXPECT_TRUE(data->targets.allFinite());
    EXPECT_EQ(data->inputs.values.hasNaN() && parameters.missing == "drop", false);
  }
  EXPECT_GT(sets, 200);
  EXPECT_GT(errors, 200);
}

}  // namespace
}  // namespace fallline
