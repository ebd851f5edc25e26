// The parts of the generated C, one function for each kind of entity.
#pragma once

#include <string>
#include <vector>

#include "languages/python/context.hpp"

namespace polyglue::python {

/// "<prefix>_python.h": everything the C files share.
void print_header(emit::Printer& out, const Context& context);

/// Declarations (for the header) and definitions of conversions of composed types.
void print_conversion_declarations(emit::Printer& out, const Context& context);
void print_conversions(emit::Printer& out, const Context& context);

void print_enum_declarations(emit::Printer& out, const Context& context);
void print_enums(emit::Printer& out, const Context& context);

void print_record_declarations(emit::Printer& out, const Context& context);
void print_record(emit::Printer& out, const Context& context, const model::Record& record);
/// A record's constructor beyond its fields is a static method: "from_hex".
std::string record_factory_name(const Context& context, const model::Function& constructor);

void print_class_declarations(emit::Printer& out, const Context& context);
void print_class(emit::Printer& out, const Context& context, const abi::Class& entry);

void print_error_declarations(emit::Printer& out, const Context& context);
void print_errors(emit::Printer& out, const Context& context);
/// Of a library that calls Python: the current exception given to C++, and one that comes back raised again.
void print_fail(emit::Printer& out, const Context& context);
void print_raise_again(emit::Printer& out, const Context& context);

/// Functions that C++ calls.
void print_callback_declarations(emit::Printer& out, const Context& context);
void print_callbacks(emit::Printer& out, const Context& context);

/// Classes that Python implements: what C++ calls.
void print_interface_declarations(emit::Printer& out, const Context& context);
void print_interfaces(emit::Printer& out, const Context& context);
/// Their tp_new, which refuses classes that lack a method.
void print_implemented_new(emit::Printer& out, const Context& context, const abi::Interface& interface);
/// For the virtual methods of a class: C functions that take the Python object and do not lead back to it; has_pure():
/// some of its objects have no body in C++, which <here>_is_pure(object) tells.
void print_bodies(emit::Printer& out, const Context& context, const abi::Class& entry);
std::string here(const abi::Function& function);
bool has_pure(const Context& context, const abi::Function& function);

/// The module itself: exec, contract, constants. `function_files` counts the files of free functions.
void print_module(emit::Printer& out, const Context& context, std::size_t function_files);
/// Makes the types of all classes, where the module is filled.
void print_classes_ready(emit::Printer& out, const Context& context);
/// Free functions [begin, end) of context.members("").methods, and their method table py_functions_<number>.
void print_functions(emit::Printer& out, const Context& context, std::size_t number, std::size_t begin,
                     std::size_t end);

/// The package's Python sources.
std::string init_py(const Context& context);
std::string init_pyi(const Context& context);

/// Descriptor of array elements, as a C name: "py_element_note".
std::string element_name(const Context& context, abi::TypeId part);

/// A method table's row: name, function, flags, docstring as C.
std::string method_row(const std::string& name, const std::string& function, const std::string& flags,
                       const std::string& doc);

/// Who calls: what a wrapper is printed for.
struct Wrapper {
  std::string name;                ///< C name: "py_chart_add"
  std::string shown;               ///< in messages: "Chart.add"
  enum class Self { none, object, record } self = Self::none;
  enum class Kind { method, getter, setter, constructor } kind = Kind::method;
  std::string self_type;           ///< tag of the class or record
  bool callable_by_slot = false;   ///< operators: always the general signature
  bool makes_own_class = false;    ///< a class method: the result is of the class that it is called on

  const char* result_type() const {
    return kind == Kind::setter ? "int " : kind == Kind::constructor ? "void *" : "PyObject *";
  }
  /// How the C function begins.
  std::string head(const std::string& parameters =
                       "PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames") const {
    return std::string("static ") + result_type() + name + "(" + parameters + ")";
  }
};

/// Prints `static PyObject *name(self, args, nargs, kwnames)` for one function or a set of overloads.
/// With `or_not_implemented`, arguments that fit nothing give NotImplemented: for operators.
void print_wrapper(emit::Printer& out, const Context& context, const Wrapper& wrapper, const Overloads& overloads,
                   bool or_not_implemented = false);
/// The parts of that: one function alone, and several behind a function that chooses.
void print_one(emit::Printer& out, const Context& context, const Wrapper& wrapper, const abi::Function& function);
void print_overloads(emit::Printer& out, const Context& context, const Wrapper& wrapper,
                     const Overloads& overloads, bool or_not_implemented);
/// METH_ flags of what print_wrapper() printed for a method.
std::string wrapper_flags(const Wrapper& wrapper, const Overloads& overloads);

/// Operators of a class or record: wrappers, slot functions, and the rows of the PyType_Slot table.
std::vector<std::string> print_operators(emit::Printer& out, const Context& context, const Members& members,
                                         const std::string& tag, const std::string& shown, Wrapper::Self self,
                                         bool comparable = true);

}  // namespace polyglue::python
