// Records: Python types like dataclasses, their struct inline or their fields as objects.
#include <fmt/format.h>

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
  std::string field(std::size_t i) const { return field_name(record.fields[i].info.name); }
  std::size_t count() const { return record.fields.size(); }
};

std::string required_count(const Names& names) {
  std::size_t count = 0;
  while (count < names.count() && !field_default(names.context, names.record, count)) ++count;
  return std::to_string(count);
}

void print_record_table(emit::Printer& out, const Names& names, const std::string& default_value) {
  out.print(R"(

      static const char *const py_$tag$_names[] = {$names$NULL};
      pgp_record py_$tag$_record = {
        {$shown$, py_$tag$_names, $count$, $required$}, $default$, NULL, {0},
      };
      )",
            {{"tag", names.type.tag}, {"shown", c_string(names.shown)}, {"count", std::to_string(names.count())},
             {"required", required_count(names)}, {"default", default_value}, {"names", [&] {
                for (std::size_t i = 0; i < names.count(); ++i) out.print(c_string(names.field(i)) + ", ");
              }}});
}

/// Getter or setter of a field, by its type.
std::string accessor(const Names& names, std::size_t i, const char* what) {
  return fmt::format("py_{}_{}", what, names.context.type(names.type.parts[i]).tag);
}

void print_inline_constructor(emit::Printer& out, const Names& names) {
  const Context& context = names.context;
  out.print(R"(

      static PyObject *py_$tag$_construct(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
        const pgp_signature *signature = &py_$tag$_record.signature;
        PyObject *bound[$count$];
        Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
        (void)type;
        if (PGP_UNLIKELY(kwnames || nargs > $count$ || nargs < $required$)) {
          if (!(args = pgp_bind(signature, args, nargs, kwnames, bound))) return NULL;
          nargs = $count$;
        }
        py_$tag$ *self = (py_$tag$ *)pgp_pool_take(&py_$tag$_record.pool, py_$tag$_record.type);
        if (PGP_UNLIKELY(!self)) return NULL;
        memset(&self->value, 0, sizeof self->value);
        $fields$
        return (PyObject *)self;
      }
      )",
            {{"tag", names.type.tag}, {"count", std::to_string(names.count())}, {"required", required_count(names)},
             {"fields", [&] {
                for (std::size_t i = 0; i < names.count(); ++i) {
                  const auto value = field_default(context, names.record, i);
                  const abi::Type& part = context.type(names.type.parts[i]);
                  std::string otherwise;
                  if (!value) {
                    otherwise = fmt::format(
                        " else {{\n  PyErr_Format(PyExc_TypeError, \"%s() missing required argument '%s'\", signature->name, "
                        "signature->params[{}]);\n  return Py_DECREF(self), NULL;\n}}", i);
                  } else if (const auto initial = c_initializer(context, names.record.fields[i].type, *value);
                             initial && *initial != "0" && *initial != "{0}") {
                    const bool number = part.shape == Shape::scalar || part.shape == Shape::enumeration;
                    otherwise = number ? fmt::format(" else {{\n  self->value.{} = {};\n}}", names.type.members[i], *initial)
                                       : fmt::format(" else {{\n  self->value.{} = ({}){};\n}}", names.type.members[i], part.name, *initial);
                  }
                  const bool always = !value && std::stoul(required_count(names)) > i;
                  out.print(R"(
                      if ($given$) {
                        if (PGP_UNLIKELY(!$lower$(args[$i$], &self->value.$member$, NULL))) {
                          return Py_DECREF(self), pgp_argument_failed(signature, $i$);
                        }
                      }$otherwise$
                      )",
                            {{"given", always ? "1" : fmt::format("nargs > {0} && args[{0}]", i)}, {"i", std::to_string(i)},
                             {"lower", context.lower(names.type.parts[i])}, {"member", names.type.members[i]},
                             {"otherwise", always ? "" : otherwise}});
                }
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
        const $ctype$ *a = &((py_$tag$ *)left)->value, *b = &((py_$tag$ *)right)->value;
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

void print_inline_fields(emit::Printer& out, const Names& names) {
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
                for (std::size_t i = 0; i < names.count(); ++i) {
                  out.print("{$name$, offsetof(py_$tag$, value) + offsetof($ctype$, $member$)},\n",
                            {{"name", c_string(names.field(i))}, {"tag", names.type.tag}, {"ctype", names.type.name},
                             {"member", names.type.members[i]}});
                }
              }},
             {"rows", [&] {
                for (std::size_t i = 0; i < names.count(); ++i) {
                  const std::string doc = one_line(names.record.fields[i].info.doc);
                  out.print("{$name$, $get$, $set$, $doc$, (void *)(uintptr_t)&py_$tag$_fields[$i$]},\n",
                            {{"name", c_string(names.field(i))}, {"get", accessor(names, i, "get")},
                             {"set", accessor(names, i, "set")}, {"doc", doc.empty() ? "NULL" : c_string(doc)},
                             {"tag", names.type.tag}, {"i", std::to_string(i)}});
                }
              }}});
}

