#include <algorithm>
#include <cmath>

#include "../codecs.hpp"
#include "../text.hpp"
#include "beat_length.hpp"

namespace rox::osu {
namespace {

/// A text that has to stay on its line.
std::string one_line(std::string_view text) {
    std::string result(trim(text));
    std::ranges::replace_if(result, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return result;
}

/// A file name that stands in a list separated by commas or colons.
std::string file_name(const std::string& text) {
    std::string result = one_line(text);
    std::ranges::replace_if(result, [](char c) { return c == ',' || c == '"'; }, '_');
    return result;
}

void setting(std::string& out, std::string_view key, std::string_view value) {
    out.append(key).append(value).append("\n");
}

void write_general(std::string& out, const Metadata& metadata) {
    out += "[General]\n";
    setting(out, "AudioFilename: ", one_line(path_to_utf8(metadata.audio_file)));
    out += "AudioLeadIn: 0\nPreviewTime: ";
    const std::int64_t preview =
        metadata.preview_time && metadata.preview_time->count() >= 0
            ? metadata.preview_time->count() / 1000
            : -1;
    append_integer(out, preview);
    out += "\nCountdown: 0\nSampleSet: Soft\nStackLeniency: 0.7\nMode: 3\nLetterboxInBreaks: 0\n"
           "SpecialStyle: 0\nWidescreenStoryboard: 0\n\n";
}

void write_metadata(std::string& out, const Metadata& metadata) {
    std::string tags;
    for (const std::string& tag : metadata.tags) {
        std::string word = one_line(tag);
        std::ranges::replace(word, ' ', '_');
        tags += tags.empty() ? word : ' ' + word;
    }
    out += "[Metadata]\n";
    setting(out, "Title:", one_line(metadata.title));
    setting(out, "TitleUnicode:", one_line(metadata.title_unicode.value_or(metadata.title)));
    setting(out, "Artist:", one_line(metadata.artist));
    setting(out, "ArtistUnicode:", one_line(metadata.artist_unicode.value_or(metadata.artist)));
    setting(out, "Creator:", one_line(metadata.creator));
    setting(out, "Version:", one_line(metadata.difficulty_name));
    setting(out, "Source:", one_line(metadata.source.value_or("")));
    setting(out, "Tags:", tags);
    out += "BeatmapID:0\nBeatmapSetID:-1\n\n";
}

void write_difficulty(std::string& out, int key_count) {
    out += "[Difficulty]\nHPDrainRate:7\nCircleSize:";
    append_integer(out, key_count);
    out += "\nOverallDifficulty:7\nApproachRate:5\nSliderMultiplier:1.4\nSliderTickRate:1\n\n";
}

void write_events(std::string& out, const Metadata& metadata) {
    out += "[Events]\n//Background and Video events\n";
    if (metadata.background_file && !metadata.background_file->empty()) {
        out += "0,0,\"" + file_name(path_to_utf8(*metadata.background_file)) + "\",0,0\n";
    }
    out += "//Break Periods\n\n";
}

void write_timing_line(std::string& out, const TimingPoint& point, double beat_length,
                       bool is_tempo) {
    append_milliseconds(out, point.time_us);
    out += ',';
    append_real(out, beat_length);
    out += ',';
    append_integer(out, point.meter);
    out += is_tempo ? ",0,0,100,1,0\n" : ",0,0,100,0,0\n";
}

/// A point that starts a bar becomes an uninherited line, which also resets the scroll velocity;
/// an inherited line follows when it is to be another one.
void write_timing_points(std::string& out, const std::vector<TimingPoint>& points) {
    out += "[TimingPoints]\n";
    for (const TimingPoint& point : points) {
        if (point.starts_bar) {
            write_timing_line(out, point, beat_length_of_bpm(point.bpm), true);
        }
        if (!point.starts_bar || point.scroll_velocity != 1.0) {
            write_timing_line(out, point, beat_length_of_scroll_velocity(point.scroll_velocity),
                              false);
        }
    }
    out += '\n';
}

void write_hit_object(std::string& out, const Note& note, const Chart& chart) {
    // The middle of the column; osu! divides its 512 units of width among the keys.
    append_integer(out, (note.column * 2 + 1) * 256 / chart.key_count());
    out += ",192,";
    append_milliseconds(out, note.time_us);
    out += note.is_long() ? ",128," : ",1,";
    append_integer(out, static_cast<int>(note.hit_sound) << 1);
    out += ',';
    if (note.is_long()) {
        append_milliseconds(out, note.end_us());
        out += ':';
    }
    out += "0:0:0:";
    append_integer(out, note.volume);
    out += ':';
    if (note.sample != 0) out += file_name(chart.samples()[note.sample - 1]);
    out += '\n';
}

} // namespace

std::string encode(const Chart& chart) {
    std::string out;
    out.reserve(1024 + chart.size() * 36 + chart.timing_points().size() * 40);
    out += "osu file format v14\n\n";
    write_general(out, chart.metadata());
    write_metadata(out, chart.metadata());
    write_difficulty(out, chart.key_count());
    write_events(out, chart.metadata());
    write_timing_points(out, chart.timing_points());
    out += "[HitObjects]\n";
    for (const Note& note : chart) {
        // A mine would have to be pressed, so it is better not there at all.
        if (note.kind != NoteKind::mine) write_hit_object(out, note, chart);
    }
    return out;
}

} // namespace rox::osu
