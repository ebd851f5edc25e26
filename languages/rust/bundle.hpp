// The author's own sources and headers, which the crate carries.
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "emit/file_set.hpp"

namespace polyglue::rust {

struct Bundle {
  emit::FileSet files;                ///< below the crate
  std::vector<std::string> sources;   ///< those of them to compile
  std::vector<std::string> includes;  ///< folders, below the crate or absolute
  std::vector<std::string> objects;   ///< .o files to link
  std::vector<std::string> libraries; ///< .a and .so files to link
};

/// Takes the sources, and of the headers those that are included from them, directly or not.
Bundle bundle(const config::Config& config);

}  // namespace polyglue::rust
