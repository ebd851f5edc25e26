#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

namespace rox {

/// The file formats this library reads and writes.
enum class Format : std::uint8_t {
    rox,       ///< Our own compact binary format, `.rox`. Lossless.
    osu,       ///< osu!mania beatmap, `.osu`.
    stepmania, ///< StepMania simfile, `.sm`.
    quaver,    ///< Quaver map, `.qua`.
};

/// The display name of a format, e.g. `"osu!mania"`.
[[nodiscard]] std::string_view name(Format format) noexcept;

/// The usual file extension of a format with its leading dot, e.g. `".osu"`.
[[nodiscard]] std::string_view extension(Format format) noexcept;

/// Guesses the format from the first bytes of a file; empty when nothing matches. Reads at most a
/// few kilobytes and never throws.
[[nodiscard]] std::optional<Format> detect_format(std::span<const std::uint8_t> bytes) noexcept;

/// Guesses the format from a file name's extension, ignoring case; empty when it is not one of
/// ours. Does not touch the file system.
[[nodiscard]] std::optional<Format> detect_format(const std::filesystem::path& path);

} // namespace rox
