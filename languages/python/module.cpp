// The module: the header its C files share, and what happens when it is imported.
#include <fmt/format.h>

#include "languages/c/c_backend.hpp"
#include "languages/c/text.hpp"
#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {
namespace {

/// A type that the module holds, as C, and where its class around it is.
struct Exported {
  const model::DeclInfo* info;
  std::string object;   ///< C expression, PyObject *
  bool is_enum, is_class;
};

std::vector<Exported> exported(const Context& context) {
  std::vector<Exported> result;
  for (const model::Decl& decl : context.model.decls) {
    const model::DeclInfo& info = model::info(decl);
    if (context.is_uniffi && !std::holds_alternative<model::Object>(decl)) continue;
    if (std::holds_alternative<model::Enum>(decl) || std::holds_alternative<model::Record>(decl)) {
      const std::string tag = context.type(context.library.type_of({model::Named{info.id}, info.id})).tag;
      const bool is_enum = std::holds_alternative<model::Enum>(decl);
      result.push_back({&info, fmt::format("(PyObject *)py_{}_{}.type", tag, is_enum ? "enum" : "record"), is_enum, false});
    } else if (std::holds_alternative<model::Object>(decl)) {
      const abi::Class* entry = context.library.find_class(info.id);
      result.push_back({&info, fmt::format("(PyObject *)py_{}_type", context.type(entry->handle).tag), false, true});
    }
  }
  return result;
}

void print_ready_calls(emit::Printer& out, const Context& context) {
  for (const model::Decl& decl : context.model.decls) {
    if (const auto* one = std::get_if<model::Enum>(&decl)) {
      const std::string tag = context.type(context.library.type_of({model::Named{one->info.id}, one->info.id})).tag;
      out.print("if (!pgp_enum_ready(&py_$tag$_enum, $package$)) return -1;\n", {{"tag", tag}, {"package", c_string(context.package)}});
    }
  }
  for (const model::Decl& decl : context.model.decls) {
    if (const auto* one = std::get_if<model::Record>(&decl)) {
      const std::string tag = context.type(context.library.type_of({model::Named{one->info.id}, one->info.id})).tag;
      out.print("if (py_$tag$_ready() < 0) return -1;\n", {{"tag", tag}});
    }
  }
  print_classes_ready(out, context);
}

void print_classes(emit::Printer& out, const Context& context) {
  if (context.library.classes.empty()) return;
  out.print("static const pgp_class *const py_classes[] = {\n  $classes$\n};\n", {{"classes", [&] {
    for (const abi::Class& entry : context.library.classes) out.print("&py_$tag$_class,\n", {{"tag", context.type(entry.handle).tag}});
  }}});
}

void print_additions(emit::Printer& out, const Context& context) {
  if (!context.library.classes.empty())
    out.print("if (pgp_add_classes(module, py_classes, sizeof py_classes / sizeof *py_classes) < 0) return -1;\n");
  for (const Exported& one : exported(context)) {
    const model::Decl* outer = one.info->scope.empty() ? nullptr : context.model.find(one.info->scope);
    const std::string name = context.spell.type(one.info->name);
    if (!outer && one.is_class) continue;
    if (!outer) {
      out.print("if (pgp_add(module, $name$, pgp_new_ref($object$)) < 0) return -1;\n", {{"name", c_string(name)}, {"object", one.object}});
      continue;
    }
    const abi::Class* entry = context.library.find_class(one.info->scope);
    const std::string holder = entry ? fmt::format("py_{}_type", context.type(entry->handle).tag)
                                     : fmt::format("py_{}_record.type", context.type(context.library.type_of({model::Named{one.info->scope}, one.info->scope})).tag);
    out.print("if (pgp_set_attribute($holder$, $name$, pgp_new_ref($object$)) < 0) return -1;\n",
              {{"holder", holder}, {"name", c_string(name)}, {"object", one.object}});
    if (!one.is_enum) {
      out.print("if (pgp_set_qualname($object$, $name$) < 0) return -1;\n",
                {{"object", one.object}, {"name", c_string(context.qualified_name(*one.info))}});
    }
  }
  for (const model::Decl& decl : context.model.decls) {
    if (const auto* constant = std::get_if<model::Constant>(&decl)) {
      const std::string value = new_object(context, constant->type, constant->value);
      if (!value.empty()) {
        out.print("if (pgp_add(module, $name$, $value$) < 0) return -1;\n",
                  {{"name", c_string(context.spell.constant(constant->info.name))}, {"value", value}});
      }
    }
    if (const auto* record = std::get_if<model::Record>(&decl)) {
      const std::string tag = context.type(context.library.type_of({model::Named{record->info.id}, record->info.id})).tag;
      for (const model::Constant& constant : record->constants) {
        const std::string value = new_object(context, constant.type, constant.value);
        if (value.empty()) continue;
        out.print("if (pgp_set_attribute(py_$tag$_record.type, $name$, $value$) < 0) return -1;\n",
                  {{"tag", tag}, {"name", c_string(context.spell.constant(constant.info.name))}, {"value", value}});
      }
    }
  }
}

}  // namespace

