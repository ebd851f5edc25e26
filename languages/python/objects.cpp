// Classes: Python types over handles.
#include <fmt/format.h>

#include <algorithm>

#include "languages/c/c_backend.hpp"
#include "languages/c/text.hpp"
#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {
namespace {

using abi::Shape;
using model::Role;

struct Names {
  const Context& context;
  const abi::Class& entry;
  const model::Object& source;
  std::string tag;    ///< "chart"
  std::string shown;  ///< "Chart"
  const abi::Interface* interface;  ///< Python may implement it; else null
  bool extended;      ///< an instance may be Python's: it is a pgp_implemented
};

std::string tag_of(const Context& context, const abi::Class& entry) { return context.type(entry.handle).tag; }

/// The constructor that copies, if it is exported.
const abi::Function* copy_constructor(const Members& members, const model::DeclId& id) {
  for (const abi::Function* function : members.constructors) {
    const auto& params = function->source->params;
    if (params.size() != 1) continue;
    const auto* object = model::as<model::ObjectRef>(params[0].type);
    if (object && object->id == id) return function;
  }
  return nullptr;
}

/// Properties that a repr shows: numbers, enums, text.
std::vector<std::string> shown_properties(const Context& context, const Members& members) {
  std::vector<std::string> result;
  for (const Members::Property& property : members.properties) {
    if (!property.getter || !property.getter->result || result.size() == 6) continue;
    const abi::Type& type = context.type(*property.getter->result);
    if (type.shape == Shape::scalar || type.shape == Shape::enumeration || type.shape == Shape::string) {
      result.push_back(property.name);
    }
  }
  return result;
}

void print_free(emit::Printer& out, const Names& names) {
  const abi::Function& free = names.context.library.functions[names.entry.functions.back()];
  if (!free.calls_back) {
    out.print("static void py_$tag$_free(void *handle) { $free$(handle); }\n", {{"tag", names.tag}, {"free", free.symbol}});
    return;
  }
  out.print(R"(
      /* Its destructor may wait for threads that call Python. */
      static void py_$tag$_free(void *handle) {
        Py_BEGIN_ALLOW_THREADS
        $free$(handle);
        Py_END_ALLOW_THREADS
      }
      )", {{"tag", names.tag}, {"free", free.symbol}});
}

/// An instance that stands for an object of C++, as C.
std::string begun(const Names& names, const std::string& object) {
  return names.extended ? "pgp_implemented_begin(" + object + ")" : object;
}

void print_wrap(emit::Printer& out, const Names& names) {
  const Context& context = names.context;
  out.print("\n\nPyTypeObject *py_$tag$_type;\nstatic pgp_pool py_$tag$_pool;\n\n", {{"tag", names.tag}});
  print_free(out, names);
  out.print(R"(
      PyObject *py_wrap_$tag$($name$ *handle) {
        $derived$
        $known$
        return $wrapped$;
      }
      static void py_$tag$_dealloc(PyObject *self) {
        $end$
        pgp_object_dealloc(self, &py_$tag$_class);
      }
      )",
            {{"tag", names.tag}, {"name", names.entry.name},
             {"wrapped", begun(names, fmt::format("pgp_object_wrap(handle, &py_{}_class)", names.tag))},
             {"end", c::optional_line(out, names.extended ? "pgp_implemented_end(self);" : "")}, {"known", [&] {
                if (!names.interface) return;
                out.print(R"(
                    void *side = $x$_user(handle, pgp_side_release);
                    if (PGP_UNLIKELY(side != NULL)) { /* Python's own object comes back */
                      int taken;
                      PyObject *known = pgp_side_wrap(side, handle, $x$_regained, &taken);
                      if (known && !taken) py_$tag$_free(handle);
                      if (known) return known;
                    }
                    )", {{"x", context.prefix}, {"tag", names.tag}});
              }}, {"derived", [&] {
                if (!names.source.is_polymorphic || names.entry.descendants.empty()) return;
                out.print("switch ($x$_class_of(handle)) {\n", {{"x", context.prefix}});
                for (const model::DeclId& id : names.entry.descendants) {
                  const abi::Class* derived = context.library.find_class(id);
                  out.print("  case $number$: return py_wrap_$tag$(($name$ *)(void *)handle);\n",
                            {{"number", c::class_constant(context.library, *derived)}, {"tag", tag_of(context, *derived)},
                             {"name", derived->name}});
                }
                out.print("  default: break;\n}\n");
              }}});
}

