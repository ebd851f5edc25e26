#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rox {

/// What a chart says about its song and about itself. All text is UTF-8.
struct Metadata {
    /// The song's title, in Latin letters where the format asks for that.
    std::string title;

    /// The song's title in its own script, when it differs.
    std::optional<std::string> title_unicode;

    /// A second line under the title.
    std::optional<std::string> subtitle;

    /// Who performs the song.
    std::string artist;

    /// The artist in the original script, when it differs.
    std::optional<std::string> artist_unicode;

    /// Who made the chart.
    std::string creator;

    /// The name of this difficulty, e.g. "Hard" or "Another".
    std::string difficulty_name;

    /// The game, film or album the song comes from.
    std::optional<std::string> source;

    /// The kind of music.
    std::optional<std::string> genre;

    /// The difficulty as a number on the format's own scale, e.g. 12.
    std::optional<std::int32_t> level;

    /// Search words, without spaces inside a word where the format allows none.
    std::vector<std::string> tags;

    /// Where the preview in a song list starts, from the start of the audio.
    std::optional<std::chrono::microseconds> preview_time;

    /// How long that preview lasts.
    std::optional<std::chrono::microseconds> preview_length;

    /// The audio file, relative to the chart. Empty when unknown.
    std::filesystem::path audio_file;

    /// The background image, relative to the chart.
    std::optional<std::filesystem::path> background_file;

    friend bool operator==(const Metadata&, const Metadata&) = default;
};

} // namespace rox
