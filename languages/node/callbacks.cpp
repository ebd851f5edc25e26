// The C function behind each function of JavaScript that the library calls.
#include <fmt/format.h>

#include "languages/c/text.hpp"
#include "languages/js/shell.hpp"
#include "languages/node/glue.hpp"

namespace polyglue::node {
namespace {

using abi::Shape;
using abi::Type;

class HostCall {
 public:
  HostCall(emit::Printer& out, const js::Context& context, const abi::Callback& callback)
      : out_(out), context_(context), params_(callback.source->params), call_(callback.call), plan_(js::plan(context, callback.call)),
        tag_(context.type(callback.type).tag) {}
  /// The method of this number.
  HostCall(emit::Printer& out, const js::Context& context, const abi::Interface& interface, const abi::Method& method, std::size_t number)
      : out_(out), context_(context), params_(method.call.source->params), call_(method.call), plan_(js::plan(context, method.call)),
        tag_(js::method_tag(context, interface, method)), method_(number) {}

  void print() {
    members();
    if (plan_.frame) frame();
    run();
    entry();
  }

 private:
  const Type& type(const abi::Param& param) const { return context_.type(param.type); }
  const Type& result() const { return context_.type(*call_.result); }
  std::string ret_type() const { return call_.ret_by_pointer ? "const " + result().name + " *" : result().name; }
  bool has_members() const { return !call_.params.empty() || call_.result; }

  /// What the function got, as one struct.
  void members() {
    if (!has_members()) return out_.print("\n");
    out_.print("\n\ntypedef struct given_$tag$ {\n  $members$\n} given_$tag$;\n", {{"tag", tag_}, {"members", [&] {
      for (const abi::Param& param : call_.params) out_.print("$d$;\n", {{"d", declared(param)}});
      if (!call_.result) return;
      if (call_.hands_back) out_.print("pgl_status (*ret)(void *into, $d$);\nvoid *into;\n", {{"d", c::declare(ret_type(), "value")}});
      else out_.print("$d$;\n", {{"d", c::declare(result().name + " *", "out")}});
    }}});
  }

  std::string declared(const abi::Param& param) const {
    if (param.role == abi::ParamRole::promise) return "pgl_promise *" + param.name;
    return c::declare(param.by_pointer ? "const " + type(param).name + " *" : type(param).name, param.name);
  }

  /// Arguments that cross in memory.
  void frame() {
    std::string parts, checks;
    std::size_t count = 0;
    out_.print("typedef struct frame_$tag$ {\n  $members$\n} frame_$tag$;\n", {{"tag", tag_}, {"members", [&] {
      for (const js::Plan::Slot& slot : plan_.slots) {
        if (slot.direct) continue;
        out_.print("$d$;\n", {{"d", c::declare(type(*slot.param).name, slot.param->name)}});
        checks += fmt::format("_Static_assert(offsetof(frame_{0}, {1}) == {2}, \"{0}.{1}\");\n", tag_, slot.param->name, slot.offset);
        const std::string inner = struct_name(context_, slot.param->type);
        if (inner.empty()) continue;
        parts += fmt::format("{}{{{}, &{}}}", count++ ? ", " : "", slot.offset, inner);
      }
    }}});
    out_.print("$checks$\n", {{"checks", checks}});
    if (count) out_.print("static const pgn_part node_frame_$tag$_parts[] = {$parts$};\n", {{"tag", tag_}, {"parts", parts}});
    out_.print("static const pgn_type node_frame_$tag$ = {$shape$, sizeof(frame_$tag$), $count$, $parts$};\n",
               {{"tag", tag_}, {"shape", count ? "PGN_STRUCT" : "PGN_FLAT"}, {"count", std::to_string(count)},
                {"parts", count ? "node_frame_" + tag_ + "_parts" : "NULL"}});
  }

