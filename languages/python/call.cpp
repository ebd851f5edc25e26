// The call itself and its result; call_arguments.cpp has what comes before.
#include "languages/python/call.hpp"

#include <algorithm>
#include <ranges>

#include "languages/c/text.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {

using abi::ParamRole;
using abi::Shape;

Call::Call(emit::Printer& out, const Context& context, const Wrapper& wrapper, const abi::Function& function)
    : out_(out), context_(context), wrapper_(wrapper), function_(function), source_(*function.source) {
  for (const abi::Param& param : function.params) {
    if (param.role == ParamRole::argument) args_.push_back(&param);
    if (param.role == ParamRole::self) self_ = &param;
  }
  needs_arena_ = std::any_of(args_.begin(), args_.end(), [&](const abi::Param* p) { return needs_arena(*p); }) ||
                 (self_ && wrapper.self == Self::record && !context.is_inline(type(*self_)));
  signature_ = wrapper.name + "_signature";
}

void Call::print_outcome() {
  if (!function_.outcome) return;
  Wrapper wrapper;
  wrapper.makes_own_class = wrapper_.makes_own_class;
  Call call(out_, context_, wrapper, context_.library.outcomes[*function_.outcome]);
  out_.print("\n\nstatic PyObject *$name$_outcome(PyObject *self, pgl_task *task) {\n  $body$\n}\n",
             {{"name", wrapper_.name}, {"body", [&] { call.print_body(); }}});
}

void Call::print_body() {
  if (self_unused()) out_.print("(void)self;\n");
  if (source_.info.deprecated) {
    const std::string why = source_.info.deprecated->empty() ? "" : ": " + *source_.info.deprecated;
    out_.print("if (PyErr_WarnEx(PyExc_DeprecationWarning, $text$, 1) < 0) return $failed$;\n",
               {{"text", c_string(wrapper_.shown + " is deprecated" + why)}, {"failed", failed()}});
  }
  if (is_virtual() && has_pure(context_, function_)) {
    out_.print("if (PGP_UNLIKELY($here$_is_pure(self))) return pgp_no_body($shown$)$failed$;\n",
               {{"here", here(function_)},
                {"shown", c_string(wrapper_.shown)},
                {"failed", wrapper_.kind == Kind::setter ? ", -1" : ""}});
  }
  if (needs_arena_) out_.print("pgp_arena arena;\n");
  for (std::size_t i = 0; i < args_.size(); ++i) declare_argument(i);
  if (needs_cleanup())
    out_.print("$type$result = $failed$;\n", {{"type", wrapper_.result_type()}, {"failed", failed()}});
  if (needs_arena_) out_.print(is_brief() ? "pgp_arena_open_brief(&arena);\n" : "pgp_arena_open(&arena);\n");
  print_self();
  for (std::size_t i = 0; i < args_.size(); ++i) lower_argument(i);
  print_call();
  for (std::size_t i = 0; i < args_.size(); ++i) consume_argument(i);
  print_result();
  if (exclusive()) out_.print(function_.fallible ? "done_inside:;\nPGP_END_EXCLUSIVE()\n" : "PGP_END_EXCLUSIVE()\n");
  if (jumps_) out_.print("done:\n");
  if (needs_arena_) out_.print("pgp_arena_close(&arena);\n");
  if (needs_cleanup()) out_.print("return result;\n");
}

bool Call::exclusive() const {
  if (source_.role == model::Role::next) return false;  // the library sees to that
  return self_ && wrapper_.self == Self::object && !context_.releases_gil(function_) &&
         (function_.borrows || !source_.is_const);
}

bool Call::is_brief() const {
  if (context_.releases_gil(function_) || function_.calls_back) return false;
  const auto quiet = [&](const abi::Type& t) {
    return t.shape == Shape::handle || t.shape == Shape::nullable ||
           (t.shape == Shape::record && !context_.is_collected(t));
  };
  return (!self_ || quiet(type(*self_))) &&
         std::ranges::all_of(std::views::iota(std::size_t{0}, args_.size()), [&](std::size_t i) {
           return is_read(i) || (quiet(type(*args_[i])) && !parameter(i).default_value);
         });
}

std::string Call::fail() {
  if (!needs_cleanup()) return fmt::format("return {};", failed());
  jumps_ = true;
  return "goto done;";
}

