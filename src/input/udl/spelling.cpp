#include "input/udl/spelling.hpp"

#include <algorithm>
#include <functional>
#include <unordered_set>
#include <vector>

#include "emit/naming.hpp"

namespace polyglue::input::udl {
namespace {

const emit::Keywords& keywords() {
  static const emit::Keywords words = {
      "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
      "char8_t", "char16_t", "char32_t", "class", "compl", "concept", "const", "consteval", "constexpr", "constinit", "const_cast",
      "continue", "co_await", "co_return", "co_yield", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else",
      "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long",
      "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq", "private",
      "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed", "sizeof", "static",
      "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw", "true", "try",
      "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while",
      "xor", "xor_eq"};
  return words;
}

std::string_view builtin(Builtin type) {
  switch (type) {
    case Builtin::boolean: return "bool";
    case Builtin::i8: return "std::int8_t";
    case Builtin::u8: return "std::uint8_t";
    case Builtin::i16: return "std::int16_t";
    case Builtin::u16: return "std::uint16_t";
    case Builtin::i32: return "std::int32_t";
    case Builtin::u32: return "std::uint32_t";
    case Builtin::i64: return "std::int64_t";
    case Builtin::u64: return "std::uint64_t";
    case Builtin::f32: return "float";
    case Builtin::f64: return "double";
    case Builtin::string: return "std::string";
    case Builtin::bytes: return "std::vector<std::uint8_t>";
    // Nanoseconds would end in the year 2262.
    case Builtin::timestamp: return "std::chrono::sys_time<std::chrono::microseconds>";
    case Builtin::duration: return "std::chrono::nanoseconds";
  }
  return "";
}

}  // namespace

std::string cpp_name(const std::string& name) {
  std::string out = name;
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '-' || c == ' '; }, '_');
  if (!out.empty() && out.front() >= '0' && out.front() <= '9') out.insert(0, "_");
  return emit::escape(std::move(out), keywords());
}

bool Spelling::holds(const std::string& outer, const std::string& inner) const {
  std::vector<std::string> open = {outer};
  std::unordered_set<std::string> seen;
  const std::function<bool(const Type&)> meets = [&](const Type& type) {
    if (const auto* sequence = std::get_if<SequenceOf>(&type.kind)) return meets(*sequence->element);
    if (const auto* record = std::get_if<RecordOf>(&type.kind)) return meets(*record->key) || meets(*record->value);
    const auto* reference = std::get_if<Reference>(&type.kind);
    if (reference && reference->name != inner) open.push_back(reference->name);
    return reference && reference->name == inner;
  };
  const auto any = [&](const std::vector<Field>& fields) { return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return meets(field.type); }); };
  while (!open.empty()) {
    const std::string name = std::move(open.back());
    open.pop_back();
    if (!seen.insert(name).second) continue;
    if (const auto* dictionary = symbols_.find_as<Dictionary>(name); dictionary && any(dictionary->fields)) return true;
    if (const auto* enumeration = symbols_.find_as<Enum>(name))
      for (const Variant& variant : enumeration->variants) if (any(variant.fields)) return true;
    if (const auto* alias = symbols_.find_as<Typedef>(name); alias && alias->type && meets(*alias->type)) return true;
  }
  return false;
}

std::string Spelling::value(const Type& type, const std::string& inside) const {
  std::string out;
  if (const auto* plain = std::get_if<Builtin>(&type.kind)) {
    out = builtin(*plain);
  } else if (const auto* sequence = std::get_if<SequenceOf>(&type.kind)) {
    out = "std::vector<" + value(*sequence->element) + ">";
  } else if (const auto* record = std::get_if<RecordOf>(&type.kind)) {
    out = "std::unordered_map<" + value(*record->key) + ", " + value(*record->value) + ">";
  } else {
    const std::string& name = std::get<Reference>(type.kind).name;
    out = cpp_name(name);
    if (symbols_.find_as<Interface>(name)) return "std::shared_ptr<" + out + ">";  // null where it is optional
    if (type.optional && !inside.empty() && (name == inside || holds(name, inside))) return "std::unique_ptr<" + out + ">";
  }
  return type.optional ? "std::optional<" + out + ">" : out;
}

