#include "input/udl/bind.hpp"

#include <algorithm>
#include <numeric>

#include "diag/suggest.hpp"
#include "emit/naming.hpp"
#include "input/udl/binder.hpp"

namespace polyglue::input::udl {
namespace {

/// Calls `f` with every declaration that one names.
template <class F>
void each_id(const model::Type& type, const F& f) {
  if (const auto* named = model::as<model::Named>(type)) f(named->id);
  else if (const auto* object = model::as<model::ObjectRef>(type)) f(object->id);
  else if (const auto* sequence = model::as<model::Sequence>(type)) each_id(*sequence->element, f);
  else if (const auto* set = model::as<model::Set>(type)) each_id(*set->element, f);
  else if (const auto* o = model::as<model::Optional>(type)) each_id(*o->value, f);
  else if (const auto* m = model::as<model::Map>(type)) each_id(*m->key, f), each_id(*m->value, f);
  else if (const auto* t = model::as<model::Tuple>(type)) for (const auto& item : t->items) each_id(item, f);
}

template <class F>
void each_id(const std::vector<model::Function>& functions, const F& f) {
  for (const model::Function& function : functions) {
    for (const model::Parameter& parameter : function.params) each_id(parameter.type, f);
    each_id(function.result, f);
    for (const model::DeclId& error : function.throws) f(error);
    if (function.expected_error) f(*function.expected_error);
  }
}

template <class F>
void each_id(const model::Decl& decl, const F& f) {
  if (const auto* record = std::get_if<model::Record>(&decl)) {
    for (const model::Field& field : record->fields) each_id(field.type, f);
    each_id(record->methods, f);
  } else if (const auto* variant = std::get_if<model::Variant>(&decl)) {
    for (const model::Alternative& alternative : variant->alternatives) each_id(alternative.type, f);
  } else if (const auto* object = std::get_if<model::Object>(&decl)) {
    for (const model::DeclId& base : object->bases) f(base);
    each_id(object->constructors, f);
    each_id(object->methods, f);
  } else if (const auto* error = std::get_if<model::Error>(&decl)) {
    if (error->base) f(*error->base);
    for (const model::Field& field : error->fields) each_id(field.type, f);
  } else if (const auto* custom = std::get_if<model::Custom>(&decl)) {
    each_id(custom->repr, f);
  }
}

model::Doc parse_doc(const std::string& text) {
  model::Doc out;
  const std::size_t end = std::min(text.find("\n\n"), text.size());
  out.brief = text.substr(0, end);
  if (end < text.size()) out.details = text.substr(text.find_first_not_of('\n', end));
  return out;
}

}  // namespace

std::string key(const std::string& name) { return emit::snake(name.substr(name.rfind(':') + 1)); }

std::string identifier(const std::string& name) {
  if (const std::size_t scope = name.find("::"); scope != std::string::npos) return emit::pascal(name.substr(0, scope)) + emit::pascal(name.substr(scope));
  std::string out = name;
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '-' || c == ' '; }, '_');
  return out;
}

const char* kind_of(const model::Decl& decl) {
  static constexpr const char* names[] = {"a record", "an enum", "a variant", "a callback", "a class of objects", "an exception", "a custom type", "a function", "a constant"};
  return names[decl.index()];
}

void Binder::differs(const std::string& message, const Place& place, const model::Location& in_headers, std::string help) {
  report_.error("PG0174", message, place, std::move(help), {{"in C++ it is here", in_headers}});
}

void Binder::missing(const std::string& what, const Name& name, const std::string& fits) {
  std::vector<diag::Note> notes;
  const auto near = by_name_.find(key(name.text));
  if (near != by_name_.end() && !near->second.empty()) {
    const model::Decl& other = *near->second.front();
    const std::string kind = what.substr(what.find(' ') + 1);
    const char* article = kind.find_first_of("aeiou") == 0 ? "an " : "a ";
    return differs("`" + name.text + "` is " + article + kind + " here and " + kind_of(other) + " in C++", name.place, model::info(other).location, "declare " + fits);
  }
  bool news = false;  // what is left out may be told already, as the reason why something else is missing
  for (const model::Skipped& skipped : headers_.skipped) {
    const std::string id = skipped.id.substr(0, skipped.id.find('('));
    const std::size_t at = id.rfind("::");
    if (key(at == std::string::npos ? id : id.substr(at + 2)) != key(name.text)) continue;
    notes.push_back({"this one is left out: " + skipped.reason + (skipped.hint.empty() ? "" : "; " + skipped.hint), skipped.location});
    news = told_.insert(skipped.id).second || news;
  }
  if (!notes.empty() && !news) return;
  report_.error("PG0173", "nothing in the headers implements " + what + " `" + name.text + "`", name.place, "declare " + fits, std::move(notes));
}

