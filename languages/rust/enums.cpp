// Enums and constants.
#include <fmt/format.h>

#include <map>

#include "emit/naming.hpp"
#include "languages/rust/crate.hpp"

namespace polyglue::rust {
namespace {

std::string number(const model::Enum& decl, std::int64_t value) {
  const bool is_unsigned = decl.underlying == model::Scalar::u64 || decl.underlying == model::Scalar::size;
  return is_unsigned ? std::to_string(static_cast<std::uint64_t>(value)) : std::to_string(value);
}

std::string repr(const model::Enum& decl) {
  return decl.underlying == model::Scalar::boolean ? "u8" : std::string(scalar_name(decl.underlying));
}

void print_flags(emit::Printer& out, const Crate& crate, const model::Enum& decl) {
  const std::string name = crate.name(decl.info.id);
  out.print(R"(

      $doc$
      $deprecated$
      #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
      #[repr(transparent)]
      pub struct $name$(pub(crate) $N$);

      impl $name$ {
      )",
            {{"doc", lines(out, doc(decl.info))}, {"deprecated", lines(out, deprecated(decl.info))}, {"name", name}, {"N", repr(decl)}});
  const std::vector<std::string> names = enumerator_names(decl);
  const auto indent = out.indent(4);
  for (std::size_t i = 0; i < names.size(); ++i) {
    out.print("$doc$\n$deprecated$\npub const $value$: $name$ = $name$($number$);\n",
              {{"doc", lines(out, doc(decl.values[i].info))}, {"deprecated", lines(out, deprecated(decl.values[i].info))},
               {"name", name}, {"value", names[i]}, {"number", number(decl, decl.values[i].value)}});
  }
}

void print_enum(emit::Printer& out, const Crate& crate, const model::Enum& decl) {
  const std::string name = crate.name(decl.info.id);
  out.print(R"(

      $doc$
      $deprecated$
      #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
      #[repr($N$)]
      pub enum $name$ {
      )",
            {{"doc", lines(out, doc(decl.info))}, {"deprecated", lines(out, deprecated(decl.info))}, {"name", name}, {"N", repr(decl)}});
  const std::vector<std::string> names = enumerator_names(decl);
  std::map<std::int64_t, std::string> first;
  emit::Printer others;
  {
    const auto indent = out.indent(4);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const model::Enumerator& value = decl.values[i];
      if (const auto [at, added] = first.emplace(value.value, names[i]); !added) {
        others.print("$doc$\npub const $name$: $E$ = $E$::$same$;\n",
                     {{"doc", lines(others, doc(value.info))}, {"name", constant_name(names[i])}, {"E", name}, {"same", at->second}});
        continue;
      }
      out.print("$doc$\n$deprecated$\n$name$ = $number$,\n",
                {{"doc", lines(out, doc(value.info))}, {"deprecated", lines(out, deprecated(value.info))}, {"name", names[i]},
                 {"number", number(decl, value.value)}});
    }
  }
  out.print("}\n");
  if (others.text().empty()) return;
  out.print("\n\n/// Other names of the same values.\nimpl $name$ {\n    $text$\n}\n", {{"name", name}, {"text", others.take()}});
}

}  // namespace

std::string enums_file(const Crate& crate) {
  emit::Printer out;
  out.print("//! Enums.\n");
  const std::size_t start = out.text().size();
  for (const model::Decl& decl : crate.library.model->decls) {
    const auto* enumeration = std::get_if<model::Enum>(&decl);
    if (!enumeration || crate.is_foreign(enumeration->info.id)) continue;
    if (enumeration->flags || enumeration->values.empty()) {
      print_flags(out, crate, *enumeration);
      out.print("}\n");
    } else {
      print_enum(out, crate, *enumeration);
    }
  }
  return out.text().size() == start ? "" : out.take();
}

void print_constant(emit::Printer& out, const Crate& crate, const model::Constant& constant) {
  const std::string value = literal(crate, constant.type, constant.value);
  const std::string name = constant_name(constant.info.name);
  if (value.empty() || value.ends_with("Default::default()")) {
    out.print("// $name$: a value that only the library's own C++ can spell.\n", {{"name", name}});
    return;
  }
  const bool text = model::is<model::String>(crate.represented(constant.type));
  out.print("$doc$\n$deprecated$\npub const $name$: $type$ = $value$;\n",
            {{"doc", lines(out, doc(constant.info))}, {"deprecated", lines(out, deprecated(constant.info))}, {"name", name},
             {"type", text ? "&str" : value_type(crate, constant.type)}, {"value", value}});
}

std::string constants_file(const Crate& crate) {
  emit::Printer out;
  out.print("//! Constants.\n");
  const std::size_t start = out.text().size();
  for (const model::Decl& decl : crate.library.model->decls) {
    if (const auto* constant = std::get_if<model::Constant>(&decl)) {
      out.print("\n");
      print_constant(out, crate, *constant);
    }
  }
  return out.text().size() == start ? "" : out.take();
}

}  // namespace polyglue::rust
