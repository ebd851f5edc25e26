#include <gtest/gtest.h>

#include <cstdlib>

#include "support.hpp"

namespace rox::test {
namespace {

using namespace std::chrono_literals;

std::string beatmap(std::string_view timing, std::string_view objects) {
    return "osu file format v14\n\n[General]\nMode: 3\n\n[Difficulty]\nCircleSize:4\n\n"
           "[TimingPoints]\n" +
           std::string(timing) + "\n[HitObjects]\n" + std::string(objects);
}

TEST(Osu, ReadsTheExample) {
    const Chart chart = decode_file(ROX_EXAMPLE_CHARTS "/paper_lanterns.osu");
    EXPECT_EQ(chart.key_count(), 4);
    const Metadata& metadata = chart.metadata();
    EXPECT_EQ(metadata.title, "Paper Lanterns");
    EXPECT_EQ(metadata.title_unicode, "紙の灯り");
    EXPECT_EQ(metadata.artist_unicode, std::nullopt);
    EXPECT_EQ(metadata.difficulty_name, "Dusk");
    EXPECT_EQ(metadata.tags, (std::vector<std::string>{"instrumental", "gentle", "example"}));
    EXPECT_EQ(metadata.preview_time, 6400ms);
    EXPECT_EQ(metadata.audio_file, "paper_lanterns.ogg");
    EXPECT_EQ(metadata.background_file, "lanterns.png");
    EXPECT_EQ(chart.samples(), std::vector<std::string>{"bell.wav"});
    EXPECT_EQ(chart.timing_points(),
              (std::vector<TimingPoint>{
                  {.time_us = 800'000, .bpm = 150},
                  {.time_us = 7'200'000, .bpm = 150, .scroll_velocity = 1.25, .starts_bar = false},
                  {.time_us = 10'400'000, .bpm = 160, .scroll_velocity = 0.8, .meter = 3}}));
    EXPECT_EQ(chart[0], tap(800'000, 0));
}

TEST(Osu, ReadsNotes) {
    const Chart chart = decode(beatmap("0,500,4,2,0,60,1,0\n",
                                       "0,192,-5,1,0\n"
                                       "511,192,10.5,5,10,0:0:0:70:a.wav\n"
                                       "192,192,20,128,4,35.25:1:2:0:0:\n"
                                       "9999,192,30,12,0,40,0:0:0:0:\n"
                                       "64,192,50,128,0,40:0:0:0:0:\n"
                                       "64,192,60,2,0,L|1:1,1,100\r\n"));
    EXPECT_EQ(chart.notes(),
              (std::vector<Note>{tap(-5'000, 0),
                                 {.time_us = 10'500,
                                  .column = 3,
                                  .hit_sound = HitSound::whistle | HitSound::clap,
                                  .volume = 70,
                                  .sample = 1},
                                 {.time_us = 20'000,
                                  .column = 1,
                                  .kind = NoteKind::hold,
                                  .hit_sound = HitSound::finish,
                                  .duration_us = 15'250},
                                 hold(30'000, 3, 10'000),
                                 hold(50'000, 0, 0),
                                 tap(60'000, 0)}));
}

TEST(Osu, FindsTheTempoThatWasMeant) {
    const auto bpm = [](std::string_view beat_length) {
        return decode(beatmap("0," + std::string(beat_length) + ",4,2,0,60,1,0\n", ""))
            .timing_points()
            .at(0)
            .bpm;
    };
    EXPECT_EQ(bpm("370.37037037037"), 162);
    EXPECT_EQ(bpm("322.58064516129"), 186);
    EXPECT_EQ(bpm("681.818181818182"), 88);
    EXPECT_EQ(bpm("377.358490566038"), 159);
    EXPECT_EQ(bpm("-0.5"), -120'000);
    EXPECT_EQ(bpm("1e-7"), 6e11);
}

TEST(Osu, EveryTempoOfTwelveDigitsSurvivesWithoutComment) {
    std::mt19937_64 random(5);
    for (int i = 0; i < 20'000; ++i) {
        const double digits = static_cast<double>(100'000'000'000 + random() % 900'000'000'000);
        const double bpm = std::strtod(std::to_string(digits / 1e9).c_str(), nullptr);
        const Chart chart = Chart::with_tempo(4, bpm);
        const std::string text = encode_text(chart, Format::osu, {.exact = false});
        ASSERT_EQ(decode(text).timing_points(), chart.timing_points()) << bpm;
    }
}

TEST(Osu, IgnoresTemposThatMeanNothing) {
    const Chart chart = decode(beatmap("0,NaN,4,2,0,60,1,0\n"
                                       "1,0,4,2,0,60,1,0\n"
                                       "2,500,4,2,0,60,1,0\n",
                                       ""));
    EXPECT_EQ(chart.timing_points(), (std::vector<TimingPoint>{{.time_us = 2000, .bpm = 120}}));
}

TEST(Osu, ScrollChangesWithoutTempoAndBack) {
    const Chart chart = decode(beatmap("-100,-50,4,2,0,60,0,0\n"
                                       "0,500,0,2,0,60,1,0\n"
                                       "10,NaN,4,2,0,60,0,0\n"
                                       "20,5,4,2,0,60,0,0\n"
                                       "30,-200\n",
                                       ""));
    ASSERT_EQ(chart.timing_points().size(), 5u);
    EXPECT_EQ(chart.timing_points()[0].scroll_velocity, 2);
    EXPECT_EQ(chart.timing_points()[0].bpm, 120);
    EXPECT_EQ(chart.timing_points()[1].scroll_velocity, 1) << "a tempo change resets it";
    EXPECT_EQ(chart.timing_points()[1].meter, 4);
    EXPECT_EQ(chart.timing_points()[2].scroll_velocity, 1);
    EXPECT_EQ(chart.timing_points()[4].scroll_velocity, 0.5);
}

TEST(Osu, RefusesWhatIsMalformed) {
    const auto says = [](std::string_view text) { return refusal(text, Format::osu); };
    EXPECT_EQ(says(""), "1: the file does not start with \"osu file format v\"");
    EXPECT_EQ(says("\n\nfoo"), "3: the file does not start with \"osu file format v\"");
    EXPECT_EQ(says("osu file format v14\n[General]\nMode: 0\n"),
              "3: this is not an osu!mania beatmap: its Mode is not 3");
    EXPECT_EQ(says("osu file format v14\n[General]\nMode: 3\n[HitObjects]\n1,2,3,1,0\n"),
              "5: CircleSize, the number of keys, is missing above");
    EXPECT_EQ(says("osu file format v14\n[Difficulty]\nCircleSize:19\n"),
              "3: CircleSize, the number of keys, is not a number from 1 to 18");
    EXPECT_EQ(says(beatmap("x,1\n", "")), "10: a timing point has no usable time");
    EXPECT_EQ(says(beatmap("1e99,1\n", "")), "10: a timing point has no usable time");
    EXPECT_EQ(says(beatmap("1,x\n", "")), "10: a timing point has no beat length");
    EXPECT_EQ(says(beatmap("", "x,1,2,1,0\n")), "12: a hit object has no position");
    EXPECT_EQ(says(beatmap("", "1,1,2z,1,0\n")), "12: a hit object has no usable time");
    EXPECT_EQ(says(beatmap("", "1,1,2,,0\n")), "12: a hit object has no type");
    EXPECT_EQ(says(beatmap("", "1,1,2,128,0\n")), "12: a hit object has no usable time");
}

TEST(Osu, ReplacesInvalidUtf8) {
    const std::string text = "osu file format v14\n[General]\nMode:3\n[Metadata]\nTitle:a\xff"
                             "b\xc3\n[Difficulty]\nCircleSize:4\n";
    EXPECT_EQ(decode(text).metadata().title, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD");
}

} // namespace
} // namespace rox::test
