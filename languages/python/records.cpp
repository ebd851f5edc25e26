// Records: Python types like dataclasses, their struct inline or their fields as objects.
#include <fmt/format.h>

#include <algorithm>

#include "languages/c/text.hpp"
#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

using abi::Shape;

struct Names {
  const Context& context;
  const model::Record& record;
  abi::TypeId id;
  const abi::Type& type;
  std::string shown;  ///< "Note"
  std::string field(std::size_t i) const { return context.spell.field(record.fields[i].info.name); }
  std::size_t count() const { return record.fields.size(); }
};

void print_record_table(emit::Printer& out, const Names& names) {
  std::string letters, fields;
  for (std::size_t i = 0; i < names.count(); ++i) {
    letters += field_default(names.context, names.record, i) ? "O=" : "O";
    fields += "|" + names.field(i);
  }
  out.print("\n\npgp_record py_$tag$_record = {$signature$, NULL, {0}};\n",
            {{"tag", names.type.tag}, {"signature", c_string(letters + "|" + names.shown + fields)}});
}

/// How many arguments the constructor needs at least.
std::size_t required_count(const Names& names) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < names.count(); ++i) if (!field_default(names.context, names.record, i)) count = i + 1;
  return count;
}

/// One field of a new object: from its argument, else its default.
void print_field_construction(emit::Printer& out, const Names& names, std::size_t i, bool is_inline) {
  const Context& context = names.context;
  const abi::Type& part = context.type(names.type.parts[i]);
  const std::string to = (is_inline ? "self->value." : "self->") + names.type.members[i];
  const auto value = field_default(context, names.record, i);
  const Context::Field kind = is_inline ? Context::Field::value : context.field(names.type, i);
  std::string set, otherwise;
  switch (kind) {
    case Context::Field::value: set = fmt::format("!{}(args[{}], &{}, NULL)", context.lower(names.type.parts[i]), i, to); break;
    case Context::Field::text: set = fmt::format("!({} = pgp_own_text(args[{}]))", to, i); break;
    case Context::Field::object: break;
  }
  const std::string line = kind == Context::Field::object
                               ? fmt::format("{} = pgp_new_ref(args[{}]);", to, i)
                               : fmt::format("if (PGP_UNLIKELY({})) return Py_DECREF(self), pgp_argument_failed(signature, {});", set, i);
  if (!value) {
    out.print("$line$\n", {{"line", line}});
    return;
  }
  if (kind == Context::Field::value) {
    const auto initial = c_initializer(context, names.record.fields[i].type, *value);
    const bool number = part.shape == Shape::scalar || part.shape == Shape::enumeration;
    if (initial && *initial != "0" && *initial != "{0}") otherwise = fmt::format("{} = {}{};", to, number ? "" : "(" + part.name + ")", *initial);
  } else {
    otherwise = fmt::format("if (!({} = {})) return Py_DECREF(self), NULL;", to, new_object(context, names.record.fields[i].type, *value));
  }
  out.print("if (nargs > $i$ && args[$i$]) {\n  $line$\n}$else$\n",
            {{"i", std::to_string(i)}, {"line", line}, {"else", otherwise.empty() ? "" : " else {\n  " + otherwise + "\n}"}});
}

void print_constructor(emit::Printer& out, const Names& names, bool is_inline) {
  const std::size_t required = required_count(names);
  out.print(R"(

      static PyObject *py_$tag$_construct(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
        const pgp_signature *signature = py_$tag$_record.signature;
        PyObject *bound[$count$];
        Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
        (void)type, (void)signature;
        if (PGP_UNLIKELY(kwnames || nargs > $most$$least$)) {
          if (!(args = pgp_bind(signature, args, nargs, kwnames, bound))) return NULL;
          nargs = $most$;
        }
        py_$tag$_instance *self = (py_$tag$_instance *)$make$;
        if (PGP_UNLIKELY(!self)) return NULL;
        $clear$
        $fields$
        return (PyObject *)self;
      }
      )",
            {{"tag", names.type.tag}, {"count", std::to_string(std::max<std::size_t>(names.count(), 1))}, {"most", std::to_string(names.count())},
             {"least", required ? fmt::format(" || nargs < {}", required) : ""},
             {"make", is_inline ? fmt::format("pgp_record_take(&py_{}_record)", names.type.tag) : fmt::format("py_new_{}()", names.type.tag)},
             {"clear", is_inline ? "memset(&self->value, 0, sizeof self->value);" : ""},
             {"fields", [&] {
                for (std::size_t i = 0; i < names.count(); ++i) print_field_construction(out, names, i, is_inline);
              }}});
}

