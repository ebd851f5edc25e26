#include <gtest/gtest.h>

#include "support.hpp"

namespace rox::test {
namespace {

std::optional<Format> detect(std::string_view text) {
    return detect_format(
        std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

TEST(Format, IsDetectedFromContent) {
    EXPECT_EQ(detect("osu file format v14\n"), Format::osu);
    EXPECT_EQ(detect("\xEF\xBB\xBF\r\nosu file format v3\r\n"), Format::osu);
    EXPECT_EQ(detect("// a comment\n#TITLE:x;\n"), Format::stepmania);
    EXPECT_EQ(detect("AudioFile: a.mp3\nMode: Keys4\n"), Format::quaver);
    EXPECT_EQ(detect("ROX\x1a\x01"), Format::rox);
    for (const char* text : {"", "//", "# heading\n", "hello", "Title: only one key", "ROX"}) {
        EXPECT_EQ(detect(text), std::nullopt) << text;
    }
}

TEST(Format, IsDetectedFromFileName) {
    EXPECT_EQ(detect_format(std::filesystem::path("a/b.OSU")), Format::osu);
    EXPECT_EQ(detect_format(std::filesystem::path("b.sm")), Format::stepmania);
    EXPECT_EQ(detect_format(std::filesystem::path("b.qua")), Format::quaver);
    EXPECT_EQ(detect_format(std::filesystem::path("b.rox")), Format::rox);
    EXPECT_EQ(detect_format(std::filesystem::path("osu")), std::nullopt);
    EXPECT_EQ(detect_format(std::filesystem::path("b.txt")), std::nullopt);
}

TEST(Format, HasNameAndExtension) {
    for (const Format format : all_formats) {
        EXPECT_FALSE(name(format).empty());
        EXPECT_EQ(detect_format(std::filesystem::path("x" + std::string(extension(format)))),
                  format);
    }
}

} // namespace
} // namespace rox::test
