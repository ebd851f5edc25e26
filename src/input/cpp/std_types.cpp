#include <unordered_map>

#include "input/cpp/types.hpp"
#include "input/cpp/streams.hpp"

namespace polyglue::input::cpp {
namespace {

using model::Type;

enum class Known {
  string, text_view, path, vector, span, array, list, initializer_list, set, map, tuple, optional, unique, shared,
  variant, duration, time_point, expected, function, future, stream, wide, reference, weak, error_code, any,
};

const std::unordered_map<std::string, Known>& known_types() {
  static const std::unordered_map<std::string, Known> table = {
      {"std::basic_string", Known::string}, {"std::basic_string_view", Known::text_view},
      {"std::filesystem::path", Known::path}, {"std::vector", Known::vector}, {"std::span", Known::span},
      {"std::array", Known::array}, {"std::deque", Known::list}, {"std::list", Known::list},
      {"std::initializer_list", Known::initializer_list}, {"std::set", Known::set},
      {"std::unordered_set", Known::set}, {"std::map", Known::map}, {"std::unordered_map", Known::map},
      {"std::pair", Known::tuple}, {"std::tuple", Known::tuple}, {"std::optional", Known::optional},
      {"std::unique_ptr", Known::unique}, {"std::shared_ptr", Known::shared}, {"std::variant", Known::variant},
      {"std::chrono::duration", Known::duration}, {"std::chrono::time_point", Known::time_point},
      {"std::expected", Known::expected}, {"std::function", Known::function},
      {"std::move_only_function", Known::function}, {"std::future", Known::future},
      {"std::shared_future", Known::future}, {"std::basic_ostream", Known::stream},
      {"std::basic_istream", Known::stream}, {"std::basic_iostream", Known::stream},
      {"std::reference_wrapper", Known::reference}, {"std::weak_ptr", Known::weak},
      {"std::error_code", Known::error_code}, {"std::any", Known::any}};
  return table;
}

/// The N-th type argument, or null.
clang::QualType type_at(const std::vector<clang::TemplateArgument>& arguments, std::size_t index) {
  if (index >= arguments.size() || arguments[index].getKind() != clang::TemplateArgument::Type) return {};
  return arguments[index].getAsType();
}

bool is_byte(Context& c, clang::QualType type) {
  type = type.getUnqualifiedType();
  if (const auto* enumeration = type->getAs<clang::EnumType>())
    return qualified_name(c, enumeration->getDecl()) == "std::byte";
  return c.ast.hasSameUnqualifiedType(type, c.ast.UnsignedCharTy);
}

std::optional<Type> sequence(Context& c, clang::QualType element, const std::string& cpp, Use use, Refusal& why) {
  auto inner = map_value(c, element, use, why);
  if (!inner) return std::nullopt;
  if (model::is<model::Void>(*inner)) return std::nullopt;
  return Type{model::Sequence{std::move(*inner)}, cpp};
}

std::optional<Type> smart_pointer(Context& c, clang::QualType pointee, const std::string& cpp,
                                  model::Ownership ownership, Use use, Refusal& why) {
  if (pointee->isVoidType() || pointee->isArrayType()) {
    why = {"PG0209", "uses " + quote(cpp) + ", which does not say what it points to", "use std::vector or a class"};
    return std::nullopt;
  }
  if (auto object = object_of(c, pointee)) {
    object->ownership = ownership;
    return Type{*object, cpp};
  }
  // A record behind a smart pointer is a record that may be absent: that is how trees are written.
  auto value = map_value(c, pointee, use, why);
  if (!value) return std::nullopt;
  return Type{model::Optional{std::move(*value)}, cpp};
}

/// A C array as the std::array of its elements. One of char may be text or not, and end in NUL or not.
std::optional<Type> map_array(Context& c, clang::QualType type, Refusal& why) {
  const auto* array = c.ast.getAsConstantArrayType(type);
  const clang::QualType element = array->getElementType();
  if (element.isConstQualified() || c.ast.hasSameUnqualifiedType(element, c.ast.CharTy)) {
    why = {"PG0226", "uses the C array " + quote(type.getAsString(c.policy)), element.isConstQualified() ? "use std::array" : "use std::string"};
    return std::nullopt;
  }
  auto inner = element->isConstantArrayType() ? map_array(c, element, why) : map_value(c, element, Use::field, why);
  if (!inner) return std::nullopt;
  const std::string cpp = "std::array<" + inner->cpp + ", " + std::to_string(array->getSize().getZExtValue()) + ">";
  if (is_byte(c, element)) return Type{model::Bytes{}, cpp};
  return Type{model::Sequence{std::move(*inner)}, cpp};
}

std::string capitalized(std::string text) {
  if (!text.empty()) text[0] = char(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace

std::string word_for(Context& c, const Type& type) {
  static constexpr const char* scalars[] = {"bool", "i8",  "u8",   "i16", "u16", "i32",  "u32",
                                            "i64",  "u64", "size", "f32", "f64", "char", "codepoint"};
  if (const auto* s = model::as<model::Scalar>(type)) return scalars[std::size_t(*s)];
  if (model::is<model::String>(type)) return "string";
  if (model::is<model::Bytes>(type)) return "bytes";
  if (model::is<model::Timestamp>(type)) return "timestamp";
  if (model::is<model::Duration>(type)) return "duration";
  if (model::is<model::Void>(type)) return "empty";
  if (const auto* s = model::as<model::Sequence>(type)) return word_for(c, *s->element) + "_list";
  if (const auto* s = model::as<model::Set>(type)) return word_for(c, *s->element) + "_set";
  if (const auto* m = model::as<model::Map>(type)) return word_for(c, *m->key) + "_to_" + word_for(c, *m->value);
  if (const auto* o = model::as<model::Optional>(type)) return "optional_" + word_for(c, *o->value);
  if (const auto* t = model::as<model::Tuple>(type)) {
    std::string out = "tuple";
    for (const auto& item : t->items) out += "_" + word_for(c, item);
    return out;
  }
  std::string id = model::is<model::Named>(type) ? model::as<model::Named>(type)->id : model::as<model::ObjectRef>(type)->id;
  if (const auto at = id.find('<'); at != std::string::npos) id.resize(at);
  if (const auto at = id.rfind("::"); at != std::string::npos) id = id.substr(at + 2);
  return id;
}

std::string capital(const std::string& word) {
  std::string out;
  bool start = true;
  for (const char ch : word) {
    if (ch == '_' || ch == ':' || ch == '<' || ch == '>' || ch == ',' || ch == ' ') start = true;
    else out += start ? char(std::toupper(static_cast<unsigned char>(ch))) : ch, start = false;
  }
  return out;
}

namespace {

std::optional<Type> variant(Context& c, clang::QualType type, const std::vector<clang::TemplateArgument>& arguments,
                            Use use, Refusal& why) {
  const void* key = c.ast.getCanonicalType(type.getUnqualifiedType()).getAsOpaquePtr();
  const std::string cpp = spell(c, type.getUnqualifiedType());
  if (auto found = c.index.variants.find(key); found != c.index.variants.end() && found->second.emitted)
    return Type{model::Named{found->second.id}, cpp};
  model::Variant out;
  out.cpp = cpp;
  // Marked before its alternatives are looked at: a variant may hold a record that holds the variant.
  const auto [entry, fresh] = c.index.variants.try_emplace(key, VariantAlias{});
  VariantAlias alias = entry->second;
  if (fresh) alias.id = cpp;
  alias.emitted = true;
  c.index.variants[key] = alias;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const clang::QualType each = type_at(arguments, i);
    model::Alternative alternative;
    if (const auto* decl = each->getAsCXXRecordDecl(); decl && qualified_name(c, decl) == "std::monostate") {
      alternative.type = Type{model::Void{}, "std::monostate"};
    } else if (auto mapped = map_value(c, each, use == Use::param ? Use::field : use, why)) {
      alternative.type = std::move(*mapped);
    } else {
      c.index.variants[key].emitted = false;
      if (fresh) c.index.variants.erase(key);
      return std::nullopt;
    }
    alternative.name = word_for(c, alternative.type);
    for (const auto& other : out.alternatives)
      if (other.name == alternative.name) alternative.name += std::to_string(i);
    out.alternatives.push_back(std::move(alternative));
  }
  if (alias.decl) {
    out.info = info_of(c, alias.decl, alias.id, names_of(c, alias.decl));
  } else {
    out.info.id = alias.id;
    for (const auto& alternative : out.alternatives)
      out.info.name += (out.info.name.empty() ? "" : "Or") + capitalized(alternative.name);
  }
  c.emit(std::move(out));
  return Type{model::Named{alias.id}, cpp};
}

Refusal unsupported(const std::string& cpp, const std::string& hint) {
  return {"PG0204", "uses " + quote(cpp) + ", which has no counterpart in the languages", hint};
}

}  // namespace

std::optional<Type> map_standard(Context& c, clang::QualType type, const std::string& name, Use use, Refusal& why) {
  type = type.getUnqualifiedType();
  const std::string cpp = spell(c, type);
  const auto found = known_types().find(name);
  if (found == known_types().end()) {
    why = unsupported(cpp, "offer an overload with a type that has, or specialise polyglue::converter<" + cpp + ">");
    return std::nullopt;
  }
  const auto arguments = arguments_of(c, type);
  const clang::QualType first = type_at(arguments, 0);
  switch (found->second) {
    case Known::string:
    case Known::text_view:
      if (!cpp.starts_with("std::basic_")) return Type{model::String{}, cpp};
      why = unsupported(cpp, "offer an overload with std::string");
      return std::nullopt;
    case Known::path: return Type{model::String{}, "std::filesystem::path"};
    case Known::vector:
    case Known::array:
      if (is_byte(c, first)) return Type{model::Bytes{}, cpp};
      return sequence(c, first, cpp, use, why);
    case Known::span:
      if (use == Use::param && !first.isConstQualified()) {
        why = {"PG0225", "takes " + quote(cpp) + ", memory it may write to, which most hosts cannot lend",
               "take " + quote("std::span<const " + spell(c, first) + ">") + ", or return the new values"};
        return std::nullopt;
      }
      if (is_byte(c, first)) return Type{model::Bytes{}, cpp};
      return sequence(c, first.getUnqualifiedType(), cpp, use, why);
    case Known::list: return sequence(c, first, cpp, use, why);
    case Known::initializer_list:
      if (use != Use::param) {
        why = {"PG0206", "uses " + quote(cpp) + " elsewhere than as a parameter of a function, where its elements are gone", "use std::vector<" + spell(c, first) + ">"};
        return std::nullopt;
      }
      if (is_byte(c, first)) return Type{model::Bytes{}, cpp};
      return sequence(c, first, cpp, use, why);
    case Known::set: {
      auto inner = map_value(c, first, use, why);
      if (!inner) return std::nullopt;
      return Type{model::Set{std::move(*inner)}, cpp};
    }
    case Known::map: {
      auto key = map_value(c, first, use, why);
      if (!key) return std::nullopt;
      auto value = map_value(c, type_at(arguments, 1), use, why);
      if (!value) return std::nullopt;
      return Type{model::Map{std::move(*key), std::move(*value)}, cpp};
    }
    case Known::tuple: {
      model::Tuple out;
      for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto item = map_value(c, type_at(arguments, i), use, why);
        if (!item) return std::nullopt;
        out.items.push_back(std::move(*item));
      }
      return Type{std::move(out), cpp};
    }
    case Known::optional: {
      auto inner = map_value(c, first, use, why);
      if (!inner) return std::nullopt;
      return Type{model::Optional{std::move(*inner)}, cpp};
    }
    case Known::unique:
      if (cpp.find(',') != std::string::npos && arguments.size() > 1 &&
          !spell(c, type_at(arguments, 1)).starts_with("std::default_delete<")) {
        why = unsupported(cpp, "use std::shared_ptr, which hides its deleter");
        return std::nullopt;
      }
      return smart_pointer(c, first, cpp, model::Ownership::unique, use, why);
    case Known::shared: return smart_pointer(c, first, cpp, model::Ownership::shared, use, why);
    case Known::variant: return variant(c, type, arguments, use, why);
    case Known::duration: return Type{model::Duration{}, cpp};
    case Known::time_point:
      if (spell(c, first) == "std::chrono::system_clock") {
        // Its resolution is the standard library's choice, and differs between them.
        if (const auto* alias = type->getAs<clang::TypedefType>(); alias && alias->getDecl()->getName() == "time_point")
          return Type{model::Timestamp{}, "std::chrono::system_clock::time_point"};
        const clang::QualType span = type_at(arguments, 1);
        return Type{model::Timestamp{}, "std::chrono::time_point<std::chrono::system_clock, " + spell(c, span) + ">"};
      }
      why = unsupported(cpp, "use std::chrono::system_clock, the only clock hosts share");
      return std::nullopt;
    case Known::expected:
      why = {"PG0229", "uses " + quote(cpp) + " elsewhere than as the result of a function", "return it directly, or use std::variant"};
      return std::nullopt;
    case Known::function:
      why = {"PG0205", "uses " + quote(cpp) + " elsewhere than as a parameter", "take it as a parameter of its own"};
      return std::nullopt;
    case Known::future:
      why = {"PG0207", "uses " + quote(cpp) + " elsewhere than as the result of a function", "return it by value, or offer a function that waits"};
      return std::nullopt;
    case Known::stream:
      why = {"PG0224", "uses the stream " + quote(cpp), "offer an overload with std::string or std::vector<std::byte>"};
      return std::nullopt;
    default:
      why = unsupported(cpp, "use a reference, std::shared_ptr, an enum or an exception in its place");
      return std::nullopt;
  }
}

std::optional<Type> map_field(Context& c, const clang::FieldDecl* field, Refusal& why) {
  if (!field->getType()->isConstantArrayType()) return map_value(c, field->getType(), Use::field, why);
  if (!default_constructible(c, llvm::cast<clang::CXXRecordDecl>(field->getParent()))) {
    why = {"PG0226", "uses the C array " + quote(field->getType().getAsString(c.policy)) + " in a class that cannot be made without arguments", "use std::array"};
    return std::nullopt;
  }
  return map_array(c, field->getType(), why);
}

}  // namespace polyglue::input::cpp
