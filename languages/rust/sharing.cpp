// Which classes are exclusive: a program that holds an object of one is the only one that can reach it.
// Rust's `&mut` then says the truth, and text or elements may be borrowed from the object. All others are
// like Rust's own types with interior mutability: `&self` throughout, and results are copies.
#include <algorithm>

#include "languages/c/c_backend.hpp"
#include "languages/rust/crate.hpp"

namespace polyglue::rust {
namespace {

/// Calls `visit` for every object in a type.
template <class Visit>
void each_object(const Crate& crate, const model::Type& given, const Visit& visit) {
  const model::Type& type = crate.represented(given);
  if (const auto* object = model::as<model::ObjectRef>(type)) visit(*object);
  if (const auto* sequence = model::as<model::Sequence>(type)) each_object(crate, *sequence->element, visit);
  if (const auto* set = model::as<model::Set>(type)) each_object(crate, *set->element, visit);
  if (const auto* optional = model::as<model::Optional>(type)) each_object(crate, *optional->value, visit);
  if (const auto* tuple = model::as<model::Tuple>(type)) for (const model::Type& item : tuple->items) each_object(crate, item, visit);
  if (const auto* map = model::as<model::Map>(type)) {
    each_object(crate, *map->key, visit);
    each_object(crate, *map->value, visit);
  }
}

}  // namespace

void Crate::find_shared() {
  for (const abi::Class& entry : library.classes) {
    const model::Object& object = *entry.source;
    // Locked and shared objects are called from several threads; a base and what is derived from it are one object.
    // What the program implements an object with gets it, too.
    // Another library may have it, too.
    if (c::is_exchanged(library, entry) || object.threads == model::Threads::locked || object.threads == model::Threads::shared || object.default_shared ||
        !entry.ancestors.empty() || !entry.descendants.empty() || library.find_interface(object.info.id)) {
      shared_.insert(object.info.id);
    }
  }
  const auto share = [&](const model::ObjectRef& object) { return shared_.insert(object.id).second; };
  const auto held = [&](const model::ObjectRef& object) {
    if (object.ownership == model::Ownership::shared) share(object);
  };
  const auto called = [&](const std::vector<model::Parameter>& params, const model::Type& gives) {
    for (const model::Parameter& parameter : params) {
      each_object(*this, parameter.type, [&](const model::ObjectRef& object) {
        const bool lent = object.ownership == model::Ownership::borrowed;
        lends_ = lends_ || lent;
        if (lent && !object.is_const) share(object);  // beside what the program has of it
        held(object);
      });
    }
    each_object(*this, gives, held);
  };
  for (const model::Decl& decl : library.model->decls) {
    if (const auto* record = std::get_if<model::Record>(&decl)) for (const model::Field& f : record->fields) each_object(*this, f.type, held);
    if (const auto* variant = std::get_if<model::Variant>(&decl)) for (const auto& a : variant->alternatives) each_object(*this, a.type, held);
    if (const auto* callback = std::get_if<model::Callback>(&decl)) called(callback->params, callback->result);
  }
  for (const abi::Interface& interface : library.interfaces) {
    lends_ = true;
    for (const abi::Method& method : interface.methods) called(method.call.source->params, method.call.source->result);
  }
  // What is found for one class may make another one shared.
  for (bool changed = true; changed;) {
    changed = false;
    for (const abi::Function& function : library.functions) {
      if (!function.source) continue;
      const model::Function& source = *function.source;
      for (const model::Parameter& parameter : source.params) each_object(*this, parameter.type, held);
      if (function.outcome) {
        // C++ goes on with what it was given, even when nobody waits any more.
        changed |= shared_.insert(function.scope).second;
        for (const model::Parameter& parameter : source.params)
          each_object(*this, parameter.type, [&](const model::ObjectRef& object) { changed |= share(object); });
      }
      const bool chains = source.role >= model::Role::add_assign;  // gives its own object back, which is dropped
      std::vector<model::DeclId> parents;
      for (const int index : source.keeps_alive) {
        if (index == 0) {
          parents.push_back(function.scope);
        } else if (static_cast<std::size_t>(index) <= source.params.size()) {
          each_object(*this, source.params[static_cast<std::size_t>(index) - 1].type, [&](const model::ObjectRef& o) { parents.push_back(o.id); });
        }
      }
      const bool exclusive = std::all_of(parents.begin(), parents.end(), [&](const model::DeclId& id) { return is_exclusive(id); });
      const auto given = [&](const model::ObjectRef& object) {
        if (chains) return;
        const bool borrowed = object.ownership == model::Ownership::borrowed;
        if (object.ownership == model::Ownership::shared) changed |= share(object);
        // A reference that allows to change the object, beside others to the same one.
        if (borrowed && (!object.is_const || (!parents.empty() && !exclusive))) changed |= share(object);
        // An object of its own that refers to others.
        if (!borrowed && !parents.empty()) {
          changed |= share(object);
          for (const model::DeclId& id : parents) changed |= shared_.insert(id).second;
        }
      };
      if (source.role == model::Role::constructor) {
        if (!parents.empty()) given({function.scope, model::Ownership::value, false});
      } else {
        each_object(*this, source.result, given);
      }
    }
  }
}

}  // namespace polyglue::rust
