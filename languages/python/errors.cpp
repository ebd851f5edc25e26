// Errors: exception classes in the library's own hierarchy, and the step from a status to one of them.
#include <fmt/format.h>

#include "languages/c/text.hpp"
#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {
namespace {

std::string variable(const abi::Library& library, const abi::Error& error) {
  return "py_exception_" + error.name.substr(library.prefix.size() + 1);
}

/// What gives C++ an error: of the method or callback that runs or, in a library with promises, of `promise` if there is one.
std::string fail_call(const Context& context) { return context.library.has_promises() ? "say(promise, " : context.prefix + "_fail("; }

/// Gives C++ one error of the library, with the fields that the Python object has.
void print_thrown(emit::Printer& out, const Context& context, const abi::Error& error) {
  const auto& fields = fields_of(context.model, error.source->info.id);
  const abi::Type& payload = context.type(*error.payload);
  out.print(R"(

      /* 1 when the library has it; 0 when it lacks fields, so that it is any error; -1 with another error: a field is wrong. */
      static int $v$_thrown(PyObject *exception, pgl_str message, pgl_status *status$promise$) {
        $ctype$ fields;
        pgp_arena arena;
        PyObject *field;
        int done = 0;
        memset(&fields, 0, sizeof fields);
        pgp_arena_open(&arena);
        $fields$
        *status = $fail$$constant$, message, &fields);
        done = $done$;
      left:
        if (PyErr_Occurred()) done = -1;
        pgp_arena_close(&arena);
        return done;
      }
      )",
            {{"v", variable(context.library, error)}, {"ctype", payload.name}, {"fail", fail_call(context)},
             // An object that C++ cannot throw, as it does not know its class, is any error to it.
             {"done", context.is_uniffi && uniffi::thrown_object(context, *error.source) ? "*status != PGL_ERROR_HOST" : "1"}, {"promise", context.library.has_promises() ? ", pgl_promise *promise" : ""}, {"constant", error.constant}, {"fields", [&] {
                for (std::size_t i = 0; i < payload.parts.size(); ++i) {
                  const bool path = is_path(fields[i].type) && context.type(payload.parts[i]).shape == abi::Shape::string;
                  const std::string name = context.spell.field(fields[i].info.name);
                  const bool is_itself = context.is_uniffi && uniffi::thrown_object(context, *error.source);
                  const std::string get = is_itself ? "pgp_new_ref(exception)" : fmt::format("pgp_exception_field(exception, {})", c_string(name));
                  const bool converts = uniffi::is_converted(context, fields[i].type);
                  const std::string convert = converts ? fmt::format(" || !(field = {})", uniffi::converted(context, fields[i].type, "lower", "field")) : "";
                  out.print(R"(
                      if (!(field = $get$)$convert$ || !pgp_arena_keep(&arena, field)) goto left;
                      if (!$lower$(field, &fields.$member$, &arena)) {
                        pgp_error_at_text($where$);
                        goto left;
                      }
                      )",
                            {{"get", get}, {"convert", convert}, {"member", payload.members[i]}, {"lower", path ? "pgp_lower_path" : context.lower(payload.parts[i])},
                             {"where", c_string(context.error_name(*error.source) + "." + name)}});
                }
              }}});
}

}  // namespace