  void run() {
    std::size_t argc = (plan_.frame ? 1 : 0) + (method_ ? 1 : 0);
    for (const js::Plan::Slot& slot : plan_.slots) if (slot.direct) ++argc;
    if (call_.is_async) ++argc;
    out_.print(R"(
        static pgl_status run_$tag$(napi_env env, pgn_state *state, napi_value $function$, const void *arguments) {
          $given$
          napi_value $argv$result = NULL;
          $method$
          $arguments$
          const pgl_status status = pgn_invoke(env, state, function, $argc$, $passed$, &result);
          if (PGN_UNLIKELY(status)) return status;
          $result$
        }
        )", {{"tag", tag_}, {"function", method_ ? "object" : "function"}, {"method", [&] {
                if (method_) out_.print("const napi_value function = pgn_method(env, state, $i$);\nargv[0] = object;\n", {{"i", std::to_string(*method_)}});
              }}, {"argc", std::to_string(argc)}, {"argv", argc ? fmt::format("argv[{}], ", argc) : ""}, {"passed", argc ? "argv" : "NULL"},
             {"given", has_members() ? fmt::format("const given_{0} *const given = (const given_{0} *)arguments;", tag_) : "(void)arguments;"},
             {"arguments", [&] { arguments(); }}, {"result", [&] { give_result(); }}});
  }

  void arguments() {
    std::size_t at = method_ ? 1 : 0;
    if (plan_.frame) {
      out_.print("frame_$tag$ frame;\nmemset(&frame, 0, sizeof frame);\n", {{"tag", tag_}});
      for (const js::Plan::Slot& slot : plan_.slots) {
        if (slot.direct) continue;
        out_.print("frame.$name$ = $star$given->$name$;\n", {{"name", slot.param->name}, {"star", slot.param->by_pointer ? "*" : ""}});
      }
      out_.print("if (!pgn_give_frame(env, state, &node_frame_$tag$, &frame, &argv[$at$])) return pgn_refused(state);\n", {{"tag", tag_}, {"at", std::to_string(at)}});
      ++at;
    }
    for (const js::Plan::Slot& slot : plan_.slots) {
      if (!slot.direct) continue;
      out_.print("argv[$at$] = $value$;\n", {{"at", std::to_string(at++)}, {"value", argument(*slot.param)}});
    }
    if (!call_.is_async) return;
    // Last: it is JavaScript's to end.
    out_.print("argv[$at$] = pgn_new_promise(env, state, given->$name$);\nif (!argv[$at$]) return pgn_refused(state);\n",
               {{"at", std::to_string(at)}, {"name", call_.params.back().name}});
  }

  std::string argument(const abi::Param& param) const {
    const Type& t = type(param);
    const std::string value = param.by_pointer ? "(*given->" + param.name + ")" : "given->" + param.name;
    switch (t.shape) {
      case Shape::string: return fmt::format("pgn_from_text(env, {})", value);
      case Shape::bytes: case Shape::sequence: {
        const std::string kind = t.shape == Shape::bytes ? "napi_uint8_array" : array_type(*context_.type(t.parts[0]).scalar);
        return fmt::format("pgn_from_array(env, state, {0}, {1}.data, {1}.len, sizeof *{1}.data, NULL)", kind, value);
      }
      case Shape::handle: case Shape::nullable: return fmt::format("pgn_from_size(env, (size_t)(uintptr_t){})", value);
      default: return fmt::format("pgn_from_{}(env, {})", word_of(*t.scalar), value);
    }
  }

  void give_result() {
    if (!call_.result) return out_.print("return PGL_OK;\n");
    const Type& t = result();
    std::string value = "value";
    if (plan_.result_in_memory) {
      out_.print("$declare$ = ($pointer$)(void *)(state->arguments.data + pgn_to_u32(env, result));\n",
                 {{"declare", c::declare(t.name + " *", "value")}, {"pointer", t.name + " *"}});
      const std::string inner = struct_name(context_, *call_.result);
      if (!inner.empty()) out_.print("pgn_unpack(&$inner$, value, state->arguments.data);\n", {{"inner", inner}});
      if (!call_.hands_back) return out_.print("*given->out = *value;\nreturn PGL_OK;\n");
      return out_.print("return given->ret(given->into, $value$);\n", {{"value", call_.ret_by_pointer ? "value" : "*value"}});
    }
    switch (t.shape) {
      case Shape::string:
        out_.print(R"(
            pgn_text text;
            if (PGN_UNLIKELY(!pgn_text_open(env, state, result, &text))) return pgn_refused(state);
            const pgl_status taken = given->ret(given->into, $value$);
            pgn_text_close(&text);
            return taken;
            )", {{"value", call_.ret_by_pointer ? "&text.view" : "text.view"}});
        return;
      case Shape::bytes: case Shape::sequence:
        out_.print("$declare$;\nvalue.len = 0;\nvalue.data = pgn_to_array(env, result, &value.len);\n", {{"declare", c::declare(t.name, "value")}});
        break;
      case Shape::handle: case Shape::nullable:
        out_.print("$declare$ = PGN_TO_HANDLE($bare$, result);\n", {{"declare", c::declare(t.name, "value")}, {"bare", t.name.substr(0, t.name.find(' '))}});
        break;
      default: value = fmt::format("({})pgn_to_{}(env, result)", t.name, word_of(*t.scalar));
    }
    if (!call_.hands_back) return out_.print("*given->out = $value$;\nreturn PGL_OK;\n", {{"value", value}});
    out_.print("return given->ret(given->into, $and$$value$);\n", {{"and", call_.ret_by_pointer ? "&" : ""}, {"value", value}});
  }

  /// What the library calls.
  void entry() {
    std::string params = "void *user", names;
    const auto add = [&](const std::string& declaration, const std::string& name) {
      params += ", " + declaration;
      names += (names.empty() ? "" : ", ") + name;
    };
    for (const abi::Param& param : call_.params) add(declared(param), param.name);
    if (call_.result && call_.hands_back) {
      add(fmt::format("pgl_status (*ret)(void *into, {})", c::declare(ret_type(), "value")), "ret");
      add("void *into", "into");
    } else if (call_.result) {
      add(c::declare(result().name + " *", "out"), "out");
    }
    const std::string free = freed();
    out_.print(R"(
        static pgl_status host_$tag$($params$) {
          $given$
          $call$
        }
        )", {{"tag", tag_}, {"params", params}, {"given", names.empty() ? "" : fmt::format("const given_{} pgn_given = {{{}}};", tag_, names)},
             {"call", [&] {
                const std::string call = fmt::format("pgn_call(user, run_{}, {})", tag_, names.empty() ? "NULL" : "&pgn_given");
                if (free.empty()) return out_.print("return $call$;\n", {{"call", call}});
                out_.print("const pgl_status pgn_status = $call$;\nif (pgn_status == PGL_ERROR_HOST_GONE) {\n  $free$\n}\nreturn pgn_status;\n",
                           {{"call", call}, {"free", free}});
              }}});
  }

  /// Objects given for good, when there is nobody left to take them.
  std::string freed() const {
    std::string text;
    for (const abi::Param& param : call_.params) {
      if (param.role != abi::ParamRole::argument) continue;
      const auto ownership = js::ownership_of(params_[param.index].type);
      if (!ownership || *ownership == model::Ownership::borrowed) continue;
      const abi::Class* entry = context_.library.find_class(type(param).decl);
      if (entry) text += fmt::format("{}({});\n", context_.library.functions[entry->functions.back()].symbol, param.name);
    }
    return text;
  }

  emit::Printer& out_;
  const js::Context& context_;
  const std::vector<model::Parameter>& params_;
  const abi::HostFunction& call_;
  js::Plan plan_;
  std::string tag_;
  std::optional<std::size_t> method_;
};

