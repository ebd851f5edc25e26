// One call from Python into the library: what a wrapper does with its arguments, the call itself, and its result.
#pragma once

#include <fmt/format.h>

#include "languages/python/glue.hpp"

namespace polyglue::python {

/// Prints the parts of one function's wrapper, in this order.
class Call {
 public:
  Call(emit::Printer& out, const Context& context, const Wrapper& wrapper, const abi::Function& function);

  std::size_t count() const { return args_.size(); }
  void print_signature();
  /// What came of a task: a function of its own.
  void print_outcome();
  /// From the call's arguments to `in`, a struct with a member for each parameter.
  void print_reading();
  /// Everything after the arguments are in their places in `args`.
  void print_body();

 private:
  using Kind = Wrapper::Kind;
  using Self = Wrapper::Self;

  const abi::Type& type(const abi::Param& param) const { return context_.type(param.type); }
  const model::Parameter& parameter(std::size_t i) const { return source_.params[args_[i]->index]; }
  /// Makes an object whose virtual methods are Python's.
  bool implements() const { return function_.kind == abi::FunctionKind::implement; }
  /// Classes of Python may override it.
  bool is_virtual() const { return wrapper_.self == Self::object && self_ && !context_.overrides(function_).empty(); }
  bool self_unused() const { return !self_ && !wrapper_.makes_own_class && !implements(); }
  bool needs_cleanup() const { return needs_arena_ || exclusive(); }
  std::string failed() const { return wrapper_.kind == Kind::setter ? "-1" : "NULL"; }
  /// Borrowed memory is copied before another thread can change it; what changes an object excludes that.
  bool exclusive() const;
  /// Converting the arguments and the call itself run no Python code: see pgp_arena_open_brief().
  bool is_brief() const;
  std::string fail();

  // Arguments: call_arguments.cpp.
  /// What pgp_read() makes of an argument: numbers and text; other things stay objects and are converted here.
  char letter(std::size_t i) const;
  /// The argument has been read into `in`; setters have no other arguments and convert theirs themselves.
  bool is_read(std::size_t i) const { return wrapper_.kind != Kind::setter && letter(i) != 'O'; }
  std::string variable(std::size_t i) const { return (is_read(i) ? "in.value" : "value") + std::to_string(i); }
  std::string object(std::size_t i) const {
    return wrapper_.kind == Kind::setter ? "object" : fmt::format("in.object{}", i);
  }
  /// So many arguments are needed at least.
  std::size_t required() const;
  bool needs_arena(const abi::Param& param) const;
  void declare_argument(std::size_t i);
  std::string lowering(std::size_t i, const std::string& object) const;
  void lower_argument(std::size_t i);
  /// The library lets go of the function whatever becomes of the call, so from here on it has a reference.
  void give_callback(std::size_t i);
  /// An object given away by unique_ptr is closed from now on.
  void consume_argument(std::size_t i);
  /// A condition that puts what the function changed to where it was; empty where there is no such thing.
  std::string write_back() const;

  // The call and its result: call.cpp.
  void print_self();
  std::string call_text() const;
  void print_call();
  void print_result();
  void finish(const std::string& expression);
  void finish_changed(const std::string& written);
  void lift_and_release(const std::string& lift);
  /// The result is an Array over memory that the owner keeps.
  bool keeps_owner() const;
  /// Chains: `T& add()` that gives the object itself.
  bool returns_self() const;
  std::string free_symbol(const model::DeclId& id) const;

  emit::Printer& out_;
  const Context& context_;
  const Wrapper& wrapper_;
  const abi::Function& function_;
  const model::Function& source_;
  std::vector<const abi::Param*> args_;
  const abi::Param* self_ = nullptr;
  bool needs_arena_ = false;
  bool jumps_ = false;  // to `done`
  std::string signature_;
};

}  // namespace polyglue::python
