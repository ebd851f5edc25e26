#include "languages/python/context.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "languages/python/mentions.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {

using abi::Shape;
using abi::TypeId;
using model::Role;

const Members::Operator* Members::find(Role role) const {
  for (const Operator& op : operators) if (op.role == role) return &op;
  return nullptr;
}

Context::Context(const abi::Library& lib)
    : library(lib), model(*lib.model), spell(*lib.model), package(package_name(*lib.model)), extension(extension_name(*lib.model)),
      prefix(lib.prefix), lowered_(lib.types.size(), false), lifted_(lib.types.size(), false) {
  error_base = "Error";
  for (const model::Decl& decl : model.decls) {
    const model::DeclInfo& info = model::info(decl);
    if (!info.scope.empty() || spell.type(info.name) != "Error" || std::holds_alternative<model::Function>(decl)) continue;
    declares_error_base = std::holds_alternative<model::Error>(decl);
    if (!declares_error_base) error_base = spell.type(model.name) + "Error";
  }
  array_name = own_name("Array");
  internal_error = own_name("InternalError");
  is_uniffi = model.uniffi.has_value();
  find_uses();
  spellings = python::spellings(*this);
}

std::string Context::own_name(const std::string& name) const {
  const bool taken = std::any_of(model.decls.begin(), model.decls.end(), [&](const model::Decl& decl) {
    return model::info(decl).scope.empty() && spell.type(model::info(decl).name) == name && !std::holds_alternative<model::Function>(decl);
  });
  return taken ? spell.type(model.name) + name : name;
}

bool Context::has_member(const model::Object& object, const std::string& name) const {
  const Members own = members(object.info.id);
  const auto is_it = [&](const auto& member) { return member.name == name; };
  return std::any_of(own.methods.begin(), own.methods.end(), is_it) || std::any_of(own.properties.begin(), own.properties.end(), is_it) ||
         std::any_of(object.bases.begin(), object.bases.end(), [&](const model::DeclId& id) {
           const auto* base = model.find_as<model::Object>(id);
           return base && has_member(*base, name);
         });
}

void Context::use(std::vector<bool>& set, TypeId id) {
  if (set[id]) return;
  set[id] = true;
  if (const abi::Callback* callback = type(id).shape == Shape::callback ? library.find_callback(type(id).decl) : nullptr) {
    // What goes into a call comes out of one from C++, and the other way round.
    for (const abi::Param& param : callback->call.params) use(lifted_, param.type);
    if (callback->call.result) use(lowered_, *callback->call.result);
    return;
  }
  for (const TypeId part : type(id).parts) use(set, part);
}

void Context::find_uses() {
  for (const abi::Function& function : library.functions) {
    for (const abi::Param& param : function.params) {
      if (param.role == abi::ParamRole::argument) use(lowered_, param.type);
      if (param.role == abi::ParamRole::self && type(param.type).shape == Shape::record) use(lowered_, param.type);
    }
    if (function.result) use(lifted_, *function.result);
  }
  for (const abi::Interface& interface : library.interfaces) {
    for (const abi::Method& method : interface.methods) {
      overrides_[method.call.source].push_back({&interface, &method});
      for (const abi::Param& param : method.call.params) {
        if (param.role == abi::ParamRole::argument) use(lifted_, param.type);
      }
      if (method.call.result) use(lowered_, *method.call.result);
      if (const abi::Param* value = method.resolve ? method.resolve->param(abi::ParamRole::argument) : nullptr) use(lowered_, value->type);
    }
    for (const abi::Function& constructor : interface.constructors) {
      for (const abi::Param& param : constructor.params) {
        if (param.role == abi::ParamRole::argument) use(lowered_, param.type);
      }
    }
  }
  for (const abi::Error& error : library.errors) {
    if (!error.payload) continue;
    use(lifted_, *error.payload);
    if (!library.calls_hosts() || error.source->factory.empty()) continue;
    for (const TypeId part : type(*error.payload).parts) use(lowered_, part);
  }
  for (TypeId id = 0; id < library.types.size(); ++id) {
    const abi::Type& t = type(id);
    // Fields that are C values are read and written one by one; elements of arrays go both ways.
    if (t.shape == Shape::record && !library.find_error(t.decl)) {
      if (is_inline(t)) use(lowered_, id), use(lifted_, id);
      for (const TypeId part : t.parts) {
        if (is_plain(type(part))) use(lowered_, part), use(lifted_, part);
      }
    }
    if (t.shape == Shape::sequence && (lowered_[id] || lifted_[id]) && is_element(t.parts[0])) {
      use(lowered_, t.parts[0]);
      use(lifted_, t.parts[0]);
    }
  }
}

