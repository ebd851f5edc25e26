// Conversions of composed types: lines that name a macro of the runtime, and structs field by field.
#include <fmt/format.h>

#include "languages/c/text.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

using abi::Shape;
using abi::TypeId;

bool is_composed(const abi::Type& type) {
  switch (type.shape) {
    case Shape::sequence: case Shape::set: case Shape::map: case Shape::tuple: case Shape::optional:
    case Shape::pointer: case Shape::record: case Shape::variant: return true;
    default: return false;
  }
}

/// For "expected ..., got int".
std::string described(const Context& context, const abi::Type& type) {
  switch (type.shape) {
    case Shape::scalar:
      switch (*type.scalar) {
        case model::Scalar::boolean: return "bool";
        case model::Scalar::f32: case model::Scalar::f64: return "float";
        case model::Scalar::character: case model::Scalar::codepoint: return "str";
        default: return "int";
      }
    case Shape::string: return "str";
    case Shape::bytes: return "bytes";
    case Shape::enumeration: case Shape::record: case Shape::handle:
      if (const model::Decl* decl = context.model.find(type.decl)) return context.qualified_name(model::info(*decl));
      return "object";
    default: return "object";
  }
}

void print_leaves(const Context& context, TypeId id, const std::string& name, std::size_t offset,
                  std::vector<std::string>& leaves, std::string& format, bool inside) {
  const abi::Type& type = context.type(id);
  const auto leaf = [&](char kind, std::size_t size, char code) {
    leaves.push_back(fmt::format("{{{}, '{}', {}, {}}}", c_string(name), kind, offset, size));
    if (inside && size > 1) format += '=';
    format += code;
  };
  switch (type.shape) {
    case Shape::scalar: case Shape::enumeration:
      switch (*type.scalar) {
        case model::Scalar::boolean: return leaf('?', 1, '?');
        case model::Scalar::i8: return leaf('i', 1, 'b');
        case model::Scalar::u8: return leaf('u', 1, 'B');
        case model::Scalar::i16: return leaf('i', 2, 'h');
        case model::Scalar::u16: return leaf('u', 2, 'H');
        case model::Scalar::i32: return leaf('i', 4, 'i');
        case model::Scalar::u32: case model::Scalar::codepoint: return leaf('u', 4, 'I');
        case model::Scalar::i64: return leaf('i', 8, 'q');
        case model::Scalar::u64: case model::Scalar::size: return leaf('u', 8, 'Q');
        case model::Scalar::f32: return leaf('f', 4, 'f');
        case model::Scalar::f64: return leaf('f', 8, 'd');
        case model::Scalar::character: return leaf('c', 1, 'c');
      }
      return;
    default: break;
  }
  const auto pad = [&](std::size_t count) {
    if (count == 1) format += 'x';
    else if (count) format += fmt::format("{}x", count);
  };
  const std::string path = name.empty() ? "" : name + ".";
  const std::size_t start = offset;
  if (type.shape == Shape::timestamp || type.shape == Shape::duration) {
    leaves.push_back(fmt::format("{{{}, 'i', {}, 8}}", c_string(path + "seconds"), offset));
    leaves.push_back(fmt::format("{{{}, 'u', {}, 4}}", c_string(path + "nanos"), offset + 8));
    format += "T{=q:seconds:=I:nanos:4x}";
    return;
  }
  format += "T{";
  std::size_t at = 0;
  const auto& fields = fields_of(context.model, type.decl);
  for (std::size_t i = 0; i < type.parts.size(); ++i) {
    pad(type.offsets[i] - at);
    const std::string field = context.spell.field(fields[i].info.name);
    print_leaves(context, type.parts[i], path + field, start + type.offsets[i], leaves, format, true);
    format += ":" + field + ":";
    at = type.offsets[i] + context.type(type.parts[i]).size;
  }
  pad(type.size - at);
  format += "}";
}

