// Second step of reading CSV: text to cells.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "csv_parts.h"

namespace fallline::csv {

void Scanner::skipBlanks() {
  while (!atEnd() && text_[at_] == ' ') ++at_;
}

void Scanner::skipLineEnd() {
  if (!atEnd() && text_[at_] == '\r')
    ++at_;
  else if (!atEnd()) {
    ++at_;
    return;
  }
  if (!atEnd() && text_[at_] == '\n') ++at_;
}

bool Scanner::skipBlankLine() {
  const std::size_t start = at_;
  skipBlanks();
  if (atLineEnd()) {
    skipLineEnd();
    return true;
  }
  at_ = start;
  return false;
}

void Scanner::readQuoted(std::string& out) {
  for (;;) {
    const std::size_t quote = text_.find('"', at_);
    out += text_.substr(at_, quote - at_);
    if (quote == std::string_view::npos) {
      at_ = text_.size();
      fault_ = Fault::unclosed;
      return;
    }
    at_ = quote + 1;
    if (atEnd() || text_[at_] != '"') break;
    out += '"';
    ++at_;
  }
  skipBlanks();
  if (!atCellEnd()) fault_ = Fault::textAfterQuote;
  while (!atCellEnd()) ++at_;
}

Scanner::End Scanner::read(std::string& out) {
  fault_ = Fault::none;
  skipBlanks();
  if (!atEnd() && text_[at_] == '"') {
    ++at_;
    readQuoted(out);
  } else {
    const std::size_t start = at_;
    while (!atCellEnd()) ++at_;
    std::size_t end = at_;
    while (end > start && text_[end - 1] == ' ') --end;
    out += text_.substr(start, end - start);
  }
  if (!atLineEnd()) {
    ++at_;
    return End::cell;
  }
  skipLineEnd();
  return End::row;
}

namespace {

/// The number of cells in each of the first rows.
std::vector<std::size_t> widths(std::string_view text, char delimiter) {
  constexpr std::size_t rows = 32;
  std::vector<std::size_t> found;
  Scanner scanner(text, delimiter);
  std::string cell;
  while (!scanner.atEnd() && found.size() < rows) {
    if (scanner.skipBlankLine()) continue;
    std::size_t cells = 0;
    Scanner::End end;
    do {
      cell.clear();
      end = scanner.read(cell);
      ++cells;
    } while (end == Scanner::End::cell);
    found.push_back(cells);
  }
  return found;
}

}  // namespace

char findDelimiter(std::string_view text) {
  // Commas come last: they also stand within the cells of the other two, as decimal commas.
  char best = ',';
  std::size_t bestMatches = 0, bestRows = 1;
  for (char delimiter : {'\t', ';', ','}) {
    const std::vector<std::size_t> found = widths(text, delimiter);
    if (found.empty() || found[0] < 2) continue;
    std::size_t matches = 0;
    for (std::size_t width : found) matches += width == found[0] ? 1 : 0;
    // matches / rows > bestMatches / bestRows
    if (matches * bestRows > bestMatches * found.size()) {
      best = delimiter;
      bestMatches = matches;
      bestRows = found.size();
    }
  }
  return best;
}

}  // namespace fallline::csv

namespace fallline {

std::vector<std::string> csvCells(std::string_view line) {
  std::vector<std::string> cells;
  csv::Scanner scanner(line, ',');
  if (scanner.skipBlankLine()) return cells;
  do cells.emplace_back();
  while (scanner.read(cells.back()) == csv::Scanner::End::cell);
  return cells;
}

}  // namespace fallline
