// Errors: exception classes in the library's own hierarchy, and the step from a status to one of them.
#include <fmt/format.h>

#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

std::string variable(const abi::Library& library, const abi::Error& error) {
  return "py_exception_" + error.name.substr(library.prefix.size() + 1);
}

}  // namespace

void print_error_declarations(emit::Printer& out, const Context& context) {
  (void)context;
  out.print(R"(

      /* Raises the last error of this thread. `self`, or NULL, is what the call was made on. Always NULL. */
      PGP_COLD PyObject *py_raise(pgl_status status, PyObject *self);
      int py_errors_ready(PyObject *module);
      )");
}

void print_errors(emit::Printer& out, const Context& context) {
  const abi::Library& library = context.library;
  out.print("\n#include \"$prefix$_python.h\"\n\nstatic PyObject *py_exception_base, *py_exception_internal;\n", {{"prefix", context.prefix}});
  for (const abi::Error& error : library.errors) out.print("static PyObject *$v$;\n", {{"v", variable(library, error)}});
  for (const abi::Error& error : library.errors) {
    if (!error.payload) continue;
    const abi::Type& payload = context.type(*error.payload);
    out.print(R"(

        static int $v$_fields(PyObject *exception, const $ctype$ *payload) {
          $fields$
          return 0;
        }
        )",
              {{"v", variable(library, error)}, {"ctype", payload.name}, {"fields", [&] {
                  const auto& fields = fields_of(context.model, error.source->info.id);
                  for (std::size_t i = 0; i < payload.parts.size(); ++i) {
                    out.print("if (pgp_set_field(exception, $name$, $lift$(&payload->$member$)) < 0) return -1;\n",
                              {{"name", c_string(context.spell.field(fields[i].info.name))}, {"lift", context.lift(payload.parts[i])},
                               {"member", payload.members[i]}});
                  }
                }}});
  }
  out.print(R"(

      PyObject *py_raise(pgl_status status, PyObject *self) {
        const pgl_error *error = $x$_last_error();
        PyObject *type = NULL;
        if (status < 0 && status != PGL_ERROR_UNEXPECTED) {
          if ((status == PGL_ERROR_CLOSED || status == PGL_ERROR_NULL) && self) {
            const char *why = ((pgp_object *)self)->handle ? "is closed" : "was not initialised: __init__() was not called";
            if (((pgp_object *)self)->closed || !((pgp_object *)self)->handle) {
              PyErr_Format(PyExc_ValueError, "%s %s", Py_TYPE(self)->tp_name, why);
              return NULL;
            }
          }
          pgp_raise_boundary(status, error->message);
          return NULL;
        }
        switch (status) {
          $types$
          default: type = py_exception_internal; break;
        }
        PyObject *message = pgp_message(error->message);
        PyObject *exception = message ? PyObject_CallFunctionObjArgs(type, message, NULL) : NULL;
        Py_XDECREF(message);
        if (!exception) return NULL;
        int failed = 0;
        switch (status) {
          $payloads$
          case PGL_ERROR_UNEXPECTED: failed = pgp_set_field(exception, "cpp_type", pgp_message(error->type)); break;
          default: break;
        }
        if (!failed) PyErr_SetObject(type, exception);
        Py_DECREF(exception);
        return NULL;
      }
      )",
            {{"x", context.prefix}, {"types", [&] {
                for (const abi::Error& error : library.errors) {
                  out.print("case $status$: type = $v$; break;\n", {{"status", error.constant}, {"v", variable(library, error)}});
                }
              }},
             {"payloads", [&] {
                for (const abi::Error& error : library.errors) {
                  if (!error.payload) continue;
                  out.print("case $status$:\n  if (error->payload) failed = $v$_fields(exception, (const $ctype$ *)error->payload);\n  break;\n",
                            {{"status", error.constant}, {"v", variable(library, error)}, {"ctype", context.type(*error.payload).name}});
                }
              }}});
  const std::string package = context.package;
  out.print(R"(

      int py_errors_ready(PyObject *module) {
        $base$
        $classes$
        py_exception_internal = pgp_new_exception(module, "$package$", "$internal$",
            "An exception that the library does not declare. `cpp_type` is its C++ type, where known.", py_exception_base);
        return py_exception_internal ? 0 : -1;
      }
      )",
            {{"package", package}, {"internal", context.internal_error}, {"base", [&] {
                if (context.declares_error_base) return;
                out.print(R"(
                    py_exception_base = pgp_new_exception(module, "$package$", "$name$", "Base of all errors of this library.", PyExc_Exception);
                    if (!py_exception_base) return -1;
                    )", {{"package", package}, {"name", context.error_base}});
              }},
             {"classes", [&] {
                const auto print = [&](const abi::Error& error) {
                  const bool root = context.declares_error_base && context.error_name(*error.source) == context.error_base;
                  const abi::Error* base = error.source->base ? library.find_error(*error.source->base) : nullptr;
                  out.print(R"(
                      $v$ = pgp_new_exception(module, "$package$", $name$, $doc$, $base$);
                      if (!$v$) return -1;
                      $keep$
                      )",
                            {{"v", variable(library, error)}, {"package", package}, {"name", c_string(context.error_name(*error.source))},
                             {"doc", c_string(docstring(context, error.source->info))},
                             {"base", base ? variable(library, *base) : root ? "PyExc_Exception" : "py_exception_base"},
                             {"keep", root ? "py_exception_base = " + variable(library, error) + ";" : ""}});
                };
                const auto is_root = [&](const abi::Error& error) {
                  return context.declares_error_base && context.error_name(*error.source) == context.error_base && !error.source->base;
                };
                for (const abi::Error& error : library.errors) if (is_root(error)) print(error);
                for (const abi::Error& error : library.errors) if (!is_root(error)) print(error);
              }}});
}

}  // namespace polyglue::python
