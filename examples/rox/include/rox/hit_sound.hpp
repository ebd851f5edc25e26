#pragma once

#include <cstdint>

namespace rox {

/// The additions played on top of the normal sound when a note is hit. A set of flags: combine
/// them with `|`, test them with `has()`.
enum class HitSound : std::uint8_t {
    none = 0,
    whistle = 1 << 0,
    finish = 1 << 1,
    clap = 1 << 2,
};

/// The additions of both sets.
[[nodiscard]] constexpr HitSound operator|(HitSound a, HitSound b) noexcept {
    return static_cast<HitSound>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}

/// The additions that are in both sets.
[[nodiscard]] constexpr HitSound operator&(HitSound a, HitSound b) noexcept {
    return static_cast<HitSound>(static_cast<std::uint8_t>(a) & static_cast<std::uint8_t>(b));
}

/// Adds the additions of `b` to `a`.
constexpr HitSound& operator|=(HitSound& a, HitSound b) noexcept { return a = a | b; }

/// Whether every addition of `wanted` is in `set`.
[[nodiscard]] constexpr bool has(HitSound set, HitSound wanted) noexcept {
    return (set & wanted) == wanted;
}

} // namespace rox
