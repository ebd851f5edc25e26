// Classes of C++ that Python implements: the functions that C++ calls, and the way to the bodies in C++.
#include <fmt/format.h>

#include <algorithm>

#include "languages/c/c_backend.hpp"
#include "languages/c/text.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/host_calls.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

using abi::ParamRole;
using model::Role;

std::string tag_of(const Context& context, const model::DeclId& id) { return context.type(context.library.find_class(id)->handle).tag; }

/// "heard": what a class in Python overrides it by; "__len__" and its like for roles that have such a name.
std::string python_name(const Context& context, const model::Function& source) {
  switch (source.role) {
    case Role::length: case Role::to_text: case Role::contains: return special_method(source.role);
    default: return context.method_name(source);
  }
}

/// The result of an async method, from Python to C++.
void print_give(emit::Printer& out, const Context& context, const abi::Method& method, const std::string& name, const std::string& place) {
  const abi::Param* value = method.resolve->param(ParamRole::argument);
  out.print(R"(

      static int $name$(PyObject *result, pgl_promise *promise) {
        pgl_status status;
        $open$
        Py_BEGIN_ALLOW_THREADS
        status = $resolve$(promise$value$); /* C++ goes on in it */
        Py_END_ALLOW_THREADS
        $close$
        if (!status) return 0;
        py_raise(status, NULL);
        return -1;
      }
      )",
            {{"name", name}, {"resolve", method.resolve->symbol}, {"value", !value ? "" : value->by_pointer ? ", &value" : ", value"}, {"open", [&] {
                if (!value) return out.print("(void)result;\n");
                const abi::Type& type = context.type(value->type);
                const bool path = type.shape == abi::Shape::string && is_path(method.resolve->source->result);
                out.print(R"(
                    $declaration$;
                    pgp_arena arena;
                    pgp_arena_open(&arena);
                    if (PGP_UNLIKELY(!$lower$(result, &value, &arena))) {
                      pgp_arena_close(&arena);
                      pgp_error_at_text($place$);
                      return -1;
                    }
                    )", {{"declaration", c::declare(type.name, "value")}, {"lower", path ? "pgp_lower_path" : context.lower(value->type)}, {"place", c_string(place)}});
              }}, {"close", [&] {
                if (!value) return;
                out.print("pgp_arena_close(&arena);\n");
                const auto* optional = model::as<model::Optional>(method.resolve->source->result);
                const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : method.resolve->source->result);
                if (object && object->ownership == model::Ownership::unique) {
                  out.print("if (!status && result != Py_None) $give$;\n", {{"give", context.give_away("result")}});
                }
              }}});
}

void print_methods(emit::Printer& out, const Context& context, const abi::Interface& interface) {
  const model::DeclId& id = interface.source->info.id;
  const std::string tag = tag_of(context, id), shown = context.qualified_name(interface.source->info);
  std::string names;
  for (std::size_t i = 0; i < interface.methods.size(); ++i) {
    const abi::Method& method = interface.methods[i];
    const model::Function& source = *method.call.source;
    const std::string name = python_name(context, source), place = fmt::format("result of {}.{}()", shown, name);
    names += (i ? ", " : "") + c_string(name);
    HostCall call(out, context, method.call, source.params, source.result);
    const std::string variable = fmt::format("py_{}_names[{}]", tag, i);
    std::string text;
    switch (source.role) {
      case Role::getter: text = fmt::format("pgp_call_getter({}, args)", variable); break;
      case Role::setter: text = fmt::format("pgp_call_setter({}, args)", variable); break;
      case Role::length: text = "pgp_call_length(args)"; break;
      case Role::to_text: text = "pgp_call_text(args)"; break;
      case Role::contains: text = "pgp_call_contains(args)"; break;
      default: text = fmt::format("pgp_call_method({}, args, {})", variable, call.count() + 1); break;
    }
    if (method.resolve) text = fmt::format("pgp_answer({}, args[1], &py_promises, py_{}_give_{}, {}, {})", text, tag, method.call.name, c_string(place), method.call.params.back().name);
    if (method.resolve) print_give(out, context, method, fmt::format("py_{}_give_{}", tag, method.call.name), place);
    if (i == 0) out.print("\n\nstatic PyObject *py_$tag$_names[$count$];\n", {{"tag", tag}, {"count", std::to_string(interface.methods.size())}});
    call.print({fmt::format("py_{}_calls_{}", tag, method.call.name), "pgp_side_object(user)", text, place});
  }
  out.print(R"(

      const $name$ py_$tag$_overrides = {
        {sizeof($name$), pgp_side_release, pgp_side_hold, pgp_side_let_go},
        $methods$
      };
      int py_$tag$_overrides_ready(void) {
        $intern$
        return 0;
      }
      )",
            {{"name", interface.name}, {"tag", tag}, {"methods", [&] {
                for (const abi::Method& method : interface.methods) out.print("py_$tag$_calls_$name$,\n", {{"tag", tag}, {"name", method.call.name}});
              }}, {"intern", [&] {
                if (interface.methods.empty()) return;
                out.print(R"(
                    static const char *const names[] = {$names$};
                    for (size_t i = 0; i < $count$; ++i) if (!(py_$tag$_names[i] = PyUnicode_InternFromString(names[i]))) return -1;
                    )", {{"names", names}, {"count", std::to_string(interface.methods.size())}, {"tag", tag}});
              }}});
}

}  // namespace