/// The functions that Python makes instances by. Returns their place in pgp_class.
std::vector<std::string> print_constructor(emit::Printer& out, const Names& names, const Members& members) {
  const bool exact = !members.constructors.empty();
  if (!exact && !names.interface) return {};
  std::vector<std::string> rows;
  Wrapper wrapper;
  wrapper.name = "py_" + names.tag + "_new";
  wrapper.shown = names.shown;
  wrapper.kind = Wrapper::Kind::constructor;
  const auto named = out.with({{"tag", names.tag}});
  if (exact) print_wrapper(out, names.context, wrapper, members.constructors);
  std::string construct = wrapper.name;
  if (names.interface) {
    wrapper.name = "py_" + names.tag + "_implement";
    Overloads overloads;
    for (const abi::Function& one : names.interface->constructors) overloads.push_back(&one);
    print_wrapper(out, names.context, wrapper, overloads);
    construct = wrapper.name;
  }
  if (exact && names.interface) {
    construct = "py_" + names.tag + "_make";
    out.print(R"(

        static void *py_$tag$_make(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
          const int exact = self == (PyObject *)py_$tag$_type || Py_TYPE(self) == py_$tag$_type;
          return (exact ? py_$tag$_new : py_$tag$_implement)(self, args, nargs, kwnames);
        }
        )");
  }
  rows.push_back(fmt::format(".make = {},", names.interface ? "py_" + names.tag + "_new_instance" : "pgp_object_new"));
  rows.push_back(fmt::format(".construct = {},", construct));
  out.print(R"(

      static int py_$tag$_init(PyObject *self, PyObject *args, PyObject *kwargs) {
        return pgp_object_init(self, args, kwargs, &py_$tag$_class);
      }
      )");
  rows.push_back(fmt::format(".init = py_{}_init,", names.tag));
  if (exact) {
    out.print(R"(
        static PyObject *py_$tag$_call(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
          return $called$;
        }
        )", {{"called", begun(names, fmt::format("pgp_object_call(type, args, nargsf, kwnames, &py_{}_class)", names.tag))}});
    rows.push_back(fmt::format(".call = py_{}_call,", names.tag));
  }
  if (names.interface) {
    const bool answers = names.context.library.has_promises();
    out.print(R"(

        static int py_$tag$_constructed(PyObject *object) {
          pgp_implemented *self = (pgp_implemented *)object;
          self->own = $x$_own(self->base.handle);
          self->class_number = self->own ? $number$ : 0;
          return $answers$;
        }
        )", {{"x", names.context.prefix}, {"number", c::class_constant(names.context.library, names.entry)},
             {"answers", answers ? "pgp_answer_remember(object)" : "0"}});
    rows.push_back(fmt::format(".constructed = py_{}_constructed,", names.tag));
  }
  if (names.context.is_uniffi && exact) {
    out.print(R"(

        static PyObject *py_$tag$_construct(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
          return pgp_object_construct(self, args, nargs, kwnames, &py_$tag$_class);
        }
        )");
  }
  if (names.context.is_uniffi && names.interface) {
    out.print(R"(

        /* Callers of UniFFI need not call __init__(). */
        int py_$tag$_complete(PyObject *object) {
          PyObject *done = pgp_object_construct(object, NULL, 0, NULL, &py_$tag$_class);
          Py_XDECREF(done);
          return done != NULL;
        }
        )");
  }
  return rows;
}

