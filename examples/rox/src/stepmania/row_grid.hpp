#pragma once

#include <cstdint>
#include <vector>

#include "rox/chart.hpp"

namespace rox::stepmania {

/// The rows on which a chart's notes land when it is written for StepMania, which has 48 of them a
/// beat and nothing in between.
///
/// Tempo changes lie on rows as well. So that the clock does not drift, a section between two of
/// them plays a touch faster or slower than the chart says, by what makes it a whole number of
/// rows; each change is then at its exact time. Sections shorter than a row, and tempos no music
/// has (not above 0, below 60 or above 960, as effects use them), are evened out.
class RowGrid {
public:
    explicit RowGrid(const Chart& chart);

    struct Tempo {
        std::int64_t row;
        double bpm;
    };

    /// The tempo changes, in order; the first is on row 0.
    [[nodiscard]] const std::vector<Tempo>& tempos() const noexcept { return tempos_; }

    /// The time of row 0 in microseconds, not after the first note.
    [[nodiscard]] std::int64_t start_us() const noexcept { return start_us_; }

    /// The row nearest to a time, not below 0.
    [[nodiscard]] std::int64_t row_at(std::int64_t time_us) const noexcept;

private:
    struct Section {
        std::int64_t start_us;
        double bpm;
        std::int64_t row;
    };

    void build_sections(const Chart& chart);
    void start_before_first_note(const Chart& chart);
    void place_on_rows();

    std::vector<Section> sections_;
    std::vector<Tempo> tempos_;
    std::int64_t start_us_ = 0;
};

} // namespace rox::stepmania
