#include "input/cpp/literals.hpp"

#include "input/cpp/types.hpp"
#include "model/utf8.hpp"

namespace polyglue::input::cpp {
namespace {

using model::Literal;
using model::Scalar;

/// Removes what the compiler put around the value: conversions, temporaries, one-argument constructors.
const clang::Expr* strip(const clang::Expr* expr) {
  for (;;) {
    const clang::Expr* inner = expr->IgnoreUnlessSpelledInSource()->IgnoreParens();
    if (const auto* constant = llvm::dyn_cast<clang::ConstantExpr>(inner)) inner = constant->getSubExpr();
    else if (const auto* init = llvm::dyn_cast<clang::CXXDefaultInitExpr>(inner)) inner = init->getExpr();
    else if (const auto* cast = llvm::dyn_cast<clang::CXXFunctionalCastExpr>(inner)) inner = cast->getSubExpr();
    else if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
             construct && construct->getNumArgs() >= 1 && !construct->isListInitialization() &&
             (construct->getNumArgs() == 1 || llvm::isa<clang::CXXDefaultArgExpr>(construct->getArg(1))))
      inner = construct->getArg(0);
    else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(inner);
             list && list->getNumInits() == 1 && list->getInit(0)->getType()->isScalarType() && !list->getType()->isRecordType())
      inner = list->getInit(0);
    if (inner == expr) return expr;
    expr = inner;
  }
}

std::string source_text(Context& c, const clang::Expr* expr) {
  const auto& sources = c.ast.getSourceManager();
  auto range = clang::CharSourceRange::getTokenRange(expr->getSourceRange());
  range = clang::Lexer::makeFileCharRange(range, sources, c.ast.getLangOpts());
  llvm::StringRef text = clang::Lexer::getSourceText(range, sources, c.ast.getLangOpts());
  text.consume_front("=");
  return text.trim().str();
}

bool is_empty_initializer(const clang::Expr* expr) {
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(expr)) {
    if (list->getSyntacticForm() && list->getSyntacticForm()->getNumInits() == 0) return true;
    return list->getNumInits() == 0;
  }
  if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(expr)) {
    for (const auto* argument : construct->arguments())
      if (!llvm::isa<clang::CXXDefaultArgExpr>(argument)) return false;
    return true;
  }
  return llvm::isa<clang::CXXScalarValueInitExpr, clang::ImplicitValueInitExpr>(expr);
}

bool is_null(const clang::Expr* expr) {
  if (llvm::isa<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(expr)) return true;
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expr);
  return reference && is_standard(reference->getDecl()) && reference->getDecl()->getIdentifier() &&
         reference->getDecl()->getName() == "nullopt";
}

Literal number(const llvm::APSInt& value, Scalar kind) {
  switch (kind) {
    case Scalar::boolean: return {value.getBoolValue()};
    case Scalar::character:
    case Scalar::codepoint: return {model::utf8(std::uint32_t(wrapped(value) & 0x1FFFFF))};
    case Scalar::f32:
    case Scalar::f64: return {value.roundToDouble(value.isSigned())};
    case Scalar::u64:
    case Scalar::size: return {std::uint64_t(wrapped(value))};
    default: return {wrapped(value)};
  }
}

std::optional<Literal> enum_value(Context& c, const clang::EnumDecl* decl, const llvm::APSInt& value) {
  for (const auto* each : decl->enumerators())
    if (llvm::APSInt::isSameValue(each->getInitVal(), value))
      return Literal{model::EnumLiteral{qualified_name(c, decl), enumerator_name(c, each)}};
  return std::nullopt;
}

bool zero_struct(const clang::APValue& value) {
  if (value.isInt()) return value.getInt().isZero();
  if (value.isFloat()) return value.getFloat().isZero();
  if (!value.isStruct()) return false;
  for (unsigned i = 0; i < value.getStructNumFields(); ++i)
    if (!zero_struct(value.getStructField(i))) return false;
  return true;
}

}  // namespace

