// The exported function behind each call from JavaScript: arguments in, one call of the C ABI, the result out.
#include <fmt/format.h>

#include "languages/c/text.hpp"
#include "languages/js/shell.hpp"
#include "languages/wasm/glue.hpp"

namespace polyglue::wasm {
namespace {

using abi::ParamRole;
using abi::Shape;
using abi::Type;

class Call {
 public:
  Call(emit::Printer& out, const js::Context& context, const abi::Function& function)
      : out_(out), context_(context), function_(function), plan_(js::plan(context, function)) {}

  void print() {
    collect();
    out_.print("\n\nPGW_EXPORT(\"$name$\")\n$type$ call_$name$($parameters$) {\n  $body$\n}\n",
               {{"name", js::native_name(context_, function_)}, {"type", result_type()},
                {"parameters", fmt::format("{}", fmt::join(parameters_, ", "))}, {"body", [&] { body(); }}});
  }

 private:
  const Type& result() const { return context_.type(*function_.result); }
  bool takes_outcome() const { return function_.kind == abi::FunctionKind::outcome; }
  bool direct_result() const { return function_.result && !plan_.result_in_memory; }

  std::string result_type() const {
    if (direct_result()) return result().name;
    return function_.has_owner ? "pgl_owner *" : "void";
  }

  /// The function's parameters, and what it passes on.
  void collect() {
    if (takes_outcome()) {
      parameters_.emplace_back("pgl_task *task");
      passed_.emplace_back("task");
    }
    if (function_.kind == abi::FunctionKind::resolve) {
      parameters_.emplace_back("pgl_promise *promise");
      passed_.emplace_back("promise");
    }
    if (function_.kind == abi::FunctionKind::implement) {
      parameters_.push_back(fmt::format("const {} *methods", context_.library.find_interface(function_.scope)->name));
      parameters_.emplace_back("int32_t user");
      passed_.insert(passed_.end(), {"methods", "pgw_user(user)"});
    }
    if (plan_.frame) parameters_.emplace_back("const char *frame");
    for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
      const js::Plan::Slot& slot = plan_.slots[i];
      const Type& type = context_.type(slot.param->type);
      const std::string name = slot.param->role == ParamRole::self ? "self" : fmt::format("value{}", i);
      if (type.shape == Shape::callback) {
        function_argument(name, *slot.param);
        continue;
      }
      if (slot.direct) {
        parameters_.push_back(c::declare(type.name, name));
        passed_.push_back(slot.param->by_pointer ? "&" + name : name);
        continue;
      }
      const std::string place = fmt::format("pgw_at<{}>(frame + {})", type.name, slot.offset);
      if (slot.param->has_default) {
        parameters_.push_back(fmt::format("int32_t given{}", i));
        passed_.push_back(fmt::format("given{} ? {} : nullptr", i, place));
      } else {
        passed_.push_back((slot.param->by_pointer ? "" : "*") + place);
      }
    }
  }

  /// A function of JavaScript's, as a number; 0 for none.
  void function_argument(const std::string& name, const abi::Param& param) {
    const abi::Callback& callback = context_.callback(param.type);
    parameters_.push_back("int32_t " + name);
    statements_.push_back(fmt::format("const {} given_{} = {{host_{}, pgw_forget, pgw_user({})}};\n", callback.name, name,
                                      context_.type(callback.type).tag, name));
    passed_.push_back(fmt::format("{0} ? &given_{0} : nullptr", name));
  }

  void body() {
    for (const std::string& statement : statements_) out_.print("$statement$", {{"statement", statement}});
    std::vector<std::string> arguments = passed_;
    if (function_.param(ParamRole::result)) {
      arguments.push_back(direct_result() ? "&out" : fmt::format("reinterpret_cast<{}>(pgw_out)", c::pointer_to(result().name)));
    }
    if (function_.has_owner) arguments.emplace_back("&owner");
    if (function_.outcome) arguments.emplace_back("&pgw_begun");
    const std::string call = fmt::format("{}({})", function_.symbol, fmt::join(arguments, ", "));
    if (!function_.fallible) return out_.print("return $call$;\n", {{"call", call}});
    const bool element = js::gives_element(function_);
    // What is begun leaves its result for later, and there may be no element.
    if (direct_result()) out_.print("$declare$$none$;\n", {{"declare", c::declare(result().name, "out")}, {"none", function_.outcome || element ? " = {}" : ""}});
    else if (function_.has_owner) out_.print("pgl_owner *owner = nullptr;\n");
    out_.print("$check$($call$);\n", {{"check", element ? "pgw_check_element" : "pgw_check"}, {"call", call}});
    if (!direct_result()) {
      if (function_.has_owner) out_.print("return owner;\n");
      return;
    }
    if (js::returns_self(context_, function_)) {
      const std::string free = context_.library.functions[context_.library.find_class(result().decl)->functions.back()].symbol;
      out_.print("if ($x$_identity(out) == $x$_identity(self)) {\n  $free$(out);\n  return self;\n}\n",
                 {{"x", context_.library.prefix}, {"free", free}});
    }
    out_.print("return out;\n");
  }

  emit::Printer& out_;
  const js::Context& context_;
  const abi::Function& function_;
  js::Plan plan_;
  std::vector<std::string> parameters_, passed_, statements_;
};

}  // namespace

void print_call(emit::Printer& out, const js::Context& context, const abi::Function& function) {
  if (function.kind == abi::FunctionKind::free) {
    const Type& handle = context.type(function.params[0].type);
    out.print("\n\nPGW_EXPORT(\"$name$\")\nvoid call_$name$($self$) {\n  $symbol$(self);\n}\n",
              {{"name", js::native_name(context, function)}, {"symbol", function.symbol}, {"self", c::declare(handle.name, "self")}});
    return;
  }
  Call(out, context, function).print();
}

}  // namespace polyglue::wasm
