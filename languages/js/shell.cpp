#include "languages/js/shell.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "languages/js/codec.hpp"
#include "languages/js/names.hpp"

namespace polyglue::js {

using abi::ParamRole;
using abi::Shape;
using abi::Type;

Plan plan(const Context& context, const abi::Function& function) {
  Plan result;
  for (const abi::Param& param : function.params) {
    if (param.role != ParamRole::self && param.role != ParamRole::argument) continue;
    // A number cannot say that it was not given.
    const bool absent = context.host.own_memory && param.has_default && context.type(param.type).shape != Shape::callback;
    Plan::Slot slot{&param, context.is_direct(param.type) && !absent, 0};
    if (!slot.direct) {
      slot.offset = aligned(result.frame, 8);
      result.frame = aligned(slot.offset + context.layout.of(param.type).size, 8);
    }
    result.slots.push_back(slot);
  }
  result.result_in_memory = function.result && !context.is_direct(*function.result);
  return result;
}

Plan plan(const Context& context, const abi::HostFunction& function) {
  Plan result;
  for (const abi::Param& param : function.params) {
    if (!abi::has_type(param.role)) continue;
    Plan::Slot slot{&param, context.is_direct(param.type), 0};
    if (!slot.direct && !context.host.own_memory) {
      const Place& place = context.layout.of(param.type);
      slot.offset = aligned(result.frame, place.align);
      result.frame = slot.offset + place.size;
    }
    result.slots.push_back(slot);
  }
  result.result_in_memory = function.result && !context.is_direct(*function.result);
  return result;
}

bool returns_self(const Context& context, const abi::Function& function) {
  if (!function.source || !function.result) return false;
  const auto* object = model::as<model::ObjectRef>(function.source->result);
  return object && function.param(ParamRole::self) && object->ownership == model::Ownership::borrowed &&
         object->id == function.scope && context.library.find_class(object->id);
}

std::string from_wasm(const Context& context, const Type& type, const std::string& value) {
  if (!context.host.own_memory || !type.scalar) return value;
  switch (*type.scalar) {
    case model::Scalar::boolean: return value + " !== 0";
    case model::Scalar::u32: case model::Scalar::size: return value + " >>> 0";
    case model::Scalar::u64: return "BigInt.asUintN(64, " + value + ")";
    default: return value;
  }
}

bool gives_element(const abi::Function& function) { return function.source && function.source->role == model::Role::next; }

bool takes_options(const Context& context, const abi::Function& function) {
  if (!function.source || gives_element(function)) return false;
  if (function.outcome) return true;
  const auto* object = model::as<model::ObjectRef>(function.source->result);
  const model::Function* next = object ? context.next_of(object->id) : nullptr;
  return next && next->is_async && function.source->role != model::Role::getter;
}

std::optional<model::Ownership> ownership_of(const model::Type& type) {
  const auto* optional = model::as<model::Optional>(type);
  const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : type);
  return object ? std::optional(object->ownership) : std::nullopt;
}

bool consumes(const model::Parameter& parameter) { return ownership_of(parameter.type) == model::Ownership::unique; }

namespace {

using Kind = Frame::Kind;
using Self = Frame::Self;

class Shell {
 public:
  Shell(emit::Printer& out, const Context& context, const Frame& frame, const abi::Function& function)
      : out_(out), context_(context), frame_(frame), function_(function), source_(*function.source), plan_(plan(context, function)) {}

  /// "a, b = 10".
  std::vector<std::string> parameters() const {
    std::vector<std::string> result;
    if (function_.kind == abi::FunctionKind::implement) result.emplace_back("$methods");
    if (function_.kind == abi::FunctionKind::resolve) result.emplace_back("$promise");
    for (const Plan::Slot& slot : plan_.slots) {
      if (slot.param->role != ParamRole::argument) continue;
      const model::Parameter& parameter = of(slot);
      std::string text = parameter_name(parameter.name);
      if (const auto value = default_of(slot); value && *value != "undefined") text += " = " + *value;
      result.push_back(text);
    }
    if (takes_options(context_, function_)) result.emplace_back("$options");
    return result;
  }

  void print_body() {
    choose_body();
    if (gives_element(function_)) out_.print("if (this[$$handle] === $$gone) return $$endOf(this);\n$later$", {{"later", function_.outcome ? "$checkStop(this);\n" : ""}});
    if (takes_options(context_, function_)) out_.print("const $$signal = $$signalOf($$options);\n");
    check_direct();
    if (function_.outcome) return print_async();
    if (takes_foreign()) {
      return out_.print("const $$count = $$guests.length;\ntry {\n  $body$\n} finally {\n  $$dismiss($$count);\n}\n", {{"body", [&] { print_sync(); }}});
    }
    print_sync();
  }

