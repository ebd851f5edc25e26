#include <gtest/gtest.h>

#include <cstdlib>

#include "support.hpp"

namespace rox::test {
namespace {

using namespace std::chrono_literals;

std::string simfile(std::string_view tags, std::string_view rows,
                    std::string_view mode = "dance-single") {
    return std::string(tags) + "\n#NOTES:\n" + std::string(mode) + ":\n:\nHard:\n7:\n0,0,0,0,0:\n" +
           std::string(rows) + ";\n";
}

TEST(StepMania, ReadsTheExample) {
    const auto charts = decode_all(read_bytes(ROX_EXAMPLE_CHARTS "/first_light.sm"));
    ASSERT_EQ(charts.size(), 2u);
    const Metadata& metadata = charts[1].metadata();
    EXPECT_EQ(metadata.title, "First Light");
    EXPECT_EQ(metadata.subtitle, "morning mix");
    EXPECT_EQ(metadata.genre, "Ambient");
    EXPECT_EQ(metadata.creator, "chartsmith");
    EXPECT_EQ(metadata.difficulty_name, "Challenge");
    EXPECT_EQ(metadata.level, 9);
    EXPECT_EQ(metadata.preview_length, 12'500ms);
    EXPECT_EQ(decode_file(ROX_EXAMPLE_CHARTS "/first_light.sm"), charts[0]);

    // 12 beats at 140, 4 beats at 175, then half a second of rest.
    const std::int64_t faster = 250'000 + 5'142'857;
    const std::int64_t after_stop = faster + 1'371'429 + 500'000;
    EXPECT_EQ(charts[0].timing_points(),
              (std::vector<TimingPoint>{{.time_us = 250'000, .bpm = 140},
                                        {.time_us = faster, .bpm = 175},
                                        {.time_us = after_stop, .bpm = 175}}));
    EXPECT_EQ(charts[0][1], tap(250'000 + 428'571, 1));
}

TEST(StepMania, ReadsEveryCell) {
    const Chart chart = decode(simfile("#OFFSET:0;#BPMS:0=60;",
                                       "1M2L\n0040\n0F00{ab}\nK[3]000 // done\n"
                                       ", // next\n0030\n0003\n2000\n3000"));
    EXPECT_EQ(chart.notes(),
              (std::vector<Note>{tap(0, 0),
                                 {.time_us = 0, .column = 1, .kind = NoteKind::mine},
                                 tap(0, 2),
                                 tap(0, 3),
                                 {.time_us = 1'000'000,
                                  .column = 2,
                                  .kind = NoteKind::burst,
                                  .duration_us = 3'000'000},
                                 hold(6'000'000, 0, 1'000'000)}));
}

TEST(StepMania, NotesOnAStopComeBeforeIt) {
    const Chart chart =
        decode(simfile("#BPMS:0=60;#STOPS:1=0.5;", "1000\n1000\n1000\n0000\n"));
    EXPECT_EQ(chart[1].time_us, 1'000'000);
    EXPECT_EQ(chart[2].time_us, 2'500'000);
}

TEST(StepMania, JumpsSkipNotes) {
    // Beats 1 to 3 go back by two seconds; the clock has caught up at beat 5.
    const Chart chart = decode(simfile("#BPMS:0=60,1=-60,3=60;",
                                       "1000\n1000\n1000\n1000\n,\n1000\n1000\n1000\n1000\n"));
    std::vector<std::int64_t> times;
    for (const Note& note : chart) times.push_back(note.time_us);
    EXPECT_EQ(times,
              (std::vector<std::int64_t>{0, 1'000'000, 1'000'000, 2'000'000, 3'000'000}));
}

TEST(StepMania, KnowsModesAndOtherKeyCounts) {
    for (int keys = Chart::min_keys; keys <= Chart::max_keys; ++keys) {
        Chart chart = Chart::with_tempo(keys, 120);
        chart.add(tap(500'000, static_cast<std::uint8_t>(keys - 1)));
        const std::string text = encode_text(chart, Format::stepmania, {.exact = false});
        EXPECT_EQ(decode(text).key_count(), keys);
        EXPECT_EQ(decode(text).notes(), chart.notes());
    }
    const std::string seven = encode_text(Chart(7), Format::stepmania);
    EXPECT_NE(seven.find("kb7-single:"), std::string::npos);
    EXPECT_NE(encode_text(Chart(17), Format::stepmania).find("rox-17k:"), std::string::npos);
    EXPECT_EQ(decode(simfile("#BPMS:0=60;", "010\n", "someday-mode")).key_count(), 3);
}

TEST(StepMania, NotesOnTheBeatAreExactWithoutComment) {
    Chart chart = Chart::with_tempo(4, 150);
    std::vector<Note> notes;
    for (int i = 0; i < 96; ++i) notes.push_back(tap(i * 100'000, 1));
    notes.push_back(hold(0, 2, 400'000));
    notes.push_back({.time_us = 800'000, .column = 2, .kind = NoteKind::burst,
                     .duration_us = 200'000});
    notes.push_back({.time_us = 800'000, .column = 3, .kind = NoteKind::mine});
    chart.set_notes(notes);
    Metadata metadata;
    metadata.title = "A: b; c // d \\ #e";
    metadata.difficulty_name = "My own";
    metadata.level = 3;
    chart.set_metadata(metadata);
    const std::string text = encode_text(chart, Format::stepmania);
    EXPECT_EQ(text.find("ROX"), std::string::npos);
    EXPECT_EQ(decode(text), chart);
}

TEST(StepMania, HoldsEndBeforeTheNextNote) {
    Chart chart = Chart::with_tempo(4, 120);
    chart.set_notes({hold(0, 0, 500'000), tap(500'000, 0), hold(1'000'000, 1, 1'000'000),
                     tap(1'500'000, 1), tap(1'500'000, 1)});
    const Chart plain = decode(encode_text(chart, Format::stepmania, {.exact = false}));
    ASSERT_EQ(plain.size(), 4u);
    const std::int64_t row = 500'000 / 48;
    EXPECT_NEAR(static_cast<double>(plain[0].duration_us), 500'000.0 - row, 1.0);
    EXPECT_EQ(plain[1], tap(500'000, 0));
    EXPECT_NEAR(static_cast<double>(plain[2].duration_us), 500'000.0 - row, 1.0);
}

TEST(StepMania, TempoChangesDoNotDrift) {
    Chart chart(4);
    std::vector<TimingPoint> points;
    std::vector<Note> notes;
    std::int64_t time = 1'234'567;
    for (int i = 0; i < 500; ++i) {
        points.push_back({.time_us = time, .bpm = 100.0 + i % 97});
        notes.push_back(tap(time, 0));
        time += 345'678 + i * 13;
    }
    chart.set_timing_points(points);
    chart.set_notes(notes);
    const Chart plain = decode(encode_text(chart, Format::stepmania, {.exact = false}));
    ASSERT_EQ(plain.size(), chart.size());
    for (std::size_t i = 0; i < chart.size(); ++i) {
        EXPECT_LE(std::abs(plain[i].time_us - chart[i].time_us), 3);
    }
}

TEST(StepMania, EffectTemposStayPlayable) {
    Chart chart(4);
    chart.set_timing_points({{.time_us = 0, .bpm = 150},
                             {.time_us = 1'000'000, .bpm = 1e9},
                             {.time_us = 1'001'000, .bpm = -150},
                             {.time_us = 1'002'000, .bpm = 0},
                             {.time_us = 2'000'000, .bpm = 150}});
    chart.set_notes({tap(500'000, 0), tap(1'500'000, 1), tap(2'400'000, 2)});
    const std::string text = encode_text(chart, Format::stepmania, {.exact = false});
    EXPECT_LT(text.size(), 2'000u);
    const Chart plain = decode(text);
    ASSERT_EQ(plain.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_LE(std::abs(plain[i].time_us - chart[i].time_us), 10'500);
    }
}

TEST(StepMania, RefusesWhatIsMalformed) {
    const auto says = [](std::string_view text) { return refusal(text, Format::stepmania); };
    EXPECT_EQ(says("#TITLE:x;\n"), "1: there is no #NOTES");
    EXPECT_EQ(says("#TITLE:x;\n#NOTES:a:b;\n"), "2: #NOTES needs six values");
    EXPECT_EQ(says(simfile("#BPMS:0=x;", "0000")),
              "1: a tempo or stop is not of the form beat=value");
    EXPECT_EQ(says(simfile("#OFFSET:x;", "0000")), "1: the offset is not a number");
    EXPECT_EQ(says(simfile("#BPMS:0=1e-300,1=60;", "0000")),
              "1: the tempos lead to times out of range");
    EXPECT_EQ(says(simfile("", "0000\n000\n")), "9: a row of 3 cells in a chart of 4 keys");
    EXPECT_EQ(says(simfile("", "0000\n,\n00X0\n")), "10: a cell that is not one of 01234MLFK");
    EXPECT_EQ(says(simfile("", "", "someday-mode")),
              "2: the mode someday-mode is not known, and the rows do not tell its keys");
}

} // namespace
} // namespace rox::test
