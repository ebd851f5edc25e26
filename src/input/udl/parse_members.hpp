// What stands inside the bodies of definitions.
#pragma once

#include "input/udl/attributes.hpp"

namespace polyglue::input::udl {

/// Where an operation stands: says what may be there.
enum class Scope : std::uint8_t { name_space, interface, trait };

/// `[attributes] T name(arguments);` or a constructor.
Operation parse_operation(Cursor& cursor, Scope where);
/// `required T name = literal;`
Field parse_field(Cursor& cursor);
/// `"text"`
Variant parse_value(Cursor& cursor);
/// `Name(T field, ...);`
Variant parse_variant(Cursor& cursor, bool of_error);

}  // namespace polyglue::input::udl
