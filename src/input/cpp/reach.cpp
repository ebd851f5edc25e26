// Which objects a host can ever hold. Works on the model alone.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "input/cpp/build.hpp"

namespace polyglue::input::cpp {
namespace {

using Ids = std::unordered_set<model::DeclId>;

template <class Visit>
void each_object(const model::Type& t, bool inside_optional, const Visit& visit) {
  if (const auto* o = model::as<model::ObjectRef>(t)) visit(o->id, inside_optional);
  else if (const auto* s = model::as<model::Sequence>(t)) each_object(*s->element, true, visit);
  else if (const auto* s = model::as<model::Set>(t)) each_object(*s->element, true, visit);
  else if (const auto* o = model::as<model::Optional>(t)) each_object(*o->value, true, visit);
  else if (const auto* m = model::as<model::Map>(t)) {
    each_object(*m->key, true, visit);
    each_object(*m->value, true, visit);
  } else if (const auto* u = model::as<model::Tuple>(t)) {
    for (const auto& item : u->items) each_object(item, inside_optional, visit);
  }
}

/// Finds the obtainable classes as a fixed point: a function counts once its own objects do.
class Reach {
 public:
  explicit Reach(const model::Library& library) {
    for (const auto& decl : library.decls) {
      if (const auto* object = std::get_if<model::Object>(&decl)) {
        objects_.insert(object->info.id);
        for (const auto& base : object->bases) derived_[object->info.id].push_back(base);
        for (const auto& each : object->constructors) {
          bool blocked = false;
          for (const auto& param : each.params)
            each_object(param.type, false, [&](const auto& id, bool optional) { blocked |= !optional && id == object->info.id; });
          if (!blocked) obtain(object->info.id);
        }
        // A class of the host's gives one, and what C++ gives to its methods.
        if (object->implementable) {
          obtain(object->info.id);
          for (const auto& each : object->methods) {
            for (const auto& param : each.params) type(param.type, "");
          }
        }
        // Results of a class's own methods do not make its first instance, other classes' may.
        for (const auto& each : object->methods) results(each, each.is_static ? "" : object->info.id);
      } else if (const auto* function = std::get_if<model::Function>(&decl)) {
        results(*function, "");
      } else if (const auto* record = std::get_if<model::Record>(&decl)) {
        for (const auto& field : record->fields) type(field.type, "");
        for (const auto& each : record->methods) results(each, "");
      } else if (const auto* error = std::get_if<model::Error>(&decl)) {
        for (const auto& field : error->fields) type(field.type, "");
      } else if (const auto* callback = std::get_if<model::Callback>(&decl)) {
        for (const auto& param : callback->params) type(param.type, "");
      } else if (const auto* variant = std::get_if<model::Variant>(&decl)) {
        for (const auto& each : variant->alternatives) type(each.type, "");
      }
    }
  }

  bool obtainable(const model::DeclId& id) const { return !objects_.contains(id) || reached_.contains(id); }

 private:
  void obtain(const model::DeclId& id) {
    if (!reached_.insert(id).second) return;
    // An instance of a derived class is one of each base, and brings what its methods give.
    for (const auto& base : derived_[id]) obtain(base);
    for (const auto& other : given_by_[id]) obtain(other);
  }
  void type(const model::Type& t, const model::DeclId& self) {
    each_object(t, false, [&](const model::DeclId& id, bool) {
      if (self.empty() || reached_.contains(self)) obtain(id);
      else if (self != id) given_by_[self].push_back(id);
    });
  }
  void results(const model::Function& function, const model::DeclId& self) { type(function.result, self); }

  Ids objects_, reached_;
  std::unordered_map<model::DeclId, std::vector<model::DeclId>> derived_, given_by_;
};

}  // namespace

void drop_unreachable(model::Library& library) {
  const Reach reach(library);
  const auto needs = [&](const model::Function& function) {
    model::DeclId missing;
    for (const auto& param : function.params)
      each_object(param.type, false, [&](const model::DeclId& id, bool optional) {
        if (!optional && !reach.obtainable(id)) missing = id;
      });
    if (missing.empty()) return false;
    library.skipped.push_back({function.info.id, function.info.location, "PG0234",
                               "needs a " + quote(missing) + ", and nothing that comes through gives one",
                               "bring in a constructor or a function that makes one"});
    return true;
  };
  for (auto& decl : library.decls) {
    if (auto* object = std::get_if<model::Object>(&decl)) {
      std::erase_if(object->constructors, needs);
      std::erase_if(object->methods, needs);
    } else if (auto* record = std::get_if<model::Record>(&decl)) {
      std::erase_if(record->methods, needs);
    }
  }
  std::erase_if(library.decls, [&](const model::Decl& decl) {
    const auto* function = std::get_if<model::Function>(&decl);
    return function && needs(*function);
  });
  // Classes that are left as mere names. Their static parts may still be of use, and what is kept names others.
  Ids used;
  const auto mark = [&](const model::Function& f) {
    for (const auto& param : f.params) each_object(param.type, false, [&](const auto& id, bool) { used.insert(id); });
    each_object(f.result, false, [&](const auto& id, bool) { used.insert(id); });
  };
  const auto kept = [&](const model::Object& object) {
    return reach.obtainable(object.info.id) || used.contains(object.info.id) || !object.constants.empty() ||
           std::any_of(object.methods.begin(), object.methods.end(), [](const auto& f) { return f.is_static; });
  };
  for (const auto& decl : library.decls) {
    if (const auto* f = std::get_if<model::Function>(&decl)) mark(*f);
    if (const auto* r = std::get_if<model::Record>(&decl))
      for (const auto& f : r->methods) mark(f);
  }
  for (std::size_t before = used.size() + 1; before != used.size();) {
    before = used.size();
    for (const auto& decl : library.decls) {
      const auto* object = std::get_if<model::Object>(&decl);
      if (!object || !kept(*object)) continue;
      for (const auto& f : object->methods) mark(f);
      for (const auto& f : object->constructors) mark(f);
      used.insert(object->bases.begin(), object->bases.end());
    }
  }
  std::erase_if(library.decls, [&](const model::Decl& decl) {
    const auto* object = std::get_if<model::Object>(&decl);
    if (!object || kept(*object)) return false;
    library.skipped.push_back({object->info.id, object->info.location, "PG0234",
                               "is a class of which hosts can get no instance",
                               "bring in a constructor or a function that returns one"});
    return true;
  });
  // What was nested in a class that is gone has the class's name in its own: Reader::Factory is ReaderFactory.
  Ids left;
  for (const auto& decl : library.decls) left.insert(model::info(decl).id);
  for (auto& decl : library.decls) {
    model::DeclInfo& info = std::visit([](auto& d) -> model::DeclInfo& { return d.info; }, decl);
    if (info.scope.empty() || left.contains(info.scope)) continue;
    const std::string outer = info.scope.substr(info.scope.rfind(':') + 1);
    if (info.id == info.scope + "::" + info.name) info.name = outer + info.name;
    info.scope.clear();
  }
}

}  // namespace polyglue::input::cpp
