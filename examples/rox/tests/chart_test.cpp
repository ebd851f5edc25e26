#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "rox/rox.hpp"

namespace rox::test {
namespace {

using namespace std::chrono_literals;

TEST(Chart, HasOneToEighteenKeys) {
    EXPECT_EQ(Chart(1).key_count(), 1);
    EXPECT_EQ(Chart(18).key_count(), 18);
    for (const int keys : {-1, 0, 19, 1000}) {
        try {
            Chart chart(keys);
            ADD_FAILURE() << keys;
        } catch (const InvalidKeyCount& error) {
            EXPECT_EQ(error.keys(), keys);
        }
    }
}

TEST(Chart, KeepsNotesSorted) {
    Chart chart(4);
    chart.add(tap(2000, 1));
    chart.add(hold(1000, 3, 500));
    chart.add(tap(1000, 0));
    EXPECT_EQ(chart.notes(), (std::vector{tap(1000, 0), hold(1000, 3, 500), tap(2000, 1)}));

    const std::vector more{tap(1500, 2), tap(0, 0)};
    chart.add(more);
    EXPECT_EQ(chart.size(), 5u);
    EXPECT_EQ(chart[0], tap(0, 0));
    EXPECT_EQ(chart[3], tap(1500, 2));
    EXPECT_THROW(static_cast<void>(chart[5]), std::out_of_range);
}

TEST(Chart, RejectsNotesItCannotHold) {
    Chart chart(4);
    try {
        chart.add(tap(0, 4));
        ADD_FAILURE();
    } catch (const InvalidColumn& error) {
        EXPECT_EQ(error.column(), 4);
        EXPECT_EQ(error.max(), 3);
        EXPECT_STREQ(error.what(), "column 4 does not exist; the last one is 3");
    }
    Note lasting_tap = tap(0, 0);
    lasting_tap.duration_us = 1;
    EXPECT_THROW(chart.add(lasting_tap), InvalidNote);
    EXPECT_THROW(chart.add(hold(0, 0, -1)), InvalidNote);
    EXPECT_THROW(chart.add(hold(0, 0, std::numeric_limits<std::int64_t>::max())), InvalidNote);
    EXPECT_THROW(chart.add(tap(std::numeric_limits<std::int64_t>::min(), 0)), InvalidNote);
    EXPECT_THROW(chart.add(Note{.kind = static_cast<NoteKind>(9)}), InvalidNote);
    EXPECT_THROW(chart.add(Note{.hit_sound = static_cast<HitSound>(8)}), InvalidNote);
    EXPECT_THROW(chart.add(Note{.volume = 101}), InvalidNote);
    EXPECT_THROW(chart.add(Note{.sample = 1}), InvalidNote);
    const std::vector half_good{tap(0, 0), tap(0, 9)};
    EXPECT_THROW(chart.add(half_good), InvalidColumn);
    EXPECT_TRUE(chart.empty());
}

TEST(Chart, KeepsOneTimingPointPerInstant) {
    Chart chart(4);
    chart.add(TimingPoint{.time_us = 1000, .bpm = 100});
    chart.add(TimingPoint{.time_us = 0, .bpm = 90, .starts_bar = false});
    chart.add(TimingPoint{.time_us = 1000, .bpm = 120, .starts_bar = false});
    chart.add(TimingPoint{.time_us = 2000, .bpm = 120, .scroll_velocity = 2, .starts_bar = false});
    ASSERT_EQ(chart.timing_points().size(), 3u);
    EXPECT_EQ(chart.timing_points()[1].bpm, 120);
    EXPECT_TRUE(chart.timing_points()[0].starts_bar) << "the first one always does";
    EXPECT_TRUE(chart.timing_points()[1].starts_bar) << "a change of tempo always does";
    EXPECT_FALSE(chart.timing_points()[2].starts_bar);
}

TEST(Chart, RejectsTimingItCannotHold) {
    Chart chart(4);
    EXPECT_THROW(chart.add(TimingPoint{.bpm = NAN}), InvalidTiming);
    EXPECT_THROW(chart.add(TimingPoint{.bpm = HUGE_VAL}), InvalidTiming);
    EXPECT_THROW(chart.add(TimingPoint{.scroll_velocity = NAN}), InvalidTiming);
    EXPECT_THROW(chart.add(TimingPoint{.meter = 0}), InvalidTiming);
    EXPECT_THROW(chart.add(TimingPoint{.time_us = Chart::max_time.count() + 1}), InvalidTiming);
    EXPECT_THROW(static_cast<void>(Chart::with_tempo(4, NAN)), InvalidTiming);
    chart.add(TimingPoint{.bpm = -1e300});
    EXPECT_EQ(chart.timing_points().size(), 1u);
}

TEST(Chart, TellsTheTimingInForce) {
    Chart chart(4);
    EXPECT_FALSE(chart.timing_at(0s).has_value());
    chart.add(TimingPoint{.time_us = 1'000'000, .bpm = 100});
    chart.add(TimingPoint{.time_us = 2'000'000, .bpm = 200});
    EXPECT_EQ(chart.timing_at(0s)->bpm, 100);
    EXPECT_EQ(chart.timing_at(1999ms)->bpm, 100);
    EXPECT_EQ(chart.timing_at(2s)->bpm, 200);
}

TEST(Chart, SelectsAndRemovesNotes) {
    Chart chart(4);
    chart.set_notes({tap(0, 0), tap(10, 1), tap(20, 2), tap(30, 3)});
    EXPECT_EQ(chart.notes_between(10us, 30us), (std::vector{tap(10, 1), tap(20, 2)}));
    EXPECT_TRUE(chart.notes_between(30us, 10us).empty());
    EXPECT_EQ(chart.remove_if([](const Note& note) { return note.column % 2 == 0; }), 2u);
    EXPECT_EQ(chart.notes(), (std::vector{tap(10, 1), tap(30, 3)}));

    const auto throws = [](const Note&) -> bool { throw std::runtime_error("no"); };
    EXPECT_THROW(chart.remove_if(throws), std::runtime_error);
    EXPECT_EQ(chart.size(), 2u);
    chart.clear_notes();
    EXPECT_TRUE(chart.empty());
}

TEST(Chart, ShiftsAllOrNothing) {
    Chart chart = Chart::with_tempo(4, 100);
    chart.add(hold(500, 1, 100));
    chart.shift(-600us);
    EXPECT_EQ(chart[0].time_us, -100);
    EXPECT_EQ(chart.timing_points()[0].time_us, -600);

    const Chart before = chart;
    EXPECT_THROW(chart.shift(Chart::max_time + 1ms), InvalidNote);
    EXPECT_THROW(chart.shift(std::chrono::microseconds::min()), InvalidNote);
    EXPECT_EQ(chart, before);
}

TEST(Chart, MirrorsColumns) {
    Chart chart(7);
    chart.set_notes({tap(0, 0), tap(0, 5)});
    chart.mirror();
    EXPECT_EQ(chart.notes(), (std::vector{tap(0, 1), tap(0, 6)}));
}

TEST(Chart, PlaysAtAnotherRate) {
    Chart chart = Chart::with_tempo(4, 120);
    chart.set_notes({tap(-300, 0), hold(900, 1, 300)});
    const Chart fast = chart.at_rate(1.5);
    EXPECT_EQ(fast.notes(), (std::vector{tap(-200, 0), hold(600, 1, 200)}));
    EXPECT_EQ(fast.timing_points()[0].bpm, 180);
    for (const double rate : {0.0, -1.0, 11.0, static_cast<double>(NAN)}) {
        EXPECT_THROW(static_cast<void>(chart.at_rate(rate)), InvalidRate);
    }
}

TEST(Chart, KeepsSamples) {
    Chart chart(4);
    EXPECT_EQ(chart.add_sample("a.wav"), 1u);
    EXPECT_EQ(chart.add_sample("b.wav"), 2u);
    EXPECT_EQ(chart.add_sample("a.wav"), 1u);
    chart.add(Note{.sample = 2});
    EXPECT_THROW(chart.set_samples({"only.wav"}), InvalidNote);
    chart.set_samples({"x.wav", "y.wav", "z.wav"});
    EXPECT_EQ(chart.samples().size(), 3u);
}

TEST(Chart, IsAValue) {
    Chart a = Chart::with_tempo(4, 100);
    Chart b = a;
    EXPECT_EQ(a, b);
    b.add(tap(0, 0));
    EXPECT_NE(a, b);
    EXPECT_TRUE(a.empty());
}

TEST(Chart, IteratesInOrder) {
    Chart chart(4);
    chart.set_notes({tap(20, 0), tap(10, 0)});
    std::vector<std::int64_t> times;
    for (const Note& note : chart) times.push_back(note.time_us);
    EXPECT_EQ(times, (std::vector<std::int64_t>{10, 20}));
    EXPECT_EQ(chart.duration(), 10us);
    EXPECT_EQ(Chart(4).duration(), 0us);
}

TEST(Note, HasNoPadding) {
    EXPECT_EQ(sizeof(Note), 24u);
    static_assert(std::is_trivially_copyable_v<Note> && std::is_standard_layout_v<Note>);
    static_assert(std::has_unique_object_representations_v<Note>);
}

TEST(Note, OrdersByTimeThenColumn) {
    EXPECT_LT(tap(1, 3), tap(2, 0));
    EXPECT_LT(hold(1, 0, 900), tap(1, 1));
    EXPECT_EQ(hold(1, 0, 900).end_us(), 901);
}

TEST(HitSound, IsASetOfFlags) {
    constexpr HitSound set = HitSound::whistle | HitSound::clap;
    EXPECT_TRUE(has(set, HitSound::clap));
    EXPECT_FALSE(has(set, HitSound::finish | HitSound::clap));
    EXPECT_EQ(set & HitSound::clap, HitSound::clap);
}

} // namespace
} // namespace rox::test