bool Binder::is_in_its_library(const std::string& name, const model::DeclInfo& info) const {
  const auto foreign = file_.foreign.find(name);
  if (foreign != file_.foreign.end()) return info.id.starts_with(cpp_name(foreign->second.name_space) + "::");
  return std::none_of(file_.foreign.begin(), file_.foreign.end(), [&](const auto& other) { return info.id.starts_with(cpp_name(other.second.name_space) + "::"); });
}

template <class Kind>
const model::Decl* Binder::counterpart(const Name& name, const char* what, const std::string& fits) {
  const model::Decl* found = nullptr;
  const auto candidates = by_name_.find(key(name.text));
  if (candidates != by_name_.end())
    for (const model::Decl* candidate : candidates->second) {
      if (!std::holds_alternative<Kind>(*candidate)) continue;
      // The spelling of the file, and what is not inside a class, come first.
      const auto rank = [&](const model::Decl* decl) {
        return (is_in_its_library(name.text, model::info(*decl)) ? 4 : 0) + (model::info(*decl).name == name.text ? 2 : 0) + (model::info(*decl).scope.empty() ? 1 : 0);
      };
      if (!found || rank(candidate) > rank(found)) found = candidate;
    }
  if (!found) missing(what, name, fits);
  else ids_[name.text] = model::info(*found).id;
  return found;
}

void Binder::index() {
  for (const std::string_view name : symbols_.names()) declared_.insert(key(std::string(name)));
  for (const model::Decl& decl : headers_.decls)
    if (!std::holds_alternative<model::Constant>(decl)) by_name_[key(model::info(decl).name)].push_back(&decl);
}

void Binder::pair_types() {
  for (const Definition& definition : file_.definitions) {
    const Name& name = name_of(definition);
    const std::string fits = spelling_.definition(definition);
    if (std::holds_alternative<Dictionary>(definition)) {
      counterpart<model::Record>(name, "the dictionary", fits);
    } else if (const auto* enumeration = std::get_if<Enum>(&definition)) {
      if (enumeration->is_error) pair_error(*enumeration, fits);
      else if (enumeration->has_fields) pair_enum(*enumeration, fits);
      else counterpart<model::Enum>(name, "the enum", fits);
    } else if (const auto* interface = std::get_if<Interface>(&definition)) {
      const std::string bare = fits.substr(0, fits.size() - 1);
      counterpart<model::Object>(name, "the interface", interface->kind == Interface::Kind::object  ? fits
                                                        : interface->kind == Interface::Kind::trait ? bare + " with virtual methods, and a class that derives from it"
                                                                                                    : bare + " with a virtual destructor and pure virtual methods");
    } else if (std::holds_alternative<Typedef>(definition)) {
      pair(definition);
    }
  }
}

void Binder::pair_error(const Enum& definition, const std::string& fits) {
  if (!there_is<model::Error>(definition.name))
    if (auto value = value_error(definition)) {
      ids_[definition.name.text] = value->info.id + "#error";
      if (value->is_value && !value->path.empty()) hold(definition.name.text, *headers_.find_as<model::Record>(value->info.id));
      value_errors_.emplace(definition.name.text, std::move(*value));
      return;
    }
  counterpart<model::Error>(definition.name, "the error", fits);
}

void Binder::pair_enum(const Enum& definition, const std::string& fits) {
  const auto found = by_name_.find(key(definition.name.text));
  if (!there_is<model::Variant>(definition.name) && found != by_name_.end())
    for (const model::Decl* decl : found->second) {
      const auto* record = std::get_if<model::Record>(decl);
      const auto* named = record && record->fields.size() == 1 ? model::as<model::Named>(record->fields[0].type) : nullptr;
      if (!named || !headers_.find_as<model::Variant>(named->id) || !is_in_its_library(definition.name.text, record->info)) continue;
      ids_[definition.name.text] = named->id;
      return hold(definition.name.text, *record);
    }
  counterpart<model::Variant>(definition.name, "the enum", fits);
}