void print_boxed_parts(emit::Printer& out, const Names& names) {
  out.print(R"(

      static PyObject *py_$tag$_default(int field) {
        switch (field) {
          $cases$
          default: break;
        }
        PyErr_Format(PyExc_TypeError, "%s() missing required argument '%s'", py_$tag$_record.signature.name,
                     py_$tag$_names[field]);
        return NULL;
      }
      static PyObject *py_$tag$_construct(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
        (void)type;
        return pgp_boxed_construct(&py_$tag$_record, args, PyVectorcall_NARGS(nargsf), kwnames);
      }
      static PyMemberDef py_$tag$_members[] = {
        $rows$
        {NULL, 0, 0, 0, NULL},
      };
      static PyObject *py_$tag$_compare(PyObject *left, PyObject *right, int op) {
        if (Py_TYPE(right) != py_$tag$_record.type || Py_TYPE(left) != py_$tag$_record.type$only_equal$) {
          Py_RETURN_NOTIMPLEMENTED;
        }
        return pgp_boxed_compare(left, right, op);
      }
      )",
            {{"tag", names.type.tag}, {"only_equal", names.record.ordering ? "" : " ||\n      (op != Py_EQ && op != Py_NE)"},
             {"cases", [&] {
                for (std::size_t i = 0; i < names.count(); ++i) {
                  const auto value = field_default(names.context, names.record, i);
                  if (!value) continue;
                  out.print("case $i$: return $value$;\n",
                            {{"i", std::to_string(i)}, {"value", new_object(names.context, names.record.fields[i].type, *value)}});
                }
              }},
             {"rows", [&] {
                for (std::size_t i = 0; i < names.count(); ++i) {
                  const std::string doc = one_line(names.record.fields[i].info.doc);
                  out.print("{$name$, Py_T_OBJECT_EX, offsetof(pgp_boxed, fields) + $i$ * sizeof(PyObject *), 0, $doc$},\n",
                            {{"name", c_string(names.field(i))}, {"i", std::to_string(i)},
                             {"doc", doc.empty() ? "NULL" : c_string(doc)}});
                }
              }}});
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
    rows.push_back(method_row(name, wrapper.name, wrapper_flags(overloads) + (is_static ? " | METH_STATIC" : ""),
                              signed_docstring(names.context, name, is_static ? "" : "$self", overloads)));
  };
  for (const Members::Method& method : members.methods) add(method.name, method.overloads, method.is_static);
  for (const abi::Function* constructor : members.constructors) {
    add(record_factory_name(*constructor->source), {constructor}, true);
  }
  return rows;
}

}  // namespace

std::string record_factory_name(const model::Function& constructor) {
  std::string name = "from";
  for (const model::Parameter& param : constructor.params) {
    name += (name == "from" ? "_" : "_and_") + field_name(param.name);
  }
  return name == "from" ? "make" : name;
}

