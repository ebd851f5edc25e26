#include "input/cpp/front_end.hpp"

#include "input/cpp/build.hpp"
#include "input/cpp/interfaces.hpp"
#include "input/cpp/session.hpp"

namespace polyglue::input::cpp {
namespace {

/// The errors of all std::expected results must be known before the functions that return them.
void collect_expected_errors(Context& c, const clang::Decl* decl) {
  const auto look = [&](const clang::FunctionDecl* function) {
    clang::QualType type = function->getReturnType();
    if (type->isDependentType() || type->isUndeducedType()) return;
    if (const auto later = comes_later(c, type)) type = *later;
    // Also what a completion callback is given.
    if (const unsigned count = function->getNumParams(); count && type->isVoidType()) {
      const auto* done = function_in(c, function->getParamDecl(count - 1)->getType().getNonReferenceType());
      if (done && done->getNumParams() == 1 && says_async(c, function, names_of(c, function, qualified_name(c, function)))) type = done->getParamType(0).getNonReferenceType();
    }
    const std::string name = template_name(c, type);
    if (name != "std::expected" && name != "tl::expected") return;
    const auto arguments = arguments_of(c, type);
    if (arguments.size() == 2) build_expected_error(c, arguments[1].getAsType());
  };
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(decl)) look(function);
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(decl);
  if (record && record->hasDefinition())
    for (const auto* method : record->getDefinition()->methods())
      if (method->getAccess() == clang::AS_public) look(method);
}

void skip_template(Context& c, const clang::NamedDecl* decl, const char* what) {
  const std::string id = qualified_name(c, decl);
  c.overrides.declare({id});
  if (c.overrides.excluded({id}) || c.done.contains(decl->getCanonicalDecl())) return;
  const bool is_class = llvm::isa<clang::ClassTemplateDecl>(decl);
  c.skip(decl, id, {"PG0201", std::string("is ") + what + "; only named instances cross",
                    is_class ? "write [instantiate] Name = \"" + id + "<...>\" in polyglue.toml" : "offer an overload that is none"});
}

void build(Context& c, const clang::Decl* decl) {
  if (const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(decl);
      instance && instance->isExplicitSpecialization() && c.index.converters.count(
          c.ast.getCanonicalType(instance->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Type
                                     ? instance->getTemplateArgs()[0].getAsType() : c.ast.VoidTy).getAsOpaquePtr()) &&
      qualified_name(c, instance->getSpecializedTemplate()) == "polyglue::converter") {
    build_custom(c, instance);
  } else if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(decl)) {
    build_class(c, record);
  } else if (const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(decl)) {
    build_enum(c, enumeration);
  } else if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl)) {
    const clang::QualType type = alias->getUnderlyingType();
    c.overrides.declare(names_of(c, alias));
    if (template_name(c, type) == "std::variant") {
      Refusal why;
      if (!map_value(c, type, Use::field, why)) c.skip(alias, qualified_name(c, alias), std::move(why));
    } else {
      build_class(c, type->getAsCXXRecordDecl());
    }
  } else if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(decl)) {
    build_free_function(c, function);
  } else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl)) {
    build_variable(c, variable);
  } else if (const auto* named = llvm::dyn_cast<clang::ClassTemplateDecl>(decl)) {
    if (named->getCanonicalDecl() == named) skip_template(c, named, "a class template");
  } else if (const auto* named = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl)) {
    if (named->getCanonicalDecl() == named && !llvm::isa<clang::CXXDeductionGuideDecl>(named->getTemplatedDecl()))
      skip_template(c, named, "a function template");
  } else if (const auto* named = llvm::dyn_cast<clang::VarTemplateDecl>(decl)) {
    skip_template(c, named, "a variable template");
  }
}

void translate(Context& c) {
  build_index(c);
  // By index: building may not add items, but the list must survive if it ever does.
  for (std::size_t i = 0; i < c.index.items.size(); ++i) collect_expected_errors(c, c.index.items[i]);
  // Classes first claim their operators, wherever those are declared.
  const auto is_class = [](const clang::Decl* decl) {
    return llvm::isa<clang::TagDecl, clang::TypedefNameDecl>(decl);
  };
  for (const auto* decl : c.index.items)
    if (is_class(decl)) build(c, decl);
  for (const auto* decl : c.index.items)
    if (!is_class(decl)) build(c, decl);
  build_interfaces(c);
  build_factories(c);
  // An interface file says itself what is exported, whether or not hosts can get an instance of it.
  if (!c.config.udl) drop_unreachable(c.library);
  const auto free_functions = [&] {
    std::vector<model::Function*> out;
    for (auto& decl : c.library.decls)
      if (auto* function = std::get_if<model::Function>(&decl)) out.push_back(function);
    return out;
  };
  const auto dropped = drop_lists(c, free_functions());
  std::erase_if(c.library.decls, [&](const auto& decl) { return dropped.contains(model::info(decl).id); });
  name_overloads(free_functions());
  // Source order first: classes were built ahead of the functions between them.
  llvm::StringMap<int> files;
  for (const auto* decl : c.index.items) files.try_emplace(location_of(c, decl->getLocation()).file, int(files.size()));
  const auto rank = [&](const model::Location& at) {
    const auto found = files.find(at.file);
    return std::pair(found == files.end() ? -1 : found->second, at.line);
  };
  std::stable_sort(c.library.decls.begin(), c.library.decls.end(), [&](const auto& a, const auto& b) {
    return rank(model::info(a).location) < rank(model::info(b).location);
  });
  std::stable_sort(c.library.skipped.begin(), c.library.skipped.end(),
                   [&](const auto& a, const auto& b) { return rank(a.location) < rank(b.location); });
  sort_declarations(c.library);
  c.overrides.report_unmatched(c.sink);
}

}  // namespace

std::optional<model::Library> read(const config::Config& config, diag::Sink& sink,
                                   const std::vector<VirtualFile>& files) {
  if (config.headers.empty()) {
    sink.error("PG0104", "[input] lists no headers", {config.file.string(), 0, 0}, "write headers = [\"my/library.hpp\"]");
    return std::nullopt;
  }
  std::optional<model::Library> library;
  bool failed = false;
  const bool parsed = parse(config, sink, files, [&](Parsed unit) {
    Context c(unit.ast, unit.sema, config, sink);
    c.library.name = config.name;
    c.library.version = config.version;
    c.library.prefix = config.prefix.empty() ? config.name : config.prefix;
    c.library.doc.brief = config.description;
    c.library.includes = config.headers;
    translate(c);
    failed = sink.has_errors();
    library = std::move(c.library);
  });
  if (!parsed || failed) return std::nullopt;
  return library;
}

std::optional<model::Library> read(const config::Config& config, diag::Sink& sink) { return read(config, sink, {}); }

}  // namespace polyglue::input::cpp
