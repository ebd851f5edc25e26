// The declarations of a library as a list for people and tools.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"

namespace polyglue::cli {

/// One exported declaration.
struct Line {
  std::string kind;      ///< "record", "method", ...
  std::string name;      ///< C++ name, with parameter types for functions
  std::string as;        ///< what it is in C
  int depth = 0;         ///< 1: a member
  model::Location location;
};

std::vector<Line> list_exported(const model::Library& library);
/// Number of declarations list_exported() gives.
std::size_t count_exported(const model::Library& library);

}  // namespace polyglue::cli
