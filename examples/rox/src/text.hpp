#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Small text helpers that the codecs share. Not part of the public API.
namespace rox {

/// Bytes seen as text, without a copy.
[[nodiscard]] std::string_view as_text(std::span<const std::uint8_t> bytes) noexcept;

/// Text seen as bytes, without a copy.
[[nodiscard]] std::span<const std::uint8_t> as_bytes(std::string_view text) noexcept;

/// The text after a UTF-8 byte order mark, or all of it.
[[nodiscard]] std::string_view without_bom(std::string_view text) noexcept;

/// The text without white space at either end.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// A copy with A-Z in lower case.
[[nodiscard]] std::string lower_ascii(std::string_view text);

/// A copy in which every byte that is not valid UTF-8 is replaced by U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

[[nodiscard]] std::string path_to_utf8(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path path_from_utf8(std::string_view text);

/// The whole text as a number; empty when it is not one. White space around it is accepted, and so
/// is a leading plus sign. Never depends on the locale.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text) noexcept;
[[nodiscard]] std::optional<double> parse_real(std::string_view text) noexcept;

/// A decimal number of milliseconds or seconds, as whole microseconds; empty when it is not a
/// number or is beyond `Chart::max_time`.
[[nodiscard]] std::optional<std::int64_t> parse_milliseconds(std::string_view text) noexcept;
[[nodiscard]] std::optional<std::int64_t> parse_seconds(std::string_view text) noexcept;

/// Microseconds from seconds; empty beyond `Chart::max_time`.
[[nodiscard]] std::optional<std::int64_t> microseconds_from(double seconds) noexcept;

void append_integer(std::string& out, std::int64_t value);

/// The shortest decimal text that reads back as the same number, without an exponent where the
/// number is of everyday size.
void append_real(std::string& out, double value);

/// Microseconds as decimal milliseconds (`divisor` 1000) or seconds (1000000), exactly.
void append_milliseconds(std::string& out, std::int64_t microseconds);
void append_seconds(std::string& out, std::int64_t microseconds);

/// Hands out the lines of a text one by one, without their line ends, and counts them.
class LineReader {
public:
    explicit LineReader(std::string_view text) noexcept : rest_(text) {}

    /// Reads the next line into `line`; false at the end of the text.
    [[nodiscard]] bool next(std::string_view& line) noexcept;

    /// The number of the line read last, counted from 1; 1 before the first.
    [[nodiscard]] std::int64_t number() const noexcept { return number_ > 0 ? number_ : 1; }

private:
    std::string_view rest_;
    std::int64_t number_ = 0;
};

/// Splits off the text before `separator` and drops both from `rest`; takes everything when there
/// is no separator.
[[nodiscard]] std::string_view take_until(std::string_view& rest, char separator) noexcept;

} // namespace rox
