// CSV text to a table with typed columns: bytes in, nothing else; page and command line share it.
//
// RFC 4180 with what files need in practice:
//   - UTF-8, a byte order mark is skipped; lines end in CRLF, LF or CR; blank lines are skipped;
//   - the delimiter is found among , ; and tab;
//   - "quoted cells" hold delimiters, line ends and "" for a quote; blanks around a cell are left
//     out, those within quotes stay;
//   - the first row is a header when no cell of it is a number; otherwise the columns are called
//     "column 1", "column 2", … A second column of the same name becomes "name (2)";
//   - a last column without a name and without values comes from a delimiter at the end of each
//     line and is left out;
//   - missing is an empty cell or one of ? NA N/A #N/A NaN null, in any case;
//   - numbers have a decimal point. Where the delimiter is ; or a tab, a column is read with
//     decimal commas when that makes more of its cells numbers than points do.
// Rows are counted from 1 as a spreadsheet does, header and blank lines included; columns from 1.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fallline/result.h"

namespace fallline {

/// What is accepted; anything larger is an Error before it takes memory.
struct CsvLimits {
  static constexpr std::size_t bytes = 64'000'000;
  static constexpr std::size_t cells = 2'000'000;
  static constexpr std::size_t columns = 10'000;
  static constexpr std::size_t problems = 20;  ///< kept in a list; the count goes on
};

struct CsvOptions {
  std::string where = "file";     ///< what the paths of Errors begin with: "file:12:3"
  std::optional<char> delimiter;  ///< ',', ';' or '\t'; found when absent
  std::optional<bool> header;     ///< whether the first row holds names; found when absent
};

/// Problems in the order of the rows; all are counted, the first CsvLimits::problems kept.
struct CsvProblems {
  std::vector<Error> list;
  std::int64_t count = 0;

  void add(Error error);
};

struct CsvColumn {
  enum class Kind {
    number,  ///< every cell that is not missing is a number
    text,    ///< otherwise
    empty,   ///< every cell is missing
  };
  std::string name;
  Kind kind = Kind::empty;
  bool decimalComma = false;
  std::int64_t missing = 0;
  std::vector<double> numbers;  ///< one a row for Kind::number, quiet NaN where missing
  /// The text cells of a column that is a text only because of them: most of it are numbers.
  /// Their code is "text-in-number-column".
  CsvProblems strays;
};

/// A table in memory: the cells as text, row by row, and what the columns hold.
class CsvTable {
 public:
  char delimiter = ',';
  bool header = true;
  std::vector<CsvColumn> columns;
  CsvProblems
      problems;  ///< of the form: ragged rows, faulty quotes; such rows are not in the table

  std::int64_t rows() const { return std::int64_t(rowNumbers_.size()); }
  /// The row of the file, from 1, that this row (from 0) stands in.
  std::int64_t rowInFile(std::int64_t row) const { return rowNumbers_[std::size_t(row)]; }
  /// The text of a cell without its quotes, row and column from 0.
  std::string_view cell(std::int64_t row, std::size_t column) const;
  bool isMissing(std::int64_t row, std::size_t column) const;
  /// The column of that name.
  std::optional<std::size_t> find(std::string_view name) const;

 private:
  friend class CsvBuilder;
  std::string text_;                 // all cells, one after the other
  std::vector<std::uint32_t> ends_;  // where each cell ends in text_
  std::vector<std::int64_t> rowNumbers_;
  std::size_t width_ = 0;  // cells a row in ends_, at least columns.size()
};

/// Reads a whole file. Rows that do not fit are left out and listed in `problems`; a file of which
/// nothing can be read is an Error:
///   "too-large"     more than CsvLimits says, with what was found and what the limit is
///   "empty-file"    no bytes, only blank lines, or a header without rows
///   "compressed"    gzip or zip (an .xlsx workbook is one), to be unpacked first
///   "binary-file"   NUL or other control characters; UTF-16
///   "bad-encoding"  not UTF-8, with the line
/// and "ragged-row", "bad-quote", "unclosed-quote" when no row is left beside the faulty ones.
Result<CsvTable> readCsv(std::span<const std::uint8_t> bytes, const CsvOptions& options = {});

/// The cells of one line, for lists of names: `a, "b, c"` is a and b, c. Empty for a blank text.
std::vector<std::string> csvCells(std::string_view line);

/// The distinct values of a column as classes: numbers ascending and named as first written,
/// texts in the order of their bytes.
struct CsvLevels {
  std::vector<std::string> names;
  std::vector<std::int32_t> codes;  ///< one for each of the rows asked for; -1 where missing
};
/// The levels that appear in these rows.
CsvLevels levelsOf(const CsvTable& table, std::size_t column, std::span<const std::int64_t> rows);

/// What a page shows before a table is used.
struct CsvPreview {
  struct Column {
    std::string name;
    CsvColumn::Kind kind;
    bool decimalComma;
    std::int64_t missing;
    std::int64_t distinct;  ///< values other than missing
  };
  char delimiter;
  bool header;
  std::int64_t rows;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> firstRows;  ///< long cells are cut and end in …
  std::vector<Error> problems;                      ///< of the form, then stray texts, at most 20
  std::int64_t problemCount;
};
CsvPreview previewOf(const CsvTable& table, std::int64_t firstRows = 10);

}  // namespace fallline
