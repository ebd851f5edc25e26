#include "languages/js/context.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "emit/naming.hpp"
#include "languages/c/c_backend.hpp"
#include "languages/js/names.hpp"

namespace polyglue::js {

using abi::ParamRole;
using abi::Shape;
using abi::TypeId;
using model::Role;
using model::Scalar;

const Members::Method* Members::find(const std::string& name) const {
  for (const Method& method : methods) if (method.name == name) return &method;
  return nullptr;
}

Context::Context(const abi::Library& lib, const Host& the_host)
    : library(lib), model(*lib.model), host(the_host), layout(lib, the_host.pointer), package(package_name(*lib.model)),
      error_base(class_name(lib.model->name) + "Error"), written_(lib.types.size(), false), read_(lib.types.size(), false),
      lists_(lib.types.size(), false) {
  const auto taken = [&] {
    return std::any_of(model.decls.begin(), model.decls.end(), [&](const model::Decl& decl) {
      const model::DeclInfo& info = model::info(decl);
      return !std::holds_alternative<model::Function>(decl) && !std::holds_alternative<model::Constant>(decl) &&
             type_name(model, info) == error_base;
    });
  };
  if (taken()) error_base = "Any" + error_base;
  find_uses();
}

void Context::use(std::vector<bool>& set, TypeId id) {
  if (set[id]) return;
  set[id] = true;
  for (const TypeId part : type(id).parts) use(set, part);
}

void Context::find_uses() {
  for (const abi::Function& function : library.functions) find_uses(function);
  for (const abi::Callback& callback : library.callbacks) find_uses(callback.call);
  for (const abi::Interface& interface : library.interfaces) {
    for (const abi::Function& function : interface.constructors) find_uses(function);
    for (const abi::Method& method : interface.methods) {
      find_uses(method.call);
      if (method.base) find_uses(*method.base);
      if (method.resolve) find_uses(*method.resolve);
    }
  }
  for (const abi::Error& error : library.errors) {
    if (!error.payload) continue;
    use(read_, *error.payload);
    if (library.calls_hosts() && !error.source->factory.empty()) use(written_, *error.payload);
  }
}

void Context::find_uses(const abi::Function& function) {
  for (const abi::Param& param : function.params) {
    if (param.role != ParamRole::self && param.role != ParamRole::argument) continue;
    if (is_direct(param.type)) lists_[param.type] = lists_[param.type] || !typed_array(type(param.type)).empty();
    else use(written_, param.type);
  }
  if (function.result && !is_direct(*function.result)) use(read_, *function.result);
}

/// Arguments come out, and the result goes in.
void Context::find_uses(const abi::HostFunction& function) {
  for (const abi::Param& param : function.params) if (abi::has_type(param.role) && !is_direct(param.type)) use(read_, param.type);
  if (!function.result) return;
  const TypeId result = *function.result;
  if (!is_direct(result)) use(written_, result);
  else lists_[result] = lists_[result] || !typed_array(type(result)).empty();
}

bool Context::is_optional_callback(TypeId id) const {
  return type(id).shape == Shape::callback && callback(id).type != id;
}

std::string Context::typed_array(const abi::Type& t) const {
  if (t.shape != Shape::sequence || type(t.parts[0]).shape != Shape::scalar) return "";
  switch (*type(t.parts[0]).scalar) {
    case Scalar::i8: return "Int8Array";
    case Scalar::u8: return "Uint8Array";
    case Scalar::i16: return "Int16Array";
    case Scalar::u16: return "Uint16Array";
    case Scalar::i32: return "Int32Array";
    case Scalar::u32: return "Uint32Array";
    case Scalar::i64: return "BigInt64Array";
    case Scalar::u64: return "BigUint64Array";
    case Scalar::f32: return "Float32Array";
    case Scalar::f64: return "Float64Array";
    case Scalar::boolean: case Scalar::size: case Scalar::character: case Scalar::codepoint: break;
  }
  return "";
}

bool Context::is_direct(TypeId id) const {
  const abi::Type& t = type(id);
  switch (t.shape) {
    case Shape::scalar: case Shape::enumeration: case Shape::handle: case Shape::nullable: case Shape::callback: return true;
    case Shape::string: case Shape::bytes: return host.direct_values;
    case Shape::sequence: return host.direct_values && !typed_array(t).empty();
    default: return false;
  }
}

std::string Context::error_name(const model::Error& error) const {
  const std::string name = type_name(model, error.info);
  // The E of a std::expected may be a record or an enum, which has that name already.
  for (const model::Decl& decl : model.decls) {
    const bool other = !std::holds_alternative<model::Error>(decl) && !std::holds_alternative<model::Function>(decl);
    if (other && model::info(decl).scope == error.info.scope && type_name(model, model::info(decl)) == name) {
      return name.ends_with("Error") ? name.substr(0, name.size() - 5) + "Exception" : name + "Error";
    }
  }
  return name;
}

std::string Context::name_of(const model::DeclId& id) const {
  const model::Decl* decl = model.find(id);
  return decl ? type_name(model, model::info(*decl)) : "";
}

std::string Context::other_package(const model::DeclId& id) const {
  return host.own_memory ? "" : model::other_package(model, "node", id).value_or("");
}

bool Context::has_foreign(TypeId id) const {
  if (!model.uniffi || model.uniffi->other_libraries.empty()) return false;
  std::vector<TypeId> open = {id};
  std::vector<bool> seen(library.types.size(), false);
  while (!open.empty()) {
    const TypeId next = open.back();
    open.pop_back();
    if (seen[next]) continue;
    seen[next] = true;
    const abi::Type& t = type(next);
    if ((t.shape == Shape::handle || t.shape == Shape::nullable) && is_foreign(t.decl)) return true;
    open.insert(open.end(), t.parts.begin(), t.parts.end());
  }
  return false;
}

std::vector<const abi::Class*> Context::exchanged() const {
  std::vector<const abi::Class*> out;
  for (const abi::Class& entry : library.classes)
    if (!host.own_memory && c::is_exchanged(library, entry)) out.push_back(&entry);
  return out;
}

const std::vector<model::Field>& Context::fields(const model::DeclId& id) const {
  if (const auto* one = model.find_as<model::Record>(id)) return one->fields;
  static const std::vector<model::Field> none;
  const auto* error = model.find_as<model::Error>(id);
  return error ? error->fields : none;
}

Members Context::members(const model::DeclId& scope) const {
  Members result;
  const auto named = [&](const std::string& name) {
    return std::find_if(result.methods.begin(), result.methods.end(), [&](const auto& m) { return m.name == name; });
  };
  const auto functions = library.functions_of(scope);
  const auto add = [&](std::string name, const abi::Function* function) {
    const bool is_static = function->source->is_static || scope.empty();
    auto found = named(name);
    // One name for a static and an instance method: the later one goes by its unique name.
    if (found != result.methods.end() && found->is_static != is_static) found = named(name = member_name(function->source->unique_name));
    if (found == result.methods.end()) found = result.methods.insert(found, {name, is_static, {}});
    found->overloads.push_back(function);
  };
  for (const abi::Function* function : functions) {
    if (!function->source) continue;
    const model::Function& source = *function->source;
    const bool is_record = model.find_as<model::Record>(scope) != nullptr;
    const std::string plain = scope.empty() ? function_name(source.info.name) : member_name(source.info.name);
    if (source.role == Role::constructor) {
      // A record's constructor beyond its fields is a static method.
      if (is_record) result.methods.push_back({member_name(source.unique_name), true, {function}});
      else result.constructors.push_back(function);
    } else if ((source.role == Role::getter || source.role == Role::setter) && !source.is_static && !scope.empty()) {
      const std::string name = source.property.empty() ? plain : member_name(source.property);
      auto found = std::find_if(result.properties.begin(), result.properties.end(), [&](const auto& p) { return p.name == name; });
      if (found == result.properties.end()) found = result.properties.insert(found, {name, nullptr, nullptr});
      (source.role == Role::getter ? found->getter : found->setter) = function;
    } else if (source.role == Role::length) {
      result.properties.push_back({"size", function, nullptr});
    } else if (operator_name(source.role).empty()) {
      const std::string before = source.role == Role::getter ? "get_" : source.role == Role::setter ? "set_" : "";
      add(before.empty() ? plain : function_name(before + source.info.name), function);
    }
  }
  // Operators come last: a method that the library calls so itself keeps its name.
  for (const abi::Function* function : functions) {
    if (!function->source || function->source->role == Role::length) continue;
    const std::string name = operator_name(function->source->role);
    if (name.empty()) continue;
    const auto found = named(name);
    const bool own = found != result.methods.end() && operator_name(found->overloads[0]->source->role).empty();
    add(own ? name + "_" : name, function);
  }
  return result;
}

bool Context::may_be_own(const model::DeclId& id) const {
  const abi::Class* entry = library.find_class(id);
  return entry && (library.find_interface(id) || std::any_of(entry->descendants.begin(), entry->descendants.end(),
                                                             [&](const model::DeclId& one) { return library.find_interface(one); }));
}

const model::Function* Context::next_of(const model::DeclId& id) const {
  const abi::Class* entry = library.find_class(id);
  return entry ? model::next_of(*entry->source) : nullptr;
}

bool Context::has_streams(bool later) const {
  return std::any_of(library.classes.begin(), library.classes.end(), [&](const abi::Class& entry) {
    const model::Function* next = model::next_of(*entry.source);
    return next && next->is_async == later;
  });
}

bool Context::is_secondary_base(const model::DeclId& id) const {
  return std::any_of(library.classes.begin(), library.classes.end(), [&](const abi::Class& entry) {
    const auto& bases = entry.source->bases;
    return std::find(bases.begin() + (bases.empty() ? 0 : 1), bases.end(), id) != bases.end();
  });
}

std::string native_name(const Context& context, const abi::Function& function) {
  return function.symbol.substr(context.library.prefix.size() + 1);
}

std::string kind_name(Scalar scalar) {
  switch (scalar) {
    case Scalar::boolean: return "boolean";
    case Scalar::i8: return "i8";
    case Scalar::u8: return "u8";
    case Scalar::i16: return "i16";
    case Scalar::u16: return "u16";
    case Scalar::i32: return "i32";
    case Scalar::u32: return "u32";
    case Scalar::i64: return "i64";
    case Scalar::u64: return "u64";
    case Scalar::size: return "size";
    case Scalar::f32: case Scalar::f64: return "number";
    case Scalar::character: return "character";
    case Scalar::codepoint: return "codepoint";
  }
  return "";
}

std::string view_name(Scalar scalar) {
  switch (scalar) {
    case Scalar::boolean: case Scalar::character: return "u8";
    case Scalar::codepoint: return "u32";
    case Scalar::f32: return "f32";
    case Scalar::f64: return "f64";
    default: return kind_name(scalar);
  }
}

int shift_of(Scalar scalar) {
  switch (size_of(scalar, 8)) {
    case 8: return 3;
    case 4: return 2;
    case 2: return 1;
    default: return 0;
  }
}

std::string list_line(const std::string& head, const std::vector<std::string>& items, const std::string& tail,
                      std::size_t indent, const char* brackets) {
  const bool braces = brackets[0] == '{';
  const std::string space = braces && !items.empty() ? " " : "";
  std::string line = head + brackets[0] + space;
  for (std::size_t i = 0; i < items.size(); ++i) line += (i ? ", " : "") + items[i];
  line += space + brackets[1] + tail;
  if (items.empty() || (indent + line.size() <= line_width && line.find('\n') == std::string::npos)) return line;
  line = head + brackets[0] + "\n";
  for (const std::string& item : items) line += "  " + item + ",\n";
  return line + brackets[1] + tail;
}

void print_line(emit::Printer& out, const std::string& text) { out.print("$text$\n", {{"text", text}}); }

}  // namespace polyglue::js
