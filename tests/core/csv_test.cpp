#include "fallline/csv.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace fallline {
namespace {

using Kind = CsvColumn::Kind;

std::span<const std::uint8_t> bytesOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Result<CsvTable> read(std::string_view text, const CsvOptions& options = {}) {
  return readCsv(bytesOf(text), options);
}

std::vector<std::string> namesOf(const CsvTable& table) {
  std::vector<std::string> names;
  for (const CsvColumn& column : table.columns) names.push_back(column.name);
  return names;
}

std::vector<std::string> rowOf(const CsvTable& table, std::int64_t row) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) cells.emplace_back(table.cell(row, i));
  return cells;
}

std::vector<std::int64_t> allRows(const CsvTable& table) {
  std::vector<std::int64_t> rows(std::size_t(table.rows()));
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

using Names = std::vector<std::string>;
using Numbers = std::vector<double>;

void expectError(std::string_view text, const std::string& code, const std::string& path,
                 const std::string& part) {
  const Result<CsvTable> result = read(text);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().path, path);
  EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
}

TEST(Csv, ReadsHeaderNumbersAndTexts) {
  const auto table = read("x,y,colour\n1,2.5,red\n-3,4e2,blue\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->delimiter, ',');
  EXPECT_TRUE(table->header);
  EXPECT_EQ(namesOf(*table), (Names{"x", "y", "colour"}));
  ASSERT_EQ(table->rows(), 2);
  EXPECT_EQ(table->columns[0].kind, Kind::number);
  EXPECT_EQ(table->columns[0].numbers, (Numbers{1, -3}));
  EXPECT_EQ(table->columns[1].numbers, (Numbers{2.5, 400}));
  EXPECT_EQ(table->columns[2].kind, Kind::text);
  EXPECT_TRUE(table->columns[2].numbers.empty());
  EXPECT_EQ(rowOf(*table, 1), (Names{"-3", "4e2", "blue"}));
  EXPECT_EQ(table->rowInFile(0), 2);
  EXPECT_EQ(table->problems.count, 0);
  EXPECT_EQ(table->find("y"), 1u);
  EXPECT_EQ(table->find("z"), std::nullopt);
}

TEST(Csv, LineEndsMayBeLfCrlfOrCrAndTheLastMayLack) {
  for (const char* text :
       {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\n1,2\n3,4",
        "\xEF\xBB\xBF"
        "a,b\n1,2\n\n \n3,4\n\n"}) {
    const auto table = read(text);
    ASSERT_TRUE(table.ok()) << text;
    EXPECT_EQ(namesOf(*table), (Names{"a", "b"})) << text;
    ASSERT_EQ(table->rows(), 2) << text;
    EXPECT_EQ(rowOf(*table, 1), (Names{"3", "4"})) << text;
  }
}

TEST(Csv, QuotedCellsHoldDelimitersLineEndsAndQuotes) {
  const auto table = read("name,n\n\"a, \"\"b\"\"\r\nc\",1\n \" d \" ,2\n\"\",3\n5\" pipe,4\n");
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows(), 4);
  EXPECT_EQ(table->cell(0, 0), "a, \"b\"\r\nc");
  EXPECT_EQ(table->cell(1, 0), " d ");  // blanks within the quotes stay
  EXPECT_EQ(table->cell(2, 0), "");
  EXPECT_EQ(table->cell(3, 0), "5\" pipe");
  EXPECT_EQ(table->columns[1].numbers, (Numbers{1, 2, 3, 4}));
  // A line end within a cell begins no row.
  EXPECT_EQ(table->rowInFile(1), 3);
}