std::string Context::lower(TypeId id) const {
  const abi::Type& t = type(id);
  const bool basic = t.shape == Shape::scalar || t.shape == Shape::string || t.shape == Shape::bytes ||
                     t.shape == Shape::timestamp || t.shape == Shape::duration;
  return (basic ? "pgp_lower_" : "py_lower_") + t.tag;
}

std::string Context::lift(TypeId id) const {
  const abi::Type& t = type(id);
  const bool basic = t.shape == Shape::scalar || t.shape == Shape::string || t.shape == Shape::bytes ||
                     t.shape == Shape::timestamp || t.shape == Shape::duration;
  return (basic ? "pgp_lift_" : "py_lift_") + t.tag;
}

bool Context::is_plain(const abi::Type& t) const {
  switch (t.shape) {
    case Shape::scalar: case Shape::enumeration: case Shape::timestamp: case Shape::duration: return true;
    case Shape::optional: case Shape::tuple:
      return std::all_of(t.parts.begin(), t.parts.end(), [&](TypeId part) { return is_plain(type(part)); });
    default: return false;
  }
}

bool Context::is_inline(const abi::Type& t) const {
  return t.shape == Shape::record && !is_uniffi && !t.parts.empty() && t.flat &&
         std::all_of(t.parts.begin(), t.parts.end(), [&](TypeId part) { return is_plain(type(part)); });
}

Context::Field Context::field(const abi::Type& record, std::size_t index) const {
  const abi::Type& part = type(record.parts[index]);
  if (is_plain(part)) return Field::value;
  const bool text = part.shape == Shape::string && !is_path(fields_of(model, record.decl)[index].type);
  return text ? Field::text : Field::object;
}

bool Context::is_collected(const abi::Type& record) const {
  if (is_uniffi) return !record.parts.empty();
  for (std::size_t i = 0; i < record.parts.size(); ++i) if (field(record, i) == Field::object) return true;
  return false;
}

bool Context::is_element(TypeId id) const {
  const abi::Type& t = type(id);
  switch (t.shape) {
    case Shape::scalar: case Shape::enumeration: return true;
    case Shape::record:
      return !is_uniffi && t.flat && !t.parts.empty() && std::all_of(t.parts.begin(), t.parts.end(), [&](TypeId part) {
        const Shape shape = type(part).shape;
        return is_element(part) || shape == Shape::timestamp || shape == Shape::duration;
      });
    default: return false;
  }
}

bool Context::is_hashable(TypeId id) const {
  const abi::Type& t = type(id);
  switch (t.shape) {
    case Shape::record: case Shape::sequence: case Shape::set: case Shape::map: return false;
    case Shape::handle: case Shape::nullable: {
      const Members all = members(t.decl);
      return !all.find(Role::equal) || all.find(Role::hash);
    }
    default:
      return std::all_of(t.parts.begin(), t.parts.end(), [&](TypeId part) { return is_hashable(part); });
  }
}

