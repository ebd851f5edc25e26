#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "rox/format.hpp"
#include "rox/note.hpp"
#include "rox/timing.hpp"

namespace rox {

/// Base of every exception this library throws on purpose.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A chart was asked to have a number of keys it cannot have.
class InvalidKeyCount : public Error {
public:
    explicit InvalidKeyCount(int keys);

    /// The rejected number of keys.
    [[nodiscard]] int keys() const noexcept { return keys_; }

private:
    int keys_;
};

/// A note is in a column its chart does not have.
class InvalidColumn : public Error {
public:
    InvalidColumn(int column, int max);

    /// The rejected column, counted from 0.
    [[nodiscard]] int column() const noexcept { return column_; }

    /// The last column the chart has.
    [[nodiscard]] int max() const noexcept { return max_; }

private:
    int column_;
    int max_;
};

/// A note contradicts itself or its chart: a negative duration, a tap that lasts, a time out of
/// range, a sample that does not exist.
class InvalidNote : public Error {
public:
    InvalidNote(const Note& note, const std::string& reason);

    /// The rejected note.
    [[nodiscard]] const Note& note() const noexcept { return note_; }

private:
    Note note_;
};

/// A timing point is not usable: a tempo or scroll velocity that is not finite, a metre of zero, a
/// time out of range.
class InvalidTiming : public Error {
public:
    InvalidTiming(const TimingPoint& point, const std::string& reason);

    /// The rejected timing point.
    [[nodiscard]] const TimingPoint& point() const noexcept { return point_; }

private:
    TimingPoint point_;
};

/// A window of time is zero, negative, or so short that the result would not fit into memory.
class InvalidWindow : public Error {
public:
    explicit InvalidWindow(std::chrono::microseconds window);

    /// The rejected window.
    [[nodiscard]] std::chrono::microseconds window() const noexcept { return window_; }

private:
    std::chrono::microseconds window_;
};

/// A rate of play is out of range.
class InvalidRate : public Error {
public:
    explicit InvalidRate(double rate);

    /// The rejected rate.
    [[nodiscard]] double rate() const noexcept { return rate_; }

private:
    double rate_;
};

/// The content looks like no format this library knows.
class UnknownFormat : public Error {
public:
    explicit UnknownFormat(const std::string& what_was_tried);
};

/// The content is not a valid file of its format.
class DecodeFailed : public Error {
public:
    DecodeFailed(Format format, std::int64_t line, const std::string& message);

    /// The format it was read as.
    [[nodiscard]] Format format() const noexcept { return format_; }

    /// The line of the fault, counted from 1. Always 1 for the binary format, whose messages name
    /// the byte instead.
    [[nodiscard]] std::int64_t line() const noexcept { return line_; }

    /// What is wrong, without the format and line that `what()` puts in front.
    [[nodiscard]] const std::string& message() const noexcept { return message_; }

private:
    Format format_;
    std::int64_t line_;
    std::string message_;
};

/// A chart cannot be written in a format at all.
class EncodeFailed : public Error {
public:
    EncodeFailed(Format format, const std::string& message);

    /// The format it was to be written in.
    [[nodiscard]] Format format() const noexcept { return format_; }

private:
    Format format_;
};

/// A file could not be read or written.
class FileError : public Error {
public:
    FileError(std::filesystem::path path, const std::string& message);

    /// The file.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace rox
