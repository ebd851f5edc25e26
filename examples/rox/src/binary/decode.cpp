#include <limits>

#include "../codecs.hpp"
#include "../text.hpp"
#include "bytes.hpp"
#include "rox/error.hpp"

namespace rox::binary {
namespace {

constexpr std::size_t checksum_size = 4;

/// Adds a delta to a time; the range check also keeps the sums from overflowing.
std::int64_t next_time(Reader& reader, std::int64_t before) {
    constexpr std::int64_t limit = Chart::max_time.count();
    const std::int64_t delta = reader.signed_integer();
    if (delta < -2 * limit || delta > 2 * limit) reader.fail("a time is out of range");
    return before + delta;
}

std::vector<std::string> read_texts(Reader& reader) {
    std::vector<std::string> texts(reader.count(1));
    for (std::string& text : texts) text = reader.text();
    return texts;
}

Metadata read_metadata(Reader& reader) {
    Metadata metadata;
    metadata.title = reader.text();
    metadata.artist = reader.text();
    metadata.creator = reader.text();
    metadata.difficulty_name = reader.text();
    metadata.audio_file = path_from_utf8(reader.text());
    metadata.tags = read_texts(reader);

    const std::uint64_t present = reader.unsigned_integer();
    if ((present & ~Present::all) != 0) reader.fail("unknown fields in the description");
    const auto has = [&](std::uint64_t field) { return (present & field) != 0; };
    if (has(Present::title_unicode)) metadata.title_unicode = reader.text();
    if (has(Present::subtitle)) metadata.subtitle = reader.text();
    if (has(Present::artist_unicode)) metadata.artist_unicode = reader.text();
    if (has(Present::source)) metadata.source = reader.text();
    if (has(Present::genre)) metadata.genre = reader.text();
    if (has(Present::level)) {
        const std::int64_t level = reader.signed_integer();
        if (level < std::numeric_limits<std::int32_t>::min() ||
            level > std::numeric_limits<std::int32_t>::max()) {
            reader.fail("the level is out of range");
        }
        metadata.level = static_cast<std::int32_t>(level);
    }
    if (has(Present::preview_time)) {
        metadata.preview_time = std::chrono::microseconds{reader.signed_integer()};
    }
    if (has(Present::preview_length)) {
        metadata.preview_length = std::chrono::microseconds{reader.signed_integer()};
    }
    if (has(Present::background_file)) metadata.background_file = path_from_utf8(reader.text());
    return metadata;
}

std::vector<TimingPoint> read_timing(Reader& reader) {
    std::vector<TimingPoint> points(reader.count(2));
    TimingPoint state;
    for (TimingPoint& point : points) {
        state.time_us = next_time(reader, state.time_us);
        const std::uint8_t changes = reader.byte();
        if ((changes & ~Changes::all) != 0) reader.fail("unknown fields in a timing point");
        state.starts_bar = (changes & Changes::starts_bar) != 0;
        if ((changes & Changes::bpm) != 0) state.bpm = reader.real();
        if ((changes & Changes::scroll_velocity) != 0) state.scroll_velocity = reader.real();
        if ((changes & Changes::meter) != 0) state.meter = reader.byte();
        point = state;
        if (point.time_us < -Chart::max_time.count() || point.time_us > Chart::max_time.count()) {
            reader.fail("a time is out of range");
        }
    }
    return points;
}

std::vector<Note> read_notes(Reader& reader) {
    std::vector<Note> notes(reader.count(2));
    std::int64_t time_us = 0;
    for (Note& note : notes) {
        time_us = next_time(reader, time_us);
        if (time_us < -Chart::max_time.count() || time_us > Chart::max_time.count()) {
            reader.fail("a time is out of range");
        }
        const std::uint8_t head = reader.byte();
        note.time_us = time_us;
        note.column = head & NoteHead::column_mask;
        note.kind = static_cast<NoteKind>(head >> NoteHead::kind_shift & NoteHead::kind_mask);
        if (note.is_long()) {
            const std::uint64_t duration = reader.unsigned_integer();
            if (duration > 2 * static_cast<std::uint64_t>(Chart::max_time.count())) {
                reader.fail("a duration is out of range");
            }
            note.duration_us = static_cast<std::int64_t>(duration);
        }
        if ((head & NoteHead::has_sound) != 0) {
            note.hit_sound = static_cast<HitSound>(reader.byte());
            note.volume = reader.byte();
            const std::uint64_t sample = reader.unsigned_integer();
            if (sample > std::numeric_limits<std::uint32_t>::max()) {
                reader.fail("a sample is out of range");
            }
            note.sample = static_cast<std::uint32_t>(sample);
        }
    }
    return notes;
}

} // namespace

Chart decode(std::span<const std::uint8_t> bytes) {
    Reader whole(bytes);
    if (!as_text(bytes).starts_with(magic)) whole.fail("the file does not start with ROX");
    if (bytes.size() < magic.size() + checksum_size) whole.fail("the file ends too early");

    const std::span<const std::uint8_t> content = bytes.first(bytes.size() - checksum_size);
    std::uint32_t stored = 0;
    for (std::size_t i = 0; i < checksum_size; ++i) {
        stored |= std::uint32_t{bytes[content.size() + i]} << (8 * i);
    }
    if (stored != crc32(content)) whole.fail("the checksum does not match: the file is damaged");

    Reader reader(content);
    for (std::size_t i = 0; i < magic.size(); ++i) static_cast<void>(reader.byte());
    if (reader.unsigned_integer() != version) reader.fail("this version is not known");
    try {
        Chart chart(reader.byte());
        chart.set_metadata(read_metadata(reader));
        chart.set_samples(read_texts(reader));
        chart.set_timing_points(read_timing(reader));
        chart.set_notes(read_notes(reader));
        if (!reader.at_end()) reader.fail("there is more than a chart");
        return chart;
    } catch (const DecodeFailed&) {
        throw;
    } catch (const Error& error) {
        reader.fail(error.what());
    }
}

} // namespace rox::binary
