// The source `table`: one's own data from a CSV file.
#pragma once

#include <cstdint>
#include <string>

#include "fallline/component.h"
#include "fallline/dataset.h"

namespace fallline {

/// make: the rows of a CSV file (csv.h says how it is read) in their order.
///
/// Inputs. A column of numbers is one input of its name. A column of texts, or one that
/// `categories` names, becomes one input of 0 and 1 for each of its values, called "colour=red",
/// in the order of CsvLevels; at most 100 values. A column that would be numbers but for a few
/// texts is an Error at the first of them, unless `categories` names it.
///
/// Target. Under `auto` numbers are a regression, 0 and 1 included, and texts are classes in the
/// order of their bytes. With `classes` the distinct numbers, ascending, are classes: at least 2
/// and at most 1000.
///
/// Missing values. A row without a target is left out. `drop` leaves out every row in which an
/// input is missing. `mean` keeps it: a missing number is a quiet NaN in `inputs.values`, to be
/// filled after the split with the mean of the column over the training part, because a mean over
/// all rows would let the test part leak into the inputs; a missing category is 0 in each of its
/// inputs.
///
/// Errors carry the parameter's path ("data.target") or the place in the file ("data.file:12:3").
/// Beside those of readCsv and findFile: "unknown-column", "repeated-column", "no-inputs",
/// "text-in-number-column", "text-as-number", "too-many-categories", "too-many-classes",
/// "one-class", "empty-column", "no-rows", "too-large".
struct Table {
  static constexpr Info info{
      .id = "table",
      .label = "Table",
      .formula = "one sample a row, one column the target",
      .summary = "A CSV file of numbers and categories, to predict one column from the others.",
      .source = "RFC 4180"};

  std::string file;
  std::string target;
  std::string task = "auto";
  std::string inputs;
  std::string categories;
  std::string missing = "drop";
  std::string header = "auto";
  std::string delimiter = "auto";

  template <class V>
  static constexpr void fields(V&& v) {
    v("file", &Table::file, "CSV file, its cells apart by comma, semicolon or tab.");
    v("target", &Table::target, "Name of the column to predict; none means the last one.");
    v("task", &Table::task, Choices{"auto", "regression", "classes"},
      "Predict a number or a class; auto takes numbers for numbers and texts for classes.");
    v("inputs", &Table::inputs,
      "Names of the columns to predict from, with commas between; none means all others.");
    v("categories", &Table::categories,
      "Names of number columns, with commas between, whose values are only names.");
    v("missing", &Table::missing, Choices{"drop", "mean"},
      "Leave out rows with missing inputs, or put the mean of the training part there.");
    v("header", &Table::header, Choices{"auto", "yes", "no"},
      "Whether the first row holds names; auto says yes when it holds no number.");
    v("delimiter", &Table::delimiter, Choices{"auto", "comma", "semicolon", "tab"},
      "What stands between two cells; auto takes the one that makes the most even rows.");
  }

  static constexpr Split split{};

  Result<Dataset> make(const Sources& sources, const Random& random) const;
};

}  // namespace fallline
