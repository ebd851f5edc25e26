// The addon: C between Node-API and the C ABI.
#pragma once

#include <string>

#include "languages/js/context.hpp"

namespace polyglue::node {

/// Which types cross in memory, for pgn_give() and pgn_unpack(): "static const pgn_type node_note = ...".
void print_structs(emit::Printer& out, const js::Context& context);
/// "node_note"; "" if the type has no pointer inside.
std::string struct_name(const js::Context& context, abi::TypeId id);

/// "node_note", which every type that crosses in memory has.
std::string type_name(const js::Context& context, abi::TypeId id);

/// pgn_to_<word> and pgn_from_<word> of a scalar.
std::string word_of(model::Scalar scalar);
/// The type of the array for sequences of a scalar.
std::string array_type(model::Scalar scalar);

/// The library uses the event loop: it calls functions of JavaScript, or finishes later.
inline bool needs_host(const abi::Library& library) { return library.calls_hosts() || library.has_tasks(); }

/// One C function for each callback type, which calls the function of JavaScript that is its `user`.
void print_host_calls(emit::Printer& out, const js::Context& context);
/// What the library has for functions of JavaScript: "static const pgn_library library".
void print_host_library(emit::Printer& out, const js::Context& context);

/// One C function for each function of the library.
void print_call(emit::Printer& out, const js::Context& context, const abi::Function& function);
/// How objects go to other libraries, and come from there.
void print_exchange(emit::Printer& out, const js::Context& context);

/// The whole of "<prefix>_node.c".
std::string glue_text(const js::Context& context);

}  // namespace polyglue::node
