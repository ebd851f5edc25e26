// The C between the API and the classes that the package's Python defines.
#include <fmt/format.h>

#include <algorithm>

#include "languages/c/text.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python::uniffi {
namespace {

using model::Role;

template <class F>
void each_dictionary(const Context& context, F&& f) {
  for (const model::Decl& decl : context.model.decls) {
    const auto* record = std::get_if<model::Record>(&decl);
    if (record && is_dictionary(context, *record)) f(*record);
  }
}

template <class F>
void each_variant(const Context& context, F&& f) {
  for (const model::Decl& decl : context.model.decls) {
    if (const auto* variant = std::get_if<model::Variant>(&decl)) f(*variant, context.type(context.library.type_of({model::Named{variant->info.id}, variant->cpp})), context.library.type_of({model::Named{variant->info.id}, variant->cpp}));
  }
}

void print_table(emit::Printer& out, const DataClass& data) {
  std::string names;
  for (const DataField& field : data.fields) names += c_string(field.name) + ", ";
  out.print(R"(

      static const char *const $v$_fields[] = {$names$NULL};
      static Py_ssize_t $v$_offsets[$room$];
      pgp_data $v$ = {$path$, $v$_fields, $count$, $v$_offsets, NULL};
      )",
            {{"v", data.variable}, {"names", names}, {"room", std::to_string(std::max<std::size_t>(data.fields.size(), 1))},
             {"path", c_string(data.path)}, {"count", std::to_string(data.fields.size())}});
}

/// Statements that fill the C struct `out` from an instance; failing leaves by `leave`.
void print_reading(emit::Printer& out, const Context& context, const DataClass& data) {
  for (std::size_t i = 0; i < data.fields.size(); ++i) {
    const DataField& field = data.fields[i];
    out.print(R"(
        if (!(field = pgp_data_get(&$v$, object, $i$))) return Py_LeaveRecursiveCall(), 0;
        $convert$
        good = $lower$(field, &out->$member$, arena);
        $drop$
        if (PGP_UNLIKELY(!good)) return Py_LeaveRecursiveCall(), pgp_error_at_field($name$), 0;
        )",
              {{"v", data.variable}, {"i", std::to_string(i)}, {"lower", context.lower(field.part)}, {"member", field.member}, {"name", c_string(field.name)},
               {"convert", is_converted(context, field.type) ? fmt::format("if (!(field = {})) return Py_LeaveRecursiveCall(), 0;", converted(context, field.type, "lower", "field")) : ""},
               // Nobody else keeps what was just made.
               {"drop", is_converted(context, field.type) ? "good = pgp_arena_keep(arena, field) && good;" : "Py_DECREF(field);"}});
  }
}

/// Statements that fill `self`, a new instance, from the C struct `value`.
void print_writing(emit::Printer& out, const Context& context, const DataClass& data) {
  for (std::size_t i = 0; i < data.fields.size(); ++i) {
    const DataField& field = data.fields[i];
    out.print("if (PGP_UNLIKELY(!pgp_data_set(&$v$, self, $i$, $lift$))) goto failed;\n",
              {{"v", data.variable}, {"i", std::to_string(i)},
               {"lift", converted(context, field.type, "lift", fmt::format("{}(&value->{})", context.lift(field.part), field.member))}});
  }
}

void print_dictionary(emit::Printer& out, const Context& context, const model::Record& record) {
  const abi::TypeId id = context.library.type_of({model::Named{record.info.id}, record.info.id});
  const abi::Type& type = context.type(id);
  const DataClass data = data_class(context, record);
  const bool empty = data.fields.empty();
  print_table(out, data);
  if (context.is_lowered(id)) {
    out.print(R"(

        int py_lower_$tag$(PyObject *object, $ctype$ *out, pgp_arena *arena) {
          $variables$
          if (PGP_UNLIKELY(!pgp_is_instance(object, $v$.type))) return pgp_expected($name$, object);
          (void)out, (void)arena;
          if (PGP_UNLIKELY(Py_EnterRecursiveCall(" while converting a record"))) return 0;
          $fields$
          Py_LeaveRecursiveCall();
          return 1;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"v", data.variable}, {"name", c_string(data.path)},
               {"variables", empty ? "" : "PyObject *field;\nint good;"}, {"fields", [&] { print_reading(out, context, data); }}});
  }
  if (context.is_lifted(id)) {
    out.print(R"(

        PyObject *py_lift_$tag$(const $ctype$ *value) {
          if (PGP_UNLIKELY(Py_EnterRecursiveCall(" while converting a record"))) return NULL;
          PyObject *self = pgp_data_new(&$v$);
          (void)value;
          if (PGP_UNLIKELY(!self)) goto failed;
          $fields$
          Py_LeaveRecursiveCall();
          return self;
        failed:
          Py_LeaveRecursiveCall();
          Py_XDECREF(self);
          return NULL;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"v", data.variable}, {"fields", [&] { print_writing(out, context, data); }}});
  }
}

