#include "fallline/describe.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace fallline {
namespace {

TEST(Describe, ExcerptKeepsShortTextsAndCutsLongOnes) {
  EXPECT_EQ(excerpt("abc", 3), "abc");
  EXPECT_EQ(excerpt("abcd", 3), "abc…");
  EXPECT_EQ(excerpt("", 0), "");
}

TEST(Describe, ExcerptCutsBetweenCharacters) {
  // ü has two bytes: of "aüb" two bytes would end in its middle.
  EXPECT_EQ(excerpt("aüb", 2), "a…");
  EXPECT_EQ(excerpt("aüb", 3), "aü…");
}

TEST(Describe, ExcerptHasNoControlCharacters) { EXPECT_EQ(excerpt("a\nb\tc\x7F"), "a b c "); }

TEST(Describe, FileSizeHasOneDecimal) {
  EXPECT_EQ(fileSize(0), "0 bytes");
  EXPECT_EQ(fileSize(99'999), "99999 bytes");
  EXPECT_EQ(fileSize(100'000), "0.1 MB");
  EXPECT_EQ(fileSize(200'000'000), "200.0 MB");
}

TEST(Describe, ListedSaysHowManyMoreThereAre) {
  const std::vector<std::string> names{"a", "b", "c"};
  EXPECT_EQ(listed(names), R"("a", "b", "c")");
  EXPECT_EQ(listed(names, 2), R"("a", "b" and 1 more)");
}

}  // namespace
}  // namespace fallline
