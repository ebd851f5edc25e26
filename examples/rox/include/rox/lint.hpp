#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "rox/chart.hpp"

namespace rox {

/// The chart has no timing points, so nobody knows where its beats are.
struct MissingTiming {
    friend bool operator==(const MissingTiming&, const MissingTiming&) = default;
};

/// A note starts before the note in front of it in the same column has ended, or with it.
struct OverlappingNotes {
    /// The position of the earlier note in `Chart::notes()`.
    std::size_t first = 0;

    /// The position of the later one.
    std::size_t second = 0;

    friend bool operator==(const OverlappingNotes&, const OverlappingNotes&) = default;
};

/// A hold or burst that ends when it starts.
struct EmptyHold {
    /// The position of the note in `Chart::notes()`.
    std::size_t note = 0;

    friend bool operator==(const EmptyHold&, const EmptyHold&) = default;
};

/// A tempo no music has: not above 0, or above 1000 beats per minute.
struct ImplausibleBpm {
    /// The timing point.
    TimingPoint point;

    friend bool operator==(const ImplausibleBpm&, const ImplausibleBpm&) = default;
};

/// A text of the description that must not be empty is.
struct MissingText {
    /// The name of the field of `Metadata`.
    std::string field;

    friend bool operator==(const MissingText&, const MissingText&) = default;
};

/// Something about a chart that its author should look at.
using Issue = std::variant<MissingTiming, OverlappingNotes, EmptyHold, ImplausibleBpm, MissingText>;

/// Looks for mistakes a player would notice. An empty result means none were found.
[[nodiscard]] std::vector<Issue> lint(const Chart& chart);

/// An issue as a sentence in English.
[[nodiscard]] std::string describe(const Issue& issue);

} // namespace rox