void print_element(emit::Printer& out, const Context& context, TypeId id) {
  const abi::Type& type = context.type(id);
  std::vector<std::string> leaves;
  std::string format;
  print_leaves(context, id, "", 0, leaves, format, false);
  out.print(R"(

      PGP_ELEMENT_FUNCTIONS($tag$, $ctype$, $lift$, $lower$)
      static const pgp_leaf py_leaves_$tag$[] = {
        $leaves$
      };
      const pgp_element py_element_$tag$ = {
        $name$, sizeof($ctype$), $format$, py_leaves_$tag$, $count$, pgp_element_lift_$tag$,
        pgp_element_lower_$tag$,
      };
      )",
            {{"tag", type.tag}, {"ctype", type.name}, {"lift", context.lift(id)}, {"lower", context.lower(id)},
             {"leaves", fmt::format("{},", fmt::join(leaves, ",\n"))}, {"name", c_string(described(context, type))},
             {"format", c_string(format)}, {"count", std::to_string(leaves.size())}});
}

/// Are there sequences of it? Then it needs a descriptor.
std::vector<bool> elements(const Context& context) {
  std::vector<bool> result(context.library.types.size(), false);
  for (TypeId id = 0; id < context.library.types.size(); ++id) {
    const abi::Type& type = context.type(id);
    if (type.shape != Shape::sequence || !(context.is_lowered(id) || context.is_lifted(id))) continue;
    if (context.is_element(type.parts[0])) result[type.parts[0]] = true;
  }
  return result;
}

void print_tuple(emit::Printer& out, const Context& context, TypeId id) {
  const abi::Type& type = context.type(id);
  if (context.is_lowered(id)) {
    out.print(R"(

        int py_lower_$tag$(PyObject *object, $ctype$ *out, pgp_arena *arena) {
          PyObject *items = pgp_tuple_items(object, $count$), *item;
          int good;
          (void)arena;
          if (!items) return 0;
          $items$
          return 1;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"count", std::to_string(type.parts.size())},
               {"items", [&] {
                  for (std::size_t i = 0; i < type.parts.size(); ++i) {
                    out.print(R"(
                        if (!(item = pgp_item_at(items, $i$))) return 0;
                        good = $lower$(item, &out->$member$, arena);
                        Py_DECREF(item);
                        if (!good) return pgp_error_at_index($i$), 0;
                        )",
                              {{"i", std::to_string(i)}, {"lower", context.lower(type.parts[i])}, {"member", type.members[i]}});
                  }
                  if (type.parts.empty()) out.print("(void)item, (void)good, memset(out, 0, sizeof *out);\n");
                }}});
  }
  if (context.is_lifted(id)) {
    out.print(R"(

        PyObject *py_lift_$tag$(const $ctype$ *value) {
          PyObject *tuple = PyTuple_New($count$), *item;
          (void)value, (void)item;
          if (!tuple) return NULL;
          $items$
          return tuple;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"count", std::to_string(type.parts.size())},
               {"items", [&] {
                  for (std::size_t i = 0; i < type.parts.size(); ++i) {
                    out.print(R"(
                        if (!(item = $lift$(&value->$member$))) return Py_DECREF(tuple), NULL;
                        PyTuple_SET_ITEM(tuple, $i$, item);
                        )",
                              {{"i", std::to_string(i)}, {"lift", context.lift(type.parts[i])}, {"member", type.members[i]}});
                  }
                }}});
  }
}

