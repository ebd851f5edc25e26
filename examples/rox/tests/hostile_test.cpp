#include <gtest/gtest.h>

#include <chrono>

#include "support.hpp"

namespace rox::test {
namespace {

/// Decoding either works or throws one of our own errors; anything else fails the test, and the
/// sanitizers see the rest.
void decode_whatever(const std::vector<std::uint8_t>& bytes, Format format) {
    try {
        for (const Chart& chart : decode_all(bytes, format)) {
            ASSERT_LE(chart.size(), bytes.size());
            ASSERT_LE(chart.timing_points().size(), bytes.size());
        }
    } catch (const DecodeFailed& error) {
        ASSERT_EQ(error.format(), format);
        ASSERT_GE(error.line(), 1);
        ASSERT_LE(error.line(), static_cast<std::int64_t>(bytes.size()) + 1);
        ASSERT_FALSE(error.message().empty());
    }
}

/// The examples, and each of them in all formats.
std::vector<std::pair<Format, std::vector<std::uint8_t>>> seeds() {
    std::vector<std::pair<Format, std::vector<std::uint8_t>>> result;
    for (const auto& path : example_charts()) {
        result.emplace_back(*detect_format(path), read_bytes(path));
        for (const Format format : all_formats) {
            result.emplace_back(format, encode(decode_file(path), format));
        }
    }
    return result;
}

TEST(Hostile, TruncatedAnywhere) {
    for (const auto& [format, bytes] : seeds()) {
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            SCOPED_TRACE(std::string(name(format)) + " cut at " + std::to_string(size));
            decode_whatever({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)},
                            format);
        }
    }
}

TEST(Hostile, EveryByteFlipped) {
    std::mt19937_64 random(1);
    for (const auto& [format, bytes] : seeds()) {
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            SCOPED_TRACE(std::string(name(format)) + " flipped at " + std::to_string(at));
            std::vector<std::uint8_t> flipped = bytes;
            flipped[at] ^= static_cast<std::uint8_t>(1u << (random() % 8));
            decode_whatever(flipped, format);
            flipped[at] = static_cast<std::uint8_t>(random());
            decode_whatever(flipped, format);
        }
    }
}

TEST(Hostile, PiecesMixed) {
    static const std::vector<std::string> pieces{
        "\n", ":", ",", ";", "#", "-", "[", "]", "{", "}", "//", "0", "1", "-1", "9999999999999999",
        "1e308", "-1e308", "nan", "inf", ".nan", "\"", "'", "&a", "*a", "!!", "? ", "|", "%", "\t",
        "\xff", "\\", "=", "M", "2", "3", "4", std::string(1, '\0')};
    std::mt19937_64 random(2);
    for (const auto& [format, bytes] : seeds()) {
        for (int round = 0; round < 300; ++round) {
            std::vector<std::uint8_t> mixed = bytes;
            for (int i = 0; i < 4; ++i) {
                const std::string& piece = pieces[random() % pieces.size()];
                const auto at = static_cast<std::ptrdiff_t>(random() % (mixed.size() + 1));
                mixed.insert(mixed.begin() + at, piece.begin(), piece.end());
            }
            SCOPED_TRACE(std::string(name(format)) + " round " + std::to_string(round));
            decode_whatever(mixed, format);
        }
    }
}

TEST(Hostile, NoiseInEveryFormat) {
    std::mt19937_64 random(3);
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::uint8_t> noise(random() % 200);
        for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
        for (const Format format : all_formats) decode_whatever(noise, format);
    }
}

TEST(Hostile, DeepYaml) {
    for (const char* piece : {"[", "{", "- ", "? ", "a: [", "{a: "}) {
        std::string text = "Mode: Keys4\nTitle: ";
        for (int i = 0; i < 20'000; ++i) text += piece;
        EXPECT_FALSE(refusal(text, Format::quaver).empty()) << piece;
        EXPECT_FALSE(refusal(text.substr(19), Format::quaver).empty()) << piece;
    }
}

/// Nothing takes time that grows with the square of the size: these are 200 KB each, and take
/// milliseconds; the limit leaves room for sanitizers on a busy machine.
TEST(Hostile, LongAndRepetitive) {
    const std::pair<Format, std::string> heads[]{
        {Format::osu, "osu file format v14\n[General]\nMode:3\n[Difficulty]\nCircleSize:4\n"
                      "[HitObjects]\n"},
        {Format::stepmania, "#BPMS:"},
        {Format::stepmania, "#NOTES:dance-single:::::"},
        {Format::quaver, ""},
        {Format::quaver, "Mode: Keys4\nHitObjects:\n"}};
    for (const auto& [format, head] : heads) {
        for (const char* piece :
             {"\n", " ", "#", "#A:b;\n", ":", "//", "\\", "[", "- ", "- a\n", "a: ", "a: b\n", "? ",
              "!a ", "\"", "a", "0000\n", ",", "1,1,1,1,0,0:0:0:0:s\n", "---\n", "1=1,"}) {
            SCOPED_TRACE(head + " and many " + piece);
            std::string text = head;
            while (text.size() < 200'000) text += piece;
            const auto start = std::chrono::steady_clock::now();
            decode_whatever({text.begin(), text.end()}, format);
            EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
        }
    }
}

TEST(Hostile, ManyChartsInOneFile) {
    std::string text = "#BPMS:";
    for (int i = 0; i < 30'000; ++i) text += std::to_string(i) + "=60,";
    text += ";";
    for (int i = 0; i < 90; ++i) text += "#NOTES:dance-single:::::;\n";
    EXPECT_EQ(decode(text, Format::stepmania).timing_points().size(), 30'000u);
    const std::vector<std::uint8_t> bytes{text.begin(), text.end()};
    EXPECT_THROW(static_cast<void>(decode_all(bytes, Format::stepmania)), DecodeFailed);
}

TEST(Hostile, YamlAliases) {
    EXPECT_EQ(refusal("Mode: Keys4\nTitle: &a x\nArtist: *a\n", Format::quaver),
              "3: aliases are not expected here");
}

} // namespace
} // namespace rox::test
