// The functions of one scope as C++ declares and defines them.
#pragma once

#include <string>
#include <vector>

#include "languages/cpp/client.hpp"

namespace polyglue::cpp {

/// One parameter, and how the C call gets it.
struct Argument {
  std::string type;      ///< "std::string_view"
  std::string name;
  std::string fallback;  ///< default argument, or ""
  std::string call;      ///< "pgl_str{name.data(), name.size()}"
};

/// One function of the client: a member of `scope`, or a free function.
struct Member {
  const abi::Function* function = nullptr;
  std::string scope;        ///< class name, or ""
  std::string name;         ///< "add", "operator+", "create"
  std::vector<Argument> arguments;
  std::string result;       ///< "std::string", "void"; for `self` the class
  std::string lifted;       ///< expression that makes the result of out_ and owner_
  std::string qualifiers;   ///< " const", " const&", " &&"
  std::string self;         ///< first argument of the C call, or ""
  bool is_static = false;
  bool nodiscard = true;
  bool gives_self = false;  ///< += and the like
  bool is_copy = false;     ///< the && twin of a function that gives a view
  std::vector<std::string> notes;  ///< more lines of documentation

  std::string returns() const;
  std::string declaration() const;
  std::string definition(const Client& client) const;

 private:
  void print_outs(emit::Printer& out, const Client& client) const;
  void print_lowered(emit::Printer& out, std::vector<std::string>& call) const;
  void print_finish(emit::Printer& out, const Client& client, const std::string& given) const;
};

/// Members of an object or record, or the free functions; overloads that C++ could not tell apart have
/// their unique names. `hidden`: names parameters must not have.
std::vector<Member> members(const Client& client, const Spelling& spelling, const model::DeclId& scope,
                            const std::set<std::string>& hidden);
/// Names of fields, constants and functions of a class, which hide those outside.
std::set<std::string> names_inside(const model::Record& record);
std::set<std::string> names_inside(const model::Object& object);
/// ", a, std::move(b)": the arguments handed on.
std::string forwarded(const Member& member);

/// What follows from the operators: !=, >, begin() and end(), << to a stream. Only where one can throw.
void print_derived(emit::Printer& out, const std::string& name, const std::vector<Member>& members);
/// What a program derives from to implement the class: `class methods`, and the definitions of its members.
void print_methods(emit::Printer& out, const Client& client, const Spelling& spelling, const abi::Interface& interface);
void print_methods_definitions(emit::Printer& out, const Client& client, const Spelling& spelling, const abi::Interface& interface);
/// `using State = JobState;` for types declared inside.
void print_nested(emit::Printer& out, const Client& client, const model::DeclInfo& info);

}  // namespace polyglue::cpp