void print_variant(emit::Printer& out, const Context& context, TypeId id) {
  const abi::Type& type = context.type(id);
  const auto each = [&](auto&& print) {
    for (std::size_t i = 0; i < type.parts.size(); ++i) print(i, context.type(type.parts[i]).shape == Shape::nothing);
  };
  if (context.is_lowered(id)) {
    const auto* variant = context.model.find_as<model::Variant>(type.decl);
    std::string names;
    each([&](std::size_t i, bool nothing) {
      names += (i ? " or " : "") + (nothing ? std::string("None") : described(context, context.type(type.parts[i])));
    });
    out.print(R"(

        /* The first alternative of the object's own type; else the first that would take it. */
        int py_lower_$tag$(PyObject *object, $ctype$ *out, pgp_arena *arena) {
          memset(out, 0, sizeof *out);
          (void)arena;
          for (int strict = 1; strict >= 0; --strict) {
            $alternatives$
          }
          return pgp_expected($names$, object);
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"names", c_string(names)},
               {"alternatives", [&] {
                  each([&](std::size_t i, bool nothing) {
                    const model::Type* source = variant ? &variant->alternatives[i].type : nullptr;
                    out.print(R"(
                        if ($fits$) {
                          out->tag = $i$;
                          return $lower$;
                        }
                        )",
                              {{"fits", context.fits(type.parts[i], source, "object", "strict")}, {"i", std::to_string(i)},
                               {"lower", nothing ? "1" : fmt::format("{}(object, &out->as.{}, arena)",
                                                                     context.lower(type.parts[i]), type.members[i])}});
                  });
                }}});
  }
  if (context.is_lifted(id)) {
    out.print(R"(

        PyObject *py_lift_$tag$(const $ctype$ *value) {
          switch (value->tag) {
            $alternatives$
            default: break;
          }
          PyErr_Format(PyExc_SystemError, "unknown alternative %d", (int)value->tag);
          return NULL;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"alternatives", [&] {
                  each([&](std::size_t i, bool nothing) {
                    out.print("case $i$: return $lift$;\n",
                              {{"i", std::to_string(i)},
                               {"lift", nothing ? "pgp_new_ref(Py_None)"
                                                : fmt::format("{}(&value->as.{})", context.lift(type.parts[i]), type.members[i])}});
                  });
                }}});
  }
}

bool reaches(const Context& context, TypeId from, TypeId to, std::vector<bool>& seen) {
  for (const TypeId part : context.type(from).parts) {
    if (part == to) return true;
    if (seen[part]) continue;
    seen[part] = true;
    if (reaches(context, part, to, seen)) return true;
  }
  return false;
}

/// A record inside itself may be as deep as its user likes, or contain itself.
bool is_recursive(const Context& context, TypeId id) {
  std::vector<bool> seen(context.library.types.size(), false);
  return reaches(context, id, id, seen);
}

/// Lines that fill the C struct from the fields of a Python object.
void print_lowered_field(emit::Printer& out, const Context& context, const abi::Type& type, std::size_t i, const std::string& leave) {
  const model::Field& field = fields_of(context.model, type.decl)[i];
  const abi::Type& part = context.type(type.parts[i]);
  const std::string name = c_string(context.spell.field(field.info.name));
  switch (context.field(type, i)) {
    case Context::Field::value:
      out.print("out->$member$ = self->$member$;\n", {{"member", type.members[i]}});
      return;
    case Context::Field::text:
      out.print("if (PGP_UNLIKELY(!pgp_lower_text_field(object, &self->$member$, &out->$member$, arena))) return $leave$pgp_error_at_field($name$), 0;\n",
                {{"member", type.members[i]}, {"leave", leave}, {"name", name}});
      return;
    case Context::Field::object:
      out.print(R"(
          if (!(field = pgp_field_object(self->$member$, $name$))) return $leave$0;
          Py_INCREF(field);
          good = $lower$(field, &out->$member$, arena);
          Py_DECREF(field);
          if (PGP_UNLIKELY(!good)) return $leave$pgp_error_at_field($name$), 0;
          )",
                {{"leave", leave}, {"name", name}, {"member", type.members[i]},
                 {"lower", is_path(field.type) && part.shape == Shape::string ? "pgp_lower_path" : context.lower(type.parts[i])}});
      return;
  }
}

