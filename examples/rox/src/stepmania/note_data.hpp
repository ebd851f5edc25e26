#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "beat_clock.hpp"
#include "rox/note.hpp"

namespace rox::stepmania {

/// The width of the first row of note data; 0 when there is none.
[[nodiscard]] int count_columns(std::string_view data);

/// Reads the rows of a chart. Throws DecodeFailed with the line of the fault.
/// @param data the last value of a `#NOTES` tag: rows, and commas between measures
/// @param first_line the line on which it starts
[[nodiscard]] std::vector<Note> read_note_data(std::string_view data, std::int64_t first_line,
                                               int key_count, const BeatClock& clock);

} // namespace rox::stepmania
