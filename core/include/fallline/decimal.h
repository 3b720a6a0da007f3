// Decimal text to double: exact, and the same bits everywhere.
#pragma once

#include <optional>
#include <string_view>

namespace fallline {

/// The double nearest to a decimal number, ties to even, whatever the locale; nothing when the
/// whole text is not a number or the number is too large for a finite double.
/// Syntax: [+-] digits [point digits] [e [+-] digits], at least one digit before or after the
/// point; no blanks, no hexadecimal, no infinity and no NaN. Too small numbers become 0.
/// Standard libraries differ here: libc++ 19 has no std::from_chars for double, and strtod reads
/// the locale.
std::optional<double> parseDecimal(std::string_view text, char point = '.');

}  // namespace fallline
