// The parts of the shim, in the order they stand in it.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "abi/abi.hpp"
#include "emit/printer.hpp"

namespace polyglue::c {

/// #include lines for the conversions this interface uses.
void print_shim_includes(emit::Printer& out, const abi::Library& library);
/// What the runtime's templates must know of enums, records, variants, custom types and classes.
void print_traits(emit::Printer& out, const abi::Library& library);
/// Proof that the lowered interface and the C compiler agree about every struct.
void print_layout_asserts(emit::Printer& out, const abi::Library& library);
/// Definitions of the classes' infos.
void print_class_infos(emit::Printer& out, const abi::Library& library);
/// Declarations or definitions of what fills the errors' payloads.
void print_payload_declarations(emit::Printer& out, const abi::Library& library);
void print_payloads(emit::Printer& out, const abi::Library& library);
/// The table of declared exceptions.
void print_error_table(emit::Printer& out, const abi::Library& library);
/// The table of those that functions of the host can raise.
void print_raised_errors(emit::Printer& out, const abi::Library& library);
/// The classes that stand for the host's, and the C functions that belong to them.
void print_implementations(emit::Printer& out, const abi::Library& library);
void print_interface_functions(emit::Printer& out, const abi::Library& library);
/// Those by which an object goes to another library.
void print_shared_functions(emit::Printer& out, const abi::Library& library);
/// "Implemented_rox_renderer".
std::string implemented_class(const abi::Class& entry);
/// C functions.
void print_shim_function(emit::Printer& out, const abi::Library& library, const abi::Function& function);
/// <prefix>_last_error() and its like.
void print_shim_library_functions(emit::Printer& out, const abi::Library& library);

/// "::rox::Chart": a declared type where any namespace may be open.
std::string global(const std::string& id);
/// The C++ class of an error, also where it is the E of an expected.
std::string error_class(const abi::Error& error);
/// Name of the function that fills an error's payload.
std::string fill_name(const abi::Error& error);
/// Calls `visit` for every type written in the model, from the outside in.
void visit_types(const model::Library& library, const std::function<void(const model::Type&)>& visit);

}  // namespace polyglue::c
