#include "emit/other_name.hpp"

#include <algorithm>

#include "emit/naming.hpp"

namespace polyglue::emit {

std::string name_there(const model::Library& library, const model::DeclInfo& info) {
  const std::string scope = pascal(info.id.substr(0, info.id.find("::")));
  if (!info.name.starts_with(scope)) return info.name;
  const std::string rest = info.name.substr(scope.size());
  const bool taken = std::any_of(library.decls.begin(), library.decls.end(), [&](const model::Decl& decl) {
    return !std::holds_alternative<model::Function>(decl) && pascal(model::info(decl).name) == rest;
  });
  return taken ? rest : info.name;
}

}  // namespace polyglue::emit
