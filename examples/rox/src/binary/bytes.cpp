#include "bytes.hpp"

#include <array>

#include "../text.hpp"
#include "rox/error.hpp"

namespace rox::binary {
namespace {

constexpr std::array<std::uint32_t, 256> crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1) != 0 ? value >> 1 ^ 0xEDB88320u : value >> 1;
        }
        table[i] = value;
    }
    return table;
}();

} // namespace

std::uint32_t crc32(std::span<const std::uint8_t> bytes) noexcept {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const std::uint8_t byte : bytes) crc = crc_table[(crc ^ byte) & 0xFF] ^ crc >> 8;
    return ~crc;
}

void Writer::unsigned_integer(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(value | 0x80));
    byte(static_cast<std::uint8_t>(value));
}

void Writer::signed_integer(std::int64_t value) {
    unsigned_integer(static_cast<std::uint64_t>(value) << 1 ^
                     static_cast<std::uint64_t>(value >> 63));
}

void Writer::real(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(bits >> shift));
}

void Writer::text(std::string_view value) {
    const std::string valid = to_valid_utf8(value);
    unsigned_integer(valid.size());
    bytes_.insert(bytes_.end(), valid.begin(), valid.end());
}

std::vector<std::uint8_t> Writer::finish() && {
    const std::uint32_t crc = crc32(bytes_);
    for (int shift = 0; shift < 32; shift += 8) byte(static_cast<std::uint8_t>(crc >> shift));
    return std::move(bytes_);
}

std::uint8_t Reader::byte() {
    if (at_end()) fail("the file ends too early");
    return bytes_[position_++];
}

std::uint64_t Reader::unsigned_integer() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::uint64_t next = byte();
        // The tenth byte has room for one bit.
        if (shift == 63 && next > 1) break;
        value |= (next & 0x7F) << shift;
        if (next < 0x80) return value;
    }
    fail("a number is too large");
}

std::int64_t Reader::signed_integer() {
    const std::uint64_t value = unsigned_integer();
    return static_cast<std::int64_t>(value >> 1 ^ (0 - (value & 1)));
}

double Reader::real() {
    std::uint64_t bits = 0;
    for (int shift = 0; shift < 64; shift += 8) bits |= std::uint64_t{byte()} << shift;
    return std::bit_cast<double>(bits);
}

std::string Reader::text() {
    const std::size_t size = count(1);
    const std::string_view raw = as_text(bytes_.subspan(position_, size));
    std::string valid = to_valid_utf8(raw);
    if (valid != raw) fail("a text is not valid UTF-8");
    position_ += size;
    return valid;
}

std::size_t Reader::count(std::size_t smallest) {
    const std::uint64_t value = unsigned_integer();
    if (value > (bytes_.size() - position_) / smallest) fail("a count is larger than the file");
    return static_cast<std::size_t>(value);
}

void Reader::fail(std::string_view what) const {
    throw DecodeFailed(Format::rox, 1,
                       "byte " + std::to_string(position_) + ": " + std::string(what));
}

} // namespace rox::binary