/// An expression that is negative, zero or positive; "" for types that are compared as Python objects.
std::string order_of(const Names& names, std::size_t i) {
  const abi::Type& part = names.context.type(names.type.parts[i]);
  const std::string a = "a->" + names.type.members[i], b = "b->" + names.type.members[i];
  if (part.shape == Shape::scalar || part.shape == Shape::enumeration) return fmt::format("PGP_ORDER({}, {})", a, b);
  if (part.shape == Shape::timestamp || part.shape == Shape::duration) {
    return fmt::format("({0}.seconds != {1}.seconds ? PGP_ORDER({0}.seconds, {1}.seconds) : PGP_ORDER({0}.nanos, {1}.nanos))", a, b);
  }
  return "";
}

void print_inline_comparison(emit::Printer& out, const Names& names) {
  const bool ordered = names.record.ordering;
  out.print(R"(

      static PyObject *py_$tag$_compare(PyObject *left, PyObject *right, int op) {
        if (Py_TYPE(right) != py_$tag$_record.type || Py_TYPE(left) != py_$tag$_record.type$only_equal$) {
          Py_RETURN_NOTIMPLEMENTED;
        }
        const $ctype$ *a = &((py_$tag$_instance *)left)->value, *b = &((py_$tag$_instance *)right)->value;
        int order = 0;
        (void)a, (void)b;
        $fields$
        return pgp_order_result(order, op);
      }
      )",
            {{"tag", names.type.tag}, {"ctype", names.type.name},
             {"only_equal", ordered ? "" : " ||\n      (op != Py_EQ && op != Py_NE)"}, {"fields", [&] {
                for (std::size_t i = 0; i < names.count(); ++i) {
                  if (const std::string order = order_of(names, i); !order.empty()) {
                    out.print("if (!order) order = $order$;\n", {{"order", order}});
                    continue;
                  }
                  out.print(R"(
                      if (!order) {
                        PyObject *x = $lift$(&a->$member$), *y = x ? $lift$(&b->$member$) : NULL;
                        PyObject *same = y ? PyObject_RichCompare(x, y, Py_EQ) : NULL, *less = NULL;
                        if (same == Py_False) less = $ordered$ ? PyObject_RichCompare(x, y, Py_LT) : pgp_new_ref(Py_True);
                        order = same == Py_True ? 0 : less == Py_True ? -1 : less == Py_False ? 1 : 2;
                        const int failed = !same || (same == Py_False && !less);
                        Py_XDECREF(x), Py_XDECREF(y), Py_XDECREF(same), Py_XDECREF(less);
                        if (failed) return NULL;
                      }
                      )",
                            {{"lift", names.context.lift(names.type.parts[i])}, {"member", names.type.members[i]},
                             {"ordered", ordered ? "1" : "0"}});
                }
              }}});
}

/// Whether there are fields that are C values or text.
bool has_values(const Names& names) {
  for (std::size_t i = 0; i < names.count(); ++i) if (names.context.field(names.type, i) != Context::Field::object) return true;
  return false;
}

