// The C function behind each function of JavaScript that the library calls: the module imports one for each type, and
// JavaScript finds the function that it is for by its number.
#include <fmt/format.h>

#include "languages/c/text.hpp"
#include "languages/js/shell.hpp"
#include "languages/wasm/glue.hpp"

namespace polyglue::wasm {
namespace {

using abi::Type;

class HostCall {
 public:
  HostCall(emit::Printer& out, const js::Context& context, const abi::Callback& callback)
      : out_(out), context_(context), call_(callback.call), plan_(js::plan(context, callback.call)), tag_(context.type(callback.type).tag) {}
  /// A method of an object of JavaScript's.
  HostCall(emit::Printer& out, const js::Context& context, const abi::Interface& interface, const abi::Method& method)
      : out_(out), context_(context), call_(method.call), plan_(js::plan(context, method.call)), tag_(js::method_tag(context, interface, method)) {}

  void print() {
    collect();
    out_.print("\n\nextern \"C\" PGW_IMPORT(\"$name$\") $type$ call_$tag$($types$);\n",
               {{"name", import_name()}, {"tag", tag_}, {"type", direct_result() ? result().name : "void"}, {"types", fmt::format("{}", fmt::join(types_, ", "))}});
    if (plan_.result_in_memory && call_.hands_back) give();
    out_.print("static pgl_status host_$tag$($parameters$) {\n  const pgw_inside pgw_here;\n  $call$\n}\n",
               {{"tag", tag_}, {"parameters", fmt::format("{}", fmt::join(parameters_, ", "))}, {"call", [&] { call(); }}});
  }

 private:
  const Type& result() const { return context_.type(*call_.result); }
  bool direct_result() const { return call_.result && !plan_.result_in_memory; }
  std::string ret_type() const { return call_.ret_by_pointer ? "const " + result().name + " *" : result().name; }
  std::string ret(const std::string& name) const { return fmt::format("pgl_status (*{})(void *, {})", name, ret_type()); }

  /// What a function is called by says how many arguments it gets: JavaScript cannot see that.
  std::string import_name() const { return call_.source ? tag_ : fmt::format("CALL{}_{}", types_.size() - 1, tag_); }

  /// What the library gives, and what of it JavaScript gets: numbers, and addresses of everything else.
  void collect() {
    parameters_.emplace_back("void *user");
    types_.emplace_back("int32_t");
    passed_.emplace_back("pgw_number(user)");
    for (const js::Plan::Slot& slot : plan_.slots) {
      const abi::Param& param = *slot.param;
      const Type& type = context_.type(param.type);
      const std::string pointer = "const " + type.name + " *";
      parameters_.push_back(c::declare(param.by_pointer ? pointer : type.name, param.name));
      types_.push_back(slot.direct ? type.name : pointer);
      const char* adapt = slot.direct != param.by_pointer ? "" : slot.direct ? "*" : "&";
      passed_.push_back(adapt + param.name);
    }
    if (call_.is_async) {
      parameters_.push_back("pgl_promise *" + call_.params.back().name);
      types_.emplace_back("pgl_promise *");
      passed_.push_back(call_.params.back().name);
    }
    if (!call_.result) return;
    if (call_.hands_back) {
      parameters_.push_back(ret("ret"));
      parameters_.emplace_back("void *into");
    } else {
      parameters_.push_back(c::declare(result().name + " *", "out"));
    }
    if (direct_result()) return;
    if (call_.hands_back) {
      types_.push_back(ret(""));
      types_.emplace_back("void *");
      passed_.insert(passed_.end(), {"ret", "into"});
    } else {
      types_.push_back(result().name + " *");
      passed_.emplace_back("out");
    }
  }

  /// With it JavaScript hands the result back while what it points to is still there.
  void give() {
    out_.print(R"(
        PGW_EXPORT("$$give_$tag$")
        void give_$tag$($ret$, void *into, const $type$ *value) {
          pgw_host_status = ret(into, $value$);
        }
        )", {{"tag", tag_}, {"ret", ret("ret")}, {"type", result().name}, {"value", call_.ret_by_pointer ? "value" : "*value"}});
  }

