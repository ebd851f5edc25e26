#include "languages/js/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "emit/naming.hpp"

namespace polyglue::js {
namespace {

using model::Role;

/// Reserved words of strict code, and the globals that generated code uses.
const emit::Keywords& reserved() {
  static const emit::Keywords words = {
      "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete",
      "do", "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements",
      "import", "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public",
      "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void",
      "while", "with", "yield",
      "AbortSignal", "Array", "ArrayBuffer", "BigInt", "BigInt64Array", "BigUint64Array", "Boolean", "Date", "Error", "Float32Array",
      "Float64Array", "Int16Array", "Int32Array", "Int8Array", "Iterable", "IterableIterator", "Map", "Math", "Number",
      "Object", "Partial", "Promise", "RangeError", "Readonly", "ReadonlyMap", "ReferenceError", "Set", "String", "Symbol",
      "TypeError", "Uint16Array", "Uint32Array", "Uint8Array", "exports", "globalThis", "module", "require"};
  return words;
}

std::string legal(std::string name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name = "_" + name;
  return name;
}

}  // namespace

std::string function_name(const std::string& name) { return emit::escape(legal(emit::camel(name)), reserved()); }
std::string parameter_name(const std::string& name) { return function_name(name); }
std::string class_name(const std::string& name) { return emit::escape(legal(emit::pascal(name)), reserved()); }
std::string enumerator_name(const std::string& name) { return legal(emit::pascal(name)); }
std::string constant_name(const std::string& name) { return legal(emit::shouty(name)); }

std::string member_name(const std::string& name) {
  // What every object or class has already, with a meaning of its own.
  static const emit::Keywords taken = {"constructor", "prototype", "valueOf", "then"};
  return emit::escape(legal(emit::camel(name)), taken);
}

std::string error_field_name(const std::string& name) {
  static const emit::Keywords taken = {"cause", "name", "stack"};
  return emit::escape(member_name(name), taken);
}

std::string type_name(const model::Library& library, const model::DeclInfo& info) {
  const model::Decl* outer = info.scope.empty() ? nullptr : library.find(info.scope);
  const std::string own = class_name(info.name);
  return outer ? type_name(library, model::info(*outer)) + own : own;
}

std::string package_name(const model::Library& library) {
  const std::string name = emit::kebab(library.name);
  return name.empty() ? "library" : name;
}

std::string operator_name(Role role) {
  switch (role) {
    case Role::equal: return "equals";
    case Role::less: return "lessThan";
    case Role::compare: return "compare";
    case Role::hash: return "hashCode";
    case Role::to_text: return "toString";
    case Role::length: return "size";
    case Role::index: return "get";
    case Role::set_index: return "set";
    case Role::contains: return "has";
    case Role::call: return "call";
    case Role::iterate: return "[Symbol.iterator]";
    case Role::next: return "next";
    case Role::to_bool: return "toBoolean";
    case Role::add: return "add";
    case Role::subtract: return "subtract";
    case Role::multiply: return "multiply";
    case Role::divide: return "divide";
    case Role::modulo: return "modulo";
    case Role::negate: return "negate";
    case Role::bit_and: return "and";
    case Role::bit_or: return "or";
    case Role::bit_xor: return "xor";
    case Role::bit_not: return "not";
    case Role::shift_left: return "shiftLeft";
    case Role::shift_right: return "shiftRight";
    case Role::add_assign: return "addAssign";
    case Role::subtract_assign: return "subtractAssign";
    case Role::multiply_assign: return "multiplyAssign";
    case Role::divide_assign: return "divideAssign";
    case Role::function: case Role::constructor: case Role::getter: case Role::setter: break;
  }
  return "";
}

std::string js_string(std::string_view text) {
  const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
  const char quote = count('"') > count('\'') ? '\'' : '"';
  std::string result(1, quote);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') result += std::string("\\") + c;
    else if (c == '\n') result += "\\n";
    else if (c == '\t') result += "\\t";
    else if (byte < 32 || byte == 127) result += fmt::format("\\x{:02x}", byte);
    else result += c;
  }
  return result + quote;
}

}  // namespace polyglue::js
