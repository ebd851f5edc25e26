#include <fmt/format.h>

#include <algorithm>

#include "check/check.hpp"

namespace polyglue::check {
namespace {

/// Calls `visit` with the functions that belong to a declaration, list by list.
template <class Decl, class Visit>
void each_list(Decl& decl, Visit visit) {
  if (auto* object = std::get_if<model::Object>(&decl)) {
    visit(object->constructors);
    visit(object->methods);
  } else if (auto* record = std::get_if<model::Record>(&decl)) {
    visit(record->methods);
  }
}

/// What of a library a language leaves out.
class LeftOut {
 public:
  LeftOut(const model::Library& library, const emit::Capabilities& can) : library_(library), can_(can) {}

  bool operator()(const model::Function& function) const {
    const model::Object* stream = stream_of(function);
    return (!can_.async && function.is_async) || (stream && (*this)(*stream));
  }
  bool operator()(const model::Object& object) const {
    const model::Function* next = model::next_of(object);
    return next && (!can_.streams || (!can_.async && next->is_async));
  }
  /// The stream that a function gives, or null.
  const model::Object* stream_of(const model::Function& function) const {
    const auto* object = model::as<model::ObjectRef>(function.result);
    const auto* decl = object ? library_.find_as<model::Object>(object->id) : nullptr;
    return decl && model::next_of(*decl) ? decl : nullptr;
  }
  bool whole(const model::Decl& decl) const {
    if (const auto* function = std::get_if<model::Function>(&decl)) return (*this)(*function);
    const auto* object = std::get_if<model::Object>(&decl);
    return object && (*this)(*object);
  }

