// Functions in C that C++ calls and that call Python: what callbacks and overridden methods share.
#pragma once

#include <string>
#include <vector>

#include "languages/python/context.hpp"

namespace polyglue::python {

/// One such function. Its arguments in Python are args[1] and so on.
class HostCall {
 public:
  HostCall(emit::Printer& out, const Context& context, const abi::HostFunction& function, const std::vector<model::Parameter>& params,
           const model::Type& result);

  struct Text {
    std::string name;    ///< of the C function
    std::string object;  ///< the method's object as a C expression, which is args[1] then; "" for a callback
    std::string call;    ///< `result`, from `args`
    std::string place;   ///< in messages: "result of a callback"
  };
  void print(const Text& text);

  std::size_t count() const { return arguments_.size(); }

 private:
  const abi::Type& type(const abi::Param& param) const { return context_.type(param.type); }
  bool is_handle(const abi::Param& param) const;
  bool needs_good() const;
  std::string at(std::size_t i) const { return std::to_string(i + first_); }
  void lift_arguments();
  std::string lifted(const abi::Param& param) const;
  void lower_result(const Text& text);
  std::string given_away() const;
  void end_arguments();

  emit::Printer& out_;
  const Context& context_;
  const std::vector<model::Parameter>& params_;
  const model::Type& result_;
  abi::HostFunction function_;
  std::vector<abi::Param> arguments_;
  std::size_t first_ = 1;  ///< place of the first one
};

}  // namespace polyglue::python
