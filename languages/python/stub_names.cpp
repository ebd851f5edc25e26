#include "languages/python/stub_names.hpp"

#include <fmt/format.h>

#include "languages/python/layout.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {

using abi::Shape;
using abi::TypeId;

namespace {

/// Everything the library puts into the module or into a class, in whose body it hides what is outside.
std::set<std::string> own_names(const Context& context) {
  std::set<std::string> names;
  const auto add_members = [&](const model::DeclId& id) {
    const Members members = context.members(id);
    for (const Members::Method& method : members.methods) names.insert(method.name);
    for (const Members::Property& property : members.properties) names.insert(property.name);
  };
  add_members("");
  for (const model::Decl& decl : context.model.decls) {
    if (std::holds_alternative<model::Function>(decl)) continue;
    const model::DeclInfo& info = model::info(decl);
    names.insert(context.spell.type(info.name));
    add_members(info.id);
    if (const auto* record = std::get_if<model::Record>(&decl)) {
      for (const model::Field& field : record->fields) names.insert(context.spell.field(field.info.name));
    } else if (const auto* error = std::get_if<model::Error>(&decl)) {
      names.insert(context.error_name(*error));
      for (const model::Field& field : error->fields) names.insert(context.spell.field(field.info.name));
    }
  }
  return names;
}

}  // namespace

StubNames::StubNames(const Context& context) : context_(context), taken_(own_names(context)) {}

std::string StubNames::import(const std::string& module, const std::string& name) {
  const bool hidden = taken_.contains(name);
  imports_[module].insert(hidden ? name + " as _" + name : name);
  return hidden ? "_" + name : name;
}

std::string StubNames::builtin(const std::string& name) {
  if (!taken_.contains(name)) return name;
  imports_["builtins"];
  return "builtins." + name;
}

std::string StubNames::scalar(model::Scalar scalar) {
  switch (scalar) {
    case model::Scalar::boolean: return builtin("bool");
    case model::Scalar::f32: case model::Scalar::f64: return builtin("float");
    case model::Scalar::character: case model::Scalar::codepoint: return builtin("str");
    default: return builtin("int");
  }
}

std::string StubNames::type(const model::Type& t, bool argument) {
  if (const auto* optional = model::as<model::Optional>(t)) return type(*optional->value, argument) + " | None";
  if (uniffi::is_converted(context_, t)) {
    if (const auto* sequence = model::as<model::Sequence>(t)) return (argument ? import("collections.abc", "Iterable") : builtin("list")) + "[" + type(*sequence->element, argument) + "]";
    if (const auto* map = model::as<model::Map>(t)) {
      return (argument ? import("collections.abc", "Mapping") : builtin("dict")) + "[" + type(*map->key, argument) + ", " + type(*map->value, argument) + "]";
    }
    const auto* object = model::as<model::ObjectRef>(t);
    const auto* named = model::as<model::Named>(t);
    const model::Error* error = named ? uniffi::value_error(context_, named->id) : nullptr;
    const std::string name = error ? uniffi::error_path(context_, *error) : context_.qualified_name(model::info(*context_.model.find(object ? object->id : named->id)));
    if (object && uniffi::is_implemented(context_, object->id) && !uniffi::is_thrown(context_, object->id)) {
      if (argument) imports_["."].insert(name + "Protocol");
      else if (uniffi::is_foreign(context_, object->id)) imports_["."].insert(name);
      return argument ? name + "Protocol" : name;
    }
    imports_["."].insert(name);
    return name;
  }
  if (argument && is_path(t)) return builtin("str") + " | " + import("os", "PathLike") + "[" + builtin("str") + "]";
  return type(context_.library.type_of(t), argument);
}