std::string Spelling::parameter(const Argument& argument, bool outlives) const {
  const Type& type = argument.type;
  const std::string out = value(type);
  if (outlives) return out;
  if (type.optional && !out.starts_with("std::shared_ptr")) return "const " + out + "&";
  if (const auto* plain = std::get_if<Builtin>(&type.kind)) {
    if (*plain == Builtin::string) return "std::string_view";
    if (*plain == Builtin::bytes) return argument.by_mut_ref ? "std::span<std::uint8_t>" : "std::span<const std::uint8_t>";
    return out;
  }
  if (const auto* reference = std::get_if<Reference>(&type.kind)) {
    const Enum* enumeration = symbols_.find_as<Enum>(reference->name);
    if (symbols_.find_as<Interface>(reference->name) || (enumeration && !enumeration->has_fields)) return out;
  }
  return "const " + out + "&";
}

std::string Spelling::operation(const Operation& operation, const std::string& owner) const {
  std::string out;
  const bool primary = operation.constructor && operation.name.text == "new";
  const auto later = [&](const std::string& result) { return operation.async ? "std::future<" + result + ">" : result; };
  if (primary && !operation.async) out = (operation.arguments.size() == 1 ? "explicit " : "") + cpp_name(owner);
  else if (operation.constructor) out = "static " + later("std::shared_ptr<" + cpp_name(owner) + ">") + " " + (primary ? "create" : cpp_name(operation.name.text));
  else out = later(operation.result ? value(*operation.result) : "void") + " " + cpp_name(operation.name.text);
  out += "(";
  for (const Argument& argument : operation.arguments) {
    if (&argument != &operation.arguments.front()) out += ", ";
    out += parameter(argument, operation.async) + " " + cpp_name(argument.name.text);
  }
  return out + ")";
}

std::string Spelling::literal(const Literal& literal, const Type& type) const {
  if (const auto* text = std::get_if<std::string>(&literal.value)) {
    const auto* reference = std::get_if<Reference>(&type.kind);
    if (reference && symbols_.find_as<Enum>(reference->name)) {
      const Enum* definition = symbols_.find_as<Enum>(reference->name);
      for (const Variant& variant : definition->variants)
        if (emit::words(variant.name.text) == emit::words(*text) && !definition->has_fields) return cpp_name(reference->name) + "::" + cpp_name(variant.name.text);
      return "";
    }
    std::string out = "\"";
    for (const char c : *text) out += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : std::string(1, c);
    return out + "\"";
  }
  if (const auto* truth = std::get_if<bool>(&literal.value)) return *truth ? "true" : "false";
  if (const auto* integer = std::get_if<Integer>(&literal.value)) return integer->text;
  if (const auto* floating = std::get_if<Floating>(&literal.value)) return floating->text;
  return "";
}

std::string Spelling::variant(const Variant& variant, const Enum& owner) const {
  const std::string name = cpp_name(variant.name.text);
  std::string fields;
  for (const Field& field : variant.fields) fields += value(field.type) + " " + cpp_name(field.name.text) + "; ";
  if (!owner.is_error) return "struct " + name + " { " + fields + "};";
  const std::string base = cpp_name(owner.name.text);
  return "class " + name + " : public " + base + " { public: using " + base + "::" + base + "; " + fields + "};";
}

std::string Spelling::definition(const Definition& definition) const {
  const std::string name = cpp_name(name_of(definition).text);
  if (const auto* dictionary = std::get_if<Dictionary>(&definition)) {
    std::string out = "struct " + name + " { ";
    for (const Field& field : dictionary->fields) out += value(field.type, dictionary->name.text) + " " + cpp_name(field.name.text) + "; ";
    return out + "};";
  }
  if (const auto* enumeration = std::get_if<Enum>(&definition)) {
    if (enumeration->is_error) return "class " + name + " : public std::runtime_error { public: using std::runtime_error::runtime_error; };";
    std::string list;
    for (const Variant& one : enumeration->variants) list += (list.empty() ? "" : ", ") + cpp_name(one.name.text);
    return enumeration->has_fields ? "using " + name + " = std::variant<" + list + ">;" : "enum class " + name + " { " + list + " };";
  }
  if (const auto* custom = std::get_if<Typedef>(&definition); custom && custom->type)
    return "struct " + name + ", and a polyglue::converter<" + name + "> whose repr is " + value(*custom->type);
  return "class " + name + ";";
}

}  // namespace polyglue::input::udl
