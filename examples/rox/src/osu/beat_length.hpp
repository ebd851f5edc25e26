#pragma once

/// osu! writes a tempo as the length of a beat in milliseconds, and a scroll velocity as a negative
/// percentage of that length. Both are decimals cut off after some 14 digits, so the numbers their
/// authors meant come back by rounding to 12: 370.37037037037 is 162 beats per minute.
namespace rox::osu {

/// Not finite when the beat length means no tempo.
[[nodiscard]] double bpm_from(double beat_length) noexcept;

/// 1 for what osu! takes for no scroll velocity at all.
[[nodiscard]] double scroll_velocity_from(double beat_length) noexcept;

/// The other way round; always a number that osu! accepts.
[[nodiscard]] double beat_length_of_bpm(double bpm) noexcept;
[[nodiscard]] double beat_length_of_scroll_velocity(double scroll_velocity) noexcept;

} // namespace rox::osu
