#include "languages/rust/crate.hpp"

#include <algorithm>

#include "emit/naming.hpp"

namespace polyglue::rust {
namespace {

const emit::Keywords& keywords() {
  static const emit::Keywords words = {
      "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
      "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
      "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
      "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield"};
  return words;
}

std::string legal(std::string name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name.insert(0, "_");
  return emit::escape(std::move(name), keywords());
}

bool has_duration(const model::Library& library, const model::Decl& decl, std::set<model::DeclId>& seen);

bool has_duration(const model::Library& library, const model::Type& type, std::set<model::DeclId>& seen) {
  const auto inside = [&](const model::Type& inner) { return has_duration(library, inner, seen); };
  if (model::is<model::Duration>(type)) return true;
  if (const auto* s = model::as<model::Sequence>(type)) return inside(*s->element);
  if (const auto* s = model::as<model::Set>(type)) return inside(*s->element);
  if (const auto* m = model::as<model::Map>(type)) return inside(*m->key) || inside(*m->value);
  if (const auto* o = model::as<model::Optional>(type)) return inside(*o->value);
  if (const auto* t = model::as<model::Tuple>(type)) return std::any_of(t->items.begin(), t->items.end(), inside);
  const auto* named = model::as<model::Named>(type);
  const model::Decl* decl = named ? library.find(named->id) : nullptr;
  return decl && has_duration(library, *decl, seen);
}

bool has_duration(const model::Library& library, const model::Decl& decl, std::set<model::DeclId>& seen) {
  if (!seen.insert(model::info(decl).id).second) return false;
  const auto inside = [&](const auto& part) { return has_duration(library, part.type, seen); };
  if (const auto* record = std::get_if<model::Record>(&decl)) return std::any_of(record->fields.begin(), record->fields.end(), inside);
  if (const auto* error = std::get_if<model::Error>(&decl)) return std::any_of(error->fields.begin(), error->fields.end(), inside);
  if (const auto* variant = std::get_if<model::Variant>(&decl)) return std::any_of(variant->alternatives.begin(), variant->alternatives.end(), inside);
  const auto* custom = std::get_if<model::Custom>(&decl);
  return custom && has_duration(library, custom->repr, seen);
}

}  // namespace

std::string function_name(const std::string& name) { return legal(emit::snake(name)); }
std::string type_name(const std::string& name) { return legal(emit::pascal(name)); }
std::string constant_name(const std::string& name) { return legal(emit::shouty(name)); }
std::string package_name(const model::Library& library) { return legal(emit::snake(library.name)); }

std::vector<std::string> enumerator_names(const model::Enum& decl) {
  const std::vector<std::string> own = emit::words(decl.info.name);
  const bool repeats = !decl.scoped && std::all_of(decl.values.begin(), decl.values.end(), [&](const model::Enumerator& value) {
    const std::vector<std::string> words = emit::words(value.info.name);
    return words.size() > own.size() && std::equal(own.begin(), own.end(), words.begin()) &&
           !(words[own.size()][0] >= '0' && words[own.size()][0] <= '9');
  });
  std::vector<std::string> names;
  std::set<std::string> used;
  for (const model::Enumerator& value : decl.values) {
    std::vector<std::string> words = emit::words(value.info.name);
    if (repeats) words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(own.size()));
    std::string joined;
    for (const std::string& word : words) joined += (joined.empty() ? "" : "_") + word;
    std::string name = decl.flags ? constant_name(joined) : type_name(joined);
    while (!used.insert(name).second) name += '_';
    names.push_back(std::move(name));
  }
  return names;
}

