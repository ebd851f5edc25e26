#include "languages/python/names.hpp"

#include <fmt/format.h>

#include "emit/naming.hpp"

namespace polyglue::python {
namespace {

using model::Role;

const emit::Keywords& keywords() {
  // The hard keywords of Python 3, and `print` and its like are not: they may be shadowed.
  static const emit::Keywords words = {
      "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
      "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
      "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"};
  return words;
}

struct RoleName {
  Role role;
  const char* special;
  const char* slot;
};
constexpr RoleName role_names[] = {
    {Role::equal, "__eq__", ""}, {Role::less, "__lt__", ""}, {Role::compare, "__lt__", ""},
    {Role::hash, "__hash__", "Py_tp_hash"}, {Role::to_text, "__str__", "Py_tp_str"},
    {Role::length, "__len__", "Py_mp_length"}, {Role::index, "__getitem__", "Py_mp_subscript"},
    {Role::set_index, "__setitem__", "Py_mp_ass_subscript"}, {Role::contains, "__contains__", "Py_sq_contains"},
    {Role::call, "__call__", "Py_tp_call"}, {Role::iterate, "__iter__", "Py_tp_iter"},
    {Role::next, "__next__", "Py_tp_iternext"},
    {Role::to_bool, "__bool__", "Py_nb_bool"}, {Role::add, "__add__", "Py_nb_add"},
    {Role::subtract, "__sub__", "Py_nb_subtract"}, {Role::multiply, "__mul__", "Py_nb_multiply"},
    {Role::divide, "__truediv__", "Py_nb_true_divide"}, {Role::modulo, "__mod__", "Py_nb_remainder"},
    {Role::negate, "__neg__", "Py_nb_negative"}, {Role::bit_and, "__and__", "Py_nb_and"},
    {Role::bit_or, "__or__", "Py_nb_or"}, {Role::bit_xor, "__xor__", "Py_nb_xor"},
    {Role::bit_not, "__invert__", "Py_nb_invert"}, {Role::shift_left, "__lshift__", "Py_nb_lshift"},
    {Role::shift_right, "__rshift__", "Py_nb_rshift"}, {Role::add_assign, "__iadd__", "Py_nb_inplace_add"},
    {Role::subtract_assign, "__isub__", "Py_nb_inplace_subtract"},
    {Role::multiply_assign, "__imul__", "Py_nb_inplace_multiply"},
    {Role::divide_assign, "__itruediv__", "Py_nb_inplace_true_divide"}};

}  // namespace

std::string Spelling::legal(std::string name) const {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name = "_" + name;
  if (in_front_) return keywords().contains(name) ? "_" + name : name;
  return emit::escape(std::move(name), keywords());
}

std::string Spelling::function(const std::string& name) const { return legal(emit::snake(name)); }
std::string Spelling::field(const std::string& name) const { return legal(emit::snake(name)); }
std::string Spelling::type(const std::string& name) const { return legal(emit::pascal(name)); }
std::string Spelling::constant(const std::string& name) const { return legal(emit::shouty(name)); }

std::string Spelling::function(const model::Function& function) const {
  switch (function.role) {
    case Role::function: return this->function(function.info.name);
    case Role::getter:
    case Role::setter: return this->function(function.property.empty() ? function.info.name : function.property);
    default: return "";
  }
}

std::string package_name(const model::Library& library) {
  return Spelling(library).function(library.uniffi ? library.uniffi->name_space : library.name);
}
std::string extension_name(const model::Library& library) { return "_" + emit::snake(package_name(library)); }

std::string special_method(Role role) {
  for (const RoleName& name : role_names) if (name.role == role) return name.special;
  return "";
}

std::string operator_slot(Role role) {
  for (const RoleName& name : role_names) if (name.role == role) return name.slot;
  return "";
}

std::string c_string(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += std::string("\\") + c;
    else if (c == '\n') result += "\\n";
    else if (c == '?') result += "\\?";  // no trigraphs
    else if (byte < 32 || byte == 127) result += fmt::format("\\{:03o}", byte);
    else result += c;
  }
  return result + '"';
}

std::string py_string(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += std::string("\\") + c;
    else if (c == '\n') result += "\\n";
    else if (byte < 32 || byte == 127) result += fmt::format("\\x{:02x}", byte);
    else result += c;
  }
  return result + '"';
}

std::string c_identifier(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    result += good ? c : '_';
  }
  return result;
}

}  // namespace polyglue::python