void print_boxed(emit::Printer& out, const Context& context, TypeId id) {
  const abi::Type& type = context.type(id);
  const bool recursive = is_recursive(context, id);
  const std::string enter = recursive ? "if (Py_EnterRecursiveCall(\" while converting a record\")) return " : "";
  const std::string leave = recursive ? "Py_LeaveRecursiveCall(), " : "";
  const auto each = [&](auto&& print) {
    for (std::size_t i = 0; i < type.parts.size(); ++i) print(i);
  };
  if (context.is_lowered(id)) {
    const bool collected = context.is_collected(type);
    out.print(R"(

        int py_lower_$tag$(PyObject *object, $ctype$ *out, pgp_arena *arena) {
          py_$tag$_instance *self = (py_$tag$_instance *)object;
          $variables$
          if (PGP_UNLIKELY(Py_TYPE(object) != py_$tag$_record.type)) return pgp_expected($name$, object);
          (void)arena, (void)self, (void)out;
          $enter$
          $fields$
          $done$
          return 1;
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}, {"enter", enter.empty() ? "" : enter + "0;"},
               {"variables", collected ? "PyObject *field;\nint good;" : ""},
               {"done", leave.empty() ? "" : "Py_LeaveRecursiveCall();"}, {"name", c_string(described(context, type))},
               {"fields", [&] { each([&](std::size_t i) { print_lowered_field(out, context, type, i, leave); }); }}});
  }
  if (context.is_lifted(id)) {
    out.print(R"(

        PyObject *py_lift_$tag$(const $ctype$ *value) {
          $enter$
          py_$tag$_instance *self = (py_$tag$_instance *)py_new_$tag$();
          if (PGP_UNLIKELY(!self)) return $leave$NULL;
          (void)value;
          $fields$
          $done$
          return (PyObject *)self;
        }
        )",
              {{"enter", enter.empty() ? "" : enter + "NULL;"}, {"leave", leave},
               {"done", leave.empty() ? "" : "Py_LeaveRecursiveCall();"}, {"tag", type.tag}, {"ctype", type.name}, {"fields", [&] {
                  each([&](std::size_t i) {
                    if (context.field(type, i) == Context::Field::value) {
                      out.print("self->$member$ = value->$member$;\n", {{"member", type.members[i]}});
                      return;
                    }
                    out.print("if (PGP_UNLIKELY(!(self->$member$ = $lift$(&value->$member$)))) return $leave$Py_DECREF(self), NULL;\n",
                              {{"leave", leave}, {"lift", context.lift(type.parts[i])}, {"member", type.members[i]}});
                  });
                }}});
  }
}

/// An expression for the common case of an element.
std::string quick(const Context& context, const abi::Type& type) {
  if (context.is_inline(type)) return fmt::format("PGP_QUICK_RECORD({})", type.tag);
  return type.shape == Shape::scalar ? fmt::format("pgp_quick_{}(item, to)", type.tag) : "0";
}

void print_conversion(emit::Printer& out, const Context& context, TypeId id) {
  const abi::Type& type = context.type(id);
  const auto part = [&](std::size_t i) -> const abi::Type& { return context.type(type.parts[i]); };
  const auto line = [&](std::string text) { out.print(text + "\n"); };
  const bool lowered = context.is_lowered(id), lifted = context.is_lifted(id);
  switch (type.shape) {
    case Shape::sequence: case Shape::set: {
      const std::string what = (type.shape == Shape::set ? "set of " : "sequence of ") + described(context, part(0));
      const std::string element = type.shape == Shape::sequence && context.is_element(type.parts[0])
                                      ? "&" + element_name(context, type.parts[0]) : "NULL";
      if (lowered) {
        line(fmt::format("PGP_LOWER_SEQUENCE_OF({}, {}, {}, {}, {}, {}, {})", type.tag, type.name, part(0).name,
                         context.lower(type.parts[0]), c_string(what), element, quick(context, part(0))));
      }
      if (lifted) {
        const bool set = type.shape == Shape::set && context.is_hashable(type.parts[0]);
        line(fmt::format("PGP_LIFT_{}({}, {}, {}, {})", set ? "SET" : "SEQUENCE", type.tag, type.name, part(0).name,
                         context.lift(type.parts[0])));
      }
      return;
    }
    case Shape::map:
      if (lowered) {
        line(fmt::format("PGP_LOWER_MAP({}, {}, {}, {}, {})", type.tag, type.name, type.entry,
                         context.lower(type.parts[0]), context.lower(type.parts[1])));
      }
      if (lifted) {
        line(fmt::format("PGP_LIFT_{}({}, {}, {}, {})", context.is_hashable(type.parts[0]) ? "MAP" : "PAIRS", type.tag,
                         type.name, context.lift(type.parts[0]), context.lift(type.parts[1])));
      }
      return;
    case Shape::optional:
      if (lowered) line(fmt::format("PGP_LOWER_OPTIONAL({}, {}, {})", type.tag, type.name, context.lower(type.parts[0])));
      if (lifted) line(fmt::format("PGP_LIFT_OPTIONAL({}, {}, {})", type.tag, type.name, context.lift(type.parts[0])));
      return;
    case Shape::pointer:
      if (lowered) line(fmt::format("PGP_LOWER_POINTER({}, {}, {})", type.tag, part(0).name, context.lower(type.parts[0])));
      if (lifted) line(fmt::format("PGP_LIFT_POINTER({}, {}, {})", type.tag, part(0).name, context.lift(type.parts[0])));
      return;
    case Shape::tuple: return print_tuple(out, context, id);
    case Shape::variant:
      if (!context.is_uniffi) print_variant(out, context, id);
      return;
    case Shape::record:
      if (!context.is_uniffi && !context.is_inline(type) && !context.library.find_error(type.decl)) print_boxed(out, context, id);
      return;
    default: return;
  }
}

