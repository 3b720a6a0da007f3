#include "fallline/idx.h"

#include <array>
#include <optional>

#include "fallline/describe.h"

namespace fallline {
namespace {

constexpr std::uint32_t kLabels = 0x0801, kImages = 0x0803, kImagesWithChannels = 0x0804;

std::uint32_t word(const Bytes& bytes, std::size_t at) {
  const std::uint8_t* b = bytes->data() + at;
  return std::uint32_t(b[0]) << 24 | std::uint32_t(b[1]) << 16 | std::uint32_t(b[2]) << 8 | b[3];
}

std::string hex(std::uint32_t value) {
  std::string out = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) out += "0123456789abcdef"[value >> shift & 15];
  return out;
}

/// The dimensions of a file, of which the first is the number of samples; others are 1.
struct Header {
  std::array<std::int64_t, 4> sizes{1, 1, 1, 1};
  std::size_t length = 0;  // in bytes
};

Error shortFile(const std::string& where, std::uint64_t needed, std::size_t found) {
  return {"short-file", where,
          "too short for IDX: its header announces " + std::to_string(needed) +
              " bytes, the file has " + std::to_string(found)};
}

std::optional<Error> checkFile(const Bytes& bytes, const std::string& where) {
  if (!bytes || bytes->empty()) return Error{"empty-file", where, "the file is empty"};
  if (bytes->size() > IdxLimits::bytes) {
    return Error{"too-large", where,
                 "too large: " + fileSize(bytes->size()) + "; the limit for IDX is " +
                     fileSize(IdxLimits::bytes)};
  }
  if (bytes->size() >= 2 && (*bytes)[0] == 0x1F && (*bytes)[1] == 0x8B) {
    return Error{"compressed", where, "compressed with gzip: gunzip it first"};
  }
  if (bytes->size() < 4) return shortFile(where, 4, bytes->size());
  return std::nullopt;
}

/// What a magic number says, as the end of a sentence.
std::string meaning(std::uint32_t magic) {
  if (magic == kLabels) return ", an IDX file of labels";
  if (magic == kImages || magic == kImagesWithChannels) return ", an IDX file of images";
  const std::uint32_t type = magic >> 8;
  if (type == 0x09 || (type >= 0x0B && type <= 0x0E)) {
    return ", IDX with numbers other than unsigned bytes";
  }
  return type == 0x08 ? ", IDX with another number of dimensions" : ", which is not IDX";
}

Error badMagic(const std::string& where, std::uint32_t magic, const std::string& expected) {
  return {"bad-magic", where,
          "the magic number is " + hex(magic) + meaning(magic) + "; expected " + expected};
}

/// Reads the sizes of `rank` dimensions and compares their product with the length of the file.
Result<Header> readHeader(const Bytes& bytes, std::size_t rank, const std::string& where) {
  Header header;
  header.length = 4 + 4 * rank;
  if (bytes->size() < header.length) return shortFile(where, header.length, bytes->size());

  // Limited after each factor, so that no product overflows: each is below 2^29 · 2^32.
  std::uint64_t content = 1;
  for (std::size_t i = 0; i < rank; ++i) {
    const std::uint32_t size = word(bytes, 4 + 4 * i);
    if (size == 0) {
      return Error{"empty-file", where,
                   i == 0 ? "the header announces 0 samples"
                          : "the header announces images with a side of 0 pixels"};
    }
    if (i == 0 && size > IdxLimits::samples) {
      return Error{"too-large", where,
                   "too large: " + std::to_string(size) + " samples; the limit is " +
                       std::to_string(IdxLimits::samples)};
    }
    header.sizes[i] = size;
    content *= size;
    if (content > IdxLimits::bytes) {
      return Error{"too-large", where,
                   "too large: the header announces more than " + fileSize(IdxLimits::bytes) +
                       ", which is the limit for IDX"};
    }
  }
  const std::uint64_t needed = header.length + content;
  if (bytes->size() < needed) return shortFile(where, needed, bytes->size());
  if (bytes->size() > needed) {
    return Error{"long-file", where,
                 "too long for IDX: its header announces " + std::to_string(needed) +
                     " bytes, the file has " + std::to_string(bytes->size())};
  }
  return header;
}

}  // namespace

Result<IdxImages> readIdxImages(const Bytes& bytes, const std::string& where) {
  if (std::optional<Error> error = checkFile(bytes, where)) return *std::move(error);
  const std::uint32_t magic = word(bytes, 0);
  if (magic != kImages && magic != kImagesWithChannels) {
    return badMagic(where, magic, hex(kImages) + " for images");
  }
  Result<Header> header = readHeader(bytes, magic == kImages ? 3 : 4, where);
  if (!header) return header.error();
  const auto& [count, height, width, channels] = header->sizes;
  return IdxImages{.block = {bytes, header->length, Index(count)},
                   .height = Index(height),
                   .width = Index(width),
                   .channels = Index(channels)};
}

Result<IdxLabels> readIdxLabels(const Bytes& bytes, const std::string& where) {
  if (std::optional<Error> error = checkFile(bytes, where)) return *std::move(error);
  const std::uint32_t magic = word(bytes, 0);
  if (magic != kLabels) return badMagic(where, magic, hex(kLabels) + " for labels");
  Result<Header> header = readHeader(bytes, 1, where);
  if (!header) return header.error();
  return IdxLabels{{bytes, header->length, Index(header->sizes[0])}};
}

}  // namespace fallline
