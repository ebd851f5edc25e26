#include "input/cpp/types.hpp"

namespace polyglue::input::cpp {
namespace {

void declare_implicit(Context& c, const clang::CXXRecordDecl* decl) {
  // Looking them up makes Clang declare the implicit ones.
  if (!decl->hasDefinition() || decl->isDependentContext()) return;
  auto* definition = const_cast<clang::CXXRecordDecl*>(decl->getDefinition());
  c.sema.LookupConstructors(definition);
  c.sema.LookupDestructor(definition);
}

template <class Predicate>
bool has_constructor(Context& c, const clang::CXXRecordDecl* decl, Predicate wanted) {
  declare_implicit(c, decl);
  for (const auto* constructor : decl->ctors())
    if (wanted(constructor)) return constructor->getAccess() != clang::AS_private &&
                                    constructor->getAccess() != clang::AS_protected && !constructor->isDeleted();
  return false;
}

/// std::vector<std::unique_ptr<T>> claims to be copyable; what it holds decides, unless an author wrote how to copy it.
bool contents_copyable(Context& c, clang::QualType type, int depth) {
  if (depth > 8) return true;
  const auto* decl = type->getAsCXXRecordDecl();
  if (!decl) return true;
  if (is_standard(decl)) {
    if (template_name(c, type) == "std::unique_ptr") return false;
    if (template_name(c, type) == "std::shared_ptr" || template_name(c, type).empty()) return true;
    for (const auto& argument : arguments_of(c, type))
      if (argument.getKind() == clang::TemplateArgument::Type && !contents_copyable(c, argument.getAsType(), depth + 1))
        return false;
    return true;
  }
  if (!decl->hasDefinition()) return true;
  for (const auto* constructor : decl->ctors())
    if (constructor->isCopyConstructor() && constructor->isUserProvided()) return true;
  for (const auto& base : decl->bases())
    if (!contents_copyable(c, base.getType(), depth + 1)) return false;
  for (const auto* field : decl->fields())
    if (!contents_copyable(c, field->getType(), depth + 1)) return false;
  return true;
}

bool is_iterator(Context& c, const clang::CXXRecordDecl* decl) {
  auto* name = &c.ast.Idents.get("iterator_category");
  if (!decl->lookup(name).empty()) return true;
  const auto star = c.ast.DeclarationNames.getCXXOperatorName(clang::OO_Star);
  const auto next = c.ast.DeclarationNames.getCXXOperatorName(clang::OO_PlusPlus);
  return !decl->lookup(star).empty() && !decl->lookup(next).empty();
}

/// Whether the class is nothing but its public fields.
bool is_record(Context& c, const clang::CXXRecordDecl* decl) {
  if (decl->isPolymorphic() || decl->getNumVBases() != 0 || decl->isUnion()) return false;
  if (decl->hasUserDeclaredDestructor()) return false;
  for (const auto& base : decl->bases()) {
    if (base.getAccessSpecifier() != clang::AS_public) return false;
    const auto* parent = base.getType()->getAsCXXRecordDecl();
    if (!parent || is_standard(parent)) return false;
    if (exported(c, parent) ? classify(c, parent) != ClassKind::record : !is_record(c, parent)) return false;
  }
  bool fields = decl->getNumBases() != 0;
  for (const auto* field : decl->fields()) {
    if (field->getAccess() != clang::AS_public || field->isBitField() || !field->getIdentifier()) return false;
    const clang::QualType type = field->getType();
    if (type->isReferenceType() || type.isConstQualified()) return false;
    Refusal ignored;
    if (!map_field(c, field, ignored)) return false;
    fields = true;
  }
  if (!decl->isAggregate() && !default_constructible(c, decl)) return false;
  if (!movable(c, decl) && !copyable(c, decl)) return false;
  if (fields) return true;
  // Without fields, only methods could make it worth a handle.
  for (const auto* method : decl->methods())
    if (!method->isImplicit() && !method->isDefaulted() && !method->isStatic() && !method->isOverloadedOperator())
      return false;
  return decl->isAggregate();
}

ClassKind decide(Context& c, const ExportedClass& entry) {
  const clang::CXXRecordDecl* decl = entry.decl;
  Names names = {entry.id};
  if (entry.source) names.push_back(qualified_name(c, entry.source));
  if (c.index.converters.count(c.ast.getCanonicalTagType(decl).getAsOpaquePtr())) return ClassKind::custom;
  if (const auto kind = c.overrides.kind(names)) {
    if (*kind == "record") return ClassKind::record;
    if (*kind == "object" || *kind == "interface") return ClassKind::object;
    if (*kind == "error") return ClassKind::error;
  }
  if (annotation(decl, "record")) return ClassKind::record;
  if (annotation(decl, "object")) return ClassKind::object;
  if (annotation(decl, "error") || is_exception(decl)) return ClassKind::error;
  if (is_iterator(c, decl)) return ClassKind::iterator;
  return is_record(c, decl) ? ClassKind::record : ClassKind::object;
}

}  // namespace

const ExportedClass* exported(Context& c, const clang::CXXRecordDecl* decl) {
  const auto found = c.index.classes.find(decl->getCanonicalDecl());
  return found == c.index.classes.end() ? nullptr : &found->second;
}

ClassKind classify(Context& c, const clang::CXXRecordDecl* decl) {
  decl = decl->getCanonicalDecl();
  auto found = c.index.classes.find(decl);
  if (found == c.index.classes.end()) return ClassKind::object;
  if (found->second.kind) return *found->second.kind;
  // A class met inside itself can only be a record that holds itself through a container.
  if (!c.classifying.insert(decl).second) return ClassKind::record;
  const ClassKind kind = decide(c, found->second);
  c.classifying.erase(decl);
  c.index.classes[decl].kind = kind;
  return kind;
}

bool is_exception(const clang::CXXRecordDecl* decl) {
  if (!decl->hasDefinition()) return false;
  if (is_standard(decl) && decl->getName() == "exception") return true;
  for (const auto& base : decl->bases())
    if (const auto* parent = base.getType()->getAsCXXRecordDecl(); parent && is_exception(parent)) return true;
  return false;
}

bool copyable(Context& c, const clang::CXXRecordDecl* decl) {
  if (!decl->hasDefinition() || decl->isAbstract()) return false;
  return has_constructor(c, decl, [](const auto* x) { return x->isCopyConstructor(); }) &&
         contents_copyable(c, c.ast.getCanonicalTagType(decl), 0);
}

bool value_copyable(Context& c, clang::QualType type) { return contents_copyable(c, type, 0); }

bool movable(Context& c, const clang::CXXRecordDecl* decl) {
  if (!decl->hasDefinition() || decl->isAbstract()) return false;
  declare_implicit(c, decl);
  bool declared = false;
  for (const auto* constructor : decl->ctors()) declared |= constructor->isMoveConstructor();
  if (!declared) return copyable(c, decl);
  return has_constructor(c, decl, [](const auto* x) { return x->isMoveConstructor(); });
}

bool default_constructible(Context& c, const clang::CXXRecordDecl* decl) {
  if (!decl->hasDefinition() || decl->isAbstract()) return false;
  return has_constructor(c, decl, [](const auto* x) { return x->isDefaultConstructor(); });
}

bool destructible(Context& c, const clang::CXXRecordDecl* decl) {
  if (!decl->hasDefinition()) return false;
  declare_implicit(c, decl);
  const auto* destructor = decl->getDestructor();
  return !destructor || (destructor->getAccess() != clang::AS_private &&
                         destructor->getAccess() != clang::AS_protected && !destructor->isDeleted());
}

bool view_like(Context& c, clang::QualType type) {
  type = type.getNonReferenceType().getCanonicalType();
  if (type->isPointerType()) return !type->getPointeeType()->isFunctionType();
  if (const auto* array = type->getAsArrayTypeUnsafe()) return view_like(c, array->getElementType());
  const auto* decl = type->getAsCXXRecordDecl();
  if (!decl || !decl->hasDefinition()) return false;
  if (decl->hasAttr<clang::PointerAttr>()) return true;
  if (decl->hasAttr<clang::OwnerAttr>()) return false;
  if (is_standard(decl)) {
    const std::string name = template_name(c, type);
    if (name == "std::basic_string_view" || name == "std::span" || name == "std::reference_wrapper" ||
        name == "std::initializer_list")
      return true;
    if (name == "std::unique_ptr" || name == "std::shared_ptr" || name == "std::function") return false;
    for (const auto& argument : arguments_of(c, type))
      if (argument.getKind() == clang::TemplateArgument::Type && view_like(c, argument.getAsType())) return true;
    return false;
  }
  static constexpr int visiting = -1;
  static thread_local llvm::DenseMap<const clang::Decl*, int> memo;
  static thread_local const clang::ASTContext* owner = nullptr;
  if (owner != &c.ast) {
    memo.clear();
    owner = &c.ast;
  }
  if (auto known = memo.find(decl); known != memo.end()) return known->second == 1;
  memo[decl] = visiting;
  bool result = false;
  for (const auto& base : decl->bases()) result = result || view_like(c, base.getType());
  for (const auto* field : decl->fields())
    result = result || field->getType()->isReferenceType() || view_like(c, field->getType());
  memo[decl] = result ? 1 : 0;
  return result;
}

bool is_interface(Context& c, const clang::CXXRecordDecl* decl) {
  if (!decl->hasDefinition()) return false;
  const auto kind = c.overrides.kind({qualified_name(c, decl)});
  if (kind == "interface" || (!kind && annotation(decl, "interface"))) return true;
  return decl->isAbstract() && kind != "object" && !annotation(decl, "object");
}

Refusal foreign_class(Context& c, clang::QualType type) {
  const auto* decl = type->getAsCXXRecordDecl();
  const std::string text = spell(c, type);
  if (llvm::isa<clang::ClassTemplateSpecializationDecl>(decl))
    return {"PG0201", "uses " + quote(text) + ", an instance of a class template that has no name yet",
            "write [instantiate] Name = " + quote(text) + " in polyglue.toml"};
  if (!decl->hasDefinition())
    return {"PG0223", "uses " + quote(text) + ", which is declared but not defined in the headers",
            "list the header that defines it in [input] headers, or leave it out with [export] exclude"};
  const auto* space = decl->getEnclosingNamespaceContext();
  std::string where;
  if (const auto* named = llvm::dyn_cast<clang::NamespaceDecl>(space)) where = qualified_name(c, named);
  return {"PG0203", "uses " + quote(text) + ", which is not exported",
          where.empty() ? "" : "add " + quote(where) + " to namespaces in [input], or specialise polyglue::converter<" + text + ">"};
}

}  // namespace polyglue::input::cpp
