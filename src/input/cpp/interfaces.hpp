// Classes that hosts implement or derive from.
#pragma once

#include "input/cpp/context.hpp"

namespace polyglue::input::cpp {

/// Finds out which objects hosts may implement, when all classes are built: what they may override, and how they
/// make one. Notes why others cannot be.
void build_interfaces(Context& c);

}  // namespace polyglue::input::cpp
