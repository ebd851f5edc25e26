// An interface file for a library that has none.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"

namespace polyglue::input::udl {

struct Written {
  std::string text;
  /// What an interface file cannot say, by declaration, with the reason.
  std::vector<model::Skipped> left_out;
};

/// Says the interface in UDL, as far as UDL goes.
Written udl_text(const model::Library& library);

}  // namespace polyglue::input::udl
