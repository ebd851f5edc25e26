// The functions of one scope as Rust declares them.
#pragma once

#include <string>
#include <vector>

#include "languages/rust/crate.hpp"

namespace polyglue::rust {

/// One parameter, and how the C call gets it.
struct Argument {
  std::string name;
  std::string type;      ///< "&str", "impl AsRef<Path>"
  std::string call;      ///< "pgl::text(name)"
  std::string fallback;  ///< default as an expression of `type`; "" where the caller must give one
  /// The same as a field of a struct of options, which knows no `impl`.
  std::string held, held_fallback;
  const model::Parameter* source = nullptr;
  std::vector<std::string> generics, bounds;  ///< of a function: "F", "F: Fn(i32) -> A"
};

/// One function of the crate.
struct Member {
  const abi::Function* function = nullptr;
  std::string scope;         ///< type it belongs to, or ""
  std::string name;          ///< "add", "checked_add", "with_start"
  std::string self;          ///< "&self", "&mut self", ""
  std::string handle = "self";  ///< the object of it
  std::string generics;      ///< "<'a>"
  std::vector<std::string> given;  ///< what the C call gets before the arguments
  std::vector<Argument> arguments;
  std::string result;        ///< "crate::pgl::OwnedStr", "()"
  std::string lift;          ///< expression of the result, of `out` and `owner`
  bool fallible = true;      ///< gives a Result
  std::string failed = "?";  ///< what is done with an error
  std::vector<std::string> notes;

  bool is_async() const { return function->outcome.has_value(); }
  /// What comes out, with Result around it where it can fail.
  std::string returns(const Crate& crate) const;
};

/// Members of an object or record, or the free functions; names are unique.
std::vector<Member> members(const Crate& crate, const model::DeclId& scope);
/// What the function is called, in a class of this name.
std::string member_name(const model::Function& function, const std::string& scope_name);
/// The same in the trait that programs implement the class with.
std::string override_name(const model::Function& function);
/// The expression of an owned value, of `out`.
std::string value_lift(const Crate& crate, const model::Type& type);
/// What the function does.
std::string body(const Crate& crate, const Member& member);
/// The same for an async one that begins before its future is polled: an expression of that, a `pgl::Later`.
std::string later_body(const Crate& crate, const Member& member);
/// One of them with its documentation; where it has defaults, also without those arguments.
void print_member(emit::Printer& out, Crate& crate, const Member& member);
/// Operators, comparison, text, hash, iteration: the traits.
void print_traits(emit::Printer& out, const Crate& crate, const std::string& name, const std::vector<Member>& members);

}  // namespace polyglue::rust
