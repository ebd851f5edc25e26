// How the library's values look in C: one line of a macro for each. They stand in a module of their own,
// where no type of the library hides one of Rust's.
#include <fmt/format.h>

#include "emit/other_name.hpp"
#include "languages/c/c_backend.hpp"
#include "languages/rust/crate.hpp"

namespace polyglue::rust {
namespace {

std::string repr(const model::Enum& decl) {
  return decl.underlying == model::Scalar::boolean ? "u8" : std::string(scalar_name(decl.underlying));
}

void print_enum(emit::Printer& out, const Crate& crate, const model::Enum& decl) {
  const std::vector<std::string> names = enumerator_names(decl);
  const auto number = [&](std::int64_t value) {
    return decl.underlying == model::Scalar::u64 || decl.underlying == model::Scalar::size ? std::to_string(static_cast<std::uint64_t>(value)) : std::to_string(value);
  };
  const bool is_flags = decl.flags || decl.values.empty();
  if (crate.is_foreign(decl.info.id)) {
    out.print("pgl::$kind$_values!($name$, $N$);\n", {{"kind", is_flags ? "flag" : "enum"}, {"name", crate.path(decl.info.id)}, {"N", repr(decl)}});
    return;
  }
  if (is_flags) {
    std::int64_t known = 0;
    for (const model::Enumerator& value : decl.values) known |= value.value;
    out.print("pgl::flags!($name$, $N$, $known$);\n", {{"name", crate.path(decl.info.id)}, {"N", repr(decl)}, {"known", number(known)}});
    return;
  }
  std::string values;
  std::set<std::int64_t> seen;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (seen.insert(decl.values[i].value).second) values += (values.empty() ? "" : ", ") + names[i];
  }
  out.print("pgl::enumeration!($name$, $N$, { $values$ });\n", {{"name", crate.path(decl.info.id)}, {"N", repr(decl)}, {"values", values}});
}

void print_record(emit::Printer& out, const Crate& crate, const model::Record& record) {
  const model::Type self{model::Named{record.info.id}, record.info.id};
  const abi::Type& type = crate.c(self);
  if (crate.is_mirror(record)) {
    out.print("pgl::plain_record!($name$);\n", {{"name", crate.path(record.info.id)}});
    return;
  }
  out.print("pgl::record!($name$, ffi::$c$, $plain$, {$end$\n", {{"end", record.fields.empty() ? "});" : ""}, {"name", crate.path(record.info.id)}, {"c", type.name}, {"plain", crate.is_plain(self) ? "true" : "false"}});
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    out.print("    $field$: $type$ = $member$,\n",
              {{"field", function_name(record.fields[i].info.name)}, {"type", value_type(crate, record.fields[i].type)}, {"member", function_name(type.members[i])}});
  }
  if (!record.fields.empty()) out.print("});\n");
}

void print_variant(emit::Printer& out, const Crate& crate, const model::Variant& variant) {
  const abi::Type& type = crate.c({model::Named{variant.info.id}, variant.info.id});
  out.print("pgl::variant!($name$, ffi::$c$, ffi::$c$_as, {\n", {{"name", crate.path(variant.info.id)}, {"c", type.name}});
  for (std::size_t i = 0; i < variant.alternatives.size(); ++i) {
    const model::Alternative& a = variant.alternatives[i];
    const bool nothing = model::is<model::Void>(a.type);
    out.print("    $tag$: $name$($value$),\n",
              {{"tag", std::to_string(i)}, {"name", type_name(a.name)},
               {"value", nothing ? "" : function_name(type.members[i]) + ": " + value_type(crate, a.type)}});
  }
  out.print("});\n");
}

/// A call of a macro, as rustfmt breaks it: without a comma at the end.
std::string invocation(const std::string& name, const std::vector<std::string>& items) {
  std::string text = list(name + "(", items, ");", 0);
  if (const std::size_t comma = text.rfind(",\n);"); comma != std::string::npos) text.erase(comma, 1);
  return text;
}