std::vector<std::string> print_methods(emit::Printer& out, const Names& names, const Members& members) {
  std::vector<std::string> rows;
  for (const Members::Method& method : members.methods) {
    Wrapper wrapper;
    wrapper.name = "py_" + names.tag + "_method_" + method.name;
    wrapper.shown = names.shown + "." + method.name;
    wrapper.self = method.is_static ? Wrapper::Self::none : Wrapper::Self::object;
    wrapper.self_type = names.tag;
    wrapper.makes_own_class = method.is_static && names.context.is_uniffi && !uniffi::is_thrown(names.context, names.source.info.id);
    print_wrapper(out, names.context, wrapper, method.overloads);
    const char* kind = wrapper.makes_own_class ? " | METH_CLASS" : method.is_static ? " | METH_STATIC" : "";
    const std::string flags = wrapper_flags(wrapper, method.overloads) + kind;
    rows.push_back(method_row(method.name, wrapper.name, flags,
                              function_doc(names.context, method.name, wrapper.makes_own_class ? "$type" : method.is_static ? "" : "$self", method.overloads)));
  }
  const model::Function* next = model::next_of(names.source);
  if (next && next->is_async) {
    out.print(R"(

        static PyObject *py_$tag$_aclose(PyObject *self, PyObject *unused) {
          PyObject *done = pgp_object_close(self, unused);
          return done ? pgp_task_done(done) : NULL;
        }
        )", {{"tag", names.tag}});
    rows.push_back(method_row("aclose", "py_" + names.tag + "_aclose", "METH_NOARGS",
                              c_string("async def aclose(self)\n--\n\nAsks for no more elements: what gives them is asked to stop, and freed.")));
  }
  if (names.context.is_uniffi && c::is_exchanged(names.context.library, names.entry)) {
    out.print(R"(

        static PyObject *py_$tag$_share(PyObject *self, PyObject *unused) {
          $name$ *handle;
          pgl_shared *shared;
          (void)unused;
          if (!py_lower_$tag$(self, &handle, NULL)) return NULL;
          const pgl_status status = $name$_to_shared(handle, &shared);
          return PGP_UNLIKELY(status) ? py_raise(status, self) : pgp_shared_new(shared);
        }
        static PyObject *py_$tag$_adopt(PyObject *type, PyObject *given) {
          $name$ *handle;
          const pgl_shared *shared = pgp_shared_get(given);
          (void)type;
          if (!shared) return NULL;
          const pgl_status status = $name$_from_shared(shared, &handle);
          return PGP_UNLIKELY(status) ? py_raise(status, NULL) : py_wrap_$tag$(handle);
        }
        )", {{"tag", names.tag}, {"name", names.entry.name}});
    rows.push_back(method_row("_share", "py_" + names.tag + "_share", "METH_NOARGS", "NULL"));
    rows.push_back(method_row("_adopt", "py_" + names.tag + "_adopt", "METH_O | METH_CLASS", "NULL"));
  }
  if (copy_constructor(members, names.source.info.id)) {
    out.print(R"(

        static PyObject *py_$tag$_copy(PyObject *self, PyObject *unused) {
          (void)unused;
          return py_$tag$_call((PyObject *)py_$tag$_type, &self, 1, NULL);
        }
        )", {{"tag", names.tag}});
    rows.push_back(method_row("__copy__", "py_" + names.tag + "_copy", "METH_NOARGS", "NULL"));
    rows.push_back(method_row("__deepcopy__", "py_" + names.tag + "_copy", "METH_O", "NULL"));
  }
  return rows;
}

std::vector<std::string> print_properties(emit::Printer& out, const Names& names, const Members& members) {
  std::vector<std::string> rows;
  for (const Members::Property& property : members.properties) {
    const auto print = [&](const abi::Function* function, Wrapper::Kind kind, const char* word) -> std::string {
      if (!function) return "NULL";
      Wrapper wrapper;
      wrapper.name = fmt::format("py_{}_{}_{}", names.tag, word, property.name);
      wrapper.shown = names.shown + "." + property.name;
      wrapper.self = Wrapper::Self::object;
      wrapper.kind = kind;
      wrapper.self_type = names.tag;
      print_wrapper(out, names.context, wrapper, {function});
      return wrapper.name;
    };
    const std::string get = print(property.getter, Wrapper::Kind::getter, "get");
    const std::string set = print(property.setter, Wrapper::Kind::setter, "set");
    const abi::Function* first = property.getter ? property.getter : property.setter;
    const std::string doc = docstring(names.context, first->source->info);
    rows.push_back(fmt::format("{{{}, {}, {}, {}, NULL}},", c_string(property.name), get, set, doc.empty() ? "NULL" : c_string(doc)));
  }
  return rows;
}

bool is_described(const Names& names, const Members& members) {
  const model::Function* next = model::next_of(names.source);
  return has_described(names.context, members) || (next && next->is_async) || (names.context.is_uniffi && !members.constructors.empty());
}

