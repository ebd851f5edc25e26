#include "abi/names.hpp"

#include <array>

#include "abi/abi.hpp"
#include "emit/naming.hpp"

namespace polyglue::abi {
namespace {

using model::Role;

const emit::Keywords& keywords() {
  static const emit::Keywords words = {
      "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break",
      "case", "catch", "char", "class", "compl", "concept", "const", "consteval", "constexpr",
      "constinit", "const_cast", "continue", "co_await", "co_return", "co_yield", "decltype",
      "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "errno", "explicit",
      "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long",
      "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
      "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires",
      "restrict", "return", "short", "signed", "sizeof", "static", "static_assert", "static_cast",
      "struct", "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef",
      "typeid", "typename", "typeof", "union", "unsigned", "using", "virtual", "void", "volatile",
      "wchar_t", "while", "xor", "xor_eq", "linux", "unix", "asprintf", "stdin", "stdout", "stderr"};
  return words;
}

/// What stands for a role in a symbol; empty where the function's own name does.
std::string_view role_word(Role role) {
  switch (role) {
    case Role::function: case Role::getter: case Role::setter: return "";
    case Role::constructor: return "new";
    case Role::equal: return "equal";
    case Role::less: return "less";
    case Role::compare: return "compare";
    case Role::hash: return "hash";
    case Role::to_text: return "to_text";
    case Role::length: return "length";
    case Role::index: return "get";
    case Role::set_index: return "set";
    case Role::contains: return "contains";
    case Role::call: return "call";
    case Role::iterate: return "elements";
    case Role::next: return "next";
    case Role::to_bool: return "to_bool";
    case Role::add: return "add_op";
    case Role::subtract: return "subtract_op";
    case Role::multiply: return "multiply_op";
    case Role::divide: return "divide_op";
    case Role::modulo: return "modulo_op";
    case Role::negate: return "negate_op";
    case Role::bit_and: return "and_op";
    case Role::bit_or: return "or_op";
    case Role::bit_xor: return "xor_op";
    case Role::bit_not: return "not_op";
    case Role::shift_left: return "shift_left_op";
    case Role::shift_right: return "shift_right_op";
    case Role::add_assign: return "add_assign";
    case Role::subtract_assign: return "subtract_assign";
    case Role::multiply_assign: return "multiply_assign";
    case Role::divide_assign: return "divide_assign";
  }
  return "";
}

}  // namespace

std::string qualified(const model::Library& library, const model::DeclInfo& info) {
  std::string scope = library.prefix;
  if (!info.scope.empty()) {
    if (const model::Decl* outer = library.find(info.scope)) {
      scope = qualified(library, model::info(*outer));
    }
  }
  return scope + "_" + emit::snake(info.name);
}

std::string member_name(std::string_view name) {
  std::string result = emit::snake(name);
  if (result.empty() || (result[0] >= '0' && result[0] <= '9')) result = "_" + result;
  return emit::escape(std::move(result), keywords());
}

std::string function_name(const model::Function& function) {
  const std::string& unique = function.unique_name.empty() ? function.info.name : function.unique_name;
  const std::string_view word = role_word(function.role);
  if (!word.empty()) {
    // Overloads of one operator differ in what follows "_with_".
    const auto with = unique.find("_with_");
    return std::string(word) + (with == std::string::npos ? "" : emit::snake(unique.substr(with)).insert(0, "_"));
  }
  if (function.role == Role::setter) {
    const std::string name = emit::snake(function.property.empty() ? unique : function.property);
    return "set_" + name;
  }
  if (function.role == Role::getter && !function.property.empty()) return emit::snake(function.property);
  return emit::snake(unique);
}

Symbols::Symbols(const model::Library& library) {
  const auto functions = [&](const std::string& scope, const std::vector<model::Function>& all) {
    for (const model::Function& function : all)
      if (role_word(function.role).empty()) functions_.insert(scope + "_" + function_name(function));
  };
  for (const model::Decl& decl : library.decls) {
    if (std::holds_alternative<model::Function>(decl) || std::holds_alternative<model::Constant>(decl)) continue;
    const std::string name = qualified(library, model::info(decl));
    types_.insert(name);
    if (const auto* object = std::get_if<model::Object>(&decl)) functions(name, object->methods);
    if (const auto* record = std::get_if<model::Record>(&decl)) functions(name, record->methods);
  }
}

std::string Symbols::symbol(const std::string& scope, const model::Function& function) const {
  const std::string name = function_name(function);
  std::string result = scope + "_" + name;
  if (!role_word(function.role).empty()) return functions_.contains(result) || types_.contains(result) ? result + "_op" : result;
  return types_.contains(result) ? scope + "_get_" + name : result;
}

std::string enumerator_name(const Library& library, const model::Enum& decl, const model::Enumerator& value) {
  return emit::shouty(type_name(library, decl.info)) + "_" + emit::shouty(value.info.name);
}

std::string type_name(const Library& library, const model::DeclInfo& info) {
  return qualified(*library.model, info);
}

std::string constant_name(const Library& library, const model::Constant& constant) {
  return emit::shouty(qualified(*library.model, constant.info));
}

std::string_view scalar_name(model::Scalar scalar) {
  static constexpr std::array<std::string_view, 14> names = {
      "pgl_bool", "int8_t", "uint8_t", "int16_t", "uint16_t", "int32_t", "uint32_t",
      "int64_t",  "uint64_t", "size_t", "float", "double", "char", "uint32_t"};
  return names[static_cast<std::size_t>(scalar)];
}

}  // namespace polyglue::abi
