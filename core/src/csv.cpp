#include "fallline/csv.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "csv_parts.h"
#include "fallline/describe.h"

namespace fallline {

using csv::Scanner;

void CsvProblems::add(Error error) {
  if (list.size() < CsvLimits::problems) list.push_back(std::move(error));
  ++count;
}

std::string_view CsvTable::cell(std::int64_t row, std::size_t column) const {
  const std::size_t i = std::size_t(row) * width_ + column;
  const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(text_).substr(begin, ends_[i] - begin);
}

bool CsvTable::isMissing(std::int64_t row, std::size_t column) const {
  return csv::isMissing(cell(row, column));
}

std::optional<std::size_t> CsvTable::find(std::string_view name) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return i;
  }
  return std::nullopt;
}

/// Fills a table row by row.
class CsvBuilder {
 public:
  CsvBuilder(std::string_view text, const CsvOptions& options)
      : options_(options),
        delimiter_(options.delimiter ? *options.delimiter : csv::findDelimiter(text)),
        scanner_(text, delimiter_) {
    table_.delimiter = delimiter_;
    table_.text_.reserve(text.size());
  }

  Result<CsvTable> build() {
    if (std::optional<Error> error = readFirstRow()) return *std::move(error);
    while (nextRow()) {
      if (std::optional<Error> error = readRow()) return *std::move(error);
    }
    if (table_.rows() == 0) {
      if (table_.problems.count > 0) return table_.problems.list.front();
      return Error{"empty-file", options_.where, "no rows below the header in row 1"};
    }
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      csv::typeColumn(table_, i, options_.where);
    }
    leaveOutTrailingColumn();
    nameColumns();
    return std::move(table_);
  }

 private:
  /// Goes to the next row that is not blank.
  bool nextRow() {
    while (!scanner_.atEnd()) {
      ++row_;
      if (!scanner_.skipBlankLine()) return true;
    }
    return false;
  }

  Error faultAt(std::size_t column) const {
    const std::string path = csv::place(options_.where, row_, column);
    if (scanner_.fault() == Scanner::Fault::unclosed) {
      return {"unclosed-quote", path,
              "the quote that opens in row " + std::to_string(row_) + " is never closed"};
    }
    return {"bad-quote", path,
            "text after a closing quote in row " + std::to_string(row_) +
                ": a quote within a quoted cell is written twice"};
  }

  /// The first row sets the number of columns, so that it must be without fault.
  std::optional<Error> readFirstRow() {
    if (!nextRow()) return Error{"empty-file", options_.where, "the file is empty"};
    Scanner::End end;
    do {
      if (first_.size() == CsvLimits::columns) {
        return Error{"too-large", options_.where,
                     "more than " + std::to_string(CsvLimits::columns) + " columns in row " +
                         std::to_string(row_) + ", which is the limit"};
      }
      first_.emplace_back();
      end = scanner_.read(first_.back());
      if (scanner_.fault() != Scanner::Fault::none) return faultAt(first_.size());
    } while (end == Scanner::End::cell);

    table_.width_ = first_.size();
    table_.columns.resize(first_.size());
    const bool hasNumber = std::any_of(first_.begin(), first_.end(), [&](const std::string& cell) {
      return csv::isNumber(cell, delimiter_);
    });
    table_.header = options_.header ? *options_.header : !hasNumber;
    if (table_.header) return std::nullopt;
    for (const std::string& cell : first_) append(cell);
    table_.rowNumbers_.push_back(row_);
    return std::nullopt;
  }

  void append(std::string_view cell) {
    table_.text_ += cell;
    table_.ends_.push_back(std::uint32_t(table_.text_.size()));
  }

  std::optional<Error> readRow() {
    const std::size_t textBefore = table_.text_.size(), cellsBefore = table_.ends_.size();
    if (cellsBefore + table_.width_ > CsvLimits::cells) {
      return Error{"too-large", options_.where,
                   "more than " + std::to_string(CsvLimits::cells) +
                       " cells, which is the limit: it is reached in row " + std::to_string(row_)};
    }
    std::size_t cells = 0;
    std::optional<Error> fault;
    Scanner::End end;
    do {
      const std::size_t start = table_.text_.size();
      end = scanner_.read(table_.text_);
      ++cells;
      if (scanner_.fault() != Scanner::Fault::none && !fault) fault = faultAt(cells);
      // Surplus cells are counted, but not kept.
      if (cells > table_.width_)
        table_.text_.resize(start);
      else
        table_.ends_.push_back(std::uint32_t(table_.text_.size()));
    } while (end == Scanner::End::cell);

    if (!fault && cells != table_.width_) {
      fault =
          Error{"ragged-row", csv::place(options_.where, row_, std::min(cells, table_.width_) + 1),
                "row " + std::to_string(row_) + " has " + std::to_string(cells) +
                    (cells == 1 ? " cell" : " cells") + ", expected " +
                    std::to_string(table_.width_) + " as in the first row"};
    }
    if (fault) {
      table_.problems.add(*std::move(fault));
      table_.text_.resize(textBefore);
      table_.ends_.resize(cellsBefore);
    } else {
      table_.rowNumbers_.push_back(row_);
    }
    return std::nullopt;
  }

  bool isNamed(std::size_t column) const { return table_.header && !first_[column].empty(); }

  void leaveOutTrailingColumn() {
    const std::size_t last = table_.columns.size() - 1;
    if (last == 0 || isNamed(last)) return;
    for (std::int64_t row = 0; row < table_.rows(); ++row) {
      if (!table_.cell(row, last).empty()) return;
    }
    table_.columns.pop_back();
  }

  void nameColumns() {
    std::set<std::string> used;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (isNamed(i) && used.insert(first_[i]).second) table_.columns[i].name = first_[i];
    }
    // Names that are made up give way to those of the file.
    std::map<std::string, int> numbers;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (!table_.columns[i].name.empty()) continue;
      const std::string base = isNamed(i) ? first_[i] : "column " + std::to_string(i + 1);
      std::string name = base;
      int& number = numbers.try_emplace(base, 1).first->second;
      while (!used.insert(name).second) name = base + " (" + std::to_string(++number) + ')';
      table_.columns[i].name = std::move(name);
    }
  }

  const CsvOptions& options_;
  char delimiter_;
  Scanner scanner_;
  CsvTable table_;
  std::vector<std::string> first_;
  std::int64_t row_ = 0;
};

Result<CsvTable> readCsv(std::span<const std::uint8_t> bytes, const CsvOptions& options) {
  Result<std::string_view> text = csv::textOf(bytes, options.where);
  if (!text) return text.error();
  return CsvBuilder(*text, options).build();
}

}  // namespace fallline
