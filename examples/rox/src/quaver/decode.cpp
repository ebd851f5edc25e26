#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "../codecs.hpp"
#include "../text.hpp"
#include "../timing_builder.hpp"
#include "rox/error.hpp"
#include "yaml_map.hpp"

namespace rox::quaver {
namespace {

constexpr double default_bpm = 120.0;

/// The fields of an item of any of the lists. Quaver leaves out what is 0.
struct Item {
    std::int64_t line = 1;
    std::int64_t start_us = 0;
    std::int64_t end_us = 0;
    std::int64_t lane = 0;
    HitSound hit_sound = HitSound::none;
    double bpm = 0.0;
    double multiplier = 0.0;
    std::uint8_t meter = 4;
    std::string path;
    std::uint32_t sample = 0;
    std::int64_t sample_line = 1;
    std::uint8_t volume = 0;
    int key_sounds = 0;
};

/// The lines of notes, kept until the number of keys and of samples is known.
struct ReadNote {
    Note note;
    std::int64_t lane;
    std::int64_t line;
    std::int64_t sample_line;
};

class Decoder : public MapListener {
public:
    Chart decode(std::string_view text) {
        read_yaml_map(text, *this);
        if (!key_count_) fail(1, "the Mode, which tells the number of keys, is missing");
        const int keys = *key_count_ + (has_scratch_key_ ? 1 : 0);
        if (keys < Chart::min_keys || keys > Chart::max_keys) {
            fail(mode_line_, "the Mode has a number of keys that is not 1 to 18");
        }
        Chart chart(keys);
        chart.set_metadata(std::move(metadata_));
        chart.set_samples(std::move(samples_));
        chart.set_timing_points(timing_.build());
        chart.set_notes(take_notes(chart));
        return chart;
    }

    void setting(std::string_view key, const std::string& value, std::int64_t line) override {
        if (key == "Mode") read_mode(value, line);
        else if (key == "HasScratchKey") has_scratch_key_ = lower_ascii(value) == "true";
        else if (key == "InitialScrollVelocity") {
            const double velocity = real(value, line);
            if (std::isfinite(velocity)) timing_.set_initial_scroll(velocity);
        } else if (key == "SongPreviewTime") {
            const std::optional<std::int64_t> time = parse_milliseconds(value);
            if (time && *time >= 0) metadata_.preview_time = std::chrono::microseconds{*time};
        } else {
            describe(key, to_valid_utf8(value));
        }
    }

    void begin_item(std::string_view, std::int64_t line) override {
        item_ = Item{};
        item_.line = line;
    }

    void field(std::string_view, std::string_view key, const std::string& value,
               std::int64_t line) override {
        if (key == "StartTime") item_.start_us = time(value, line);
        else if (key == "EndTime") item_.end_us = time(value, line);
        else if (key == "Lane") item_.lane = integer(value, line);
        else if (key == "Bpm") item_.bpm = real(value, line);
        else if (key == "Multiplier") item_.multiplier = real(value, line);
        else if (key == "Signature") item_.meter = signature(value, line);
        else if (key == "HitSound") item_.hit_sound = hit_sound(value);
        else if (key == "Path") item_.path = to_valid_utf8(value);
    }

    void inner_field(std::string_view, std::string_view inner_list, std::string_view key,
                     const std::string& value, std::int64_t line) override {
        if (inner_list != "KeySounds") return;
        // A note may play several samples; the first one is its sound.
        if (key == "Sample" && ++item_.key_sounds == 1) {
            const std::int64_t sample = integer(value, line);
            if (sample < 0 || sample > 0xFFFFFFFF) fail(line, "a sample is out of range");
            item_.sample = static_cast<std::uint32_t>(sample);
            item_.sample_line = line;
        } else if (key == "Volume" && item_.key_sounds <= 1) {
            item_.volume = static_cast<std::uint8_t>(
                std::clamp<std::int64_t>(integer(value, line), 0, 100));
        }
    }

    void end_item(std::string_view list) override {
        if (list == "HitObjects") {
            add_note();
        } else if (list == "TimingPoints") {
            timing_.add_tempo(item_.start_us, item_.bpm, item_.meter);
        } else if (list == "SliderVelocities") {
            timing_.add_scroll(item_.start_us, item_.multiplier);
        } else if (list == "CustomAudioSamples") {
            samples_.push_back(std::move(item_.path));
        }
    }

private:
    [[noreturn]] static void fail(std::int64_t line, const std::string& message) {
        throw DecodeFailed(Format::quaver, line, message);
    }

    static std::int64_t time(std::string_view value, std::int64_t line) {
        const std::optional<std::int64_t> result = parse_milliseconds(value);
        if (!result) fail(line, "a time is not a number of milliseconds, or out of range");
        return *result;
    }