 private:
  /// Objects of other packages have handles of this library for the time of the call.
  bool takes_foreign() const {
    return std::any_of(plan_.slots.begin(), plan_.slots.end(), [&](const Plan::Slot& slot) { return context_.has_foreign(slot.param->type); });
  }

  void print_sync() {
    if (plan_.frame == 0) return print_call();
    out_.print("const $$at = $$memory.push($size$);\ntry {\n  $body$\n} finally {\n  $$memory.pop($$at);\n}\n",
               {{"size", std::to_string(plan_.frame)}, {"body", [&] {
                   write_frame();
                   print_call();
                 }}});
  }

  const Type& type(const Plan::Slot& slot) const { return context_.type(slot.param->type); }
  const model::Parameter& of(const Plan::Slot& slot) const { return source_.params[slot.param->index]; }
  std::string where(const std::string& name) const { return js_string(frame_.where.empty() ? name : frame_.where); }

  std::optional<std::string> default_of(const Plan::Slot& slot) const {
    const auto& value = of(slot).default_value;
    if (!value || slot.param->has_default) return std::nullopt;
    return literal(context_, of(slot).type, *value);
  }

  /// An object of a class of JavaScript's gets here by `super`, or because it has nothing else: that is the body in C++.
  void choose_body() {
    const abi::Interface* interface = function_.kind == abi::FunctionKind::call ? context_.library.find_interface(function_.scope) : nullptr;
    if (!interface) return;
    for (const abi::Method& method : interface->methods) {
      if (method.call.source != &source_) continue;
      if (!method.base) {
        return out_.print("if (this[$$mine]) throw $$isAbstract($where$);\n", {{"where", js_string(context_.name_of(function_.scope) + "." + member_name(source_.info.name) + "()")}});
      }
      called_ = "$call";
      return out_.print("const $$call = this[$$mine] ? $$native.$base$ : $$native.$name$;\n",
                        {{"base", native_name(context_, *method.base)}, {"name", native_name(context_, function_)}});
    }
  }

  void check_direct() {
    for (const Plan::Slot& slot : plan_.slots) {
      if (!slot.direct || slot.param->role != ParamRole::argument) continue;
      const Type& t = type(slot);
      const std::string name = parameter_name(of(slot).name);
      std::string wrong, expected = expectation(context_, t);
      switch (t.shape) {
        case Shape::scalar: case Shape::enumeration: wrong = is_wrong(context_, t, name); break;
        case Shape::string: wrong = fmt::format("typeof {} !== \"string\"", name), expected = "\"text\""; break;
        case Shape::handle: wrong = fmt::format("!({} instanceof {})", name, context_.name_of(t.decl)); break;
        case Shape::nullable:
          wrong = fmt::format("{0} !== undefined && {0} !== null && !({0} instanceof {1})", name, context_.name_of(t.decl));
          break;
        case Shape::callback:
          wrong = fmt::format("typeof {} !== \"function\"", name);
          if (context_.is_optional_callback(slot.param->type)) wrong = fmt::format("{0} !== undefined && {0} !== null && {1}", name, wrong);
          break;
        default: break;  // converted, and so checked, where it is passed
      }
      if (wrong.empty()) continue;
      if (slot.param->has_default) {
        wrong = fmt::format("{} !== undefined && {}", name, and_operand(wrong));
      }
      out_.print("if ($wrong$) throw $$mismatch($name$, $where$, $expected$);\n",
                 {{"wrong", wrong}, {"name", name}, {"where", where(name)}, {"expected", expected}});
    }
  }

  void write_frame() {
    for (const Plan::Slot& slot : plan_.slots) {
      if (slot.direct) continue;
      const bool self = slot.param->role == ParamRole::self;
      const std::string name = self ? "this" : parameter_name(of(slot).name);
      const auto write = [&] {
        print_write(out_, context_, slot.param->type, offset("$at", slot.offset), name, where(name));
      };
      if (slot.param->has_default) {
        out_.print("if ($name$ !== undefined) {\n  $write$\n}\n", {{"name", name}, {"write", write}});
      } else {
        write();
      }
    }
  }