  void call() {
    const std::string call = fmt::format("call_{}({})", tag_, fmt::join(passed_, ", "));
    if (!direct_result()) return out_.print("$call$;\nreturn pgw_take_host_status();\n", {{"call", call}});
    if (!call_.hands_back) return out_.print("*out = $call$;\nreturn pgw_take_host_status();\n", {{"call", call}});
    out_.print(R"(
        $declare$ = $call$;
        const pgl_status pgw_status = pgw_take_host_status();
        return pgw_status ? pgw_status : ret(into, $value$);
        )", {{"declare", c::declare(result().name, "pgw_value")}, {"call", call}, {"value", call_.ret_by_pointer ? "&pgw_value" : "pgw_value"}});
  }

  emit::Printer& out_;
  const js::Context& context_;
  const abi::HostFunction& call_;
  js::Plan plan_;
  std::string tag_;
  std::vector<std::string> parameters_, types_, passed_;
};

/// What JavaScript does with promises of the library's.
void print_promises(emit::Printer& out, const abi::Library& library) {
  out.print(R"(

      PGW_EXPORT("$$failPromise")
      void pgw_fail_promise(pgl_status status, const pgl_str *message, const void *fields, pgl_promise *promise) {
        $x$_promise_fail(promise, status, *message, fields);
      }

      PGW_EXPORT("$$failPromiseHost")
      void pgw_fail_promise_host(const pgl_str *message, int32_t error, pgl_promise *promise) {
        $x$_promise_fail_host(promise, *message, pgw_user(error), pgw_forget);
      }

      PGW_EXPORT("$$answered")
      void pgw_answered(pgl_promise *promise) {
        $x$_promise_free(promise);
      }

      extern "C" PGW_IMPORT("stopped") void stopped_in_javascript(int32_t promise);
      static void pgw_ended(void *promise, pgl_bool stopped) {
        if (stopped) stopped_in_javascript(pgw_number(promise));
      }

      PGW_EXPORT("$$watch")
      void pgw_watch(pgl_promise *promise) {
        $x$_promise_on_end(promise, pgw_ended, promise);
      }
      )", {{"x", library.prefix}});
}

/// What is called for the methods of one class.
void print_methods(emit::Printer& out, const js::Context& context, const abi::Interface& interface) {
  for (const abi::Method& method : interface.methods) HostCall(out, context, interface, method).print();
  out.print(R"(

      static const $type$ methods_$tag$ = {
        {sizeof($type$), pgw_forget, pgw_hold, pgw_let_go},
        $rows$
      };
      PGW_EXPORT("$tag$_methods")
      const void *get_methods_$tag$(void) {
        return &methods_$tag$;
      }
      )", {{"type", interface.name}, {"tag", context.type(context.library.find_class(interface.source->info.id)->handle).tag}, {"rows", [&] {
             for (const abi::Method& method : interface.methods) out.print("host_$tag$,\n", {{"tag", js::method_tag(context, interface, method)}});
           }}});
}

}  // namespace

void print_host_calls(emit::Printer& out, const js::Context& context) {
  if (!context.library.calls_hosts()) return;
  out.print(R"(


      // ---- Functions of JavaScript

      PGW_EXPORT("$$fail")
      void pgw_fail_host(pgl_status status, const pgl_str *message, const void *fields) {
        pgw_host_status = $x$_fail(status, *message, fields);
      }

      PGW_EXPORT("$$failHost")
      void pgw_fail_host_with(const pgl_str *message, int32_t error) {
        pgw_host_status = $x$_fail_host(*message, pgw_user(error), pgw_forget);
      }
      )", {{"x", context.library.prefix}});
  out.print("\nPGW_EXPORT(\"$$forgetError\")\nvoid pgw_forget_error(void) {\n  $x$_forget_error();\n}\n", {{"x", context.library.prefix}});
  for (const abi::Callback& callback : context.library.callbacks) HostCall(out, context, callback).print();
  if (context.library.interfaces.empty()) return;
  out.print(R"(

      PGW_EXPORT("$$user")
      int32_t pgw_user_of(const void *object) {
        return pgw_number($x$_user(object, pgw_forget));
      }

      PGW_EXPORT("$$regained")
      bool pgw_regained(const void *object) {
        return $x$_regained(object);
      }
      )", {{"x", context.library.prefix}});
  if (context.library.has_promises()) print_promises(out, context.library);
  for (const abi::Interface& interface : context.library.interfaces) print_methods(out, context, interface);
}

}  // namespace polyglue::wasm
