#include "input/cpp/types.hpp"
#include "input/cpp/streams.hpp"

namespace polyglue::input::cpp {
namespace {

using model::Scalar;
using model::Type;

std::optional<Scalar> scalar_of(Context& c, clang::QualType type) {
  using Kind = clang::BuiltinType;
  const auto* builtin = type->getAs<Kind>();
  if (!builtin) return std::nullopt;
  switch (builtin->getKind()) {
    case Kind::Bool: return Scalar::boolean;
    case Kind::Char_S:
    case Kind::Char_U: return Scalar::character;
    case Kind::Char8: return Scalar::u8;
    case Kind::Char32: return Scalar::codepoint;
    case Kind::Float: return Scalar::f32;
    case Kind::Double: return Scalar::f64;
    case Kind::WChar_S:
    case Kind::WChar_U:
    case Kind::Char16: return std::nullopt;
    default: break;
  }
  if (!builtin->isInteger()) return std::nullopt;
  if (fixed_typedef(type) == "size_t") return Scalar::size;
  // long has 32 bits on Windows and 64 elsewhere; the boundary has one width.
  if (builtin->getKind() == Kind::Long) return fixed_typedef(type) == "int32_t" ? Scalar::i32 : Scalar::i64;
  if (builtin->getKind() == Kind::ULong) return fixed_typedef(type) == "uint32_t" ? Scalar::u32 : Scalar::u64;
  const bool sign = builtin->isSignedInteger();
  switch (c.ast.getTypeSize(type)) {
    case 8: return sign ? Scalar::i8 : Scalar::u8;
    case 16: return sign ? Scalar::i16 : Scalar::u16;
    case 32: return sign ? Scalar::i32 : Scalar::u32;
    case 64: return sign ? Scalar::i64 : Scalar::u64;
    default: return std::nullopt;
  }
}

std::string hint_for_pointer(Context& c, clang::QualType pointee) {
  if (pointee->isVoidType()) return "offer an overload that takes std::span<const std::byte> or a typed reference";
  return "offer an overload with std::span<" + spell(c, pointee) + ">, std::optional or a reference";
}

/// A pointer where the type itself is all there is to know: text, and records that may be absent.
std::optional<Type> map_pointer(Context& c, clang::QualType type, Use use, Refusal& why) {
  const clang::QualType pointee = type->getPointeeType();
  if (pointee->isFunctionType()) {
    why = {"PG0205", "takes or gives the function pointer " + quote(spell(c, type)) + ", which has no room for what hosts call by it",
           "offer an overload with std::function, or with a void* parameter for user data next to it"};
    return std::nullopt;
  }
  if (pointee.isConstQualified() && (pointee->isWideCharType() || pointee->isChar16Type() || pointee->isChar32Type()))
    return Type{model::String{}, spell(c, type)};
  if (pointee.isConstQualified() && pointee->isCharType() && pointee->getAs<clang::BuiltinType>() &&
      !pointee->isUnsignedIntegerType() && c.ast.hasSameUnqualifiedType(pointee, c.ast.CharTy))
    return Type{model::String{}, "const char*"};
  if (use == Use::param && pointee.isConstQualified() && pointee->isRecordType()) {
    Refusal inner;
    auto value = map_value(c, pointee.getUnqualifiedType(), use, inner);
    if (value && model::is<model::Named>(*value)) {
      const std::string spelled = "const " + value->cpp + "*";
      return Type{model::Optional{std::move(*value)}, spelled};
    }
  }
  why = {"PG0209", "uses the raw pointer " + quote(spell(c, type)) + ", which says neither how much it points to nor who owns it",
         hint_for_pointer(c, pointee)};
  return std::nullopt;
}

std::optional<Type> map_enum(Context& c, clang::QualType type, Refusal& why) {
  const auto* decl = type->getAs<clang::EnumType>()->getDecl();
  const std::string name = qualified_name(c, decl);
  if (name == "std::byte") return Type{Scalar::u8, "std::byte"};
  if (c.index.enums.count(decl->getCanonicalDecl())) return Type{model::Named{name}, name};
  if (c.index.converters.count(c.ast.getCanonicalType(type.getUnqualifiedType()).getAsOpaquePtr()))
    return Type{model::Named{name}, name};
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(decl->getEnclosingNamespaceContext());
  why = {"PG0203", "uses the enum " + quote(name) + ", which is not exported",
         space ? "add " + quote(qualified_name(c, space)) + " to namespaces in [input]" : ""};
  return std::nullopt;
}

std::optional<Type> map_class(Context& c, clang::QualType type, Use use, Refusal& why) {
  const auto* decl = type->getAsCXXRecordDecl();
  const void* key = c.ast.getCanonicalType(type.getUnqualifiedType()).getAsOpaquePtr();
  if (c.index.converters.count(key)) return Type{model::Named{spell(c, type.getUnqualifiedType())}, spell(c, type.getUnqualifiedType())};
  if (const auto* entry = exported(c, decl)) {
    const model::DeclId id = entry->id;
    switch (classify(c, decl)) {
      case ClassKind::object:
        if (!destructible(c, decl)) {
          why = {"PG0213", "passes " + quote(id) + " by value, but its destructor is not accessible", "pass a reference"};
          return std::nullopt;
        }
        if (use == Use::param && !copyable(c, decl)) {
          why = {"PG0213", "takes a " + quote(id) + " by value, but the class cannot be copied out of its handle",
                 "take a reference or std::shared_ptr<" + id + ">"};
          return std::nullopt;
        }
        return Type{model::ObjectRef{id, model::Ownership::value, false}, id};
      case ClassKind::iterator:
        why = {"PG0221", "uses the iterator " + quote(id) + "; hosts iterate over the range itself",
               "offer a method that returns a range or a std::vector"};
        return std::nullopt;
      case ClassKind::error:
        why = {"PG0230", "uses the exception " + quote(id) + " as a value", "throw it, or return std::expected"};
        return std::nullopt;
      default: return Type{model::Named{id}, id};
    }
  }
  const bool complete_now = complete(c, type);
  const std::string name = template_name(c, type).empty() ? qualified_name(c, decl) : template_name(c, type);
  if (is_standard(decl)) return map_standard(c, type, name, use, why);
  if (name == "tl::expected" || name == "tl::optional")
    return map_standard(c, type, name == "tl::expected" ? "std::expected" : "std::optional", use, why);
  if (use == Use::result && complete_now) {
    // A range whose elements are such ranges again (a document tree) has no value form.
    if (const auto element = range_element(c, decl); element && c.ranging.insert(decl->getCanonicalDecl()).second) {
      auto inner = map_value(c, element->getUnqualifiedType(), Use::result, why);
      c.ranging.erase(decl->getCanonicalDecl());
      if (!inner) return std::nullopt;
      return Type{model::Sequence{std::move(*inner)}, spell(c, type.getUnqualifiedType())};
    }
  }
  why = foreign_class(c, type);
  return std::nullopt;
}

}  // namespace

std::optional<Type> map_value(Context& c, clang::QualType type, Use use, Refusal& why) {
  type = type.getNonReferenceType().getUnqualifiedType();
  if (type->isVoidType()) return Type{model::Void{}, "void"};
  if (const auto scalar = scalar_of(c, type)) return Type{*scalar, spell(c, type)};
  if (type->isEnumeralType()) return map_enum(c, type, why);
  if (type->isPointerType()) return map_pointer(c, type, use, why);
  if (type->isRecordType() && type->getAsCXXRecordDecl()) {
    if (type->isUnionType()) {
      why = {"PG0222", "uses the union " + quote(spell(c, type)) + ", which does not say what it holds", "use std::variant, or a polyglue::converter whose repr is one"};
      return std::nullopt;
    }
    return map_class(c, type, use, why);
  }
  if (type->isArrayType())
    why = {"PG0226", "uses the C array " + quote(type.getAsString(c.policy)) + " elsewhere than in a record",
           c.ast.hasSameUnqualifiedType(c.ast.getAsArrayType(type)->getElementType(), c.ast.CharTy) ? "use std::string" : "use std::array"};
  else if (type->isMemberPointerType() || type->isFunctionPointerType())
    why = {"PG0205", "uses " + quote(type.getAsString(c.policy)) + ", which hosts cannot make", "use std::function"};
  else
    why = {"PG0214", "uses " + quote(type.getAsString(c.policy)) + ", a type that not every language has",
           "use a fixed-width integer, double, std::string or char32_t"};
  return std::nullopt;
}

std::optional<model::ObjectRef> object_of(Context& c, clang::QualType type) {
  const auto* decl = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!decl || decl->isUnion()) return std::nullopt;
  if (c.index.converters.count(c.ast.getCanonicalTagType(decl).getAsOpaquePtr())) return std::nullopt;
  const auto* entry = exported(c, decl);
  if (!entry) return std::nullopt;
  const model::DeclId id = entry->id;
  if (classify(c, decl) != ClassKind::object) return std::nullopt;
  return model::ObjectRef{id, model::Ownership::value, type.getNonReferenceType().isConstQualified()};
}

