#pragma once

#include <compare>
#include <cstdint>

namespace rox {

/// The tempo, metre and scroll speed that are in force from one instant to the next timing point.
/// Plain data. Before the first timing point of a chart, the first one is in force.
struct TimingPoint {
    /// When it takes effect, in microseconds from the start of the audio. May be negative.
    std::int64_t time_us = 0;

    /// Beats per minute. Any finite number: real charts use negative, zero and huge tempos for
    /// visual effects.
    double bpm = 120.0;

    /// Multiplier of the scroll speed, 1 for normal. Any finite number, also negative or zero.
    double scroll_velocity = 1.0;

    /// Beats in a bar, 1 to 255.
    std::uint8_t meter = 4;

    /// Whether a new bar starts here. False for a point that only changes the scroll velocity. A
    /// chart sets it on its first point and on every point that changes tempo or metre.
    bool starts_bar = true;

    friend constexpr auto operator<=>(const TimingPoint&, const TimingPoint&) noexcept = default;
};

} // namespace rox
