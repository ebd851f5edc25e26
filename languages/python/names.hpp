// Names as Python programmers expect them.
#pragma once

#include <string>

#include "abi/abi.hpp"

namespace polyglue::python {

/// PEP 8's names. A keyword gets "_" behind it; in UniFFI's flavour in front.
class Spelling {
 public:
  explicit Spelling(const model::Library& library) : in_front_(library.uniffi.has_value()) {}
  std::string function(const std::string& name) const;  ///< add_note
  std::string type(const std::string& name) const;      ///< NoteKind
  std::string constant(const std::string& name) const;  ///< MAX_KEYS
  std::string field(const std::string& name) const;     ///< time_us
  /// What a function is called in its scope; "" for those that become slots only.
  std::string function(const model::Function& function) const;

 private:
  std::string legal(std::string name) const;
  bool in_front_;
};

/// The package: "rox".
std::string package_name(const model::Library& library);
/// The extension module in it: "_rox".
std::string extension_name(const model::Library& library);

/// Special method of a role: "__len__"; "" for none.
std::string special_method(model::Role role);
/// PyType_Slot of a role's C slot function: "Py_nb_add"; "" where the slot is shared or there is none.
std::string operator_slot(model::Role role);

/// A C string literal.
std::string c_string(const std::string& text);
/// A Python string literal, in double quotes.
std::string py_string(const std::string& text);
/// What a C identifier may consist of: of a package name with dashes.
std::string c_identifier(const std::string& text);

}  // namespace polyglue::python