void print_variant(emit::Printer& out, const Context& context, const model::Variant& variant, const abi::Type& type, abi::TypeId id) {
  std::vector<DataClass> all;
  bool fields = false;
  for (std::size_t i = 0; i < variant.alternatives.size(); ++i) {
    all.push_back(data_class(context, variant, i));
    fields = fields || !all.back().fields.empty();
    print_table(out, all.back());
  }
  if (context.is_lowered(id)) {
    out.print(R"(

        int py_lower_$tag$(PyObject *object, $ctype$ *out, pgp_arena *arena) {
          $variables$
          memset(out, 0, sizeof *out);
          (void)arena;
          if (PGP_UNLIKELY(Py_EnterRecursiveCall(" while converting an enum"))) return 0;
          $alternatives$
          Py_LeaveRecursiveCall();
          return pgp_expected($name$, object);
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"variables", fields ? "PyObject *field;\nint good;" : ""},
               {"name", c_string(context.spell.type(variant.info.name))}, {"alternatives", [&] {
                  for (std::size_t i = 0; i < all.size(); ++i) {
                    out.print(R"(
                        if (pgp_is_instance(object, $v$.type)) {
                          out->tag = $i$;
                          $fields$
                          Py_LeaveRecursiveCall();
                          return 1;
                        }
                        )", {{"v", all[i].variable}, {"i", std::to_string(i)}, {"fields", [&] { print_reading(out, context, all[i]); }}});
                  }
                }}});
  }
  if (context.is_lifted(id)) {
    out.print(R"(

        PyObject *py_lift_$tag$(const $ctype$ *value) {
          PyObject *self = NULL;
          if (PGP_UNLIKELY(Py_EnterRecursiveCall(" while converting an enum"))) return NULL;
          switch (value->tag) {
            $alternatives$
            default: PyErr_Format(PyExc_SystemError, "unknown variant %d", (int)value->tag); goto failed;
          }
          Py_LeaveRecursiveCall();
          return self;
        failed:
          Py_LeaveRecursiveCall();
          Py_XDECREF(self);
          return NULL;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"alternatives", [&] {
                  for (std::size_t i = 0; i < all.size(); ++i) {
                    out.print(R"(
                        case $i$:
                          if (PGP_UNLIKELY(!(self = pgp_data_new(&$v$)))) goto failed;
                          $fields$
                          break;
                        )", {{"v", all[i].variable}, {"i", std::to_string(i)}, {"fields", [&] { print_writing(out, context, all[i]); }}});
                  }
                }}});
  }
}

/// What the C++ of a dictionary compares, hashes and prints, as methods of its class.
bool print_methods(emit::Printer& out, const Context& context, const model::Record& record) {
  const Members members = context.members(record.info.id);
  if (members.operators.empty()) return false;
  const abi::Type& type = context.type(context.library.type_of({model::Named{record.info.id}, record.info.id}));
  print_operators(out, context, members, type.tag, context.spell.type(record.info.name), Wrapper::Self::record);
  const std::string base = "py_" + type.tag + "_operator", variable = data_class(context, record).variable;
  std::vector<std::string> rows;
  const auto row = [&](const std::string& name, const std::string& function, const char* flags) {
    rows.push_back(fmt::format("{{{}, PGP_CFUNCTION({}), {}, NULL}},", c_string(name), function, flags));
  };
  constexpr const char* binary = "METH_O";
  if (members.find(Role::equal)) {
    out.print("\n\nPGP_EQUALITY_METHODS($b$, $b$_richcompare)\n", {{"b", base}});
    for (const std::string one : {"eq", "ne"}) row("__" + one + "__", base + "_" + one, binary);
  }
  if (members.find(Role::compare) || members.find(Role::less)) {
    out.print("\n\nPGP_ORDER_METHODS($b$, $b$_richcompare)\n", {{"b", base}});
    for (const std::string one : {"lt", "le", "gt", "ge"}) row("__" + one + "__", base + "_" + one, binary);
  }
  constexpr const char* plain = "METH_FASTCALL | METH_KEYWORDS";
  if (members.find(Role::hash)) row("__hash__", base + "_hash", plain);
  if (members.find(Role::to_text)) {
    row("__str__", base + "_str", plain);
    if (is_debug(context, record.info.id)) row("__repr__", base + "_str", plain);
  }
  out.print("\n\nPyMethodDef $v$_methods[] = {\n  $rows$\n  {NULL, NULL, 0, NULL},\n};\n", {{"v", variable}, {"rows", fmt::format("{}", fmt::join(rows, "\n"))}});
  return true;
}

