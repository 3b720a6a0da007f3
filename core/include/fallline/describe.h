// Small pieces of messages for people.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace fallline {

/// A text from outside, fit for a message: at most `bytes` bytes of its UTF-8, cut between
/// characters and then followed by …; line ends and other control characters become blanks.
std::string excerpt(std::string_view text, std::size_t bytes = 40);

/// "200.0 MB" with 1 MB = 10^6 bytes; below 0.1 MB "1234 bytes".
std::string fileSize(std::uint64_t bytes);

/// `"a", "b", "c" and 5 more`: the names in quotes, at most `most` of them.
std::string listed(std::span<const std::string> names, std::size_t most = 12);

}  // namespace fallline
