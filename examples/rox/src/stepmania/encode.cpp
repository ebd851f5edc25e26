#include <algorithm>
#include <array>

#include "../codecs.hpp"
#include "../text.hpp"
#include "beat_clock.hpp"
#include "modes.hpp"
#include "row_grid.hpp"
#include "tags.hpp"

namespace rox::stepmania {
namespace {

struct Cell {
    std::int64_t row;
    std::uint8_t column;
    char symbol;
};

void write_tag(std::string& out, std::string_view name, std::string_view value) {
    out.append("#").append(name).append(":").append(escape(value)).append(";\n");
}

void write_header(std::string& out, const Metadata& metadata, const RowGrid& grid) {
    const bool own_script = metadata.title_unicode.has_value();
    const bool artist_own_script = metadata.artist_unicode.has_value();
    write_tag(out, "TITLE", metadata.title_unicode.value_or(metadata.title));
    write_tag(out, "SUBTITLE", metadata.subtitle.value_or(""));
    write_tag(out, "ARTIST", metadata.artist_unicode.value_or(metadata.artist));
    write_tag(out, "TITLETRANSLIT", own_script ? metadata.title : "");
    write_tag(out, "ARTISTTRANSLIT", artist_own_script ? metadata.artist : "");
    write_tag(out, "GENRE", metadata.genre.value_or(""));
    write_tag(out, "CREDIT", metadata.creator);
    write_tag(out, "MUSIC", path_to_utf8(metadata.audio_file));
    write_tag(out, "BACKGROUND", path_to_utf8(metadata.background_file.value_or("")));
    const auto time_tag = [&](std::string_view name, std::int64_t microseconds) {
        out.append("#").append(name).append(":");
        append_seconds(out, microseconds);
        out += ";\n";
    };
    if (metadata.preview_time) time_tag("SAMPLESTART", metadata.preview_time->count());
    if (metadata.preview_length) time_tag("SAMPLELENGTH", metadata.preview_length->count());
    time_tag("OFFSET", -grid.start_us());
    out += "#SELECTABLE:YES;\n#BPMS:";
    for (std::size_t i = 0; i < grid.tempos().size(); ++i) {
        if (i > 0) out += "\n,";
        append_real(out, static_cast<double>(grid.tempos()[i].row) / rows_per_beat);
        out += '=';
        append_real(out, grid.tempos()[i].bpm);
    }
    out += ";\n#STOPS:;\n";
}

/// The game has five slots for charts; "Edit" holds any further ones, named by their description.
std::string_view slot_named(std::string_view name) {
    constexpr std::array<std::string_view, 5> slots{"Beginner", "Easy", "Medium", "Hard",
                                                    "Challenge"};
    const auto found = std::ranges::find(slots, name);
    return found == slots.end() ? "Edit" : *found;
}

/// Notes of one column as cells, so that holds end before the next note begins.
void place_column(const std::vector<const Note*>& notes, const RowGrid& grid,
                  std::vector<Cell>& cells) {
    std::int64_t row = notes.empty() ? 0 : grid.row_at(notes.front()->time_us);
    std::int64_t used = -1;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const Note& note = *notes[i];
        const std::int64_t next_row = i + 1 < notes.size() ? grid.row_at(notes[i + 1]->time_us) : 0;
        // Of two notes on one row the first one stays.
        if (row > used) {
            used = row;
            char symbol = note.kind == NoteKind::mine ? 'M' : '1';
            if (note.is_long()) {
                std::int64_t end = grid.row_at(note.end_us());
                if (i + 1 < notes.size()) end = std::min(end, next_row - 1);
                if (end > row) {
                    symbol = note.kind == NoteKind::burst ? '4' : '2';
                    cells.push_back({end, note.column, '3'});
                    used = end;
                }
            }
            cells.push_back({row, note.column, symbol});
        }
        row = next_row;
    }
}

std::vector<Cell> place_notes(const Chart& chart, const RowGrid& grid) {
    std::vector<std::vector<const Note*>> columns(static_cast<std::size_t>(chart.key_count()));
    for (const Note& note : chart) columns[note.column].push_back(&note);
    std::vector<Cell> cells;
    cells.reserve(chart.size() * 2);
    for (const std::vector<const Note*>& column : columns) place_column(column, grid, cells);
    std::ranges::sort(cells, {}, &Cell::row);
    return cells;
}

/// The fewest rows a measure can be written with.
std::int64_t rows_needed(std::span<const Cell> cells) {
    for (const std::int64_t rows : {4, 8, 12, 16, 24, 32, 48, 64, 96}) {
        const std::int64_t step = rows_per_measure / rows;
        if (std::ranges::all_of(cells, [&](const Cell& c) { return c.row % step == 0; })) {
            return rows;
        }
    }
    return rows_per_measure;
}

void write_measure(std::string& out, std::span<const Cell> cells, std::size_t key_count) {
    const std::int64_t rows = rows_needed(cells);
    const std::int64_t step = rows_per_measure / rows;
    const std::size_t start = out.size();
    for (std::int64_t i = 0; i < rows; ++i) out.append(key_count, '0').append("\n");
    for (const Cell& cell : cells) {
        const auto row = static_cast<std::size_t>(cell.row % rows_per_measure / step);
        out[start + row * (key_count + 1) + cell.column] = cell.symbol;
    }
}

void write_notes(std::string& out, const Chart& chart, const RowGrid& grid) {
    const Metadata& metadata = chart.metadata();
    const std::string_view slot = slot_named(metadata.difficulty_name);
    out += "\n#NOTES:\n     " + mode_for(chart.key_count()) + ":\n     ";
    out += escape(slot == "Edit" ? metadata.difficulty_name : metadata.creator);
    out.append(":\n     ").append(slot).append(":\n     ");
    append_integer(out, metadata.level.value_or(1));
    out += ":\n     0,0,0,0,0:\n";

    const std::vector<Cell> cells = place_notes(chart, grid);
    const auto key_count = static_cast<std::size_t>(chart.key_count());
    const std::int64_t last = cells.empty() ? 0 : cells.back().row / rows_per_measure;
    auto begin = cells.begin();
    for (std::int64_t measure = 0; measure <= last; ++measure) {
        if (measure > 0) out += ",\n";
        const auto end = std::find_if(begin, cells.end(), [&](const Cell& cell) {
            return cell.row >= (measure + 1) * rows_per_measure;
        });
        const Cell* first = cells.data() + (begin - cells.begin());
        write_measure(out, {first, static_cast<std::size_t>(end - begin)}, key_count);
        begin = end;
    }
    out += ";\n";
}

} // namespace

std::string encode(const Chart& chart) {
    const RowGrid grid(chart);
    std::string out;
    write_header(out, chart.metadata(), grid);
    write_notes(out, chart, grid);
    return out;
}

} // namespace rox::stepmania
