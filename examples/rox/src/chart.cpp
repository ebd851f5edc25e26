#include "rox/chart.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "rox/error.hpp"
#include "sort.hpp"

namespace rox {
namespace {

bool in_range(std::int64_t time_us) noexcept {
    return time_us >= -Chart::max_time.count() && time_us <= Chart::max_time.count();
}

void check(const Note& note, int key_count, std::size_t sample_count) {
    if (note.column >= key_count) throw InvalidColumn(note.column, key_count - 1);
    if (static_cast<std::uint8_t>(note.kind) > static_cast<std::uint8_t>(NoteKind::mine)) {
        throw InvalidNote(note, "its kind is not one of the four there are");
    }
    if (static_cast<std::uint8_t>(note.hit_sound) > 7) {
        throw InvalidNote(note, "its hit sound has unknown flags");
    }
    if (note.volume > 100) throw InvalidNote(note, "its volume is above 100");
    if (note.sample > sample_count) throw InvalidNote(note, "its sample does not exist");
    if (note.duration_us < 0) throw InvalidNote(note, "its duration is negative");
    if (note.duration_us > 0 && !note.is_long()) {
        throw InvalidNote(note, "only holds and bursts have a duration");
    }
    // The first test keeps the sum in the second one from overflowing.
    if (!in_range(note.time_us) || note.duration_us > 2 * Chart::max_time.count() ||
        !in_range(note.end_us())) {
        throw InvalidNote(note, "its time is out of range");
    }
}

void check(const TimingPoint& point) {
    if (!in_range(point.time_us)) throw InvalidTiming(point, "its time is out of range");
    if (!std::isfinite(point.bpm)) throw InvalidTiming(point, "its tempo is not finite");
    if (!std::isfinite(point.scroll_velocity)) {
        throw InvalidTiming(point, "its scroll velocity is not finite");
    }
    if (point.meter == 0) throw InvalidTiming(point, "its metre is 0");
}

/// Sorts, keeps the last of several points at one instant, and makes every change of tempo or metre
/// start a bar.
void normalize(std::vector<TimingPoint>& points) {
    sort_keeping_order(points, &TimingPoint::time_us);

    std::size_t kept = 0;
    for (const TimingPoint& point : points) {
        if (kept > 0 && points[kept - 1].time_us == point.time_us) --kept;
        points[kept++] = point;
    }
    points.resize(kept);

    for (std::size_t i = 0; i < points.size(); ++i) {
        TimingPoint& point = points[i];
        if (i == 0 || point.bpm != points[i - 1].bpm || point.meter != points[i - 1].meter) {
            point.starts_bar = true;
        }
    }
}

std::int64_t scaled(std::int64_t time_us, double rate) noexcept {
    constexpr double limit = 9e18;
    return std::llround(std::clamp(static_cast<double>(time_us) / rate, -limit, limit));
}

} // namespace

Chart::Chart(int key_count) : key_count_(key_count) {
    if (key_count < min_keys || key_count > max_keys) throw InvalidKeyCount(key_count);
}

Chart Chart::with_tempo(int key_count, double bpm, std::uint8_t meter) {
    Chart chart(key_count);
    chart.add(TimingPoint{.bpm = bpm, .meter = meter});
    return chart;
}

void Chart::set_notes(std::vector<Note> notes) {
    for (const Note& note : notes) check(note, key_count_, samples_.size());
    if (!std::ranges::is_sorted(notes)) std::ranges::sort(notes);
    notes_ = std::move(notes);
}

void Chart::add(const Note& note) {
    check(note, key_count_, samples_.size());
    notes_.insert(std::ranges::upper_bound(notes_, note), note);
}

void Chart::add(std::span<const Note> notes) {
    std::vector<Note> all;
    all.reserve(notes_.size() + notes.size());
    all = notes_;
    all.insert(all.end(), notes.begin(), notes.end());
    set_notes(std::move(all));
}

std::size_t Chart::remove_if(const std::function<bool(const Note&)>& predicate) {
    // Works on a copy so that a predicate that throws, or looks at this chart, does no harm.
    std::vector<Note> kept;
    kept.reserve(notes_.size());
    std::ranges::copy_if(notes_, std::back_inserter(kept),
                         [&](const Note& note) { return !predicate(note); });
    const std::size_t removed = notes_.size() - kept.size();
    notes_ = std::move(kept);
    return removed;
}

std::vector<Note> Chart::notes_between(std::chrono::microseconds from,
                                       std::chrono::microseconds to) const {
    const auto first = std::ranges::lower_bound(notes_, from.count(), {}, &Note::time_us);
    const auto last = std::ranges::lower_bound(notes_, to.count(), {}, &Note::time_us);
    return first < last ? std::vector<Note>(first, last) : std::vector<Note>();
}

void Chart::set_timing_points(std::vector<TimingPoint> points) {
    for (const TimingPoint& point : points) check(point);
    normalize(points);
    timing_ = std::move(points);
}

void Chart::add(const TimingPoint& point) {
    std::vector<TimingPoint> points;
    points.reserve(timing_.size() + 1);
    points = timing_;
    points.push_back(point);
    set_timing_points(std::move(points));
}

std::optional<TimingPoint> Chart::timing_at(std::chrono::microseconds time) const noexcept {
    if (timing_.empty()) return std::nullopt;
    const auto after = std::ranges::upper_bound(timing_, time.count(), {}, &TimingPoint::time_us);
    return after == timing_.begin() ? timing_.front() : *std::prev(after);
}

std::uint32_t Chart::add_sample(std::string_view file_name) {
    auto found = std::ranges::find(samples_, file_name);
    if (found == samples_.end()) found = samples_.emplace(found, file_name);
    return static_cast<std::uint32_t>(found - samples_.begin()) + 1;
}

void Chart::set_samples(std::vector<std::string> file_names) {
    for (const Note& note : notes_) check(note, key_count_, file_names.size());
    samples_ = std::move(file_names);
}

std::chrono::microseconds Chart::duration() const noexcept {
    if (notes_.empty()) return std::chrono::microseconds{0};
    std::int64_t end = notes_.front().end_us();
    for (const Note& note : notes_) end = std::max(end, note.end_us());
    return std::chrono::microseconds{end - notes_.front().time_us};
}

void Chart::shift(std::chrono::microseconds offset) {
    // Beyond twice the range nothing can stay inside it; clamping keeps the sums from overflowing.
    const std::int64_t by =
        std::clamp(offset.count(), -3 * max_time.count(), 3 * max_time.count());
    std::vector<Note> notes = notes_;
    for (Note& note : notes) {
        note.time_us += by;
        check(note, key_count_, samples_.size());
    }
    std::vector<TimingPoint> points = timing_;
    for (TimingPoint& point : points) {
        point.time_us += by;
        check(point);
    }
    notes_ = std::move(notes);
    timing_ = std::move(points);
}

void Chart::mirror() noexcept {
    for (Note& note : notes_) {
        note.column = static_cast<std::uint8_t>(key_count_ - 1 - note.column);
    }
    std::ranges::sort(notes_);
}

Chart Chart::at_rate(double rate) const {
    if (!(rate >= 0.1 && rate <= 10.0)) throw InvalidRate(rate);
    Chart result = *this;
    std::vector<Note> notes = notes_;
    for (Note& note : notes) {
        const std::int64_t end = scaled(note.end_us(), rate);
        note.time_us = scaled(note.time_us, rate);
        note.duration_us = end - note.time_us;
    }
    std::vector<TimingPoint> points = timing_;
    for (TimingPoint& point : points) {
        point.time_us = scaled(point.time_us, rate);
        point.bpm *= rate;
    }
    result.set_notes(std::move(notes));
    result.set_timing_points(std::move(points));
    const auto scale = [&](std::optional<std::chrono::microseconds>& time) {
        if (time) *time = std::chrono::microseconds{scaled(time->count(), rate)};
    };
    scale(result.metadata_.preview_time);
    scale(result.metadata_.preview_length);
    return result;
}

} // namespace rox