/// Where an exported base's type is, for each of them; none is the plain one.
std::vector<std::string> bases_of(const Names& names) {
  const Context& context = names.context;
  std::vector<std::string> bases;
  for (const model::DeclId& base : names.source.bases) {
    if (const abi::Class* entry = context.library.find_class(base)) bases.push_back("&py_" + tag_of(context, *entry) + "_type");
  }
  const bool inherits = std::any_of(names.source.bases.begin(), names.source.bases.end(), [&](const model::DeclId& base) { return context.is_extended(base); });
  if (names.extended && !inherits) bases.emplace_back("&pgp_implemented_type");
  return bases;
}

/// What is added to the type once it is made, if there is anything.
bool print_ready(emit::Printer& out, const Names& names, const Members& members) {
  std::vector<std::pair<std::string, std::string>> constants;
  for (const model::Constant& constant : names.source.constants) {
    const std::string value = new_object(names.context, constant.type, constant.value);
    if (!value.empty()) constants.emplace_back(c_string(names.context.spell.constant(constant.info.name)), value);
  }
  const bool described = is_described(names, members);
  if (!described && constants.empty()) return false;
  out.print(R"(

      static int py_$tag$_ready(void) {
        $described$
        $constants$
        return 0;
      }
      )",
            {{"tag", names.tag},
             {"described", c::optional_line(out, described ? fmt::format("if (pgp_add_methods(py_{0}_type, py_{0}_methods) < 0) return -1;", names.tag) : "")},
             {"constants", [&] {
                for (const auto& [name, value] : constants) {
                  out.print("if (pgp_set_attribute(py_$tag$_type, $name$, $value$) < 0) return -1;\n", {{"tag", names.tag}, {"name", name}, {"value", value}});
                }
              }}});
  return true;
}

std::string class_docstring(const Names& names, const Members& members, bool constructible) {
  const Context& context = names.context;
  const std::string name = context.spell.type(names.source.info.name), own = docstring(context, names.source.info);
  if (!constructible) return context.is_uniffi ? name + "(*args, **kwargs)\n--\n\n" + own : own;
  Overloads constructors = members.constructors;
  if (constructors.empty()) for (const abi::Function& one : names.interface->constructors) constructors.push_back(&one);
  const std::string all = signed_docstring(context, name, "", constructors);
  const auto end = all.find("--\n\n");
  const std::string init = end == std::string::npos ? all : all.substr(end + 4);
  const std::string head = end == std::string::npos ? "" : all.substr(0, end + 4);
  if (context.is_uniffi) return head + own;  // the rest is at __init__()
  return head + own + (own.empty() || init.empty() ? "" : "\n\n") + init;
}

}  // namespace

void print_class_declarations(emit::Printer& out, const Context& context) {
  for (const abi::Class& entry : context.library.classes) {
    const std::string tag = tag_of(context, entry);
    const bool completed = context.is_uniffi && context.library.find_interface(entry.source->info.id);
    out.print(R"(

        extern PyTypeObject *py_$tag$_type;
        extern const pgp_class py_$tag$_class;
        $complete$
        PyObject *py_wrap_$tag$($name$ *handle);
        static inline int py_lower_$tag$(PyObject *object, $name$ **out, pgp_arena *arena) {
          (void)arena;
          if (PGP_UNLIKELY(!pgp_is_instance(object, py_$tag$_type))) return pgp_expected($shown$, object), 0;
          $completed$
          *out = PGP_HANDLE(object, $name$);
          return 1;
        }
        static inline PyObject *py_lift_$tag$($name$ *const *handle) { return py_wrap_$tag$(*handle); }
        )",
              {{"tag", tag}, {"name", entry.name}, {"shown", c_string(context.qualified_name(entry.source->info))},
               {"complete", c::optional_line(out, completed ? fmt::format("int py_{}_complete(PyObject *object);", tag) : "")},
               {"completed", c::optional_line(out, completed ? fmt::format("if (PGP_UNLIKELY(!((pgp_object *)object)->handle) && !py_{}_complete(object)) return 0;", tag) : "")}});
  }
  for (abi::TypeId id = 0; id < context.library.types.size(); ++id) {
    const abi::Type& type = context.type(id);
    if (type.shape != Shape::nullable) continue;
    const abi::Type& handle = context.type(type.parts[0]);
    out.print(R"(

        static inline int py_lower_$tag$(PyObject *object, $ctype$*out, pgp_arena *arena) {
          *out = NULL;
          return object == Py_None || py_lower_$part$(object, out, arena);
        }
        static inline PyObject *py_lift_$tag$($ctype$const *handle) {
          return *handle ? py_wrap_$part$(*handle) : pgp_new_ref(Py_None);
        }
        )", {{"tag", type.tag}, {"part", handle.tag}, {"ctype", type.name}});
  }
}

