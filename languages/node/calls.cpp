// The C function behind each call from JavaScript: arguments in, one call of the C ABI, the result out.
#include <fmt/format.h>

#include "languages/c/text.hpp"
#include "languages/js/shell.hpp"
#include "languages/node/glue.hpp"

namespace polyglue::node {
namespace {

using abi::ParamRole;
using abi::Shape;
using abi::Type;
using model::Scalar;

class Call {
 public:
  Call(emit::Printer& out, const js::Context& context, const abi::Function& function)
      : out_(out), context_(context), function_(function), plan_(js::plan(context, function)) {}

  void print() {
    out_.print("\n\nstatic napi_value call_$name$(napi_env env, napi_callback_info info) {\n  $body$\n}\n",
               {{"name", js::native_name(context_, function_)}, {"body", [&] { body(); }}});
  }

 private:
  const Type& type(const abi::Param& param) const { return context_.type(param.type); }
  bool implements() const { return function_.kind == abi::FunctionKind::implement; }
  bool takes_outcome() const { return function_.kind == abi::FunctionKind::outcome; }
  bool resolves() const { return function_.kind == abi::FunctionKind::resolve; }
  bool direct_result() const { return function_.result && !plan_.result_in_memory; }
  std::string failed() const { return direct_result() ? "NULL" : "pgn_zero(env)"; }

  /// The state is needed for text that may be refused, memory and arrays.
  bool needs_state() const {
    if (function_.calls_back || function_.outcome || implements() || plan_.result_in_memory || plan_.frame) return true;
    if (is_array()) return true;
    for (const auto& slot : plan_.slots) if (type(*slot.param).shape == Shape::string) return true;
    return false;
  }
  bool is(Shape shape) const { return context_.type(*function_.result).shape == shape; }

  void body() {
    std::size_t count = plan_.frame ? 1 : 0;
    for (const auto& slot : plan_.slots) if (slot.direct || slot.param->has_default) ++count;
    if (takes_outcome() || implements() || resolves()) ++count;
    if (count) out_.print("PGN_ARGUMENTS($n$);\n", {{"n", std::to_string(count)}});
    else if (needs_state()) out_.print("PGN_NO_ARGUMENTS();\n");
    else out_.print("(void)env, (void)info;\n");
    std::size_t at = implements() || resolves() ? 1 : 0;
    if (plan_.frame) out_.print("char *const frame = state->arguments.data + pgn_to_u32(env, argv[$at$]);\n", {{"at", std::to_string(at++)}});
    for (std::size_t i = 0; i < plan_.slots.size(); ++i) argument(i, at);
    hold_functions();
    make_object();
    call();
    result();
  }

  std::string variable(std::size_t i) const { return "value" + std::to_string(i); }
  std::string close_texts() const {
    std::string text;
    for (const std::string& name : texts_) text += fmt::format("pgn_text_close(&{});\n", name);
    return text;
  }

  void argument(std::size_t i, std::size_t& at) {
    const js::Plan::Slot& slot = plan_.slots[i];
    const abi::Param& param = *slot.param;
    const Type& t = type(param);
    const std::string name = variable(i);
    const bool given = param.has_default;
    const std::string argv = fmt::format("argv[{}]", at);
    if (slot.direct || given) ++at;
    if (t.shape == Shape::callback) {
      // Held last: from then on the library has to be called, which lets go of it.
      functions_.push_back({name, argv, t.name, &context_.callback(param.type)});
      passed_.push_back(name + "_given");
      return;
    }
    if (!slot.direct) {
      out_.print("$declare$ = ($pointer$)(void *)(frame + $offset$);\n",
                 {{"declare", c::declare(t.name + " *", name)}, {"pointer", t.name + " *"}, {"offset", std::to_string(slot.offset)}});
      if (given) out_.print("if (!pgn_to_bool(env, $argv$)) $name$ = NULL;\n", {{"argv", argv}, {"name", name}});
      if (const std::string inner = struct_name(context_, param.type); !inner.empty()) {
        out_.print("$if$pgn_unpack(&$inner$, $name$, state->arguments.data);\n",
                   {{"if", given ? "if (" + name + ") " : ""}, {"inner", inner}, {"name", name}});
      }
      passed_.push_back(param.by_pointer || given ? name : "*" + name);
      return;
    }
    if (given) {
      out_.print("const bool given$i$ = pgn_is_given(env, $argv$);\n", {{"i", std::to_string(i)}, {"argv", argv}});
    }
    std::string value = name;
    switch (t.shape) {
      case Shape::string: {
        out_.print(R"(
            pgn_text $name$;
            if (PGN_UNLIKELY(!pgn_text_open(env, state, $argv$, &$name$))) {
              $close$
              return $failed$;
            }
            )", {{"name", name}, {"argv", argv}, {"failed", failed()}, {"close", close_texts()}});
        texts_.push_back(name);
        value = name + ".view";
        break;
      }
      case Shape::bytes: case Shape::sequence:
        if (function_.calls_back) {
          const std::string element = t.shape == Shape::bytes ? "uint8_t" : context_.type(t.parts[0]).name;
          out_.print(R"(
              pgn_text $name$_copy;
              if (PGN_UNLIKELY(!pgn_array_open(env, state, $argv$, sizeof($element$), &$name$_copy))) {
                $close$
                return $failed$;
              }
              $declare$ = {(const $element$ *)(const void *)$name$_copy.view.data, $name$_copy.view.len};
              )", {{"name", name}, {"argv", argv}, {"element", element}, {"close", [&] { out_.print(close_texts()); }}, {"failed", failed()},
                   {"declare", "const " + c::declare(t.name, name)}});
          texts_.push_back(name + "_copy");
          break;
        }
        out_.print("$declare$;\n$name$.len = 0;\n$name$.data = pgn_to_array(env, $argv$, &$name$.len);\n",
                   {{"declare", c::declare(t.name, name)}, {"name", name}, {"argv", argv}});
        break;
      case Shape::handle: case Shape::nullable: {
        const std::string bare = t.name.substr(0, t.name.find(' '));
        out_.print("$declare$ = PGN_TO_HANDLE($bare$, $argv$);\n", {{"declare", c::declare(t.name, name)}, {"bare", bare}, {"argv", argv}});
        break;
      }
      default:
        out_.print("$declare$ = ($ctype$)pgn_to_$word$(env, $argv$);\n",
                   {{"declare", "const " + c::declare(t.name, name)}, {"ctype", t.name}, {"word", word_of(*t.scalar)}, {"argv", argv}});
    }
    if (given) value = fmt::format("given{} ? &{} : NULL", i, value);
    else if (param.by_pointer) value = "&" + value;
    passed_.push_back(value);
  }

