#include "languages/python/uniffi.hpp"

#include <algorithm>
#include <numeric>

#include "emit/naming.hpp"
#include "languages/c/c_backend.hpp"

namespace polyglue::python::uniffi {
namespace {

bool contains(const std::vector<model::DeclId>& ids, const model::DeclId& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

/// Positions of a record's fields in the order that callers know.
std::vector<int> order_of(const Context& context, const std::string& key, std::size_t count) {
  const auto& all = context.model.uniffi->field_order;
  if (const auto found = all.find(key); found != all.end() && found->second.size() == count) return found->second;
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  return order;
}

std::vector<DataField> fields_of(const Context& context, const model::Record& record, const std::string& key, const std::string& prefix) {
  const abi::Type& type = context.type(context.library.type_of({model::Named{record.info.id}, record.info.id}));
  std::vector<DataField> fields;
  for (const int position : order_of(context, key, record.fields.size())) {
    const auto at = static_cast<std::size_t>(position);
    const model::Field& field = record.fields[at];
    fields.push_back({context.spell.field(field.info.name), field.info, field.type, type.parts[at], prefix + type.members[at], field.default_value});
  }
  return fields;
}

}  // namespace

const model::Error& root_of(const Context& context, const model::Error& error) {
  const model::Error* root = &error;
  while (root->base) {
    const auto* above = context.model.find_as<model::Error>(*root->base);
    if (!above) break;
    root = above;
  }
  return *root;
}

DataClass data_class(const Context& context, const model::Record& record) {
  const abi::Type& type = context.type(context.library.type_of({model::Named{record.info.id}, record.info.id}));
  return {context.spell.type(record.info.name), "py_" + type.tag + "_data", record.info, fields_of(context, record, record.info.id, "")};
}

DataClass data_class(const Context& context, const model::Variant& variant, std::size_t alternative) {
  const model::Alternative& one = variant.alternatives[alternative];
  const abi::TypeId id = context.library.type_of({model::Named{variant.info.id}, variant.cpp});
  const abi::Type& type = context.type(id);
  DataClass out;
  out.path = context.spell.type(variant.info.name) + "." + context.spell.constant(one.name);
  out.variable = "py_" + type.tag + "__" + emit::snake(one.name) + "_data";
  const auto* named = model::as<model::Named>(one.type);
  const std::string member = "as." + (alternative < type.members.size() ? type.members[alternative] : "");
  if (const auto* record = named ? context.model.find_as<model::Record>(named->id) : nullptr) {
    out.info = record->info;
    out.fields = fields_of(context, *record, variant.info.id + "::" + one.name, member + ".");
  } else if (!model::is<model::Void>(one.type)) {
    out.fields.push_back({"value", {}, one.type, type.parts[alternative], member, {}});
  }
  return out;
}

bool is_changed(const Context& context, const model::Parameter& parameter) {
  return context.is_uniffi && parameter.passing == model::Passing::mutable_ref && model::is<model::Bytes>(parameter.type);
}

model::Type shown_result(const Context& context, const model::Function& function) {
  const auto changed = std::count_if(function.params.begin(), function.params.end(), [&](const model::Parameter& one) { return is_changed(context, one); });
  if (changed == 0) return function.result;
  const auto* all = model::as<model::Tuple>(function.result);
  return all && all->items.size() > static_cast<std::size_t>(changed) ? all->items[0] : model::Type{};
}

std::string imported_from(const Context& context, const model::DeclId& id) {
  const std::string scope = id.substr(0, id.find("::"));
  if (!context.model.uniffi->other_libraries.contains(scope)) return "";
  const std::string module = context.spell.function(scope);
  const auto language = context.model.uniffi->languages.find("python");
  if (language == context.model.uniffi->languages.end()) return module;
  const auto package = language->second.external_packages.find(scope);
  return package == language->second.external_packages.end() || package->second.empty() ? module : package->second + "." + module;
}

bool is_foreign(const Context& context, const model::DeclId& id) {
  const abi::Class* entry = context.is_uniffi ? context.library.find_class(id) : nullptr;
  return entry && c::is_exchanged(context.library, *entry) && !imported_from(context, id).empty();
}

const model::Object* thrown_object(const Context& context, const model::Error& error) {
  const bool is_itself = error.accessors.size() == 1 && error.accessors[0].empty();
  const auto* object = is_itself ? model::as<model::ObjectRef>(error.fields[0].type) : nullptr;
  return object ? context.model.find_as<model::Object>(object->id) : nullptr;
}

const model::Error* value_error(const Context& context, const model::DeclId& id) {
  for (const abi::Error& error : context.library.errors) {
    const auto* named = error.source->wraps && error.source->is_exception ? model::as<model::Named>(*error.source->wraps) : nullptr;
    if (named && named->id == id) return error.source;
  }
  return nullptr;
}

bool has_event_loops(const Context& context) { return context.is_uniffi && (context.library.has_tasks() || context.library.has_promises()); }

bool is_implemented(const Context& context, const model::DeclId& id) { return context.is_uniffi && context.library.find_interface(id); }

bool is_thrown(const Context& context, const model::DeclId& id) {
  return context.is_uniffi && std::any_of(context.library.errors.begin(), context.library.errors.end(), [&](const abi::Error& error) {
    const model::Object* object = thrown_object(context, *error.source);
    return object && object->info.id == id;
  });
}

bool is_dictionary(const Context& context, const model::Record& record) {
  if (context.model.uniffi->field_order.contains(record.info.id)) return true;
  for (const model::Decl& decl : context.model.decls) {
    const auto* variant = std::get_if<model::Variant>(&decl);
    if (!variant) continue;
    for (const model::Alternative& one : variant->alternatives) {
      const auto* named = model::as<model::Named>(one.type);
      if (named && named->id == record.info.id) return false;
    }
  }
  return true;
}

bool is_flat(const Context& context, const model::Error& error) {
  return contains(context.model.uniffi->flat_errors, root_of(context, error).info.id);
}

std::string error_path(const Context& context, const model::Error& error) {
  const model::Error& root = root_of(context, error);
  if (const model::Object* object = thrown_object(context, error)) return context.spell.type(object->info.name);
  if (&root == &error) return context.spell.type(error.info.name);
  // A variant whose name something else has as well goes by its error's name and its own where they are not nested.
  std::string name = error.info.name;
  if (name.starts_with(root.info.name)) {
    const std::string rest = name.substr(root.info.name.size());
    const auto has_it = [&](const model::Decl& decl) { return emit::snake(model::info(decl).name) == emit::snake(rest); };
    if (std::any_of(context.model.decls.begin(), context.model.decls.end(), has_it)) name = rest;
  }
  return context.spell.type(root.info.name) + "." + context.spell.type(name);
}

bool is_debug(const Context& context, const model::DeclId& id) { return contains(context.model.uniffi->debug_text, id); }

}  // namespace polyglue::python::uniffi