  std::string passed(const Plan::Slot& slot) const {
    if (slot.param->role == ParamRole::self) return "this[$handle]";
    const std::string name = parameter_name(of(slot).name);
    if (!slot.direct) return name + (context_.host.own_memory ? " === undefined ? 0 : 1" : " !== undefined");
    const Type& t = type(slot);
    std::string text = name;
    switch (t.shape) {
      case Shape::scalar:
        if (t.scalar == model::Scalar::boolean && context_.host.own_memory) text = name + " ? 1 : 0";
        if (t.scalar == model::Scalar::character) text = name + ".charCodeAt(0)";
        if (t.scalar == model::Scalar::codepoint) text = name + ".codePointAt(0)";
        break;
      case Shape::bytes: text = fmt::format("$bytes({}, {})", name, where(name)); break;
      case Shape::sequence: text = fmt::format("$array_{}({}, {})", t.tag, name, where(name)); break;
      case Shape::handle: text = name + "[$handle]"; break;
      case Shape::nullable: return fmt::format("{0} ? {0}[$handle] : 0", name);
      case Shape::callback: {
        std::string function = host_function(context_, slot.param->type, name), none = "undefined";
        if (context_.host.own_memory) function = "$hold(" + function + ")", none = "0";
        return context_.is_optional_callback(slot.param->type) || slot.param->has_default ? fmt::format("{} ? {} : {}", name, function, none) : function;
      }
      default: break;
    }
    return slot.param->has_default && text != name ? fmt::format("{} === undefined ? undefined : {}", name, text) : text;
  }

  std::string call_text() const {
    std::vector<std::string> arguments;
    if (function_.kind == abi::FunctionKind::implement) {
      arguments.emplace_back("$methods");
      if (context_.host.own_memory) arguments.emplace_back("$newUser()");
    }
    if (function_.kind == abi::FunctionKind::resolve) arguments.emplace_back("$promise");
    if (plan_.frame) arguments.emplace_back("$at");
    for (const Plan::Slot& slot : plan_.slots) {
      if (slot.direct || slot.param->has_default) arguments.push_back(passed(slot));
    }
    return fmt::format("{}({})", called_.empty() ? "$native." + native_name(context_, function_) : called_, fmt::join(arguments, ", "));
  }

  std::string lifted(const std::string& value) const { return from_wasm(context_, context_.type(*function_.result), value); }

  bool consumes_any() const {
    return std::any_of(plan_.slots.begin(), plan_.slots.end(),
                       [&](const Plan::Slot& slot) { return slot.param->role == ParamRole::argument && consumes(of(slot)); });
  }

  /// The result is made of what the call gives by looking at it once.
  bool is_lifted_at_once() const {
    const Type& t = context_.type(*function_.result);
    if (frame_.kind == Kind::constructor || frame_.kind == Kind::handle) return true;
    if (gives_element(function_)) return false;
    return t.shape != Shape::nullable && source_.role != model::Role::compare && !returns_self(context_, function_);
  }

  void print_call() {
    const std::string call = call_text();
    const bool own = context_.host.own_memory, value = function_.result && !plan_.result_in_memory;
    if (!function_.fallible) {
      if (!value) return out_.print("$call$;\n", {{"call", call}});
      return print_value(lifted(call));
    }
    if (value) {
      if (own && is_lifted_at_once() && !consumes_any()) return print_value(lifted(call));
      out_.print("const $$value = $call$;\n", {{"call", call}});
      if (!own) out_.print("if ($$value === undefined) throw $$failure();\n");
      consume();
      print_end("$value");
      return print_value(lifted("$value"));
    }
    if (!own) {
      out_.print("const $$code = $call$;\n", {{"call", call}});
      print_end("$code");
      out_.print("if ($$code !== undefined) $$settle($$code);\n");
    } else out_.print("$owner$$call$;\n", {{"owner", plan_.result_in_memory && function_.has_owner ? "const $owner = " : ""}, {"call", call}});
    consume();
    if (!plan_.result_in_memory) return;
    if (own) print_end("");
    print_result();
  }

  /// What the call left in memory.
  void print_result() {
    std::string result = read(context_, *function_.result, context_.result_at());
    if (source_.role == model::Role::iterate) result += ".values()";
    result = given(result);
    if (!context_.host.own_memory || !function_.has_owner) return out_.print("return $result$;\n", {{"result", result}});
    out_.print("try {\n  return $result$;\n} finally {\n  $$release($$owner);\n}\n", {{"result", result}});
  }

