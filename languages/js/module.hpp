// The JavaScript of a library: the module that users import, and its types.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "emit/file_set.hpp"
#include "languages/js/context.hpp"

namespace polyglue::js {

/// What users can import: classes, records, enums, errors, functions, constants.
std::vector<std::string> exported_names(const Context& context);

/// What is imported of a type of another package: "Shape", or "Kind as OtherKind".
std::string foreign_name(const Context& context, const model::DeclInfo& info, const std::string& ending = "");
/// What it imports itself: names of types, by the package of another library that has them.
std::map<std::string, std::vector<std::string>> foreign_names(const Context& context);

/// The module, as an ES module. It imports `native` and the memory of ./runtime/host.mjs.
std::string module_text(const Context& context);
/// A number for all that the module and a library with memory of its own have to agree on.
std::uint32_t contract_number(const abi::Library& library);
/// Its declarations for TypeScript.
std::string declarations(const Context& context);
/// The host-neutral part of the runtime that a library needs, as ES modules: "values.mjs", ...
emit::FileSet runtime_files(const Context& context);
/// An ES module of Polyglue's own as a CommonJS module: imports and one list of exports at the end.
std::string to_commonjs(const std::string& text);

// The parts of the module, one function for each kind of entity.
void print_enum(emit::Printer& out, const Context& context, const model::Enum& decl);
void print_record(emit::Printer& out, emit::Printer& before, const Context& context, const model::Record& record);
void print_class(emit::Printer& out, emit::Printer& before, const Context& context, const abi::Class& entry);
/// Classes that JavaScript implements: what finds out which methods a derived class overrides, and those inherited from bases.
void print_implementer(emit::Printer& out, const Context& context, const abi::Interface& interface);
void print_inherited(emit::Printer& out, emit::Printer& before, const Context& context, const abi::Interface& interface);
/// Has methods without a body in C++.
bool is_abstract(const abi::Interface& interface);
void print_errors(emit::Printer& out, const Context& context);

}  // namespace polyglue::js
