#include "languages/python/mentions.hpp"

#include <algorithm>

#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

using Spellings = std::map<std::string, std::string>;

void add(Spellings& all, const std::string& cpp, const std::string& python) {
  std::string name = cpp;
  for (;;) {
    all.emplace(name, python);
    const std::size_t colons = name.find("::");
    if (colons == std::string::npos) return;
    name.erase(0, colons + 2);
  }
}

/// A member goes by its own name only inside its class, so that is where the shortening ends.
void add_member(Spellings& all, const Context& context, const model::DeclId& owner, const std::string& cpp, const std::string& python) {
  const model::Decl* decl = context.model.find(owner);
  if (!decl || python.empty()) return;
  Spellings found;
  add(found, owner, context.qualified_name(model::info(*decl)));
  for (const auto& [name, spelled] : found) all.emplace(name + "::" + cpp, spelled + "." + python);
}

bool is_name(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
  });
}

std::string spelled(const Context& context, const std::string& name, const model::DeclInfo& info, const model::Function* function) {
  const Spellings& all = context.spellings;
  for (const model::DeclId& scope : {info.id, info.scope}) {
    const auto member = scope.empty() ? all.end() : all.find(scope + "::" + name);
    if (member != all.end()) return member->second.substr(member->second.rfind('.') + 1);
  }
  const auto is_it = [&](const model::Parameter& param) { return param.name == name; };
  if (function && std::any_of(function->params.begin(), function->params.end(), is_it)) return context.spell.field(name);
  const auto found = all.find(name);
  return found == all.end() ? name : found->second;
}

}  // namespace

std::map<std::string, std::string> spellings(const Context& context) {
  Spellings all;
  const auto add_members = [&](const model::DeclId& owner, const auto& members, auto&& python) {
    for (const auto& member : members) add_member(all, context, owner, member.info.name, python(member.info.name));
  };
  for (const model::Decl& decl : context.model.decls) {
    const model::DeclInfo& info = model::info(decl);
    if (const auto* one = std::get_if<model::Enum>(&decl)) {
      add_members(info.id, one->values, [&](const std::string& name) { return context.spell.constant(name); });
    } else if (const auto* record = std::get_if<model::Record>(&decl)) {
      add_members(info.id, record->fields, [&](const std::string& name) { return context.spell.field(name); });
      add_members(info.id, record->constants, [&](const std::string& name) { return context.spell.constant(name); });
    } else if (const auto* object = std::get_if<model::Object>(&decl)) {
      add_members(info.id, object->constants, [&](const std::string& name) { return context.spell.constant(name); });
    }
    if (!std::holds_alternative<model::Function>(decl) && !std::holds_alternative<model::Constant>(decl)) {
      add(all, info.id, context.qualified_name(info));
    }
  }
  for (const abi::Function& function : context.library.functions) {
    if (!function.source) continue;
    const model::DeclInfo& info = function.source->info;
    const std::string python = context.spell.function(*function.source);
    if (!info.scope.empty()) add_member(all, context, info.scope, info.name, python);
    else if (!python.empty()) add(all, info.id, python);
  }
  return all;
}

std::string mentioned(const Context& context, const std::string& text, const model::DeclInfo& info, const model::Function* function) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find('`', at), text.size());
    const std::size_t close = text.find('`', open + 1);
    result += text.substr(at, open - at);
    if (close == std::string::npos) return result + text.substr(open);
    std::string name = text.substr(open + 1, close - open - 1), call;
    if (name.ends_with("()")) {
      call = "()";
      name.resize(name.size() - 2);
    }
    result += "`" + (is_name(name) ? spelled(context, name, info, function) : name) + call + "`";
    at = close + 1;
  }
  return result;
}

}  // namespace polyglue::python
