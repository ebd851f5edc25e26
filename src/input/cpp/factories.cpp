// How hosts raise the library's own errors in functions that C++ calls: one C++ function for each error.
#include <algorithm>

#include "input/cpp/adapt.hpp"
#include "input/cpp/build.hpp"
#include "model/spelling.hpp"

namespace polyglue::input::cpp {
namespace {

/// "balance_", "m_balance" and "Balance" are one name.
std::string plain(std::string name) {
  if (name.starts_with("m_")) name = name.substr(2);
  std::erase(name, '_');
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char ch) { return char(std::tolower(ch)); });
  return name;
}

bool is_text(Context& c, clang::QualType type) {
  Refusal ignored;
  const auto mapped = map_value(c, type.getNonReferenceType(), Use::param, ignored);
  return mapped && model::is<model::String>(*mapped) && mapped->cpp != "std::filesystem::path";
}

struct Recipe {
  std::size_t fields = 0;  ///< how many of the error's fields it takes
  std::string arguments;
};

/// What to give a constructor: fields by name, and the message for text that is none of them.
std::optional<Recipe> recipe(Context& c, const clang::CXXConstructorDecl* constructor, const model::Error& error) {
  Recipe out;
  bool message = false;
  for (const auto* param : constructor->parameters()) {
    std::string argument;
    for (std::size_t i = 0; i < error.fields.size() && argument.empty(); ++i) {
      if (plain(error.fields[i].info.name) != plain(param->getNameAsString())) continue;
      Refusal ignored;
      const auto mapped = map_value(c, param->getType().getNonReferenceType(), Use::field, ignored);
      if (!mapped || mapped->kind != error.fields[i].type.kind) return std::nullopt;
      argument = "field" + std::to_string(i);
      ++out.fields;
    }
    if (argument.empty() && !message && is_text(c, param->getType())) {
      message = true;
      argument = param->getType()->isPointerType() ? "std::string(message).c_str()" : "std::string(message)";
    }
    if (argument.empty()) {
      if (param->hasDefaultArg()) break;
      return std::nullopt;
    }
    out.arguments += (out.arguments.empty() ? "" : ", ") + argument;
  }
  return out;
}

/// The same for one that takes the fields in their order, and calls them otherwise.
std::optional<Recipe> recipe_by_order(Context& c, const clang::CXXConstructorDecl* constructor, const model::Error& error) {
  if (constructor->getNumParams() != error.fields.size()) return std::nullopt;
  Recipe out;
  for (const auto* param : constructor->parameters()) {
    const model::Field& field = error.fields[out.fields];
    Refusal ignored;
    const auto mapped = map_value(c, param->getType().getNonReferenceType(), Use::field, ignored);
    const std::string name = plain(param->getNameAsString());
    const bool means_another = name != plain(field.info.name) && std::any_of(error.fields.begin(), error.fields.end(), [&](const model::Field& one) { return plain(one.info.name) == name; });
    if (!mapped || mapped->kind != field.type.kind || means_another || name == "message" || name == "what") return std::nullopt;
    out.arguments += (out.fields ? ", field" : "field") + std::to_string(out.fields);
    ++out.fields;
  }
  return out;
}

std::vector<const clang::CXXConstructorDecl*> constructors(const clang::CXXRecordDecl* decl) {
  std::vector<const clang::CXXConstructorDecl*> out;
  for (const auto* member : decl->decls()) {
    const auto* target = member;
    if (const auto* shadow = llvm::dyn_cast<clang::UsingShadowDecl>(member)) target = shadow->getTargetDecl();
    const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(target);
    if (constructor && member->getAccess() == clang::AS_public && !constructor->isDeleted() && !constructor->isCopyOrMoveConstructor())
      out.push_back(constructor);
  }
  return out;
}

std::string body(Context& c, const clang::CXXRecordDecl* decl, const std::string& cpp, const model::Error& error) {
  // It would keep a pointer into what the host lends.
  for (std::size_t i = 0; i < error.fields.size(); ++i) {
    const model::Type& field = error.fields[i].type;
    if (field.cpp.ends_with("*") || (!error.accessors[i].ends_with(")") && model::shows_memory(field))) return "";
  }
  std::optional<Recipe> best;
  for (const auto* constructor : constructors(decl)) {
    if (constructor->getNumParams() == 0) continue;
    auto found = recipe(c, constructor, error);
    if (found && (!best || found->fields > best->fields)) best = std::move(found);
  }
  for (const auto* constructor : constructors(decl)) {
    if (!error.fields.empty() && (!best || best->fields < error.fields.size()))
      if (auto found = recipe_by_order(c, constructor, error)) best = std::move(found);
  }
  const bool assignable = !error.fields.empty() && default_constructible(c, decl) &&
                          std::none_of(error.accessors.begin(), error.accessors.end(), [](const auto& a) { return a.ends_with(")"); });
  if (assignable && (!best || best->fields < error.fields.size())) {
    std::string text = "  " + cpp + " error{};\n";
    for (std::size_t i = 0; i < error.fields.size(); ++i)
      text += "  error." + error.accessors[i] + " = std::move(field" + std::to_string(i) + ");\n";
    return text + "  return error;\n";
  }
  if (best) return "  return " + cpp + "(" + best->arguments + ");\n";
  return default_constructible(c, decl) && error.fields.empty() ? "  return " + cpp + "();\n" : "";
}

}  // namespace

void build_factories(Context& c) {
  const auto calls_hosts = [](const model::Decl& decl) {
    const auto* object = std::get_if<model::Object>(&decl);
    return std::holds_alternative<model::Callback>(decl) || (object && object->implementable);
  };
  if (std::none_of(c.library.decls.begin(), c.library.decls.end(), calls_hosts)) return;
  const std::string space = c.library.prefix + "_adapters";
  for (auto& decl : c.library.decls) {
    auto* error = std::get_if<model::Error>(&decl);
    if (!error || !error->is_exception) continue;
    for (const auto& [key, entry] : c.index.classes) {
      if (entry.id != error->info.id || !entry.decl || entry.decl->isAbstract() || !copyable(c, entry.decl)) continue;
      const std::string text = body(c, entry.decl, entry.id, *error);
      if (text.empty()) break;
      std::string params = "[[maybe_unused]] std::string_view message";
      for (std::size_t i = 0; i < error->fields.size(); ++i)
        params += ", [[maybe_unused]] " + error->fields[i].type.cpp + " field" + std::to_string(i);
      const std::string name = "raise_" + std::to_string(c.library.adapters.size() + 1);
      c.library.adapters.push_back("namespace " + space + " {\ninline " + entry.id + " " + name + "(" + params + ") {\n" + text + "}\n}\n");
      error->factory = space + "::" + name;
      break;
    }
  }
}

}  // namespace polyglue::input::cpp