  void hold_functions() {
    std::string held;
    for (const auto& [name, argv, ctype, callback] : functions_) {
      out_.print(R"(
          $ctype$ $name$ = {host_$tag$, pgn_let_go, NULL};
          const $ctype$ *$name$_given = NULL;
          if (pgn_is_given(env, $argv$)) {
            if (!pgn_hold(env, state, $argv$, &$name$.user)) {
              $clean$
              return $failed$;
            }
            $name$_given = &$name$;
          }
          )", {{"ctype", ctype}, {"name", name}, {"tag", context_.type(callback->type).tag}, {"argv", argv},
               {"clean", [&] { out_.print(held + close_texts()); }}, {"failed", failed()}});
      held += fmt::format("if ({0}.user) pgn_let_go({0}.user);\n", name);
    }
  }

  /// The object of JavaScript's, which is the library's from then on.
  void make_object() {
    if (!implements()) return;
    std::string held;
    for (const Function& one : functions_) held += fmt::format("if ({0}.user) pgn_let_go({0}.user);\n", one.name);
    out_.print(R"(
        const $type$ *const methods = PGN_TO_HANDLE(const $type$, argv[0]);
        void *const object = pgn_new_object(state);
        if (!object) {
          $clean$
          return $failed$;
        }
        )", {{"type", context_.library.find_interface(function_.scope)->name}, {"clean", [&] { out_.print(held + close_texts()); }}, {"failed", failed()}});
  }

  void call() {
    std::vector<std::string> arguments = passed_;
    if (implements()) arguments.insert(arguments.begin(), {"methods", "object"});
    if (resolves()) arguments.insert(arguments.begin(), "pgn_promise_of(env, argv[0])");
    if (takes_outcome()) arguments.emplace_back("pgn_take_task(env, argv[0])");
    if (function_.param(ParamRole::result)) arguments.push_back(flat_result() ? "out" : "&out");
    if (function_.has_owner) arguments.emplace_back("&owner");
    if (function_.outcome) arguments.emplace_back("&state->begun");
    const std::string text = fmt::format("{}({})", function_.symbol, fmt::join(arguments, ", "));
    if (function_.result) {
      const Type& t = context_.type(*function_.result);
      if (flat_result()) {
        out_.print("$declare$ = ($pointer$)(void *)state->result.data;\n", {{"declare", c::declare(t.name + " *", "out")}, {"pointer", t.name + " *"}});
      } else {
        out_.print("$declare$;\n", {{"declare", c::declare(t.name, "out")}});
      }
    }
    if (function_.has_owner) out_.print(keeps_owner() ? "pgl_owner *owner = NULL;\n" : "pgn_room room;\npgl_owner *owner = &room.owner;\n");
    if (function_.calls_back) out_.print("pgn_scope scope;\npgn_enter(state, &scope);\n");
    if (function_.fallible) {
      out_.print("const pgl_status status = $call$;\n", {{"call", text}});
      if (function_.calls_back) out_.print("pgn_leave(state, &scope);\n");
      if (js::gives_element(function_)) out_.print("if (PGN_UNLIKELY(status == PGL_END)) return pgn_null(env);\n");
      // JavaScript asks for the task, or for what went wrong.
      const char* const bad = function_.outcome ? "status || state->begun" : "status";
      if (texts_.empty()) return out_.print("if (PGN_UNLIKELY($bad$)) return $failed$;\n", {{"bad", bad}, {"failed", failed()}});
      out_.print("if (PGN_UNLIKELY($bad$)) {\n  $close$\n  return $failed$;\n}\n", {{"bad", bad}, {"failed", failed()}, {"close", close_texts()}});
    } else {
      out_.print("$out$$call$;\n", {{"out", function_.result ? "out = " : ""}, {"call", text}});
      if (function_.calls_back) out_.print("pgn_leave(state, &scope);\n");
    }
  }

  /// Arguments and the owner end behind the result, which may point into them.
  void finish(const std::string& expression, bool release = false) {
    if (texts_.empty() && !release) return out_.print("return $e$;\n", {{"e", expression}});
    out_.print("napi_value result = $e$;\n", {{"e", expression}});
    if (release) out_.print("pgl_release(owner);\n");
    if (!texts_.empty()) out_.print("$close$\n", {{"close", close_texts()}});
    out_.print("return result;\n");
  }

  /// Written to where JavaScript reads it.
  bool flat_result() const {
    // What is called back may replace that memory.
    return plan_.result_in_memory && !function_.calls_back && struct_name(context_, *function_.result).empty();
  }

  bool is_array() const { return function_.result && !plan_.result_in_memory && (is(Shape::bytes) || is(Shape::sequence)); }
  /// Memory of the library that JavaScript sees. What belongs to an object is copied: it changes with the object.
  bool keeps_owner() const { return is_array() && function_.has_owner && !function_.borrows; }

  void result() {
    if (!function_.result || flat_result()) return finish("NULL");
    const Type& t = context_.type(*function_.result);
    const std::string owner = function_.has_owner ? "owner" : "NULL";
    if (plan_.result_in_memory) {
      return finish(fmt::format("pgn_give(env, state, &{}, &out, {})", type_name(context_, *function_.result), owner));
    }
    if (js::returns_self(context_, function_)) {
      const std::string free = context_.library.functions[context_.library.find_class(t.decl)->functions.back()].symbol;
      out_.print("if ($x$_identity(out) == $x$_identity(value0)) {\n  $free$(out);\n  $finish$\n}\n",
                 {{"x", context_.library.prefix}, {"free", free}, {"finish", [&] { finish(plan_.frame ? "argv[1]" : "argv[0]"); }}});
    }
    switch (t.shape) {
      case Shape::string:
        return finish("pgn_from_text(env, out)", function_.has_owner);
      case Shape::bytes: case Shape::sequence: {
        const std::string kind = t.shape == Shape::bytes ? "napi_uint8_array" : array_type(*context_.type(t.parts[0]).scalar);
        return finish(fmt::format("pgn_from_array(env, state, {}, out.data, out.len, sizeof *out.data, {})", kind, keeps_owner() ? owner : "NULL"),
                      function_.has_owner && !keeps_owner());
      }
      case Shape::handle: case Shape::nullable: return finish("pgn_from_size(env, (size_t)(uintptr_t)out)");
      default: return finish(fmt::format("pgn_from_{}(env, out)", word_of(*t.scalar)));
    }
  }

  emit::Printer& out_;
  const js::Context& context_;
  const abi::Function& function_;
  js::Plan plan_;
  std::vector<std::string> texts_, passed_;
  struct Function {
    std::string name, argv, ctype;
    const abi::Callback* callback;
  };
  std::vector<Function> functions_;
};

}  // namespace

