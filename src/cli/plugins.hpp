// Backends that are programs of their own: an executable polyglue-gen-<name> on PATH reads the model as JSON and
// answers with the files it makes. docs/adding/plugin.md describes both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diag/diagnostic.hpp"
#include "emit/file_set.hpp"

namespace polyglue::cli {

/// The names of all plug-ins on PATH.
std::vector<std::string> plugins();

/// Runs the plug-in `name`; what went wrong is reported as PG0407.
std::optional<emit::FileSet> run_plugin(const std::string& name, const std::string& model, diag::Sink& sink);

}  // namespace polyglue::cli
