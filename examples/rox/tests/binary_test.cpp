#include <gtest/gtest.h>

#include "support.hpp"

namespace rox::test {
namespace {

/// Pins the layout, byte for byte: a change of it needs a new version.
TEST(Binary, LayoutIsFrozen) {
    Chart chart(4);
    Metadata metadata;
    metadata.title = "Hi";
    metadata.level = -2;
    chart.set_metadata(metadata);
    chart.set_timing_points({{.time_us = 100, .bpm = 120, .scroll_velocity = 2}});
    chart.add_sample("k");
    chart.set_notes({tap(-1, 3), hold(199, 1, 300), Note{.time_us = 199,
                                                         .column = 2,
                                                         .kind = NoteKind::mine,
                                                         .hit_sound = HitSound::clap,
                                                         .volume = 50,
                                                         .sample = 1}});
    const std::vector<std::uint8_t> expected{
        'R',  'O',  'X',  0x1A,                           // magic
        1,    4,                                          // version, keys
        2,    'H',  'i',  0,    0,    0, 0,               // title, four empty texts
        0,    0x20, 3,                                    // tags, present fields: level, level -2
        1,    1,    'k',                                  // samples
        1,    0xC8, 0x01, 0x05,                           // one timing point, +100, bar and scroll
        0,    0,    0,    0,    0,    0, 0,    0x40,      // 2.0
        3,    0x01, 0x03,                                 // three notes; -1, tap in 3
        0x90, 0x03, 0x21, 0xAC, 0x02,                     // +200, hold in 1, 300
        0x00, 0xE2, 0x04, 0x32, 0x01,                     // +0, mine in 2 with sound: clap, 50, 1
    };
    std::vector<std::uint8_t> actual = encode(chart, Format::rox);
    ASSERT_GE(actual.size(), 4u);
    actual.resize(actual.size() - 4);
    EXPECT_EQ(actual, expected);
}

TEST(Binary, AnyChangedBitIsNoticed) {
    std::mt19937_64 random(11);
    const Chart chart = random_chart(random);
    const std::vector<std::uint8_t> bytes = encode(chart, Format::rox);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::vector<std::uint8_t> flipped = bytes;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        EXPECT_THROW(static_cast<void>(decode(flipped, Format::rox)), DecodeFailed) << bit;
    }
}

TEST(Binary, IsCompact) {
    Chart chart = Chart::with_tempo(4, 150);
    std::vector<Note> notes;
    for (int i = 0; i < 10'000; ++i) {
        notes.push_back(tap(i * 100'000, static_cast<std::uint8_t>(i % 4)));
    }
    chart.set_notes(notes);
    EXPECT_LE(encode(chart, Format::rox).size(), 4u * 10'000 + 100);
}

} // namespace
} // namespace rox::test
