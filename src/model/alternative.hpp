// Defaults that are variants.
#pragma once

#include <optional>

#include "model/model.hpp"

namespace polyglue::model {

/// An EnumLiteral may name an alternative without fields of a variant, as an enumerator of an enum: its position then.
std::optional<std::size_t> alternative_of(const Library& library, const EnumLiteral& literal);

}  // namespace polyglue::model
