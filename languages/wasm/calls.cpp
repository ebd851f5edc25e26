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
  bool direct_result() const { return function_.result && !plan_.result_in_memory; }

  std::string result_type() const {
    if (!direct_result()) return function_.fallible ? "pgl_status" : "void";
    // Where failing is seen by the value alone, there is room for it.
    return result().scalar && !js::failure_looks_like_result(result()) ? "int32_t" : result().name;
  }

  /// The function's parameters, and what it passes on.
  void collect() {
    if (plan_.frame) parameters_.emplace_back("const char *frame");
    for (std::size_t i = 0; i < plan_.slots.size(); ++i) {
      const js::Plan::Slot& slot = plan_.slots[i];
      const Type& type = context_.type(slot.param->type);
      const std::string name = slot.param->role == ParamRole::self ? "self" : fmt::format("value{}", i);
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

  void body() {
    std::vector<std::string> arguments = passed_;
    if (function_.param(ParamRole::result)) {
      arguments.push_back(direct_result() ? "&out" : fmt::format("reinterpret_cast<{}>(pgw_out)", c::pointer_to(result().name)));
    }
    if (function_.has_owner) arguments.emplace_back("&owner");
    const std::string call = fmt::format("{}({})", function_.symbol, fmt::join(arguments, ", "));
    if (!function_.fallible) return out_.print("return $call$;\n", {{"call", call}});
    if (function_.has_owner) {
      return out_.print("pgl_owner *owner = nullptr;\nconst pgl_status status = $call$;\npgw_owner = owner;\nreturn status;\n", {{"call", call}});
    }
    if (!direct_result()) return out_.print("return $call$;\n", {{"call", call}});
    out_.print("$declare$;\nif (PGW_UNLIKELY($call$ != PGL_OK)) return $failed$<$type$>();\n",
               {{"declare", c::declare(result().name, "out")}, {"call", call}, {"type", result_type()},
                {"failed", js::failure_looks_like_result(result()) ? "pgw_failed" : "pgw_never"}});
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
  std::vector<std::string> parameters_, passed_;
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
