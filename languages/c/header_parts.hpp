// The parts of the C header, in the order they stand in it.
#pragma once

#include <string>
#include <vector>

#include "abi/abi.hpp"
#include "emit/printer.hpp"

namespace polyglue::c {

void print_enums(emit::Printer& out, const abi::Library& library);
void print_handles(emit::Printer& out, const abi::Library& library);
void print_structs(emit::Printer& out, const abi::Library& library);
void print_errors(emit::Printer& out, const abi::Library& library);
void print_constants(emit::Printer& out, const abi::Library& library);
void print_functions(emit::Printer& out, const abi::Library& library);
void print_function(emit::Printer& out, const abi::Library& library, const abi::Function& function);
/// What a class needs that hosts implement.
void print_interface(emit::Printer& out, const abi::Library& library, const abi::Interface& interface);
/// The functions by which objects go from library to library.
void print_exchange(emit::Printer& out, const abi::Library& library);
void print_library_functions(emit::Printer& out, const abi::Library& library);

/// "column: the rejected column", continued under itself.
void add_item(std::vector<std::string>& lines, const std::string& name, const std::string& text);
/// What stands above a function of the host.
std::vector<std::string> host_function_doc(const abi::Library& library, const model::DeclInfo& info, const abi::HostFunction& function,
                                           const std::vector<model::Parameter>& parameters, const model::Type& result);

/// "/* ---- Chart ---- */", filled to a line.
std::string section(std::string_view title);
/// A constant's value as C spells it; "" where C cannot.
std::string literal(const abi::Library& library, const model::Type& type, const model::Literal& value);
/// "VARIANTS_SHAPE_CIRCLE": tag of a variant's alternative.
std::string tag_name(const abi::Type& variant, std::size_t alternative);

}  // namespace polyglue::c
