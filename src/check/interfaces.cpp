#include <fmt/format.h>

#include "check/check.hpp"

namespace polyglue::check {

model::Library without_interfaces(model::Library library) {
  for (model::Decl& decl : library.decls) {
    auto* object = std::get_if<model::Object>(&decl);
    if (!object) continue;
    object->implementable = false;
    object->virtuals.clear();
    object->base_constructors.clear();
  }
  return library;
}

std::vector<std::string> notes(const Input& input) {
  std::vector<std::string> out;
  std::string languages;
  for (const emit::Backend* backend : input.backends) {
    if (backend->generate && !backend->capabilities.interfaces) languages += fmt::format("{}{}", languages.empty() ? "" : ", ", backend->name);
  }
  if (languages.empty()) return out;
  for (const model::Decl& decl : input.library.decls) {
    const auto* object = std::get_if<model::Object>(&decl);
    if (object && object->implementable) out.push_back(fmt::format("\"{}\" can be used, but not yet implemented, in: {}", object->info.id, languages));
  }
  return out;
}

}  // namespace polyglue::check
