// Functions of the program that C++ calls: what a program gives, and how C gets it.
#pragma once

#include <string>
#include <vector>

#include "languages/rust/crate.hpp"

namespace polyglue::rust {

/// What a parameter is called in a function that C++ calls.
std::string local_name(const abi::Param& param);

/// One argument on its way from C++.
struct Received {
  std::string name, type;
  std::string before;  ///< a statement, or ""
  std::string value;   ///< what the program's function gets
  bool first = false;  ///< objects that nobody else would free if another argument were refused
};
Received receive(const Crate& crate, const abi::Param& param, const model::Type& given);
/// The field of a method in its struct of C.
std::string field_name(const abi::Method& method);
/// How `result` goes back to C++.
void print_answer(emit::Printer& out, const abi::HostFunction& call);

/// How a program spells one type of such functions.
struct Closure {
  std::string takes;     ///< "i32, &str"
  std::string gives;     ///< "f64", "()"
  std::string function;  ///< makes the C struct of one: "crate::callbacks::combine"
  std::string shown;     ///< "combine(left, right)" with another name in front, for documentation: "(left, right)"
};
Closure closure(const Crate& crate, const abi::Callback& callback);
/// "F: Fn(i32) -> A + Send + Sync + 'static", a line of a where clause, as rustfmt breaks it. `indent`: of the clause.
std::string function_bound(const Closure& closure, const std::string& type, const std::string& answer, std::size_t indent);

/// The parameters in C: "user: *mut c_void" and so on. `place` as for c_type.
std::vector<std::string> host_parameters(const Crate& crate, const abi::HostFunction& function, const std::string& place);

}  // namespace polyglue::rust