std::int64_t wrapped(const llvm::APSInt& value) { return std::int64_t(value.extOrTrunc(64).getRawData()[0]); }

model::Literal literal_of(Context& c, const clang::Expr* full, const model::Type& type) {
  const Literal opaque{model::OpaqueLiteral{source_text(c, full)}};
  if (full->isValueDependent() || full->containsErrors()) return opaque;
  const clang::Expr* expr = strip(full);
  if (is_null(expr)) return {model::NullLiteral{}};
  const model::Type* wanted = &type;
  if (const auto* optional = model::as<model::Optional>(type)) {
    // Null pointers also come as the integer 0.
    if (expr->isNullPointerConstant(c.ast, clang::Expr::NPC_ValueDependentIsNotNull) && full->getType()->isPointerType())
      return {model::NullLiteral{}};
    if (is_empty_initializer(expr)) return {model::NullLiteral{}};
    wanted = &*optional->value;
  }
  if (model::is<model::String>(*wanted)) {
    if (const auto* text = llvm::dyn_cast<clang::StringLiteral>(expr); text && text->getCharByteWidth() == 1)
      return {text->getString().str()};
    if (is_empty_initializer(expr)) return {std::string()};
    return opaque;
  }
  clang::Expr::EvalResult value;
  if (const auto* scalar = model::as<Scalar>(*wanted)) {
    if (is_empty_initializer(expr)) return number(llvm::APSInt(llvm::APInt(32, 0), false), *scalar);
    // As the type has it, not as it is spelled: int(3.9), -1 where it is unsigned.
    const clang::Expr* converted = full->getType()->isArithmeticType() ? full : expr;
    if (!converted->EvaluateAsRValue(value, c.ast) || value.HasSideEffects) return opaque;
    if (value.Val.isInt()) return number(value.Val.getInt(), *scalar);
    if (value.Val.isFloat() && (*scalar == Scalar::f32 || *scalar == Scalar::f64)) {
      llvm::APFloat wide = value.Val.getFloat();
      bool lost = false;
      wide.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &lost);
      // Infinity and not-a-number have no literal that all languages share.
      if (!wide.isFinite()) return opaque;
      return {wide.convertToDouble()};
    }
    return opaque;
  }
  if (const auto* enumeration = expr->getType()->getAs<clang::EnumType>(); enumeration && model::is<model::Named>(*wanted)) {
    if (is_empty_initializer(expr)) {
      llvm::APSInt zero(llvm::APInt(64, 0), false);
      return enum_value(c, enumeration->getDecl(), zero).value_or(opaque);
    }
    if (expr->EvaluateAsRValue(value, c.ast) && value.Val.isInt())
      return enum_value(c, enumeration->getDecl(), value.Val.getInt()).value_or(opaque);
    return opaque;
  }
  if (is_empty_initializer(expr)) return {model::EmptyLiteral{}};
  if (model::is<model::Duration>(*wanted) && full->EvaluateAsRValue(value, c.ast) && zero_struct(value.Val))
    return {model::EmptyLiteral{}};
  return opaque;
}

std::optional<model::Literal> implicit_value(const model::Type& type) {
  if (model::is<model::String>(type)) {
    if (type.cpp == "const char*") return std::nullopt;
    return Literal{std::string()};
  }
  if (model::is<model::Optional>(type)) {
    if (type.cpp.ends_with("*")) return std::nullopt;
    return Literal{model::NullLiteral{}};
  }
  if (model::is<model::Sequence>(type) || model::is<model::Map>(type) || model::is<model::Set>(type) ||
      model::is<model::Bytes>(type)) {
    if (type.cpp.starts_with("std::array")) return std::nullopt;
    return Literal{model::EmptyLiteral{}};
  }
  return std::nullopt;
}

}  // namespace polyglue::input::cpp