void print_class(emit::Printer& out, const Context& context, const abi::Class& entry) {
  const model::Object& source = *entry.source;
  const Names names{context, entry, source, tag_of(context, entry), context.qualified_name(source.info),
                    context.library.find_interface(source.info.id), context.is_extended(source.info.id)};
  const Members members = context.members(source.info.id);
  print_wrap(out, names);
  std::vector<std::string> rows = print_constructor(out, names, members);
  const bool constructible = !rows.empty();
  if (names.interface) print_implemented_new(out, context, *names.interface);
  print_bodies(out, context, entry);
  std::vector<std::string> methods = print_methods(out, names, members);
  const std::vector<std::string> properties = print_properties(out, names, members);
  std::vector<std::string> slots = print_operators(out, context, members, names.tag, names.shown, Wrapper::Self::object);
  // Text that is for debugging as well is the repr, too.
  if (context.is_uniffi && uniffi::is_debug(context, source.info.id) && members.find(Role::to_text)) {
    slots.push_back(fmt::format("{{Py_tp_repr, PGP_SLOT(py_{}_operator_str_slot)}},", names.tag));
  }
  if (context.is_uniffi && !members.constructors.empty()) {
    methods.push_back(method_row("__init__", "py_" + names.tag + "_construct", "METH_FASTCALL | METH_KEYWORDS",
                                 function_doc(context, "__init__", "$self", members.constructors)));
  }
  const auto add_table = [&](const std::string& type, const std::string& member, const std::vector<std::string>& entries, const std::string& end) {
    if (entries.empty()) return;
    out.print("\n\nstatic $type$py_$tag$_$member$[] = {\n  $entries$\n  $end$,\n};\n",
              {{"type", type}, {"tag", names.tag}, {"member", member}, {"entries", fmt::format("{}", fmt::join(entries, "\n"))}, {"end", end}});
    rows.push_back(fmt::format(".{0} = py_{1}_{0},", member, names.tag));
  };
  add_table("PyMethodDef ", "methods", methods, "{NULL, NULL, 0, NULL}");
  add_table("PyGetSetDef ", "properties", properties, "{NULL, NULL, NULL, NULL, NULL}");
  add_table("const PyType_Slot ", "slots", slots, "{0, NULL}");
  std::vector<std::string> bases = bases_of(names);
  for (std::string& base : bases) base += ",";
  add_table("PyTypeObject **const ", "bases", bases, "NULL");
  if (print_ready(out, names, members)) rows.push_back(fmt::format(".ready = py_{}_ready,", names.tag));
  std::string shown;
  for (const std::string& property : shown_properties(context, members)) shown += (shown.empty() ? "" : " ") + c_string(property + '\0');
  if (!shown.empty()) rows.push_back(fmt::format(".shown = {},", shown));
  const bool is_nested = !source.info.scope.empty() && context.model.find(source.info.scope);
  if (is_nested) rows.emplace_back(".is_nested = 1,");
  out.print(R"(

      const pgp_class py_$tag$_class = {
        .number = $number$,
        .size = sizeof($struct$),
        .type = &py_$tag$_type,
        .pool = &py_$tag$_pool,
        .name = $name$,
        .doc = $doc$,
        .free = py_$tag$_free,
        .dealloc = py_$tag$_dealloc,
        $rows$
      };
      )",
            {{"tag", names.tag}, {"number", std::to_string(&entry - context.library.classes.data())},
             {"struct", names.extended ? "pgp_implemented" : "pgp_object"},
             {"name", c_string(context.package + "." + context.spell.type(source.info.name))},
             {"doc", c_string(class_docstring(names, members, constructible))},
             {"rows", fmt::format("{}", fmt::join(rows, "\n"))}});
}

}  // namespace polyglue::python