/// Getters and setters of fields that are C values or text; the others are members.
void print_fields(emit::Printer& out, const Names& names, bool is_inline) {
  const auto each = [&](bool objects, auto&& print) {
    for (std::size_t i = 0; i < names.count(); ++i) {
      if ((!is_inline && names.context.field(names.type, i) == Context::Field::object) == objects) print(i);
    }
  };
  const auto doc = [&](std::size_t i) {
    const std::string text = one_paragraph(names.context, names.record.fields[i].info);
    return text.empty() ? std::string("NULL") : c_string(text);
  };
  std::size_t row = 0;
  if (has_values(names)) {
    out.print(R"(

        static const pgp_field py_$tag$_fields[] = {
          $fields$
        };
        static PyGetSetDef py_$tag$_getset[] = {
          $rows$
          {NULL, NULL, NULL, NULL, NULL},
        };
        )",
              {{"tag", names.type.tag}, {"fields", [&] {
                  each(false, [&](std::size_t i) {
                    out.print("{$name$, $offset$},\n",
                              {{"name", c_string(names.field(i))},
                               {"offset", is_inline ? fmt::format("offsetof(py_{}_instance, value) + offsetof({}, {})", names.type.tag, names.type.name, names.type.members[i])
                                                    : fmt::format("offsetof(py_{}_instance, {})", names.type.tag, names.type.members[i])}});
                  });
                }},
               {"rows", [&] {
                  each(false, [&](std::size_t i) {
                    const bool text = !is_inline && names.context.field(names.type, i) == Context::Field::text;
                    const std::string tag = names.context.type(names.type.parts[i]).tag;
                    out.print("{$name$, $get$, $set$, $doc$, (void *)(uintptr_t)&py_$tag$_fields[$i$]},\n",
                              {{"name", c_string(names.field(i))}, {"get", text ? "pgp_get_text" : "py_get_" + tag},
                               {"set", text ? "pgp_set_text" : "py_set_" + tag}, {"doc", doc(i)}, {"tag", names.type.tag},
                               {"i", std::to_string(row++)}});
                  });
                }}});
  }
  if (is_inline || !names.context.is_collected(names.type)) return;
  out.print(R"(

      static PyMemberDef py_$tag$_members[] = {
        $rows$
        {NULL, 0, 0, 0, NULL},
      };
      )",
            {{"tag", names.type.tag}, {"rows", [&] {
                each(true, [&](std::size_t i) {
                  out.print("{$name$, Py_T_OBJECT_EX, offsetof(py_$tag$_instance, $member$), 0, $doc$},\n",
                            {{"name", c_string(names.field(i))}, {"tag", names.type.tag}, {"member", names.type.members[i]}, {"doc", doc(i)}});
                });
              }}});
}

/// The ends of an object, and what the garbage collector asks.
void print_lifetime(emit::Printer& out, const Names& names) {
  const auto objects = [&](const char* text) {
    return [&names, &out, text] {
      for (std::size_t i = 0; i < names.count(); ++i) {
        if (names.context.is_inline(names.type) || names.context.field(names.type, i) == Context::Field::value) continue;
        out.print(text, {{"tag", names.type.tag}, {"member", names.type.members[i]}});
      }
    };
  };
  if (!names.context.is_inline(names.type)) {
    out.print(R"(

        static PyObject *py_$tag$_compare(PyObject *left, PyObject *right, int op) {
          if (Py_TYPE(right) != py_$tag$_record.type || Py_TYPE(left) != py_$tag$_record.type$only_equal$) {
            Py_RETURN_NOTIMPLEMENTED;
          }
          return pgp_record_compare(left, right, op);
        }
        )", {{"tag", names.type.tag}, {"only_equal", names.record.ordering ? "" : " ||\n      (op != Py_EQ && op != Py_NE)"}});
  }
  if (!names.context.is_collected(names.type)) {
    out.print(R"(

        static void py_$tag$_dealloc(PyObject *self) {
          $drop$
          pgp_pool_give(&py_$tag$_record.pool, py_$tag$_record.type, self);
        }
        )", {{"tag", names.type.tag}, {"drop", objects("Py_XDECREF(((py_$tag$_instance *)self)->$member$);\n")}});
    return;
  }
  out.print(R"(

      static int py_$tag$_traverse(PyObject *self, visitproc visit, void *arg) {
        Py_VISIT(Py_TYPE(self));
        $visit$
        return 0;
      }
      static int py_$tag$_clear(PyObject *self) {
        $clear$
        return 0;
      }
      static void py_$tag$_dealloc(PyObject *self) {
        PyTypeObject *type = Py_TYPE(self);
        PyObject_GC_UnTrack(self);
        Py_TRASHCAN_BEGIN(self, py_$tag$_dealloc)
        py_$tag$_clear(self);
        type->tp_free(self);
        Py_DECREF(type);
        Py_TRASHCAN_END
      }
      )", {{"tag", names.type.tag}, {"visit", objects("Py_VISIT(((py_$tag$_instance *)self)->$member$);\n")},
           {"clear", objects("Py_CLEAR(((py_$tag$_instance *)self)->$member$);\n")}});
}

