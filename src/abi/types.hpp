// Interns model types as C types.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "abi/abi.hpp"

namespace polyglue::abi {

/// Builds Library::types. Types get numbers when they are first met; finish() puts them into the
/// order C needs and returns the table from those numbers to final ones.
class TypeTable {
 public:
  explicit TypeTable(const model::Library& model) : model_(model) {}

  TypeId intern(const model::Type& type);
  /// The payload struct of an error.
  TypeId intern_payload(const model::Error& error);

  /// A type by its first-met number.
  const Type& at(TypeId id) const { return types_[id]; }

  /// Moves the types out, ordered; `ids` are rewritten to match.
  std::vector<Type> finish(std::unordered_map<std::string, TypeId>& ids, std::vector<TypeId>& renumber);

 private:
  TypeId reserve(const std::string& key);
  /// All parts are known; the layout may have to wait for a record that is still being read.
  void complete(TypeId id, Type type);
  std::optional<TypeId> same(const std::string& key, const std::string& shape, const std::vector<TypeId>& parts);
  TypeId add(const std::string& key, Type type);
  bool is_waiting(const Type& type) const;
  void settle(TypeId id);

  TypeId intern_scalar(const std::string& key, model::Scalar scalar);
  TypeId intern_optional(const std::string& key, const model::Optional& optional);
  TypeId intern_sequence(const std::string& key, Shape shape, const model::Type& element);
  TypeId intern_map(const std::string& key, const model::Map& map);
  TypeId intern_tuple(const std::string& key, const model::Tuple& tuple);
  TypeId intern_named(const std::string& key, const model::DeclId& id);
  TypeId intern_callback(const std::string& key, const model::Callback& callback);
  TypeId intern_object(const std::string& key, const model::DeclId& id);
  TypeId intern_fields(const std::string& key, const model::DeclInfo& info, const std::vector<model::Field>& fields);

  std::string unique_tag(std::string tag);
  /// Name of a composed type: pgl_* where all its parts are shared and abi.h defines it.
  void name_composed(Type& type, const std::string& tag, bool in_abi_h);

  const model::Library& model_;
  std::vector<Type> types_;             // by first-met number
  std::vector<bool> complete_;
  std::vector<TypeId> order_;           // numbers in order of completion
  std::vector<TypeId> waiting_;         // for a record that is still being read
  std::unordered_map<std::string, TypeId> ids_;
  std::set<std::string> tags_;
};

/// Sets size, align and offsets of `type` from its parts, as a 64-bit C compiler lays it out.
void lay_out(Type& type, const std::vector<Type>& types);

}  // namespace polyglue::abi