/// Types of fields that are C values: those need a getter and a setter.
std::vector<bool> field_types(const Context& context) {
  std::vector<bool> result(context.library.types.size(), false);
  if (context.is_uniffi) return result;
  for (const abi::Type& type : context.library.types) {
    if (type.shape != Shape::record || context.library.find_error(type.decl)) continue;
    for (const TypeId part : type.parts) result[part] = result[part] || context.is_plain(context.type(part));
  }
  return result;
}

}  // namespace

std::string element_name(const Context& context, TypeId part) { return "py_element_" + context.type(part).tag; }

void print_conversion_declarations(emit::Printer& out, const Context& context) {
  for (TypeId id = 0; id < context.library.types.size(); ++id) {
    const abi::Type& type = context.type(id);
    if (!is_composed(type) || (type.shape == Shape::record && (context.is_inline(type) || context.library.find_error(type.decl)))) continue;
    if (context.is_lowered(id)) {
      out.print("int py_lower_$tag$(PyObject *object, $out$, pgp_arena *arena);\n",
                {{"tag", type.tag}, {"out", c::declare(c::pointer_to(type.name), "out")}});
    }
    if (context.is_lifted(id)) {
      out.print("PyObject *py_lift_$tag$($value$);\n",
                {{"tag", type.tag}, {"value", c::declare(c::pointer_to_const(type.name), "value")}});
    }
  }
  const std::vector<bool> fields = field_types(context);
  for (TypeId id = 0; id < fields.size(); ++id) {
    if (!fields[id]) continue;
    out.print(R"(
        PyObject *py_get_$tag$(PyObject *self, void *closure);
        int py_set_$tag$(PyObject *self, PyObject *object, void *closure);
        )", {{"tag", context.type(id).tag}});
  }
  const std::vector<bool> needed = elements(context);
  for (TypeId id = 0; id < needed.size(); ++id) {
    if (needed[id]) out.print("extern const pgp_element $name$;\n", {{"name", element_name(context, id)}});
  }
}

void print_conversions(emit::Printer& out, const Context& context) {
  const std::vector<bool> needed = elements(context);
  for (TypeId id = 0; id < needed.size(); ++id) {
    if (needed[id]) print_element(out, context, id);
  }
  out.print("\n");
  const std::vector<bool> fields = field_types(context);
  for (TypeId id = 0; id < fields.size(); ++id) {
    if (!fields[id]) continue;
    out.print("PGP_FIELD_ACCESS($tag$, $ctype$, $lift$, $lower$)\n",
              {{"tag", context.type(id).tag}, {"ctype", context.type(id).name}, {"lift", context.lift(id)},
               {"lower", context.lower(id)}});
  }
  for (TypeId id = 0; id < context.library.types.size(); ++id) print_conversion(out, context, id);
}

}  // namespace polyglue::python