void print_exchange(emit::Printer& out, const js::Context& context) {
  for (const abi::Class* entry : context.exchanged()) {
    out.print(R"(

        static napi_value call_share_$tag$(napi_env env, napi_callback_info info) {
          PGN_ARGUMENTS(1);
          pgl_shared *shared = NULL;
          if ($c$_to_shared(PGN_TO_HANDLE($c$, argv[0]), &shared) != PGL_OK) return NULL;
          return pgn_from_shared(env, shared);
        }

        static napi_value call_take_$tag$(napi_env env, napi_callback_info info) {
          PGN_ARGUMENTS(1);
          $c$ *out = NULL;
          pgl_shared *const shared = pgn_to_shared(env, argv[0]);
          const pgl_status status = $c$_from_shared(shared, &out);
          if (shared) shared->release(shared);
          return status == PGL_OK ? pgn_from_size(env, (size_t)(uintptr_t)out) : NULL;
        }
        )", {{"tag", context.type(entry->handle).tag}, {"c", entry->name}});
  }
}

void print_call(emit::Printer& out, const js::Context& context, const abi::Function& function) {
  if (function.kind == abi::FunctionKind::free) {
    const Type& handle = context.type(function.params[0].type);
    out.print(R"(

        static napi_value call_$name$(napi_env env, napi_callback_info info) {
          PGN_ARGUMENTS(1);
          $enter$
          $symbol$(PGN_TO_HANDLE($type$, argv[0]));
          $leave$
          return NULL;
        }
        )", {{"name", js::native_name(context, function)}, {"symbol", function.symbol}, {"enter", function.calls_back ? "pgn_scope scope;\npgn_enter(state, &scope);" : ""},
             {"leave", function.calls_back ? "pgn_leave(state, &scope);" : ""}, {"type", handle.name.substr(0, handle.name.find(' '))}});
    return;
  }
  Call(out, context, function).print();
}

}  // namespace polyglue::node
