#include <gtest/gtest.h>

#include "rox/rox.hpp"

namespace rox::test {
namespace {

Metadata described(std::string artist) {
    Metadata metadata;
    metadata.title = "T";
    metadata.artist = std::move(artist);
    metadata.audio_file = "a.ogg";
    return metadata;
}

TEST(Lint, FindsNothingInAGoodChart) {
    Chart chart = Chart::with_tempo(4, 120);
    chart.set_metadata(described("A"));
    chart.set_notes({hold(0, 0, 10), tap(10, 0), tap(10, 1)});
    EXPECT_TRUE(lint(chart).empty());
}

TEST(Lint, FindsEachKindOfIssue) {
    Chart chart(4);
    chart.set_metadata(described(""));
    chart.set_notes({hold(0, 0, 100), tap(20, 0), hold(50, 2, 0), tap(99, 0), tap(100, 0)});
    EXPECT_EQ(lint(chart), (std::vector<Issue>{MissingText{"artist"}, MissingTiming{},
                                               OverlappingNotes{0, 1}, EmptyHold{2},
                                               OverlappingNotes{0, 3}}));
    const TimingPoint point{.bpm = -3};
    chart.add(point);
    EXPECT_EQ(lint(chart)[1], Issue(ImplausibleBpm{point}));
}

TEST(Lint, DescribesIssues) {
    EXPECT_EQ(describe(OverlappingNotes{3, 4}), "Notes 3 and 4 overlap in their column.");
    EXPECT_EQ(describe(MissingText{"title"}), "The field title is empty.");
    EXPECT_EQ(describe(MissingTiming{}), "There are no timing points.");
    EXPECT_EQ(describe(EmptyHold{7}), "Note 7 is held for no time at all.");
    EXPECT_EQ(describe(ImplausibleBpm{{.time_us = 5, .bpm = -1}}),
              "The tempo at 5 us is -1.000000 beats per minute.");
}

} // namespace
} // namespace rox::test
