// Enums: a table of names and values; the runtime makes the class.
#include <fmt/format.h>

#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

const char* base_of(const model::Enum& decl) {
  if (decl.flags) return decl.scoped ? "Flag" : "IntFlag";
  return decl.scoped ? "Enum" : "IntEnum";
}

std::string value_text(std::int64_t value) {
  return value == INT64_MIN ? "INT64_MIN" : fmt::format("INT64_C({})", value);
}

}  // namespace

void print_enum_declarations(emit::Printer& out, const Context& context) {
  for (const model::Decl& decl : context.model.decls) {
    const auto* one = std::get_if<model::Enum>(&decl);
    if (!one) continue;
    const abi::Type& type = context.type(context.library.type_of({model::Named{one->info.id}, one->info.id}));
    out.print(R"(

        extern pgp_enum py_$tag$_enum;
        static inline int py_lower_$tag$(PyObject *object, $ctype$ *out, pgp_arena *arena) {
          int64_t value;
          (void)arena;
          if (PGP_UNLIKELY(!pgp_enum_value(&py_$tag$_enum, object, &value))) return 0;
          *out = ($ctype$)value;
          return 1;
        }
        static inline PyObject *py_lift_$tag$(const $ctype$ *value) {
          return pgp_enum_member(&py_$tag$_enum, (int64_t)*value);
        }
        )",
              {{"tag", type.tag}, {"ctype", type.name}});
  }
}

void print_enums(emit::Printer& out, const Context& context) {
  for (const model::Decl& decl : context.model.decls) {
    const auto* one = std::get_if<model::Enum>(&decl);
    if (!one) continue;
    const abi::Type& type = context.type(context.library.type_of({model::Named{one->info.id}, one->info.id}));
    const bool is_unsigned = one->underlying == model::Scalar::u64 || one->underlying == model::Scalar::size;
    out.print(R"(

        static const pgp_enumerator py_$tag$_values[] = {
          $values$
          {NULL, 0, NULL},
        };
        pgp_enum py_$tag$_enum = {
          $name$, $qualname$, "$base$", $doc$,
          py_$tag$_values, $count$, $unsigned$, NULL, NULL, 0, 0, NULL, 0,
        };
        )",
              {{"tag", type.tag}, {"name", c_string(context.spell.type(one->info.name))},
               {"qualname", c_string(context.qualified_name(one->info))}, {"base", base_of(*one)},
               {"doc", c_string(docstring(context, one->info))}, {"count", std::to_string(one->values.size())},
               {"unsigned", is_unsigned ? "1" : "0"}, {"values", [&] {
                  for (const model::Enumerator& value : one->values) {
                    const std::string doc = docstring(context, value.info);
                    out.print("{$name$, $value$, $doc$},\n",
                              {{"name", c_string(context.spell.constant(value.info.name))}, {"value", value_text(value.value)},
                               {"doc", doc.empty() ? "NULL" : c_string(doc)}});
                  }
                }}});
  }
}

}  // namespace polyglue::python
