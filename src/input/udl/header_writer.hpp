// A C++ header to begin with, for an interface file.
#pragma once

#include <string>

#include "input/udl/tree.hpp"

namespace polyglue::input::udl {

/// Declarations of everything the file exports, in the style the guide recommends, with its documentation:
/// it compiles as it is, and bind() accepts it.
std::string header_text(const File& file);

}  // namespace polyglue::input::udl
