#include "model/model.hpp"

namespace polyglue::model {

std::optional<std::string> other_package(const Library& library, const std::string& language, const DeclId& id) {
  if (!library.uniffi) return std::nullopt;
  const std::string scope = id.substr(0, id.find("::"));
  const auto other = library.uniffi->other_libraries.find(scope);
  if (other == library.uniffi->other_libraries.end()) return std::nullopt;
  const auto form = library.uniffi->languages.find(language);
  if (form == library.uniffi->languages.end()) return other->second;
  const auto said = form->second.external_packages.find(scope);
  return said == form->second.external_packages.end() ? other->second : said->second;
}

const Function* next_of(const Object& object) {
  for (const Function& method : object.methods)
    if (method.role == Role::next) return &method;
  return nullptr;
}

void Library::make_index() {
  index.positions.clear();
  index.positions.reserve(decls.size());
  for (std::size_t i = 0; i < decls.size(); ++i) index.positions.emplace(model::info(decls[i]).id, i);
}

const Decl* Library::find(const DeclId& id) const {
  // Overloads have ids of their own, so a fresh index has one entry for each declaration.
  if (index.positions.size() == decls.size()) {
    const auto found = index.positions.find(id);
    if (found != index.positions.end() && model::info(decls[found->second]).id == id) return &decls[found->second];
    if (found == index.positions.end()) return nullptr;
  }
  for (const Decl& decl : decls)
    if (model::info(decl).id == id) return &decl;
  return nullptr;
}

}  // namespace polyglue::model
