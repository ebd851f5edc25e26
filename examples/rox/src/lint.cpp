#include "rox/lint.hpp"

#include <array>
#include <optional>

namespace rox {
namespace {

constexpr double fastest_music = 1000.0;

void lint_metadata(const Metadata& metadata, std::vector<Issue>& issues) {
    if (metadata.title.empty()) issues.emplace_back(MissingText{"title"});
    if (metadata.artist.empty()) issues.emplace_back(MissingText{"artist"});
    if (metadata.audio_file.empty()) issues.emplace_back(MissingText{"audio_file"});
}

void lint_timing(const Chart& chart, std::vector<Issue>& issues) {
    if (chart.timing_points().empty()) issues.emplace_back(MissingTiming{});
    for (const TimingPoint& point : chart.timing_points()) {
        if (!(point.bpm > 0.0 && point.bpm <= fastest_music)) {
            issues.emplace_back(ImplausibleBpm{point});
        }
    }
}

void lint_notes(const Chart& chart, std::vector<Issue>& issues) {
    std::array<std::optional<std::size_t>, Chart::max_keys> longest_before{};
    for (std::size_t i = 0; i < chart.size(); ++i) {
        const Note& note = chart[i];
        if (note.is_long() && note.duration_us == 0) issues.emplace_back(EmptyHold{i});

        std::optional<std::size_t>& before = longest_before[note.column];
        if (before) {
            const Note& other = chart[*before];
            if (note.time_us < other.end_us() || note.time_us == other.time_us) {
                issues.emplace_back(OverlappingNotes{*before, i});
            }
        }
        if (!before || note.end_us() >= chart[*before].end_us()) before = i;
    }
}

struct Describe {
    std::string operator()(const MissingTiming&) const { return "There are no timing points."; }

    std::string operator()(const OverlappingNotes& issue) const {
        return "Notes " + std::to_string(issue.first) + " and " + std::to_string(issue.second) +
               " overlap in their column.";
    }

    std::string operator()(const EmptyHold& issue) const {
        return "Note " + std::to_string(issue.note) + " is held for no time at all.";
    }

    std::string operator()(const ImplausibleBpm& issue) const {
        return "The tempo at " + std::to_string(issue.point.time_us) + " us is " +
               std::to_string(issue.point.bpm) + " beats per minute.";
    }

    std::string operator()(const MissingText& issue) const {
        return "The field " + issue.field + " is empty.";
    }
};

} // namespace

std::vector<Issue> lint(const Chart& chart) {
    std::vector<Issue> issues;
    lint_metadata(chart.metadata(), issues);
    lint_timing(chart, issues);
    lint_notes(chart, issues);
    return issues;
}

std::string describe(const Issue& issue) { return std::visit(Describe{}, issue); }

} // namespace rox