void Binder::hold(const std::string& name, const model::Record& record) {
  const std::string type = "::" + record.info.id, repr = record.fields[0].type.cpp;
  if (!holders_.try_emplace(name, Holder{record.info.id, model::as<model::Named>(record.fields[0].type)->id}).second) return;
  adapters_.push_back("#include <polyglue/runtime/convert/custom.hpp>\ntemplate <>\nstruct polyglue::converter<" + type + "> {\n  using repr = " + repr +
                      ";\n  static repr to(const " + type + "& value) { return value." + record.fields[0].info.name + "; }\n  static " + type +
                      " from(repr value) { return {std::move(value)}; }\n};\ntemplate <>\nstruct polyglue::runtime::Custom<" + type + "> : std::true_type {};\n");
}

void Binder::pair(const Definition& definition) {
  const auto& alias = std::get<Typedef>(definition);
  switch (alias.origin) {
    // What crosses is known, whichever library has the name.
    case Typedef::Origin::custom_of_other_library:
    case Typedef::Origin::custom: {
      // A class with a converter; where there is none, C++ has an alias of the type itself.
      const auto found = by_name_.find(key(alias.name.text));
      if (found == by_name_.end()) return;
      bool is_type = false;
      for (const model::Decl* decl : found->second) {
        if (std::holds_alternative<model::Custom>(*decl)) ids_[alias.name.text] = model::info(*decl).id;
        is_type = is_type || !std::holds_alternative<model::Function>(*decl);
      }
      if (is_type && !ids_.contains(alias.name.text)) missing("the custom type", alias.name, spelling_.definition(definition));
      return;
    }
    case Typedef::Origin::other_library: case Typedef::Origin::here: break;
  }
  using enum Typedef::Kind;
  const std::string fits = "class " + cpp_name(alias.name.text);
  switch (alias.kind) {
    case dictionary: counterpart<model::Record>(alias.name, "the dictionary", fits); break;
    case enumeration:
      if (there_is<model::Enum>(alias.name)) counterpart<model::Enum>(alias.name, "the enum", fits);
      else if (there_is<model::Error>(alias.name)) counterpart<model::Error>(alias.name, "the error", fits);
      else counterpart<model::Variant>(alias.name, "the enum", fits);
      break;
    case object: case trait: case callback:
      if (there_is<model::Error>(alias.name)) counterpart<model::Error>(alias.name, "the error", fits);
      else counterpart<model::Object>(alias.name, "the interface", fits);
      break;
  }
}

template <class Kind>
bool Binder::there_is(const Name& name) const {
  const auto found = by_name_.find(key(name.text));
  return found != by_name_.end() && std::any_of(found->second.begin(), found->second.end(), [](const model::Decl* decl) { return std::holds_alternative<Kind>(*decl); });
}

void Binder::take_over(model::DeclInfo& info, const Name& name, const std::string& doc) const {
  info.name = identifier(name.text);
  if (!doc.empty()) info.doc = parse_doc(doc);
  info.location = report_.at(name.place);
}

void Binder::emit(const model::DeclId& id, model::Decl decl) {
  names_.insert(key(model::info(decl).name));
  types_.insert_or_assign(id, std::move(decl));
}

void Binder::include(const model::DeclId& id) {
  std::vector<model::DeclId> open = {id};
  while (!open.empty()) {
    const model::DeclId next = std::move(open.back());
    open.pop_back();
    const model::Decl* decl = headers_.find(next);
    if (!decl || types_.contains(next)) continue;
    // What the file describes itself comes from there.
    if (next != id && std::any_of(ids_.begin(), ids_.end(), [&](const auto& entry) { return entry.second == next; })) continue;
    emit(next, *decl);
    if (const auto* record = std::get_if<model::Record>(decl)) {
      std::vector<std::size_t> positions(record->fields.size());
      std::iota(positions.begin(), positions.end(), std::size_t{0});
      note_order(next, positions);
    }
    each_id(*decl, [&](const model::DeclId& other) { open.push_back(other); });
    if (!std::holds_alternative<model::Error>(*decl)) continue;
    for (const model::Decl& other : headers_.decls)  // the variants of an error
      if (const auto* error = std::get_if<model::Error>(&other); error && error->base == next) open.push_back(error->info.id);
  }
}