Crate::Crate(const abi::Library& lowered) : library(lowered), package(package_name(*lowered.model)) {
  std::set<std::string> errors;
  for (const model::Decl& decl : library.model->decls) {
    const model::DeclInfo& info = model::info(decl);
    if (std::holds_alternative<model::Function>(decl) || std::holds_alternative<model::Constant>(decl) ||
        std::holds_alternative<model::Custom>(decl) || std::holds_alternative<model::Callback>(decl)) {
      continue;
    }
    std::string name = info.name;
    for (const model::Decl* outer = library.model->find(info.scope); outer && !info.scope.empty();) {
      name = model::info(*outer).name + "_" + name;
      const model::DeclId& next = model::info(*outer).scope;
      outer = next.empty() ? nullptr : library.model->find(next);
    }
    // The E of expected<T, E> is an error of its own name here.
    if (const auto* declared = std::get_if<model::Error>(&decl); declared && declared->wraps && !declared->is_exception) {
      const auto* wrapped = model::as<model::Named>(*declared->wraps);
      if (const model::Decl* of = wrapped ? library.model->find(wrapped->id) : nullptr) name = model::info(*of).name;
    }
    name = type_name(name);
    std::set<std::string>& used = std::holds_alternative<model::Error>(decl) ? errors : taken_;
    while (!used.insert(name).second) name += '_';
    names_.emplace(info.id, name);
  }
  error = is_taken("Error") ? take("AnyError") : take("Error");
  result = is_taken("Result") ? take("AnyResult") : take("Result");
  for (const abi::Interface& interface : library.interfaces) traits_.emplace(interface.source->info.id, take(name(interface.source->info.id) + "Impl"));
  find_foreign();
  find_shared();
}

void Crate::find_foreign() {
  for (const model::Decl& decl : library.model->decls) {
    const model::DeclId& id = model::info(decl).id;
    const auto other = model::other_package(*library.model, "rust", id);
    if (!other || !names_.count(id)) continue;
    std::set<model::DeclId> seen;
    if (!std::holds_alternative<model::Object>(decl) && has_duration(*library.model, decl, seen)) continue;
    std::string crate = *other;
    std::replace(crate.begin(), crate.end(), '-', '_');
    foreign_.emplace(id, std::move(crate));
  }
}

const std::string& Crate::other_crate(const model::DeclId& id) const {
  static const std::string none;
  const auto found = foreign_.find(id);
  return found == foreign_.end() ? none : found->second;
}

bool Crate::errors_are_send() const {
  return std::none_of(library.errors.begin(), library.errors.end(), [&](const abi::Error& e) { return e.payload && library.type(*e.payload).has_handles; });
}

const std::string& Crate::name(const model::DeclId& id) const {
  static const std::string unknown = "()";
  const auto found = names_.find(id);
  return found == names_.end() ? unknown : found->second;
}

std::string Crate::take(std::string name) {
  while (!taken_.insert(name).second) name += '_';
  return name;
}

std::string Crate::options_name(const std::string& scope, const std::string& function) {
  const std::string name = type_name(scope + "_" + function);
  return take(is_taken(name + "Options") ? name + "Arguments" : name + "Options");
}

std::string Crate::prelude(const std::string& name) const {
  if (!is_taken(name)) return name;
  static const std::map<std::string, std::string> modules = {
      {"Option", "option"}, {"Vec", "vec"}, {"String", "string"}, {"Box", "boxed"}, {"Default", "default"}, {"From", "convert"},
      {"AsRef", "convert"}, {"Into", "convert"}, {"IntoIterator", "iter"}, {"Eq", "cmp"}, {"PartialEq", "cmp"}, {"Ord", "cmp"}, {"PartialOrd", "cmp"}};
  const auto found = modules.find(name);
  return found == modules.end() ? name : "::std::" + found->second + "::" + name;
}

const model::Type& Crate::represented(const model::Type& type) const {
  const auto* named = model::as<model::Named>(type);
  const auto* custom = named ? library.model->find_as<model::Custom>(named->id) : nullptr;
  return custom ? represented(custom->repr) : type;
}

const model::Record* Crate::record(const model::Type& type) const {
  const auto* named = model::as<model::Named>(represented(type));
  return named ? library.model->find_as<model::Record>(named->id) : nullptr;
}

bool Crate::is_plain(const model::Type& given) const {
  const model::Type& type = represented(given);
  if (model::is<model::Scalar>(type) || model::is<model::Duration>(type)) return true;
  const auto* named = model::as<model::Named>(type);
  if (!named) return false;
  if (library.model->find_as<model::Enum>(named->id)) return true;
  const model::Record* record = library.model->find_as<model::Record>(named->id);
  return record && !record->fields.empty() && c(type).flat &&
         std::all_of(record->fields.begin(), record->fields.end(), [&](const model::Field& f) { return is_plain(f.type); });
}

bool Crate::is_mirror(const model::Record& record) const {
  return !record.fields.empty() && std::all_of(record.fields.begin(), record.fields.end(), [&](const model::Field& f) {
    const model::Type& type = represented(f.type);
    const model::Record* inner = this->record(type);
    const auto* scalar = model::as<model::Scalar>(type);
    return (scalar && *scalar != model::Scalar::boolean && *scalar != model::Scalar::codepoint) || (inner && is_mirror(*inner));
  });
}

