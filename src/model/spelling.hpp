// How C++ declares what the model describes.
#pragma once

#include <string>
#include <string_view>

#include "model/type.hpp"

namespace polyglue::model {

/// The type of a parameter or result: "const std::string&" of a string passed by const reference.
inline std::string declared(const Type& type, Passing passing) {
  const auto is_object = [&] {
    const auto* object = as<ObjectRef>(type);
    return object && object->ownership == Ownership::borrowed;
  };
  switch (passing) {
    case Passing::const_ref: return "const " + type.cpp + "&";
    case Passing::mutable_ref: return type.cpp + "&";
    case Passing::rvalue_ref: return type.cpp + "&&";
    case Passing::pointer: return is_object() ? type.cpp + "*" : type.cpp;
    case Passing::const_pointer: return is_object() ? "const " + type.cpp + "*" : type.cpp;
    case Passing::value: break;
  }
  return type.cpp;
}

/// Whether C++ holds this text in UTF-16 or UTF-32, or as whatever std::filesystem::path has on a platform: where it
/// crosses, it is made anew.
inline bool is_recoded(const Type& type) {
  for (const std::string_view word : {"path", "u16string", "u32string", "wstring", "char16_t", "char32_t", "wchar_t"})
    if (is<String>(type) && type.cpp.find(word) != std::string::npos) return true;
  return false;
}

/// Whether values of this type only show memory that others own: views of text, spans, lists and pointers.
inline bool shows_memory(const Type& type) {
  const std::string_view cpp = type.cpp;
  return (cpp.starts_with("std::") && cpp.ends_with("string_view")) || cpp.starts_with("std::span<") ||
         cpp.starts_with("std::initializer_list<") || cpp.ends_with("*");
}

}  // namespace polyglue::model
