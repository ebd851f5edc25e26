// Functions of JavaScript that the library calls: arguments out, one call, the result checked and in.
#include <fmt/format.h>

#include <algorithm>

#include "languages/js/codec.hpp"
#include "languages/js/names.hpp"
#include "languages/js/shell.hpp"

namespace polyglue::js {
namespace {

using abi::Shape;
using abi::Type;
using model::Ownership;
using model::Scalar;

/// Gives up what was written to memory since $top.
std::string leave(const Context& context) { return context.host.own_memory ? "$memory.pop($top)" : "$memory.leave($top)"; }

class HostFunctionPrinter {
 public:
  HostFunctionPrinter(emit::Printer& out, const Context& context, const abi::Callback& callback)
      : out_(out), context_(context), params_(callback.source->params), result_(callback.source->result), call_(callback.call),
        plan_(plan(context, callback.call)), tag_(context.type(callback.type).tag), function_("$function") {}
  /// A method of an object of JavaScript's.
  HostFunctionPrinter(emit::Printer& out, const Context& context, const abi::Interface& interface, const abi::Method& method)
      : out_(out), context_(context), params_(method.call.source->params), result_(method.call.source->result), call_(method.call),
        plan_(plan(context, method.call)), tag_(method_tag(context, interface, method)), member_(member_of(context, *method.call.source)),
        function_("$object." + member_.name), where_(js_string(context.name_of(interface.source->info.id) + "." + member_.name + "()")) {}

  /// A function that makes the one that the library calls.
  void print_maker() {
    out_.print("\n\nfunction $$host_$tag$($$function$where$) {\n  return $head$ => {\n    $body$\n  };\n}\n",
               {{"tag", tag_}, {"where", call_.result ? ", $where" : ""}, {"head", list_line("", received(), "", 2)}, {"body", [&] { guarded(false); }}});
  }
  void print_method() {
    out_.print("\n\n$head$ {\n  $body$\n}\n", {{"head", list_line("function $" + tag_, received(), "")}, {"body", [&] { guarded(true); }}});
  }
  /// What the method comes to, from JavaScript to the library's promise.
  void print_give(const abi::Function& resolve) {
    model::Function source;
    if (resolve.param(abi::ParamRole::argument)) source.params.push_back({"value", result_, model::Passing::value, {}});
    abi::Function give = resolve;
    give.source = &source;
    Frame frame;
    frame.head = "function " + give_name();
    frame.where = where_.substr(1, where_.size() - 2);
    out_.print("\n\n");
    print_function(out_, out_, context_, frame, {&give});
  }

 private:
  /// Nothing is thrown: the library is told instead.
  void guarded(bool method) {
    out_.print(R"(
        $top$
        $later$
        $lent$
        try {
          $borrow$
          $body$
        } catch (error) {
          $fail$;
          $nothing$
        $end$
        )", {{"later", [&] { if (call_.is_async) out_.print("const $$call = new $$Call($$promise, $$fail);\n"); }},
             {"fail", call_.is_async ? "$call.refuse(error)" : "$fail(error)"}, {"top", [&] { if (uses_memory()) out_.print("const $$top = $$memory.top;\n"); }},
             {"lent", [&] { if (method) out_.print("let $$lent = false;\n"); }},
             {"borrow", [&] { if (method) out_.print("$$lent = $$borrow($$object, $$self);\n"); }},
             {"nothing", [&] { if (gives_bigint()) out_.print("return 0n;\n"); }},
             {"end", [&] {
                if (!uses_memory() && !method) return out_.print("}\n");
                out_.print("} finally {\n  $leave$\n  $return$\n}\n",
                           {{"leave", [&] { if (uses_memory()) out_.print("$leave$;\n", {{"leave", leave(context_)}}); }},
                            {"return", [&] { if (method) out_.print("if ($$lent) $$giveBack($$object, $$self);\n"); }}});
              }},
             {"body", [&] { body(); }}});
  }

  static bool is_self(const Plan::Slot& slot) { return slot.param->role == abi::ParamRole::self; }
  const model::Parameter& of(const Plan::Slot& slot) const { return params_[slot.param->index]; }
  std::string name_of(const Plan::Slot& slot) const { return is_self(slot) ? "$self" : parameter_name(of(slot).name); }
  static bool is_lent(const model::Parameter& parameter) { return ownership_of(parameter.type) == Ownership::borrowed; }

  bool own_memory() const { return context_.host.own_memory; }
  /// What the result is made of lies in the memory of arguments; what is whole in itself goes to where it is wanted.
  bool uses_memory() const { return plan_.result_in_memory && (!own_memory() || call_.hands_back); }
  /// Nothing is no number of 64 bits.
  bool gives_bigint() const {
    if (!own_memory() || !call_.result || plan_.result_in_memory) return false;
    const auto scalar = context_.type(*call_.result).scalar;
    return scalar == Scalar::i64 || scalar == Scalar::u64;
  }

