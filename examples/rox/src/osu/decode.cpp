#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "../codecs.hpp"
#include "../text.hpp"
#include "../timing_builder.hpp"
#include "beat_length.hpp"
#include "rox/error.hpp"

namespace rox::osu {
namespace {

constexpr double default_bpm = 60.0;

/// Bits of the fourth field of a hit object.
constexpr std::int64_t type_spinner = 1 << 3;
constexpr std::int64_t type_hold = 1 << 7;

enum class Section { other, general, metadata, difficulty, events, timing_points, hit_objects };

Section section_named(std::string_view name) noexcept {
    if (name == "General") return Section::general;
    if (name == "Metadata") return Section::metadata;
    if (name == "Difficulty") return Section::difficulty;
    if (name == "Events") return Section::events;
    if (name == "TimingPoints") return Section::timing_points;
    if (name == "HitObjects") return Section::hit_objects;
    return Section::other;
}

/// A sample set, an index or the like: any whole number, and 0 for what is missing.
std::int64_t number_or_zero(std::string_view text) noexcept {
    return parse_integer(text).value_or(0);
}

class Decoder {
public:
    explicit Decoder(std::string_view text) : lines_(text) {
        // A guess that is rarely too small: most lines are hit objects of this length or longer.
        notes_.reserve(text.size() / 24);
    }

    Chart decode() {
        read_header();
        Section section = Section::other;
        std::string_view line;
        while (lines_.next(line)) {
            if (line.empty() || line.starts_with("//")) continue;
            if (line.front() == '[') {
                section = section_named(line.substr(1, line.find(']') - 1));
                continue;
            }
            if (trim(line).empty()) continue;
            read_line(section, line);
        }
        return finish();
    }

private:
    [[noreturn]] void fail(const std::string& message) const {
        throw DecodeFailed(Format::osu, lines_.number(), message);
    }

    void read_header() {
        std::string_view line;
        while (lines_.next(line)) {
            if (trim(line).empty()) continue;
            if (trim(line).starts_with("osu file format v")) return;
            break;
        }
        fail("the file does not start with \"osu file format v\"");
    }

    void read_line(Section section, std::string_view line) {
        switch (section) {
        case Section::general:
        case Section::metadata:
        case Section::difficulty: {
            const std::string_view key = trim(take_until(line, ':'));
            read_setting(section, key, trim(line));
            break;
        }
        case Section::events: read_event(line); break;
        case Section::timing_points: read_timing_point(line); break;
        case Section::hit_objects: read_hit_object(line); break;
        case Section::other: break;
        }
    }

    void read_setting(Section section, std::string_view key, std::string_view value) {
        if (section == Section::general) {
            if (key == "Mode") mode_ = parse_integer(value).value_or(-1);
            if (key == "AudioFilename") metadata_.audio_file = path_from_utf8(value);
            if (key == "PreviewTime") {
                const std::optional<std::int64_t> time = parse_milliseconds(value);
                if (time && *time >= 0) metadata_.preview_time = std::chrono::microseconds{*time};
            }
        } else if (section == Section::difficulty) {
            if (key == "CircleSize") read_key_count(value);
        } else {
            read_metadata(key, to_valid_utf8(value));
        }
    }

    void read_key_count(std::string_view value) {
        const std::optional<double> keys = parse_real(value);
        if (!keys || !(*keys >= Chart::min_keys && *keys <= Chart::max_keys)) {
            fail("CircleSize, the number of keys, is not a number from 1 to 18");
        }
        key_count_ = static_cast<int>(std::lround(*keys));
    }

    void read_metadata(std::string_view key, std::string value) {
        if (key == "Title") metadata_.title = std::move(value);
        else if (key == "TitleUnicode") metadata_.title_unicode = std::move(value);
        else if (key == "Artist") metadata_.artist = std::move(value);
        else if (key == "ArtistUnicode") metadata_.artist_unicode = std::move(value);
        else if (key == "Creator") metadata_.creator = std::move(value);
        else if (key == "Version") metadata_.difficulty_name = std::move(value);
        else if (key == "Source" && !value.empty()) metadata_.source = std::move(value);
        else if (key == "Tags") {
            std::string_view rest = value;
            while (!rest.empty()) {
                const std::string_view tag = trim(take_until(rest, ' '));
                if (!tag.empty()) metadata_.tags.emplace_back(tag);
            }
        }
    }

    void read_event(std::string_view line) {
        const std::string_view type = trim(take_until(line, ','));
        if (type != "0" && type != "Background") return;
        static_cast<void>(take_until(line, ','));
        std::string_view file = trim(take_until(line, ','));
        if (file.size() >= 2 && file.front() == '"' && file.back() == '"') {
            file = file.substr(1, file.size() - 2);
        }
        if (!file.empty()) metadata_.background_file = path_from_utf8(file);
    }