 private:
  const model::Library& library_;
  const emit::Capabilities& can_;
};

/// "python, rust": those of the languages of which this is true.
template <class Predicate>
std::string where(const Input& input, Predicate predicate) {
  std::string out;
  for (const emit::Backend* backend : input.backends) {
    if (backend->generate && predicate(backend->capabilities)) out += fmt::format("{}{}", out.empty() ? "" : ", ", backend->name);
  }
  return out;
}

/// All functions of a declaration; itself, if it is one.
std::vector<const model::Function*> functions_of(const model::Decl& decl) {
  std::vector<const model::Function*> out;
  if (const auto* function = std::get_if<model::Function>(&decl)) out.push_back(function);
  each_list(decl, [&](const std::vector<model::Function>& functions) {
    for (const model::Function& function : functions) out.push_back(&function);
  });
  return out;
}

/// Whether the result of a method that hosts may override comes later.
bool comes_later(const model::Library& library, const model::Virtual& one) {
  const auto* owner = library.find_as<model::Object>(one.owner);
  return owner && std::any_of(owner->methods.begin(), owner->methods.end(), [&](const model::Function& f) { return f.is_async && f.info.id == one.method; });
}
/// A class that another library's package has, with all its members.
bool is_elsewhere(const model::Library& library, const model::Object& object, const emit::Capabilities& can) {
  return !can.foreign_members && model::other_package(library, "", object.info.id).has_value();
}
/// Whether a language cannot implement the class, though others can.
bool not_implementable(const model::Library& library, const model::Object& object, const emit::Capabilities& can) {
  if (!object.implementable || !can.interfaces) return object.implementable;
  return !can.async_interfaces && std::any_of(object.virtuals.begin(), object.virtuals.end(), [&](const model::Virtual& one) { return one.is_pure && comes_later(library, one); });
}

/// Takes away the C++ that only this function calls.
void drop_adapter(std::vector<std::string>& adapters, const model::Function& function) {
  if (!function.is_adapter) return;
  const std::string definition = " " + function.cpp_name.substr(function.cpp_name.rfind(':') + 1) + "(";
  std::erase_if(adapters, [&](const std::string& adapter) { return adapter.find(definition) != std::string::npos; });
}

}  // namespace

bool lacks_some(const model::Library& library, const emit::Capabilities& can) {
  const LeftOut left_out(library, can);
  return std::any_of(library.decls.begin(), library.decls.end(), [&](const model::Decl& decl) {
    const auto* object = std::get_if<model::Object>(&decl);
    if (object && (is_elsewhere(library, *object, can) || not_implementable(library, *object, can))) return true;
    const auto is_lacking = [&](const model::Virtual& one) { return !can.async_interfaces && comes_later(library, one); };
    if (object && std::any_of(object->virtuals.begin(), object->virtuals.end(), is_lacking)) return true;
    const auto functions = functions_of(decl);
    return std::any_of(functions.begin(), functions.end(), [&](const model::Function* function) { return left_out(*function); });
  });
}

model::Library without_lacking(model::Library library, const emit::Capabilities& can) {
  const model::Library whole = library;
  for (model::Decl& decl : library.decls) {
    auto* object = std::get_if<model::Object>(&decl);
    if (!object) continue;
    if (is_elsewhere(whole, *object, can)) {
      each_list(decl, [&](auto& functions) {
        for (const model::Function& function : functions) drop_adapter(library.adapters, function);
        functions.clear();
      });
      object->implementable = false;
      object->virtuals.clear();
      object->base_constructors.clear();
      object->constants.clear();
    } else if (not_implementable(whole, *object, can)) {
      object->implementable = false;
      object->virtuals.clear();
      object->base_constructors.clear();
    } else if (!can.async_interfaces) {
      std::erase_if(object->virtuals, [&](const model::Virtual& one) { return comes_later(whole, one); });
    }
  }
  const LeftOut left_out(whole, can);
  for (const model::Decl& decl : whole.decls) {
    for (const model::Function* function : functions_of(decl))
      if (left_out(*function)) drop_adapter(library.adapters, *function);
  }
  std::erase_if(library.decls, [&](const model::Decl& decl) { return left_out.whole(decl); });
  for (model::Decl& decl : library.decls) {
    each_list(decl, [&](auto& functions) { std::erase_if(functions, [&](const model::Function& function) { return left_out(function); }); });
  }
  library.make_index();
  return library;
}

std::vector<std::string> notes(const Input& input) {
  std::vector<std::string> out;
  using Can = emit::Capabilities;
  for (const model::Decl& decl : input.library.decls) {
    const auto* object = std::get_if<model::Object>(&decl);
    const std::string users = object ? where(input, [&](const Can& can) { return not_implementable(input.library, *object, can); }) : "";
    if (!users.empty()) out.push_back(fmt::format("\"{}\" can be used, but not yet implemented, in: {}", object->info.id, users));
    if (object && model::other_package(input.library, "", object->info.id)) {
      const std::string alone = where(input, [](const Can& can) { return !can.other_libraries; });
      if (!alone.empty()) out.push_back(fmt::format("objects of \"{}\" can neither come from the package of their own library nor go there, in: {}", object->info.id, alone));
    }
    for (const model::Virtual& one : object ? object->virtuals : std::vector<model::Virtual>()) {
      if (one.is_pure || !comes_later(input.library, one)) continue;
      const std::string lacking = where(input, [](const Can& can) { return can.interfaces && can.async && !can.async_interfaces; });
      if (!lacking.empty()) out.push_back(fmt::format("\"{}\" can be called, but not yet overridden, in: {}", one.method, lacking));
    }
    if (object && model::next_of(*object)) continue;  // the functions that give it are named
    for (const model::Function* function : functions_of(decl)) {
      const std::string lacking = where(input, [&](const Can& can) { return LeftOut(input.library, can)(*function); });
      if (lacking.empty()) continue;
      out.push_back(fmt::format("\"{}\" is left out, since its {}, in: {}", function->info.id,
                                function->is_async ? "result comes later" : "result is a stream", lacking));
    }
  }
  return out;
}

}  // namespace polyglue::check