void print_interface_declarations(emit::Printer& out, const Context& context) {
  for (const abi::Interface& interface : context.library.interfaces) {
    out.print("\n\nextern const $name$ py_$tag$_overrides;\nint py_$tag$_overrides_ready(void);\n",
              {{"name", interface.name}, {"tag", tag_of(context, interface.source->info.id)}});
  }
}

void print_interfaces(emit::Printer& out, const Context& context) {
  for (const abi::Interface& interface : context.library.interfaces) print_methods(out, context, interface);
}

std::string here(const abi::Function& function) { return "py_here_" + function.symbol; }

void print_bodies(emit::Printer& out, const Context& context, const abi::Class& entry) {
  for (const std::size_t index : entry.functions) {
    const abi::Function& function = context.library.functions[index];
    const auto overrides = context.overrides(function);
    if (overrides.empty()) continue;
    std::string params, rest;
    for (const abi::Param& param : function.params) {
      if (param.role == ParamRole::self) continue;
      params += ", " + c::declare(context.library, param);
      rest += ", " + param.name;
    }
    const auto call = [&](const abi::Function& called, const std::string& type) {
      return fmt::format("return {}(PGP_HANDLE(object, {}){});", called.symbol, type, rest);
    };
    out.print(R"(

        /* Called by Python, this is the body in C++ where Python overrides it. */
        static pgl_status $name$(PyObject *object$params$) {
          switch (pgp_implements(object)) {
            $bodies$
            default: $call$
          }
        }
        )", {{"name", here(function)}, {"params", params}, {"call", call(function, entry.name)}, {"bodies", [&] {
                for (const Context::Override& one : overrides) {
                  if (!one.method->base) continue;
                  const abi::Class& derived = *context.library.find_class(one.interface->source->info.id);
                  out.print("case $number$: $call$\n", {{"number", c::class_constant(context.library, derived)}, {"call", call(*one.method->base, derived.name)}});
                }
              }}});
    if (!has_pure(context, function)) continue;
    out.print(R"(
        static int $name$_is_pure(PyObject *object) {
          switch (pgp_implements(object)) {
            $cases$
              return 1;
            default: return 0;
          }
        }
        )", {{"name", here(function)}, {"cases", [&] {
                for (const Context::Override& one : overrides) {
                  if (!one.method->is_pure) continue;
                  out.print("case $number$:\n", {{"number", c::class_constant(context.library, *context.library.find_class(one.interface->source->info.id))}});
                }
              }}});
  }
}

bool has_pure(const Context& context, const abi::Function& function) {
  const auto overrides = context.overrides(function);
  return std::any_of(overrides.begin(), overrides.end(), [](const Context::Override& one) { return one.method->is_pure; });
}

void print_implemented_new(emit::Printer& out, const Context& context, const abi::Interface& interface) {
  out.print(R"(

      static PyObject *py_$tag$_new_instance(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
        static const pgp_pure pure[] = {
          $pure$
          {NULL, NULL},
        };
        (void)args, (void)kwargs;
        return pgp_implemented_new(type, pure);
      }
      )", {{"tag", tag_of(context, interface.source->info.id)}, {"pure", [&] {
              std::vector<std::string> seen;
              for (std::size_t i = 0; i < interface.methods.size(); ++i) {
                const abi::Method& method = interface.methods[i];
                const std::string name = python_name(context, *method.call.source);
                if (!method.is_pure || std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
                seen.push_back(name);
                out.print("{$name$, &py_$owner$_type},\n", {{"name", c_string(name)}, {"owner", tag_of(context, interface.source->virtuals[i].owner)}});
              }
            }}});
}

}  // namespace polyglue::python
