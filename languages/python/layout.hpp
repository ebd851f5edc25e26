// Python text as black lays it out.
#pragma once

#include <string>

#include "emit/printer.hpp"

namespace polyglue::python {

constexpr std::size_t line_width = 88;  // black's

/// Blank lines and short docstrings as black has them: a definition with a body, and the docstring of
/// a class, are followed by an empty line; a docstring that fits, and an empty class, stand on one line.
std::string laid_out(const std::string& text);

/// A docstring; nothing for an empty one.
void print_doc(emit::Printer& out, const std::string& doc);

}  // namespace polyglue::python
