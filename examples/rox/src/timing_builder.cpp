#include "timing_builder.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "sort.hpp"

namespace rox {

void TimingBuilder::add_tempo(std::int64_t time_us, double bpm, std::uint8_t meter) {
    if (std::isfinite(bpm)) events_.push_back({time_us, true, bpm, meter});
}

void TimingBuilder::add_scroll(std::int64_t time_us, double scroll_velocity) {
    if (std::isfinite(scroll_velocity)) events_.push_back({time_us, false, scroll_velocity, 0});
}

std::vector<TimingPoint> TimingBuilder::build() const {
    std::vector<Event> events = events_;
    sort_keeping_order(events, &Event::time_us);

    TimingPoint state{.bpm = default_bpm_, .scroll_velocity = initial_scroll_};
    const auto first_tempo = std::ranges::find_if(events, &Event::is_tempo);
    if (first_tempo != events.end()) {
        state.bpm = first_tempo->value;
        state.meter = first_tempo->meter;
    }

    std::vector<TimingPoint> points;
    for (std::size_t i = 0; i < events.size();) {
        state.time_us = events[i].time_us;
        state.starts_bar = false;
        bool scrolls = false;
        for (; i < events.size() && events[i].time_us == state.time_us; ++i) {
            const Event& event = events[i];
            if (event.is_tempo) {
                state.bpm = event.value;
                state.meter = event.meter;
                state.starts_bar = true;
            } else {
                state.scroll_velocity = event.value;
                scrolls = true;
            }
        }
        if (state.starts_bar && !scrolls && tempo_change_ == TempoChange::resets_scroll) {
            state.scroll_velocity = 1.0;
        }
        points.push_back(state);
    }
    return points;
}

} // namespace rox