void Binder::note_packages() {
  for (const Definition& definition : file_.definitions) {
    const std::string& name = name_of(definition).text;
    const auto foreign = file_.foreign.find(name);
    const auto id = ids_.find(name);
    if (foreign == file_.foreign.end() || id == ids_.end()) continue;
    // By the namespace in C++, which is where languages find out whose a declaration is.
    const std::string scope = id->second.substr(0, id->second.find("::"));
    const auto& [library, name_space] = foreign->second;
    flavour_.other_libraries.try_emplace(scope, library);
    for (auto& [language, form] : flavour_.languages) {
      auto& packages = form.external_packages;
      const auto said = packages.contains(name_space) ? packages.find(name_space) : packages.find(library);
      if (said != packages.end()) packages.try_emplace(scope, said->second);
    }
  }
}

std::optional<model::Library> Binder::run() {
  index();
  pair_types();
  each_operation(file_, [&](const Operation& operation) { if (operation.throws) thrown(*operation.throws); });
  for (const Definition& definition : file_.definitions) {
    if (const auto* dictionary = std::get_if<Dictionary>(&definition)) record(*dictionary);
    else if (const auto* alias = std::get_if<Typedef>(&definition)) {
      if (const auto id = ids_.find(alias->name.text); id != ids_.end()) include(id->second);
    } else if (const auto* enumerated = std::get_if<Enum>(&definition)) {
      if (enumerated->is_error) error(*enumerated);
      else if (const auto id = ids_.find(enumerated->name.text); id == ids_.end()) continue;
      else if (enumerated->has_fields) variant(*enumerated, id->second);
      else enumeration(*enumerated, id->second);
    } else if (const auto* interface = std::get_if<Interface>(&definition)) {
      object(*interface);
    } else {
      const auto& name_space = std::get<Namespace>(definition);
      for (const Operation& operation : name_space.functions) {
        std::vector<const model::Function*> candidates;
        if (const auto found = by_name_.find(key(operation.name.text)); found != by_name_.end())
          for (const model::Decl* decl : found->second)
            if (const auto* one = std::get_if<model::Function>(decl); one && is_in_its_library("", one->info)) candidates.push_back(one);
        if (auto bound = function(operation, candidates, "", {})) functions_.push_back(std::move(*bound));
      }
    }
  }
  values_of_errors();
  note_packages();
  if (report_.has_errors()) return std::nullopt;
  model::Library out = headers_;
  out.decls.clear();
  out.skipped.clear();
  // Types in the order of the headers, where each stands before its use.
  for (const model::Decl& decl : headers_.decls)
    if (const auto found = types_.find(model::info(decl).id); found != types_.end()) out.decls.push_back(std::move(found->second));
  // A custom type whose C++ is an alias crosses as what it stands for; it is its name alone that hosts know.
  for (const Definition& definition : file_.definitions) {
    const auto* custom = std::get_if<Typedef>(&definition);
    if (!custom || !custom->is_custom() || ids_.contains(custom->name.text)) continue;
    if (!has_form(*custom)) {
      flavour_.aliases.push_back({identifier(custom->name.text), plain(*custom->type)});
      continue;
    }
    model::Custom alias;
    alias.info.id = alias_id(*custom);
    take_over(alias.info, custom->name, custom->doc);
    alias.repr = plain(*custom->type);
    alias.repr.cpp = alias.info.id;
    out.decls.push_back(std::move(alias));
  }
  out.decls.insert(out.decls.end(), errors_.begin(), errors_.end());
  out.adapters.insert(out.adapters.end(), adapters_.begin(), adapters_.end());
  for (model::Decl& function : functions_) out.decls.push_back(std::move(function));
  for (const Definition& definition : file_.definitions) {
    const auto* name_space = std::get_if<Namespace>(&definition);
    if (!name_space || name_space->doc.empty()) continue;
    out.doc = parse_doc(name_space->doc);
    std::replace(out.doc.brief.begin(), out.doc.brief.end(), '\n', ' ');  // what packages are described by
  }
  flavour_.name_space = namespace_of(file_);
  out.uniffi = std::move(flavour_);
  out.make_index();
  return out;
}

std::optional<model::Library> bind(const File& file, const model::Library& headers, Report& report,
                                   std::map<std::string, model::LanguageForm> languages) {
  return Binder(file, headers, report, std::move(languages)).run();
}

}  // namespace polyglue::input::udl
