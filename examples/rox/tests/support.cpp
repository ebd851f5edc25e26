#include "support.hpp"

#include <fstream>
#include <iterator>

namespace rox::test {
namespace {

template <typename T> T pick(std::mt19937_64& random, T min, T max) {
    return static_cast<T>(std::uniform_int_distribution<std::int64_t>(
        static_cast<std::int64_t>(min), static_cast<std::int64_t>(max))(random));
}

std::string random_text(std::mt19937_64& random) {
    static const std::vector<std::string> parts{
        "a", "Z", "9", " ", ":", ";", "#", "//", "\\", ",", "\"", "'", "\n", "{", "[", "é", "灯",
        "🎵", "- ", "=", "null", "%", "&", "*", "|", "\t"};
    std::string result;
    for (int i = pick(random, 0, 8); i > 0; --i) {
        result += parts[pick<std::size_t>(random, 0, parts.size() - 1)];
    }
    return result;
}

} // namespace

std::vector<std::filesystem::path> example_charts() {
    std::vector<std::filesystem::path> result;
    for (const auto& entry : std::filesystem::directory_iterator(ROX_EXAMPLE_CHARTS)) {
        result.push_back(entry.path());
    }
    return result;
}

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path) {
    const std::string text = read_text(path);
    return {text.begin(), text.end()};
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Chart random_chart(std::mt19937_64& random) {
    Chart chart(pick(random, Chart::min_keys, Chart::max_keys));
    Metadata metadata;
    metadata.title = random_text(random);
    metadata.artist = random_text(random);
    metadata.creator = random_text(random);
    metadata.difficulty_name = random_text(random);
    metadata.audio_file = "audio.ogg";
    for (int i = pick(random, 0, 3); i > 0; --i) metadata.tags.push_back(random_text(random));
    if (pick(random, 0, 1) == 1) metadata.title_unicode = random_text(random);
    if (pick(random, 0, 1) == 1) metadata.subtitle = random_text(random);
    if (pick(random, 0, 1) == 1) metadata.genre = random_text(random);
    if (pick(random, 0, 1) == 1) metadata.level = pick(random, -5, 40);
    if (pick(random, 0, 1) == 1) {
        metadata.preview_time = std::chrono::microseconds{pick(random, -1'000'000, 90'000'000)};
    }
    chart.set_metadata(metadata);
    chart.add_sample("kick.wav");
    chart.add_sample("folder/" + random_text(random) + ".wav");

    std::vector<TimingPoint> points;
    for (int i = pick(random, 0, 8); i > 0; --i) {
        TimingPoint point{.time_us = pick<std::int64_t>(random, -5'000'000, 60'000'000),
                          .bpm = std::uniform_real_distribution<>(1.0, 400.0)(random),
                          .meter = pick<std::uint8_t>(random, 1, 255),
                          .starts_bar = pick(random, 0, 1) == 1};
        if (pick(random, 0, 3) == 0) point.bpm *= -1e7;
        if (pick(random, 0, 7) == 0) point.bpm = 0.0;
        if (pick(random, 0, 1) == 0) {
            point.scroll_velocity = std::uniform_real_distribution<>(-10.0, 10.0)(random);
        }
        points.push_back(point);
    }
    chart.set_timing_points(points);

    std::vector<Note> notes;
    for (int i = pick(random, 0, 60); i > 0; --i) {
        Note note{.time_us = pick<std::int64_t>(random, -2'000'000, 60'000'000),
                  .column = static_cast<std::uint8_t>(pick(random, 0, chart.key_count() - 1)),
                  .kind = pick(random, NoteKind::tap, NoteKind::mine)};
        if (note.is_long()) note.duration_us = pick(random, 0, 2'000'000);
        if (pick(random, 0, 3) == 0) {
            note.hit_sound = static_cast<HitSound>(pick(random, 0, 7));
            note.volume = pick<std::uint8_t>(random, 0, 100);
            note.sample = pick<std::uint32_t>(random, 0, 2);
        }
        notes.push_back(note);
        if (pick(random, 0, 9) == 0) notes.push_back(note);
    }
    chart.set_notes(notes);
    return chart;
}

std::string refusal(std::string_view text, Format format) {
    try {
        static_cast<void>(decode(text, format));
    } catch (const DecodeFailed& error) {
        return std::to_string(error.line()) + ": " + error.message();
    }
    return {};
}

} // namespace rox::test
