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

class HostFunctionPrinter {
 public:
  HostFunctionPrinter(emit::Printer& out, const Context& context, const abi::Callback& callback)
      : out_(out), context_(context), callback_(callback), call_(callback.call), plan_(plan(context, callback.call)) {}

  void print() {
    out_.print(R"(

        function $$host_$tag$($$function$where$) {
          return $head$ => {
            $top$
            try {
              $body$
            } catch (error) {
              $$fail(error);
            $end$
          };
        }
        )", {{"tag", context_.type(callback_.type).tag}, {"where", call_.result ? ", $where" : ""}, {"head", list_line("", received(), "", 2)},
             {"top", [&] { if (plan_.result_in_memory) out_.print("const $$top = $$memory.top;\n"); }},
             {"end", plan_.result_in_memory ? "} finally {\n  $memory.leave($top);\n}" : "}"}, {"body", [&] { body(); }}});
  }

 private:
  const model::Parameter& of(const Plan::Slot& slot) const { return callback_.source->params[slot.param->index]; }
  std::string name_of(const Plan::Slot& slot) const { return parameter_name(of(slot).name); }
  static bool is_lent(const model::Parameter& parameter) { return ownership_of(parameter.type) == Ownership::borrowed; }

  std::vector<std::string> received() const {
    std::vector<std::string> names;
    if (plan_.frame) names.emplace_back("$fresh");
    for (const Plan::Slot& slot : plan_.slots) if (slot.direct) names.push_back(name_of(slot));
    return names;
  }

  /// What crossed, as the function takes it.
  std::string lifted(const Plan::Slot& slot) const {
    if (!slot.direct) return read(context_, slot.param->type, offset("0", slot.offset));
    const Type& type = context_.type(slot.param->type);
    const std::string name = name_of(slot);
    if (type.shape == Shape::handle) return wrap(context_, type.decl, name);
    if (type.shape == Shape::nullable) return fmt::format("{} === 0 ? undefined : {}", name, wrap(context_, type.decl, name));
    if (type.shape == Shape::scalar && type.scalar == Scalar::character) return fmt::format("String.fromCharCode({})", name);
    if (type.shape == Shape::scalar && type.scalar == Scalar::codepoint) return fmt::format("String.fromCodePoint({})", name);
    return name;
  }

  void body() {
    if (plan_.frame) out_.print("if ($$fresh) $$result.refresh();\n");
    std::vector<std::string> arguments;
    std::string lent;
    for (const Plan::Slot& slot : plan_.slots) {
      const std::string value = lifted(slot);
      if (!is_lent(of(slot))) {
        arguments.push_back(value);
        continue;
      }
      const std::string name = "$" + name_of(slot);
      out_.print("const $name$ = $value$;\n", {{"name", name}, {"value", value}});
      const bool nullable = context_.type(slot.param->type).shape == Shape::nullable;
      lent += fmt::format("{0}{1}[$handle] = $gone;\n", nullable ? fmt::format("if ({}) ", name) : "", name);
      arguments.push_back(name);
    }
    const std::string call = fmt::format("$function({})", fmt::join(arguments, ", "));
    if (lent.empty()) return invoke(call);
    out_.print("try {\n  $call$\n} finally {\n  $lent$\n}\n", {{"call", [&] { invoke(call); }}, {"lent", lent}});
  }

  void invoke(const std::string& call) {
    if (!call_.result) return out_.print("$call$;\n", {{"call", call}});
    const abi::TypeId id = *call_.result;
    const Type& type = context_.type(id);
    out_.print("const $$value = $call$;\n", {{"call", call}});
    if (plan_.result_in_memory) {
      out_.print("const $$at = $$memory.push($size$);\n", {{"size", std::to_string(aligned(context_.layout.of(id).size, 8))}});
      print_write(out_, context_, id, "$at", "$value", "$where");
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
      case Shape::bytes: value = "$bytes($value, $where)"; break;
      case Shape::sequence: value = fmt::format("$array_{}($value, $where)", type.tag); break;
      default: break;
    }
    if (!wrong.empty()) out_.print("if ($wrong$) throw $$mismatch($$value, $$where, $expected$);\n", {{"wrong", wrong}, {"expected", expected}});
    if (type.shape == Shape::scalar && type.scalar == Scalar::character) value = "$value.charCodeAt(0)";
    if (type.shape == Shape::scalar && type.scalar == Scalar::codepoint) value = "$value.codePointAt(0)";
    if (type.shape == Shape::nullable) out_.print("if (!$$value) return 0;\n");
    if (type.shape == Shape::handle || type.shape == Shape::nullable) {
      value = "$value[$handle]";
      if (ownership_of(callback_.source->result) == Ownership::unique) {
        out_.print("const $$given = $value$;\n$value$ = $$gone;\n", {{"value", value}});
        value = "$given";
      }
    }
    out_.print("return $value$;\n", {{"value", value}});
  }

  emit::Printer& out_;
  const Context& context_;
  const abi::Callback& callback_;
  const abi::HostFunction& call_;
  Plan plan_;
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
  out.print("\n\n/** Tells the library why a function that it called fails: C++ catches an error of its own as that error. */\n");
  if (errors.empty()) {
    out.print("function $$fail(error) {\n  $$native.$$failHost($$messageOf(error), { error });\n}\n");
    return;
  }
  out.print(R"(
      function $$fail(error) {
        const $$top = $$memory.top;
        try {
          $cases$
        } catch (unfit) {
          error = unfit;
        } finally {
          $$memory.leave($$top);
        }
        $$native.$$failHost($$messageOf(error), { error });
      }
      )", {{"cases", [&] {
              for (const abi::Error* error : errors) {
                const std::string name = context.error_name(*error->source);
                const auto raise = [&](const std::string& at) {
                  return fmt::format("$native.$fail({}, $messageOf(error), {})", error->status, at);
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
  for (const abi::Callback& callback : context.library.callbacks) HostFunctionPrinter(out, context, callback).print();
  print_fail(out, context);
}

}  // namespace polyglue::js
