#include <array>

#include "input/cpp/context.hpp"

namespace polyglue::input::cpp {
namespace {

constexpr std::array fixed_names = {"int8_t",  "int16_t",  "int32_t",  "int64_t",   "uint8_t",  "uint16_t",
                                    "uint32_t", "uint64_t", "size_t",   "ptrdiff_t", "intptr_t", "uintptr_t"};

/// How many template arguments a standard container needs; the rest are defaults in nearly all code
/// and are spelled only where they differ.
std::size_t needed_arguments(const std::string& name) {
  if (name == "std::map" || name == "std::unordered_map" || name == "std::array" || name == "std::pair") return 2;
  return 1;
}

/// Whether an argument of a standard template is what C++ would fill in itself. std::less<> is not:
/// it is a type of its own.
bool is_default(const Context& c, const clang::TemplateArgument& argument, const clang::TemplateArgument& first) {
  if (argument.getKind() != clang::TemplateArgument::Type || first.getKind() != clang::TemplateArgument::Type) return false;
  const auto* decl = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(argument.getAsType()->getAsCXXRecordDecl());
  if (!decl || !is_standard(decl) || decl->getTemplateArgs()[0].getKind() != clang::TemplateArgument::Type) return false;
  const llvm::StringRef name = decl->getName();
  if (name == "allocator" || name == "char_traits") return true;
  return (name == "less" || name == "hash" || name == "equal_to" || name == "default_delete") &&
         c.ast.hasSameType(decl->getTemplateArgs()[0].getAsType(), first.getAsType());
}

/// "std::u16string" for std::basic_string<char16_t>; empty for what has no such name.
std::string text_type(const std::string& name, const std::vector<std::string>& arguments) {
  if ((name != "std::basic_string" && name != "std::basic_string_view") || arguments.size() != 1) return "";
  static constexpr std::pair<const char*, const char*> characters[] = {
      {"char", ""}, {"char8_t", "u8"}, {"char16_t", "u16"}, {"char32_t", "u32"}, {"wchar_t", "w"}};
  for (const auto& [type, letters] : characters)
    if (arguments[0] == type) return std::string("std::") + letters + name.substr(std::string_view("std::basic_").size());
  return "";
}

std::string spell_argument(const Context& c, const clang::TemplateArgument& argument) {
  if (argument.getKind() == clang::TemplateArgument::Type) return spell(c, argument.getAsType());
  if (argument.getKind() == clang::TemplateArgument::Integral && argument.getIntegralType()->isEnumeralType())
    return "static_cast<" + spell(c, argument.getIntegralType()) + ">(" +
           llvm::toString(argument.getAsIntegral(), 10) + ")";
  std::string out;
  llvm::raw_string_ostream stream(out);
  argument.print(c.policy, stream, false);
  return out;
}

}  // namespace

llvm::StringRef fixed_typedef(clang::QualType type) {
  for (;;) {
    const clang::Type* t = type.getTypePtr();
    if (const auto* alias = llvm::dyn_cast<clang::TypedefType>(t)) {
      const auto* decl = alias->getDecl();
      const bool global = decl->getDeclContext()->getRedeclContext()->isTranslationUnit() || is_standard(decl);
      if (global && decl->getIdentifier())
        for (const char* name : fixed_names)
          if (decl->getName() == name) return name;
    }
    if (const auto* dependent = llvm::dyn_cast<clang::PredefinedSugarType>(t))
      if (dependent->getKind() == clang::PredefinedSugarType::Kind::SizeT) return "size_t";
    const clang::QualType next = t->getLocallyUnqualifiedSingleStepDesugaredType();
    if (next.getTypePtr() == t) return {};
    type = next;
  }
}

std::string template_name(const Context& c, clang::QualType type) {
  const auto* decl = type->getAsCXXRecordDecl();
  const auto* instance = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(decl);
  if (!instance) return {};
  return qualified_name(c, instance->getSpecializedTemplate());
}

std::vector<clang::TemplateArgument> arguments_of(const Context& c, clang::QualType type) {
  std::vector<clang::TemplateArgument> out;
  const auto* decl = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!decl) return out;
  for (const auto& argument : decl->getTemplateArgs().asArray()) {
    if (argument.getKind() == clang::TemplateArgument::Pack)
      out.insert(out.end(), argument.pack_begin(), argument.pack_end());
    else
      out.push_back(argument);
  }
  // As written, "std::int64_t" says more than "long".
  clang::QualType sugar = type;
  for (;;) {
    if (const auto* written = llvm::dyn_cast<clang::TemplateSpecializationType>(sugar.getTypePtr());
        written && !written->isTypeAlias()) {
      const auto arguments = written->template_arguments();
      for (std::size_t i = 0; i < arguments.size() && i < out.size(); ++i) {
        if (arguments[i].getKind() != clang::TemplateArgument::Type ||
            out[i].getKind() != clang::TemplateArgument::Type || arguments[i].isPackExpansion())
          continue;
        if (c.ast.hasSameType(arguments[i].getAsType(), out[i].getAsType())) out[i] = arguments[i];
      }
      break;
    }
    const clang::QualType next = sugar->getLocallyUnqualifiedSingleStepDesugaredType();
    if (next.getTypePtr() == sugar.getTypePtr()) break;
    sugar = next;
  }
  return out;
}