std::string exception(const abi::Library& library, const abi::Error& error) {
  return "py_exception_" + error.name.substr(library.prefix.size() + 1);
}

}  // namespace

void print_declarations(emit::Printer& out, const Context& context) {
  out.print("\n");
  print_converter_declarations(out, context);
  each_dictionary(context, [&](const model::Record& record) {
    const std::string v = data_class(context, record).variable;
    out.print("extern pgp_data $v$;\nextern PyMethodDef $v$_methods[];\n", {{"v", v}});
  });
  each_variant(context, [&](const model::Variant& variant, const abi::Type&, abi::TypeId) {
    for (std::size_t i = 0; i < variant.alternatives.size(); ++i) out.print("extern pgp_data $v$;\n", {{"v", data_class(context, variant, i).variable}});
  });
}

void print_values(emit::Printer& out, const Context& context) {
  print_converter_definitions(out, context);
  each_dictionary(context, [&](const model::Record& record) {
    print_dictionary(out, context, record);
    print_methods(out, context, record);
  });
  each_variant(context, [&](const model::Variant& variant, const abi::Type& type, abi::TypeId id) { print_variant(out, context, variant, type, id); });
}

void print_ready_calls(emit::Printer& out, const Context& context) {
  print_converter_ready_calls(out, context);
  if (context.library.has_promises()) {
    out.print("if (pgp_add_to_package(package, \"_UNIFFI_FOREIGN_FUTURE_HANDLE_MAP\", pgp_answers($package$)) < 0) return -1;\n", {{"package", c_string(context.package)}});
  }
  for (const model::Decl& decl : context.model.decls) {
    if (const auto* one = std::get_if<model::Enum>(&decl)) {
      const std::string tag = context.type(context.library.type_of({model::Named{one->info.id}, one->info.id})).tag;
      out.print("if (!pgp_enum_adopt(&py_$tag$_enum, pgp_in_package(package, $name$))) return -1;\n",
                {{"tag", tag}, {"name", c_string(context.spell.type(one->info.name))}});
    }
  }
  each_dictionary(context, [&](const model::Record& record) {
    const std::string v = data_class(context, record).variable;
    out.print("if (pgp_data_ready(&$v$, package) < 0) return -1;\n", {{"v", v}});
    if (!context.members(record.info.id).operators.empty()) out.print("if (pgp_data_add_methods(&$v$, $v$_methods) < 0) return -1;\n", {{"v", v}});
  });
  each_variant(context, [&](const model::Variant& variant, const abi::Type&, abi::TypeId) {
    for (std::size_t i = 0; i < variant.alternatives.size(); ++i) out.print("if (pgp_data_ready(&$v$, package) < 0) return -1;\n", {{"v", data_class(context, variant, i).variable}});
  });
  print_classes_ready(out, context);
  for (const abi::Class& entry : context.library.classes) {
    if (is_foreign(context, entry.source->info.id)) {
      out.print("if (pgp_add_to_package(package, $name$, pgp_new_ref((PyObject *)py_$tag$_type)) < 0) return -1;\n",
                {{"name", c_string("_" + context.spell.type(entry.source->info.name))}, {"tag", context.type(entry.handle).tag}});
    } else if (is_thrown(context, entry.source->info.id)) {
      out.print("if (pgp_data_give_class(package, $name$, py_$tag$_type) < 0) return -1;\n",
                {{"name", c_string(context.spell.type(entry.source->info.name))}, {"tag", context.type(entry.handle).tag}});
    }
  }
}

