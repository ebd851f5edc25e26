// pkg-config.
#pragma once

#include "config/config.hpp"
#include "diag/diagnostic.hpp"

namespace polyglue::config {

/// Fills in Config::pkg_cflags and pkg_libs. A package that is not there is an error at its place.
void resolve_packages(Config& config, const std::vector<At<std::string>>& packages, diag::Sink& sink);

/// The words of a line of flags; backslashes quote the next character.
std::vector<std::string> split_flags(const std::string& line);

}  // namespace polyglue::config
