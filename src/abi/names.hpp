// Identifiers of the C ABI. Only abi/ makes them; everybody else reads them from the lowered library.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "model/model.hpp"

namespace polyglue::abi {

/// "rox" + scope "rox::Chart" + "Options" -> "rox_chart_options".
std::string qualified(const model::Library& library, const model::DeclInfo& info);

/// A parameter's or member's name: snake case, never a keyword of C or C++.
std::string member_name(std::string_view name);

/// The part of a function's symbol that stands behind its scope: "add_note", "new", "set_title".
std::string function_name(const model::Function& function);

/// Names of all C types of a library's declarations.
std::unordered_set<std::string> type_names(const model::Library& library);

/// Symbol of a function in a scope ("rox", "rox_chart"). C has one space for types and functions, so a
/// function called as a type gets a verb: BpmRange and bpm_range() are rox_bpm_range and rox_get_bpm_range.
std::string symbol(const std::string& scope, const model::Function& function, const std::unordered_set<std::string>& types);

}  // namespace polyglue::abi
