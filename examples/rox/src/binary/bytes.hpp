#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The primitive values of the binary format.
namespace rox::binary {

/// The first bytes of every file.
inline constexpr std::string_view magic = "ROX\x1a";

/// The version this library writes, and the newest it reads.
inline constexpr std::uint64_t version = 1;

/// The polynomial of zlib and PNG.
[[nodiscard]] std::uint32_t crc32(std::span<const std::uint8_t> bytes) noexcept;

/// Bits that say which optional texts and times of the description follow.
struct Present {
    static constexpr std::uint64_t title_unicode = 1 << 0;
    static constexpr std::uint64_t subtitle = 1 << 1;
    static constexpr std::uint64_t artist_unicode = 1 << 2;
    static constexpr std::uint64_t source = 1 << 3;
    static constexpr std::uint64_t genre = 1 << 4;
    static constexpr std::uint64_t level = 1 << 5;
    static constexpr std::uint64_t preview_time = 1 << 6;
    static constexpr std::uint64_t preview_length = 1 << 7;
    static constexpr std::uint64_t background_file = 1 << 8;
    static constexpr std::uint64_t all = (1 << 9) - 1;
};

/// Bits of a timing point that say what changes.
struct Changes {
    static constexpr std::uint8_t starts_bar = 1 << 0;
    static constexpr std::uint8_t bpm = 1 << 1;
    static constexpr std::uint8_t scroll_velocity = 1 << 2;
    static constexpr std::uint8_t meter = 1 << 3;
    static constexpr std::uint8_t all = (1 << 4) - 1;
};

/// The first byte of a note: column, kind, and whether its sound follows.
struct NoteHead {
    static constexpr std::uint8_t column_mask = 0x1F;
    static constexpr int kind_shift = 5;
    static constexpr std::uint8_t kind_mask = 0x03;
    static constexpr std::uint8_t has_sound = 0x80;
};

/// Appends primitive values.
class Writer {
public:
    void byte(std::uint8_t value) { bytes_.push_back(value); }

    /// Seven bits per byte, the lowest first; the top bit says that more follow.
    void unsigned_integer(std::uint64_t value);

    /// As `unsigned_integer()`, with the sign in the lowest bit.
    void signed_integer(std::int64_t value);

    /// IEEE 754, eight bytes, the lowest first.
    void real(double value);

    /// Its length in bytes, then its bytes, which are UTF-8.
    void text(std::string_view value);

    /// Appends the checksum of everything so far and hands out the bytes.
    [[nodiscard]] std::vector<std::uint8_t> finish() &&;

    void reserve(std::size_t size) { bytes_.reserve(size); }

private:
    std::vector<std::uint8_t> bytes_;
};

/// Reads them again; throws DecodeFailed at the first byte that is wrong.
class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes) {}

    [[nodiscard]] std::uint8_t byte();
    [[nodiscard]] std::uint64_t unsigned_integer();
    [[nodiscard]] std::int64_t signed_integer();
    [[nodiscard]] double real();
    [[nodiscard]] std::string text();

    /// A number of items that follow. Each takes at least `smallest` bytes, so a number that the
    /// rest of the file cannot hold is refused before memory is asked for it.
    [[nodiscard]] std::size_t count(std::size_t smallest);

    [[nodiscard]] bool at_end() const noexcept { return position_ == bytes_.size(); }

    [[noreturn]] void fail(std::string_view what) const;

private:
    std::span<const std::uint8_t> bytes_;
    std::size_t position_ = 0;
};

} // namespace rox::binary
