#include "input/cpp/build.hpp"

namespace polyglue::input::cpp {
namespace {

using model::Role;

bool is_stream(const Context& c, clang::QualType type) {
  return template_name(c, type.getNonReferenceType()) == "std::basic_ostream";
}

bool declares(Context& c, const clang::CXXRecordDecl* decl, clang::OverloadedOperatorKind kind) {
  if (!decl->lookup(c.ast.DeclarationNames.getCXXOperatorName(kind)).empty()) return true;
  const auto found = c.index.operators.find(decl->getCanonicalDecl());
  if (found == c.index.operators.end()) return false;
  for (const auto* each : found->second)
    if (each->getOverloadedOperator() == kind) return true;
  return false;
}

}  // namespace

OperatorMeaning meaning_of(Context& c, const clang::FunctionDecl* decl, unsigned operands) {
  OperatorMeaning out;
  if (const auto* conversion = llvm::dyn_cast<clang::CXXConversionDecl>(decl)) {
    const clang::QualType type = conversion->getConversionType();
    // Before C++11, classes converted to a pointer nobody could use to be tested for truth.
    if (type->isBooleanType() || type->isFunctionPointerType() || type->isMemberPointerType()) out.role = Role::to_bool;
    else
      out.refusal = {"PG0216", "converts to " + quote(spell(c, type)) + ", which hosts never do by themselves",
                     "offer a named method"};
    return out;
  }
  const auto refuse = [&](const char* text) {
    out.refusal = {"PG0215", std::string("is ") + text, "offer a named method"};
    return out;
  };
  using clang::CXXRecordDecl;
  const CXXRecordDecl* self = nullptr;
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(decl)) self = method->getParent();
  else if (decl->getNumParams()) self = decl->getParamDecl(0)->getType().getNonReferenceType()->getAsCXXRecordDecl();
  switch (decl->getOverloadedOperator()) {
    case clang::OO_EqualEqual: out.role = Role::equal; return out;
    case clang::OO_ExclaimEqual: out.redundant = self && (declares(c, self, clang::OO_EqualEqual) || declares(c, self, clang::OO_Spaceship)); break;
    case clang::OO_Spaceship: out.role = Role::compare; return out;
    case clang::OO_Less:
      if (self && declares(c, self, clang::OO_Spaceship)) out.redundant = true;
      else out.role = Role::less;
      return out;
    case clang::OO_Greater:
    case clang::OO_LessEqual:
    case clang::OO_GreaterEqual:
      out.redundant = self && (declares(c, self, clang::OO_Less) || declares(c, self, clang::OO_Spaceship));
      break;
    case clang::OO_Exclaim:
      if (self)
        for (const auto* each : self->decls())
          if (const auto* conversion = llvm::dyn_cast<clang::CXXConversionDecl>(each))
            out.redundant = out.redundant || meaning_of(c, conversion, 0).role == Role::to_bool;
      break;
    case clang::OO_Subscript:
      if (operands == 1) out.role = Role::index;
      break;
    case clang::OO_Call: out.role = Role::call; return out;
    case clang::OO_Plus:
      if (operands == 1) out.role = Role::add;
      break;
    case clang::OO_Minus: out.role = operands == 1 ? Role::subtract : Role::negate; return out;
    case clang::OO_Star:
      if (operands == 1) out.role = Role::multiply;
      break;
    case clang::OO_Slash: out.role = Role::divide; return out;
    case clang::OO_Percent: out.role = Role::modulo; return out;
    case clang::OO_Amp:
      if (operands == 1) out.role = Role::bit_and;
      break;
    case clang::OO_Pipe: out.role = Role::bit_or; return out;
    case clang::OO_Caret: out.role = Role::bit_xor; return out;
    case clang::OO_Tilde: out.role = Role::bit_not; return out;
    case clang::OO_LessLess:
      if (decl->getNumParams() == 2 && is_stream(c, decl->getParamDecl(0)->getType())) out.role = Role::to_text;
      else out.role = Role::shift_left;
      return out;
    case clang::OO_GreaterGreater: out.role = Role::shift_right; return out;
    case clang::OO_PlusEqual: out.role = Role::add_assign; return out;
    case clang::OO_MinusEqual: out.role = Role::subtract_assign; return out;
    case clang::OO_StarEqual: out.role = Role::multiply_assign; return out;
    case clang::OO_SlashEqual: out.role = Role::divide_assign; return out;
    case clang::OO_Equal: {
      const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(decl);
      out.redundant = method && (method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator());
      // Assignment from another type is a method like any other, by the name "assign".
      if (!out.redundant) out.role = Role::function;
      return out;
    }
    default: break;
  }
  if (!out.role && !out.redundant) return refuse("an operator that not every language has");
  return out;
}

void build_outside_operators(Context& c, const clang::CXXRecordDecl* decl, const model::DeclId& id,
                             std::vector<model::Function>& methods, bool record) {
  (void)record;
  bool has_text = false;
  const auto found = c.index.operators.find(decl->getCanonicalDecl());
  std::vector<const clang::FunctionDecl*> functions;
  if (found != c.index.operators.end()) functions = found->second;
  // to_string first: where both exist, the stream operator says the same.
  std::stable_partition(functions.begin(), functions.end(),
                        [](const auto* each) { return !each->isOverloadedOperator(); });
  for (const auto* function : functions) {
    c.done.insert(function->getCanonicalDecl());
    if (function->isDeleted() || function->getDescribedFunctionTemplate()) continue;
    const std::string qualified = qualified_name(c, function);
    const Names names = names_of(c, function, qualified);
    const std::string fid = function_id(c, function, qualified);
    c.overrides.declare(names);
    if (annotation(function, "skip") || c.overrides.excluded(names)) continue;
    const bool text = !function->isOverloadedOperator();
    const unsigned operands = function->getNumParams() ? function->getNumParams() - 1 : 0;
    OperatorMeaning meaning;
    if (text) meaning.role = Role::to_text;
    else meaning = meaning_of(c, function, operands);
    if (meaning.redundant || (meaning.role == Role::to_text && has_text)) continue;
    Refusal why = meaning.refusal;
    std::optional<model::Function> made;
    if (meaning.role) {
      if (meaning.role == Role::to_text && !text) {
        model::Function out;
        out.info = info_of(c, function, fid, names, id);
        out.role = Role::to_text;
        out.cpp_name = "operator<<";
        out.is_free_operator = true;
        out.is_const = true;
        out.result = {model::String{}, "std::string"};
        made = std::move(out);
      } else {
        made = make_function(c, {function, id, *meaning.role, true}, why);
      }
    }
    if (!made) {
      c.skip(function, fid, std::move(why));
      continue;
    }
    has_text = has_text || meaning.role == Role::to_text;
    methods.push_back(std::move(*made));
  }
  if (c.index.hashed.contains(c.ast.getCanonicalTagType(decl).getAsOpaquePtr())) {
    model::Function hash;
    hash.info.id = "std::hash<" + id + ">::operator()(const " + id + "&)";
    hash.info.name = "hash";
    hash.info.scope = id;
    hash.info.location = location_of(c, decl->getLocation());
    hash.role = Role::hash;
    hash.cpp_name = "std::hash<" + id + ">{}";
    hash.is_const = true;
    hash.is_free_operator = true;
    hash.result = {model::Scalar::u64, "std::size_t"};
    methods.push_back(std::move(hash));
  }
}

}  // namespace polyglue::input::cpp
