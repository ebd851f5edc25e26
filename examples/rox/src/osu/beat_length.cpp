#include "beat_length.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace rox::osu {
namespace {

constexpr double milliseconds_per_minute = 60000.0;
constexpr int meant_digits = 12;

/// Stands for a tempo of zero, which has no beat length.
constexpr double endless_beat = 6e7;

/// The slowest scrolling that osu! knows, a hundredth of normal.
constexpr double slowest_scroll = -10000.0;

double as_meant(double value) noexcept {
    if (!std::isfinite(value)) return value;
    std::array<char, 40> buffer{};
    char* const begin = buffer.data();
    const auto written = std::to_chars(begin, begin + buffer.size(), value,
                                       std::chars_format::scientific, meant_digits - 1);
    double result = value;
    std::from_chars(begin, written.ptr, result);
    return result;
}

} // namespace

double bpm_from(double beat_length) noexcept {
    return as_meant(milliseconds_per_minute / beat_length);
}

double scroll_velocity_from(double beat_length) noexcept {
    if (!(beat_length < 0.0)) return 1.0;
    return as_meant(-100.0 / beat_length);
}

double beat_length_of_bpm(double bpm) noexcept {
    const double length = milliseconds_per_minute / bpm;
    return std::isfinite(length) ? length : endless_beat;
}

double beat_length_of_scroll_velocity(double scroll_velocity) noexcept {
    const double length = -100.0 / scroll_velocity;
    return length < 0.0 && length > slowest_scroll ? length : slowest_scroll;
}

} // namespace rox::osu
