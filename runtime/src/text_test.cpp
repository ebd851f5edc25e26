#include "polyglue/runtime/text.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace polyglue::runtime;

namespace {

std::string encode(std::uint32_t c) {
  std::string out;
  if (c < 0x80) return std::string(1, static_cast<char>(c));
  if (c < 0x800) return {static_cast<char>(0xc0 | (c >> 6)), static_cast<char>(0x80 | (c & 63))};
  if (c < 0x10000) return {static_cast<char>(0xe0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 63)), static_cast<char>(0x80 | (c & 63))};
  return {static_cast<char>(0xf0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 63)), static_cast<char>(0x80 | ((c >> 6) & 63)),
          static_cast<char>(0x80 | (c & 63))};
}
bool valid(const std::string& text) { return is_utf8(text.data(), text.size()); }
std::string repaired(const std::string& text) {
  std::string out(repaired_size(text.data(), text.size()), '?');
  repair(text.data(), text.size(), out.data());
  return out;
}

TEST(TextTest, EveryCharacter) {
  for (std::uint32_t c = 0; c < 0x110000; ++c) {
    const std::string text = encode(c);
    ASSERT_EQ(c < 0xd800 || c > 0xdfff, valid(text)) << c;
  }
}

TEST(TextTest, AnyPlaceInLongerText) {
  for (std::size_t before = 0; before < 70; ++before) {
    for (std::size_t after : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{33}}) {
      const std::string head(before, 'a'), tail(after, 'z');
      EXPECT_TRUE(valid(head + tail));
      for (const char* good : {"\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80"}) EXPECT_TRUE(valid(head + good + tail));
      for (const char* bad : {"\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "\xf0\x9f\x98"}) {
        EXPECT_FALSE(valid(head + bad + tail)) << before << " " << after;
        EXPECT_FALSE(valid(head + "\xc3\xa4" + bad + tail));
        EXPECT_TRUE(valid(repaired(head + bad + tail)));
      }
    }
  }
  EXPECT_TRUE(valid(std::string("a\0b", 3)));
  EXPECT_TRUE(is_utf8(nullptr, 0));
}

TEST(TextTest, RepairsEachMaximalPart) {
  EXPECT_EQ("a\xef\xbf\xbd" "b", repaired("a\xe2\x82" "b"));
  EXPECT_EQ("\xef\xbf\xbd\xef\xbf\xbd", repaired("\xff\xfe"));
  EXPECT_EQ("ok \xc3\xa4", repaired("ok \xc3\xa4"));
}

}  // namespace
