#include "beat_clock.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "../sort.hpp"
#include "../text.hpp"

namespace rox::stepmania {
namespace {

constexpr double default_bpm = 60.0;

/// Times closer than this are the same, in spite of rounding.
constexpr double same_time = 1e-7;

/// Puts changes on the rows on which the game has them, in order.
void to_rows(std::vector<BeatClock::Change>& changes) {
    for (BeatClock::Change& change : changes) {
        change.beat = std::max(std::round(change.beat * rows_per_beat), 0.0) / rows_per_beat;
    }
    sort_keeping_order(changes, &BeatClock::Change::beat);
}

} // namespace

BeatClock::BeatClock(double offset, std::vector<Change> tempos, std::vector<Change> stops) {
    std::erase_if(tempos, [](const Change& tempo) { return tempo.value == 0.0; });
    to_rows(tempos);
    to_rows(stops);

    const double first_bpm = tempos.empty() ? default_bpm : tempos.front().value;
    Segment now{0.0, offset, offset, first_bpm, offset};
    std::size_t tempo = 0;
    std::size_t stop = 0;
    for (bool first = true;; first = false) {
        // The next beat at which anything changes; the first segment takes what is at beat 0.
        const bool more_tempos = tempo < tempos.size();
        const bool more_stops = stop < stops.size();
        if (!first && !more_tempos && !more_stops) break;
        double beat = 0.0;
        if (!first) {
            beat = more_tempos ? tempos[tempo].beat : stops[stop].beat;
            if (more_stops) beat = std::min(beat, stops[stop].beat);
            const double arrival = now.departure + (beat - now.beat) * 60.0 / now.bpm;
            const double caught_up = std::max({now.caught_up, now.arrival, now.departure});
            now = {beat, arrival, arrival, now.bpm, caught_up};
        }
        for (; tempo < tempos.size() && tempos[tempo].beat <= beat; ++tempo) {
            now.bpm = tempos[tempo].value;
        }
        for (; stop < stops.size() && stops[stop].beat <= beat; ++stop) {
            now.departure += stops[stop].value;
        }
        segments_.push_back(now);
    }
}

std::optional<double> BeatClock::seconds_at(double beat) const noexcept {
    const auto after = std::ranges::upper_bound(segments_, beat, {}, &Segment::beat);
    const Segment& segment = after == segments_.begin() ? *after : *std::prev(after);
    if (beat == segment.beat) {
        if (segment.arrival < segment.caught_up - same_time) return std::nullopt;
        return segment.arrival;
    }
    const double time = segment.departure + (beat - segment.beat) * 60.0 / segment.bpm;
    const double caught_up = std::max(segment.caught_up, segment.arrival);
    if (segment.bpm < 0.0 || time < caught_up - same_time) return std::nullopt;
    return time;
}

std::optional<std::vector<TimingPoint>> BeatClock::timing_points() const {
    std::vector<TimingPoint> points;
    for (const Segment& segment : segments_) {
        const double time = std::max({segment.departure, segment.caught_up, segment.arrival});
        const std::optional<std::int64_t> time_us = microseconds_from(time);
        if (!time_us) return std::nullopt;
        points.push_back({.time_us = *time_us, .bpm = segment.bpm});
    }
    return points;
}

} // namespace rox::stepmania
