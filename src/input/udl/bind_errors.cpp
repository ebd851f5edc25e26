// Errors, as C++ has them: exception classes, objects that are thrown, and values of an enum, a std::variant or a struct,
// which a std::expected holds or which are thrown as they are.
#include <algorithm>

#include "input/udl/binder.hpp"
#include "input/udl/parse_types.hpp"
#include "model/spelling.hpp"

namespace polyglue::input::udl {
namespace {

/// "NotFound" for "NotFoundError", "NotFoundException" and "DbNotFound" of DbError.
std::string bare_error_key(const std::string& name) {
  std::string out = key(name);
  for (const std::string ending : {"_error", "_exception"})
    if (out.ends_with(ending) && out.size() > ending.size()) return out.substr(0, out.size() - ending.size());
  return out;
}

/// A variant of an error, among the names that C++ has.
template <class All, class NameOf>
std::size_t find_kind(const Variant& variant, const All& all, const NameOf& name_of) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return key(name_of(one)) == key(variant.name.text); });
  if (at != all.end()) return static_cast<std::size_t>(at - all.begin());
  return static_cast<std::size_t>(std::find_if(all.begin(), all.end(), [&](const auto& one) { return bare_error_key(name_of(one)) == bare_error_key(variant.name.text); }) - all.begin());
}
std::size_t find_kind(const Variant& variant, const model::Enum& cpp) {
  return find_kind(variant, cpp.values, [](const model::Enumerator& one) { return one.info.name; });
}
std::size_t find_kind(const Variant& variant, const model::Variant& cpp) {
  return find_kind(variant, cpp.alternatives, [](const model::Alternative& one) { return one.name; });
}

/// How many of the file's variants C++ has.
template <class Kinds>
std::size_t count_kinds(const Enum& definition, const Kinds& cpp, std::size_t size) {
  return static_cast<std::size_t>(std::count_if(definition.variants.begin(), definition.variants.end(), [&](const Variant& one) { return find_kind(one, cpp) < size; }));
}

bool is_text(const model::Type& type) { return model::is<model::String>(type) && !model::is_recoded(type); }
bool is_called_text(const std::string& name) {
  const std::string word = key(name);
  return word == "to_string" || word == "message" || word == "text" || word == "what" || word == "reason" || word == "describe";
}

}  // namespace

const model::Error* Binder::find_variant_of_error(const Variant& variant, const model::DeclId& base) const {
  const auto derives = [&](const model::Error* error) {
    for (std::size_t steps = 0; error && error->base && steps < headers_.decls.size(); ++steps) {
      if (*error->base == base) return true;
      error = headers_.find_as<model::Error>(*error->base);
    }
    return false;
  };
  const model::Error* found = nullptr;
  for (const model::Decl& decl : headers_.decls) {
    const auto* error = std::get_if<model::Error>(&decl);
    if (!error || bare_error_key(error->info.name) != bare_error_key(variant.name.text) || !derives(error)) continue;
    if (!found || error->info.name == variant.name.text) found = error;
  }
  return found;
}

void Binder::thrown(const Name& name) {
  const auto id = ids_.find(name.text);
  const auto* object = id == ids_.end() ? nullptr : headers_.find_as<model::Object>(id->second);
  if (!object || thrown_.contains(name.text)) return;
  const std::string space = headers_.prefix + "_adapters", alias = "Thrown_" + identifier(name.text);
  adapters_.push_back("namespace " + space + " {\nusing " + alias + " = ::" + object->info.id + ";\ninline std::exception_ptr raise_" + alias +
                      "(std::string_view, const std::shared_ptr<" + alias + ">& object) { return polyglue::runtime::raised_object(object); }\n}\n");
  model::Error out;
  out.info = object->info;
  out.info.id = space + "::" + alias;
  take_over(out.info, name, "");
  while (is_taken(out.info.name)) out.info.name += "Thrown";
  out.derives_std_exception = false;  // whether it does, C++ finds out
  out.factory = space + "::raise_" + alias;
  model::Field field;
  field.info.id = out.info.id + "::object";
  field.info.name = "object";
  field.info.scope = out.info.id;
  field.type = {model::ObjectRef{object->info.id, model::Ownership::shared, false}, "std::shared_ptr<" + object->info.id + ">"};
  out.fields.push_back(std::move(field));
  out.accessors.emplace_back("");
  names_.insert(key(out.info.name));
  thrown_.emplace(name.text, out.info.id);
  errors_.push_back(std::move(out));
}

