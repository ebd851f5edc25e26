#include "input/cpp/context.hpp"
#include "input/cpp/docs.hpp"
#include "input/cpp/types.hpp"

namespace polyglue::input::cpp {

Context::Context(clang::ASTContext& ast, clang::Sema& sema, const config::Config& config, diag::Sink& sink)
    : ast(ast), sema(sema), config(config), sink(sink), overrides(config), policy(ast.getPrintingPolicy()) {
  policy.SuppressTagKeyword = true;
  policy.SuppressInlineNamespace = llvm::to_underlying(clang::PrintingPolicy::SuppressInlineNamespaceMode::All);
  policy.SuppressUnwrittenScope = true;
  policy.SuppressDefaultTemplateArgs = true;
  policy.FullyQualifiedName = true;
  policy.PrintAsCanonical = true;
  policy.Bool = true;
}

void Context::skip(const clang::NamedDecl* decl, const std::string& id, Refusal why) {
  library.skipped.push_back({id, location_of(*this, decl->getLocation()), std::move(why.code), std::move(why.reason),
                             std::move(why.hint)});
}

std::string qualified_name(const Context& c, const clang::NamedDecl* decl) {
  if (const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(decl))
    return spell(c, c.ast.getCanonicalTagType(instance));
  std::string out = decl->getDeclName().getAsString();
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(decl); tag && out.empty() && tag->getTypedefNameForAnonDecl())
    out = tag->getTypedefNameForAnonDecl()->getNameAsString();
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(decl))
    out = constructor->getParent()->getNameAsString();
  const clang::DeclContext* scope = decl->getDeclContext();
  while (scope && !scope->isTranslationUnit()) {
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(scope)) {
      if (!space->isInline() && !space->isAnonymousNamespace()) out = space->getNameAsString() + "::" + out;
    } else if (const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(scope)) {
      return qualified_name(c, instance) + "::" + out;
    } else if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(scope)) {
      if (tag->getIdentifier() || tag->getTypedefNameForAnonDecl()) {
        const std::string name = tag->getIdentifier() ? tag->getNameAsString()
                                                      : tag->getTypedefNameForAnonDecl()->getNameAsString();
        // Enumerators of unscoped enums belong to the enum here, whatever C++ also allows.
        out = name + "::" + out;
      }
    }
    scope = scope->getParent();
  }
  return out;
}

bool is_standard(const clang::Decl* decl) {
  const clang::DeclContext* scope = decl->getDeclContext();
  while (scope && !scope->isTranslationUnit()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(scope);
    if (space && space->getDeclContext()->getRedeclContext()->isTranslationUnit()) return space->getName() == "std";
    scope = scope->getParent();
  }
  return false;
}

std::string function_id(const Context& c, const clang::FunctionDecl* decl, const std::string& qualified) {
  std::string out = qualified + "(";
  for (unsigned i = 0; i < decl->getNumParams(); ++i) {
    if (i) out += ", ";
    out += spell(c, decl->getParamDecl(i)->getType().getUnqualifiedType());
  }
  return out + ")";
}

Names names_of(const Context& c, const clang::NamedDecl* decl) { return {qualified_name(c, decl)}; }

Names names_of(const Context& c, const clang::FunctionDecl* decl, const std::string& qualified) {
  Names out = {qualified};
  std::string id = qualified + "(";
  const unsigned required = decl->getMinRequiredArguments();
  for (unsigned i = 0; i <= decl->getNumParams(); ++i) {
    if (i >= required) out.push_back(id + ")");
    if (i == decl->getNumParams()) break;
    if (i) id += ", ";
    id += spell(c, decl->getParamDecl(i)->getType().getUnqualifiedType());
  }
  return out;
}

model::Location location_of(const Context& c, clang::SourceLocation at) {
  const auto place = c.ast.getSourceManager().getPresumedLoc(c.ast.getSourceManager().getExpansionLoc(at));
  if (place.isInvalid()) return {};
  return {place.getFilename(), int(place.getLine()), int(place.getColumn())};
}

model::DeclInfo info_of(const Context& c, const clang::NamedDecl* decl, std::string id, const Names& names,
                        std::string scope) {
  model::DeclInfo info;
  info.id = std::move(id);
  info.scope = std::move(scope);
  info.name = decl->getDeclName().getAsString();
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(decl))
    info.name = constructor->getParent()->getNameAsString();
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(decl); tag && !tag->getIdentifier())
    if (const auto* alias = tag->getTypedefNameForAnonDecl()) info.name = alias->getNameAsString();
  info.location = location_of(c, decl->getLocation());
  if (const auto* comment = c.ast.getRawCommentForAnyRedecl(decl)) {
    ParsedDoc parsed =
        parse_doc(comment->getFormattedText(c.ast.getSourceManager(), c.ast.getDiagnostics()));
    info.doc = std::move(parsed.doc);
    info.deprecated = std::move(parsed.deprecated);
  }
  if (const auto* attribute = decl->getAttr<clang::DeprecatedAttr>())
    if (!info.deprecated || !attribute->getMessage().empty()) info.deprecated = attribute->getMessage().str();
  if (const auto name = c.overrides.rename(names)) info.name = *name;
  else if (const auto name = annotation(decl, "rename")) info.name = *name;
  return info;
}

std::optional<std::string> annotation(const clang::Decl* decl, llvm::StringRef name) {
  for (const auto* attribute : decl->specific_attrs<clang::AnnotateAttr>()) {
    llvm::StringRef text = attribute->getAnnotation();
    if (!text.consume_front("polyglue:") || !text.consume_front(name)) continue;
    if (text.empty()) return "";
    if (text.consume_front("=")) return text.str();
  }
  return std::nullopt;
}

std::string parameter_name(const clang::FunctionDecl* decl, unsigned index) {
  // The name may be in another declaration of the same function.
  for (const auto* redecl : decl->redecls())
    if (const auto* param = redecl->getParamDecl(index); param->getIdentifier()) return param->getNameAsString();
  // `a == b`: the operand without a name is the other one.
  if (decl->isOverloadedOperator() && decl->getOverloadedOperator() != clang::OO_Call) return "other";
  return "arg" + std::to_string(index);
}

std::vector<model::DeclId> documented_errors(Context& c, const clang::DeclContext* scope, const model::Doc& doc) {
  std::vector<model::DeclId> out;
  for (const auto& [written, when] : doc.throws) {
    for (const clang::DeclContext* at = scope; at; at = at->getParent()) {
      const clang::DeclContext* inside = at->getRedeclContext();
      llvm::StringRef rest = written;
      if (rest.starts_with("::")) rest = rest.drop_front(2);
      const clang::NamedDecl* found = nullptr;
      while (inside) {
        auto [head, tail] = rest.split("::");
        found = nullptr;
        for (auto* decl : inside->lookup(&c.ast.Idents.get(head))) found = decl;
        rest = tail;
        if (rest.empty() || !found) break;
        inside = llvm::dyn_cast<clang::DeclContext>(found);
      }
      const auto* record = llvm::dyn_cast_or_null<clang::CXXRecordDecl>(found);
      if (!record || !rest.empty()) continue;
      auto exported = c.index.classes.find(record->getCanonicalDecl());
      if (exported == c.index.classes.end() || classify(c, record) != ClassKind::error) break;
      if (std::find(out.begin(), out.end(), exported->second.id) == out.end()) out.push_back(exported->second.id);
      break;
    }
  }
  return out;
}

}  // namespace polyglue::input::cpp
