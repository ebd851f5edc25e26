// Values of the interface (defaults, constants) in C and in Python.
#pragma once

#include <optional>
#include <string>

#include "languages/python/context.hpp"

namespace polyglue::python {

/// A C initialiser for a variable of that type: "5", "{0}", "{\"x\", 1}". None for what C cannot spell
/// (a record's default): see new_object().
std::optional<std::string> c_initializer(const Context& context, const model::Type& type, const model::Literal& value);

/// A C expression that makes a new Python object of the value; "" for what only C++ can spell.
std::string new_object(const Context& context, const model::Type& type, const model::Literal& value);

/// As Python spells it in a stub: "5", "NoteKind.TAP", "None"; "..." where it cannot.
std::string py_literal(const Context& context, const model::Type& type, const model::Literal& value);
/// The same for __text_signature__, where names mean nothing.
std::string signature_literal(const Context& context, const model::Type& type, const model::Literal& value);

/// The default of a record's field: as declared, else what C++ gives a field that braces leave out (zero,
/// nothing, the default of a record). None where that has no spelling here: the constructor requires it.
std::optional<model::Literal> field_default(const Context& context, const model::Record& record, std::size_t index);

}  // namespace polyglue::python
