#include "text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "rox/chart.hpp"

namespace rox {
namespace {

constexpr bool is_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

std::string_view without_plus(std::string_view text) noexcept {
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    return text;
}

/// The length of the valid UTF-8 sequence at the start of `text`; 0 when there is none.
std::size_t utf8_sequence(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    const unsigned char second = byte(1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second >= 0xA0;
    const bool too_large = lead == 0xF4 && second >= 0x90;
    return overlong || surrogate || too_large ? 0 : length;
}

/// Writes `microseconds / 10^digits` without trailing zeros.
void append_fixed(std::string& out, std::int64_t microseconds, int digits) {
    const auto magnitude = microseconds < 0 ? 0 - static_cast<std::uint64_t>(microseconds)
                                            : static_cast<std::uint64_t>(microseconds);
    std::uint64_t divisor = 1;
    for (int i = 0; i < digits; ++i) divisor *= 10;

    if (microseconds < 0) out += '-';
    out += std::to_string(magnitude / divisor);
    std::string fraction = std::to_string(magnitude % divisor);
    fraction.insert(0, static_cast<std::size_t>(digits) - fraction.size(), '0');
    fraction.erase(fraction.find_last_not_of('0') + 1);
    if (!fraction.empty()) out += '.' + fraction;
}

} // namespace

std::string_view as_text(std::span<const std::uint8_t> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const std::uint8_t> as_bytes(std::string_view text) noexcept {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view without_bom(std::string_view text) noexcept {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text;
}

std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string lower_ascii(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

std::string to_valid_utf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = utf8_sequence(text);
        if (length == 0) {
            result += "\xEF\xBF\xBD";
        } else {
            result += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

std::string path_to_utf8(const std::filesystem::path& path) {
    const std::u8string text = path.generic_u8string();
    return to_valid_utf8({reinterpret_cast<const char*>(text.data()), text.size()});
}

std::filesystem::path path_from_utf8(std::string_view text) {
    const std::string valid = to_valid_utf8(text);
    return {std::u8string(valid.begin(), valid.end())};
}

std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
    text = without_plus(trim(text));
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> parse_real(std::string_view text) noexcept {
    text = without_plus(trim(text));
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::int64_t> microseconds_from(double seconds) noexcept {
    const double value = seconds * 1e6;
    constexpr auto limit = static_cast<double>(Chart::max_time.count());
    if (!(value >= -limit && value <= limit)) return std::nullopt;
    return std::llround(value);
}

std::optional<std::int64_t> parse_milliseconds(std::string_view text) noexcept {
    text = trim(text);
    // Almost every time in almost every file is a short whole number.
    if (!text.empty() && text.size() <= 7) {
        std::int64_t whole = 0;
        const auto digit = [](char c) { return c >= '0' && c <= '9'; };
        if (std::ranges::all_of(text, digit)) {
            for (const char c : text) whole = whole * 10 + (c - '0');
            return whole * 1000;
        }
    }
    const std::optional<double> value = parse_real(text);
    if (!value) return std::nullopt;
    constexpr auto limit = static_cast<double>(Chart::max_time.count());
    const double microseconds = *value * 1000.0;
    if (!(microseconds >= -limit && microseconds <= limit)) return std::nullopt;
    return std::llround(microseconds);
}

std::optional<std::int64_t> parse_seconds(std::string_view text) noexcept {
    const std::optional<double> value = parse_real(text);
    return value ? microseconds_from(*value) : std::nullopt;
}

void append_integer(std::string& out, std::int64_t value) {
    std::array<char, 24> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    out.append(buffer.data(), result.ptr);
}

void append_real(std::string& out, double value) {
    std::array<char, 64> buffer{};
    char* const begin = buffer.data();
    char* const end = begin + buffer.size();
    const double magnitude = std::fabs(value);
    const bool everyday = magnitude == 0.0 || (magnitude >= 1e-6 && magnitude < 1e15);
    const auto result = everyday ? std::to_chars(begin, end, value, std::chars_format::fixed)
                                 : std::to_chars(begin, end, value);
    out.append(begin, result.ptr);
}

void append_milliseconds(std::string& out, std::int64_t microseconds) {
    if (microseconds % 1000 == 0) {
        append_integer(out, microseconds / 1000);
    } else {
        append_fixed(out, microseconds, 3);
    }
}

void append_seconds(std::string& out, std::int64_t microseconds) {
    append_fixed(out, microseconds, 6);
}

bool LineReader::next(std::string_view& line) noexcept {
    if (rest_.empty()) return false;
    line = take_until(rest_, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number_;
    return true;
}

std::string_view take_until(std::string_view& rest, char separator) noexcept {
    const std::size_t at = rest.find(separator);
    const std::string_view taken = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return taken;
}

} // namespace rox
