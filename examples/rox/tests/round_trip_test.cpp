#include <gtest/gtest.h>

#include "support.hpp"

namespace rox::test {
namespace {

TEST(RoundTrip, ExamplesThroughEveryFormat) {
    for (const auto& path : example_charts()) {
        const Chart chart = decode_file(path);
        EXPECT_EQ(detect_format(read_bytes(path)), detect_format(path));
        EXPECT_GE(chart.size(), 24u) << path;
        for (const Format format : all_formats) {
            SCOPED_TRACE(path.string() + " through " + std::string(name(format)));
            EXPECT_EQ(decode(encode(chart, format)), chart);
        }
    }
}

TEST(RoundTrip, RandomChartsThroughEveryFormat) {
    std::mt19937_64 random(20260501);
    for (int i = 0; i < 400; ++i) {
        const Chart chart = random_chart(random);
        for (const Format format : all_formats) {
            SCOPED_TRACE(std::to_string(i) + " through " + std::string(name(format)));
            const std::vector<std::uint8_t> bytes = encode(chart, format);
            const Chart back = decode(bytes, format);
            ASSERT_EQ(back.notes(), chart.notes());
            ASSERT_EQ(back.timing_points(), chart.timing_points());
            ASSERT_EQ(back.metadata(), chart.metadata());
            ASSERT_EQ(back, chart);
            ASSERT_EQ(encode(back, format), bytes);
        }
    }
}

TEST(RoundTrip, PlainTextAlwaysDecodes) {
    std::mt19937_64 random(99);
    for (int i = 0; i < 400; ++i) {
        const Chart chart = random_chart(random);
        for (const Format format : text_formats) {
            SCOPED_TRACE(std::to_string(i) + " through " + std::string(name(format)));
            const Chart back = decode(encode_text(chart, format, {.exact = false}), format);
            ASSERT_EQ(back.key_count(), chart.key_count());
        }
    }
}

TEST(RoundTrip, ExtremeCharts) {
    Chart chart(18);
    chart.set_notes({tap(-Chart::max_time.count(), 0), tap(Chart::max_time.count(), 17),
                     hold(0, 3, Chart::max_time.count())});
    chart.set_timing_points({{.time_us = -Chart::max_time.count(), .bpm = 1e308},
                             {.time_us = 5, .bpm = -5e-324, .scroll_velocity = 1e-308},
                             {.time_us = 6, .bpm = 0.0, .scroll_velocity = -0.0, .meter = 255},
                             {.time_us = 7, .bpm = 1e6, .scroll_velocity = 4.9e-324},
                             {.time_us = Chart::max_time.count(), .bpm = 1}});
    Metadata metadata;
    metadata.preview_time = std::chrono::microseconds::min();
    metadata.preview_length = std::chrono::microseconds::max();
    metadata.level = std::numeric_limits<std::int32_t>::min();
    chart.set_metadata(metadata);
    for (const Format format : all_formats) {
        SCOPED_TRACE(std::string(name(format)));
        EXPECT_EQ(decode(encode(chart, format)), chart);
        EXPECT_EQ(decode(encode(Chart(1), format), format), Chart(1));
    }
}

} // namespace
} // namespace rox::test
