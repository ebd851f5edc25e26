// Names as JavaScript programmers expect them.
#pragma once

#include <string>
#include <string_view>

#include "abi/abi.hpp"

namespace polyglue::js {

std::string function_name(const std::string& name);    ///< addNote; never a reserved word or a global
std::string parameter_name(const std::string& name);   ///< the same
std::string member_name(const std::string& name);      ///< addNote; methods, properties and fields may be reserved words
std::string error_field_name(const std::string& name); ///< the same; not what Error has already
std::string class_name(const std::string& name);       ///< NoteKind
std::string enumerator_name(const std::string& name);  ///< LongNote
std::string constant_name(const std::string& name);    ///< MAX_KEYS

/// A declared type's name; nested ones carry the outer name in front: "JobState".
std::string type_name(const model::Library& library, const model::DeclInfo& info);
/// The npm package: "rox".
std::string package_name(const model::Library& library);
/// Method of a role: "equals"; "" for functions, properties and constructors.
std::string operator_name(model::Role role);

/// A string literal in double quotes (single ones where that saves escapes), as prettier writes it.
std::string js_string(std::string_view text);

}  // namespace polyglue::js
