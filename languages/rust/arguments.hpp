// Parameters: what a program passes, and how C gets it.
#pragma once

#include "languages/rust/members.hpp"

namespace polyglue::rust {

/// `lifetime`: of references that the result keeps alive, "'a " or "". `functions`: how many functions were taken
/// before. `indent`: of the declaration.
Argument argument(const Crate& crate, const abi::Param& param, const model::Parameter& parameter, const std::string& lifetime,
                  std::size_t functions, std::size_t indent);

}  // namespace polyglue::rust
