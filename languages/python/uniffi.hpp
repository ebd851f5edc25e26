// UniFFI's flavour: what callers of the modules that UniFFI generates find here, too. Values are classes of the
// package's own Python, made and read by the glue through their slots; functions and classes of objects are C.
#pragma once

#include <string>
#include <vector>

#include "languages/python/context.hpp"

namespace polyglue::python::uniffi {

/// One field of a class of values.
struct DataField {
  std::string name;       ///< in Python: "length_a"
  model::DeclInfo info;
  model::Type type;
  abi::TypeId part = 0;
  std::string member;     ///< in C, from the value's struct: "length_a"; of a variant "as.circle.radius"
  std::optional<model::Literal> default_value;
};

/// A class of values: a dictionary, or one variant of an enum with fields.
struct DataClass {
  std::string path;       ///< "Shape.CIRCLE"
  std::string variable;   ///< of the glue: "py_shape__circle_data"
  model::DeclInfo info;
  std::vector<DataField> fields;  ///< in the callers' order
};

DataClass data_class(const Context& context, const model::Record& record);
DataClass data_class(const Context& context, const model::Variant& variant, std::size_t alternative);
/// Records that callers know as such: not the structs of variants.
bool is_dictionary(const Context& context, const model::Record& record);
/// The error that this one is a variant of, or itself. A variant may derive from another in C++; callers know them
/// side by side.
const model::Error& root_of(const Context& context, const model::Error& error);
/// Errors with a message alone.
bool is_flat(const Context& context, const model::Error& error);
/// "DiskError.Full"
std::string error_path(const Context& context, const model::Error& error);
/// The module from which a type of another library is imported, "other" or "pkg.other"; "" for this library's own.
std::string imported_from(const Context& context, const model::DeclId& id);
/// Whether objects of a class are those of another library's package, which knows it.
bool is_foreign(const Context& context, const model::DeclId& id);
/// Bytes that a function changes where they are: C++ gives them back, behind what the function returns.
bool is_changed(const Context& context, const model::Parameter& parameter);
/// What callers see of a result: nothing of the bytes that were changed.
model::Type shown_result(const Context& context, const model::Function& function);
/// Whether callers may say in which event loop their async methods run.
bool has_event_loops(const Context& context);
/// Whether callers implement a class: any object with its methods will do.
bool is_implemented(const Context& context, const model::DeclId& id);
/// The object that an error is: its class is an exception to callers. Null for other errors.
const model::Object* thrown_object(const Context& context, const model::Error& error);
/// The error that this enum or variant is, or null: C++ has it as a value.
const model::Error* value_error(const Context& context, const model::DeclId& id);
/// Whether objects of a class are exceptions to callers: a class of the package's Python then, around the extension's.
bool is_thrown(const Context& context, const model::DeclId& id);
/// Whether the text of a type is for debugging as well.
bool is_debug(const Context& context, const model::DeclId& id);

// uniffi_hints.cpp
/// A type as an annotation, which typing.get_type_hints() can resolve.
std::string hint(const Context& context, const model::Type& type);
/// The parameters of a function behind `first`, "code: int = 0"; and what hands them on, "code".
std::vector<std::string> parameters(const Context& context, const model::Function& source, const std::string& first, std::string* handed_on = nullptr);
/// "(self, code: int = 0) -> str"
std::string signature(const Context& context, const model::Function& source, const std::string& first);

// uniffi_customs.cpp
/// What uniffi.toml says of a custom type; null for nothing.
const model::CustomForm* form_of(const Context& context, const model::Custom& custom);
/// Whether values of a type are converted by Python on their way.
bool is_converted(const Context& context, const model::Type& type);
/// C that converts `object`, whose reference it takes over; `object` itself where nothing is to be done.
std::string converted(const Context& context, const model::Type& type, const char* way, const std::string& object);
/// The functions of the package, and what the glue needs to call them.
void print_forms(emit::Printer& out, const Context& context);
void print_converter_declarations(emit::Printer& out, const Context& context);
void print_converter_definitions(emit::Printer& out, const Context& context);
void print_converter_ready_calls(emit::Printer& out, const Context& context);

// uniffi_glue.cpp
void print_declarations(emit::Printer& out, const Context& context);
void print_values(emit::Printer& out, const Context& context);
void print_errors(emit::Printer& out, const Context& context);
/// What the module does before it can be filled: finds the classes in the package.
void print_ready_calls(emit::Printer& out, const Context& context);

// uniffi_package.cpp
std::string init_py(const Context& context);
/// What `from package import *` gives, and what of it is in the extension.
std::vector<std::string> native_names(const Context& context);
std::vector<std::string> python_names(const Context& context);

}  // namespace polyglue::python::uniffi
