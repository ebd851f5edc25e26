#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "rox/timing.hpp"

namespace rox::stepmania {

/// StepMania rounds beats to this many rows each, 192 for a measure of four beats.
inline constexpr int rows_per_beat = 48;
inline constexpr int beats_per_measure = 4;
inline constexpr int rows_per_measure = rows_per_beat * beats_per_measure;

/// Tells the time of a beat from the tempo changes and stops of a simfile.
///
/// A negative tempo or stop, an old way to write a jump, sends the clock back in time; the beats it
/// then passes until it has caught up are skipped by the game, and have no time here.
class BeatClock {
public:
    struct Change {
        double beat;
        double value;
    };

    /// @param offset the time of beat 0 in seconds
    /// @param tempos in beats per minute; those of 0 are ignored, as the game does
    /// @param stops in seconds
    BeatClock(double offset, std::vector<Change> tempos, std::vector<Change> stops);

    /// The time of a beat in seconds; empty when the beat is skipped.
    [[nodiscard]] std::optional<double> seconds_at(double beat) const noexcept;

    /// The tempo changes and the ends of stops as timing points; empty when one of them is beyond
    /// `Chart::max_time`.
    [[nodiscard]] std::optional<std::vector<TimingPoint>> timing_points() const;

private:
    struct Segment {
        double beat;
        double arrival;   ///< When its beat is reached.
        double departure; ///< When its beat is left, later by a stop.
        double bpm;
        double caught_up; ///< The latest time that any segment before it has reached.
    };

    std::vector<Segment> segments_;
};

} // namespace rox::stepmania
