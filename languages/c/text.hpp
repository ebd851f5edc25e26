// Small pieces of C text: declarations and comments. Used by the header and the shim.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "abi/abi.hpp"
#include "emit/printer.hpp"

namespace polyglue::c {

/// "int32_t" "x" -> "int32_t x"; "rox_chart *" "self" -> "rox_chart *self".
std::string declare(std::string_view type, std::string_view name);
/// "rox_chart *" -> "rox_chart **"; "rox_note" -> "rox_note *".
std::string pointer_to(std::string_view type);
/// "rox_chart *" -> "rox_chart *const *"; "rox_note" -> "const rox_note *".
std::string pointer_to_const(std::string_view type);

/// One parameter as it stands in a prototype: "const rox_note *note".
std::string declare(const abi::Library& library, const abi::Param& param);
/// A whole prototype without semicolon, broken at `width` columns:
/// "pgl_status rox_chart_add(rox_chart *self, const rox_note *note)".
std::string prototype(const abi::Library& library, const abi::Function& function,
                      std::string_view before = "", std::size_t width = 100);

/// A pointer to a function of the host: "pgl_status (*call)(void *user, int32_t count, double *out)".
std::string host_prototype(const abi::Library& library, const abi::HostFunction& function);

/// Text that ends no comment and starts none.
std::string harmless(std::string_view text);
/// Lines of at most `width` characters. Paragraphs are filled anew; lists and code stay as they are.
std::vector<std::string> fill(std::string_view text, std::size_t width);
/// Lines as a block comment, on one line if there is one; "" for none.
std::string comment(const std::vector<std::string>& lines);
/// Text for a line of its own: nothing at all, not even the line, where it is empty.
emit::Printer::Value optional_line(emit::Printer& out, std::string text);
/// Brief and details of a declaration, and its deprecation.
std::vector<std::string> doc_lines(const model::DeclInfo& info, std::size_t width = 94);
/// A string literal, in ASCII.
std::string c_string(std::string_view text);

}  // namespace polyglue::c
