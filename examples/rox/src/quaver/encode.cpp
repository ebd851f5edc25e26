#include <array>
#include <string_view>
#include <utility>

#include "../codecs.hpp"
#include "../text.hpp"
#include "yaml_map.hpp"

namespace rox::quaver {
namespace {

void setting(std::string& out, std::string_view key, std::string_view value) {
    out.append(key).append(": ").append(yaml_scalar(to_valid_utf8(value))).append("\n");
}

void write_description(std::string& out, const Chart& chart) {
    const Metadata& metadata = chart.metadata();
    std::string tags;
    for (const std::string& tag : metadata.tags) tags += tags.empty() ? tag : ", " + tag;

    setting(out, "AudioFile", path_to_utf8(metadata.audio_file));
    out += "SongPreviewTime: ";
    append_integer(out, metadata.preview_time ? metadata.preview_time->count() / 1000 : -1);
    out += '\n';
    if (metadata.background_file) {
        setting(out, "BackgroundFile", path_to_utf8(*metadata.background_file));
    }
    out += "MapId: -1\nMapSetId: -1\nMode: Keys";
    append_integer(out, chart.key_count());
    out += '\n';
    setting(out, "Title", metadata.title);
    setting(out, "Artist", metadata.artist);
    setting(out, "Source", metadata.source.value_or(""));
    setting(out, "Tags", tags);
    setting(out, "Creator", metadata.creator);
    setting(out, "DifficultyName", metadata.difficulty_name);
    if (metadata.genre) setting(out, "Genre", *metadata.genre);
    out += "BPMDoesNotAffectScrollVelocity: true\nInitialScrollVelocity: 1\nEditorLayers: []\n";
}

void write_samples(std::string& out, const std::vector<std::string>& samples) {
    out += samples.empty() ? "CustomAudioSamples: []\n" : "CustomAudioSamples:\n";
    for (const std::string& sample : samples) setting(out, "- Path", sample);
    out += "SoundEffects: []\n";
}

void write_tempo(std::string& out, const TimingPoint& point) {
    out += "- StartTime: ";
    append_milliseconds(out, point.time_us);
    out += "\n  Bpm: ";
    append_real(out, point.bpm);
    out += '\n';
    if (point.meter == 3) {
        out += "  Signature: Triple\n";
    } else if (point.meter != 4) {
        out += "  Signature: ";
        append_integer(out, point.meter);
        out += '\n';
    }
}

void write_timing(std::string& out, const std::vector<TimingPoint>& points) {
    std::string tempos;
    std::string scrolls;
    double scroll_velocity = 1.0;
    for (const TimingPoint& point : points) {
        if (point.starts_bar) write_tempo(tempos, point);
        if (!point.starts_bar || point.scroll_velocity != scroll_velocity) {
            scrolls += "- StartTime: ";
            append_milliseconds(scrolls, point.time_us);
            scrolls += "\n  Multiplier: ";
            append_real(scrolls, point.scroll_velocity);
            scrolls += '\n';
        }
        scroll_velocity = point.scroll_velocity;
    }
    out += tempos.empty() ? "TimingPoints: []\n" : "TimingPoints:\n" + tempos;
    out += scrolls.empty() ? "SliderVelocities: []\n" : "SliderVelocities:\n" + scrolls;
}

/// Quaver has the times of notes in whole milliseconds.
std::int64_t whole_milliseconds(std::int64_t microseconds) noexcept {
    const std::int64_t rounded = microseconds < 0 ? microseconds - 500 : microseconds + 500;
    return rounded / 1000;
}

void write_hit_sound(std::string& out, HitSound sound) {
    constexpr std::array<std::pair<HitSound, std::string_view>, 3> names{{
        {HitSound::whistle, "Whistle"},
        {HitSound::finish, "Finish"},
        {HitSound::clap, "Clap"},
    }};
    std::string_view separator = "  HitSound: ";
    for (const auto& [flag, name] : names) {
        if (!has(sound, flag)) continue;
        out.append(separator).append(name);
        separator = ", ";
    }
    if (sound != HitSound::none) out += '\n';
}

void write_note(std::string& out, const Note& note) {
    const std::int64_t start = whole_milliseconds(note.time_us);
    out += "- StartTime: ";
    append_integer(out, start);
    out += "\n  Lane: ";
    append_integer(out, note.column + 1);
    out += '\n';
    // An end that is not later, or not above 0, would make it a tap in the game anyway.
    const std::int64_t end = whole_milliseconds(note.end_us());
    if (note.is_long() && end > start && end > 0) {
        out += "  EndTime: ";
        append_integer(out, end);
        out += '\n';
    }
    write_hit_sound(out, note.hit_sound);
    if (note.sample == 0) {
        out += "  KeySounds: []\n";
        return;
    }
    out += "  KeySounds:\n  - Sample: ";
    append_integer(out, note.sample);
    out += "\n    Volume: ";
    append_integer(out, note.volume == 0 ? 100 : note.volume);
    out += '\n';
}

} // namespace

std::string encode(const Chart& chart) {
    std::string out;
    out.reserve(1024 + chart.size() * 48 + chart.timing_points().size() * 48);
    write_description(out, chart);
    write_samples(out, chart.samples());
    write_timing(out, chart.timing_points());
    out += chart.empty() ? "HitObjects: []\n" : "HitObjects:\n";
    for (const Note& note : chart) {
        // A mine would have to be pressed, so it is better not there at all.
        if (note.kind != NoteKind::mine) write_note(out, note);
    }
    return out;
}

} // namespace rox::quaver