  std::vector<std::string> received() const {
    std::vector<std::string> names;
    if (!member_.name.empty()) names.emplace_back("$object");
    if (plan_.frame) names.emplace_back("$fresh");
    for (const Plan::Slot& slot : plan_.slots) if (slot.direct || own_memory()) names.push_back(name_of(slot));
    if (own_memory() && plan_.result_in_memory) {
      if (call_.hands_back) names.emplace_back("$ret");
      names.emplace_back("$into");
    }
    if (call_.is_async) names.emplace_back("$promise");
    return names;
  }

  /// What crossed, as the function takes it.
  std::string lifted(const Plan::Slot& slot) const {
    const std::string name = name_of(slot);
    if (!slot.direct) return read(context_, slot.param->type, own_memory() ? name : offset("0", slot.offset));
    const Type& type = context_.type(slot.param->type);
    const bool lent = (type.shape == Shape::handle || type.shape == Shape::nullable) && is_lent(of(slot));
    if (type.shape == Shape::handle) return wrap(context_, type.decl, name, lent);
    if (type.shape == Shape::nullable) return fmt::format("{} === 0 ? undefined : {}", name, wrap(context_, type.decl, name, lent));
    if (type.shape == Shape::scalar && type.scalar == Scalar::character) return fmt::format("String.fromCharCode({})", name);
    if (type.shape == Shape::scalar && type.scalar == Scalar::codepoint) return fmt::format("String.fromCodePoint({})", name);
    return from_wasm(context_, type, name);
  }

  void body() {
    if (plan_.frame) out_.print("if ($$fresh) $$result.refresh();\n");
    std::vector<std::string> arguments;
    std::string lent;
    for (const Plan::Slot& slot : plan_.slots) {
      if (is_self(slot)) continue;
      const std::string value = lifted(slot);
      if (!is_lent(of(slot))) {
        arguments.push_back(value);
        continue;
      }
      const std::string name = "$" + name_of(slot);
      out_.print("const $name$ = $value$;\n", {{"name", name}, {"value", value}});
      const Type& type = context_.type(slot.param->type);
      const std::string some = type.shape == Shape::nullable ? fmt::format("if ({}) ", name) : "";
      // One of JavaScript's own classes may have come back, which is not lent.
      if (context_.may_be_own(type.decl)) lent += fmt::format("{0}$giveBack({1}, {2});\n", some, name, name_of(slot));
      else lent += fmt::format("{0}{1}[$handle] = $gone;\n", some, name);
      arguments.push_back(name);
    }
    if (call_.is_async && member_.kind == Member::Kind::method) arguments.emplace_back("$call.options");
    const std::string call = call_of(arguments);
    if (lent.empty()) return invoke(call);
    out_.print("try {\n  $call$\n} finally {\n  $lent$\n}\n", {{"call", [&] { invoke(call); }}, {"lent", lent}});
  }

  std::string call_of(const std::vector<std::string>& arguments) const {
    if (member_.kind == Member::Kind::getter) return function_;
    if (member_.kind == Member::Kind::setter) return function_ + " = " + arguments[0];
    return fmt::format("{}({})", function_, fmt::join(arguments, ", "));
  }

  std::string give_name() const { return "$give_" + tag_; }

  void invoke(const std::string& call) {
    if (call_.is_async) return print_line(out_, list_line("$call.answer", {call, give_name()}, ";", 4));
    if (!call_.result) return out_.print("$call$;\n", {{"call", call}});
    const abi::TypeId id = *call_.result;
    const Type& type = context_.type(id);
    out_.print("const $$value = $call$;\n", {{"call", call}});
    if (plan_.result_in_memory && !uses_memory()) return print_write(out_, context_, id, "$into", "$value", where_);
    if (plan_.result_in_memory) {
      out_.print("const $$at = $$memory.push($size$);\n", {{"size", std::to_string(aligned(context_.layout.of(id).size, 8))}});
      print_write(out_, context_, id, "$at", "$value", where_);
      if (own_memory()) return out_.print("$$native.$$give_$tag$($$ret, $$into, $$at);\n", {{"tag", tag_}});
      return out_.print("return $$at;\n");
    }
    std::string wrong, value = "$value", expected = expectation(context_, type);
    switch (type.shape) {
      case Shape::scalar: case Shape::enumeration: wrong = is_wrong(context_, type, "$value"); break;
      case Shape::string: wrong = "typeof $value !== \"string\"", expected = "\"text\""; break;
      case Shape::handle: wrong = fmt::format("!($value instanceof {})", context_.name_of(type.decl)); break;
      case Shape::nullable:
        wrong = fmt::format("$value !== undefined && $value !== null && !($value instanceof {})", context_.name_of(type.decl));
        break;
      case Shape::bytes: value = fmt::format("$bytes($value, {})", where_); break;
      case Shape::sequence: value = fmt::format("$array_{}($value, {})", type.tag, where_); break;
      default: break;
    }
    if (!wrong.empty()) out_.print("if ($wrong$) throw $$mismatch($$value, $where$, $expected$);\n", {{"wrong", wrong}, {"where", where_}, {"expected", expected}});
    if (type.shape == Shape::scalar && type.scalar == Scalar::character) value = "$value.charCodeAt(0)";
    if (type.shape == Shape::scalar && type.scalar == Scalar::codepoint) value = "$value.codePointAt(0)";
    if (own_memory() && type.shape == Shape::scalar && type.scalar == Scalar::boolean) value = "$value ? 1 : 0";
    if (type.shape == Shape::nullable) out_.print("if (!$$value) return 0;\n");
    if (type.shape == Shape::handle || type.shape == Shape::nullable) {
      value = "$value[$handle]";
      if (ownership_of(result_) == Ownership::unique) {
        out_.print("const $$given = $value$;\n$value$ = $$gone;\n", {{"value", value}});
        value = "$given";
      }
    }
    out_.print("return $value$;\n", {{"value", value}});
  }

