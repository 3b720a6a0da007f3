// What the files csv*.cpp share: the three steps from bytes to a table.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fallline/csv.h"

namespace fallline::csv {

/// "file:12:3"
std::string place(const std::string& where, std::int64_t row, std::size_t column);

/// The text of a file without its byte order mark, or why it is none.
Result<std::string_view> textOf(std::span<const std::uint8_t> bytes, const std::string& where);

/// Cuts text into cells by RFC 4180.
class Scanner {
 public:
  enum class End { cell, row };                         ///< what follows the cell
  enum class Fault { none, textAfterQuote, unclosed };  ///< what is wrong with its quotes

  Scanner(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  bool atEnd() const { return at_ == text_.size(); }
  /// At the start of a row: skips a line of nothing but blanks, and says whether there was one.
  bool skipBlankLine();
  /// Appends the next cell to `out`. After the last cell of the text follows the end of a row.
  End read(std::string& out);
  /// Of the cell just read.
  Fault fault() const { return fault_; }

 private:
  bool atLineEnd() const { return atEnd() || text_[at_] == '\n' || text_[at_] == '\r'; }
  bool atCellEnd() const { return atLineEnd() || text_[at_] == delimiter_; }
  void skipBlanks();
  void skipLineEnd();
  void readQuoted(std::string& out);

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  Fault fault_ = Fault::none;
};

/// The delimiter that gives the first rows most often the number of cells of the first one.
char findDelimiter(std::string_view text);

bool isMissing(std::string_view cell);
/// Whether a cell is a number with a point or, for a delimiter that allows it, a decimal comma.
bool isNumber(std::string_view cell, char delimiter);
/// Fills in everything but the name of a column.
void typeColumn(CsvTable& table, std::size_t column, const std::string& where);

}  // namespace fallline::csv