    static std::int64_t integer(std::string_view value, std::int64_t line) {
        const std::optional<std::int64_t> result = parse_integer(value);
        if (!result) fail(line, "a value is not a whole number");
        return *result;
    }

    /// Also takes YAML's infinities and `.nan`, which real maps contain.
    static double real(std::string_view value, std::int64_t line) {
        const std::string text = lower_ascii(value);
        if (text == ".nan" || text == ".inf" || text == "-.inf") return HUGE_VAL;
        const std::optional<double> result = parse_real(value);
        if (!result) fail(line, "a value is not a number");
        return *result;
    }

    static std::uint8_t signature(std::string_view value, std::int64_t line) {
        if (value == "Quadruple") return 4;
        if (value == "Triple") return 3;
        const std::int64_t beats = integer(value, line);
        if (beats < 0 || beats > 255) fail(line, "a signature is out of range");
        return beats == 0 ? std::uint8_t{4} : static_cast<std::uint8_t>(beats);
    }

    /// A list of names, or the sum of their bits.
    static HitSound hit_sound(std::string_view value) {
        if (const std::optional<std::int64_t> bits = parse_integer(value)) {
            return static_cast<HitSound>(*bits >> 1 & 7);
        }
        HitSound result = HitSound::none;
        while (!value.empty()) {
            const std::string_view name = trim(take_until(value, ','));
            if (name == "Whistle") result |= HitSound::whistle;
            if (name == "Finish") result |= HitSound::finish;
            if (name == "Clap") result |= HitSound::clap;
        }
        return result;
    }

    void read_mode(std::string_view value, std::int64_t line) {
        mode_line_ = line;
        const bool named = value.starts_with("Keys");
        const std::optional<std::int64_t> keys =
            named ? parse_integer(value.substr(4)) : std::nullopt;
        if (!keys || *keys < Chart::min_keys || *keys > Chart::max_keys) {
            fail(line, "the Mode is not Keys1 to Keys18");
        }
        key_count_ = static_cast<int>(*keys);
    }

    void describe(std::string_view key, std::string value) {
        if (value.empty()) return;
        if (key == "Title") metadata_.title = std::move(value);
        else if (key == "Artist") metadata_.artist = std::move(value);
        else if (key == "Creator") metadata_.creator = std::move(value);
        else if (key == "DifficultyName") metadata_.difficulty_name = std::move(value);
        else if (key == "Source") metadata_.source = std::move(value);
        else if (key == "Genre") metadata_.genre = std::move(value);
        else if (key == "AudioFile") metadata_.audio_file = path_from_utf8(value);
        else if (key == "BackgroundFile") metadata_.background_file = path_from_utf8(value);
        else if (key == "Tags") {
            // Commas separate tags that may hold spaces; without any, spaces do.
            const char separator = value.find(',') == std::string::npos ? ' ' : ',';
            std::string_view rest = value;
            while (!rest.empty()) {
                const std::string_view tag = trim(take_until(rest, separator));
                if (!tag.empty()) metadata_.tags.emplace_back(tag);
            }
        }
    }

    void add_note() {
        Note note{.time_us = item_.start_us,
                  .hit_sound = item_.hit_sound,
                  .volume = item_.volume,
                  .sample = item_.sample};
        if (item_.end_us > 0) {
            note.kind = NoteKind::hold;
            note.duration_us = std::max<std::int64_t>(item_.end_us - item_.start_us, 0);
        }
        notes_.push_back({note, item_.lane, item_.line, item_.sample_line});
    }

    std::vector<Note> take_notes(const Chart& chart) const {
        std::vector<Note> result;
        result.reserve(notes_.size());
        for (const ReadNote& read : notes_) {
            if (read.lane < 1 || read.lane > chart.key_count()) {
                fail(read.line, "a note is in a lane that is not 1 to " +
                                    std::to_string(chart.key_count()));
            }
            if (read.note.sample > chart.samples().size()) {
                fail(read.sample_line, "a note plays a sample that does not exist");
            }
            result.push_back(read.note);
            result.back().column = static_cast<std::uint8_t>(read.lane - 1);
        }
        return result;
    }

    Metadata metadata_;
    std::optional<int> key_count_;
    std::int64_t mode_line_ = 1;
    bool has_scratch_key_ = false;
    TimingBuilder timing_{TimingBuilder::TempoChange::keeps_scroll, default_bpm};
    std::vector<std::string> samples_;
    std::vector<ReadNote> notes_;
    Item item_;
};

} // namespace

Chart decode(std::string_view text) { return Decoder().decode(text); }

} // namespace rox::quaver
