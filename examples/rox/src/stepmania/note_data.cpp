#include "note_data.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "../text.hpp"
#include "rox/chart.hpp"
#include "rox/error.hpp"

namespace rox::stepmania {
namespace {

struct Row {
    std::string_view text;
    std::int64_t line;
};

/// Hands out rows and commas one by one, without comments and white space.
class RowReader {
public:
    RowReader(std::string_view data, std::int64_t first_line) noexcept
        : rest_(data), line_(first_line) {}

    /// Reads the next row, or a comma as a row of its own; false at the end.
    [[nodiscard]] bool next(Row& row) noexcept {
        for (;;) {
            if (rest_.empty()) return false;
            const char c = rest_.front();
            if (c == '\n') ++line_;
            if (rest_.starts_with("//")) {
                rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                rest_.remove_prefix(1);
            } else {
                break;
            }
        }
        const std::size_t length = rest_.front() == ',' ? 1 : rest_.find_first_of(", \t\r\n/");
        row = {rest_.substr(0, length), line_};
        rest_.remove_prefix(std::max<std::size_t>(row.text.size(), 1));
        return true;
    }

private:
    std::string_view rest_;
    std::int64_t line_;
};

/// Drops `{...}` and `[...]`, in which old files keep attacks and key sounds of a cell.
std::string_view without_brackets(std::string_view row, std::string& storage) {
    if (row.find_first_of("{[") == std::string_view::npos) return row;
    storage.clear();
    char closing = 0;
    for (const char c : row) {
        if (closing != 0) {
            if (c == closing) closing = 0;
        } else if (c == '{' || c == '[') {
            closing = c == '{' ? '}' : ']';
        } else {
            storage += c;
        }
    }
    return storage;
}

class NoteReader {
public:
    NoteReader(int key_count, const BeatClock& clock) : key_count_(key_count), clock_(clock) {}

    void read_measure(const std::vector<Row>& rows) {
        const auto count = static_cast<double>(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double part = static_cast<double>(i) / count;
            read_row(rows[i], (measure_ + part) * beats_per_measure);
        }
        measure_ += 1.0;
    }

    std::vector<Note> finish() && {
        // A hold that never ends is played as a tap.
        for (const std::optional<std::size_t>& head : open_) {
            if (head) notes_[*head].kind = NoteKind::tap;
        }
        return std::move(notes_);
    }

private:
    [[noreturn]] static void fail(const Row& row, const std::string& message) {
        throw DecodeFailed(Format::stepmania, row.line, message);
    }

    void read_row(const Row& row, double beat) {
        const std::string_view cells = without_brackets(row.text, storage_);
        if (cells.size() != static_cast<std::size_t>(key_count_)) {
            fail(row, "a row of " + std::to_string(cells.size()) + " cells in a chart of " +
                          std::to_string(key_count_) + " keys");
        }
        if (cells.find_first_not_of('0') == std::string_view::npos) return;

        const std::optional<double> seconds = clock_.seconds_at(beat);
        if (!seconds) return;
        const std::optional<std::int64_t> time = microseconds_from(*seconds);
        if (!time) fail(row, "a row is at a time out of range");
        for (std::size_t column = 0; column < cells.size(); ++column) {
            read_cell(row, cells[column], *time, static_cast<std::uint8_t>(column));
        }
    }

    void read_cell(const Row& row, char cell, std::int64_t time, std::uint8_t column) {
        Note note{.time_us = time, .column = column};
        switch (cell) {
        case '0': return;
        case 'F': return; // a fake: seen, but not to be hit
        case 'K': return; // a sound that plays by itself
        case '1': break;
        case 'L': break; // to be released, which no other game knows
        case 'M': note.kind = NoteKind::mine; break;
        case '2': start(note, NoteKind::hold); return;
        case '4': start(note, NoteKind::burst); return;
        case '3': end(time, column); return;
        default: fail(row, "a cell that is not one of 01234MLFK");
        }
        notes_.push_back(note);
    }

    void start(Note note, NoteKind kind) {
        std::optional<std::size_t>& open = open_[note.column];
        if (open) notes_[*open].kind = NoteKind::tap;
        note.kind = kind;
        open = notes_.size();
        notes_.push_back(note);
    }

    void end(std::int64_t time, std::uint8_t column) {
        std::optional<std::size_t>& open = open_[column];
        if (!open) return;
        Note& note = notes_[*open];
        note.duration_us = std::max<std::int64_t>(time - note.time_us, 0);
        open.reset();
    }

    int key_count_;
    const BeatClock& clock_;
    double measure_ = 0.0;
    std::vector<Note> notes_;
    std::array<std::optional<std::size_t>, Chart::max_keys> open_{};
    std::string storage_;
};

} // namespace

int count_columns(std::string_view data) {
    RowReader rows(data, 1);
    Row row{};
    std::string storage;
    while (rows.next(row)) {
        if (row.text == ",") continue;
        const std::string_view cells = without_brackets(row.text, storage);
        return cells.size() <= static_cast<std::size_t>(Chart::max_keys)
                   ? static_cast<int>(cells.size())
                   : 0;
    }
    return 0;
}

std::vector<Note> read_note_data(std::string_view data, std::int64_t first_line, int key_count,
                                 const BeatClock& clock) {
    RowReader reader(data, first_line);
    NoteReader notes(key_count, clock);
    std::vector<Row> measure;
    Row row{};
    while (reader.next(row)) {
        if (row.text == ",") {
            notes.read_measure(measure);
            measure.clear();
        } else {
            measure.push_back(row);
        }
    }
    notes.read_measure(measure);
    return std::move(notes).finish();
}

} // namespace rox::stepmania