std::optional<Binder::ValueError> Binder::value_error(const Enum& definition) const {
  const auto found = by_name_.find(key(definition.name.text));
  if (found == by_name_.end()) return std::nullopt;
  ValueError out;
  const model::Decl* decl = nullptr;
  for (const model::Decl* one : found->second) {
    const bool fits = std::holds_alternative<model::Enum>(*one) || std::holds_alternative<model::Variant>(*one) || std::holds_alternative<model::Record>(*one);
    if (fits && (!decl || is_in_its_library(definition.name.text, model::info(*one)))) decl = one;
  }
  if (!decl) return std::nullopt;
  out.info = model::info(*decl);
  out.values = std::get_if<model::Enum>(decl);
  out.alternatives = std::get_if<model::Variant>(decl);
  out.cpp = out.alternatives ? out.alternatives->cpp : out.info.id;
  if (const auto* record = std::get_if<model::Record>(decl)) {
    // One that holds an enum or a std::variant, and maybe a text; else it is the one variant that there is.
    std::size_t most = 0;
    for (const model::Field& field : record->fields) {
      if (is_text(field.type) && is_called_text(field.info.name)) out.text = "error." + field.info.name;
      const auto* named = model::as<model::Named>(field.type);
      const auto* values = named ? headers_.find_as<model::Enum>(named->id) : nullptr;
      const auto* alternatives = named ? headers_.find_as<model::Variant>(named->id) : nullptr;
      const std::size_t count = values ? count_kinds(definition, *values, values->values.size()) : alternatives ? count_kinds(definition, *alternatives, alternatives->alternatives.size()) : 0;
      if (count <= most) continue;
      most = count;
      out.path = "." + field.info.name;
      out.values = values;
      out.alternatives = alternatives;
    }
    if (!most) out.single = record;
    out.is_value = most && out.alternatives && record->fields.size() == 1;
    for (const model::Function& method : record->methods)
      if (!method.is_static && method.params.empty() && is_text(method.result) && is_called_text(method.cpp_name)) out.text = "error." + method.cpp_name + "()";
  }
  for (const model::Decl& one : headers_.decls) {
    const auto* function = std::get_if<model::Function>(&one);
    const auto* named = function && function->params.size() == 1 ? model::as<model::Named>(function->params[0].type) : nullptr;
    if (named && named->id == out.info.id && is_text(function->result) && is_called_text(function->info.name) && !function->is_async && !function->expected_error)
      out.text = "::" + function->cpp_name + "(error)";
  }
  return out;
}

