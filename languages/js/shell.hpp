// The shell: one JavaScript function around each function of the library. It checks, converts, calls and throws.
#pragma once

#include <string>
#include <vector>

#include "languages/js/context.hpp"

namespace polyglue::js {

/// How one function is called: what the host's glue has to know, too.
struct Plan {
  struct Slot {
    const abi::Param* param = nullptr;
    bool direct = true;          ///< an argument of the call; else in the frame
    std::size_t offset = 0;      ///< in the frame
  };
  std::vector<Slot> slots;       ///< self and arguments, in C order
  std::size_t frame = 0;         ///< bytes of memory for the others; its address is the first argument
  /// The result is written to memory; the call gives nothing.
  bool result_in_memory = false;
};
Plan plan(const Context& context, const abi::Function& function);
/// How a function of JavaScript is called: slots are its arguments, all that are not direct in one struct. Its address
/// is not passed, since the struct stands where results do; whether that memory was replaced is. With memory of its own
/// there is no such struct, and the address of each is passed.
Plan plan(const Context& context, const abi::HostFunction& function);

/// `T& add(...)` that may give the object itself: the same handle comes back then.
bool returns_self(const Context& context, const abi::Function& function);
/// With memory of its own: a number that WebAssembly gives, as what C means by it.
std::string from_wasm(const Context& context, const abi::Type& type, const std::string& value);
/// The next element of a stream, or its outcome: there may be none.
bool gives_element(const abi::Function& function);
/// Takes options, behind all arguments: a signal that says when nobody wants the result any more.
bool takes_options(const Context& context, const abi::Function& function);
/// The parameter takes the object away from its owner.
bool consumes(const model::Parameter& parameter);

/// Ownership of an object that may be absent; none for other types.
std::optional<model::Ownership> ownership_of(const model::Type& type);

/// What is printed around a body.
struct Frame {
  std::string head;              ///< "function add", "static sum", "get value", "constructor"
  enum class Self { none, object, record } self = Self::none;
  enum class Kind { function, setter, constructor, handle } kind = Kind::function;
  std::string super = "super(";  ///< constructor: how the handle goes to the base
  std::string prologue;          ///< constructor: what stands before all else
  std::string where;             ///< what errors call the only argument, if that has no name for users
};

/// What a method of the library is in JavaScript: a name, and how it is used.
struct Member {
  enum class Kind { method, getter, setter } kind = Kind::method;
  std::string name;
};
Member member_of(const Context& context, const model::Function& source);
/// Names what the library calls for one method of a class that JavaScript implements: "METHOD_shape_area".
std::string method_tag(const Context& context, const abi::Interface& interface, const abi::Method& method);

/// Those that make objects of JavaScript's classes, and the bodies in C++ of their methods.
std::vector<const abi::Function*> functions_of_interfaces(const abi::Library& library);

/// One function or a set of overloads. Overloads' own functions are printed to `before`.
void print_function(emit::Printer& out, emit::Printer& before, const Context& context, const Frame& frame, const Overloads& overloads);

}  // namespace polyglue::js
