#include "languages/cpp/client.hpp"

#include <algorithm>

#include "emit/naming.hpp"

namespace polyglue::cpp {
namespace {

const emit::Keywords& keywords() {
  static const emit::Keywords words = {
      "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch",
      "char", "char8_t", "char16_t", "char32_t", "class", "compl", "concept", "const", "consteval", "constexpr",
      "constinit", "const_cast", "continue", "co_await", "co_return", "co_yield", "decltype", "default", "delete",
      "do", "double", "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for",
      "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq",
      "nullptr", "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
      "requires", "return", "short", "signed", "sizeof", "static", "static_assert", "static_cast", "struct",
      "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid", "typename",
      "union", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
      // What the generated code itself says.
      "errno", "pgl", "pgl_detail", "std"};
  return words;
}

}  // namespace

std::string identifier(const std::string& name) {
  std::string result;
  for (const char c : name) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      static_cast<unsigned char>(c) >= 0x80;
    result += fits ? c : '_';
  }
  if (result.empty() || (result[0] >= '0' && result[0] <= '9')) result.insert(0, "_");
  return emit::escape(std::move(result), keywords());
}

Client::Client(const abi::Library& lowered) : library(lowered), name_space(lowered.prefix + "_client") {
  for (const model::Decl& decl : library.model->decls) {
    const model::DeclInfo& info = model::info(decl);
    if (is_foreign(info.id)) other_prefixes_.insert(other_prefix(info.id));
    if (std::holds_alternative<model::Function>(decl)) continue;
    std::string name = info.name;
    for (const model::Decl* outer = library.model->find(info.scope); outer && !info.scope.empty();) {
      name = model::info(*outer).name + name;
      const model::DeclId& next = model::info(*outer).scope;
      outer = next.empty() ? nullptr : library.model->find(next);
    }
    name = identifier(name);
    while (!taken_.insert(name).second) name += '_';
    names_.emplace(info.id, name);
  }
}

const std::string& Client::name(const model::DeclId& id) const {
  static const std::string unknown = "void";
  const auto found = names_.find(id);
  return found == names_.end() ? unknown : found->second;
}

std::string Client::other_prefix(const model::DeclId& id) const {
  const auto package = model::other_package(*library.model, "cpp", id);
  return package ? identifier(*package) : "";
}

bool Client::same_layout(const model::Type& type) const {
  if (model::is<model::Scalar>(type)) return true;
  const auto* named = model::as<model::Named>(type);
  if (!named) return false;
  if (library.model->find_as<model::Enum>(named->id)) return true;
  if (const auto* custom = library.model->find_as<model::Custom>(named->id)) return same_layout(custom->repr);
  const auto* record = library.model->find_as<model::Record>(named->id);
  return record && !record->fields.empty() && c(type).flat &&
         std::all_of(record->fields.begin(), record->fields.end(), [&](const model::Field& f) { return same_layout(f.type); });
}

bool Client::comparable(const model::Type& type, bool ordered) const {
  struct Visitor {
    const Client& client;
    bool ordered;
    bool operator()(const model::Sequence& s) const { return client.comparable(*s.element, ordered); }
    bool operator()(const model::Set& s) const { return client.comparable(*s.element, ordered); }
    bool operator()(const model::Map& m) const { return client.comparable(*m.key, ordered) && client.comparable(*m.value, ordered); }
    bool operator()(const model::Optional& o) const { return client.comparable(*o.value, ordered); }
    bool operator()(const model::Tuple& t) const {
      return std::all_of(t.items.begin(), t.items.end(), [&](const model::Type& item) { return client.comparable(item, ordered); });
    }
    bool operator()(const model::ObjectRef&) const { return false; }
    bool operator()(const model::Named& n) const {
      const model::Library& model = *client.library.model;
      if (const auto* record = model.find_as<model::Record>(n.id)) return ordered ? record->ordering : record->equality || record->ordering;
      if (const auto* custom = model.find_as<model::Custom>(n.id)) return client.comparable(custom->repr, ordered);
      const auto* variant = model.find_as<model::Variant>(n.id);
      return !variant || std::all_of(variant->alternatives.begin(), variant->alternatives.end(),
                                     [&](const model::Alternative& a) { return client.comparable(a.type, ordered); });
    }
    bool operator()(const model::Void&) const { return true; }
    bool operator()(const model::Scalar&) const { return true; }
    bool operator()(const model::String&) const { return true; }
    bool operator()(const model::Bytes&) const { return true; }
    bool operator()(const model::Timestamp&) const { return true; }
    bool operator()(const model::Duration&) const { return true; }
  };
  // A unique_ptr compares by address.
  if (model::is<model::Optional>(type) && c(type).shape == abi::Shape::pointer) return false;
  return std::visit(Visitor{*this, ordered}, type.kind);
}

}  // namespace polyglue::cpp