/// What is called for the methods of one class, and the function that chooses among them.
void print_methods(emit::Printer& out, const js::Context& context, const abi::Interface& interface) {
  const std::string tag = context.type(context.library.find_class(interface.source->info.id)->handle).tag;
  out.print(R"(

      static const $type$ methods_$tag$ = {
        {sizeof($type$), pgn_object_release, pgn_object_hold, pgn_object_let_go},
        $rows$
      };

      static napi_value call_$tag$_methods(napi_env env, napi_callback_info info) {
        PGN_ARGUMENTS(1);
        return pgn_choose_methods(env, argv[0], &methods_$tag$, sizeof methods_$tag$);
      }
      )", {{"type", interface.name}, {"tag", tag}, {"rows", [&] {
             for (const abi::Method& method : interface.methods) out.print("host_$tag$,\n", {{"tag", js::method_tag(context, interface, method)}});
           }}});
}

}  // namespace

void print_host_calls(emit::Printer& out, const js::Context& context) {
  if (!context.library.calls_hosts()) return;
  out.print("\n\n/* ---- Functions of JavaScript */\n");
  for (const abi::Callback& callback : context.library.callbacks) HostCall(out, context, callback).print();
  std::size_t number = 0;
  for (const abi::Interface& interface : context.library.interfaces) {
    for (const abi::Method& method : interface.methods) HostCall(out, context, interface, method, number++).print();
    print_methods(out, context, interface);
  }
}

void print_host_library(emit::Printer& out, const js::Context& context) {
  const abi::Library& library = context.library;
  if (!needs_host(library)) return;
  std::size_t count = 0;
  for (const abi::Error& error : library.errors) if (library.calls_hosts() && !error.source->factory.empty()) ++count;
  if (count) {
    out.print("\n\nstatic const pgn_raised raised[] = {\n  $rows$\n};\n", {{"rows", [&] {
      for (const abi::Error& error : library.errors) {
        if (error.source->factory.empty()) continue;
        out.print("{$constant$, $fields$},\n", {{"constant", error.constant}, {"fields", error.payload ? "&" + type_name(context, *error.payload) : "NULL"}});
      }
    }}});
  }
  const auto symbol = [&](bool there, const char* name) { return there ? library.prefix + name : std::string("NULL"); };
  out.print("\n\nstatic const pgn_library library = {$fail$, $fail_host$, $x$_close_host, $raised$, $count$, $on_done$, $free$, $user$, $regained$,\n  $promise_fail$, $promise_fail_host$, $promise_free$, $promise_on_end$};\n",
            {{"x", library.prefix}, {"raised", count ? "raised" : "NULL"}, {"count", std::to_string(count)},
             {"fail", symbol(library.calls_hosts(), "_fail")}, {"fail_host", symbol(library.calls_hosts(), "_fail_host")},
             {"on_done", symbol(library.has_tasks(), "_task_on_done")}, {"free", symbol(library.has_tasks(), "_task_free")},
             {"user", symbol(!library.interfaces.empty(), "_user")}, {"regained", symbol(!library.interfaces.empty(), "_regained")},
             {"promise_fail", symbol(library.has_promises(), "_promise_fail")}, {"promise_fail_host", symbol(library.has_promises(), "_promise_fail_host")},
             {"promise_free", symbol(library.has_promises(), "_promise_free")}, {"promise_on_end", symbol(library.has_promises(), "_promise_on_end")}});
}

}  // namespace polyglue::node
