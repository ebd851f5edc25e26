// Docstrings in Google style, from documentation comments.
#pragma once

#include <string>

#include "languages/python/context.hpp"

namespace polyglue::python {

/// Brief, details, Args, Returns, Raises, no line longer than an editor shows; lines end in "\n" but for the last.
std::string docstring(const Context& context, const model::DeclInfo& info, const model::Function* function = nullptr);
/// One docstring of a set of overloads.
std::string docstring(const Context& context, const Overloads& overloads);
/// What the library says of itself, else its name and version.
std::string package_docstring(const Context& context);
/// "brief details" of a field, as one paragraph.
std::string one_paragraph(const Context& context, const model::DeclInfo& info);

/// For tp_doc and ml_doc of functions: "add($self, /, note)\n--\n\n" and the docstring.
std::string signed_docstring(const Context& context, const std::string& name, const std::string& self,
                             const Overloads& overloads);
/// ml_doc of any function, as C. Where is_described(), its first line is as Python writes it, which pgp/function.h
/// reads: "async def load(path: str) -> Song\n--\n\n".
std::string function_doc(const Context& context, const std::string& name, const std::string& self, const Overloads& overloads);
bool is_described(const Context& context, const Overloads& overloads);
/// Whether a library, or a class, has such functions.
bool has_described(const Context& context);
bool has_described(const Context& context, const Members& members);
/// "(time_us=0, column=0)" of a constructor of fields.
std::string record_signature(const Context& context, const model::Record& record);

}  // namespace polyglue::python
