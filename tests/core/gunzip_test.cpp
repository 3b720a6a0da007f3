#include "gunzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace fallline {
namespace {

using Raw = std::vector<std::uint8_t>;

Raw gzip(const Raw& content) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  Raw out(deflateBound(&stream, uLong(content.size())));
  stream.next_in = const_cast<Bytef*>(content.data());
  stream.avail_in = uInt(content.size());
  stream.next_out = out.data();
  stream.avail_out = uInt(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Raw noise(std::size_t size) {
  std::mt19937 random(3);
  Raw out(size);
  for (std::uint8_t& byte : out) byte = std::uint8_t(random() % 7);
  return out;
}

void expectError(const Raw& packed, std::size_t limit, const std::string& code,
                 const std::string& part) {
  const auto result = gunzip(packed, limit);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, code);
  EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
}

TEST(Gunzip, GivesBackWhatWasPacked) {
  for (std::size_t size : {0, 1, 1000, 65535, 65536, 65537, 1'000'000}) {
    const Raw content = noise(size);
    const auto result = gunzip(gzip(content), size);
    ASSERT_TRUE(result.ok()) << size << result.error().message;
    EXPECT_EQ(**result, content);
  }
}

TEST(Gunzip, ReadsSeveralMembersAndPadding) {
  Raw packed = gzip(noise(100'000));
  for (const Raw& member : {gzip({}), gzip(noise(5)), Raw(512, 0)}) {
    packed.insert(packed.end(), member.begin(), member.end());
  }
  Raw expected = noise(100'000);
  const Raw more = noise(5);
  expected.insert(expected.end(), more.begin(), more.end());
  const auto result = gunzip(packed, 1'000'000);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(**result, expected);
}

TEST(Gunzip, StopsAtTheLimit) {
  const Raw packed = gzip(noise(100'000));
  EXPECT_TRUE(gunzip(packed, 100'000).ok());
  expectError(packed, 99'999, "too-large", "more than 99999 bytes");
}

TEST(Gunzip, ABombIsRefused) {
  // Zeros shrink to a thousandth.
  const Raw bomb = gzip(Raw(65'000'000));
  EXPECT_LT(bomb.size(), 70'000u);
  expectError(bomb, 64'000'000, "too-large", "more than 64.0 MB, which is the limit");
}

TEST(Gunzip, EveryTruncationIsNoticed) {
  const Raw packed = gzip(noise(300));
  for (std::size_t size = 2; size < packed.size(); ++size) {
    expectError(Raw(packed.begin(), packed.begin() + std::ptrdiff_t(size)), 1000, "short-file",
                "ends early");
  }
}

TEST(Gunzip, CorruptFilesAreNoticed) {
  expectError({}, 1000, "corrupt-file", "1f 8b");
  expectError({'x', 'y', 'z'}, 1000, "corrupt-file", "1f 8b");
  Raw packed = gzip(noise(300));
  packed[packed.size() - 8] ^= 1;  // the checksum
  expectError(packed, 1000, "corrupt-file", "incorrect data check");
  packed = gzip(noise(300));
  packed[packed.size() / 2] ^= 0x55;
  EXPECT_FALSE(gunzip(packed, 1000).ok());
  packed = gzip(noise(300));
  packed.insert(packed.end(), {'x', 'y'});  // no second member
  expectError(packed, 1000, "corrupt-file", "incorrect header check");
  packed[2] = 7;  // no such compression method
  expectError(packed, 1000, "corrupt-file", "unknown compression method");
}

TEST(Gunzip, RecognisesGzip) {
  EXPECT_TRUE(isGzip(gzip({1, 2, 3})));
  EXPECT_FALSE(isGzip(Raw{0x1F}));
  EXPECT_FALSE(isGzip(Raw{'P', 'K', 3, 4}));
}

TEST(InflateRaw, KnowsItsLimitAndItsEnd) {
  const Raw zeros(1'000'000, 0);  // packed, these are a kilobyte
  z_stream stream{};
  ASSERT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
  Raw packed(deflateBound(&stream, uLong(zeros.size())));
  stream.next_in = const_cast<Bytef*>(zeros.data());
  stream.avail_in = uInt(zeros.size());
  stream.next_out = packed.data();
  stream.avail_out = uInt(packed.size());
  ASSERT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);

  const auto whole = inflateRaw(packed, zeros.size());
  ASSERT_TRUE(whole.ok());
  EXPECT_EQ(**whole, zeros);
  EXPECT_EQ(inflateRaw(packed, zeros.size() - 1).error().code, "too-large");
  EXPECT_EQ(inflateRaw(std::span(packed).first(packed.size() / 2), zeros.size()).error().code,
            "short-file");
  packed.push_back(0x40);
  EXPECT_EQ(inflateRaw(packed, zeros.size()).error().code, "corrupt-file");
}

}  // namespace
}  // namespace fallline
