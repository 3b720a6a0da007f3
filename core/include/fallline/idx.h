// IDX, the format of the MNIST files: bytes in, views out. Nothing is copied.
//
// A file is a magic number 00 00 type rank (type 0x08: unsigned bytes), one big-endian 32-bit size
// for each dimension, and the bytes, last dimension fastest.
// Source: LeCun, Cortes, Burges, The MNIST database of handwritten digits, "The IDX file format".
#pragma once

#include <cstdint>
#include <string>

#include "fallline/dataset.h"
#include "fallline/result.h"

namespace fallline {

/// What is accepted; anything larger is an Error.
struct IdxLimits {
  static constexpr std::size_t bytes = 512'000'000;
  static constexpr std::int64_t samples = 1'000'000;
};

/// Images of one size: block.count of height × width × channels bytes.
struct IdxImages {
  ByteBlock block;
  Index height = 0, width = 0, channels = 1;
};

/// Labels: block.count bytes, each from 0 to 255.
struct IdxLabels {
  ByteBlock block;

  std::uint8_t operator[](Index i) const { return (*block.storage)[block.offset + std::size_t(i)]; }
};

/// Reads images (magic 0x00000803: images × height × width; 0x00000804: with channels last) or
/// labels (0x00000801). The Error's path is `where`, its code one of
///   "too-large"    more than IdxLimits says
///   "compressed"   gzip, to be unpacked first: by the page or the command line, not here
///   "bad-magic"    not IDX, or IDX of something else, with the number that was found
///   "short-file"   ends before what its header announces
///   "long-file"    goes on after it
///   "empty-file"   no bytes, or a dimension of 0
Result<IdxImages> readIdxImages(const Bytes& bytes, const std::string& where);
Result<IdxLabels> readIdxLabels(const Bytes& bytes, const std::string& where);

}  // namespace fallline