/// Static methods, methods, and constructors beyond the fields as from_<parameters>().
std::vector<std::string> print_methods(emit::Printer& out, const Names& names, const Members& members) {
  std::vector<std::string> rows;
  const auto add = [&](const std::string& name, const Overloads& overloads, bool is_static) {
    Wrapper wrapper;
    wrapper.name = "py_" + names.type.tag + "_method_" + name;
    wrapper.shown = names.shown + "." + name;
    wrapper.self = is_static ? Wrapper::Self::none : Wrapper::Self::record;
    wrapper.self_type = names.type.tag;
    print_wrapper(out, names.context, wrapper, overloads);
    rows.push_back(method_row(name, wrapper.name, wrapper_flags(wrapper, overloads) + (is_static ? " | METH_STATIC" : ""),
                              function_doc(names.context, name, is_static ? "" : "$self", overloads)));
  };
  for (const Members::Method& method : members.methods) add(method.name, method.overloads, method.is_static);
  for (const abi::Function* constructor : members.constructors) {
    add(record_factory_name(names.context, *constructor->source), {constructor}, true);
  }
  return rows;
}

}  // namespace

std::string record_factory_name(const Context& context, const model::Function& constructor) {
  std::string name = "from";
  for (const model::Parameter& param : constructor.params) {
    name += (name == "from" ? "_" : "_and_") + context.spell.field(param.name);
  }
  return name == "from" ? "make" : name;
}

void print_record_declarations(emit::Printer& out, const Context& context) {
  for (const model::Decl& decl : context.model.decls) {
    const auto* record = std::get_if<model::Record>(&decl);
    if (!record) continue;
    const abi::Type& type = context.type(context.library.type_of({model::Named{record->info.id}, record->info.id}));
    const bool is_inline = context.is_inline(type);
    out.print(R"(


        extern pgp_record py_$tag$_record;
        int py_$tag$_ready(void);
        typedef struct py_$tag$_instance {
          PyObject_HEAD
          $members$
        } py_$tag$_instance;
        )", {{"tag", type.tag}, {"members", [&] {
                if (is_inline) return out.print("$ctype$ value;\n", {{"ctype", type.name}});
                for (std::size_t i = 0; i < type.parts.size(); ++i) {
                  const bool value = context.field(type, i) == Context::Field::value;
                  out.print("$member$;\n", {{"member", c::declare(value ? context.type(type.parts[i]).name : "PyObject *", type.members[i])}});
                }
              }}});
    if (!is_inline) {
      out.print(R"(
          static inline PyObject *py_new_$tag$(void) {
            $make$
          }
          )", {{"tag", type.tag}, {"make", context.is_collected(type)
                                               ? fmt::format("return pgp_record_alloc(&py_{}_record);", type.tag)
                                               : fmt::format("PyObject *self = pgp_record_take(&py_{0}_record);\n"
                                                             "if (PGP_LIKELY(self != NULL)) memset(self + 1, 0, sizeof(py_{0}_instance) - sizeof(PyObject));\n"
                                                             "return self;", type.tag)}});
      continue;
    }
    out.print(R"(
        static inline int py_lower_$tag$(PyObject *object, $ctype$ *out, pgp_arena *arena) {
          (void)arena;
          if (PGP_UNLIKELY(Py_TYPE(object) != py_$tag$_record.type)) return pgp_expected($name$, object);
          *out = ((py_$tag$_instance *)object)->value;
          return 1;
        }
        static inline PyObject *py_lift_$tag$(const $ctype$ *value) {
          py_$tag$_instance *self = (py_$tag$_instance *)pgp_record_take(&py_$tag$_record);
          if (PGP_LIKELY(self != NULL)) self->value = *value;
          return (PyObject *)self;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"name", c_string(context.qualified_name(record->info))}});
  }
}

