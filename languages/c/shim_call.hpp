// What stands between a C function's braces.
#pragma once

#include <string>
#include <vector>

#include "abi/abi.hpp"

namespace polyglue::c {

/// The C++ of one call, ready to be put together.
struct Call {
  /// Borrowed objects and checked arguments, in order: each a line that may return.
  std::vector<std::string> before;
  /// The call itself: "selfObject->add(pgl::lift<rox::Note>(*note, pglScratch))".
  std::string expression;
  /// Statements that call and return, for a fallible function: "return pgl::give(..., out);".
  std::string result;
  bool needs_scratch = false;
  bool may_throw = true;
};

Call make_call(const abi::Library& library, const abi::Function& function);

/// Of an async function: the class that says what it gives, and the statements of its `give`.
std::string later_class(const abi::Library& library, const abi::Function& function);
std::string give_later(const abi::Library& library, const abi::Function& function);
/// The C++ type that its future or task is of.
std::string later_type(const abi::Library& library, const abi::Function& function);

/// The status of an error that C++ has as a value, whose exceptions are in the adapters.
std::string fail_value(const abi::Library& library, const std::string& value);

/// "&pgl::payload_of<...>" of an error, or "nullptr".
std::string payload_function(const abi::Library& library, const abi::Error& error);

}  // namespace polyglue::c
