// Exceptions, and the E of std::expected<T, E>.
#include <set>

#include "input/cpp/build.hpp"

namespace polyglue::input::cpp {
namespace {

const clang::CXXRecordDecl* nearest_error(Context& c, const clang::CXXRecordDecl* decl) {
  for (const auto& base : decl->bases()) {
    const auto* parent = base.getType()->getAsCXXRecordDecl();
    if (!parent || !parent->hasDefinition() || base.getAccessSpecifier() != clang::AS_public) continue;
    if (exported(c, parent) && classify(c, parent) == ClassKind::error) return parent;
    if (const auto* further = nearest_error(c, parent->getDefinition())) return further;
  }
  return nullptr;
}

/// Public fields and const getters without parameters, those of bases first.
void payload(Context& c, const clang::CXXRecordDecl* decl, const model::DeclId& id, model::Error& out,
             std::set<std::string>& seen) {
  for (const auto& base : decl->bases())
    if (const auto* parent = base.getType()->getAsCXXRecordDecl();
        parent && parent->hasDefinition() && !is_standard(parent) && base.getAccessSpecifier() == clang::AS_public)
      payload(c, parent->getDefinition(), id, out, seen);
  for (const auto* member : decl->decls()) {
    if (member->getAccess() != clang::AS_public || member->isImplicit()) continue;
    clang::QualType type;
    const auto* named = llvm::dyn_cast<clang::NamedDecl>(member);
    std::string accessor;
    if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(member); field && field->getIdentifier()) {
      type = field->getType();
      accessor = field->getNameAsString();
    } else if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(member)) {
      if (!method->getIdentifier() || !method->isConst() || method->isStatic() || method->getNumParams() != 0 ||
          method->getName() == "what" || method->isDeleted())
        continue;
      type = method->getReturnType();
      if (type->isVoidType()) continue;
      accessor = method->getNameAsString() + "()";
    } else {
      continue;
    }
    const Names names = names_of(c, named);
    c.overrides.declare(names);
    if (annotation(named, "skip") || c.overrides.excluded(names) || !seen.insert(named->getNameAsString()).second) continue;
    Refusal why;
    auto mapped = map_value(c, type.getNonReferenceType(), Use::field, why);
    if (mapped && model::is<model::ObjectRef>(*mapped) && model::as<model::ObjectRef>(*mapped)->ownership == model::Ownership::value &&
        !copyable(c, type.getNonReferenceType()->getAsCXXRecordDecl())) {
      why = {"PG0213", "gives an object that cannot be copied out of the exception", "hold it by std::shared_ptr"};
      mapped.reset();
    }
    if (!mapped) {
      c.skip(named, names.front(), std::move(why));
      continue;
    }
    model::Field field;
    field.info = info_of(c, named, names.front(), names, id);
    field.type = std::move(*mapped);
    out.fields.push_back(std::move(field));
    out.accessors.push_back(std::move(accessor));
  }
}

}  // namespace

void build_error(Context& c, const ExportedClass& entry) {
  model::Error out;
  const Names names = names_of(c, entry.source);
  out.info = info_of(c, entry.source, entry.id, names);
  if (!c.overrides.rename(names) && !annotation(entry.decl, "rename")) out.info.name = entry.name;
  if (const auto* base = nearest_error(c, entry.decl)) out.base = exported(c, base)->id;
  out.derives_std_exception = is_exception(entry.decl);
  std::set<std::string> seen;
  payload(c, entry.decl, entry.id, out, seen);
  c.emit(std::move(out));
}

void build_expected_error(Context& c, clang::QualType type) {
  type = type.getUnqualifiedType();
  const void* key = c.ast.getCanonicalType(type).getAsOpaquePtr();
  if (c.expected_errors.count(key)) return;
  if (const auto* decl = type->getAsCXXRecordDecl(); decl && exported(c, decl) && classify(c, decl) == ClassKind::error) {
    c.expected_errors[key] = exported(c, decl)->id;
    return;
  }
  Refusal why;
  auto value = map_value(c, type, Use::result, why);
  if (!value || model::is<model::ObjectRef>(*value)) return;
  model::Error out;
  out.is_exception = false;
  out.derives_std_exception = false;
  // The error and the value it wraps are two declarations, so they need two names.
  out.info.id = value->cpp + "#error";
  std::string word = "Library";
  if (const auto* tag = type->getAsTagDecl(); tag && !is_standard(tag)) {
    word = tag->getNameAsString();
    out.info.location = location_of(c, tag->getLocation());
    out.info.doc = info_of(c, tag, "", names_of(c, tag)).doc;
  } else if (model::is<model::String>(*value)) {
    word = "Message";
  }
  out.info.name = word.ends_with("Error") ? word + "Exception" : word + "Error";
  model::Field field;
  field.info.id = out.info.id + "::value";
  field.info.name = "value";
  field.info.scope = out.info.id;
  field.type = *value;
  out.fields.push_back(std::move(field));
  out.accessors.push_back("");
  out.wraps = std::move(*value);
  c.expected_errors[key] = out.info.id;
  c.emit(std::move(out));
}

void build_custom(Context& c, const clang::CXXRecordDecl* converter) {
  const auto* instance = llvm::cast<clang::ClassTemplateSpecializationDecl>(converter);
  const clang::QualType type = instance->getTemplateArgs()[0].getAsType();
  const std::string id = spell(c, type);
  const clang::NamedDecl* source = type->getAsTagDecl();
  if (!source) source = converter;
  for (const auto* found : converter->lookup(&c.ast.Idents.get("repr"))) {
    const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(found);
    if (!alias) continue;
    Refusal why;
    auto repr = map_value(c, alias->getUnderlyingType(), Use::field, why);
    if (!repr) {
      c.skip(source, id, std::move(why));
      return;
    }
    const Names names = names_of(c, source);
    c.overrides.declare(names);
    model::Custom out;
    out.info = info_of(c, source, id, names);
    out.repr = std::move(*repr);
    c.emit(std::move(out));
    return;
  }
  c.sink.error("PG0153", "polyglue::converter<" + id + "> has no member type repr", location_of(c, converter->getLocation()),
               "write: using repr = std::string; or another type hosts know");
}

}  // namespace polyglue::input::cpp