void Call::print_self() {
  if (!self_ || wrapper_.self != Self::record) return;
  const abi::Type& t = type(*self_);
  if (context_.is_inline(t)) {
    out_.print("const $ctype$ self_value = ((py_$tag$_instance *)self)->value;\n", {{"ctype", t.name}, {"tag", t.tag}});
  } else {
    out_.print("$ctype$ self_value;\nif (PGP_UNLIKELY(!py_lower_$tag$(self, &self_value, &arena))) $fail$\n",
               {{"ctype", t.name}, {"tag", t.tag}, {"fail", fail()}});
  }
}

std::string Call::call_text() const {
  std::vector<std::string> values;
  std::size_t i = 0;
  for (const abi::Param& param : function_.params) {
    switch (param.role) {
      case ParamRole::self:
        if (wrapper_.self == Self::record) values.push_back(param.by_pointer ? "&self_value" : "self_value");
        else {
          const std::string name = type(param).name;
          values.push_back(is_virtual() ? "self" : fmt::format("PGP_HANDLE(self, {})", name.substr(0, name.find(' '))));
        }
        break;
      case ParamRole::argument:
        values.push_back(param.has_default ? "given" + std::to_string(i)
                                           : (param.by_pointer ? "&" : "") + variable(i));
        ++i;
        break;
      case ParamRole::result: values.emplace_back("&out"); break;
      case ParamRole::owner: values.emplace_back("&owner"); break;
      case ParamRole::task: values.emplace_back(param.by_pointer ? "&task" : "task"); break;
      case ParamRole::methods:
        values.push_back(fmt::format("&py_{}_overrides", context_.type(*function_.result).tag));
        break;
      case ParamRole::user: values.emplace_back("side"); break;
      case ParamRole::promise: break;  // of no function that Python calls by its name
    }
  }
  return fmt::format("{}({})", is_virtual() ? here(function_) : function_.symbol, fmt::join(values, ", "));
}

void Call::print_call() {
  const bool released = context_.releases_gil(function_);
  if (function_.result) out_.print("$out$;\n", {{"out", c::declare(context_.type(*function_.result).name, "out")}});
  if (function_.has_owner)
    out_.print(keeps_owner() ? "pgl_owner *owner = NULL;\n"
                             : "pgp_room room;\npgl_owner *owner = &room.owner;\n");
  if (function_.outcome) out_.print("pgl_task *task = NULL;\n");
  if (function_.fallible && (released || exclusive())) out_.print("pgl_status status;\n");
  if (implements())
    out_.print("pgp_side *side = pgp_side_new(self); /* the library's, whatever becomes of the call */\n"
               "if (!side) $fail$\n",
               {{"fail", fail()}});
  for (std::size_t i = 0; i < args_.size(); ++i) give_callback(i);
  if (exclusive()) out_.print("PGP_BEGIN_EXCLUSIVE(self)\n");
  if (released) out_.print("Py_BEGIN_ALLOW_THREADS\n");
  const bool declared = released || exclusive();
  if (function_.fallible) {
    out_.print("$declare$status = $call$;\n",
               {{"declare", declared ? "" : "const pgl_status "}, {"call", call_text()}});
  } else if (function_.returns) {
    out_.print("out = $call$;\n", {{"call", call_text()}});
  } else {
    out_.print("$call$;\n", {{"call", call_text()}});
  }
  if (released) out_.print("Py_END_ALLOW_THREADS\n");
  if (!function_.fallible) return;
  std::string raise = fmt::format("py_raise(status, {})", self_ && wrapper_.self == Self::object ? "self" : "NULL");
  if (source_.role == model::Role::next) {
    raise = fmt::format("status == PGL_END ? {} : {}", source_.is_async ? "pgp_no_more()" : "NULL", raise);
  }
  if (function_.outcome) {
    // What went wrong is raised where it is awaited.
    raise = "pgp_task_done(" + raise + ")";
    if (needs_cleanup()) raise = "result = " + raise;
  }
  if (exclusive()) {
    // The critical section is left at its end only.
    out_.print("if (PGP_UNLIKELY(status)) {\n  $raise$;\n  goto done_inside;\n}\n", {{"raise", raise}});
  } else if (needs_cleanup()) {
    out_.print("if (PGP_UNLIKELY(status)) {\n  $raise$;\n  $fail$\n}\n", {{"raise", raise}, {"fail", fail()}});
  } else if (wrapper_.kind == Kind::setter) {
    out_.print("if (PGP_UNLIKELY(status)) return $raise$, -1;\n", {{"raise", raise}});
  } else {
    out_.print("if (PGP_UNLIKELY(status)) return $raise$;\n", {{"raise", raise}});
  }
}

