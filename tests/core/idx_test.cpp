#include "fallline/idx.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace fallline {
namespace {

using Raw = std::vector<std::uint8_t>;

/// A header with these sizes and then `content` bytes 0, 1, 2, …
Raw idx(std::uint32_t magic, const std::vector<std::uint32_t>& sizes, std::size_t content) {
  Raw out;
  const auto add = [&](std::uint32_t word) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(std::uint8_t(word >> shift));
  };
  add(magic);
  for (std::uint32_t size : sizes) add(size);
  for (std::size_t i = 0; i < content; ++i) out.push_back(std::uint8_t(i));
  return out;
}

Bytes shared(Raw raw) { return std::make_shared<const Raw>(std::move(raw)); }

template <class T>
void expectError(const Result<T>& result, const std::string& code, const std::string& part) {
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, code);
  EXPECT_EQ(result.error().path, "data.images");
  EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
}

void expectImagesError(Raw raw, const std::string& code, const std::string& part) {
  expectError(readIdxImages(shared(std::move(raw)), "data.images"), code, part);
}

TEST(Idx, ReadsImagesWithoutCopying) {
  const Bytes bytes = shared(idx(0x0803, {3, 2, 5}, 30));
  const auto images = readIdxImages(bytes, "data.images");
  ASSERT_TRUE(images.ok());
  EXPECT_EQ(images->block.storage, bytes);
  EXPECT_EQ(images->block.offset, 16u);
  EXPECT_EQ(images->block.count, 3);
  EXPECT_EQ(images->height, 2);
  EXPECT_EQ(images->width, 5);
  EXPECT_EQ(images->channels, 1);
}

TEST(Idx, ReadsImagesWithChannels) {
  const auto images = readIdxImages(shared(idx(0x0804, {2, 3, 4, 3}, 72)), "data.images");
  ASSERT_TRUE(images.ok());
  EXPECT_EQ(images->block.offset, 20u);
  EXPECT_EQ(images->block.count, 2);
  EXPECT_EQ(images->channels, 3);
}

TEST(Idx, ReadsLabels) {
  const auto labels = readIdxLabels(shared(idx(0x0801, {4}, 4)), "data.labels");
  ASSERT_TRUE(labels.ok());
  EXPECT_EQ(labels->block.count, 4);
  EXPECT_EQ((*labels)[0], 0);
  EXPECT_EQ((*labels)[3], 3);
}

TEST(Idx, EmptyFilesAreErrors) {
  expectError(readIdxImages(nullptr, "data.images"), "empty-file", "empty");
  expectImagesError({}, "empty-file", "empty");
  expectImagesError(idx(0x0803, {0, 28, 28}, 0), "empty-file", "0 samples");
  expectImagesError(idx(0x0803, {2, 0, 28}, 0), "empty-file", "0 pixels");
}

TEST(Idx, AWrongMagicNumberIsNamed) {
  expectImagesError(idx(0x0801, {4}, 4), "bad-magic", "0x00000801, an IDX file of labels");
  expectImagesError(idx(0x0D03, {1, 1, 1}, 4), "bad-magic", "other than unsigned bytes");
  expectImagesError(idx(0x0802, {1, 1}, 1), "bad-magic", "another number of dimensions");
  expectImagesError({0x89, 'P', 'N', 'G', 13, 10}, "bad-magic", "0x89504e47, which is not IDX");
  expectError(readIdxLabels(shared(idx(0x0803, {1, 1, 1}, 1)), "data.images"), "bad-magic",
              "an IDX file of images; expected 0x00000801");
}

TEST(Idx, GzipIsRecognised) { expectImagesError({0x1F, 0x8B, 8, 0, 0}, "compressed", "gunzip"); }

TEST(Idx, ShortAndLongFilesSayWhatTheyShouldHave) {
  expectImagesError({0}, "short-file", "announces 4 bytes, the file has 1");
  expectImagesError({0, 0, 8, 3, 0, 0}, "short-file", "announces 16 bytes, the file has 6");
  expectImagesError(idx(0x0803, {3, 2, 5}, 29), "short-file", "46 bytes, the file has 45");
  expectImagesError(idx(0x0803, {3, 2, 5}, 31), "long-file", "46 bytes, the file has 47");
}

TEST(Idx, LimitsHoldWhateverTheHeaderAnnounces) {
  expectImagesError(idx(0x0803, {1'000'001, 1, 1}, 10), "too-large", "1000001 samples");
  expectImagesError(idx(0x0803, {1'000'000, 28, 28}, 10), "too-large", "512.0 MB");
  // 2^32 − 1 three times overflows 64 bits.
  expectImagesError(idx(0x0804, {1000, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, 10), "too-large",
                    "512.0 MB");
  expectImagesError(idx(0x0803, {1, 65536, 65536}, 10), "too-large", "512.0 MB");
  EXPECT_TRUE(readIdxLabels(shared(idx(0x0801, {1'000'000}, 1'000'000)), "").ok());
  expectImagesError(Raw(IdxLimits::bytes + 1), "too-large", "512.0 MB; the limit for IDX");
}

TEST(Idx, MutatedFilesGiveImagesOrAnError) {
  const Raw valid = idx(0x0803, {3, 2, 5}, 30);
  std::mt19937 random(11);
  const auto below = [&](std::size_t n) { return std::size_t(random() % n); };
  int images = 0, errors = 0;
  for (int i = 0; i < 2000; ++i) {
    Raw raw = valid;
    for (std::size_t edits = 1 + below(3); edits > 0 && !raw.empty(); --edits) {
      switch (below(4)) {
        case 0:
          raw[below(raw.size())] = std::uint8_t(random());
          break;
        case 1:
          raw[below(std::min<std::size_t>(raw.size(), 16))] ^= std::uint8_t(1u << below(8));
          break;
        case 2:
          raw.resize(below(raw.size() + 1));
          break;
        default:
          raw.insert(raw.begin() + std::ptrdiff_t(below(raw.size())), std::uint8_t(random()));
      }
    }
    const auto result = readIdxImages(shared(raw), "data.images");
    if (!result) {
      ++errors;
      EXPECT_EQ(result.error().path, "data.images");
      continue;
    }
    ++images;
    const std::size_t size = std::size_t(result->height * result->width * result->channels);
    EXPECT_EQ(result->block.offset + size * std::size_t(result->block.count), raw.size());
  }
  EXPECT_GT(images, 100);
  EXPECT_GT(errors, 100);
}

}  // namespace
}  // namespace fallline