bool Crate::is_copy(const model::Type& given) const {
  const model::Type& type = represented(given);
  if (model::is<model::Scalar>(type) || model::is<model::Timestamp>(type) || model::is<model::Duration>(type)) return true;
  if (const auto* optional = model::as<model::Optional>(type)) return c(type).shape == abi::Shape::optional && is_copy(*optional->value);
  if (const auto* tuple = model::as<model::Tuple>(type)) {
    return std::all_of(tuple->items.begin(), tuple->items.end(), [&](const model::Type& item) { return is_copy(item); });
  }
  const auto* named = model::as<model::Named>(type);
  if (!named) return false;
  if (library.model->find_as<model::Enum>(named->id)) return true;
  const model::Record* record = library.model->find_as<model::Record>(named->id);
  return record && c(type).flat && std::all_of(record->fields.begin(), record->fields.end(), [&](const model::Field& f) { return is_copy(f.type); });
}

bool Crate::is_clone(const model::Type& type) const { return !has_objects(type); }

bool Crate::has_equality(const model::Type& given) const {
  const model::Type& type = represented(given);
  if (model::is<model::ObjectRef>(type)) return false;
  if (const auto* s = model::as<model::Sequence>(type)) return has_equality(*s->element);
  if (const auto* s = model::as<model::Set>(type)) return has_equality(*s->element);
  if (const auto* m = model::as<model::Map>(type)) return has_equality(*m->value);
  if (const auto* o = model::as<model::Optional>(type)) return has_equality(*o->value);
  if (const auto* t = model::as<model::Tuple>(type)) {
    return std::all_of(t->items.begin(), t->items.end(), [&](const model::Type& item) { return has_equality(item); });
  }
  const auto* named = model::as<model::Named>(type);
  if (!named) return true;
  if (const auto* record = library.model->find_as<model::Record>(named->id)) return record->equality || record->ordering;
  const auto* variant = library.model->find_as<model::Variant>(named->id);
  return !variant || std::all_of(variant->alternatives.begin(), variant->alternatives.end(),
                                 [&](const model::Alternative& a) { return has_equality(a.type); });
}

bool Crate::is_total(const model::Type& given, bool ordered, std::set<model::DeclId>& inside) const {
  const model::Type& type = represented(given);
  if (!has_equality(type)) return false;
  if (const auto* scalar = model::as<model::Scalar>(type)) return *scalar != model::Scalar::f32 && *scalar != model::Scalar::f64;
  if (const auto* s = model::as<model::Sequence>(type)) return is_total(*s->element, ordered, inside);
  // Hashed collections can neither be hashed nor be ordered.
  const bool hashed = type.cpp.starts_with("std::unordered_");
  if (const auto* s = model::as<model::Set>(type)) return !hashed && is_total(*s->element, ordered, inside);
  if (const auto* m = model::as<model::Map>(type)) return !hashed && is_total(*m->key, ordered, inside) && is_total(*m->value, ordered, inside);
  if (const auto* o = model::as<model::Optional>(type)) return is_total(*o->value, ordered, inside);
  if (const auto* t = model::as<model::Tuple>(type)) {
    return std::all_of(t->items.begin(), t->items.end(), [&](const model::Type& item) { return is_total(item, ordered, inside); });
  }
  const auto* named = model::as<model::Named>(type);
  if (!named) return true;
  if (const auto* record = library.model->find_as<model::Record>(named->id)) {
    if (!inside.insert(named->id).second) return true;  // a record inside itself
    const bool own = std::any_of(record->methods.begin(), record->methods.end(), [](const model::Function& f) {
      return f.role == model::Role::equal || f.role == model::Role::less || f.role == model::Role::compare;
    });
    return !own && (!ordered || record->ordering) &&
           std::all_of(record->fields.begin(), record->fields.end(), [&](const model::Field& f) { return is_total(f.type, ordered, inside); });
  }
  if (const auto* variant = library.model->find_as<model::Variant>(named->id)) {
    return std::all_of(variant->alternatives.begin(), variant->alternatives.end(),
                       [&](const model::Alternative& a) { return is_total(a.type, ordered, inside); });
  }
  return true;
}

}  // namespace polyglue::rust
