// Third step of reading CSV: cells to typed columns; and what is derived from them.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "csv_parts.h"
#include "fallline/decimal.h"
#include "fallline/describe.h"

namespace fallline {
namespace csv {
namespace {

/// ASCII only, whatever the locale.
char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

struct Numbers {
  std::vector<double> values;  // one a row, NaN for what is not a number
  std::int64_t count = 0;
};

Numbers numbersOf(const CsvTable& table, std::size_t column, char point) {
  Numbers numbers;
  numbers.values.reserve(std::size_t(table.rows()));
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    const std::optional<double> x = parseDecimal(table.cell(row, column), point);
    numbers.values.push_back(x.value_or(std::numeric_limits<double>::quiet_NaN()));
    numbers.count += x ? 1 : 0;
  }
  return numbers;
}

}  // namespace

bool isMissing(std::string_view cell) {
  constexpr std::array<std::string_view, 6> words{"?", "na", "n/a", "#n/a", "nan", "null"};
  return cell.empty() || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return std::equal(word.begin(), word.end(), cell.begin(), cell.end(),
                             [](char a, char b) { return a == lower(b); });
         });
}

bool isNumber(std::string_view cell, char delimiter) {
  return parseDecimal(cell) || (delimiter != ',' && parseDecimal(cell, ','));
}

void typeColumn(CsvTable& table, std::size_t index, const std::string& where) {
  CsvColumn& column = table.columns[index];
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    if (table.isMissing(row, index)) ++column.missing;
  }
  const std::int64_t present = table.rows() - column.missing;
  if (present == 0) return;

  Numbers numbers = numbersOf(table, index, '.');
  if (numbers.count < present && table.delimiter != ',') {
    Numbers withComma = numbersOf(table, index, ',');
    column.decimalComma = withComma.count > numbers.count;
    if (column.decimalComma) numbers = std::move(withComma);
  }
  if (numbers.count == present) {
    column.kind = CsvColumn::Kind::number;
    column.numbers = std::move(numbers.values);
    return;
  }
  column.kind = CsvColumn::Kind::text;
  const std::int64_t texts = present - numbers.count;
  if (numbers.count <= texts) return;
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    const std::string_view cell = table.cell(row, index);
    if (!std::isnan(numbers.values[std::size_t(row)]) || isMissing(cell)) continue;
    const std::int64_t inFile = table.rowInFile(row);
    std::string message =
        "\"" + excerpt(cell) + "\" in row " + std::to_string(inFile) + " is text, while " +
        std::to_string(numbers.count) + " of " + std::to_string(present) +
        " cells of its column are numbers: correct it, leave it empty, or take the column as "
        "classes (a target) or categories (an input)";
    if (row == 0 && !table.header) message += "; or the first row is a header";
    column.strays.add(
        {"text-in-number-column", place(where, inFile, index + 1), std::move(message)});
  }
}

}  // namespace csv

CsvLevels levelsOf(const CsvTable& table, std::size_t index, std::span<const std::int64_t> rows) {
  const CsvColumn& column = table.columns[index];
  CsvLevels levels;
  levels.codes.assign(rows.size(), -1);

  // Every value with its position in `rows`: no two are equal, so that the order is unique.
  const auto number = [&](const auto& fill) {
    auto values = fill();
    std::sort(values.begin(), values.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i == 0 || values[i].first != values[i - 1].first) {
        levels.names.emplace_back(table.cell(rows[values[i].second], index));
      }
      levels.codes[values[i].second] = std::int32_t(levels.names.size()) - 1;
    }
  };
  if (column.kind == CsvColumn::Kind::number) {
    number([&] {
      std::vector<std::pair<double, std::size_t>> values;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const double x = column.numbers[std::size_t(rows[i])];
        if (!std::isnan(x)) values.emplace_back(x, i);
      }
      return values;
    });
  } else {
    number([&] {
      std::vector<std::pair<std::string_view, std::size_t>> values;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string_view cell = table.cell(rows[i], index);
        if (!csv::isMissing(cell)) values.emplace_back(cell, i);
      }
      return values;
    });
  }
  return levels;
}

CsvPreview previewOf(const CsvTable& table, std::int64_t firstRows) {
  constexpr std::size_t cellBytes = 100;
  CsvPreview preview{.delimiter = table.delimiter,
                     .header = table.header,
                     .rows = table.rows(),
                     .columns = {},
                     .firstRows = {},
                     .problems = table.problems.list,
                     .problemCount = table.problems.count};
  std::vector<std::int64_t> all(std::size_t(table.rows()));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::int64_t(i);

  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const CsvColumn& column = table.columns[i];
    preview.columns.push_back({column.name, column.kind, column.decimalComma, column.missing,
                               std::int64_t(levelsOf(table, i, all).names.size())});
    for (const Error& stray : column.strays.list) {
      if (preview.problems.size() < CsvLimits::problems) preview.problems.push_back(stray);
    }
    preview.problemCount += column.strays.count;
  }
  for (std::int64_t row = 0; row < std::min(firstRows, table.rows()); ++row) {
    std::vector<std::string>& cells = preview.firstRows.emplace_back();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      cells.push_back(excerpt(table.cell(row, i), cellBytes));
    }
  }
  return preview;
}

}  // namespace fallline
