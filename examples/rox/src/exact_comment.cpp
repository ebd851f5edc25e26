#include "exact_comment.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "codecs.hpp"
#include "rox/error.hpp"
#include "text.hpp"

namespace rox {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t characters_per_line = 96;

/// FNV-1a over the text, blind to carriage returns so that a change of line ends does no harm.
std::string checksum(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) {
        if (c == '\r') continue;
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    std::string digits(16, '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, hash >>= 4) {
        *digit = "0123456789abcdef"[hash & 15];
    }
    return digits;
}

std::string to_base64(std::span<const std::uint8_t> bytes) {
    std::string result;
    result.reserve(bytes.size() / 3 * 4 + 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (const std::uint8_t byte : bytes) {
        bits = bits << 8 | byte;
        for (count += 8; count >= 6; count -= 6) result += alphabet[bits >> (count - 6) & 63];
    }
    if (count > 0) result += alphabet[bits << (6 - count) & 63];
    return result;
}

constexpr std::array<std::uint8_t, 256> base64_values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(64);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}();

/// Appends the bytes of one more piece of Base64; false when it is not Base64.
struct Base64Reader {
    std::vector<std::uint8_t> bytes;
    std::uint32_t bits = 0;
    int count = 0;

    [[nodiscard]] bool read(std::string_view text) {
        for (const char c : text) {
            const std::uint8_t value = base64_values[static_cast<unsigned char>(c)];
            if (value > 63) return false;
            bits = bits << 6 | value;
            count += 6;
            if (count >= 8) {
                count -= 8;
                bytes.push_back(static_cast<std::uint8_t>(bits >> count & 255));
            }
        }
        return true;
    }
};

} // namespace

std::string exact_comment(const Chart& chart, std::string_view text,
                          std::string_view comment_mark) {
    const std::string base64 = to_base64(binary::encode(chart));
    std::string result;
    result.append(comment_mark).append("ROX exact ").append(checksum(text)).append("\n");
    for (std::size_t at = 0; at < base64.size(); at += characters_per_line) {
        result.append(comment_mark).append("ROX ");
        result.append(base64, at, characters_per_line).append("\n");
    }
    return result;
}

std::optional<Chart> read_exact_comment(std::string_view text, std::string_view comment_mark) {
    const std::string mark = std::string(comment_mark) + "ROX ";
    const std::string head = mark + "exact ";

    // Nearly every file has no such comment; its last line tells.
    const std::string_view content = trim(text);
    const std::size_t last_line = content.rfind('\n');
    if (last_line == std::string_view::npos || !content.substr(last_line + 1).starts_with(mark)) {
        return std::nullopt;
    }
    const std::size_t start = content.rfind('\n' + head);
    if (start == std::string_view::npos) return std::nullopt;

    const std::string_view above = text.substr(
        0, static_cast<std::size_t>(content.data() - text.data()) + start + 1);
    LineReader lines(content.substr(start + 1));
    std::string_view line;
    if (!lines.next(line) || trim(line.substr(head.size())) != checksum(above)) return std::nullopt;

    Base64Reader reader;
    while (lines.next(line)) {
        if (!line.starts_with(mark) || !reader.read(trim(line.substr(mark.size())))) {
            return std::nullopt;
        }
    }
    try {
        return binary::decode(reader.bytes);
    } catch (const Error&) {
        return std::nullopt;
    }
}

} // namespace rox
