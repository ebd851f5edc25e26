#include "abi/json.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace polyglue::abi {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 18> shapes = {
    "nothing", "scalar", "enumeration", "string", "bytes", "timestamp", "duration", "sequence", "set", "map",
    "tuple", "optional", "pointer", "nullable", "record", "variant", "handle", "callback"};
constexpr std::array<std::string_view, 8> param_roles = {"self", "argument", "result", "owner", "methods", "user", "task", "promise"};
constexpr std::array<std::string_view, 6> function_kinds = {"call", "free", "implement", "base", "outcome", "resolve"};

/// 64-bit numbers as text: JSON readers that know only doubles must not round them.
std::string hex(std::uint64_t value) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "0x";
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(value >> shift) & 15];
  return text;
}

Json type(const Type& t) {
  Json json = {{"name", t.name}, {"shape", shapes[static_cast<std::size_t>(t.shape)]}, {"tag", t.tag}};
  if (!t.decl.empty()) json["decl"] = t.decl;
  if (t.scalar) json["scalar"] = scalar_name(*t.scalar);
  if (!t.entry.empty()) json["entry"] = t.entry;
  if (!t.parts.empty()) json["parts"] = t.parts;
  if (!t.members.empty()) json["members"] = t.members;
  if (!t.offsets.empty()) json["offsets"] = t.offsets;
  json["size"] = t.size;
  json["align"] = t.align;
  json["shared"] = t.shared;
  json["flat"] = t.flat;
  json["checked"] = t.checked;
  json["by_value"] = t.by_value;
  return json;
}

Json param(const Param& p) {
  Json json = {{"role", param_roles[static_cast<std::size_t>(p.role)]}, {"name", p.name}};
  if (has_type(p.role)) json["type"] = p.type;
  json["by_pointer"] = p.by_pointer;
  if (p.has_default) json["has_default"] = true;
  if (p.role == ParamRole::argument) json["index"] = p.index;
  return json;
}

Json function(const Function& f) {
  Json json = {{"symbol", f.symbol}, {"kind", function_kinds[static_cast<std::size_t>(f.kind)]}};
  if (!f.scope.empty()) json["scope"] = f.scope;
  if (f.source) json["source"] = f.source->info.id;
  json["fallible"] = f.fallible;
  if (f.returns) json["returns"] = *f.returns;
  if (f.result) json["result"] = *f.result;
  json["borrows"] = f.borrows;
  json["calls_back"] = f.calls_back;
  json["params"] = Json::array();
  for (const Param& p : f.params) json["params"].push_back(param(p));
  if (f.outcome) json["outcome"] = *f.outcome;
  json["hash"] = hex(f.hash);
  return json;
}

Json host_function(const HostFunction& f) {
  Json json = {{"name", f.name}, {"params", Json::array()}};
  for (const Param& p : f.params) json["params"].push_back(param(p));
  if (f.result) json["result"] = *f.result;
  json["hands_back"] = f.hands_back;
  json["ret_by_pointer"] = f.ret_by_pointer;
  if (f.is_async) json["is_async"] = true;
  return json;
}

}  // namespace

std::string to_json(const Library& library, int indent) {
  Json json = {{"prefix", library.prefix}, {"types", Json::array()}, {"functions", Json::array()},
               {"classes", Json::array()}, {"callbacks", Json::array()}, {"interfaces", Json::array()}, {"errors", Json::array()}, {"contract", Json::object()}};
  for (const Type& t : library.types) json["types"].push_back(type(t));
  for (const Function& f : library.functions) json["functions"].push_back(function(f));
  if (library.has_tasks()) {
    json["outcomes"] = Json::array();
    for (const Function& f : library.outcomes) json["outcomes"].push_back(function(f));
  }
  for (const Class& c : library.classes) {
    json["classes"].push_back({{"name", c.name}, {"decl", c.source->info.id}, {"handle", c.handle},
                               {"ancestors", c.ancestors}, {"descendants", c.descendants}});
  }
  for (const Callback& c : library.callbacks) {
    json["callbacks"].push_back({{"name", c.name}, {"decl", c.source->info.id}, {"type", c.type}, {"call", host_function(c.call)}});
  }
  for (const Interface& i : library.interfaces) {
    Json entry = {{"name", i.name}, {"decl", i.source->info.id}, {"methods", Json::array()}, {"constructors", Json::array()}};
    for (const Method& m : i.methods) {
      Json method = {{"call", host_function(m.call)}, {"is_pure", m.is_pure}};
      if (m.base) method["base"] = function(*m.base);
      if (m.resolve) method["resolve"] = function(*m.resolve);
      entry["methods"].push_back(std::move(method));
    }
    for (const Function& f : i.constructors) entry["constructors"].push_back(function(f));
    json["interfaces"].push_back(std::move(entry));
  }
  for (const Error& e : library.errors) {
    Json entry = {{"name", e.name}, {"decl", e.source->info.id}, {"constant", e.constant}, {"status", e.status}};
    if (e.payload) entry["payload"] = *e.payload;
    json["errors"].push_back(std::move(entry));
  }
  for (const Symbol& s : library.contract) json["contract"][s.name] = hex(s.hash);
  return json.dump(indent);
}

}  // namespace polyglue::abi
