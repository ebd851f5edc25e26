#include "input/udl/attributes.hpp"

#include <algorithm>
#include <array>

#include "diag/suggest.hpp"

namespace polyglue::input::udl {
namespace {

/// Every attribute there is, and where it belongs.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> known = {{
    {"Throws", "functions, methods and constructors"},
    {"Async", "functions, methods and constructors"},
    {"Name", "constructors"},
    {"Self", "methods"},
    {"ByRef", "arguments"},
    {"ByMutRef", "arguments"},
    {"Remote", "dictionaries, enums and interfaces"},
    {"Traits", "dictionaries, enums and interfaces"},
    {"Error", "enums and interfaces"},
    {"NonExhaustive", "enums"},
    {"Enum", "interfaces"},
    {"Trait", "interfaces"},
    {"WithForeign", "interfaces with [Trait]"},
    {"External", "typedefs"},
    {"Custom", "typedefs"},
}};

/// Spellings of older versions.
std::string replacement(std::string_view name) {
  if (name == "ByArc") return "write [Self=ByArc]";
  if (name == "ThreadSafe") return "leave it out: every object may be used from several threads";
  if (name == "Rust") return "leave it out, and write [External=\"library\"] typedef dictionary Name;";
  if (name == "ExternalInterface" || name == "ExternalExport" || name == "ExternalTrait")
    return "write [External=\"library\"] typedef interface Name;";
  return "";
}

}  // namespace

Attributes::Attributes(Cursor& cursor) : cursor_(cursor) {
  if (!cursor_.accept("[")) return;
  while (!cursor_.at("]")) {
    read_one();
    if (!cursor_.accept(",")) break;
  }
  cursor_.expect("]", "after the attributes");
  if (cursor_.at("[")) {
    cursor_.report.error("PG0164", "a second list of attributes", cursor_.peek().place, "write them in one list: [Throws=X, Async]");
    while (!cursor_.at("]") && !cursor_.at_end()) cursor_.take();
    cursor_.accept("]");
  }
}

void Attributes::read_one() {
  Attribute attribute;
  attribute.name = cursor_.name("an attribute");
  if (cursor_.accept("=")) {
    attribute.form = Attribute::Form::value;
    if (cursor_.peek().kind == Token::Kind::string) {
      const Token text = cursor_.take();
      attribute.values.push_back({std::string(text.text), text.place});
    } else if (cursor_.accept("(")) {
      attribute.form = Attribute::Form::list;
      while (!cursor_.at(")")) {
        attribute.values.push_back(cursor_.name("a name"));
        if (!cursor_.accept(",")) break;
      }
      cursor_.expect(")", "after the list of [" + attribute.name.text + "]");
    } else {
      attribute.values.push_back(cursor_.name("a value for [" + attribute.name.text + "]"));
    }
  } else if (cursor_.at("(")) {
    cursor_.fail_expected("`=` before the list of [" + attribute.name.text + "]", "write [" + attribute.name.text + "=(...)]");
  }
  if (has(attribute.name.text)) {
    cursor_.report.error("PG0164", "[" + attribute.name.text + "] is written twice", attribute.name.place, "remove one of them");
    return;
  }
  attributes_.push_back(std::move(attribute));
}

const Attributes::Attribute* Attributes::find(std::string_view name) const {
  const auto found = std::find_if(attributes_.begin(), attributes_.end(), [&](const Attribute& a) { return a.name.text == name; });
  return found == attributes_.end() ? nullptr : &*found;
}

const Attributes::Attribute* Attributes::ask(std::string_view name, Attribute::Form form, const std::string& example) {
  asked_.push_back(name);
  const Attribute* attribute = find(name);
  if (attribute && attribute->form != form) {
    cursor_.report.error("PG0164", form == Attribute::Form::bare    ? "[" + std::string(name) + "] takes no value"
                                   : form == Attribute::Form::value ? "[" + std::string(name) + "] needs a value"
                                                                    : "[" + std::string(name) + "] needs a list",
                         attribute->name.place, "write [" + example + "]");
    return nullptr;
  }
  return attribute;
}

bool Attributes::flag(std::string_view name) { return ask(name, Attribute::Form::bare, std::string(name)) != nullptr; }

std::optional<Name> Attributes::value(std::string_view name) {
  const std::string example = std::string(name) + (name == "Self" ? "=ByArc" : name == "Name" ? "=create" : "=SomeError");
  const Attribute* attribute = ask(name, Attribute::Form::value, example);
  return attribute ? std::optional(attribute->values.front()) : std::nullopt;
}

std::vector<Name> Attributes::list(std::string_view name) {
  const Attribute* attribute = ask(name, Attribute::Form::list, std::string(name) + "=(Debug, Eq)");
  return attribute ? attribute->values : std::vector<Name>{};
}

std::optional<std::string> Attributes::optional_value(std::string_view name) {
  asked_.push_back(name);
  const Attribute* attribute = find(name);
  if (!attribute) return std::nullopt;
  if (attribute->form != Attribute::Form::list) return attribute->values.empty() ? "" : attribute->values.front().text;
  ask(name, Attribute::Form::value, std::string(name) + "=\"library\"");
  return std::nullopt;
}

void Attributes::exclusive(std::string_view one, std::string_view other) {
  if (has(one) && has(other))
    cursor_.report.error("PG0164", "[" + std::string(one) + "] and [" + std::string(other) + "] exclude each other", place(other),
                         "keep one of them");
}

void Attributes::ignore(const std::string& item) {
  for (const Attribute& attribute : attributes_)
    cursor_.report.warning("[" + attribute.name.text + "] has no effect on " + item, attribute.name.place, "remove it");
}

void Attributes::finish(const std::string& item) {
  for (const Attribute& attribute : attributes_) {
    const std::string& name = attribute.name.text;
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    const auto elsewhere = std::find_if(known.begin(), known.end(), [&](const auto& entry) { return entry.first == name; });
    if (elsewhere != known.end()) {
      cursor_.report.error("PG0164", "[" + name + "] cannot stand on " + item, attribute.name.place,
                           "it belongs to " + std::string(elsewhere->second));
      continue;
    }
    std::string help = replacement(name);
    if (help.empty()) {
      if (const auto near = diag::nearest(name, asked_)) help = "did you mean [" + *near + "]?";
      else if (asked_.empty()) help = item + " takes none";
      else for (const std::string_view one : asked_) help += (help.empty() ? item + " takes " : ", ") + ("[" + std::string(one) + "]");
    }
    cursor_.report.error("PG0164", "unknown attribute [" + name + "]", attribute.name.place, help);
  }
}

}  // namespace polyglue::input::udl
