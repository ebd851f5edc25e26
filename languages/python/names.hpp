// Names as Python programmers expect them.
#pragma once

#include <string>

#include "abi/abi.hpp"

namespace polyglue::python {

std::string function_name(const std::string& name);  ///< add_note
std::string class_name(const std::string& name);     ///< NoteKind
std::string constant_name(const std::string& name);  ///< MAX_KEYS
std::string field_name(const std::string& name);     ///< time_us

/// The package: "rox".
std::string package_name(const model::Library& library);
/// The extension module in it: "_rox".
std::string extension_name(const model::Library& library);

/// What a function is called in its scope; "" for those that become slots only.
std::string function_name(const model::Function& function);
/// Special method of a role: "__len__"; "" for none.
std::string special_method(model::Role role);
/// PyType_Slot of a role's C slot function: "Py_nb_add"; "" where the slot is shared or there is none.
std::string operator_slot(model::Role role);

/// "Chart.Kind": with the classes around it.
std::string qualified_name(const model::Library& library, const model::DeclInfo& info);

/// A C string literal.
std::string c_string(const std::string& text);
/// A Python string literal, in double quotes.
std::string py_string(const std::string& text);
/// What a C identifier may consist of: of a package name with dashes.
std::string c_identifier(const std::string& text);

}  // namespace polyglue::python
