// Paths and patterns of a configuration.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace polyglue::config {

/// Whether a path holds `*` or `?`.
bool is_pattern(std::string_view path);

/// Files below `directory` that a pattern matches, sorted. `*` and `?` stay within one folder, `**`
/// stands for any number of folders.
std::vector<std::filesystem::path> expand(const std::filesystem::path& directory, std::string_view pattern);

}  // namespace polyglue::config