std::string spell(const Context& c, clang::QualType type) {
  if (const auto* reference = type->getAs<clang::ReferenceType>())
    return spell(c, reference->getPointeeType()) + (type->isRValueReferenceType() ? "&&" : "&");
  if (const auto* function = type->getAs<clang::FunctionProtoType>();
      function && !function->isVariadic() && !function->isNothrow() && function->getRefQualifier() == clang::RQ_None && !function->isVolatile()) {
    std::string out = spell(c, function->getReturnType()) + "(";
    for (unsigned i = 0; i < function->getNumParams(); ++i) out += (i ? ", " : "") + spell(c, function->getParamType(i).getUnqualifiedType());
    return out + (function->isConst() ? ") const" : ")");
  }
  if (const auto* pointer = type->getAs<clang::PointerType>();
      pointer && !pointer->getPointeeType()->isFunctionType()) {
    std::string out = spell(c, pointer->getPointeeType()) + "*";
    if (type.isConstQualified()) out += " const";
    return out;
  }
  const std::string prefix = type.isConstQualified() ? "const " : "";
  if (const auto fixed = fixed_typedef(type); !fixed.empty()) return prefix + "std::" + fixed.str();
  if (const auto* enumeration = type->getAs<clang::EnumType>())
    return prefix + qualified_name(c, enumeration->getDecl());
  const auto* decl = type->getAsCXXRecordDecl();
  if (!decl) return type.getCanonicalType().getAsString(c.policy);
  // An alias of what only this C++ library calls so.
  if (is_standard(decl) && decl->getName() == "exception_ptr") return prefix + "std::exception_ptr";
  const std::string name = template_name(c, type);
  if (name.empty()) return prefix + qualified_name(c, decl);
  std::vector<clang::TemplateArgument> arguments = arguments_of(c, type);
  const bool standard = name.starts_with("std::");
  std::vector<std::string> texts;
  texts.reserve(arguments.size());
  for (const auto& argument : arguments) texts.push_back(spell_argument(c, argument));
  if (standard && name != "std::tuple" && name != "std::variant")
    while (texts.size() > needed_arguments(name) && is_default(c, arguments[texts.size() - 1], arguments[0])) texts.pop_back();
  if (const std::string text = text_type(name, texts); !text.empty()) return prefix + text;
  if (name == "std::span" && texts.size() == 2 && arguments[1].getKind() == clang::TemplateArgument::Integral &&
      arguments[1].getAsIntegral().isAllOnes())
    texts.pop_back();
  if (name == "std::chrono::duration") {
    const std::string period = texts.size() > 1 ? texts[1] : "";
    const std::pair<const char*, const char*> known[] = {
        {"std::ratio<1, 1000000000>", "nanoseconds"}, {"std::ratio<1, 1000000>", "microseconds"},
        {"std::ratio<1, 1000>", "milliseconds"},      {"std::ratio<1>", "seconds"},
        {"std::ratio<1, 1>", "seconds"},              {"std::ratio<60>", "minutes"},
        {"std::ratio<60, 1>", "minutes"},             {"std::ratio<3600>", "hours"},
        {"std::ratio<3600, 1>", "hours"}};
    // The standard names differ in their representation from one library to the next; the period does not.
    if (arguments[0].getAsType()->isIntegerType() && c.ast.getTypeSize(arguments[0].getAsType()) == 64)
      for (const auto& [ratio, text] : known)
        if (period == ratio) return prefix + "std::chrono::" + text;
  }
  std::string out = prefix + name + "<";
  for (std::size_t i = 0; i < texts.size(); ++i) out += (i ? ", " : "") + texts[i];
  return out + ">";
}

bool complete(Context& c, clang::QualType type) {
  if (!type->isRecordType()) return true;
  return c.sema.isCompleteType(clang::SourceLocation(), type);
}

}  // namespace polyglue::input::cpp
