// Diagnostics as text: for people, and as JSON for tools.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "diag/diagnostic.hpp"

namespace polyglue::diag {

struct PrintOptions {
  bool colour = false;
  std::filesystem::path relative_to;  ///< files below it are shown relative to it; empty: as they are
};

/// `error[PG0123]: message`, the place, its source line with a caret, notes and help:
///
///     error[PG0112]: unknown key "heders" in [input]
///      --> polyglue.toml:5:1
///       |
///     5 | heders = ["rox.hpp"]
///       | ^^^^^^
///       = help: did you mean "headers"?
std::string to_text(const Diagnostic& diagnostic, const PrintOptions& options = {});

/// All of them, an empty line after each, and one line that counts errors and warnings.
std::string to_text(const std::vector<Diagnostic>& diagnostics, const PrintOptions& options = {});

/// A JSON array of {code, severity, message, file, line, column, length, notes, help}.
std::string to_json(const std::vector<Diagnostic>& diagnostics);

/// How messages show a path.
std::string shown_path(const std::string& file, const PrintOptions& options);

}  // namespace polyglue::diag
