#include <gtest/gtest.h>

#include <fstream>

#include "support.hpp"

namespace rox::test {
namespace {

std::filesystem::path scratch_file(const std::string& name) {
    return std::filesystem::path(testing::TempDir()) /
           ("rox-" + std::to_string(std::random_device{}()) + name);
}

TEST(Codec, WritesAndReadsFiles) {
    std::mt19937_64 random(7);
    const Chart chart = random_chart(random);
    for (const Format format : all_formats) {
        const std::filesystem::path path = scratch_file(std::string(extension(format)));
        encode_file(chart, path);
        EXPECT_EQ(detect_format(read_bytes(path)), format);
        EXPECT_EQ(decode_file(path), chart);
        std::filesystem::remove(path);
    }
}

TEST(Codec, ReportsFilesItCannotUse) {
    try {
        static_cast<void>(decode_file("/nowhere/at/all.osu"));
        ADD_FAILURE();
    } catch (const FileError& error) {
        EXPECT_EQ(error.path(), "/nowhere/at/all.osu");
    }
    EXPECT_THROW(static_cast<void>(decode_file(testing::TempDir())), FileError);
    EXPECT_THROW(encode_file(Chart(4), "/nowhere/at/all.osu"), FileError);
    EXPECT_THROW(encode_file(Chart(4), "chart.txt"), UnknownFormat);
}

TEST(Codec, UsesTheFileNameWhereTheContentTellsNothing) {
    const std::filesystem::path path = scratch_file(".sm");
    std::ofstream(path) << "nothing of note";
    EXPECT_THROW(static_cast<void>(decode_file(path)), DecodeFailed);
    std::filesystem::remove(path);
}

TEST(Codec, RejectsUnknownContent) {
    EXPECT_THROW(static_cast<void>(decode("hello")), UnknownFormat);
    EXPECT_THROW(static_cast<void>(decode("")), UnknownFormat);
    EXPECT_THROW(static_cast<void>(decode("hello", static_cast<Format>(9))), UnknownFormat);
    EXPECT_THROW(static_cast<void>(encode(Chart(4), static_cast<Format>(9))), UnknownFormat);
}

TEST(Codec, RoxIsNotText) {
    EXPECT_THROW(static_cast<void>(encode_text(Chart(4), Format::rox)), EncodeFailed);
}

TEST(Codec, ErrorsNameFormatAndLine) {
    try {
        static_cast<void>(decode("osu file format v14\n[Difficulty]\nCircleSize:x\n"));
        ADD_FAILURE();
    } catch (const DecodeFailed& error) {
        EXPECT_EQ(error.format(), Format::osu);
        EXPECT_EQ(error.line(), 3);
        EXPECT_STREQ(error.what(), "osu!mania, line 3: CircleSize, the number of keys, is not a "
                                   "number from 1 to 18");
    }
}

TEST(Codec, TheExactCommentCountsOnlyForItsText) {
    Chart chart = Chart::with_tempo(4, 123.456789012345678);
    chart.add(tap(1'000'001, 2));
    for (const Format format : text_formats) {
        SCOPED_TRACE(std::string(name(format)));
        const std::string text = encode_text(chart, format);
        ASSERT_NE(text.find("ROX exact"), std::string::npos);
        EXPECT_EQ(decode(text, format), chart);

        std::string windows;
        for (const char c : text) windows += c == '\n' ? "\r\n" : std::string(1, c);
        EXPECT_EQ(decode("\xEF\xBB\xBF" + windows, format), chart) << "other line ends are no edit";

        std::string edited = text;
        const std::size_t title = edited.find("TITLE:") != std::string::npos
                                      ? edited.find("TITLE:") + 6
                                      : edited.find("Title:") + 6;
        edited.insert(title, format == Format::quaver ? " \"New\" #" : "New");
        EXPECT_EQ(decode(edited, format).metadata().title, "New");

        std::string damaged = text;
        damaged[damaged.size() - 10] = '?';
        EXPECT_NE(decode(damaged, format), chart);
        EXPECT_EQ(decode(damaged, format).size(), 1u);
    }
}

TEST(Codec, TheExactCommentCanBeLeftOut) {
    std::mt19937_64 random(3);
    const Chart chart = random_chart(random);
    for (const Format format : text_formats) {
        const std::string text = encode_text(chart, format, {.exact = false});
        EXPECT_EQ(text.find("ROX exact"), std::string::npos);
    }
}

} // namespace
} // namespace rox::test