  emit::Printer& out_;
  const Context& context_;
  const std::vector<model::Parameter>& params_;
  const model::Type& result_;
  const abi::HostFunction& call_;
  Plan plan_;
  std::string tag_;
  Member member_;
  std::string function_, where_ = "$where";
};

/// Errors that C++ can be given as themselves, derived ones first.
std::vector<const abi::Error*> raised_errors(const Context& context) {
  std::vector<const abi::Error*> errors;
  for (const abi::Error& error : context.library.errors) if (!error.source->factory.empty()) errors.push_back(&error);
  std::reverse(errors.begin(), errors.end());
  return errors;
}

void print_fail(emit::Printer& out, const Context& context) {
  const auto errors = raised_errors(context);
  const bool own = context.host.own_memory;
  const bool later = context.library.has_promises();
  const std::string promise = later ? ", $promise" : "";
  const std::string any = own ? "$failHost(error" + promise + ")" : "$native.$failHost($messageOf(error), { error }" + promise + ")";
  out.print("\n\n/** Tells the library why a function that it called$later$ fails: C++ catches an error of its own as that error. */\n",
            {{"later", later ? ", or its promise," : ""}});
  if (errors.empty()) {
    out.print("function $$fail(error$promise$) {\n  $any$;\n}\n", {{"any", any}, {"promise", promise}});
    return;
  }
  out.print(R"(
      function $$fail(error$promise$) {
        const $$top = $$memory.top;
        try {
          $cases$
        } catch (unfit) {
          error = unfit;
        } finally {
          $leave$;
        }
        $any$;
      }
      )", {{"leave", leave(context)}, {"any", any}, {"promise", promise}, {"cases", [&] {
              for (const abi::Error* error : errors) {
                const std::string name = context.error_name(*error->source);
                const auto raise = [&](const std::string& at) {
                  if (own) return fmt::format("$failWith({}, error, {}{})", error->status, at, promise);
                  return fmt::format("$native.$fail({}, $messageOf(error), {}{})", error->status, at, promise);
                };
                if (!error->payload) {
                  out.print("if (error instanceof $name$) return $raise$;\n", {{"name", name}, {"raise", raise("0")}});
                  continue;
                }
                const Type& payload = context.type(*error->payload);
                out.print("if (error instanceof $name$) {\n  const $$at = $$memory.push($size$);\n  $$write_$tag$($$at, error, $where$);\n  return $raise$;\n}\n",
                          {{"name", name}, {"size", std::to_string(aligned(context.layout.of(*error->payload).size, 8))},
                           {"tag", payload.tag}, {"where", js_string(name)}, {"raise", raise("$at")}});
              }
            }}});
}

}  // namespace

std::string host_function(const Context& context, abi::TypeId id, const std::string& name) {
  const abi::Callback& callback = context.callback(id);
  const std::string where = callback.call.result ? ", " + js_string(name + "()") : "";
  return fmt::format("$host_{}({}{})", context.type(callback.type).tag, name, where);
}

void print_host_functions(emit::Printer& out, const Context& context) {
  if (!context.library.calls_hosts()) return;
  for (const abi::Callback& callback : context.library.callbacks) HostFunctionPrinter(out, context, callback).print_maker();
  std::vector<std::string> methods;
  for (const abi::Interface& interface : context.library.interfaces) {
    for (const abi::Method& method : interface.methods) {
      HostFunctionPrinter printer(out, context, interface, method);
      printer.print_method();
      if (method.resolve) printer.print_give(*method.resolve);
      methods.push_back("$" + method_tag(context, interface, method));
    }
  }
  if (!methods.empty()) print_line(out, "\n" + list_line("$setMethods(", methods, ");", 0, "{}"));
  print_fail(out, context);
}

}  // namespace polyglue::js