  /// A stream may have no more elements: in a host with memory of its own that is asked, else what the call gave says so.
  void print_end(const std::string& gave) {
    if (!gives_element(function_)) return;
    out_.print("if ($end$) return $$endOf(this);\n", {{"end", context_.host.own_memory ? "$native.$ended()" : gave + " === null"}});
  }

  std::string given(const std::string& value) const { return gives_element(function_) ? "{ value: " + value + ", done: false }" : value; }

  /// The outcome is there at once, or a task is, which says when it will be. Nothing may come between the call that gives
  /// the outcome and what reads it.
  void print_async() {
    const bool own = context_.host.own_memory, value = function_.result && !plan_.result_in_memory;
    const bool owner = own && plan_.result_in_memory && function_.has_owner;
    const std::string name = value ? "$value" : !own ? "$code" : owner ? "$owner" : "";
    const std::string set = name.empty() ? "" : name + " = ";
    if (plan_.frame == 0) {
      out_.print("$let$$set$$call$;\n", {{"let", name.empty() ? "" : "let "}, {"set", set}, {"call", call_text()}});
    } else {
      out_.print("const $$at = $$memory.push($size$);\n$let$try {\n  $write$\n  $set$$call$;\n} finally {\n  $$memory.pop($$at);\n}\n",
                 {{"size", std::to_string(plan_.frame)}, {"let", name.empty() ? "" : "let " + name + ";\n"}, {"write", [&] { write_frame(); }},
                  {"set", set}, {"call", call_text()}});
    }
    const std::string begun = own ? "$begun()" : fmt::format("{} === {} ? $begun($failure) : 0", name, value ? "undefined" : "0");
    out_.print("const $$task = $begun$;\n", {{"begun", begun}});
    consume();
    out_.print("if ($$task !== 0) {\n  await $wait$;\n  $set$$$native.$outcome$($$task);\n  $check$\n}\n",
               {{"wait", gives_element(function_) ? "$waitFor(this, $task)" : "$wait($task, $signal)"}, {"set", set}, {"outcome", native_name(context_, context_.library.outcomes[*function_.outcome])},
                {"check", [&] { if (!own && value) out_.print("if ($$value === undefined) throw $$failure();\n"); }}});
    print_end(name);
    if (value) return print_value(lifted("$value"));
    if (!own) out_.print("if ($$code !== undefined) $$settle($$code);\n");
    if (plan_.result_in_memory) print_result();
  }

  /// An object given away is disposed of from now on.
  void consume() {
    for (const Plan::Slot& slot : plan_.slots) {
      if (slot.param->role != ParamRole::argument || !consumes(of(slot))) continue;
      const std::string name = parameter_name(of(slot).name);
      const bool nullable = type(slot).shape == Shape::nullable;
      out_.print(nullable ? "if ($name$) $name$[$$handle] = $$gone;\n" : "$name$[$$handle] = $$gone;\n", {{"name", name}});
    }
  }

  void print_value(const std::string& value) {
    const Type& t = context_.type(*function_.result);
    if (frame_.kind == Kind::constructor) return out_.print("$super$$value$);\n", {{"super", frame_.super}, {"value", value}});
    std::string text = value;
    if (frame_.kind == Kind::handle) text = value;
    else if (t.shape == Shape::scalar && t.scalar == model::Scalar::character) text = fmt::format("String.fromCharCode({})", value);
    else if (t.shape == Shape::scalar && t.scalar == model::Scalar::codepoint) text = fmt::format("String.fromCodePoint({})", value);
    else if (source_.role == model::Role::compare) text = fmt::format("{0} === 2 ? NaN : {0}", value);  // neither is less, nor equal
    else if (t.shape == Shape::handle && returns_self(context_, function_)) text = fmt::format("{} === this[$handle] ? this : {}", value, wrap(context_, t.decl, value));
    else if (t.shape == Shape::handle) text = wrap(context_, t.decl, value);
    else if (t.shape == Shape::nullable) {
      text = fmt::format("{0} === 0 ? undefined : {1}", value, wrap(context_, t.decl, value));
    } else if (source_.role == model::Role::iterate) text += ".values()";
    if (takes_options(context_, function_) && !function_.outcome) text = "$stopBy(" + text + ", $signal)";
    out_.print("return $text$;\n", {{"text", given(text)}});
  }

