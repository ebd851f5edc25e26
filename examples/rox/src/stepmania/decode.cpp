#include <cmath>
#include <limits>
#include <utility>

#include "../codecs.hpp"
#include "../text.hpp"
#include "modes.hpp"
#include "note_data.hpp"
#include "rox/error.hpp"
#include "tags.hpp"

namespace rox::stepmania {
namespace {

constexpr std::size_t values_of_notes = 6;

/// Every chart gets its own copy of the song's description and timing, so a small file could ask
/// for a lot of memory without these limits.
constexpr std::size_t most_charts = 100;
constexpr std::size_t most_timing_points = 2'000'000;

class Decoder {
public:
    explicit Decoder(std::string_view text) : tags_(text) {}

    std::vector<Chart> decode(bool only_first) {
        // The tags of the song may also stand below those of the charts, so these have to wait.
        std::vector<Tag> charts;
        Tag tag;
        while (tags_.next(tag)) {
            last_line_ = tag.line;
            const std::string name = lower_ascii(tag.name);
            if (name == "notes" || name == "notes2") {
                charts.push_back(tag);
            } else if (!tag.values.empty()) {
                read_song_tag(name, tag);
            }
        }
        if (charts.empty()) fail(last_line_, "there is no #NOTES");

        const BeatClock clock(-offset_, tempos_, stops_);
        const std::optional<std::vector<TimingPoint>> timing = clock.timing_points();
        if (!timing) fail(tempo_line_, "the tempos lead to times out of range");

        if (only_first) charts.resize(1);
        if (charts.size() > most_charts || charts.size() * timing->size() > most_timing_points) {
            fail(charts.back().line, "there are too many charts in one file");
        }
        std::vector<Chart> result;
        for (const Tag& chart : charts) result.push_back(read_chart(chart, clock, *timing));
        return result;
    }

private:
    [[noreturn]] static void fail(std::int64_t line, const std::string& message) {
        throw DecodeFailed(Format::stepmania, line, message);
    }

    void read_song_tag(std::string_view name, const Tag& tag) {
        const std::string_view raw = tag.values.front();
        if (name == "offset") {
            offset_ = seconds(raw, tag.line);
        } else if (name == "bpms") {
            tempo_line_ = tag.line;
            tempos_ = changes(raw, tag.line);
        } else if (name == "stops" || name == "freezes") {
            stops_ = changes(raw, tag.line);
        } else {
            read_description(name, unescape(raw));
        }
    }

    void read_description(std::string_view name, std::string value) {
        if (value.empty()) return;
        if (name == "title") metadata_.title = std::move(value);
        else if (name == "titletranslit") title_translit_ = std::move(value);
        else if (name == "subtitle") metadata_.subtitle = std::move(value);
        else if (name == "artist") metadata_.artist = std::move(value);
        else if (name == "artisttranslit") artist_translit_ = std::move(value);
        else if (name == "genre") metadata_.genre = std::move(value);
        else if (name == "credit") metadata_.creator = std::move(value);
        else if (name == "music") metadata_.audio_file = path_from_utf8(value);
        else if (name == "background") metadata_.background_file = path_from_utf8(value);
        else if (name == "samplestart") metadata_.preview_time = preview(value);
        else if (name == "samplelength") metadata_.preview_length = preview(value);
    }

    static std::optional<std::chrono::microseconds> preview(std::string_view value) {
        const std::optional<std::int64_t> time = parse_seconds(value);
        return time ? std::optional(std::chrono::microseconds{*time}) : std::nullopt;
    }

    static double seconds(std::string_view raw, std::int64_t line) {
        const std::string text = unescape(raw);
        const std::optional<double> value = text.empty() ? 0.0 : parse_real(text);
        if (!value || !std::isfinite(*value)) fail(line, "the offset is not a number");
        return *value;
    }

    /// A list `beat=value,beat=value`.
    static std::vector<BeatClock::Change> changes(std::string_view raw, std::int64_t line) {
        std::vector<BeatClock::Change> result;
        const std::string text = unescape(raw);
        std::string_view rest = text;
        while (!rest.empty()) {
            std::string_view value = trim(take_until(rest, ','));
            if (value.empty()) continue;
            const std::optional<double> beat = parse_real(take_until(value, '='));
            const std::optional<double> change = parse_real(value);
            if (!beat || !change || !std::isfinite(*beat) || !std::isfinite(*change)) {
                fail(line, "a tempo or stop is not of the form beat=value");
            }
            result.push_back({*beat, *change});
        }
        return result;
    }

    Chart read_chart(const Tag& tag, const BeatClock& clock,
                     const std::vector<TimingPoint>& timing) const {
        if (tag.values.size() < values_of_notes) fail(tag.line, "#NOTES needs six values");
        const std::string mode = unescape(tag.values[0]);
        const std::string_view rows = tag.values[5];
        const std::int64_t first_line = tag.value_lines[5];

        const std::optional<int> mode_keys = keys_of(mode);
        const int keys = mode_keys ? *mode_keys : count_columns(rows);
        if (keys < Chart::min_keys || keys > Chart::max_keys) {
            fail(tag.line, "the mode " + mode + " is not known, and the rows do not tell its keys");
        }
        Chart chart(keys);
        chart.set_metadata(describe(tag));
        chart.set_timing_points(timing);
        chart.set_notes(read_note_data(rows, first_line, keys, clock));
        return chart;
    }

    Metadata describe(const Tag& tag) const {
        Metadata metadata = metadata_;
        if (!title_translit_.empty()) {
            metadata.title_unicode = std::exchange(metadata.title, title_translit_);
        }
        if (!artist_translit_.empty()) {
            metadata.artist_unicode = std::exchange(metadata.artist, artist_translit_);
        }
        const std::string description = unescape(tag.values[1]);
        metadata.difficulty_name = unescape(tag.values[2]);
        // "Edit" stands for every chart beyond the five slots; its description is its name.
        if (metadata.difficulty_name == "Edit" && !description.empty()) {
            metadata.difficulty_name = description;
        } else if (metadata.creator.empty()) {
            metadata.creator = description;
        }
        const std::optional<std::int64_t> level = parse_integer(unescape(tag.values[3]));
        using Limits = std::numeric_limits<std::int32_t>;
        if (level && *level >= Limits::min() && *level <= Limits::max()) {
            metadata.level = static_cast<std::int32_t>(*level);
        }
        return metadata;
    }

    TagReader tags_;
    Metadata metadata_;
    std::string title_translit_;
    std::string artist_translit_;
    double offset_ = 0.0;
    std::vector<BeatClock::Change> tempos_;
    std::vector<BeatClock::Change> stops_;
    std::int64_t tempo_line_ = 1;
    std::int64_t last_line_ = 1;
};

} // namespace

std::vector<Chart> decode(std::string_view text, bool only_first) {
    return Decoder(text).decode(only_first);
}

} // namespace rox::stepmania