void print_fail(emit::Printer& out, const Context& context) {
  const abi::Library& library = context.library;
  const auto can_be_thrown = [](const abi::Error& error) { return !error.source->factory.empty(); };
  const bool promises = library.has_promises();
  if (promises) {
    out.print(R"(

        static pgl_status say(pgl_promise *promise, pgl_status status, pgl_str message, const void *fields) {
          if (!promise) return $x$_fail(status, message, fields);
          Py_BEGIN_ALLOW_THREADS
          status = $x$_promise_fail(promise, status, message, fields); /* C++ goes on in it */
          Py_END_ALLOW_THREADS
          return status;
        }
        static pgl_status say_host(pgl_promise *promise, pgl_str message, PyObject *exception) {
          pgl_status status;
          if (!promise) return $x$_fail_host(message, exception, pgp_release_exception);
          Py_BEGIN_ALLOW_THREADS
          status = $x$_promise_fail_host(promise, message, exception, pgp_release_exception);
          Py_END_ALLOW_THREADS
          return status;
        }
        )", {{"x", context.prefix}});
  }
  for (const abi::Error& error : library.errors) if (can_be_thrown(error) && error.payload) print_thrown(out, context, error);
  out.print(R"(

      $head$ {
        PyObject *exception = pgp_take_exception(), *holder = NULL;
        pgl_status status = PGL_ERROR_HOST;
        int done = 0;
        if (!exception) return status;
        $const$pgl_str message = pgp_exception_text(exception, &holder);
        $tries$
        if (done < 0) { /* the wrong field is the error then */
          PyObject *wrong = pgp_take_exception();
          PyException_SetContext(wrong, exception);
          exception = wrong;
          Py_CLEAR(holder);
          status = $wrong$;
        } else if (done) {
          Py_DECREF(exception);
        } else {
          $shown$
          status = $host$;
        }
        Py_XDECREF(holder);
        return status;
      }
      $both$
      )",
            {{"const", context.is_uniffi ? "" : "const "},
             {"shown", c::optional_line(out, context.is_uniffi ? "Py_CLEAR(holder);\nmessage = pgp_exception_shown(exception, &holder);" : "")},
             {"head", promises ? "pgl_status py_fail_promise(pgl_promise *promise)" : "pgl_status py_fail(void)"},
             {"both", promises ? "pgl_status py_fail(void) { return py_fail_promise(NULL); }" : ""},
             {"wrong", promises ? "say_host(promise, pgp_exception_text(exception, &holder), exception)"
                                : context.prefix + "_fail_host(pgp_exception_text(exception, &holder), exception, pgp_release_exception)"},
             {"host", promises ? "say_host(promise, message, exception)" : context.prefix + "_fail_host(message, exception, pgp_release_exception)"},
             {"tries", [&] {
                std::string otherwise;  // derived ones first
                for (auto error = library.errors.rbegin(); error != library.errors.rend(); ++error) {
                  if (!can_be_thrown(*error)) continue;
                  const std::string v = variable(library, *error);
                  out.print("$else$if (PyObject_TypeCheck(exception, (PyTypeObject *)$v$)) $do$;\n",
                            {{"else", otherwise}, {"v", v},
                             {"do", error->payload ? fmt::format("done = {}_thrown(exception, message, &status{})", v, promises ? ", promise" : "")
                                                   : fmt::format("done = 1, status = {}{}, message, NULL)", fail_call(context), error->constant)}});
                  otherwise = "else ";
                }
              }}});
}

void print_raise_again(emit::Printer& out, const Context& context) {
  if (!context.library.calls_hosts()) return;
  out.print(R"(
      if (error->host_release == pgp_release_exception) { /* a Python function raised it */
        PyObject *raised = pgp_new_ref((PyObject *)error->host_error);
        $x$_forget_error(); /* which would keep the frames in its traceback */
        $raise$;
        return NULL;
      }
      )", {{"x", context.prefix}, {"raise", context.is_uniffi ? "pgp_raise_unexpected(py_exception_internal, raised)" : "pgp_raise_again(raised)"}});
}

void print_error_declarations(emit::Printer& out, const Context& context) {
  out.print(R"(

      /* Raises the last error of this thread. `self`, or NULL, is what the call was made on. Always NULL. */
      PGP_COLD PyObject *py_raise(pgl_status status, PyObject *self);
      int py_errors_ready(PyObject *module);
      )");
  if (!context.library.calls_hosts()) return;
  out.print(R"(
      /* Hands the current exception to C++: one of the library's errors as that, any other as it is. The status that says so. */
      PGP_COLD pgl_status py_fail(void);
      )");
  if (context.library.has_promises()) out.print("/* The same for a promise, if it is not NULL. */\nPGP_COLD pgl_status py_fail_promise(pgl_promise *promise);\n");
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
        $again$
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
        PyObject *raised = pgp_message(error->message); /* of which the interpreter makes the exception, where it has no fields */
        if (raised && (error->payload || status == PGL_ERROR_UNEXPECTED)) {
          PyObject *exception = PyObject_CallFunctionObjArgs(type, raised, NULL);
          int failed = !exception;
          Py_DECREF(raised);
          raised = exception;
          if (exception) {
            switch (status) {
              $payloads$
              case PGL_ERROR_UNEXPECTED: failed = pgp_set_field(exception, "cpp_type", pgp_message(error->type)); break;
              default: break;
            }
          }
          if (failed) Py_CLEAR(raised);
        }
        if (raised) PyErr_SetObject(type, raised);
        Py_XDECREF(raised);
        return NULL;
      }
      )",
            {{"x", context.prefix}, {"again", [&] { print_raise_again(out, context); }}, {"types", [&] {
                for (const abi::Error& error : library.errors) {
                  out.print("case $status$: type = $v$; break;\n", {{"status", error.constant}, {"v", variable(library, error)}});
                }
              }},
             {"payloads", [&] {
                for (const abi::Error& error : library.errors) {
                  if (!error.payload) continue;
                  out.print("case $status$: failed = $v$_fields(exception, (const $ctype$ *)error->payload); break;\n",
                            {{"status", error.constant}, {"v", variable(library, error)}, {"ctype", context.type(*error.payload).name}});
                }
              }}});
  if (library.calls_hosts()) print_fail(out, context);
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
