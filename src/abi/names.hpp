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

/// Gives functions their symbols. C has one space for types and functions, and no operators, so
/// - a function called as a type gets a verb: BpmRange and bpm_range() are rox_bpm_range and rox_get_bpm_range;
/// - an operator yields to a function or type of its name: get() and operator[] are rox_chart_get and rox_chart_get_op.
class Symbols {
 public:
  explicit Symbols(const model::Library& library);

  /// The symbol of a function in a scope ("rox", "rox_chart").
  std::string symbol(const std::string& scope, const model::Function& function) const;

 private:
  std::unordered_set<std::string> types_, functions_;
};

}  // namespace polyglue::abi
