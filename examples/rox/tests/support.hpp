#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "rox/rox.hpp"

namespace rox::test {

inline constexpr Format all_formats[] = {Format::rox, Format::osu, Format::stepmania,
                                         Format::quaver};
inline constexpr Format text_formats[] = {Format::osu, Format::stepmania, Format::quaver};

/// The small charts in examples/rox/charts, one for each format.
std::vector<std::filesystem::path> example_charts();

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path);
std::string read_text(const std::filesystem::path& path);

/// A chart of random notes, timing and description that uses everything a chart can hold.
Chart random_chart(std::mt19937_64& random);

/// The message with which `decode()` refuses a text, as `line: message`; empty when it does not.
std::string refusal(std::string_view text, Format format);

} // namespace rox::test
