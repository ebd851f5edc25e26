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

constexpr const char* close_doc =
    "close($self, /)\n--\n\nFrees the object now. Closing again is harmless; any other use raises ValueError.";

struct Names {
  const Context& context;
  const abi::Class& entry;
  const model::Object& source;
  std::string tag;    ///< "chart"
  std::string shown;  ///< "Chart"
  std::string free;   ///< "rox_chart_free"
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

void print_wrap(emit::Printer& out, const Names& names) {
  const Context& context = names.context;
  out.print(R"(

      PyTypeObject *py_$tag$_type;
      static pgp_pool py_$tag$_pool;

      static PyObject *py_$tag$_exact($name$ *handle) {
        pgp_object *self = (pgp_object *)pgp_pool_take(&py_$tag$_pool, py_$tag$_type);
        if (PGP_UNLIKELY(!self)) {
          $free$(handle);
          return NULL;
        }
        self->handle = handle;
        self->closed = 0;
        $begin$
        return (PyObject *)self;
      }
      PyObject *py_wrap_$tag$($name$ *handle) {
        $derived$
        $known$
        return py_$tag$_exact(handle);
      }
      static void py_$tag$_dealloc(PyObject *self) {
        $end$
        if (((pgp_object *)self)->handle && !((pgp_object *)self)->closed) $free$(PGP_HANDLE(self, $name$));
        pgp_pool_give(&py_$tag$_pool, py_$tag$_type, self);
      }
      static PyObject *py_$tag$_close(PyObject *self, PyObject *unused) {
        (void)unused;
        PGP_BEGIN_EXCLUSIVE(self)
        if (pgp_object_closing(self)) $free$(PGP_HANDLE(self, $name$));
        PGP_END_EXCLUSIVE()
        Py_RETURN_NONE;
      }
      static PyObject *py_$tag$_exit(PyObject *self, PyObject *const *args, Py_ssize_t nargs) {
        (void)args, (void)nargs;
        return py_$tag$_close(self, NULL);
      }
      )",
            {{"tag", names.tag}, {"name", names.entry.name}, {"free", names.free},
             {"begin", c::optional_line(out, names.extended ? "pgp_implemented_begin((PyObject *)self);" : "")},
             {"end", c::optional_line(out, names.extended ? "pgp_implemented_end(self);" : "")}, {"known", [&] {
                if (!names.interface) return;
                out.print(R"(
                    void *side = $x$_user(handle, pgp_side_release);
                    if (PGP_UNLIKELY(side != NULL)) { /* Python's own object comes back */
                      int taken;
                      PyObject *known = pgp_side_wrap(side, handle, $x$_regained, &taken);
                      if (known && !taken) $free$(handle);
                      if (known) return known;
                    }
                    )", {{"x", context.prefix}, {"free", names.free}});
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

void print_constructor(emit::Printer& out, const Names& names, const Members& members) {
  Wrapper wrapper;
  wrapper.name = "py_" + names.tag + "_new";
  wrapper.shown = names.shown;
  wrapper.kind = Wrapper::Kind::constructor;
  const bool exact = !members.constructors.empty();
  if (exact) {
    print_wrapper(out, names.context, wrapper, members.constructors);
    out.print(R"(

        static PyObject *py_$tag$_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
          $name$ *handle = ($name$ *)py_$tag$_new(type, args, PyVectorcall_NARGS(nargsf), kwnames);
          return PGP_LIKELY(handle != NULL) ? py_$tag$_exact(handle) : NULL;
        }
        )", {{"tag", names.tag}, {"name", names.entry.name}});
  }
  std::string make = fmt::format("py_{}_new(object, args, nargs, kwnames)", names.tag);
  if (names.interface) {
    wrapper.name = "py_" + names.tag + "_implement";
    Overloads overloads;
    for (const abi::Function& one : names.interface->constructors) overloads.push_back(&one);
    print_wrapper(out, names.context, wrapper, overloads);
    const std::string implement = fmt::format("py_{}_implement(object, args, nargs, kwnames)", names.tag);
    make = exact ? fmt::format("(Py_TYPE(object) == py_{}_type ? {} : {})", names.tag, make, implement) : implement;
  }
  out.print(R"(

      /* For classes derived in Python. */
      static PyObject *py_$tag$_construct(PyObject *object, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
        pgp_object *self = (pgp_object *)object;
        if (!pgp_can_construct(object, py_$tag$_type)) return NULL;
        $name$ *handle = ($name$ *)$make$;
        if (!handle) return NULL;
        $name$ *old = ($name$ *)self->handle;
        const int was_open = old && !self->closed;
        self->handle = handle;
        self->closed = 0;
        $own$
        if (was_open) $free$(old);
        $remember$
        Py_RETURN_NONE;
      }
      $complete$
      static int py_$tag$_init(PyObject *self, PyObject *args, PyObject *kwargs) {
        PyObject *done = pgp_call_with_dict(py_$tag$_construct, self, args, kwargs);
        Py_XDECREF(done);
        return done ? 0 : -1;
      }
      )", {{"tag", names.tag}, {"name", names.entry.name}, {"free", names.free}, {"make", make},
           {"remember", c::optional_line(out, names.interface && names.context.library.has_promises() ? "if (pgp_answer_remember(object) < 0) return NULL;" : "")},
           {"complete", [&] {
              if (!names.context.is_uniffi || !names.interface) return;
              out.print(R"(
                  /* Callers of UniFFI need not call __init__(). */
                  int py_$tag$_complete(PyObject *object) {
                    PyObject *done = py_$tag$_construct(object, NULL, 0, NULL);
                    Py_XDECREF(done);
                    return done != NULL;
                  }
                  )", {{"tag", names.tag}});
            }},
           {"own", [&] {
              if (!names.interface) return;
              out.print("((pgp_implemented *)object)->own = $x$_own(handle);\n((pgp_implemented *)object)->class_number = ((pgp_implemented *)object)->own ? $number$ : 0;\n",
                        {{"x", names.context.prefix}, {"number", c::class_constant(names.context.library, names.entry)}});
            }}});
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
          PyObject *done = py_$tag$_close(self, unused);
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
          return py_$tag$_vectorcall((PyObject *)py_$tag$_type, &self, 1, NULL);
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

/// Bases, constants, constructor: what PyType_Spec cannot say.
void print_ready(emit::Printer& out, const Names& names, const Members& members) {
  const Context& context = names.context;
  const bool exact = !members.constructors.empty();
  std::vector<std::string> bases;
  for (const model::DeclId& base : names.source.bases) {
    if (const abi::Class* entry = context.library.find_class(base)) bases.push_back("py_" + tag_of(context, *entry) + "_type");
  }
  const bool inherits = std::any_of(names.source.bases.begin(), names.source.bases.end(), [&](const model::DeclId& base) { return context.is_extended(base); });
  if (names.extended && !inherits) bases.emplace_back("pgp_implemented_type");
  if (bases.empty()) bases.emplace_back("pgp_object_type");
  out.print(R"(

      int py_$tag$_ready(void) {
        PyObject *bases = PyTuple_Pack($count$, $bases$);
        if (!bases || !(py_$tag$_type = pgp_make_type(&py_$tag$_spec, bases))) return -1;
        $vectorcall$
        $described$
        $constants$
        return 0;
      }
      )",
            {{"tag", names.tag}, {"count", std::to_string(bases.size())}, {"bases", fmt::format("{}", fmt::join(bases, ", "))},
             {"vectorcall", exact ? fmt::format("py_{0}_type->tp_vectorcall = py_{0}_vectorcall;", names.tag) : ""},
             {"described", c::optional_line(out, is_described(names, members) ? fmt::format("if (pgp_add_methods(py_{0}_type, py_{0}_methods) < 0) return -1;", names.tag) : "")},
             {"constants", [&] {
                for (const model::Constant& constant : names.source.constants) {
                  const std::string value = new_object(context, constant.type, constant.value);
                  if (value.empty()) continue;
                  out.print("if (pgp_set_attribute(py_$tag$_type, $name$, $value$) < 0) return -1;\n",
                            {{"tag", names.tag}, {"name", c_string(context.spell.constant(constant.info.name))}, {"value", value}});
                }
              }}});
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
        int py_$tag$_ready(void);
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
  const std::string frees = context.library.functions[entry.functions.back()].symbol;
  const bool calls_back = context.library.functions[entry.functions.back()].calls_back;
  const Names names{context, entry, source, tag_of(context, entry), context.qualified_name(source.info),
                    calls_back ? "py_" + tag_of(context, entry) + "_free" : frees,
                    context.library.find_interface(source.info.id), context.is_extended(source.info.id)};
  const Members members = context.members(source.info.id);
  const bool exact = !members.constructors.empty(), constructible = exact || names.interface;
  if (calls_back) {
    out.print(R"(

        /* Its destructor may wait for threads that call Python. */
        static void py_$tag$_free($name$ *handle) {
          Py_BEGIN_ALLOW_THREADS
          $free$(handle);
          Py_END_ALLOW_THREADS
        }
        )", {{"tag", names.tag}, {"name", entry.name}, {"free", frees}});
  }
  print_wrap(out, names);
  if (constructible) print_constructor(out, names, members);
  if (names.interface) print_implemented_new(out, context, *names.interface);
  print_bodies(out, context, entry);
  std::vector<std::string> methods = print_methods(out, names, members);
  const std::vector<std::string> properties = print_properties(out, names, members);
  std::vector<std::string> slots = print_operators(out, context, members, names.tag, names.shown, Wrapper::Self::object);
  if (constructible) {
    slots.push_back(fmt::format("{{Py_tp_init, PGP_SLOT(py_{}_init)}},", names.tag));
    slots.push_back(fmt::format("{{Py_tp_new, PGP_SLOT({})}},", names.interface ? "py_" + names.tag + "_new_instance" : "pgp_object_new"));
  } else {
    slots.emplace_back("{Py_tp_new, PGP_SLOT(pgp_object_no_new)},");
  }
  std::string shown;
  for (const std::string& property : shown_properties(context, members)) shown += c_string(property) + ", ";
  // Text that is for debugging as well is the repr, too.
  const bool debug = context.is_uniffi && uniffi::is_debug(context, source.info.id) && members.find(Role::to_text);
  const std::string doc = class_docstring(names, members, constructible);
  if (context.is_uniffi && exact) {
    methods.push_back(method_row("__init__", "py_" + names.tag + "_construct", "METH_FASTCALL | METH_KEYWORDS",
                                 function_doc(context, "__init__", "$self", members.constructors)));
  }
  out.print(R"(

      $own_repr$
      static PyMethodDef py_$tag$_methods[] = {
        $close$
        {"__enter__", pgp_object_enter, METH_NOARGS, NULL},
        {"__exit__", PGP_CFUNCTION(py_$tag$_exit), METH_FASTCALL, NULL},
        $methods$
        {NULL, NULL, 0, NULL},
      };
      static PyGetSetDef py_$tag$_getset[] = {
        $closed$
        $properties$
        {NULL, NULL, NULL, NULL, NULL},
      };
      static PyType_Slot py_$tag$_slots[] = {
        {Py_tp_dealloc, PGP_SLOT(py_$tag$_dealloc)},
        {Py_tp_repr, PGP_SLOT($repr$)},
        {Py_tp_methods, py_$tag$_methods},
        {Py_tp_getset, py_$tag$_getset},
        {Py_tp_doc, (void *)(uintptr_t)$doc$},
        $slots$
        {0, NULL},
      };
      static PyType_Spec py_$tag$_spec = {
        $name$, sizeof($struct$), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | PGP_IMMUTABLE, py_$tag$_slots,
      };
      )",
            {{"tag", names.tag}, {"repr", "py_" + names.tag + (debug ? "_operator_str_slot" : "_repr")}, {"own_repr", [&] {
                if (debug) return;
                out.print(R"(
                    static PyObject *py_$tag$_repr(PyObject *self) {
                      static const char *const properties[] = {$shown$NULL};
                      return pgp_object_repr(self, properties);
                    }
                    )", {{"tag", names.tag}, {"shown", shown}});
              }}, {"methods", fmt::format("{}", fmt::join(methods, "\n"))},
             {"properties", fmt::format("{}", fmt::join(properties, "\n"))}, {"doc", c_string(doc)},
             {"slots", fmt::format("{}", fmt::join(slots, "\n"))},
             // The library's own close() and closed() are what is meant; then `with` frees the object.
             {"close", context.has_member(source, "close") ? "" : method_row("close", "py_" + names.tag + "_close", "METH_NOARGS", c_string(close_doc))},
             {"closed", context.has_member(source, "closed") ? "" : "{\"closed\", pgp_object_closed, NULL, \"Whether the object was freed.\", NULL},"},
             {"struct", names.extended ? "pgp_implemented" : "pgp_object"},
             {"name", c_string(context.package + "." + context.spell.type(source.info.name))}});
  print_ready(out, names, members);
}

}  // namespace polyglue::python
