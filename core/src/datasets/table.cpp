#include "fallline/datasets/table.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "fallline/csv.h"
#include "fallline/datasets/files.h"
#include "fallline/describe.h"

namespace fallline {
namespace {

constexpr std::size_t kMaxCategories = 100;      // of one input column
constexpr std::size_t kMaxClasses = 1000;        // of the target
constexpr std::int64_t kMaxValues = 16'000'000;  // inputs × samples: 128 MB

using Rows = std::vector<std::int64_t>;
using Kind = CsvColumn::Kind;

/// The character that a choice means; none under `auto`: the reader finds it.
std::optional<char> delimiterOf(const std::string& choice) {
  if (choice == "comma") return ',';
  if (choice == "semicolon") return ';';
  if (choice == "tab") return '\t';
  return std::nullopt;
}

/// The columns of a table by their parts.
struct Roles {
  std::size_t target = 0;
  std::vector<std::size_t> inputs;
  std::vector<bool> isCategory;  // one a column of the table
};

Error unknownColumn(const CsvTable& table, const std::string& name, const std::string& path) {
  std::vector<std::string> names;
  names.reserve(table.columns.size());
  for (const CsvColumn& column : table.columns) names.push_back(column.name);
  return {"unknown-column", path,
          "no column is called \"" + excerpt(name) + "\"; the columns are " + listed(names)};
}

/// The columns that a list of names means, in its order.
Result<std::vector<std::size_t>> columnsOf(const CsvTable& table, const std::string& list,
                                           const std::string& path) {
  std::vector<std::size_t> out;
  for (const std::string& name : csvCells(list)) {
    const std::optional<std::size_t> column = table.find(name);
    if (!column) return unknownColumn(table, name, path);
    if (std::find(out.begin(), out.end(), *column) != out.end()) {
      return Error{"repeated-column", path, "\"" + excerpt(name) + "\" is named twice"};
    }
    out.push_back(*column);
  }
  return out;
}

Result<Roles> rolesOf(const CsvTable& table, const Table& wanted) {
  Roles roles;
  roles.target = table.columns.size() - 1;
  if (!wanted.target.empty()) {
    const std::optional<std::size_t> column = table.find(wanted.target);
    if (!column) return unknownColumn(table, wanted.target, "data.target");
    roles.target = *column;
  }

  Result<std::vector<std::size_t>> inputs = columnsOf(table, wanted.inputs, "data.inputs");
  if (!inputs) return inputs.error();
  roles.inputs = *std::move(inputs);
  if (roles.inputs.empty()) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (i != roles.target) roles.inputs.push_back(i);
    }
  }
  if (roles.inputs.empty()) {
    return Error{"no-inputs", "data.file",
                 "the table has one column: inputs and a target make at least two"};
  }
  if (std::find(roles.inputs.begin(), roles.inputs.end(), roles.target) != roles.inputs.end()) {
    return Error{"repeated-column", "data.inputs",
                 "\"" + excerpt(table.columns[roles.target].name) +
                     "\" is the target and cannot be an input"};
  }

  const Result<std::vector<std::size_t>> categories =
      columnsOf(table, wanted.categories, "data.categories");
  if (!categories) return categories.error();
  roles.isCategory.assign(table.columns.size(), false);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    roles.isCategory[i] = table.columns[i].kind == Kind::text;
  }
  for (std::size_t i : *categories) roles.isCategory[i] = true;
  // Few texts among numbers are a mistake in the file unless they are asked for.
  for (std::size_t i : roles.inputs) {
    const bool named = std::find(categories->begin(), categories->end(), i) != categories->end();
    if (table.columns[i].strays.count > 0 && !named) return table.columns[i].strays.list.front();
  }
  return roles;
}

/// Whether the target is classes, or why it cannot be what was asked for.
Result<bool> isClasses(const CsvTable& table, std::size_t target, const std::string& task) {
  const CsvColumn& column = table.columns[target];
  if (column.kind == Kind::empty) {
    return Error{"empty-column", "data.target",
                 "the target \"" + excerpt(column.name) + "\" has no values"};
  }
  if (task == "classes" || column.kind == Kind::number) return task == "classes";
  if (column.strays.count > 0) return column.strays.list.front();
  if (task == "auto") return true;
  std::int64_t row = 0;
  while (table.isMissing(row, target)) ++row;
  return Error{"text-as-number", "data.task",
               "the target \"" + excerpt(column.name) + "\" holds text (\"" +
                   excerpt(table.cell(row, target)) + "\" in row " +
                   std::to_string(table.rowInFile(row)) + "): choose \"classes\""};
}

/// The rows that take part: those with a target and, under `drop`, with all inputs.
Result<Rows> rowsOf(const CsvTable& table, const Roles& roles, bool drop) {
  std::vector<char> complete(std::size_t(table.rows()), 1);
  const auto require = [&](std::size_t column) {
    if (table.columns[column].missing == 0) return;
    for (std::int64_t row = 0; row < table.rows(); ++row) {
      if (table.isMissing(row, column)) complete[std::size_t(row)] = 0;
    }
  };
  require(roles.target);
  if (drop) {
    for (std::size_t column : roles.inputs) require(column);
  }
  Rows rows;
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    if (complete[std::size_t(row)] != 0) rows.push_back(row);
  }
  if (!rows.empty()) return rows;

  const std::size_t worst = *std::max_element(
      roles.inputs.begin(), roles.inputs.end(), [&](std::size_t a, std::size_t b) {
        return table.columns[a].missing < table.columns[b].missing;
      });
  return Error{
      "no-rows", "data.missing",
      "no row is left: each has a missing value. Column \"" + excerpt(table.columns[worst].name) +
          "\" misses " + std::to_string(table.columns[worst].missing) + " of " +
          std::to_string(table.rows()) + ": choose \"mean\", or leave it out of the inputs"};
}

