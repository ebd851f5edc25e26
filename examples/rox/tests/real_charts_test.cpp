#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "support.hpp"

namespace rox::test {
namespace {

std::string real_charts_folder() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets variables while the tests run.
    const char* const from_environment = std::getenv("ROX_CHARTS");
    return from_environment != nullptr ? from_environment : ROX_REAL_CHARTS;
}

std::string without_comment(const std::string& text) {
    const std::size_t at = text.find("ROX exact ");
    return at == std::string::npos ? text : text.substr(0, text.rfind('\n', at) + 1);
}

class RealCharts : public testing::Test {
protected:
    void SetUp() override {
        const std::string folder = real_charts_folder();
        if (folder == "OFF") GTEST_SKIP() << "switched off by ROX_REAL_CHARTS=OFF";
        ASSERT_TRUE(std::filesystem::is_directory(folder))
            << "There are no real charts in " << folder
            << ". Set ROX_CHARTS to a folder of them, or configure with -DROX_REAL_CHARTS=OFF.";
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (detect_format(entry.path())) paths_.push_back(entry.path());
        }
        ASSERT_FALSE(paths_.empty()) << "There are no charts in " << folder;
    }

    std::vector<std::filesystem::path> paths_;
};

TEST_F(RealCharts, DecodeToWhatTheirNamesSay) {
    for (const auto& path : paths_) {
        SCOPED_TRACE(path.string());
        EXPECT_EQ(detect_format(read_bytes(path)), detect_format(path));
        const Chart chart = decode_file(path);
        EXPECT_FALSE(chart.empty());
        EXPECT_FALSE(chart.timing_points().empty());
        EXPECT_FALSE(chart.metadata().title.empty());
    }
}

TEST_F(RealCharts, ComeBackEqualFromEveryFormat) {
    for (const auto& path : paths_) {
        const Chart chart = decode_file(path);
        for (const Format format : all_formats) {
            SCOPED_TRACE(path.string() + " through " + std::string(name(format)));
            const Chart back = decode(encode(chart, format));
            EXPECT_EQ(back.notes(), chart.notes());
            EXPECT_EQ(back.timing_points(), chart.timing_points());
            EXPECT_EQ(back, chart);
        }
    }
}

TEST_F(RealCharts, ComeBackEqualFromAChainOfAllFormats) {
    for (const auto& path : paths_) {
        SCOPED_TRACE(path.string());
        const Chart chart = decode_file(path);
        Chart back = chart;
        for (const Format format : {Format::stepmania, Format::quaver, Format::rox, Format::osu}) {
            back = decode(encode(back, format));
        }
        EXPECT_EQ(back, chart);
    }
}

/// The files are right without our comment as well: osu! and Quaver to the millisecond, StepMania
/// to the row.
TEST_F(RealCharts, ArePlayableWithoutTheExactComment) {
    for (const auto& path : paths_) {
        const Chart chart = decode_file(path);
        for (const Format format : text_formats) {
            SCOPED_TRACE(path.string() + " through " + std::string(name(format)));
            const Chart plain = decode(without_comment(encode_text(chart, format)), format);
            ASSERT_EQ(plain.key_count(), chart.key_count());
            ASSERT_EQ(plain.size(), chart.size());
            std::int64_t worst = 0;
            auto by_column = [](const Note& a, const Note& b) {
                return std::pair(a.column, a.time_us) < std::pair(b.column, b.time_us);
            };
            std::vector<Note> expected = chart.notes();
            std::vector<Note> actual = plain.notes();
            std::sort(expected.begin(), expected.end(), by_column);
            std::sort(actual.begin(), actual.end(), by_column);
            for (std::size_t i = 0; i < expected.size(); ++i) {
                ASSERT_EQ(actual[i].column, expected[i].column);
                worst = std::max(worst, std::abs(actual[i].time_us - expected[i].time_us));
            }
            // Half a row at the slowest tempo that is written, 60 beats per minute.
            const std::int64_t tolerance = format == Format::stepmania ? 10'500
                                           : format == Format::quaver  ? 500
                                                                       : 0;
            EXPECT_LE(worst, tolerance);
            std::cout << path.filename().string() << " as " << name(format) << ": notes within "
                      << worst << " us\n";
        }
    }
}

TEST_F(RealCharts, AreNotTouchedByTheCommentWhereTheFormatSaysItAll) {
    for (const auto& path : paths_) {
        if (detect_format(path) != Format::osu) continue;
        SCOPED_TRACE(path.string());
        const std::string text = encode_text(decode_file(path), Format::osu);
        EXPECT_EQ(text.find("ROX"), std::string::npos);
    }
}

} // namespace
} // namespace rox::test
