// An interface file from disk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diag/diagnostic.hpp"
#include "input/udl/tree.hpp"
#include "model/model.hpp"

namespace polyglue::input::udl {

/// Reads and checks a file; none where it has errors.
std::optional<File> read(const std::filesystem::path& path, diag::Sink& sink);

/// bind() with its diagnostics in `sink`, and what uniffi.toml beside the file says.
std::optional<model::Library> bind(const File& file, const model::Library& headers, diag::Sink& sink);

/// Its interfaces that C++ implements, as C++ would call them, and where they stand.
std::vector<std::pair<std::string, model::Location>> objects_of(const File& file);

}  // namespace polyglue::input::udl
