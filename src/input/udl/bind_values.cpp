// Dictionaries and enums, as C++ has them.
#include <algorithm>

#include "input/udl/binder.hpp"
#include "input/udl/parse_types.hpp"

namespace polyglue::input::udl {
namespace {

bool has(const std::vector<Name>& traits, std::string_view name) {
  return std::any_of(traits.begin(), traits.end(), [&](const Name& trait) { return trait.text == name; });
}

}  // namespace

void Binder::keep_traits(const std::vector<Name>& traits, std::vector<model::Function>& methods) const {
  std::erase_if(methods, [&](const model::Function& method) {
    switch (method.role) {
      case model::Role::equal: return !has(traits, "Eq");
      case model::Role::less: case model::Role::compare: return !has(traits, "Ord");
      case model::Role::hash: return !has(traits, "Hash");
      case model::Role::to_text: return !has(traits, "Display") && !has(traits, "Debug");
      default: return true;
    }
  });
}

bool Binder::is_taken(const std::string& name) const { return names_.contains(key(name)) || declared_.contains(key(name)); }

void Binder::note_debug(const std::vector<Name>& traits, const model::DeclId& id) {
  if (has(traits, "Debug")) flavour_.debug_text.push_back(id);
}

void Binder::note_order(const std::string& key, const std::vector<std::size_t>& positions) {
  std::vector<int>& order = flavour_.field_order[key];
  order.clear();
  for (const std::size_t position : positions) order.push_back(static_cast<int>(position));
}

std::optional<std::vector<std::size_t>> Binder::match_fields(const std::vector<Field>& fields, const std::vector<model::Field>& cpp,
                                                             const Name& owner, const model::DeclInfo& info, const std::string& fits_text) {
  std::vector<std::size_t> out;
  bool right = true;
  for (const Field& field : fields) {
    const auto found = std::find_if(cpp.begin(), cpp.end(), [&](const model::Field& one) { return key(one.info.name) == key(field.name.text); });
    if (found == cpp.end()) {
      differs("`" + owner.text + "` has no field `" + field.name.text + "` in C++", field.name.place, info.location, "write " + fits_text);
      right = false;
    } else if (!fits(field.type, found->type)) {
      differs("the field `" + field.name.text + "` is " + to_text(field.type) + " here and " + found->type.cpp + " in C++", field.type.place,
              found->info.location, "write " + spelling_.value(field.type, owner.text) + " " + cpp_name(field.name.text) + ";");
      right = false;
    }
    out.push_back(static_cast<std::size_t>(found - cpp.begin()));
  }
  if (!right) return std::nullopt;
  return out;
}

void Binder::record(const Dictionary& definition) {
  const auto id = ids_.find(definition.name.text);
  if (id == ids_.end()) return;
  const auto& cpp = std::get<model::Record>(*headers_.find(id->second));
  const auto matched = match_fields(definition.fields, cpp.fields, definition.name, cpp.info, spelling_.definition(definition));
  if (!matched) return;
  model::Record out = cpp;
  take_over(out.info, definition.name, definition.doc);
  for (std::size_t i = 0; i < matched->size(); ++i) {
    model::Field& field = out.fields[(*matched)[i]];
    take_over(field.info, definition.fields[i].name, definition.fields[i].doc);
    field.type = meant(definition.fields[i].type, field.type);
    field.default_value.reset();
    if (definition.fields[i].default_value) field.default_value = default_of(*definition.fields[i].default_value, definition.fields[i].type);
  }
  // A value crosses as a whole, so that all of its fields are part of the interface.
  for (std::size_t i = 0; i < cpp.fields.size(); ++i)
    if (std::find(matched->begin(), matched->end(), i) == matched->end()) {
      differs("`" + cpp.info.name + "` has a further field `" + cpp.fields[i].info.name + "` in C++", definition.name.place,
              cpp.fields[i].info.location, "add it to the dictionary, or remove it from the struct");
      return;
    }
  out.equality = cpp.equality || std::all_of(out.fields.begin(), out.fields.end(), [&](const model::Field& field) { return comparable(field.type); });
  out.ordering = cpp.ordering && has(definition.traits, "Ord");
  for (const Name& trait : definition.traits)
    if ((trait.text == "Ord" && !cpp.ordering) || (trait.text == "Eq" && !out.equality))
      differs("`" + definition.name.text + "` cannot be compared in C++", trait.place, cpp.info.location,
              trait.text == "Ord" ? "write auto operator<=>(const " + cpp.info.name + "&) const = default;"
                                  : "write bool operator==(const " + cpp.info.name + "&) const = default;");
  keep_traits(definition.traits, out.methods);
  note_debug(definition.traits, cpp.info.id);
  note_order(cpp.info.id, *matched);
  out.constants.clear();
  emit(cpp.info.id, std::move(out));
}

void Binder::enumeration(const Enum& definition, const model::DeclId& id) {
  const auto& cpp = std::get<model::Enum>(*headers_.find(id));
  model::Enum out = cpp;
  out.values.clear();
  take_over(out.info, definition.name, definition.doc);
  for (const Variant& value : definition.variants) {
    const auto found = std::find_if(cpp.values.begin(), cpp.values.end(), [&](const model::Enumerator& one) { return key(one.info.name) == key(value.name.text); });
    if (found == cpp.values.end()) {
      differs("`" + definition.name.text + "` has no value " + value.name.text + " in C++", value.name.place, cpp.info.location, "write " + spelling_.definition(definition));
      continue;
    }
    model::Enumerator one = *found;
    take_over(one.info, value.name, value.doc);
    // The same value twice is accepted, and one value.
    if (std::none_of(out.values.begin(), out.values.end(), [&](const model::Enumerator& other) { return other.info.id == one.info.id; })) out.values.push_back(std::move(one));
  }
  for (const model::Enumerator& value : cpp.values)
    if (std::none_of(out.values.begin(), out.values.end(), [&](const model::Enumerator& one) { return one.info.id == value.info.id; }))
      differs("`" + cpp.info.name + "` has a further value " + value.info.name + " in C++", definition.name.place, value.info.location,
              "add it to the enum: hosts refuse values they do not know");
  emit(cpp.info.id, std::move(out));
}

std::size_t Binder::alternative_of(const Variant& variant, const model::Variant& cpp, const std::vector<bool>& used) {
  std::size_t at = 0;
  while (at < cpp.alternatives.size() && key(cpp.alternatives[at].name) != key(variant.name.text)) ++at;
  // std::monostate is the alternative without fields, whatever that is called.
  if (at == cpp.alternatives.size() && variant.fields.empty())
    for (at = 0; at < cpp.alternatives.size() && !(model::is<model::Void>(cpp.alternatives[at].type) && !used[at]);) ++at;
  return at;
}

void Binder::variant(const Enum& definition, const model::DeclId& id) {
  const auto& cpp = std::get<model::Variant>(*headers_.find(id));
  model::Variant out = cpp;
  take_over(out.info, definition.name, definition.doc);
  std::vector<bool> used(cpp.alternatives.size());
  for (const Variant& one : definition.variants) {
    const std::string help = "write " + spelling_.variant(one, definition) + " and " + spelling_.definition(definition);
    const std::size_t at = alternative_of(one, cpp, used);
    if (at == cpp.alternatives.size()) {
      differs("`" + definition.name.text + "` has no alternative " + one.name.text + " in C++", one.name.place, cpp.info.location, help);
      continue;
    }
    used[at] = true;
    out.alternatives[at].name = identifier(one.name.text);
    if (model::is<model::Void>(cpp.alternatives[at].type) && one.fields.empty()) continue;
    const auto* named = model::as<model::Named>(cpp.alternatives[at].type);
    const auto* record = named ? headers_.find_as<model::Record>(named->id) : nullptr;
    if (!record) {
      differs("the alternative " + one.name.text + " is " + cpp.alternatives[at].type.cpp + " in C++, and no struct", one.name.place, cpp.info.location, help);
      continue;
    }
    const auto matched = match_fields(one.fields, record->fields, one.name, record->info, spelling_.variant(one, definition));
    if (!matched) continue;
    if (matched->size() != record->fields.size()) {
      differs("the alternative " + one.name.text + " has further fields in C++", one.name.place, record->info.location, help);
      continue;
    }
    note_order(cpp.info.id + "::" + out.alternatives[at].name, *matched);
    // A dictionary of its own keeps what the file says of it.
    if (std::any_of(ids_.begin(), ids_.end(), [&](const auto& entry) { return entry.second == record->info.id; })) continue;
    model::Record fields = *record;
    take_over(fields.info, one.name, one.doc);
    // Enums may have variants of the same name.
    if (is_taken(fields.info.name)) fields.info.name = identifier(definition.name.text) + fields.info.name;
    for (std::size_t i = 0; i < matched->size(); ++i) {
      take_over(fields.fields[(*matched)[i]].info, one.fields[i].name, "");
      fields.fields[(*matched)[i]].type = meant(one.fields[i].type, fields.fields[(*matched)[i]].type);
      fields.fields[(*matched)[i]].default_value.reset();
    }
    fields.equality = fields.equality || std::all_of(fields.fields.begin(), fields.fields.end(), [&](const model::Field& field) { return comparable(field.type); });
    keep_traits({}, fields.methods);
    fields.constants.clear();
    emit(record->info.id, std::move(fields));
  }
  for (std::size_t at = 0; at < used.size(); ++at)
    if (!used[at])
      differs("`" + definition.name.text + "` has a further alternative " + cpp.alternatives[at].name + " in C++", definition.name.place, cpp.info.location,
              "add it to the enum, or remove it from the std::variant");
  emit(cpp.info.id, std::move(out));
}

}  // namespace polyglue::input::udl