void print_classes_ready(emit::Printer& out, const Context& context) {
  if (!context.library.classes.empty())
    out.print("if (pgp_classes_ready(py_classes, sizeof py_classes / sizeof *py_classes) < 0) return -1;\n");
}

void print_header(emit::Printer& out, const Context& context) {
  out.print(R"(
      /* What the C files of the extension share. Generated by Polyglue; do not edit. */
      #ifndef PGP_$X$_PYTHON_H
      #define PGP_$X$_PYTHON_H

      #define PGL_NO_DEPRECATED /* deprecation is Python's business here: a DeprecationWarning */
      #include "pgp/pgp.h"
      $data$

      #include "$header$"
      )", {{"data", [&] {
                if (context.is_uniffi) out.print("#include \"pgp/data.h\"\n");
                if (!context.library.interfaces.empty()) out.print("#include \"pgp/implemented.h\"\n");
                if (has_described(context)) out.print("#include \"pgp/function.h\"\n");
                if (context.library.has_promises()) out.print("#include \"pgp/answer.h\"\n");
              }}, {"X", context.library.shouty}, {"header", c::header_name(context.library)}});
  print_enum_declarations(out, context);
  if (context.is_uniffi) uniffi::print_declarations(out, context);
  else print_record_declarations(out, context);
  print_class_declarations(out, context);
  print_error_declarations(out, context);
  out.print("\n");
  print_conversion_declarations(out, context);
  print_callback_declarations(out, context);
  print_interface_declarations(out, context);
  if (context.library.has_promises()) out.print("extern const pgp_promise_calls py_promises;\n");
  if (context.library.has_tasks()) out.print("extern const pgp_task_calls py_tasks;\n");
  out.print("\n\n#endif\n");
}

