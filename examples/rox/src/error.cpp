#include "rox/error.hpp"

#include <utility>

#include "rox/chart.hpp"
#include "text.hpp"

namespace rox {

InvalidKeyCount::InvalidKeyCount(int keys)
    : Error("a chart has " + std::to_string(Chart::min_keys) + " to " +
            std::to_string(Chart::max_keys) + " keys, not " + std::to_string(keys)),
      keys_(keys) {}

InvalidColumn::InvalidColumn(int column, int max)
    : Error("column " + std::to_string(column) + " does not exist; the last one is " +
            std::to_string(max)),
      column_(column), max_(max) {}

InvalidNote::InvalidNote(const Note& note, const std::string& reason)
    : Error("note at " + std::to_string(note.time_us) + " us in column " +
            std::to_string(note.column) + ": " + reason),
      note_(note) {}

InvalidTiming::InvalidTiming(const TimingPoint& point, const std::string& reason)
    : Error("timing point at " + std::to_string(point.time_us) + " us: " + reason), point_(point) {}

InvalidWindow::InvalidWindow(std::chrono::microseconds window)
    : Error("a window of " + std::to_string(window.count()) + " us is not usable here"),
      window_(window) {}

InvalidRate::InvalidRate(double rate)
    : Error("a rate is 0.1 to 10, not " + std::to_string(rate)), rate_(rate) {}

UnknownFormat::UnknownFormat(const std::string& what_was_tried)
    : Error("unknown chart format: " + what_was_tried) {}

DecodeFailed::DecodeFailed(Format format, std::int64_t line, const std::string& message)
    : Error(std::string(name(format)) + ", line " + std::to_string(line) + ": " + message),
      format_(format), line_(line), message_(message) {}

EncodeFailed::EncodeFailed(Format format, const std::string& message)
    : Error("cannot write " + std::string(name(format)) + ": " + message), format_(format) {}

FileError::FileError(std::filesystem::path path, const std::string& message)
    : Error(path_to_utf8(path) + ": " + message), path_(std::move(path)) {}

} // namespace rox
