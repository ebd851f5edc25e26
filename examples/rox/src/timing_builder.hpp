#pragma once

#include <cstdint>
#include <vector>

#include "rox/timing.hpp"

namespace rox {

/// Joins tempo changes and scroll changes, which most formats keep in two lists, into the timing
/// points of a chart. Events may come in any order; of several of one sort at one instant the last
/// one counts.
class TimingBuilder {
public:
    /// What a tempo change does to the scroll velocity when no scroll change is at the same time.
    enum class TempoChange { keeps_scroll, resets_scroll };

    TimingBuilder(TempoChange tempo_change, double default_bpm) noexcept
        : tempo_change_(tempo_change), default_bpm_(default_bpm) {}

    /// The scroll velocity before the first scroll change.
    void set_initial_scroll(double scroll_velocity) noexcept { initial_scroll_ = scroll_velocity; }

    void add_tempo(std::int64_t time_us, double bpm, std::uint8_t meter);
    void add_scroll(std::int64_t time_us, double scroll_velocity);

    [[nodiscard]] std::vector<TimingPoint> build() const;

private:
    struct Event {
        std::int64_t time_us;
        bool is_tempo;
        double value;
        std::uint8_t meter;
    };

    TempoChange tempo_change_;
    double default_bpm_;
    double initial_scroll_ = 1.0;
    std::vector<Event> events_;
};

} // namespace rox