void print_record(emit::Printer& out, const Context& context, const model::Record& record) {
  const abi::TypeId id = context.library.type_of({model::Named{record.info.id}, record.info.id});
  const abi::Type& type = context.type(id);
  const Names names{context, record, id, type, context.qualified_name(record.info)};
  const bool is_inline = context.is_inline(type), collected = context.is_collected(type);
  const Members members = context.members(record.info.id);
  print_record_table(out, names);
  const bool own_equality = members.find(model::Role::equal) || members.find(model::Role::compare);
  print_constructor(out, names, is_inline);
  print_fields(out, names, is_inline);
  if (is_inline && !own_equality) print_inline_comparison(out, names);
  print_lifetime(out, names);
  const std::vector<std::string> rows = print_methods(out, names, members);
  std::vector<std::string> slots = print_operators(out, context, members, type.tag, names.shown, Wrapper::Self::record, own_equality);
  const auto slot = [&](const std::string& name, const std::string& value) { slots.push_back(fmt::format("{{{}, {}}},", name, value)); };
  if (!own_equality) slot("Py_tp_richcompare", fmt::format("PGP_SLOT(py_{}_compare)", type.tag));
  if (!members.find(model::Role::hash)) slot("Py_tp_hash", "PGP_SLOT(PyObject_HashNotImplemented)");
  const std::string doc = fmt::format("{}{}\n--\n\n{}", context.spell.type(record.info.name), record_signature(context, record), docstring(context, record.info));
  out.print(R"(

      static PyMethodDef py_$tag$_methods[] = {
        PGP_RECORD_METHODS,
        $rows$
        {NULL, NULL, 0, NULL},
      };
      static PyType_Slot py_$tag$_slots[] = {
        {Py_tp_new, PGP_SLOT(pgp_record_new)},
        {Py_tp_repr, PGP_SLOT(pgp_record_repr)},
        {Py_tp_methods, py_$tag$_methods},
        {Py_tp_doc, (void *)(uintptr_t)$doc$},
        $own$
        $slots$
        {0, NULL},
      };
      static PyType_Spec py_$tag$_spec = {
        $name$, sizeof(py_$tag$_instance), 0, Py_TPFLAGS_DEFAULT | PGP_IMMUTABLE$gc$, py_$tag$_slots,
      };
      int py_$tag$_ready(void) {
        return pgp_record_ready(&py_$tag$_record, &py_$tag$_spec, py_$tag$_construct)$described$;
      }
      )",
            {{"tag", type.tag}, {"doc", c_string(doc)},
             {"described", has_described(context, members) ? fmt::format(" < 0 ? -1 : pgp_add_methods(py_{0}_record.type, py_{0}_methods)", type.tag) : ""},
             {"name", c_string(context.package + "." + context.spell.type(record.info.name))},
             {"rows", fmt::format("{}", fmt::join(rows, "\n"))}, {"slots", fmt::format("{}", fmt::join(slots, "\n"))},
             {"gc", collected ? " | Py_TPFLAGS_HAVE_GC" : ""},
             {"own", [&] {
                out.print("{Py_tp_dealloc, PGP_SLOT(py_$tag$_dealloc)},\n", {{"tag", type.tag}});
                if (has_values(names)) out.print("{Py_tp_getset, py_$tag$_getset},\n", {{"tag", type.tag}});
                if (!collected) return;
                out.print(R"(
                    {Py_tp_traverse, PGP_SLOT(py_$tag$_traverse)},
                    {Py_tp_clear, PGP_SLOT(py_$tag$_clear)},
                    {Py_tp_members, py_$tag$_members},
                    )", {{"tag", type.tag}});
              }}});
}

}  // namespace polyglue::python
