#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rox/metadata.hpp"
#include "rox/note.hpp"
#include "rox/timing.hpp"

namespace rox {

/// A chart: the notes of one difficulty of one song, with its tempo and its description.
///
/// A chart is a value: copies are independent, and equality compares everything. It keeps its own
/// invariants: notes are sorted, timing points are sorted with at most one per instant, and every
/// note lies in a column that exists. All times lie within `max_time` of the start of the audio.
///
/// Const member functions may be called from several threads at once.
class Chart {
public:
    /// The fewest keys a chart can have.
    static constexpr int min_keys = 1;

    /// The most keys a chart can have.
    static constexpr int max_keys = 18;

    /// How far from the start of the audio, in either direction, a chart reaches: 24 hours.
    static constexpr std::chrono::microseconds max_time = std::chrono::hours{24};

    /// Makes an empty chart.
    /// @param key_count the number of columns, `min_keys` to `max_keys`
    /// @throws InvalidKeyCount when it is out of that range
    explicit Chart(int key_count);

    /// Makes a chart without notes whose tempo is `bpm` from the start of the audio.
    /// @throws InvalidKeyCount as the constructor does
    /// @throws InvalidTiming when `bpm` is not finite or `meter` is 0
    [[nodiscard]] static Chart with_tempo(int key_count, double bpm, std::uint8_t meter = 4);

    /// The number of columns.
    [[nodiscard]] int key_count() const noexcept { return key_count_; }

    /// The description of song and chart.
    [[nodiscard]] const Metadata& metadata() const noexcept { return metadata_; }

    /// Replaces the description.
    void set_metadata(Metadata metadata) { metadata_ = std::move(metadata); }

    /// The notes, sorted. Valid until the chart changes.
    [[nodiscard]] const std::vector<Note>& notes() const noexcept { return notes_; }

    /// Replaces all notes; they may come in any order.
    /// @throws InvalidColumn, InvalidNote; the chart is then unchanged
    void set_notes(std::vector<Note> notes);

    /// Adds a note at its place in the order.
    /// @throws InvalidColumn, InvalidNote; the chart is then unchanged
    void add(const Note& note);

    /// Adds several notes, in any order: one sort for all of them.
    /// @throws InvalidColumn, InvalidNote; the chart is then unchanged
    void add(std::span<const Note> notes);

    /// Removes the notes for which `predicate` is true, asking once for each, in order.
    /// @return how many were removed
    std::size_t remove_if(const std::function<bool(const Note&)>& predicate);

    /// Removes all notes.
    void clear_notes() noexcept { notes_.clear(); }

    /// The notes that start in the half-open interval [`from`, `to`), as a copy.
    [[nodiscard]] std::vector<Note> notes_between(std::chrono::microseconds from,
                                                  std::chrono::microseconds to) const;

    /// The timing points, sorted by time, at most one per instant. Valid until the chart changes.
    [[nodiscard]] const std::vector<TimingPoint>& timing_points() const noexcept { return timing_; }

    /// Replaces all timing points; they may come in any order, and of several at one instant the
    /// last counts.
    /// @throws InvalidTiming; the chart is then unchanged
    void set_timing_points(std::vector<TimingPoint> points);

    /// Adds a timing point, replacing the one at the same instant if there is one.
    /// @throws InvalidTiming; the chart is then unchanged
    void add(const TimingPoint& point);

    /// The timing point in force at `time`; empty when the chart has none.
    [[nodiscard]] std::optional<TimingPoint>
    timing_at(std::chrono::microseconds time) const noexcept;

    /// Audio files of the hit sounds, relative to the chart; see `Note::sample`.
    [[nodiscard]] const std::vector<std::string>& samples() const noexcept { return samples_; }

    /// Adds an audio file for hit sounds, unless it is there already.
    /// @return the number to put into `Note::sample`
    std::uint32_t add_sample(std::string_view file_name);

    /// Replaces the list of audio files for hit sounds.
    /// @throws InvalidNote when a note uses a sample beyond the end of the new list; the chart is
    /// then unchanged
    void set_samples(std::vector<std::string> file_names);

    /// From the start of the first note to the end of the last one; zero without notes.
    [[nodiscard]] std::chrono::microseconds duration() const noexcept;

    /// Moves all notes and timing points, e.g. to fit another cut of the audio.
    /// @throws InvalidNote, InvalidTiming when something would leave `max_time`; the chart is then
    /// unchanged
    void shift(std::chrono::microseconds offset);

    /// Swaps left and right.
    void mirror() noexcept;

    /// A copy played `rate` times as fast: times divided by `rate`, tempos multiplied by it.
    /// @param rate 0.1 to 10
    /// @throws InvalidRate when it is out of that range
    /// @throws InvalidNote, InvalidTiming when the slower chart would leave `max_time`
    [[nodiscard]] Chart at_rate(double rate) const;

    /// The number of notes.
    [[nodiscard]] std::size_t size() const noexcept { return notes_.size(); }

    /// Whether the chart has no notes.
    [[nodiscard]] bool empty() const noexcept { return notes_.empty(); }

    /// The note with this position in the order, counted from 0.
    /// @throws std::out_of_range when there is no such note
    [[nodiscard]] const Note& operator[](std::size_t index) const { return notes_.at(index); }

    /// Iterates over the notes in a chart.
    using const_iterator = std::vector<Note>::const_iterator;

    /// The first note in order.
    [[nodiscard]] const_iterator begin() const noexcept { return notes_.begin(); }

    /// The end of the notes.
    [[nodiscard]] const_iterator end() const noexcept { return notes_.end(); }

    friend bool operator==(const Chart&, const Chart&) = default;

private:
    int key_count_;
    Metadata metadata_;
    std::vector<Note> notes_;
    std::vector<TimingPoint> timing_;
    std::vector<std::string> samples_;
};

} // namespace rox
