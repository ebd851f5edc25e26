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

bool comes_later(const model::Function& function) { return function.is_async; }

/// "python, rust": those of the languages that lack something.
std::string lacking(const Input& input, bool emit::Capabilities::*what) {
  std::string out;
  for (const emit::Backend* backend : input.backends) {
    if (backend->generate && !(backend->capabilities.*what)) out += fmt::format("{}{}", out.empty() ? "" : ", ", backend->name);
  }
  return out;
}

/// All functions of a declaration whose results come later; itself, if it is one.
std::vector<const model::Function*> later_ones(const model::Decl& decl) {
  std::vector<const model::Function*> out;
  if (const auto* function = std::get_if<model::Function>(&decl); function && comes_later(*function)) out.push_back(function);
  each_list(decl, [&](const std::vector<model::Function>& functions) {
    for (const model::Function& function : functions)
      if (comes_later(function)) out.push_back(&function);
  });
  return out;
}

/// Takes away the C++ that only this function calls.
void drop_adapter(std::vector<std::string>& adapters, const model::Function& function) {
  if (!function.is_adapter) return;
  const std::string definition = " " + function.cpp_name.substr(function.cpp_name.rfind(':') + 1) + "(";
  std::erase_if(adapters, [&](const std::string& adapter) { return adapter.find(definition) != std::string::npos; });
}

}  // namespace

bool lacks_some(const model::Library& library, const emit::Capabilities& can) {
  return std::any_of(library.decls.begin(), library.decls.end(), [&](const model::Decl& decl) {
    const auto* object = std::get_if<model::Object>(&decl);
    return (!can.interfaces && object && object->implementable) || (!can.async && !later_ones(decl).empty());
  });
}

model::Library without_lacking(model::Library library, const emit::Capabilities& can) {
  if (!can.interfaces) {
    for (model::Decl& decl : library.decls) {
      auto* object = std::get_if<model::Object>(&decl);
      if (!object) continue;
      object->implementable = false;
      object->virtuals.clear();
      object->base_constructors.clear();
    }
  }
  if (!can.async) {
    for (const model::Decl& decl : library.decls)
      for (const model::Function* function : later_ones(decl)) drop_adapter(library.adapters, *function);
    std::erase_if(library.decls, [](const model::Decl& decl) {
      const auto* function = std::get_if<model::Function>(&decl);
      return function && comes_later(*function);
    });
    for (model::Decl& decl : library.decls) each_list(decl, [](auto& functions) { std::erase_if(functions, comes_later); });
  }
  library.make_index();
  return library;
}

std::vector<std::string> notes(const Input& input) {
  std::vector<std::string> out;
  const std::string users = lacking(input, &emit::Capabilities::interfaces), waiters = lacking(input, &emit::Capabilities::async);
  for (const model::Decl& decl : input.library.decls) {
    const auto* object = std::get_if<model::Object>(&decl);
    if (object && object->implementable && !users.empty())
      out.push_back(fmt::format("\"{}\" can be used, but not yet implemented, in: {}", object->info.id, users));
    if (waiters.empty()) continue;
    for (const model::Function* function : later_ones(decl))
      out.push_back(fmt::format("\"{}\" is left out, since its result comes later, in: {}", function->info.id, waiters));
  }
  return out;
}

}  // namespace polyglue::check
