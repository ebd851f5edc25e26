// The lowered interface as JSON, for plug-in backends and test generators. One way only: it is made
// from the model, which can be read back.
#pragma once

#include <string>

#include "abi/abi.hpp"

namespace polyglue::abi {

/// Text of one JSON object with "types", "functions", "classes", "callbacks", "errors" and "contract". Type ids are indices
/// into "types". Keys and order are stable.
std::string to_json(const Library& library, int indent = 2);

}  // namespace polyglue::abi
