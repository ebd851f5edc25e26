#include "row_grid.hpp"

#include <algorithm>
#include <cmath>

#include "beat_clock.hpp"

namespace rox::stepmania {
namespace {

constexpr double default_bpm = 120.0;
constexpr double slowest = 60.0;
constexpr double fastest = 960.0;

/// A section that the chart's own tempo fills to within this many microseconds keeps it.
constexpr double unnoticeable_us = 2.0;

double us_per_row(double bpm) noexcept { return 60e6 / (bpm * rows_per_beat); }

/// A tempo that makes a usable grid: the same, doubled or halved until it is plausible.
double usable(double bpm, double before) noexcept {
    if (!(bpm >= 1.0 && bpm <= 1e6)) return before;
    while (bpm < slowest) bpm *= 2;
    while (bpm > fastest) bpm /= 2;
    return bpm;
}

} // namespace

RowGrid::RowGrid(const Chart& chart) {
    build_sections(chart);
    start_before_first_note(chart);
    place_on_rows();
}

void RowGrid::build_sections(const Chart& chart) {
    double bpm = default_bpm;
    for (const TimingPoint& point : chart.timing_points()) {
        if (!point.starts_bar) continue;
        bpm = usable(point.bpm, bpm);
        // A section that lasts less than a row goes, and the one before it lasts until here.
        while (!sections_.empty()) {
            const Section& last = sections_.back();
            const auto length = static_cast<double>(point.time_us - last.start_us);
            if (std::llround(length / us_per_row(last.bpm)) > 0) break;
            sections_.pop_back();
        }
        sections_.push_back({point.time_us, bpm, 0});
    }
    if (sections_.empty()) sections_.push_back({0, bpm, 0});
}

void RowGrid::start_before_first_note(const Chart& chart) {
    Section& first = sections_.front();
    if (chart.empty() || chart.notes().front().time_us >= first.start_us) return;
    const double measure = us_per_row(first.bpm) * rows_per_measure;
    const auto missing = static_cast<double>(first.start_us - chart.notes().front().time_us);
    first.start_us -= std::llround(std::ceil(missing / measure) * measure);
}

void RowGrid::place_on_rows() {
    start_us_ = sections_.front().start_us;
    std::int64_t row = 0;
    for (std::size_t i = 0; i < sections_.size(); ++i) {
        Section& section = sections_[i];
        section.row = row;
        if (i + 1 < sections_.size()) {
            const auto length = static_cast<double>(sections_[i + 1].start_us - section.start_us);
            const std::int64_t rows =
                std::max<std::int64_t>(std::llround(length / us_per_row(section.bpm)), 1);
            const double off = static_cast<double>(rows) * us_per_row(section.bpm) - length;
            if (std::fabs(off) > unnoticeable_us) {
                section.bpm = static_cast<double>(rows) * 60e6 / (length * rows_per_beat);
            }
            row += rows;
        }
        tempos_.push_back({section.row, section.bpm});
    }
}

std::int64_t RowGrid::row_at(std::int64_t time_us) const noexcept {
    auto after = std::ranges::upper_bound(sections_, time_us, {}, &Section::start_us);
    if (after == sections_.begin()) ++after;
    const Section& section = *std::prev(after);
    const auto since = static_cast<double>(time_us - section.start_us);
    std::int64_t row = section.row + std::llround(since / us_per_row(section.bpm));
    if (after != sections_.end()) row = std::min(row, after->row);
    return std::max<std::int64_t>(row, 0);
}

} // namespace rox::stepmania