std::string Context::fits(TypeId id, const model::Type* source, const std::string& expr, const std::string& strict) const {
  const abi::Type& t = type(id);
  switch (t.shape) {
    case Shape::nothing: return fmt::format("({} == Py_None)", expr);
    case Shape::scalar: {
      const auto integer = [&](const char* low, const char* high) {
        return fmt::format("pgp_fits_integer({}, {}, {}, {})", expr, low, high, strict);
      };
      switch (*t.scalar) {
        case model::Scalar::boolean: return fmt::format("pgp_fits_bool({})", expr);
        case model::Scalar::i8: return integer("INT8_MIN", "INT8_MAX");
        case model::Scalar::u8: return integer("0", "UINT8_MAX");
        case model::Scalar::i16: return integer("INT16_MIN", "INT16_MAX");
        case model::Scalar::u16: return integer("0", "UINT16_MAX");
        case model::Scalar::i32: return integer("INT32_MIN", "INT32_MAX");
        case model::Scalar::u32: return integer("0", "UINT32_MAX");
        case model::Scalar::i64: return integer("INT64_MIN", "INT64_MAX");
        case model::Scalar::u64: return integer("0", "UINT64_MAX");
        case model::Scalar::size: return integer("0", "SIZE_MAX");
        case model::Scalar::f32: case model::Scalar::f64: return fmt::format("pgp_fits_float({}, {})", expr, strict);
        default: return fmt::format("pgp_fits_character({})", expr);
      }
    }
    case Shape::enumeration: return fmt::format("pgp_fits_enum(&py_{}_enum, {})", t.tag, expr);
    case Shape::string:
      if (source && is_path(*source)) return fmt::format("pgp_fits_path({}, {})", expr, strict);
      return fmt::format("pgp_fits_text({})", expr);
    case Shape::bytes: return fmt::format("pgp_fits_bytes({}, {})", expr, strict);
    case Shape::timestamp: return fmt::format("pgp_is_datetime({})", expr);
    case Shape::duration: return fmt::format("pgp_is_timedelta({})", expr);
    case Shape::sequence: {
      const std::string item = fits(t.parts[0], nullptr, fmt::format("pgp_first_item({})", expr), "0");
      return fmt::format("(pgp_fits_sequence({0}, {1}) && (!pgp_first_item({0}) || {2}))", expr, strict, item);
    }
    case Shape::set: return fmt::format("pgp_fits_set({}, {})", expr, strict);
    case Shape::map: return fmt::format("pgp_fits_map({}, {})", expr, strict);
    case Shape::tuple: return fmt::format("pgp_fits_tuple({}, {}, {})", expr, t.parts.size(), strict);
    case Shape::optional: case Shape::pointer: case Shape::nullable:
      if (t.shape == Shape::nullable) {
        const abi::Class* entry = library.find_class(t.decl);
        return fmt::format("({0} == Py_None || pgp_fits_object({0}, py_{1}_type, {2}))", expr,
                           type(entry->handle).tag, strict);
      }
      return fmt::format("({} == Py_None || {})", expr, fits(t.parts[0], source, expr, strict));
    case Shape::record: return fmt::format("(Py_TYPE({}) == {})", expr, record_type(t));
    case Shape::handle: return fmt::format("pgp_fits_object({}, py_{}_type, {})", expr, t.tag, strict);
    case Shape::callback:
      return fmt::format("({}PyCallable_Check({}))", is_optional_callback(id) ? expr + " == Py_None || " : "", expr);
    case Shape::variant: {
      std::string any;
      for (const TypeId part : t.parts) any += (any.empty() ? "(" : " || ") + fits(part, nullptr, expr, strict);
      return any + ")";
    }
  }
  return "0";
}

std::string Context::record_type(const abi::Type& t) const { return fmt::format("py_{}_{}.type", t.tag, is_uniffi ? "data" : "record"); }

bool Context::is_optional_callback(TypeId id) const {
  const abi::Callback* callback = type(id).shape == Shape::callback ? library.find_callback(type(id).decl) : nullptr;
  return callback && callback->type != id;
}

bool Context::releases_gil(const abi::Function& function) const {
  if (function.source && function.source->facts.blocking) return true;
  if (function.borrows) return false;
  // What is leaf and calls what it is given does so on this thread, and waits for no other.
  if (function.calls_back) return !function.source || !function.source->facts.leaf;
  const bool called = function.source && (function.source->role == Role::function || function.source->role == Role::constructor);
  if (!is_uniffi || !called || function.source->facts.leaf) return false;
  // UniFFI's callers know that their other threads run while native code does. What changes an object that gives out
  // memory of its own has to wait until that is copied.
  const auto lends = [](const abi::Function* one) { return one->borrows; };
  if (function.scope.empty() || function.source->is_static || function.source->is_const) return true;
  const auto methods = library.functions_of(function.scope);
  return std::none_of(methods.begin(), methods.end(), lends);
}

std::vector<Context::Override> Context::overrides(const abi::Function& function) const {
  const auto found = overrides_.find(function.source);
  return found == overrides_.end() || function.kind != abi::FunctionKind::call ? std::vector<Override>() : found->second;
}

bool Context::is_extended(const model::DeclId& object) const {
  if (library.find_interface(object)) return true;
  const abi::Class* entry = library.find_class(object);
  return entry && std::any_of(entry->ancestors.begin(), entry->ancestors.end(), [&](const model::DeclId& id) { return library.find_interface(id); });
}