std::string StubNames::type(TypeId id, bool argument) {
  const abi::Type& t = context_.type(id);
  const auto part = [&](std::size_t i) { return type(t.parts[i], argument); };
  switch (t.shape) {
    case Shape::nothing: return "None";
    case Shape::scalar: return scalar(*t.scalar);
    case Shape::string: return builtin("str");
    case Shape::bytes: return argument ? import("typing_extensions", "Buffer") : builtin("bytes");
    case Shape::timestamp: return import("datetime", "datetime");
    case Shape::duration: return import("datetime", "timedelta");
    case Shape::sequence: return (argument ? import("collections.abc", "Iterable") : builtin("list")) + "[" + part(0) + "]";
    case Shape::set:
      if (argument) return import("collections.abc", "Iterable") + "[" + part(0) + "]";
      return builtin(context_.is_hashable(t.parts[0]) ? "set" : "list") + "[" + part(0) + "]";
    case Shape::map: {
      const std::string pair = part(0) + ", " + part(1);
      const std::string pairs = builtin("tuple") + "[" + pair + "]";
      if (argument) return import("collections.abc", "Mapping") + "[" + pair + "] | " + import("collections.abc", "Iterable") + "[" + pairs + "]";
      return context_.is_hashable(t.parts[0]) ? builtin("dict") + "[" + pair + "]" : builtin("list") + "[" + pairs + "]";
    }
    case Shape::tuple: {
      std::string items;
      for (std::size_t i = 0; i < t.parts.size(); ++i) items += (i ? ", " : "") + part(i);
      return builtin("tuple") + "[" + (items.empty() ? "()" : items) + "]";
    }
    case Shape::optional: case Shape::pointer: case Shape::nullable: return part(0) + " | None";
    case Shape::callback: {
      const model::Callback& source = *context_.library.find_callback(t.decl)->source;
      std::string params;
      for (const model::Parameter& param : source.params) params += (params.empty() ? "" : ", ") + given(param.type);
      // What a function without a result returns is no matter.
      const std::string result = model::is<model::Void>(source.result) ? builtin("object") : type(source.result, true);
      return import("collections.abc", "Callable") + "[[" + params + "], " + result + "]";
    }
    case Shape::record: case Shape::enumeration: case Shape::variant: case Shape::handle: {
      if (t.shape == Shape::variant && !context_.is_uniffi) return union_of(t, argument);
      const std::string name = context_.qualified_name(model::info(*context_.model.find(t.decl)));
      // The package's Python has what is no object.
      if (context_.is_uniffi && t.shape != Shape::handle) imports_["."].insert(name);
      return name;
    }
  }
  return builtin("object");
}

std::string StubNames::union_of(const abi::Type& t, bool argument) {
  std::string all;
  bool nothing = false;  // None comes last
  for (const TypeId part : t.parts) {
    const std::string one = type(part, argument);
    nothing = nothing || one == "None";
    if (one == "None" || (" | " + all + " | ").find(" | " + one + " | ") != std::string::npos) continue;
    all += (all.empty() ? "" : " | ") + one;
  }
  return nothing ? all + (all.empty() ? "None" : " | None") : all;
}

std::string StubNames::result(const abi::Function& function) {
  if (!function.result || function.source->role == model::Role::constructor) return "None";
  return given(uniffi::shown_result(context_, *function.source));
}

std::string StubNames::given(const model::Type& type_) {
  const abi::Type& t = context_.type(context_.library.type_of(type_));
  if (!context_.is_uniffi && t.shape == Shape::sequence && context_.is_element(t.parts[0])) return context_.array_name + "[" + type(t.parts[0], false) + "]";
  return type(type_, false);
}

std::string StubNames::imports() const {
  std::string plain, from, others, local;
  for (const auto& [module, names] : imports_) {
    if (names.empty()) {
      plain += "import " + module + "\n";
      continue;
    }
    if (module == ".") {
      const std::string line = fmt::format("from . import {}\n", fmt::join(names, ", "));
      local = line.size() <= line_width + 1 ? line : fmt::format("from . import (\n    {},\n)\n", fmt::join(names, ",\n    "));
      continue;
    }
    // As isort has it: a name with another name is a statement of its own, in the order of first names.
    std::map<std::string, std::string> statements;
    std::string together, first;
    for (const std::string& name : names) {
      if (name.find(" as ") != std::string::npos) {
        statements[name] = name;
      } else {
        if (first.empty()) first = name;
        together += (together.empty() ? "" : ", ") + name;
      }
    }
    if (!together.empty()) statements[first] = together;
    std::string lines;
    for (const auto& [key, imported] : statements) lines += "from " + module + " import " + imported + "\n";
    (module == "typing_extensions" ? others : from) += lines;
  }
  return plain + from + (others.empty() ? "" : "\n" + others) + (local.empty() ? "" : "\n" + local);
}

}  // namespace polyglue::python
