// How C++ declares what the model describes.
#pragma once

#include <string>

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

}  // namespace polyglue::model
