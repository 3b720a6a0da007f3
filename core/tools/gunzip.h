// gzip and deflate for the command line; pages have DecompressionStream. Not part of the core
// library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "fallline/result.h"
#include "fallline/types.h"

namespace fallline {

/// Whether bytes begin like a gzip file.
bool isGzip(std::span<const std::uint8_t> bytes);

/// Unpacks a gzip file of one or several members (RFC 1952), whose checksums are verified. A first
/// pass only counts, so that a file that unpacks to more than maxBytes takes no memory at all.
/// Errors, with an empty path: "too-large" beyond maxBytes, "short-file" for a file that ends
/// early, "corrupt-file" for anything that is not gzip or whose checksum is wrong.
Result<Bytes> gunzip(std::span<const std::uint8_t> bytes, std::size_t maxBytes);

/// Unpacks deflate without any header (RFC 1951), as links hold it; the same limit and errors.
Result<Bytes> inflateRaw(std::span<const std::uint8_t> bytes, std::size_t maxBytes);

}  // namespace fallline
