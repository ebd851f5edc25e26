// Enums and constants.
#include <algorithm>
#include <cctype>

#include "emit/naming.hpp"
#include "input/cpp/build.hpp"
#include "input/cpp/literals.hpp"

namespace polyglue::input::cpp {
namespace {

bool is_flags(Context& c, const clang::EnumDecl* decl, const Names& names) {
  if (const auto kind = c.overrides.kind(names)) return *kind == "flags";
  if (annotation(decl, "flags") || decl->hasAttr<clang::FlagEnumAttr>()) return true;
  return c.index.flag_enums.contains(decl->getCanonicalDecl());
}

/// Where the word with this number begins.
std::size_t word_start(const std::string& name, std::size_t index) {
  const auto all = emit::words(name);
  const std::vector<std::string> rest(all.begin() + std::ptrdiff_t(index), all.end());
  std::size_t at = name.size();
  while (at > 0 && emit::words(std::string_view(name).substr(at)) != rest) --at;
  return at;
}

/// How many leading words all enumerators have in common that say nothing new.
std::size_t repeated_words(const clang::EnumDecl* decl, const std::string& enum_name) {
  std::vector<std::string> common;
  std::size_t count = 0, shortest = SIZE_MAX;
  bool constants = true;
  for (const auto* each : decl->enumerators()) {
    const std::string name = each->getNameAsString();
    const auto own = emit::words(name);
    if (count++ == 0) common = own;
    std::size_t same = 0;
    while (same < common.size() && same < own.size() && common[same] == own[same]) ++same;
    common.resize(same);
    shortest = std::min(shortest, own.size());
    constants = constants && name.size() > 1 && name[0] == 'k' && std::isupper(static_cast<unsigned char>(name[1]));
  }
  if (shortest == 0) return 0;
  // Only words of the enum's own name, in their order.
  const auto own = emit::words(enum_name);
  std::size_t repeated = 0;
  auto next = own.begin();
  for (; repeated < common.size(); ++repeated) {
    next = std::find(next, own.end(), common[repeated]);
    if (next == own.end()) break;
    ++next;
  }
  if (repeated == 0 && constants) repeated = 1;
  // Something must be left, and begin with a letter.
  repeated = std::min(repeated, shortest - 1);
  const auto begins_with_digit = [&](const clang::EnumConstantDecl* each) {
    return std::isdigit(static_cast<unsigned char>(emit::words(each->getNameAsString())[repeated][0])) != 0;
  };
  while (repeated > 0 && std::any_of(decl->enumerator_begin(), decl->enumerator_end(), begins_with_digit)) --repeated;
  return repeated;
}

}  // namespace

std::string enumerator_name(const Context& c, const clang::EnumConstantDecl* decl) {
  const auto* owner = llvm::cast<clang::EnumDecl>(decl->getDeclContext());
  if (const auto name = c.overrides.rename({qualified_name(c, owner) + "::" + decl->getNameAsString()})) return *name;
  if (const auto name = annotation(decl, "rename")) return *name;
  const auto* alias = owner->getTypedefNameForAnonDecl();
  const std::string name = decl->getNameAsString();
  const std::string enum_name = owner->getIdentifier() ? owner->getNameAsString() : alias ? alias->getNameAsString() : "";
  const std::size_t repeated = enum_name.empty() ? 0 : repeated_words(owner, enum_name);
  return repeated ? name.substr(word_start(name, repeated)) : name;
}

void build_enum(Context& c, const clang::EnumDecl* decl) {
  if (!decl->getIdentifier() && !decl->getTypedefNameForAnonDecl()) {
    // An enum without name is how C++ once spelled constants.
    const auto* outer = llvm::dyn_cast<clang::CXXRecordDecl>(decl->getDeclContext());
    if (outer) return;
    for (const auto* each : decl->enumerators()) {
      const Names names = names_of(c, each);
      c.overrides.declare(names);
      if (c.overrides.excluded(names)) continue;
      c.emit(constant_of(info_of(c, each, names.front(), names), each));
    }
    return;
  }
  const std::string id = qualified_name(c, decl);
  const Names names = {id};
  c.overrides.declare(names);
  model::Enum out;
  std::string scope;
  if (const auto* outer = llvm::dyn_cast<clang::CXXRecordDecl>(decl->getDeclContext()))
    if (const auto* known = exported(c, outer)) scope = known->id;
  out.info = info_of(c, decl, id, names, scope);
  out.scoped = decl->isScoped();
  out.flags = is_flags(c, decl, names);
  Refusal why;
  const auto underlying = map_value(c, decl->getIntegerType(), Use::field, why);
  if (underlying && model::is<model::Scalar>(*underlying)) out.underlying = *model::as<model::Scalar>(*underlying);
  if (out.underlying == model::Scalar::character) out.underlying = model::Scalar::i8;
  if (out.underlying == model::Scalar::size) out.underlying = model::Scalar::u64;
  for (const auto* each : decl->enumerators()) {
    const Names own = {id + "::" + each->getNameAsString()};
    c.overrides.declare(own);
    model::Enumerator value;
    value.info = info_of(c, each, own.front(), own, id);
    value.info.name = enumerator_name(c, each);
    value.value = wrapped(each->getInitVal());
    out.values.push_back(std::move(value));
  }
  if (out.values.empty()) {
    c.skip(decl, id, {"PG0218", "is an enum without values", "use a struct around the integer"});
    c.index.enums.erase(decl->getCanonicalDecl());
    return;
  }
  c.emit(std::move(out));
}

model::Constant constant_of(model::DeclInfo info, const clang::EnumConstantDecl* decl) {
  const llvm::APSInt& value = decl->getInitVal();
  if (!value.isRepresentableByInt64())
    return {std::move(info), {model::Scalar::u64, "std::uint64_t"}, {std::uint64_t(wrapped(value))}};
  return {std::move(info), {model::Scalar::i64, "std::int64_t"}, {value.getExtValue()}};
}

std::optional<model::Constant> make_constant(Context& c, const clang::VarDecl* decl, const model::DeclId& scope, Refusal& why) {
  if (!decl->getType().isConstQualified() && !decl->isConstexpr()) {
    why = {"PG0217", "is a variable that anybody may change", "offer functions that read and write it"};
    return std::nullopt;
  }
  const clang::VarDecl* with_value = nullptr;
  const clang::Expr* value = decl->getAnyInitializer(with_value);
  clang::QualType type = decl->getType().getUnqualifiedType();
  const bool text_array = type->isConstantArrayType() &&
                          c.ast.hasSameUnqualifiedType(c.ast.getAsArrayType(type)->getElementType(), c.ast.CharTy);
  auto mapped = text_array ? std::optional(model::Type{model::String{}, "const char*"}) : map_value(c, type, Use::field, why);
  if (!mapped) return std::nullopt;
  why = {"PG0218", "is a constant whose value hosts cannot spell", "offer a function that returns it"};
  if (!value) return std::nullopt;
  model::Literal literal = literal_of(c, value, *mapped);
  if (std::holds_alternative<model::OpaqueLiteral>(literal.value) || std::holds_alternative<model::EmptyLiteral>(literal.value) ||
      std::holds_alternative<model::NullLiteral>(literal.value))
    return std::nullopt;
  const Names names = names_of(c, decl);
  return model::Constant{info_of(c, decl, names.front(), names, scope), std::move(*mapped), std::move(literal)};
}

void build_variable(Context& c, const clang::VarDecl* decl) {
  if (decl->getCanonicalDecl() != decl) return;
  if (decl->getDescribedVarTemplate() || llvm::isa<clang::VarTemplateSpecializationDecl>(decl)) return;
  const Names names = names_of(c, decl);
  c.overrides.declare(names);
  if (annotation(decl, "skip") || c.overrides.excluded(names) || (c.overrides.only_others(names) && !annotation(decl, "export"))) {
    c.skip(decl, names.front(), {"PG0220", "is left out by configuration or annotation", ""});
    return;
  }
  Refusal why;
  if (auto constant = make_constant(c, decl, "", why)) c.emit(std::move(*constant));
  else c.skip(decl, names.front(), std::move(why));
}

}  // namespace polyglue::input::cpp
