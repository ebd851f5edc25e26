#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rox/chart.hpp"
#include "rox/format.hpp"

namespace rox {

/// Choices for writing a chart.
struct EncodeOptions {
    /// Whether to append what the format itself cannot say as a comment, so that this library reads
    /// back exactly the same chart. The comment is written only when something would be lost, the
    /// games ignore it, and so does `decode()` once the file has been edited.
    bool exact = true;

    friend bool operator==(const EncodeOptions&, const EncodeOptions&) = default;
};

/// Reads a chart. Of a StepMania file with several charts this is the first; see `decode_all()`.
/// @param bytes the content of the file, borrowed for the call
/// @param format its format; when empty, it is found out from the content
/// @throws UnknownFormat when no format was given and none is recognised
/// @throws DecodeFailed when the content is not valid in its format
[[nodiscard]] Chart decode(std::span<const std::uint8_t> bytes,
                           std::optional<Format> format = std::nullopt);

/// Reads a chart from text in memory; otherwise as above.
[[nodiscard]] Chart decode(std::string_view text, std::optional<Format> format = std::nullopt);

/// Reads every chart of a file: 1 to 100 for StepMania, exactly one for the other formats.
/// @throws UnknownFormat, DecodeFailed as `decode()` does
[[nodiscard]] std::vector<Chart> decode_all(std::span<const std::uint8_t> bytes,
                                            std::optional<Format> format = std::nullopt);

/// Reads a chart from a file. The content decides about the format; where it tells nothing, the
/// file's extension does.
/// @throws FileError when the file cannot be read
/// @throws UnknownFormat, DecodeFailed as `decode()` does
[[nodiscard]] Chart decode_file(const std::filesystem::path& path,
                                std::optional<Format> format = std::nullopt);

/// Writes a chart.
/// @return the content of the file
/// @throws EncodeFailed when the format cannot hold the chart at all
[[nodiscard]] std::vector<std::uint8_t> encode(const Chart& chart, Format format,
                                               const EncodeOptions& options = {});

/// Writes a chart in a text format.
/// @return the content of the file, UTF-8 with Unix line ends
/// @throws EncodeFailed as `encode()` does, and always for `Format::rox`, which is binary
[[nodiscard]] std::string encode_text(const Chart& chart, Format format,
                                      const EncodeOptions& options = {});

/// Writes a chart to a file, replacing it.
/// @param format the format; when empty, it is taken from the file's extension
/// @throws UnknownFormat when no format was given and the extension tells none
/// @throws EncodeFailed as `encode()` does
/// @throws FileError when the file cannot be written
void encode_file(const Chart& chart, const std::filesystem::path& path,
                 std::optional<Format> format = std::nullopt, const EncodeOptions& options = {});

} // namespace rox
