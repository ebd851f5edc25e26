#pragma once

/// @file
/// Many charts at once, in the background. Not part of rox.hpp: it needs a standard library with
/// std::stop_token.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <future>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "rox/analysis.hpp"

namespace rox {

/// One chart file of a survey.
struct Surveyed {
    std::filesystem::path path;

    /// The figures of its first chart, or why it could not be read.
    std::variant<Summary, std::string> result;

    friend bool operator==(const Surveyed&, const Surveyed&) = default;
};

/// Reads every chart file below a folder, in the background and in the order of their paths. Files
/// with other extensions than those of the formats are passed over.
/// @param progress called after each file, on another thread, with the number of files done and of
///        files in all; what it throws ends the survey and is what the future throws
/// @param stop when asked to stop, the survey ends after the file it is at, with what it has
/// @throws FileError when the folder cannot be read; from the future, as everything else
[[nodiscard]] std::future<std::vector<Surveyed>>
survey(const std::filesystem::path& folder,
       std::function<void(std::size_t done, std::size_t total)> progress = {},
       std::stop_token stop = {});

} // namespace rox