void Binder::error(const Enum& definition, const ValueError& cpp) {
  // What another library declares is in its namespace.
  const auto foreign = file_.foreign.find(definition.name.text);
  const std::string adapters = headers_.prefix + "_adapters", space = (foreign == file_.foreign.end() ? "" : cpp_name(foreign->second.name_space) + "::") + adapters;
  const std::string name = identifier(definition.name.text), type = "::" + cpp.info.id;
  model::Error base;
  base.info = cpp.info;
  base.info.id = ids_.at(definition.name.text);
  take_over(base.info, definition.name, definition.doc);
  base.derives_std_exception = false;
  base.wraps = model::Type{model::Named{cpp.value_id()}, cpp.cpp};
  names_.insert(key(base.info.name));
  errors_.push_back(base);
  if (!definition.has_fields) flavour_.flat_errors.push_back(base.info.id);
  std::string classes, tests, factories;
  for (std::size_t number = 0; number < definition.variants.size(); ++number) {
    const Variant& variant = definition.variants[number];
    const std::size_t at = cpp.values ? find_kind(variant, *cpp.values) : cpp.alternatives ? find_kind(variant, *cpp.alternatives) : 0;
    if (at == (cpp.values ? cpp.values->values.size() : cpp.alternatives ? cpp.alternatives->alternatives.size() : 1)) {
      differs("`" + definition.name.text + "` has no " + variant.name.text + " in C++", variant.name.place, cpp.info.location, "add it there");
      continue;
    }
    // What has its fields, and what it is called there.
    const model::Record* record = cpp.single;
    std::string holder = type, test, value = "error", made = "made";
    if (cpp.values) {
      test = "error" + cpp.path + " == ::" + cpp.values->values[at].info.id;
    } else if (cpp.alternatives) {
      const model::Alternative& alternative = cpp.alternatives->alternatives[at];
      const auto* named = model::as<model::Named>(alternative.type);
      record = named ? headers_.find_as<model::Record>(named->id) : nullptr;
      holder = model::is<model::Void>(alternative.type) ? "std::monostate" : (named ? "::" : "") + alternative.type.cpp;
      test = "const auto* value = std::get_if<" + std::to_string(at) + ">(&error" + cpp.path + ")";
      value = "*value";
      made = "made" + cpp.path;
    }
    static const std::vector<model::Field> none;
    const auto matched = match_fields(variant.fields, record ? record->fields : none, variant.name, record ? record->info : cpp.info,
                                      record ? spelling_.variant(variant, definition) : "another type: values of an enum have no fields");
    if (!matched) continue;
    model::Error out;
    out.info = record && !cpp.single ? record->info : cpp.info;
    out.info.id = space + "::" + name + "_" + identifier(variant.name.text);
    out.info.scope.clear();
    take_over(out.info, variant.name, variant.doc);
    if (is_taken(out.info.name)) out.info.name = name + out.info.name;
    out.base = base.info.id;
    std::string params = "[[maybe_unused]] std::string_view message", assign;
    for (std::size_t i = 0; i < matched->size(); ++i) {
      const model::Field& field = record->fields[(*matched)[i]];
      out.fields.push_back(field);
      out.accessors.push_back("value." + field.info.name);
      take_over(out.fields.back().info, variant.fields[i].name, "");
      out.fields.back().type = meant(variant.fields[i].type, field.type);
      out.fields.back().default_value.reset();
      params += ", " + field.type.cpp + " field" + std::to_string(i);
      assign += "  value." + field.info.name + " = std::move(field" + std::to_string(i) + ");\n";
    }
    const std::string alias = name + "_" + identifier(variant.name.text), text = cpp.text.empty() ? "\"" + identifier(variant.name.text) + "\"" : cpp.text;
    classes += "using " + alias + " = polyglue::runtime::ErrorValue<" + type + ", " + std::to_string(number) + ", " + holder + ">;\n";
    tests += (test.empty() ? "  " : "  if (" + test + ") ") + "return done(" + alias + "(" + value + ", std::string(" + text + ")));\n";
    // Callers' methods raise it, too.
    if (calls_hosts() && (!record || record->default_constructible)) {
      out.factory = space + "::raise_" + alias;
      factories += "inline " + type + " raise_" + alias + "(" + params + ") {\n  " + type + " made{};\n";
      if (cpp.values) factories += "  made" + cpp.path + " = ::" + cpp.values->values[at].info.id + ";\n";
      else if (cpp.alternatives) factories += "  [[maybe_unused]] auto& value = " + made + ".emplace<" + std::to_string(at) + ">();\n";
      else factories += "  [[maybe_unused]] auto& value = made;\n";
      if (cpp.text.starts_with("error.") && !cpp.text.ends_with(")") && !(cpp.single && !assign.empty())) factories += "  made" + cpp.text.substr(5) + " = std::string(message);\n";
      factories += assign + "  return made;\n}\n";
    }
    names_.insert(key(out.info.name));
    errors_.push_back(std::move(out));
  }
  if (!cpp.single) tests += "  return done(std::runtime_error(\"an error that the interface does not have\"));\n";
  if (space != adapters) {
    adapters_.push_back("namespace " + space + " {\n" + classes + factories + "}\n");
    factories.clear();
    classes = "using namespace " + space + ";\n";
  }
  adapters_.push_back("namespace " + adapters + " {\n" + classes + "template <class F>\nauto as_exception(const " + type + "& error, const F& done) {\n" + tests + "}\n" + factories + "}\n");
}

