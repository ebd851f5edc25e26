#include <gtest/gtest.h>

#include "support.hpp"

namespace rox::test {
namespace {

using namespace std::chrono_literals;

TEST(Quaver, ReadsTheExample) {
    const Chart chart = decode_file(ROX_EXAMPLE_CHARTS "/tidal_clock.qua");
    EXPECT_EQ(chart.key_count(), 7);
    const Metadata& metadata = chart.metadata();
    EXPECT_EQ(metadata.title, "Tidal Clock");
    EXPECT_EQ(metadata.source, std::nullopt);
    EXPECT_EQ(metadata.tags, (std::vector<std::string>{"waltz", "sea", "music box"}));
    EXPECT_EQ(metadata.preview_time, 4s);
    EXPECT_EQ(chart.samples(), std::vector<std::string>{"hits/buoy.wav"});
    EXPECT_EQ(chart.timing_points(),
              (std::vector<TimingPoint>{
                  {.time_us = 500'000, .bpm = 120, .meter = 3},
                  {.time_us = 5'000'000,
                   .bpm = 120,
                   .scroll_velocity = 0.5,
                   .meter = 3,
                   .starts_bar = false},
                  {.time_us = 5'250'250,
                   .bpm = 120,
                   .scroll_velocity = -1.5,
                   .meter = 3,
                   .starts_bar = false},
                  {.time_us = 5'500'000, .bpm = 120, .meter = 3, .starts_bar = false},
                  {.time_us = 9'500'500, .bpm = 132.5, .meter = 3}}));
    EXPECT_EQ(chart[0], (Note{.time_us = 500'000,
                              .column = 0,
                              .kind = NoteKind::hold,
                              .hit_sound = HitSound::finish | HitSound::clap,
                              .duration_us = 500'000}));
    EXPECT_EQ(chart[12].sample, 1u);
    EXPECT_EQ(chart[12].volume, 80);
}

TEST(Quaver, MissingFieldsAreZero) {
    const Chart chart = decode("Mode: Keys4\nHasScratchKey: true\nInitialScrollVelocity: 2\n"
                               "TimingPoints:\n- Bpm: 170\n- StartTime: .5\n  Bpm: .nan\n"
                               "HitObjects:\n- Lane: 5\n",
                               Format::quaver);
    EXPECT_EQ(chart.key_count(), 5);
    EXPECT_EQ(chart.notes(), std::vector{tap(0, 4)});
    EXPECT_EQ(chart.timing_points(),
              (std::vector<TimingPoint>{{.bpm = 170, .scroll_velocity = 2}}));
}

TEST(Quaver, KeepsEffectScrolling) {
    Chart chart = Chart::with_tempo(4, 170.00000000000003);
    chart.add(TimingPoint{.time_us = 15, .bpm = 170.00000000000003, .scroll_velocity = -4447875,
                          .starts_bar = false});
    chart.add(TimingPoint{.time_us = 31, .bpm = 170.00000000000003, .scroll_velocity = 1e-9,
                          .starts_bar = false});
    chart.add(hold(1'000'000, 0, 2'000'000));
    const std::string text = encode_text(chart, Format::quaver);
    EXPECT_EQ(text.find("ROX"), std::string::npos) << text;
    EXPECT_EQ(decode(text), chart);
}

TEST(Quaver, WritesNotesInWholeMilliseconds) {
    Chart chart(4);
    chart.set_notes({tap(-1'600, 0), tap(1'499, 0), hold(2'500, 1, 1)});
    const std::string text = encode_text(chart, Format::quaver, {.exact = false});
    const Chart plain = decode(text, Format::quaver);
    EXPECT_EQ(plain.notes(), (std::vector{tap(-2'000, 0), tap(1'000, 0), tap(3'000, 1)}));
}

TEST(Quaver, QuotesText) {
    for (const char* title : {"", " ", "null", "yes", "1e5", "a: b", "# x", "\"q\" \\", "- a", "é",
                              "tab\there", "line\nbreak", "\x01", "'", "x "}) {
        Chart chart(4);
        Metadata metadata;
        metadata.title = title;
        chart.set_metadata(metadata);
        const std::string text = encode_text(chart, Format::quaver, {.exact = false});
        EXPECT_EQ(decode(text, Format::quaver).metadata().title, title);
    }
}

TEST(Quaver, RefusesWhatIsMalformed) {
    const auto says = [](std::string_view text) { return refusal(text, Format::quaver); };
    EXPECT_EQ(says(""), "1: there are no settings");
    EXPECT_EQ(says("just a text"), "1: the top is a text, not settings");
    EXPECT_EQ(says("- a\n- b\n"), "1: the top is a list, not settings");
    EXPECT_EQ(says("Title: x\n"), "1: the Mode, which tells the number of keys, is missing");
    EXPECT_EQ(says("Title: x\nMode: Keys0\n"), "2: the Mode is not Keys1 to Keys18");
    EXPECT_EQ(says("Mode: Keys18\nHasScratchKey: true\n"),
              "1: the Mode has a number of keys that is not 1 to 18");
    EXPECT_EQ(says("Mode: Keys4\nHitObjects:\n- StartTime: x\n"),
              "3: a time is not a number of milliseconds, or out of range");
    EXPECT_EQ(says("Mode: Keys4\nHitObjects:\n- StartTime: 5\n  Lane: 5\n"),
              "3: a note is in a lane that is not 1 to 4");
    EXPECT_EQ(says("Mode: Keys4\nHitObjects:\n- Lane: 1\n  KeySounds:\n  - Sample: 1\n"),
              "5: a note plays a sample that does not exist");
    EXPECT_EQ(says("Mode: Keys4\nTimingPoints:\n- Bpm: fast\n"), "3: a value is not a number");
    EXPECT_FALSE(says("Mode: Keys4\nTitle: \"never closed").empty());
}

} // namespace
} // namespace rox::test
