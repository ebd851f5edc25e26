#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "rox/chart.hpp"

namespace rox {

/// A change of tempo.
struct BpmChange {
    /// When, from the start of the audio.
    std::chrono::microseconds time{0};

    /// The new tempo in beats per minute.
    double bpm = 0.0;

    friend bool operator==(const BpmChange&, const BpmChange&) = default;
};

/// The slowest and the fastest tempo of a chart, in beats per minute.
struct BpmRange {
    double min = 0.0;
    double max = 0.0;

    friend bool operator==(const BpmRange&, const BpmRange&) = default;
};

/// The figures a song list shows about a chart. Mines do not count as notes.
struct Summary {
    /// Notes of all kinds but mines.
    std::size_t note_count = 0;

    /// Holds and bursts among them.
    std::size_t long_note_count = 0;

    /// From the start of the first note to the end of the last one.
    std::chrono::microseconds duration{0};

    /// Notes per second over that duration; 0 when the chart has no duration.
    double average_nps = 0.0;

    /// The most notes in any one second.
    double peak_nps = 0.0;

    /// The range of the tempo; empty when the chart has no timing points.
    std::optional<BpmRange> bpm;

    friend bool operator==(const Summary&, const Summary&) = default;
};

/// Notes per second over time: one value for each window from the first note on, in order; the last
/// window is the one in which the last note starts. Mines do not count.
/// @throws InvalidWindow when `window` is not positive or gives more than ten million values
[[nodiscard]] std::vector<double>
density(const Chart& chart, std::chrono::microseconds window = std::chrono::seconds{1});

/// The most notes per second in any stretch of time as long as `window`. Mines do not count.
/// @throws InvalidWindow when `window` is not positive
[[nodiscard]] double peak_nps(const Chart& chart,
                              std::chrono::microseconds window = std::chrono::seconds{1});

/// Notes per second from the start of the first note to the end of the last one; 0 when that is no
/// time at all. Mines do not count.
[[nodiscard]] double average_nps(const Chart& chart) noexcept;

/// The tempo at the start and each change of it.
[[nodiscard]] std::vector<BpmChange> bpm_changes(const Chart& chart);

/// The slowest and the fastest tempo; empty when the chart has no timing points.
[[nodiscard]] std::optional<BpmRange> bpm_range(const Chart& chart) noexcept;

/// The number of notes in each column, mines included, also of the columns without any.
[[nodiscard]] std::map<std::uint8_t, std::size_t> notes_by_column(const Chart& chart);

/// The number of notes of each kind that occurs.
[[nodiscard]] std::map<NoteKind, std::size_t> notes_by_kind(const Chart& chart);

/// All of the above that fits into a line.
[[nodiscard]] Summary summarize(const Chart& chart);

} // namespace rox
