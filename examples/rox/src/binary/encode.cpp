#include <bit>

#include "../codecs.hpp"
#include "../text.hpp"
#include "bytes.hpp"

namespace rox::binary {
namespace {

bool same_bits(double a, double b) noexcept {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::uint64_t present_fields(const Metadata& metadata) {
    std::uint64_t present = 0;
    if (metadata.title_unicode) present |= Present::title_unicode;
    if (metadata.subtitle) present |= Present::subtitle;
    if (metadata.artist_unicode) present |= Present::artist_unicode;
    if (metadata.source) present |= Present::source;
    if (metadata.genre) present |= Present::genre;
    if (metadata.level) present |= Present::level;
    if (metadata.preview_time) present |= Present::preview_time;
    if (metadata.preview_length) present |= Present::preview_length;
    if (metadata.background_file) present |= Present::background_file;
    return present;
}

void write_texts(Writer& writer, const std::vector<std::string>& texts) {
    writer.unsigned_integer(texts.size());
    for (const std::string& text : texts) writer.text(text);
}

void write_metadata(Writer& writer, const Metadata& metadata) {
    writer.text(metadata.title);
    writer.text(metadata.artist);
    writer.text(metadata.creator);
    writer.text(metadata.difficulty_name);
    writer.text(path_to_utf8(metadata.audio_file));
    write_texts(writer, metadata.tags);
    writer.unsigned_integer(present_fields(metadata));
    if (metadata.title_unicode) writer.text(*metadata.title_unicode);
    if (metadata.subtitle) writer.text(*metadata.subtitle);
    if (metadata.artist_unicode) writer.text(*metadata.artist_unicode);
    if (metadata.source) writer.text(*metadata.source);
    if (metadata.genre) writer.text(*metadata.genre);
    if (metadata.level) writer.signed_integer(*metadata.level);
    if (metadata.preview_time) writer.signed_integer(metadata.preview_time->count());
    if (metadata.preview_length) writer.signed_integer(metadata.preview_length->count());
    if (metadata.background_file) writer.text(path_to_utf8(*metadata.background_file));
}

void write_timing(Writer& writer, const std::vector<TimingPoint>& points) {
    writer.unsigned_integer(points.size());
    TimingPoint before;
    for (const TimingPoint& point : points) {
        writer.signed_integer(point.time_us - before.time_us);
        std::uint8_t changes = 0;
        if (point.starts_bar) changes |= Changes::starts_bar;
        if (!same_bits(point.bpm, before.bpm)) changes |= Changes::bpm;
        if (!same_bits(point.scroll_velocity, before.scroll_velocity)) {
            changes |= Changes::scroll_velocity;
        }
        if (point.meter != before.meter) changes |= Changes::meter;
        writer.byte(changes);
        if ((changes & Changes::bpm) != 0) writer.real(point.bpm);
        if ((changes & Changes::scroll_velocity) != 0) writer.real(point.scroll_velocity);
        if ((changes & Changes::meter) != 0) writer.byte(point.meter);
        before = point;
    }
}

void write_notes(Writer& writer, const std::vector<Note>& notes) {
    writer.unsigned_integer(notes.size());
    std::int64_t before = 0;
    for (const Note& note : notes) {
        writer.signed_integer(note.time_us - before);
        const bool has_sound =
            note.hit_sound != HitSound::none || note.volume != 0 || note.sample != 0;
        const int kind = static_cast<int>(note.kind) << NoteHead::kind_shift;
        writer.byte(static_cast<std::uint8_t>(note.column | kind |
                                              (has_sound ? NoteHead::has_sound : 0)));
        if (note.is_long()) writer.unsigned_integer(static_cast<std::uint64_t>(note.duration_us));
        if (has_sound) {
            writer.byte(static_cast<std::uint8_t>(note.hit_sound));
            writer.byte(note.volume);
            writer.unsigned_integer(note.sample);
        }
        before = note.time_us;
    }
}

} // namespace

std::vector<std::uint8_t> encode(const Chart& chart) {
    Writer writer;
    writer.reserve(256 + chart.size() * 5 + chart.timing_points().size() * 12);
    for (const char c : magic) writer.byte(static_cast<std::uint8_t>(c));
    writer.unsigned_integer(version);
    writer.byte(static_cast<std::uint8_t>(chart.key_count()));
    write_metadata(writer, chart.metadata());
    write_texts(writer, chart.samples());
    write_timing(writer, chart.timing_points());
    write_notes(writer, chart.notes());
    return std::move(writer).finish();
}

} // namespace rox::binary
