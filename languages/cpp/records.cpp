// Records: structs with the author's defaults.
#include <fmt/format.h>

#include <algorithm>

#include "languages/cpp/members.hpp"

namespace polyglue::cpp {
namespace {

/// Objects cannot be made from nothing, nor what contains one.
bool has_default(const Client& client, const model::Type& type) {
  const model::Library& model = *client.library.model;
  if (model::is<model::ObjectRef>(type)) return false;
  if (const auto* tuple = model::as<model::Tuple>(type)) {
    return std::all_of(tuple->items.begin(), tuple->items.end(), [&](const model::Type& item) { return has_default(client, item); });
  }
  if (const auto* sequence = model::as<model::Sequence>(type)) return array_size(type).empty() || has_default(client, *sequence->element);
  const auto* named = model::as<model::Named>(type);
  if (!named) return true;
  if (const auto* custom = model.find_as<model::Custom>(named->id)) return has_default(client, custom->repr);
  if (const auto* variant = model.find_as<model::Variant>(named->id)) {
    return variant->alternatives.empty() || has_default(client, variant->alternatives[0].type);
  }
  const auto* record = model.find_as<model::Record>(named->id);
  return !record || std::all_of(record->fields.begin(), record->fields.end(),
                                [&](const model::Field& f) { return has_default(client, f.type); });
}

void print_field(emit::Printer& out, const Spelling& spelling, const model::Field& field) {
  std::vector<std::string> notes;
  std::string value;
  if (field.default_value) {
    value = spelling.literal(field.type, *field.default_value);
    const auto* opaque = std::get_if<model::OpaqueLiteral>(&field.default_value->value);
    if (value.empty() && opaque) notes.push_back("The library's own default is `" + opaque->cpp + "`.");
  }
  // An opaque initialiser may be all of "{30}".
  const bool braces = !value.empty() && value.front() == '{';
  const bool optional = value == "std::nullopt" || value == "nullptr";
  const bool empty_text = value == "\"\"";
  if (value.empty() || braces || optional || empty_text) value = braces ? value : has_default(spelling.client(), field.type) ? "{}" : "";
  else value.insert(0, " = ");
  // std::string and containers are empty by themselves.
  if (value == "{}" && model::is<model::String>(field.type)) value.clear();
  out.print("$doc$\n$deprecated$$type$ $name$$value$;\n",
            {{"doc", lines(out, doc(field.info, notes))}, {"deprecated", deprecated(field.info)}, {"type", spelling.value(field.type)},
             {"name", identifier(field.info.name)}, {"value", value}});
}

/// == and < member by member, where the library has them and does not export them as functions.
void print_comparisons(emit::Printer& out, const Client& client, const model::Record& record) {
  const auto has = [&](model::Role role) {
    return std::any_of(record.methods.begin(), record.methods.end(), [&](const model::Function& f) { return f.role == role; });
  };
  const auto all = [&](bool ordered) {
    return std::all_of(record.fields.begin(), record.fields.end(), [&](const model::Field& f) { return client.comparable(f.type, ordered); });
  };
  const std::string name = client.name(record.info.id);
  if (record.equality && !has(model::Role::equal) && all(false)) {
    std::string text;
    for (const model::Field& field : record.fields) {
      text += fmt::format("{}a.{} == b.{}", text.empty() ? "" : " &&\n       ", identifier(field.info.name), identifier(field.info.name));
    }
    out.print(R"(

        [[nodiscard]] friend bool operator==(const $name$&$a$, const $name$&$b$) {
          return $text$;
        }
        [[nodiscard]] friend bool operator!=(const $name$& a, const $name$& b) { return !(a == b); }
        )",
              {{"name", name}, {"text", text.empty() ? "true" : text}, {"a", text.empty() ? "" : " a"}, {"b", text.empty() ? "" : " b"}});
  }
  if (!record.ordering || record.fields.empty() || has(model::Role::less) || has(model::Role::compare) || !all(true)) return;
  std::string text;
  for (const model::Field& field : record.fields) {
    const std::string member = identifier(field.info.name);
    text += fmt::format("if (a.{0} < b.{0}) return true;\nif (b.{0} < a.{0}) return false;\n", member);
  }
  out.print(R"(

      [[nodiscard]] friend bool operator<(const $name$& a, const $name$& b) {
        $text$
        return false;
      }
      [[nodiscard]] friend bool operator>(const $name$& a, const $name$& b) { return b < a; }
      [[nodiscard]] friend bool operator<=(const $name$& a, const $name$& b) { return !(b < a); }
      [[nodiscard]] friend bool operator>=(const $name$& a, const $name$& b) { return !(a < b); }
      )",
            {{"name", name}, {"text", text}});
}

}  // namespace

void print_record(emit::Printer& out, const Client& client, const model::Record& record) {
  const std::set<std::string> hidden = names_inside(record);
  const Spelling spelling(client, hidden);
  const std::string name = client.name(record.info.id);
  out.print("\n\n$doc$\nstruct $deprecated$$name$ {\n",
            {{"doc", lines(out, doc(record.info))}, {"deprecated", deprecated(record.info)}, {"name", name}});
  {
    const auto indent = out.indent(2);
    print_nested(out, client, record.info);
    for (const model::Constant& constant : record.constants) print_constant(out, spelling, constant, true);
    for (const model::Field& field : record.fields) print_field(out, spelling, field);
    const std::vector<Member> methods = members(client, spelling, record.info.id, hidden);
    for (const Member& member : methods) {
      out.print("\n\n$doc$\n$declaration$;\n", {{"doc", lines(out, doc(client, *member.function->source, member.notes))}, {"declaration", member.declaration()}});
    }
    print_derived(out, name, methods);
    print_comparisons(out, client, record);
  }
  out.print("};\n");
}

}  // namespace polyglue::cpp
