// "Did you mean …": the known word that a misspelt one comes closest to.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fallline {

/// `unknown <what> "word"; did you mean "x"? Known are a, b, c`: one sentence for a message,
/// with the question left out where nothing is near.
std::string unknownWord(std::string_view what, std::string_view word,
                        const std::vector<std::string>& known);

/// The nearest of the known words: at most 2 letters added, left out, replaced or swapped (fewer in
/// short words); empty when none is.
std::string_view nearest(std::string_view word, std::span<const std::string> known);

}  // namespace fallline
