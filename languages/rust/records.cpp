// Records and variants: structs and enums of Rust.
#include <fmt/format.h>

#include <algorithm>

#include "languages/rust/crate.hpp"

namespace polyglue::rust {
namespace {

bool has_role(const model::Record& record, std::initializer_list<model::Role> roles) {
  return std::any_of(record.methods.begin(), record.methods.end(),
                     [&](const model::Function& f) { return std::find(roles.begin(), roles.end(), f.role) != roles.end(); });
}

template <class Items, class Test>
bool all(const Items& items, const Test& test) {
  return std::all_of(items.begin(), items.end(), [&](const auto& item) { return test(item.type); });
}

/// What can be derived from the parts. Comparisons only where C++ has them.
std::string derives(const Crate& crate, const model::Record& record, bool is_default) {
  const bool equal = (record.equality || record.ordering) && !has_role(record, {model::Role::equal, model::Role::less, model::Role::compare}) &&
                     all(record.fields, [&](const model::Type& t) { return crate.has_equality(t); });
  const bool total = equal && all(record.fields, [&](const model::Type& t) { return crate.is_total(t, false); });
  std::string result = "Debug";
  if (all(record.fields, [&](const model::Type& t) { return crate.is_clone(t); })) result = "Clone, " + result;
  if (crate.is_copy({model::Named{record.info.id}, record.info.id})) {
    result.replace(0, 5, "Clone, Copy");
  }
  if (is_default) result += ", Default";
  if (equal) result += ", PartialEq";
  if (total) result += ", Eq";
  if (equal && record.ordering) {
    const auto ordered = [&](const model::Type& t) { return crate.is_total(t, true); };
    const auto floats = [&](const model::Type& t) {
      const auto* scalar = model::as<model::Scalar>(crate.represented(t));
      return (scalar && (*scalar == model::Scalar::f32 || *scalar == model::Scalar::f64)) || ordered(t);
    };
    if (all(record.fields, floats)) result += ", PartialOrd";
    if (all(record.fields, ordered)) result += ", Ord";
  }
  if (total) result += ", Hash";
  return result;
}

/// The author's defaults; for a field without one what C++ gives it in braces. Empty where one cannot be spelled.
std::vector<std::string> defaults(const Crate& crate, const model::Record& record, bool& trivial) {
  std::vector<std::string> values;
  trivial = true;
  for (const model::Field& field : record.fields) {
    const model::Literal value = field.default_value.value_or(model::Literal{model::EmptyLiteral{}});
    std::string text = literal(crate, field.type, value);
    if (text.empty() && model::is<model::Optional>(crate.represented(field.type))) text = "None";
    if (text.empty() || !record.default_constructible) return {};
    const bool own = is_default(crate, field.type, value) || text == "None";
    trivial = trivial && own;
    if (text.front() == '"') text = text == "\"\"" ? crate.prelude("String") + "::new()" : text + ".to_owned()";
    values.push_back(std::move(text));
  }
  return values;
}

/// Types that have no default, which deriving would need.
bool derivable(const Crate& crate, const model::Type& given) {
  const model::Type& type = crate.represented(given);
  if (model::is<model::Timestamp>(type)) return false;
  if (model::is<model::Optional>(type) || model::is<model::String>(type) || model::is<model::Scalar>(type) || model::is<model::Duration>(type)) return true;
  const std::string size = array_size(type);
  if (!size.empty()) return size.size() < 2 || std::stoi(size) <= 32;
  return literal(crate, type, {model::EmptyLiteral{}}).ends_with("Default::default()");
}

void print_record(emit::Printer& out, Crate& crate, const model::Record& record) {
  const std::string name = crate.name(record.info.id);
  const model::Type self{model::Named{record.info.id}, record.info.id};
  bool trivial = true;
  const std::vector<std::string> values = defaults(crate, record, trivial);
  const bool any = values.size() == record.fields.size() && record.default_constructible;
  trivial = any && trivial && all(record.fields, [&](const model::Type& t) { return derivable(crate, t); });
  out.print(R"(

      $doc$
      $deprecated$
      $repr$
      #[derive($derives$)]
      pub struct $name$ {$end$
      )",
            {{"end", record.fields.empty() ? "}" : ""}, {"doc", lines(out, doc(record.info))}, {"deprecated", lines(out, deprecated(record.info))},
             {"repr", lines(out, crate.is_plain(self) ? "#[repr(C)]" : "")}, {"derives", derives(crate, record, trivial)}, {"name", name}});
  {
    const auto indent = out.indent(4);
    for (const model::Field& field : record.fields) {
      out.print("$doc$\n$deprecated$\npub $name$: $type$,\n",
                {{"doc", lines(out, doc(field.info))}, {"deprecated", lines(out, deprecated(field.info))},
                 {"name", function_name(field.info.name)}, {"type", value_type(crate, field.type)}});
    }
  }
  if (!record.fields.empty()) out.print("}\n");
  if (any && !trivial) {
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < values.size(); ++i) fields.push_back(function_name(record.fields[i].info.name) + ": " + values[i]);
    out.print("\n\nimpl $Default$ for $name$ {\n    fn default() -> Self {\n        $value$\n    }\n}\n",
              {{"name", name}, {"Default", crate.prelude("Default")}, {"value", literal_of(name, fields, 8)}});
  }
  emit::Printer constants;
  for (const model::Constant& constant : record.constants) {
    constants.print("\n\n");
    print_constant(constants, crate, constant);
  }
  if (!constants.text().empty()) out.print("\n\nimpl $name$ {\n    $text$\n}\n", {{"name", name}, {"text", constants.take()}});
  print_members(out, crate, record.info.id);
}

void print_variant(emit::Printer& out, const Crate& crate, const model::Variant& variant) {
  const std::string name = crate.name(variant.info.id);
  const auto types = [&](const auto& test) {
    return std::all_of(variant.alternatives.begin(), variant.alternatives.end(),
                       [&](const model::Alternative& a) { return model::is<model::Void>(a.type) || test(a.type); });
  };
  std::string derived = types([&](const model::Type& t) { return crate.is_clone(t); }) ? "Clone, Debug" : "Debug";
  if (types([&](const model::Type& t) { return crate.has_equality(t); })) derived += ", PartialEq";
  if (types([&](const model::Type& t) { return crate.is_total(t, false); })) derived += ", Eq, Hash";
  const bool empty = !variant.alternatives.empty() && model::is<model::Void>(variant.alternatives[0].type);
  out.print("\n\n$doc$\n$deprecated$\n#[derive($derives$)]\npub enum $name$ {\n",
            {{"doc", lines(out, doc(variant.info))}, {"deprecated", lines(out, deprecated(variant.info))}, {"derives", derived}, {"name", name}});
  std::map<std::string, int> times;
  for (const model::Alternative& a : variant.alternatives) ++times[model::is<model::Void>(a.type) ? "" : value_type(crate, a.type)];
  for (const model::Alternative& a : variant.alternatives) {
    const bool nothing = model::is<model::Void>(a.type);
    out.print("    $name$$type$,\n", {{"name", type_name(a.name)}, {"type", nothing ? "" : "(" + value_type(crate, a.type) + ")"}});
  }
  out.print("}\n");
  // C++ makes a variant of its first alternative.
  const model::Alternative* first = variant.alternatives.empty() ? nullptr : &variant.alternatives[0];
  const std::string value = empty ? "" : first ? literal(crate, first->type, {model::EmptyLiteral{}}) : "";
  if (empty || !value.empty()) {
    out.print(R"(

        impl $Default$ for $name$ {
            fn default() -> Self {
                $name$::$value$
            }
        }
        )",
              {{"Default", crate.prelude("Default")}, {"name", name}, {"value", type_name(first->name) + (empty ? "" : "(" + value + ")")}});
  }
  for (const model::Alternative& a : variant.alternatives) {
    if (model::is<model::Void>(a.type)) continue;
    const std::string type = value_type(crate, a.type);
    if (times[type] != 1) continue;
    out.print(R"(

        impl $From$<$type$> for $name$ {
            fn from(value: $type$) -> Self {
                $name$::$alternative$(value)
            }
        }
        )",
              {{"From", crate.prelude("From")}, {"type", type}, {"name", name}, {"alternative", type_name(a.name)}});
  }
}

}  // namespace

std::string records_file(Crate& crate) {
  emit::Printer out;
  for (const model::Decl& decl : crate.library.model->decls) {
    if (const auto* record = std::get_if<model::Record>(&decl); record && !crate.is_foreign(record->info.id)) print_record(out, crate, *record);
  }
  const std::string body = out.take();
  return body.empty() ? "" : "//! Values with fields.\n\n" + uses(body) + body;
}

std::string variants_file(const Crate& crate) {
  emit::Printer out;
  out.print("//! Values that are one of several.\n");
  const std::size_t start = out.text().size();
  for (const model::Decl& decl : crate.library.model->decls) {
    if (const auto* variant = std::get_if<model::Variant>(&decl); variant && !crate.is_foreign(variant->info.id)) print_variant(out, crate, *variant);
  }
  return out.text().size() == start ? "" : out.take();
}

}  // namespace polyglue::rust