  emit::Printer& out_;
  const Context& context_;
  const Frame& frame_;
  const abi::Function& function_;
  const model::Function& source_;
  Plan plan_;
  std::string called_;  ///< what is called instead of the function itself
};

/// "function add", "static open": what gives a promise.
std::string async_head(const std::string& head) {
  return head.starts_with("static ") ? "static async " + head.substr(7) : "async " + head;
}

void print_one(emit::Printer& out, const Context& context, const Frame& frame, const abi::Function& function) {
  Shell shell(out, context, frame, function);
  out.print("$head$ {\n  $prologue$\n  $body$\n}\n",
            {{"head", list_line(function.outcome ? async_head(frame.head) : frame.head, shell.parameters(), "", frame.self == Frame::Self::none ? 0 : 2)},
             {"prologue", [&] { out.print(frame.prologue); }}, {"body", [&] { shell.print_body(); }}});
}

struct Count {
  std::size_t required = 0, most = 0;
};

Count count_of(const Context& context, const abi::Function& function) {
  Count count;
  for (const model::Parameter& parameter : function.source->params) {
    ++count.most;
    if (!parameter.default_value) count.required = count.most;
  }
  if (takes_options(context, function)) ++count.most;
  return count;
}

std::string condition(const Context& context, const abi::Function& function, bool strict) {
  const Count count = count_of(context, function);
  std::string text = count.required == count.most ? fmt::format("$args.length === {}", count.most)
                                                  : fmt::format("$args.length >= {} && $args.length <= {}", count.required, count.most);
  std::size_t i = 0;
  for (const abi::Param& param : function.params) {
    if (param.role != ParamRole::argument) continue;
    const std::string value = fmt::format("$args[{}]", i++);
    std::string test = fits(context, param.type, value, strict);
    const std::string absent = value + " === undefined";
    if (function.source->params[param.index].default_value && !test.starts_with(absent)) test = absent + " || " + or_operand(test);
    text += " && " + and_operand(test);
  }
  if (takes_options(context, function)) text += fmt::format(" && $isOptions($args[{}])", i);
  return text;
}

/// One function that chooses: by the number of arguments, then their exact types, then what can be converted.
void print_choice(emit::Printer& out, const Context& context, const Frame& frame, const Overloads& overloads) {
  const bool method = frame.self != Self::none, implements = overloads[0]->kind == abi::FunctionKind::implement;
  out.print("$head$($methods$...$$args) {\n", {{"head", frame.head}, {"methods", implements ? "$methods, " : ""}});
  out.print("  $body$\n}\n", {{"body", [&] {
    out.print(frame.prologue);
    std::vector<std::string> seen;
    const bool constructor = frame.kind == Kind::constructor;
    if (constructor) out.print("let $$made;\n");
    std::string otherwise;
    for (const bool strict : {true, false}) {
      for (const abi::Function* function : overloads) {
        const std::string test = condition(context, *function, strict);
        if (std::find(seen.begin(), seen.end(), test) != seen.end()) continue;
        seen.push_back(test);
        const std::string impl = fmt::format("$impl_{}", native_name(context, *function));
        const std::string call = method ? fmt::format("{}.apply(this, $args)", impl) : fmt::format("{}({}...$args)", impl, implements ? "$methods, " : "");
        if (constructor) {
          out.print("$else$if ($test$) $$made = $call$;\n", {{"else", otherwise}, {"test", test}, {"call", call}});
          otherwise = "else ";
        } else {
          out.print("if ($test$) return $call$;\n", {{"test", test}, {"call", call}});
        }
      }
    }
    const std::string name = frame.head.substr(frame.head.rfind(' ') + 1);
    if (constructor) out.print("else throw $$noOverload(new.target.name);\n$super$$$made);\n", {{"super", frame.super}});
    else if (std::any_of(overloads.begin(), overloads.end(), [](const abi::Function* one) { return one->outcome; })) {
      out.print("return Promise.reject($$noOverload($name$));\n", {{"name", js_string(name)}});
    } else out.print("throw $$noOverload($name$);\n", {{"name", js_string(name)}});
  }}});
}

}  // namespace

void print_function(emit::Printer& out, emit::Printer& before, const Context& context, const Frame& frame, const Overloads& overloads) {
  if (overloads.size() == 1) return print_one(out, context, frame, *overloads[0]);
  for (const abi::Function* function : overloads) {
    Frame own = frame;
    own.head = "function $impl_" + native_name(context, *function);
    own.prologue.clear();
    if (frame.kind == Kind::constructor) own.kind = Kind::handle;
    before.print("\n");
    print_one(before, context, own, *function);
  }
  print_choice(out, context, frame, overloads);
}

}  // namespace polyglue::js
