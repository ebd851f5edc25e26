// Types and literals.
#pragma once

#include "input/udl/cursor.hpp"

namespace polyglue::input::udl {

Type parse_type(Cursor& cursor);
/// A type, or nothing for `void` and `undefined`.
std::optional<Type> parse_result(Cursor& cursor);
/// What stands after `=`.
Literal parse_literal(Cursor& cursor);

/// What a type's name in another language is called here: "long" -> "i32"; "" where nothing is known.
std::string_view usual_name(std::string_view foreign);
/// The names of the types that need no declaration.
const std::vector<std::string_view>& builtin_names();
std::string_view name_of(Builtin builtin);
/// As an interface file writes it: "sequence<string>?".
std::string to_text(const Type& type);
std::string to_text(const Literal& literal);

}  // namespace polyglue::input::udl
