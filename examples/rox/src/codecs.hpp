#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rox/chart.hpp"

/// The codecs behind `rox::decode()` and `rox::encode()`, one namespace per format. The text
/// decoders see text without a byte order mark; the text encoders write what the format itself can
/// say and nothing else. All throw DecodeFailed or EncodeFailed.
namespace rox {

namespace binary {
/// README.md describes the layout.
[[nodiscard]] Chart decode(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::vector<std::uint8_t> encode(const Chart& chart);
} // namespace binary

namespace osu {
[[nodiscard]] Chart decode(std::string_view text);
[[nodiscard]] std::string encode(const Chart& chart);
} // namespace osu

namespace stepmania {
/// Decodes all charts of the file, or only the first one.
[[nodiscard]] std::vector<Chart> decode(std::string_view text, bool only_first);
[[nodiscard]] std::string encode(const Chart& chart);
} // namespace stepmania

namespace quaver {
[[nodiscard]] Chart decode(std::string_view text);
[[nodiscard]] std::string encode(const Chart& chart);
} // namespace quaver

} // namespace rox
