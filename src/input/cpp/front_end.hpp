// C++ headers, as they are, to a model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "diag/diagnostic.hpp"
#include "model/model.hpp"

namespace polyglue::input::cpp {

/// A header that exists in memory only; `path` is absolute.
struct VirtualFile {
  std::string path;
  std::string text;
};

/// Parses the configured headers once and describes what they export. Whatever is left out is in
/// Library::skipped with its reason. Returns nothing, and errors in `sink`, where the headers do not
/// compile or the configuration names what does not exist.
std::optional<model::Library> read(const config::Config& config, diag::Sink& sink);
std::optional<model::Library> read(const config::Config& config, diag::Sink& sink,
                                   const std::vector<VirtualFile>& files);

}  // namespace polyglue::input::cpp
