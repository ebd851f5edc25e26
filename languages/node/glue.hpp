// The addon: C between Node-API and the C ABI.
#pragma once

#include <string>

#include "languages/js/context.hpp"

namespace polyglue::node {

/// Which types cross in memory, for pgn_give() and pgn_unpack(): "static const pgn_type node_note = ...".
void print_structs(emit::Printer& out, const js::Context& context);
/// "node_note"; "" if the type has no pointer inside.
std::string struct_name(const js::Context& context, abi::TypeId id);

/// One C function for each function of the library.
void print_call(emit::Printer& out, const js::Context& context, const abi::Function& function);

/// The whole of "<prefix>_node.c".
std::string glue_text(const js::Context& context);

}  // namespace polyglue::node
