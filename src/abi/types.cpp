#include "abi/types.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "abi/names.hpp"
#include "emit/naming.hpp"

namespace polyglue::abi {
namespace {

constexpr std::array<std::string_view, 14> scalar_tags = {
    "bool", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "size", "f32", "f64", "char", "codepoint"};

std::string join(std::string_view word, const std::vector<model::Type>& items) {
  std::string text(word);
  text += '(';
  for (const model::Type& item : items) text += key(item) + ',';
  return text + ')';
}

bool holds_by_value(const Type& type) {
  return type.shape == Shape::record || type.shape == Shape::tuple || type.shape == Shape::variant || type.shape == Shape::optional;
}

}  // namespace

std::string key(const model::Type& type) {
  struct Key {
    std::string operator()(const model::Void&) const { return "void"; }
    std::string operator()(const model::Scalar& s) const { return std::string(scalar_tags[static_cast<std::size_t>(s)]); }
    std::string operator()(const model::String&) const { return "str"; }
    std::string operator()(const model::Bytes&) const { return "bytes"; }
    std::string operator()(const model::Timestamp&) const { return "timestamp"; }
    std::string operator()(const model::Duration&) const { return "duration"; }
    std::string operator()(const model::Sequence& s) const { return "seq(" + key(*s.element) + ")"; }
    std::string operator()(const model::Set& s) const { return "set(" + key(*s.element) + ")"; }
    std::string operator()(const model::Map& m) const { return "map(" + key(*m.key) + "," + key(*m.value) + ")"; }
    std::string operator()(const model::Tuple& t) const { return join("tuple", t.items); }
    std::string operator()(const model::Optional& o) const { return "opt(" + key(*o.value) + ")"; }
    std::string operator()(const model::Named& n) const { return "named:" + n.id; }
    std::string operator()(const model::ObjectRef& o) const { return "object:" + o.id; }
  };
  return std::visit(Key{}, type.kind);
}

TypeId TypeTable::reserve(const std::string& key) {
  const TypeId id = types_.size();
  types_.emplace_back();
  complete_.push_back(false);
  ids_.emplace(key, id);
  return id;
}

void TypeTable::complete(TypeId id, Type type) {
  types_[id] = std::move(type);
  if (is_waiting(types_[id])) {
    waiting_.push_back(id);
    return;
  }
  settle(id);
  // What held this one by value may follow, and what holds that.
  for (std::size_t i = 0; i < waiting_.size();) {
    const TypeId other = waiting_[i];
    if (is_waiting(types_[other])) {
      ++i;
      continue;
    }
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
    settle(other);
    i = 0;
  }
}

/// Does it hold by value a record that is still being read? That is so in a record which holds itself in a
/// sequence of tuples.
bool TypeTable::is_waiting(const Type& type) const {
  return holds_by_value(type) && std::any_of(type.parts.begin(), type.parts.end(), [&](TypeId part) { return !complete_[part]; });
}

void TypeTable::settle(TypeId id) {
  Type& type = types_[id];
  if (holds_by_value(type)) {
    type.flat = std::all_of(type.parts.begin(), type.parts.end(), [&](TypeId part) { return types_[part].flat; });
    type.checked = type.checked || std::any_of(type.parts.begin(), type.parts.end(), [&](TypeId part) { return types_[part].checked; });
  }
  lay_out(type, types_);
  complete_[id] = true;
  order_.push_back(id);
}

/// A type of these parts that is there already, with another key: a custom type crosses as what it is made from, so a sequence of
/// the one is a sequence of the other. `key` stands for it, too, from now on.
std::optional<TypeId> TypeTable::same(const std::string& key, const std::string& shape, const std::vector<TypeId>& parts) {
  std::string canonical = shape + "#";
  for (const TypeId part : parts) canonical += std::to_string(part) + ",";
  const auto found = ids_.find(canonical);
  if (found != ids_.end()) return ids_.emplace(key, found->second).first->second;
  ids_.emplace(canonical, types_.size());  // the next one
  return std::nullopt;
}

TypeId TypeTable::add(const std::string& key, Type type) {
  const TypeId id = reserve(key);
  complete(id, std::move(type));
  return id;
}

std::string TypeTable::unique_tag(std::string tag) {
  while (!tags_.insert(tag).second) tag += '_';
  return tag;
}

void TypeTable::name_composed(Type& type, const std::string& tag, bool in_abi_h) {
  type.shared = in_abi_h;
  type.tag = unique_tag(tag);
  type.name = (in_abi_h ? "pgl_" : model_.prefix + "_") + type.tag;
}

TypeId TypeTable::intern(const model::Type& type) {
  const std::string k = key(type);
  if (auto found = ids_.find(k); found != ids_.end()) return found->second;

  const auto simple = [&](Shape shape, const char* name, const char* tag, bool flat) {
    Type t;
    t.shape = shape;
    t.name = name;
    t.tag = tag;
    tags_.insert(tag);
    t.shared = t.by_value = true;
    t.flat = flat;
    t.checked = shape != Shape::nothing;
    return add(k, std::move(t));
  };
  struct Visitor {
    TypeTable& table;
    const std::string& k;
    const decltype(simple)& make;
    TypeId operator()(const model::Void&) const { return make(Shape::nothing, "void", "void", true); }
    TypeId operator()(const model::Scalar& s) const { return table.intern_scalar(k, s); }
    TypeId operator()(const model::String&) const { return make(Shape::string, "pgl_str", "str", false); }
    TypeId operator()(const model::Bytes&) const { return make(Shape::bytes, "pgl_bytes", "bytes", false); }
    TypeId operator()(const model::Timestamp&) const { return make(Shape::timestamp, "pgl_timestamp", "timestamp", true); }
    TypeId operator()(const model::Duration&) const { return make(Shape::duration, "pgl_duration", "duration", true); }
    TypeId operator()(const model::Sequence& s) const { return table.intern_sequence(k, Shape::sequence, *s.element); }
    TypeId operator()(const model::Set& s) const { return table.intern_sequence(k, Shape::set, *s.element); }
    TypeId operator()(const model::Map& m) const { return table.intern_map(k, m); }
    TypeId operator()(const model::Tuple& t) const { return table.intern_tuple(k, t); }
    TypeId operator()(const model::Optional& o) const { return table.intern_optional(k, o); }
    TypeId operator()(const model::Named& n) const { return table.intern_named(k, n.id); }
    TypeId operator()(const model::ObjectRef& o) const { return table.intern_object(k, o.id); }
  };
  return std::visit(Visitor{*this, k, simple}, type.kind);
}

TypeId TypeTable::intern_scalar(const std::string& key, model::Scalar scalar) {
  Type type;
  type.shape = Shape::scalar;
  type.name = scalar_name(scalar);
  type.tag = scalar_tags[static_cast<std::size_t>(scalar)];
  tags_.insert(type.tag);
  type.scalar = scalar;
  type.shared = type.flat = type.by_value = true;
  type.checked = scalar == model::Scalar::boolean || scalar == model::Scalar::character ||
                 scalar == model::Scalar::codepoint;
  return add(key, std::move(type));
}

TypeId TypeTable::intern_sequence(const std::string& key, Shape shape, const model::Type& element) {
  const TypeId part = intern(element);
  if (auto found = ids_.find(key); found != ids_.end()) return found->second;  // met inside `element`
  if (const auto found = same(key, shape == Shape::set ? "set" : "seq", {part})) return *found;
  Type type;
  type.shape = shape;
  type.parts = {part};
  type.members = {"data", "len"};
  type.by_value = type.checked = true;
  const Type& inner = types_[part];
  const bool simple = inner.shape == Shape::scalar || inner.shape == Shape::string || inner.shape == Shape::bytes ||
                      inner.shape == Shape::timestamp || inner.shape == Shape::duration;
  name_composed(type, (shape == Shape::set ? "set_" : "seq_") + inner.tag, shape == Shape::sequence && simple);
  return add(key, std::move(type));
}

TypeId TypeTable::intern_map(const std::string& key, const model::Map& map) {
  const TypeId k = intern(*map.key);
  const TypeId v = intern(*map.value);
  if (auto found = ids_.find(key); found != ids_.end()) return found->second;
  if (const auto found = same(key, "map", {k, v})) return *found;
  Type type;
  type.shape = Shape::map;
  type.parts = {k, v};
  type.members = {"data", "len"};
  type.by_value = type.checked = true;
  const std::string tail = types_[k].tag + "_" + types_[v].tag;
  name_composed(type, "map_" + tail, false);
  type.entry = model_.prefix + "_" + unique_tag("entry_" + tail);
  return add(key, std::move(type));
}

TypeId TypeTable::intern_tuple(const std::string& key, const model::Tuple& tuple) {
  Type type;
  type.shape = Shape::tuple;
  std::string tag = "tuple";
  for (const model::Type& item : tuple.items) {
    const TypeId part = intern(item);
    type.members.push_back("item" + std::to_string(type.parts.size()));
    type.parts.push_back(part);
    tag += "_" + types_[part].tag;
  }
  if (auto found = ids_.find(key); found != ids_.end()) return found->second;
  if (const auto found = same(key, "tuple", type.parts)) return *found;
  name_composed(type, tag, false);
  return add(key, std::move(type));
}

TypeId TypeTable::intern_optional(const std::string& key, const model::Optional& optional) {
  const TypeId part = intern(*optional.value);
  if (auto found = ids_.find(key); found != ids_.end()) return found->second;
  if (const auto found = same(key, "opt", {part})) return *found;
  const Type& inner = types_[part];
  Type type;
  type.parts = {part};
  type.checked = true;
  if (inner.shape == Shape::callback) {
    type.shape = Shape::callback;
    type.decl = inner.decl;
    type.tag = unique_tag("opt_" + inner.tag);
    type.name = inner.name;
  } else if (inner.shape == Shape::handle) {
    type.shape = Shape::nullable;
    type.decl = inner.decl;
    type.by_value = true;
    type.tag = unique_tag("opt_" + inner.tag);
    type.name = inner.name;
  } else if (!complete_[part]) {  // a record inside itself
    type.shape = Shape::pointer;
    type.by_value = true;
    type.decl = inner.decl;
    type.tag = unique_tag("opt_" + inner.tag);
    type.name = "const " + inner.name + " *";
  } else {
    type.shape = Shape::optional;
    type.members = {"has", "value"};
    const bool simple = inner.shape == Shape::scalar || inner.shape == Shape::string || inner.shape == Shape::bytes ||
                        inner.shape == Shape::timestamp || inner.shape == Shape::duration;
    name_composed(type, "opt_" + inner.tag, simple);
  }
  return add(key, std::move(type));
}

TypeId TypeTable::intern_callback(const std::string& key, const model::Callback& callback) {
  Type type;
  type.shape = Shape::callback;
  type.decl = callback.info.id;
  type.name = qualified(model_, callback.info);
  type.tag = unique_tag(type.name.substr(model_.prefix.size() + 1));
  type.checked = true;
  for (const model::Parameter& parameter : callback.params) type.parts.push_back(intern(parameter.type));
  type.parts.push_back(intern(callback.result));
  return add(key, std::move(type));
}

TypeId TypeTable::intern_object(const std::string& key, const model::DeclId& id) {
  Type type;
  type.shape = Shape::handle;
  type.decl = id;
  if (const model::Decl* decl = model_.find(id)) type.name = qualified(model_, model::info(*decl)) + " *";
  type.tag = unique_tag(type.name.substr(model_.prefix.size() + 1, type.name.size() - model_.prefix.size() - 3));
  type.has_handles = type.checked = type.by_value = true;
  return add(key, std::move(type));
}

TypeId TypeTable::intern_fields(const std::string& key, const model::DeclInfo& info,
                                const std::vector<model::Field>& fields) {
  const TypeId id = reserve(key);
  Type type;
  type.shape = Shape::record;
  type.decl = info.id;
  type.name = qualified(model_, info);
  type.tag = unique_tag(type.name.substr(model_.prefix.size() + 1));
  types_[id] = type;  // name and tag are needed where the record contains itself
  for (const model::Field& field : fields) {
    const TypeId part = intern(field.type);
    type.parts.push_back(part);
    type.members.push_back(member_name(field.info.name));
  }
  complete(id, std::move(type));
  return id;
}

TypeId TypeTable::intern_named(const std::string& key, const model::DeclId& id) {
  const model::Decl* decl = model_.find(id);
  if (!decl) return intern(model::Type{});  // the checks refuse such a model before it comes here
  if (const auto* custom = std::get_if<model::Custom>(decl)) {
    const TypeId repr = intern(custom->repr);
    ids_.emplace(key, repr);
    return repr;
  }
  if (const auto* record = std::get_if<model::Record>(decl)) return intern_fields(key, record->info, record->fields);
  if (const auto* callback = std::get_if<model::Callback>(decl)) return intern_callback(key, *callback);
  if (const auto* enumeration = std::get_if<model::Enum>(decl)) {
    Type type;
    type.shape = Shape::enumeration;
    type.decl = id;
    type.scalar = enumeration->underlying;
    type.name = qualified(model_, enumeration->info);
    type.tag = unique_tag(type.name.substr(model_.prefix.size() + 1));
    type.flat = type.checked = type.by_value = true;
    return add(key, std::move(type));
  }
  if (const auto* variant = std::get_if<model::Variant>(decl)) {
    const TypeId reserved = reserve(key);
    Type type;
    type.shape = Shape::variant;
    type.decl = id;
    type.name = qualified(model_, variant->info);
    type.tag = unique_tag(type.name.substr(model_.prefix.size() + 1));
    type.checked = true;
    types_[reserved] = type;
    for (const model::Alternative& alternative : variant->alternatives) {
      const TypeId part = intern(alternative.type);
      type.parts.push_back(part);
      type.members.push_back(member_name(alternative.name));
    }
    complete(reserved, std::move(type));
    return reserved;
  }
  if (const auto* error = std::get_if<model::Error>(decl)) return intern_payload(*error);
  return intern(model::Type{});
}

TypeId TypeTable::intern_payload(const model::Error& error) {
  const std::string key = "named:" + error.info.id;
  if (auto found = ids_.find(key); found != ids_.end()) return found->second;
  return intern_fields(key, error.info, error.fields);
}

std::vector<Type> TypeTable::finish(std::unordered_map<std::string, TypeId>& ids, std::vector<TypeId>& renumber) {
  // By-value cycles are an error that the checks report; here they only must not get lost.
  for (const TypeId id : std::exchange(waiting_, {})) settle(id);
  for (bool changed = true; changed;) {  // through recursive records too
    changed = false;
    for (Type& type : types_) {
      if (type.has_handles) continue;
      type.has_handles = std::any_of(type.parts.begin(), type.parts.end(), [&](TypeId part) { return types_[part].has_handles; });
      changed = changed || type.has_handles;
    }
  }
  renumber.assign(types_.size(), 0);
  for (TypeId place = 0; place < order_.size(); ++place) renumber[order_[place]] = place;
  std::vector<Type> result;
  result.reserve(order_.size());
  for (const TypeId id : order_) {
    Type type = std::move(types_[id]);
    for (TypeId& part : type.parts) part = renumber[part];
    result.push_back(std::move(type));
  }
  for (auto& [key, id] : ids_) ids.emplace(key, renumber[id]);
  return result;
}

}  // namespace polyglue::abi
