#include "rox/analysis.hpp"

#include <algorithm>

#include "rox/error.hpp"

namespace rox {
namespace {

constexpr std::int64_t most_windows = 10'000'000;

bool counts(const Note& note) noexcept { return note.kind != NoteKind::mine; }

double per_second(std::size_t notes, std::chrono::microseconds time) noexcept {
    return static_cast<double>(notes) / std::chrono::duration<double>(time).count();
}

std::vector<std::int64_t> counted_times(const Chart& chart) {
    std::vector<std::int64_t> times;
    times.reserve(chart.size());
    for (const Note& note : chart) {
        if (counts(note)) times.push_back(note.time_us);
    }
    return times;
}

} // namespace

std::vector<double> density(const Chart& chart, std::chrono::microseconds window) {
    if (window.count() <= 0) throw InvalidWindow(window);
    const std::vector<std::int64_t> times = counted_times(chart);
    if (times.empty()) return {};

    const std::int64_t last_window = (times.back() - times.front()) / window.count();
    if (last_window >= most_windows) throw InvalidWindow(window);
    std::vector<double> result(static_cast<std::size_t>(last_window) + 1);
    const double one_note = per_second(1, window);
    for (const std::int64_t time : times) {
        result[static_cast<std::size_t>((time - times.front()) / window.count())] += one_note;
    }
    return result;
}

double peak_nps(const Chart& chart, std::chrono::microseconds window) {
    if (window.count() <= 0) throw InvalidWindow(window);
    const std::vector<std::int64_t> times = counted_times(chart);
    std::size_t most = 0;
    for (std::size_t first = 0, last = 0; last < times.size(); ++last) {
        while (times[last] - times[first] >= window.count()) ++first;
        most = std::max(most, last - first + 1);
    }
    return per_second(most, window);
}

double average_nps(const Chart& chart) noexcept {
    const std::chrono::microseconds duration = chart.duration();
    if (duration.count() == 0) return 0.0;
    return per_second(static_cast<std::size_t>(std::ranges::count_if(chart, counts)), duration);
}

std::vector<BpmChange> bpm_changes(const Chart& chart) {
    std::vector<BpmChange> result;
    for (const TimingPoint& point : chart.timing_points()) {
        if (result.empty() || result.back().bpm != point.bpm) {
            result.push_back({std::chrono::microseconds{point.time_us}, point.bpm});
        }
    }
    return result;
}

std::optional<BpmRange> bpm_range(const Chart& chart) noexcept {
    const std::vector<TimingPoint>& points = chart.timing_points();
    if (points.empty()) return std::nullopt;
    const auto [min, max] = std::ranges::minmax_element(points, {}, &TimingPoint::bpm);
    return BpmRange{min->bpm, max->bpm};
}

std::map<std::uint8_t, std::size_t> notes_by_column(const Chart& chart) {
    std::map<std::uint8_t, std::size_t> result;
    for (int column = 0; column < chart.key_count(); ++column) {
        result[static_cast<std::uint8_t>(column)] = 0;
    }
    for (const Note& note : chart) ++result[note.column];
    return result;
}

std::map<NoteKind, std::size_t> notes_by_kind(const Chart& chart) {
    std::map<NoteKind, std::size_t> result;
    for (const Note& note : chart) ++result[note.kind];
    return result;
}

Summary summarize(const Chart& chart) {
    Summary summary{.duration = chart.duration(),
                    .average_nps = average_nps(chart),
                    .peak_nps = peak_nps(chart),
                    .bpm = bpm_range(chart)};
    for (const Note& note : chart) {
        summary.note_count += counts(note) ? 1 : 0;
        summary.long_note_count += note.is_long() ? 1 : 0;
    }
    return summary;
}

} // namespace rox
