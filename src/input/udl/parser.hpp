// Text to a tree.
#pragma once

#include <string_view>

#include "input/udl/report.hpp"

namespace polyglue::input::udl {

/// Reads an interface file. What does not follow the grammar is reported and left out; what does is in
/// the tree, so that a file's errors come all at once. Time and memory grow with the text's length alone.
File parse(const std::string& path, std::string_view text, Report& report);

}  // namespace polyglue::input::udl