void print_record_declarations(emit::Printer& out, const Context& context) {
  for (const model::Decl& decl : context.model.decls) {
    const auto* record = std::get_if<model::Record>(&decl);
    if (!record) continue;
    const abi::Type& type = context.type(context.library.type_of({model::Named{record->info.id}, record->info.id}));
    out.print("\n\nextern pgp_record py_$tag$_record;\nint py_$tag$_ready(void);\n", {{"tag", type.tag}});
    if (!context.is_inline(type)) continue;
    out.print(R"(
        typedef struct py_$tag$ {
          PyObject_HEAD
          $ctype$ value;
        } py_$tag$;
        static inline int py_lower_$tag$(PyObject *object, $ctype$ *out, pgp_arena *arena) {
          (void)arena;
          if (PGP_UNLIKELY(Py_TYPE(object) != py_$tag$_record.type)) return pgp_expected($name$, object);
          *out = ((py_$tag$ *)object)->value;
          return 1;
        }
        static inline PyObject *py_lift_$tag$(const $ctype$ *value) {
          py_$tag$ *self = (py_$tag$ *)pgp_pool_take(&py_$tag$_record.pool, py_$tag$_record.type);
          if (PGP_LIKELY(self != NULL)) self->value = *value;
          return (PyObject *)self;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"name", c_string(qualified_name(context.model, record->info))}});
  }
}

void print_record(emit::Printer& out, const Context& context, const model::Record& record) {
  const abi::TypeId id = context.library.type_of({model::Named{record.info.id}, record.info.id});
  const abi::Type& type = context.type(id);
  const Names names{context, record, id, type, qualified_name(context.model, record.info)};
  const bool is_inline = context.is_inline(type);
  const Members members = context.members(record.info.id);
  if (!is_inline) out.print("\n\nstatic PyObject *py_$tag$_default(int field);\n", {{"tag", type.tag}});
  print_record_table(out, names, is_inline ? "NULL" : "py_" + type.tag + "_default");
  const bool own_equality = members.find(model::Role::equal) || members.find(model::Role::compare);
  if (is_inline) {
    print_inline_constructor(out, names);
    print_inline_fields(out, names);
    if (!own_equality) print_inline_comparison(out, names);
    out.print(R"(

        static void py_$tag$_dealloc(PyObject *self) {
          pgp_pool_give(&py_$tag$_record.pool, py_$tag$_record.type, self);
        }
        )", {{"tag", type.tag}});
  } else {
    print_boxed_parts(out, names);
  }
  const std::vector<std::string> rows = print_methods(out, names, members);
  std::vector<std::string> slots = print_operators(out, context, members, type.tag, names.shown, Wrapper::Self::record, own_equality);
  const auto slot = [&](const std::string& name, const std::string& value) { slots.push_back(fmt::format("{{{}, {}}},", name, value)); };
  if (!own_equality) slot("Py_tp_richcompare", fmt::format("PGP_SLOT(py_{}_compare)", type.tag));
  if (!members.find(model::Role::hash)) slot("Py_tp_hash", "PGP_SLOT(PyObject_HashNotImplemented)");
  const std::string doc = fmt::format("{}{}\n--\n\n{}", class_name(record.info.name), record_signature(context, record), docstring(context, record.info));
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
        $name$, $size$, 0, Py_TPFLAGS_DEFAULT | PGP_IMMUTABLE$gc$, py_$tag$_slots,
      };
      int py_$tag$_ready(void) {
        return pgp_record_ready(&py_$tag$_record, &py_$tag$_spec, py_$tag$_construct);
      }
      )",
            {{"tag", type.tag}, {"doc", c_string(doc)}, {"name", c_string(context.package + "." + class_name(record.info.name))},
             {"rows", fmt::format("{}", fmt::join(rows, "\n"))}, {"slots", fmt::format("{}", fmt::join(slots, "\n"))},
             {"gc", is_inline ? "" : " | Py_TPFLAGS_HAVE_GC"},
             {"size", is_inline ? "sizeof(py_" + type.tag + ")"
                                : fmt::format("offsetof(pgp_boxed, fields) + {} * sizeof(PyObject *)", names.count())},
             {"own", [&] {
                if (is_inline) {
                  out.print("{Py_tp_dealloc, PGP_SLOT(py_$tag$_dealloc)},\n{Py_tp_getset, py_$tag$_getset},\n", {{"tag", type.tag}});
                } else {
                  out.print(R"(
                      {Py_tp_dealloc, PGP_SLOT(pgp_boxed_dealloc)},
                      {Py_tp_traverse, PGP_SLOT(pgp_boxed_traverse)},
                      {Py_tp_clear, PGP_SLOT(pgp_boxed_clear)},
                      {Py_tp_members, py_$tag$_members},
                      )", {{"tag", type.tag}});
                }
              }}});
}

}  // namespace polyglue::python