/// The inputs that one column becomes.
struct Encoding {
  std::size_t column = 0;
  bool oneHot = false;
  CsvLevels levels;  // of oneHot

  std::size_t size() const { return oneHot ? levels.names.size() : 1; }
};

Result<Encoding> encode(const CsvTable& table, std::size_t index, bool category, const Rows& rows) {
  const CsvColumn& column = table.columns[index];
  Encoding out{.column = index, .oneHot = category, .levels = {}};
  if (category) out.levels = levelsOf(table, index, rows);
  if (out.levels.names.size() > kMaxCategories) {
    return Error{"too-many-categories", "data.inputs",
                 "column \"" + excerpt(column.name) + "\" has " +
                     std::to_string(out.levels.names.size()) + " different values (\"" +
                     excerpt(out.levels.names.front()) + "\", …); the limit for categories is " +
                     std::to_string(kMaxCategories) + ": leave it out of the inputs"};
  }
  const bool empty = std::all_of(rows.begin(), rows.end(), [&](std::int64_t row) {
    return column.kind == Kind::empty || (column.missing > 0 && table.isMissing(row, index));
  });
  if (empty) {
    return Error{"empty-column", "data.inputs",
                 "column \"" + excerpt(column.name) + "\" has no values in the rows that are " +
                     "used: leave it out of the inputs"};
  }
  return out;
}

/// Writes the inputs of one column into the rows of `values` from `first` on.
void fill(const CsvTable& table, const Encoding& encoding, const Rows& rows, Index first,
          Matrix<double>& values) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (encoding.oneHot) {
      const std::int32_t code = encoding.levels.codes[i];
      if (code >= 0) values(first + code, Index(i)) = 1;
    } else {
      values(first, Index(i)) = table.columns[encoding.column].numbers[std::size_t(rows[i])];
    }
  }
}

std::optional<Error> addInputs(const CsvTable& table, const Roles& roles, const Rows& rows,
                               Dataset& out) {
  std::vector<Encoding> encodings;
  std::int64_t size = 0;
  for (std::size_t index : roles.inputs) {
    Result<Encoding> encoding = encode(table, index, roles.isCategory[index], rows);
    if (!encoding) return encoding.error();
    size += std::int64_t(encoding->size());
    if (size * std::int64_t(rows.size()) > kMaxValues) {
      return Error{"too-large", "data.inputs",
                   "more than " + std::to_string(kMaxValues) + " values: " +
                       std::to_string(rows.size()) + " samples with " + std::to_string(size) +
                       " inputs or more, categories included; choose fewer inputs"};
    }
    encodings.push_back(*std::move(encoding));
  }
  out.inputs.values.setZero(Index(size), Index(rows.size()));
  for (const Encoding& encoding : encodings) {
    fill(table, encoding, rows, Index(out.inputNames.size()), out.inputs.values);
    const std::string& name = table.columns[encoding.column].name;
    if (!encoding.oneHot) out.inputNames.push_back(name);
    for (const std::string& level : encoding.levels.names) {
      out.inputNames.push_back(name);
      out.inputNames.back().append("=").append(level);
    }
  }
  return std::nullopt;
}

std::optional<Error> addTarget(const CsvTable& table, std::size_t target, bool classes,
                               const Rows& rows, Dataset& out) {
  const CsvColumn& column = table.columns[target];
  out.targets.resize(1, Index(rows.size()));
  if (!classes) {
    out.task = {Task::Kind::regression, {column.name}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      out.targets(0, Index(i)) = column.numbers[std::size_t(rows[i])];
    }
    return std::nullopt;
  }
  CsvLevels levels = levelsOf(table, target, rows);
  if (levels.names.size() < 2) {
    return Error{"one-class", "data.target",
                 "every row that is used has the class \"" + excerpt(levels.names.front()) +
                     "\" in \"" + excerpt(column.name) + "\": at least two classes are needed"};
  }
  if (levels.names.size() > kMaxClasses) {
    return Error{"too-many-classes", "data.target",
                 "\"" + excerpt(column.name) + "\" has " + std::to_string(levels.names.size()) +
                     " different values; the limit for classes is " + std::to_string(kMaxClasses) +
                     (column.kind == Kind::number ? ": choose \"regression\"" : "")};
  }
  for (std::size_t i = 0; i < rows.size(); ++i) out.targets(0, Index(i)) = levels.codes[i];
  out.task = {Task::Kind::classes, std::move(levels.names)};
  return std::nullopt;
}

}  // namespace

Result<Dataset> Table::make(const Sources& sources, const Random&) const {
  const Result<Bytes> bytes = findFile(sources, file, "data.file", "a CSV file");
  if (!bytes) return bytes.error();
  CsvOptions options{.where = "data.file", .delimiter = delimiterOf(delimiter), .header = {}};
  if (header != "auto") options.header = header == "yes";
  const Result<CsvTable> read = readCsv(**bytes, options);
  if (!read) return read.error();
  const CsvTable& table = *read;
  if (table.problems.count > 0) return table.problems.list.front();

  const Result<Roles> roles = rolesOf(table, *this);
  if (!roles) return roles.error();
  const Result<bool> classes = isClasses(table, roles->target, task);
  if (!classes) return classes.error();
  const Result<Rows> rows = rowsOf(table, *roles, missing == "drop");
  if (!rows) return rows.error();

  Dataset out;
  if (auto error = addInputs(table, *roles, *rows, out)) return *std::move(error);
  if (auto error = addTarget(table, roles->target, *classes, *rows, out)) return *std::move(error);
  return out;
}

}  // namespace fallline