    void read_timing_point(std::string_view line) {
        const std::optional<std::int64_t> time = parse_milliseconds(take_until(line, ','));
        if (!time) fail("a timing point has no usable time");
        const std::optional<double> beat_length = parse_real(take_until(line, ','));
        if (!beat_length) fail("a timing point has no beat length");
        const std::string_view meter_field = line.empty() ? "4" : take_until(line, ',');
        const std::int64_t meter = std::clamp<std::int64_t>(number_or_zero(meter_field), 0, 255);
        for (int skipped = 0; skipped < 3; ++skipped) static_cast<void>(take_until(line, ','));
        // Old files have no such field, and tell tempo from scroll changes by the sign alone.
        const std::string_view uninherited = trim(take_until(line, ','));
        const bool is_tempo = uninherited.empty() ? *beat_length >= 0.0 : uninherited != "0";

        if (is_tempo) {
            timing_.add_tempo(*time, bpm_from(*beat_length),
                              meter == 0 ? std::uint8_t{4} : static_cast<std::uint8_t>(meter));
        } else {
            timing_.add_scroll(*time, scroll_velocity_from(*beat_length));
        }
    }

    void read_hit_object(std::string_view line) {
        if (key_count_ == 0) fail("CircleSize, the number of keys, is missing above");
        Note note;
        note.column = column_from(take_until(line, ','));
        static_cast<void>(take_until(line, ','));
        note.time_us = time_from(take_until(line, ','));
        const std::optional<std::int64_t> type = parse_integer(take_until(line, ','));
        if (!type) fail("a hit object has no type");
        const std::int64_t sound = number_or_zero(take_until(line, ','));
        note.hit_sound = static_cast<HitSound>(sound >> 1 & 7);

        if ((*type & (type_hold | type_spinner)) != 0) {
            note.kind = NoteKind::hold;
            const char separator = (*type & type_hold) != 0 ? ':' : ',';
            const std::int64_t end = time_from(take_until(line, separator));
            note.duration_us = std::max<std::int64_t>(end - note.time_us, 0);
        }
        read_hit_sample(note, line);
        notes_.push_back(note);
    }

    std::uint8_t column_from(std::string_view field) const {
        const std::optional<double> x = parse_real(field);
        if (!x || !std::isfinite(*x)) fail("a hit object has no position");
        const double column = std::floor(*x * key_count_ / 512.0);
        return static_cast<std::uint8_t>(std::clamp<double>(column, 0.0, key_count_ - 1));
    }

    std::int64_t time_from(std::string_view field) const {
        const std::optional<std::int64_t> time = parse_milliseconds(field);
        if (!time) fail("a hit object has no usable time");
        return *time;
    }

    /// The field `normalSet:additionSet:index:volume:filename`.
    void read_hit_sample(Note& note, std::string_view field) {
        if (field == "0:0:0:0:" || field.empty()) return;
        for (int skipped = 0; skipped < 3; ++skipped) static_cast<void>(take_until(field, ':'));
        const std::int64_t volume = number_or_zero(take_until(field, ':'));
        note.volume = static_cast<std::uint8_t>(std::clamp<std::int64_t>(volume, 0, 100));
        const std::string_view file = trim(field);
        if (!file.empty()) note.sample = sample_number(to_valid_utf8(file));
    }

    std::uint32_t sample_number(std::string file) {
        const auto next = static_cast<std::uint32_t>(samples_.size() + 1);
        const auto [found, is_new] = sample_numbers_.try_emplace(file, next);
        if (is_new) samples_.push_back(std::move(file));
        return found->second;
    }

    Chart finish() {
        if (mode_ != 3) fail("this is not an osu!mania beatmap: its Mode is not 3");
        if (key_count_ == 0) fail("CircleSize, the number of keys, is missing");
        if (metadata_.title_unicode == metadata_.title || metadata_.title_unicode == "") {
            metadata_.title_unicode.reset();
        }
        if (metadata_.artist_unicode == metadata_.artist || metadata_.artist_unicode == "") {
            metadata_.artist_unicode.reset();
        }
        Chart chart(key_count_);
        chart.set_metadata(std::move(metadata_));
        chart.set_samples(std::move(samples_));
        chart.set_timing_points(timing_.build());
        chart.set_notes(std::move(notes_));
        return chart;
    }

    LineReader lines_;
    std::int64_t mode_ = 0;
    int key_count_ = 0;
    Metadata metadata_;
    TimingBuilder timing_{TimingBuilder::TempoChange::resets_scroll, default_bpm};
    std::vector<Note> notes_;
    std::vector<std::string> samples_;
    std::unordered_map<std::string, std::uint32_t> sample_numbers_;
};

} // namespace

Chart decode(std::string_view text) { return Decoder(text).decode(); }

} // namespace rox::osu