void print_module(emit::Printer& out, const Context& context, std::size_t function_files) {
  std::string doc = context.model.doc.brief;
  if (!context.model.doc.details.empty()) doc += (doc.empty() ? "" : "\n\n") + context.model.doc.details;
  out.print(R"c(
      #ifndef $X$_C_STATIC
      #define $X$_C_WITH_SYMBOLS
      #endif
      #include "$x$_python.h"

      $tables$

      $classes$

      $tasks$

      static PyObject *py_live(PyObject *module, PyObject *unused) {
        const pgl_live live = $x$_live();
        (void)module, (void)unused;
        return Py_BuildValue("(KK)", (unsigned long long)live.handles, (unsigned long long)live.owners);
      }
      $close_host$
      static PyMethodDef py_methods[] = {
        $close_host_row$
        $set_loop_row$
        {"_live", py_live, METH_NOARGS, "How many objects and results of the library are alive: (objects, results)."},
        {NULL, NULL, 0, NULL},
      };

      /* Makes everything the module holds: once in a process, however often it is imported. */
      static int py_fill(PyObject *module) {
      #ifndef $X$_C_STATIC /* else this file and the library are of one making */
        if (pgp_check_contract($x$_contract(), $x$_symbols, $count$) < 0) return -1;
      #endif
        if (pgp_time_ready() < 0 || pgp_array_ready($package$) < 0 || pgp_object_ready($package$) < 0) return -1;
        $functions_ready$
        $implemented_ready$
        $tasks_ready$
        $package_found$
        $ready$
        if (py_errors_ready($errors$) < 0) return -1;
        $array_added$
        if (pgp_add(module, "_Object", pgp_new_ref((PyObject *)pgp_object_type)) < 0) return -1;
        $additions$
        $functions$
        $at_exit$
        return 0;
      }
      static int py_exec(PyObject *module) {
        static PyObject *first;
        if (pgp_check_interpreter($package$) < 0) return -1;
        if (first) return PyDict_Merge(PyModule_GetDict(module), first, 0);
        if (py_fill(module) < 0) return -1;
        first = PyDict_Copy(PyModule_GetDict(module));
        return first ? 0 : -1;
      }
      static PyModuleDef_Slot py_module_slots[] = {
        {Py_mod_exec, PGP_SLOT(py_exec)},
      #ifdef Py_mod_multiple_interpreters
        {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
      #endif
      #ifdef Py_mod_gil
        {Py_mod_gil, Py_MOD_GIL_NOT_USED},
      #endif
        {0, NULL},
      };
      static PyModuleDef py_module = {
        PyModuleDef_HEAD_INIT, $full$, $doc$, 0, py_methods, py_module_slots, NULL, NULL, NULL,
      };
      PyMODINIT_FUNC PyInit_$extension$(void);
      PyMODINIT_FUNC PyInit_$extension$(void) { return PyModuleDef_Init(&py_module); }
      )c",
            {{"close_host", [&] {
                if (!context.library.calls_hosts() && !context.library.has_tasks()) return;
                out.print(R"(
                    /* At the end of the interpreter: no function of Python is called any more. Waits for those that run. */
                    static PyObject *py_close_host(PyObject *module, PyObject *unused) {
                      (void)module, (void)unused;
                      Py_BEGIN_ALLOW_THREADS
                      $x$_close_host(5000);
                      Py_END_ALLOW_THREADS
                      Py_RETURN_NONE;
                    }
                    )", {{"x", context.prefix}});
              }},
             {"set_loop_row", c::optional_line(out, uniffi::has_event_loops(context) ? "{\"uniffi_set_default_event_loop\", pgp_task_set_loop, METH_O, \"Sets the event loop for async methods that are called where none runs.\"},\n{\"uniffi_set_event_loop\", pgp_task_set_loop, METH_O, \"The older name of uniffi_set_default_event_loop().\"}," : "")},
             {"close_host_row", context.library.calls_hosts() || context.library.has_tasks() ? "{\"_close_host\", py_close_host, METH_NOARGS, \"Keeps the library from calling Python from now on.\"}," : ""},
             {"at_exit", context.library.calls_hosts() || context.library.has_tasks() ? "if (pgp_call_at_exit(module, \"_close_host\") < 0) return -1;" : ""},
             {"x", context.prefix}, {"X", context.library.shouty}, {"package", c_string(context.package)},
             {"classes", [&] { print_classes(out, context); }},
             {"tasks", [&] {
                if (context.library.has_promises()) {
                  out.print("const pgp_promise_calls py_promises = {$x$_promise_fail, $x$_promise_free, $x$_promise_on_end, py_fail_promise};\n", {{"x", context.prefix}});
                }
                if (context.library.has_tasks()) out.print("const pgp_task_calls py_tasks = {$x$_task_on_done, $x$_task_cancel, $x$_task_free, py_raise};\n", {{"x", context.prefix}});
              }},
             {"functions_ready", c::optional_line(out, has_described(context) ? fmt::format("if (pgp_function_ready({}) < 0) return -1;", c_string(context.package)) : "")},
             {"implemented_ready", [&] {
                if (context.library.interfaces.empty()) return;
                out.print("if (pgp_implemented_ready($package$) < 0) return -1;\n", {{"package", c_string(context.package)}});
                if (context.library.has_promises()) out.print("if (pgp_answer_ready($package$) < 0) return -1;\n", {{"package", c_string(context.package)}});
                for (const abi::Interface& interface : context.library.interfaces) {
                  const abi::Class& entry = *context.library.find_class(interface.source->info.id);
                  out.print("if (py_$tag$_overrides_ready() < 0) return -1;\n", {{"tag", context.type(entry.handle).tag}});
                }
              }},
             {"tasks_ready", [&] {
                if (context.library.has_tasks()) out.print("if (pgp_task_ready($package$) < 0) return -1;\n", {{"package", c_string(context.package)}});
              }},
             {"extension", context.extension}, {"package_found", [&] {
                if (!context.is_uniffi) return;
                out.print(R"(
                    PyObject *name = PyUnicode_FromString($package$), *package = name ? PyImport_GetModule(name) : NULL; /* being imported */
                    Py_XDECREF(name);
                    if (!package) return PyErr_Occurred() ? -1 : (PyErr_SetString(PyExc_ImportError, "import the package, not its extension"), -1);
                    )", {{"package", c_string(context.package)}});
              }}, {"errors", context.is_uniffi ? "package" : "module"}, {"array_added", [&] {
                if (context.is_uniffi) return;
                out.print("if (pgp_add(module, \"$array$\", pgp_new_ref((PyObject *)pgp_array_type)) < 0) return -1;\n", {{"array", context.array_name}});
              }}, {"full", c_string(context.package + "." + context.extension)}, {"doc", c_string(doc)},
             {"count", std::to_string(context.library.contract.size())},
             {"tables", [&] {
                for (std::size_t i = 0; i < function_files; ++i) out.print("extern PyMethodDef py_functions_$i$[];\n", {{"i", std::to_string(i)}});
              }},
             {"ready", [&] { context.is_uniffi ? uniffi::print_ready_calls(out, context) : print_ready_calls(out, context); }}, {"additions", [&] { print_additions(out, context); }},
             {"functions", [&] {
                for (std::size_t i = 0; i < function_files; ++i) {
                  out.print("if ($add$(module, py_functions_$i$) < 0) return -1;\n", {{"i", std::to_string(i)}, {"add", has_described(context) ? "pgp_add_functions" : "PyModule_AddFunctions"}});
                }
              }}});
}

}  // namespace polyglue::python