void Binder::values_of_errors() {
  for (std::size_t i = 0; i < error_values_.size(); ++i) {  // which may hold others
    const std::string name = error_values_[i];
    if (std::find(error_values_.begin(), error_values_.begin() + static_cast<std::ptrdiff_t>(i), name) != error_values_.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    Enum definition = *symbols_.find_as<Enum>(name);
    definition.is_error = false;
    definition.name.text += "Value";
    while (is_taken(definition.name.text)) definition.name.text += "_";
    const ValueError& cpp = value_errors_.at(name);
    if (cpp.values) enumeration(definition, cpp.value_id());
    else variant(definition, cpp.value_id());
  }
}

bool Binder::calls_hosts() const {
  return std::any_of(file_.definitions.begin(), file_.definitions.end(), [](const Definition& definition) {
    const auto* interface = std::get_if<Interface>(&definition);
    return interface && (interface->kind == Interface::Kind::foreign_trait || interface->kind == Interface::Kind::callback);
  });
}

void Binder::error(const Enum& definition) {
  if (const auto value = value_errors_.find(definition.name.text); value != value_errors_.end()) return error(definition, value->second);
  const auto id = ids_.find(definition.name.text);
  if (id == ids_.end()) return;
  const auto& cpp = std::get<model::Error>(*headers_.find(id->second));
  model::Error base = cpp;
  take_over(base.info, definition.name, definition.doc);
  base.base.reset();
  base.fields.clear();
  base.accessors.clear();
  emit(cpp.info.id, std::move(base));
  if (!definition.has_fields) flavour_.flat_errors.push_back(cpp.info.id);
  std::unordered_set<model::DeclId> exported = {cpp.info.id};
  for (const Variant& variant : definition.variants)
    if (const model::Error* found = find_variant_of_error(variant, id->second)) exported.insert(found->info.id);
  for (const Variant& variant : definition.variants) {
    const model::Error* found = find_variant_of_error(variant, id->second);
    if (!found) {
      differs("`" + definition.name.text + "` has no " + variant.name.text + " in C++", variant.name.place, cpp.info.location,
              "declare " + spelling_.variant(variant, definition));
      continue;
    }
    const auto matched = match_fields(variant.fields, found->fields, variant.name, found->info, spelling_.variant(variant, definition));
    if (!matched) continue;
    model::Error out = *found;
    take_over(out.info, variant.name, variant.doc);
    if (is_taken(out.info.name)) out.info.name = identifier(definition.name.text) + out.info.name;
    while (!exported.contains(*out.base)) out.base = headers_.find_as<model::Error>(*out.base)->base;
    out.fields.clear();
    out.accessors.clear();
    for (std::size_t i = 0; i < matched->size(); ++i) {
      out.fields.push_back(found->fields[(*matched)[i]]);
      out.accessors.push_back(found->accessors[(*matched)[i]]);
      take_over(out.fields.back().info, variant.fields[i].name, "");
      out.fields.back().type = meant(variant.fields[i].type, out.fields.back().type);
      out.fields.back().default_value.reset();
    }
    emit(found->info.id, std::move(out));
  }
}

}  // namespace polyglue::input::udl
