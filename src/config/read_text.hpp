// A text file of the author's, whole.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "diag/diagnostic.hpp"

namespace polyglue::config {

/// The bytes of `path`; nothing after "cannot read NAME: reason" with `code` went to `sink`.
std::optional<std::string> read_text(const std::filesystem::path& path, const char* code, diag::Sink& sink);

}  // namespace polyglue::config
