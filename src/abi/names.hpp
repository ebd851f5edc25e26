// Identifiers of the C ABI. Only abi/ makes them; everybody else reads them from the lowered library.
#pragma once

#include <string>
#include <string_view>

#include "model/model.hpp"

namespace polyglue::abi {

/// "rox" + scope "rox::Chart" + "Options" -> "rox_chart_options".
std::string qualified(const model::Library& library, const model::DeclInfo& info);

/// A parameter's or member's name: snake case, never a keyword of C or C++.
std::string member_name(std::string_view name);

/// The part of a function's symbol that stands behind its scope: "add_note", "new", "set_title".
std::string function_name(const model::Function& function);

}  // namespace polyglue::abi