std::string Context::give_away(const std::string& expr) const {
  return library.interfaces.empty() ? fmt::format("((pgp_object *){})->closed = 1", expr) : fmt::format("pgp_give_away({})", expr);
}

std::string Context::method_name(const model::Function& function) const {
  if (function.role == Role::getter || function.role == Role::setter) return spell.function(function);
  for (const abi::Function& one : library.functions) {
    if (one.source != &function) continue;
    for (const Members::Method& method : members(one.scope).methods) {
      if (std::find(method.overloads.begin(), method.overloads.end(), &one) != method.overloads.end()) return method.name;
    }
  }
  return spell.function(function);
}

std::string Context::error_name(const model::Error& error) const {
  if (is_uniffi) return uniffi::error_path(*this, error);
  const std::string name = spell.type(error.info.name);
  // The E of a std::expected may be a record or an enum, which has that name already.
  for (const model::Decl& decl : model.decls) {
    const bool other = !std::holds_alternative<model::Error>(decl) && !std::holds_alternative<model::Function>(decl);
    if (other && model::info(decl).scope == error.info.scope && spell.type(model::info(decl).name) == name) {
      return name.ends_with("Error") ? name.substr(0, name.size() - 5) + "Exception" : name + "Error";
    }
  }
  return name;
}

std::string Context::qualified_name(const model::DeclInfo& info) const {
  const model::Decl* outer = info.scope.empty() ? nullptr : model.find(info.scope);
  const std::string name = spell.type(info.name);
  return outer ? qualified_name(model::info(*outer)) + "." + name : name;
}

std::vector<const model::Decl*> Context::nested(const model::DeclId& scope) const {
  std::vector<const model::Decl*> result;
  for (const model::Decl& decl : model.decls) {
    const model::DeclInfo& info = model::info(decl);
    const bool known = !info.scope.empty() && model.find(info.scope);
    if ((known ? info.scope : "") == scope) result.push_back(&decl);
  }
  return result;
}

Members Context::members(const model::DeclId& scope) const {
  Members result;
  const auto functions = library.functions_of(scope);
  for (const abi::Function* function : functions) {
    if (!function->source) continue;
    const model::Function& source = *function->source;
    const bool accessor = (source.role == Role::getter || source.role == Role::setter) && !source.is_static && !scope.empty();
    if (source.role == Role::constructor) {
      result.constructors.push_back(function);
    } else if (accessor) {
      const std::string name = spell.function(source);
      auto found = std::find_if(result.properties.begin(), result.properties.end(),
                                [&](const auto& p) { return p.name == name; });
      if (found == result.properties.end()) found = result.properties.insert(found, {name, nullptr, nullptr});
      (source.role == Role::getter ? found->getter : found->setter) = function;
    } else if (source.role == Role::function || source.role == Role::getter || source.role == Role::setter) {
      std::string name = source.role == Role::function ? spell.function(source)
                         : source.role == Role::getter ? "get_" + spell.function(source)
                                                       : "set_" + spell.function(source);
      const bool is_static = source.is_static || scope.empty();
      auto found = std::find_if(result.methods.begin(), result.methods.end(), [&](const auto& m) { return m.name == name; });
      // One name for a static and an instance method: the later one goes by its unique name.
      if (found != result.methods.end() && found->is_static != is_static) {
        name = spell.function(source.unique_name);
        found = std::find_if(result.methods.begin(), result.methods.end(), [&](const auto& m) { return m.name == name; });
      }
      if (found == result.methods.end()) found = result.methods.insert(found, {name, is_static, {}});
      found->overloads.push_back(function);
    } else {
      auto found = std::find_if(result.operators.begin(), result.operators.end(),
                                [&](const auto& o) { return o.role == source.role; });
      if (found == result.operators.end()) found = result.operators.insert(found, {source.role, {}});
      found->overloads.push_back(function);
    }
  }
  return result;
}

bool is_path(const model::Type& type) {
  if (const auto* optional = model::as<model::Optional>(type)) return is_path(*optional->value);
  return model::is<model::String>(type) && type.cpp.find("path") != std::string::npos;
}

const std::vector<model::Field>& fields_of(const model::Library& library, const model::DeclId& id) {
  if (const auto* record = library.find_as<model::Record>(id)) return record->fields;
  static const std::vector<model::Field> none;
  const auto* error = library.find_as<model::Error>(id);
  return error ? error->fields : none;
}

}  // namespace polyglue::python