void print_errors(emit::Printer& out, const Context& context) {
  const abi::Library& library = context.library;
  const bool objects = std::any_of(library.errors.begin(), library.errors.end(), [&](const abi::Error& error) { return thrown_object(context, *error.source); });
  const auto is_rich = [&](const abi::Error& error) { return error.source->base && !is_flat(context, *error.source); };
  out.print("\n#include \"$prefix$_python.h\"\n\nstatic PyObject *py_exception_internal;\n", {{"prefix", context.prefix}});
  for (const abi::Error& error : library.errors) out.print("static PyObject *$v$;\n", {{"v", exception(library, error)}});
  for (const abi::Error& error : library.errors) {
    if (!is_rich(error) || !error.payload) continue;
    const abi::Type& payload = context.type(*error.payload);
    out.print(R"(

        static PyObject *$v$_arguments(const $ctype$ *payload) {
          PyObject *arguments = PyTuple_New($count$), *item;
          if (!arguments) return NULL;
          $fields$
          return arguments;
        }
        )",
              {{"v", exception(library, error)}, {"ctype", payload.name}, {"count", std::to_string(payload.parts.size())}, {"fields", [&] {
                  for (std::size_t i = 0; i < payload.parts.size(); ++i) {
                    const std::string lift = fmt::format("{}(&payload->{})", context.lift(payload.parts[i]), payload.members[i]);
                    out.print("if (!(item = $lift$)) return Py_DECREF(arguments), NULL;\nPyTuple_SET_ITEM(arguments, $i$, item);\n",
                              {{"lift", converted(context, error.source->fields[i].type, "lift", lift)}, {"i", std::to_string(i)}});
                  }
                }}});
  }
  out.print(R"c(

      /* What C++ says of an error that shows its fields: a note, which stands in tracebacks. */
      static int py_add_note(PyObject *exception, pgl_str message) {
        PyObject *notes = message.len ? Py_BuildValue("[N]", pgp_message(message)) : NULL;
        if (!notes) return message.len ? -1 : 0;
        return pgp_set_field(exception, "__notes__", notes);
      }

      PyObject *py_raise(pgl_status status, PyObject *self) {
        const pgl_error *error = $x$_last_error();
        PyObject *type = py_exception_internal, *arguments = NULL, *exception;
        int rich = 0, failed = 0;
        $object$
        $again$
        switch (status) {
          $types$
          /* Exceptions of the standard library are no part of the interface either. */
          case PGL_ERROR_INDEX: case PGL_ERROR_ARGUMENT: case PGL_ERROR_IO: case PGL_ERROR_UNEXPECTED: break;
          default:
            if (status == PGL_ERROR_CLOSED && self && ((pgp_object *)self)->closed) {
              PyErr_Format(PyExc_ValueError, "%s is closed", Py_TYPE(self)->tp_name);
            } else {
              pgp_raise_boundary(status, error->message);
            }
            return NULL;
        }
        if ($unless$!arguments && !PyErr_Occurred()) arguments = rich ? PyTuple_New(0) : Py_BuildValue("(N)", pgp_message(error->message));
        exception = $made$arguments ? PyObject_CallObject(type, arguments) : NULL;
        Py_XDECREF(arguments);
        if (!exception) return NULL;
        if (rich) failed = py_add_note(exception, error->message);
        else if (status == PGL_ERROR_UNEXPECTED) failed = pgp_set_field(exception, "cpp_type", pgp_message(error->type));
        if (!failed) PyErr_SetObject(type, exception);
        Py_DECREF(exception);
        return NULL;
      }

      int py_errors_ready(PyObject *package) {
        $classes$
        return (py_exception_internal = pgp_in_package(package, "InternalError")) ? 0 : -1;
      }
      )c",
            {{"x", context.prefix}, {"again", [&] { print_raise_again(out, context); }},
             {"object", c::optional_line(out, objects ? "PyObject *object = NULL; /* that was thrown */" : "")}, {"unless", objects ? "!object && " : ""},
             {"made", objects ? "object ? PyObject_CallMethod(type, \"_of\", \"NN\", object, pgp_message(error->message))\n            : " : ""},
             {"types", [&] {
                for (const abi::Error& error : library.errors) {
                  if (const model::Object* object = thrown_object(context, *error.source)) {
                    const abi::Class& entry = *library.find_class(object->info.id);
                    out.print(R"(
                        case $status$:
                          if (!error->payload) break;
                          type = $v$;
                          if (!(object = py_wrap_$tag$(((const $ctype$ *)error->payload)->object))) return NULL;
                          break;
                        )", {{"status", error.constant}, {"v", exception(library, error)}, {"tag", context.type(entry.handle).tag},
                             {"ctype", context.type(*error.payload).name}});
                    continue;
                  }
                  std::string more = is_rich(error) ? " rich = 1;" : "";
                  if (is_rich(error) && error.payload) {
                    more += fmt::format(" if (error->payload) arguments = {}_arguments((const {} *)error->payload);", exception(library, error), context.type(*error.payload).name);
                  }
                  out.print("case $status$: type = $v$;$more$ break;\n", {{"status", error.constant}, {"v", exception(library, error)}, {"more", more}});
                }
              }},
             {"classes", [&] {
                for (const abi::Error& error : library.errors) {
                  out.print("if (!($v$ = pgp_in_package(package, $path$))) return -1;\n",
                            {{"v", exception(library, error)}, {"path", c_string(error_path(context, *error.source))}});
                }
              }}});
  if (library.calls_hosts()) print_fail(out, context);
}

}  // namespace polyglue::python::uniffi
