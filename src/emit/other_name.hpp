// Names of what belongs to other libraries.
#pragma once

#include <string>

#include "model/model.hpp"

namespace polyglue::emit {

/// What a type of another library is called there: its `info.name`, but for one that is called OtherKind here because this
/// library has the name Kind for another type.
std::string name_there(const model::Library& library, const model::DeclInfo& info);

}  // namespace polyglue::emit