void print_class(emit::Printer& out, const Crate& crate, const abi::Class& entry) {
  const std::string name = crate.path(entry.source->info.id);
  const std::string number = std::to_string(c::class_number(crate.library, entry));
  const std::string free = "ffi::" + crate.library.functions[entry.functions.back()].symbol;
  if (crate.is_foreign(entry.source->info.id)) {
    out.print("$text$\n", {{"text", invocation("pgl::foreign!", {name, "ffi::" + entry.name, "ffi::" + entry.name + "_to_shared", "ffi::" + entry.name + "_from_shared", free})}});
    return;
  }
  const abi::Class* base = nullptr;
  for (const model::DeclId& id : entry.source->bases) if (!base && !crate.is_foreign(id)) base = crate.library.find_class(id);
  if (base) {
    out.print("$text$\n", {{"text", invocation("pgl::object!", {name, "ffi::" + entry.name, number, "base = " + crate.path(base->source->info.id)})}});
  } else {
    out.print("$text$\n", {{"text", invocation("pgl::object!", {name, "ffi::" + entry.name, number, "ffi::" + crate.library.prefix + "_is_a", "free = " + free})}});
  }
  if (c::is_exchanged(crate.library, entry)) {
    out.print("$text$\n", {{"text", invocation("pgl::exchanged!", {name, "ffi::" + entry.name + "_to_shared", "ffi::" + entry.name + "_from_shared"})}});
  }
  for (const model::DeclId& id : entry.ancestors) if (!crate.is_foreign(id)) out.print("pgl::derived!($name$, $base$);\n", {{"name", name}, {"base", crate.path(id)}});
  const model::Threads threads = entry.source->threads;
  if (threads == model::Threads::locked || threads == model::Threads::shared) {
    out.print("// SAFETY: the library declares that several threads may use an object at once.\nunsafe impl Send for $name$ {}\nunsafe impl Sync for $name$ {}\n",
              {{"name", name}});
  }
}

}  // namespace

std::string others_file(const Crate& crate) {
  std::map<std::string, std::vector<std::string>> names;
  for (const model::Decl& decl : crate.library.model->decls) {
    const model::DeclId& id = model::info(decl).id;
    if (!crate.is_foreign(id) || std::holds_alternative<model::Error>(decl)) continue;
    const std::string& name = crate.name(id);
    const std::string there = type_name(emit::name_there(*crate.library.model, model::info(decl)));
    const bool is_renamed = name.ends_with(there) && name != there && model::info(decl).scope.empty();
    names[crate.other_crate(id)].push_back(is_renamed ? there + " as " + name : name);
  }
  std::string text;
  for (const auto& [other, all] : names) text += use_of(other, all);
  return text.empty() ? "" : "//! Types of other libraries.\n\n" + text;
}

std::string values_file(const Crate& crate) {
  emit::Printer out;
  for (const model::Decl& decl : crate.library.model->decls) {
    if (const auto* enumeration = std::get_if<model::Enum>(&decl)) print_enum(out, crate, *enumeration);
    else if (const auto* record = std::get_if<model::Record>(&decl)) print_record(out, crate, *record);
    else if (const auto* variant = std::get_if<model::Variant>(&decl)) print_variant(out, crate, *variant);
  }
  for (const abi::Class& entry : crate.library.classes) print_class(out, crate, entry);
  if (out.text().empty()) return "";
  const std::string body = out.take();
  // The macros for records and the like take `ffi::name` as it is written; those for objects use it.
  const bool objects = body.find("pgl::object!") != std::string::npos || body.find("pgl::foreign!") != std::string::npos;
  return std::string("//! How the library's values look in C.\n\n") + (objects ? "use crate::{ffi, pgl};\n\n" : "use crate::pgl;\n\n") + body;
}

}  // namespace polyglue::rust