TEST(Csv, BlanksAroundCellsAreLeftOut) {
  const auto table = read(" a , b \n 1 ,  red\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(namesOf(*table), (Names{"a", "b"}));
  EXPECT_EQ(rowOf(*table, 0), (Names{"1", "red"}));
}

TEST(Csv, FindsTheDelimiter) {
  EXPECT_EQ(read("a,b\n1,2\n")->delimiter, ',');
  EXPECT_EQ(read("a;b\n1;2\n")->delimiter, ';');
  EXPECT_EQ(read("a\tb\n1\t2\n")->delimiter, '\t');
  EXPECT_EQ(read("a\n1\n2\n")->delimiter, ',');
  EXPECT_EQ(read("a;b\n1,5;2,5\n")->delimiter, ';');
  EXPECT_EQ(read("1,5;2,5\n3,5;4,5\n")->delimiter, ';');
  EXPECT_EQ(read("name,text\n1,a;b\n2,c;d\n")->delimiter, ',');
  EXPECT_EQ(read("\"a;b;c\",d\n\"1;2;3\",4\n")->delimiter, ',');
  EXPECT_EQ(read("a,b\n1,2\n3\n4,5\n")->delimiter, ',');
  const CsvOptions semicolon{.where = "file", .delimiter = ';', .header = {}};
  EXPECT_EQ(read("a,b\n1,2\n", semicolon)->columns.size(), 1u);
}

TEST(Csv, DecimalCommasAreReadWhereTheDelimiterAllowsThem) {
  const auto table = read("a;b;c\n1,5;2.5;x\n2;3;1,5\n");
  ASSERT_TRUE(table.ok());
  EXPECT_TRUE(table->columns[0].decimalComma);
  EXPECT_EQ(table->columns[0].numbers, (Numbers{1.5, 2}));
  EXPECT_FALSE(table->columns[1].decimalComma);
  EXPECT_EQ(table->columns[1].numbers, (Numbers{2.5, 3}));
  EXPECT_EQ(table->columns[2].kind, Kind::text);
  EXPECT_EQ(read("a\tb\n1,5\t2\n")->columns[0].numbers, (Numbers{1.5}));
  EXPECT_EQ(read("a,b\n\"1,5\",2\n")->columns[0].kind, Kind::text);
}

TEST(Csv, TheFirstRowIsAHeaderWhenItHoldsNoNumber) {
  const auto table = read("5.1,3.5,setosa\n4.9,3.0,virginica\n");
  ASSERT_TRUE(table.ok());
  EXPECT_FALSE(table->header);
  EXPECT_EQ(namesOf(*table), (Names{"column 1", "column 2", "column 3"}));
  EXPECT_EQ(table->rows(), 2);
  EXPECT_EQ(table->rowInFile(0), 1);

  const CsvOptions yes{.where = "file", .delimiter = {}, .header = true};
  EXPECT_EQ(namesOf(*read("2000,2001\n1,2\n", yes)), (Names{"2000", "2001"}));
  const CsvOptions no{.where = "file", .delimiter = {}, .header = false};
  EXPECT_EQ(read("a,b\nc,d\n", no)->rows(), 2);
}

TEST(Csv, NamesAreUniqueAndNeverEmpty) {
  EXPECT_EQ(namesOf(*read("x,,x,x (2),x\n1,2,3,4,5\n")),
            (Names{"x", "column 2", "x (3)", "x (2)", "x (4)"}));
  EXPECT_EQ(namesOf(*read(",column 1\n1,2\n")), (Names{"column 1 (2)", "column 1"}));
}

TEST(Csv, ADelimiterAtTheEndOfEachLineMakesNoColumn) {
  EXPECT_EQ(namesOf(*read("a,b,\n1,2,\n3,4,\n")), (Names{"a", "b"}));
  EXPECT_EQ(namesOf(*read("1,2,\n3,4,\n")), (Names{"column 1", "column 2"}));
  EXPECT_EQ(namesOf(*read("a,b,\n1,2,\n3,4,5\n")), (Names{"a", "b", "column 3"}));
  EXPECT_EQ(namesOf(*read("a,b,c\n1,2,\n3,4,\n")), (Names{"a", "b", "c"}));
}

TEST(Csv, MissingCellsAreNaNInNumberColumns) {
  const auto table = read("a,b,c\n1,NA,\n,x,?\n n/a ,null,NaN\n4,\"NA\",#N/A\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->columns[0].missing, 2);
  EXPECT_EQ(table->columns[0].kind, Kind::number);
  EXPECT_EQ(table->columns[0].numbers[0], 1);
  EXPECT_TRUE(std::isnan(table->columns[0].numbers[1]));
  EXPECT_TRUE(std::isnan(table->columns[0].numbers[2]));
  EXPECT_EQ(table->columns[1].missing, 3);
  EXPECT_EQ(table->columns[1].kind, Kind::text);
  EXPECT_EQ(table->columns[2].missing, 4);
  EXPECT_EQ(table->columns[2].kind, Kind::empty);
  EXPECT_TRUE(table->isMissing(1, 2));
  EXPECT_FALSE(table->isMissing(1, 1));
}

TEST(Csv, InfinityIsText) {
  const auto table = read("a\n1\n2\ninf\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->columns[0].kind, Kind::text);
  EXPECT_EQ(table->columns[0].strays.list.at(0).path, "file:4:1");
}

TEST(Csv, RaggedRowsAreLeftOutAndListed) {
  const auto table = read("a,b,c\n1,2,3\n4,5\n6,7,8,9,10\n11,12,13\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows(), 2);
  EXPECT_EQ(table->columns[2].numbers, (Numbers{3, 13}));
  EXPECT_EQ(table->rowInFile(1), 5);
  ASSERT_EQ(table->problems.count, 2);
  EXPECT_EQ(table->problems.list[0].code, "ragged-row");
  EXPECT_EQ(table->problems.list[0].path, "file:3:3");
  EXPECT_EQ(table->problems.list[0].message, "row 3 has 2 cells, expected 3 as in the first row");
  EXPECT_EQ(table->problems.list[1].path, "file:4:4");
  EXPECT_EQ(table->problems.list[1].message, "row 4 has 5 cells, expected 3 as in the first row");
  expectError("a,b\n1\n", "ragged-row", "file:2:2", "row 2 has 1 cell, expected 2");
}

TEST(Csv, AllProblemsAreCountedAndTwentyKept) {
  std::string text = "a,b\n1,2\n";
  for (int i = 0; i < 50; ++i) text += "3\n";
  const auto table = read(text);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->problems.count, 50);
  EXPECT_EQ(table->problems.list.size(), 20u);
}

TEST(Csv, AnUnclosedQuoteNamesTheRowWhereItOpened) {
  const auto table = read("a,b\n1,2\n3,\"x\n4,5\n6,7\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows(), 1);
  ASSERT_EQ(table->problems.count, 1);
  EXPECT_EQ(table->problems.list[0].code, "unclosed-quote");
  EXPECT_EQ(table->problems.list[0].path, "file:3:2");
  expectError("a,b\n1,\"2\n", "unclosed-quote", "file:2:2", "opens in row 2");
  expectError("\"a,b\n1,2\n", "unclosed-quote", "file:1:1", "opens in row 1");
}

TEST(Csv, TextAfterAClosingQuoteIsAProblem) {
  const auto table = read("a,b\n\"x\"y,2\n\"z\",3\n");
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows(), 1);
  EXPECT_EQ(table->problems.list.at(0).code, "bad-quote");
  EXPECT_EQ(table->problems.list.at(0).path, "file:2:1");
}

TEST(Csv, FewTextsAmongNumbersAreListed) {
  const auto table = read("a,b\n1,1\n2,2\noops,u\n4,v\n");
  ASSERT_TRUE(table.ok());
  const CsvColumn& column = table->columns[0];
  EXPECT_EQ(column.kind, Kind::text);
  ASSERT_EQ(column.strays.count, 1);
  EXPECT_EQ(column.strays.list[0].code, "text-in-number-column");
  EXPECT_EQ(column.strays.list[0].path, "file:4:1");
  EXPECT_NE(column.strays.list[0].message.find("classes"), std::string::npos);
  EXPECT_NE(column.strays.list[0].message.find("3 of 4 cells"), std::string::npos);
  // Half and half may well be names such as "1", "2", "2a", "2b".
  EXPECT_EQ(table->columns[1].strays.count, 0);
}

TEST(Csv, EmptyFilesAreErrors) {
  expectError("", "empty-file", "file", "empty");
  expectError("\xEF\xBB\xBF", "empty-file", "file", "empty");
  expectError("\n\n  \r\n", "empty-file", "file", "empty");
  expectError("a,b\n", "empty-file", "file", "no rows below the header");
}

TEST(Csv, WhatIsNotTextIsAnError) {
  using namespace std::string_literals;
  expectError("a,b\n1,\0\n"s, "binary-file", "file", "line 2");
  expectError("\x89PNG\r\n\x1A\n"s, "bad-encoding", "file", "UTF-8");
  expectError(
      "\x7F"
      "ELF\x02\x01\x01\0"s,
      "binary-file", "file", "not text");
  expectError(
      "\xFF\xFE"
      "a\0,\0"s,
      "binary-file", "file", "UTF-16");
  expectError("\x1F\x8B\x08\0"s, "compressed", "file", "gzip");
  expectError("PK\x03\x04\x14\0"s, "compressed", "file", "workbook");
}

TEST(Csv, OnlyWellFormedUtf8IsAccepted) {
  EXPECT_TRUE(read("größe,日本,𝄞\n1,2,3\n").ok());
  expectError(
      "a\ngr\xF6\xDF"
      "e\n",
      "bad-encoding", "file", "line 2 is not UTF-8");
  for (const char* bad :
       {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x28\xA1"}) {
    expectError(std::string("a\n") + bad, "bad-encoding", "file", "line 2");
  }
}

TEST(Csv, LimitsAreErrors) {
  const std::vector<std::uint8_t> large(200'000'000);
  const Result<CsvTable> result = readCsv(large);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "too-large");
  EXPECT_EQ(result.error().message, "too large: 200.0 MB; the limit for CSV is 64.0 MB");

  expectError(std::string(CsvLimits::columns, ','), "too-large", "file", "10000 columns in row 1");
  EXPECT_EQ(read(std::string(CsvLimits::columns - 1, ',') + "\n1" +
                 std::string(CsvLimits::columns - 1, ','))
                ->columns.size(),
            CsvLimits::columns - 1);  // the last one is a trailing delimiter

  std::string cells = "a,b\n";
  for (std::size_t i = 0; i < CsvLimits::cells / 2; ++i) cells += "1,2\n";
  const auto full = read(cells);
  ASSERT_TRUE(full.ok());
  EXPECT_EQ(full->rows(), std::int64_t(CsvLimits::cells / 2));
  expectError(cells + "1,2\n", "too-large", "file", "reached in row 1000002");
}

TEST(Csv, LevelsOfTextsAreInTheOrderOfTheirBytes) {
  const auto table = read("c\nred\nZebra\n\nblue\nNA\nred\nüber\n");
  ASSERT_TRUE(table.ok());
  const CsvLevels levels = levelsOf(*table, 0, allRows(*table));
  EXPECT_EQ(levels.names, (Names{"Zebra", "blue", "red", "über"}));
  EXPECT_EQ(levels.codes, (std::vector<std::int32_t>{2, 0, 1, -1, 2, 3}));
  const std::vector<std::int64_t> some{0, 3, 4};
  const CsvLevels fewer = levelsOf(*table, 0, some);
  EXPECT_EQ(fewer.names, (Names{"red"}));
  EXPECT_EQ(fewer.codes, (std::vector<std::int32_t>{0, -1, 0}));
}

TEST(Csv, LevelsOfNumbersAscendAndAreNamedAsFirstWritten) {
  const auto table = read("n\n10\n2\n1.0\n1\n-0\n0\n");
  ASSERT_TRUE(table.ok());
  const CsvLevels levels = levelsOf(*table, 0, allRows(*table));
  EXPECT_EQ(levels.names, (Names{"-0", "1.0", "2", "10"}));
  EXPECT_EQ(levels.codes, (std::vector<std::int32_t>{3, 2, 1, 1, 0, 0}));
}

TEST(Csv, PreviewSumsUpATable) {
  const auto table =
      read("n;c;e\n1,5;red;\n2;blue\n2;red;\nx;green;\n3;" + std::string(500, 'y') + ";\n");
  ASSERT_TRUE(table.ok());
  const CsvPreview preview = previewOf(*table, 3);
  EXPECT_EQ(preview.delimiter, ';');
  EXPECT_TRUE(preview.header);
  EXPECT_EQ(preview.rows, 4);
  ASSERT_EQ(preview.columns.size(), 3u);
  EXPECT_EQ(preview.columns[0].name, "n");
  EXPECT_EQ(preview.columns[0].kind, Kind::text);
  EXPECT_TRUE(preview.columns[0].decimalComma);
  EXPECT_EQ(preview.columns[0].distinct, 4);
  EXPECT_EQ(preview.columns[1].distinct, 3);
  EXPECT_EQ(preview.columns[2].kind, Kind::empty);
  EXPECT_EQ(preview.columns[2].missing, 4);
  EXPECT_EQ(preview.columns[2].distinct, 0);
  ASSERT_EQ(preview.firstRows.size(), 3u);
  EXPECT_EQ(preview.firstRows[0], (Names{"1,5", "red", ""}));
  ASSERT_EQ(preview.problemCount, 2);
  EXPECT_EQ(preview.problems[0].path, "file:3:3");
  EXPECT_EQ(preview.problems[1].path, "file:5:1");
  EXPECT_EQ(previewOf(*table).firstRows.back()[1], std::string(100, 'y') + "…");
}

TEST(Csv, ListsOfNamesAreCellsOfOneLine) {
  EXPECT_EQ(csvCells("a, \"b, \"\"c\"\"\" ,d"), (Names{"a", "b, \"c\"", "d"}));
  EXPECT_EQ(csvCells(""), Names{});
  EXPECT_EQ(csvCells("  "), Names{});
  EXPECT_EQ(csvCells("x;y"), (Names{"x;y"}));
}

TEST(Csv, MutatedFilesGiveATableOrAnError) {
  const std::string valid =
      "x;y;colour;\"free "
      "\"\"text\"\"\"\r\n1,5;2;red;\"a;\nb\"\r\n;NA;blue;x\r\n-3,25e2;4;green;\"\"\r\n";
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return std::size_t(random() % n); };
  const std::string alphabet =
      "\",;\t\r\n \xFF\xC3"
      "01e.-x\\?" +
      std::string(1, '\0');
  int tables = 0, errors = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string text = valid;
    for (std::size_t edits = 1 + below(4); edits > 0; --edits) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = alphabet[below(alphabet.size())];
          break;
        case 1:
          text.insert(at, 1, alphabet[below(alphabet.size())]);
          break;
        case 2:
          text.erase(at, 1 + below(5));
          break;
        default:
          text.insert(at, text.substr(below(text.size()), below(20)));
      }
    }
    const auto table = read(text);
    if (!table) {
      ++errors;
      EXPECT_FALSE(table.error().code.empty());
      EXPECT_EQ(table.error().path.substr(0, 4), "file");
      continue;
    }
    ++tables;
    const CsvPreview preview = previewOf(*table);
    EXPECT_EQ(preview.columns.size(), table->columns.size());
    EXPECT_GT(preview.rows, 0);
    for (std::size_t c = 0; c < table->columns.size(); ++c) {
      const CsvColumn& column = table->columns[c];
      EXPECT_EQ(column.numbers.size(), column.kind == Kind::number ? std::size_t(preview.rows) : 0);
      EXPECT_EQ(levelsOf(*table, c, allRows(*table)).codes.size(), std::size_t(preview.rows));
    }
  }
  // Both outcomes are common, so that the loop has seen both sides.
  EXPECT_GT(tables, 200);
  EXPECT_GT(errors, 200);
}

}  // namespace
}  // namespace fallline