namespace {

/// A public method that can be called without arguments, const if there is one; it may be inherited.
const clang::CXXMethodDecl* public_method(const clang::CXXRecordDecl* in, clang::DeclarationName name) {
  const clang::CXXMethodDecl* best = nullptr;
  std::vector<const clang::CXXRecordDecl*> todo = {in};  // breadth first
  for (std::size_t i = 0; i < todo.size() && !best; ++i) {
    if (!todo[i]->hasDefinition()) continue;
    for (const auto* found : todo[i]->lookup(name)) {
      if (const auto* shadow = llvm::dyn_cast<clang::UsingShadowDecl>(found)) found = shadow->getTargetDecl();
      const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(found);
      if (!method || method->getAccess() != clang::AS_public || method->getMinRequiredArguments() != 0) continue;
      if (!best || method->isConst()) best = method;
    }
    for (const auto& base : todo[i]->getDefinition()->bases())
      if (const auto* parent = base.getType()->getAsCXXRecordDecl()) todo.push_back(parent);
  }
  return best;
}

}  // namespace

std::optional<clang::QualType> range_iterator(Context& c, const clang::CXXRecordDecl* decl) {
  const auto* begin = public_method(decl, &c.ast.Idents.get("begin"));
  const auto* end = public_method(decl, &c.ast.Idents.get("end"));
  if (!begin || !end) return std::nullopt;
  clang::QualType iterator = begin->getReturnType();
  if (iterator->isUndeducedType()) {
    c.sema.DeduceReturnType(const_cast<clang::CXXMethodDecl*>(begin), clang::SourceLocation(), false);
    iterator = begin->getReturnType();
    if (iterator->isUndeducedType()) return std::nullopt;
  }
  iterator = iterator.getNonReferenceType();
  if (!iterator->isPointerType() && (!complete(c, iterator) || !iterator->getAsCXXRecordDecl())) return std::nullopt;
  return iterator;
}

std::optional<clang::QualType> range_reference(Context& c, const clang::CXXRecordDecl* decl) {
  const auto iterator = range_iterator(c, decl);
  if (!iterator) return std::nullopt;
  if ((*iterator)->isPointerType()) return c.ast.getLValueReferenceType((*iterator)->getPointeeType());
  const auto* star = public_method((*iterator)->getAsCXXRecordDecl(), c.ast.DeclarationNames.getCXXOperatorName(clang::OO_Star));
  if (star && star->getReturnType()->isUndeducedType()) c.sema.DeduceReturnType(const_cast<clang::CXXMethodDecl*>(star), clang::SourceLocation(), false);
  if (!star || star->getReturnType()->isUndeducedType()) return std::nullopt;
  return star->getReturnType();
}

std::optional<clang::QualType> range_element(Context& c, const clang::CXXRecordDecl* decl) {
  const auto reference = range_reference(c, decl);
  if (!reference) return std::nullopt;
  return reference->getNonReferenceType();
}

}  // namespace polyglue::input::cpp
