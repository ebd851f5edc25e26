#include <gtest/gtest.h>

#include "rox/rox.hpp"

namespace rox::test {
namespace {

using namespace std::chrono_literals;

Chart five_notes() {
    Chart chart = Chart::with_tempo(4, 120);
    chart.set_notes({tap(1'000'000, 0), tap(1'100'000, 1), tap(1'999'999, 1), tap(2'000'000, 2),
                     hold(3'500'000, 0, 500'000),
                     Note{.time_us = 1'500'000, .column = 3, .kind = NoteKind::mine}});
    return chart;
}

TEST(Analysis, Density) {
    EXPECT_EQ(density(five_notes()), (std::vector<double>{3, 1, 1}));
    EXPECT_EQ(density(five_notes(), 500ms), (std::vector<double>{4, 2, 2, 0, 0, 2}));
    EXPECT_TRUE(density(Chart(4)).empty());
    EXPECT_THROW(static_cast<void>(density(five_notes(), 0us)), InvalidWindow);
    EXPECT_THROW(static_cast<void>(density(five_notes(), -1s)), InvalidWindow);

    Chart long_chart(4);
    long_chart.set_notes({tap(0, 0), tap(Chart::max_time.count(), 0)});
    EXPECT_THROW(static_cast<void>(density(long_chart, 1us)), InvalidWindow);
}

TEST(Analysis, NotesPerSecond) {
    EXPECT_DOUBLE_EQ(peak_nps(five_notes()), 3);
    EXPECT_DOUBLE_EQ(peak_nps(five_notes(), 100ms), 20);
    EXPECT_DOUBLE_EQ(average_nps(five_notes()), 5.0 / 3.0);
    EXPECT_EQ(average_nps(Chart(4)), 0.0);
    EXPECT_EQ(peak_nps(Chart(4)), 0.0);
    EXPECT_THROW(static_cast<void>(peak_nps(five_notes(), 0us)), InvalidWindow);
}

TEST(Analysis, Tempo) {
    Chart chart(4);
    EXPECT_TRUE(bpm_changes(chart).empty());
    EXPECT_FALSE(bpm_range(chart).has_value());
    chart.add(TimingPoint{.time_us = 0, .bpm = 150});
    chart.add(TimingPoint{.time_us = 10, .bpm = 150, .scroll_velocity = 2, .starts_bar = false});
    chart.add(TimingPoint{.time_us = 20, .bpm = 90});
    EXPECT_EQ(bpm_changes(chart), (std::vector<BpmChange>{{0us, 150}, {20us, 90}}));
    EXPECT_EQ(bpm_range(chart), (BpmRange{90, 150}));
}

TEST(Analysis, Counts) {
    EXPECT_EQ(notes_by_column(five_notes()),
              (std::map<std::uint8_t, std::size_t>{{0, 2}, {1, 2}, {2, 1}, {3, 1}}));
    EXPECT_EQ(notes_by_column(Chart(2)), (std::map<std::uint8_t, std::size_t>{{0, 0}, {1, 0}}));
    EXPECT_EQ(notes_by_kind(five_notes()),
              (std::map<NoteKind, std::size_t>{
                  {NoteKind::tap, 4}, {NoteKind::hold, 1}, {NoteKind::mine, 1}}));
}

TEST(Analysis, Summary) {
    const Summary expected{.note_count = 5,
                           .long_note_count = 1,
                           .duration = 3s,
                           .average_nps = 5.0 / 3.0,
                           .peak_nps = 3,
                           .bpm = BpmRange{120, 120}};
    EXPECT_EQ(summarize(five_notes()), expected);
    EXPECT_EQ(summarize(Chart(4)), Summary{});
}

} // namespace
} // namespace rox::test