void Call::print_result() {
  if (function_.outcome) {
    out_.print(
        "if (task) {\n  $pending$\n}\n",
        {{"pending", [&] {
            const std::string made = fmt::format("pgp_task_new(&py_tasks, {}_outcome, {}, task)",
                                                 wrapper_.name, wrapper_.makes_own_class ? "self" : "NULL");
            if (!needs_cleanup())
              out_.print("return $made$;\n", {{"made", made}});
            else
              out_.print("result = $made$;\n$leave$\n",
                         {{"made", made},
                          {"leave", exclusive() ? "goto done_inside;" : (jumps_ = true, "goto done;")}});
          }}});
  }
  if (wrapper_.kind == Kind::setter) return finish("0");
  if (wrapper_.kind == Kind::constructor) return finish("out");
  if (!function_.result) return finish("pgp_new_ref(Py_None)");
  if (const std::string written = write_back(); !written.empty()) return finish_changed(written);
  const abi::Type& t = context_.type(*function_.result);
  if (!context_.is_uniffi && t.shape == Shape::sequence && context_.is_element(t.parts[0])) {
    const std::string element = "&" + element_name(context_, t.parts[0]);
    if (keeps_owner()) return finish(fmt::format("pgp_array_own({}, out.data, out.len, owner)", element));
    if (!function_.has_owner) return finish(fmt::format("pgp_array_copy({}, out.data, out.len)", element));
    return lift_and_release(fmt::format("pgp_array_copy({}, out.data, out.len)", element));
  }
  std::string lift = fmt::format("{}(&out)", context_.lift(*function_.result));
  lift = uniffi::converted(context_, source_.result, "lift", lift);
  if (wrapper_.makes_own_class) lift = "pgp_object_of(self, " + lift + ")";
  if (returns_self()) {
    out_.print(R"(
        if ($x$_identity(out) == $x$_identity(((pgp_object *)self)->handle)) {
          $free$(out);
          $finish$
        }
        )",
               {{"x", context_.prefix},
                {"free", free_symbol(t.decl)},
                {"finish", needs_cleanup() ? (jumps_ = jumps_ || !exclusive(),
                                              "result = pgp_new_ref(self);\ngoto done" +
                                                  std::string(exclusive() ? "_inside" : "") + ";")
                                           : "return pgp_new_ref(self);"}});
  }
  if (function_.has_owner) return lift_and_release(lift);
  finish(lift);
}

void Call::finish(const std::string& expression) {
  const std::string given = function_.outcome ? "pgp_task_done(" + expression + ")" : expression;
  if (needs_cleanup()) out_.print("result = $e$;\n", {{"e", given}});
  else out_.print("return $e$;\n", {{"e", given}});
}

void Call::finish_changed(const std::string& written) {
  const abi::Type& t = context_.type(*function_.result);
  const model::Type result = uniffi::shown_result(context_, source_);
  std::string value = "pgp_new_ref(Py_None)";
  if (!model::is<model::Void>(result))
    value = uniffi::converted(context_, result, "lift",
                              fmt::format("{}(&out.{})", context_.lift(t.parts[0]), t.members[0]));
  out_.print("PyObject *given = $written$ ? $value$ : NULL;\npgl_release(owner);\n",
             {{"written", written}, {"value", value}});
  finish("given");
}

void Call::lift_and_release(const std::string& lift) {
  const bool containers = function_.borrows && context_.type(*function_.result).shape != Shape::string &&
                          context_.type(*function_.result).shape != Shape::bytes;
  if (containers) out_.print("const int collecting = pgp_pause_collection();\n");
  out_.print("$result$ = $lift$;\n", {{"result", needs_cleanup() ? "result" : "PyObject *result"}, {"lift", lift}});
  if (containers) out_.print("pgp_resume_collection(collecting);\n");
  out_.print("pgl_release(owner);\n");
  if (function_.outcome) out_.print("result = pgp_task_done(result);\n");
  if (!needs_cleanup()) out_.print("return result;\n");
}

bool Call::keeps_owner() const {
  const abi::Type& t = context_.type(*function_.result);
  return !context_.is_uniffi && function_.has_owner && !function_.borrows && t.shape == Shape::sequence &&
         context_.is_element(t.parts[0]);
}

bool Call::returns_self() const {
  const auto* object = model::as<model::ObjectRef>(source_.result);
  return object && self_ && wrapper_.self == Self::object && object->ownership == model::Ownership::borrowed &&
         object->id == function_.scope && context_.library.find_class(object->id);
}

std::string Call::free_symbol(const model::DeclId& id) const {
  return context_.library.functions[context_.library.find_class(id)->functions.back()].symbol;
}

}  // namespace polyglue::python
