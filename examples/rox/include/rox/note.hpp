#pragma once

#include <compare>
#include <cstdint>

#include "rox/hit_sound.hpp"

namespace rox {

/// What the player does with a note.
enum class NoteKind : std::uint8_t {
    tap,   ///< Pressed once. Has no duration.
    hold,  ///< Pressed and held for its duration.
    burst, ///< Tapped repeatedly for its duration (a StepMania roll).
    mine,  ///< Must not be pressed. Has no duration.
};

/// One note of a chart. Plain data of 24 bytes without padding, cheap to copy.
///
/// Notes order by time, then by column, then by the remaining fields in the order of declaration.
struct Note {
    /// When the note starts, in microseconds from the start of the audio. May be negative.
    std::int64_t time_us = 0;

    /// The column, counted from 0 at the left.
    std::uint8_t column = 0;

    /// What the player does.
    NoteKind kind = NoteKind::tap;

    /// Additions to the normal hit sound.
    HitSound hit_sound = HitSound::none;

    /// Loudness of the hit sound in percent, 1 to 100; 0 means the player's default.
    std::uint8_t volume = 0;

    /// A sample to play instead of the normal hit sound: 1 for the first of `Chart::samples()`,
    /// and so on; 0 for none.
    std::uint32_t sample = 0;

    /// How long a hold or burst lasts, in microseconds, never negative; 0 for taps and mines.
    std::int64_t duration_us = 0;

    /// When the note ends, in microseconds from the start of the audio.
    [[nodiscard]] constexpr std::int64_t end_us() const noexcept { return time_us + duration_us; }

    /// Whether the note lasts: a hold or a burst.
    [[nodiscard]] constexpr bool is_long() const noexcept {
        return kind == NoteKind::hold || kind == NoteKind::burst;
    }

    friend constexpr auto operator<=>(const Note&, const Note&) noexcept = default;
};

/// A tap at `time_us` microseconds.
[[nodiscard]] constexpr Note tap(std::int64_t time_us, std::uint8_t column) noexcept {
    return {.time_us = time_us, .column = column};
}

/// A hold from `time_us` that lasts `duration_us` microseconds.
[[nodiscard]] constexpr Note hold(std::int64_t time_us, std::uint8_t column,
                                  std::int64_t duration_us) noexcept {
    return {.time_us = time_us,
            .column = column,
            .kind = NoteKind::hold,
            .duration_us = duration_us};
}

} // namespace rox
