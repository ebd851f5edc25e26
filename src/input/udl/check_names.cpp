// One thing for each name, and one namespace.
#include <algorithm>

#include "input/udl/symbols.hpp"

namespace polyglue::input::udl {
namespace {

/// What of a list has a name of its own. UniFFI reads the rest as well, and no language can have it: it is taken out of the
/// list, with a warning.
class Names {
 public:
  Names(Report& report, std::string what) : report_(report), what_(std::move(what)) {}

  /// Whether the name is new. `error`: what of that name cannot be left out.
  bool add(const Name& name, bool error = false) {
    const auto [entry, is_new] = places_.emplace(name.text, name.place);
    if (is_new) return true;
    if (error) {
      report_.error("PG0166", what_ + " `" + name.text + "` is declared twice", name.place, "give one of them another name",
                    {{"first declared here", report_.at(entry->second)}});
    } else {
      report_.warning(what_ + " `" + name.text + "` is declared twice: this one has no effect", name.place, "give one of them another name, or remove it");
    }
    return false;
  }
  template <class Item>
  void keep_first(std::vector<Item>& items) {
    std::erase_if(items, [&](const Item& item) { return !add(item.name); });
  }

 private:
  Report& report_;
  std::string what_;
  std::unordered_map<std::string, Place> places_;
};

/// Arguments of one name are as many in C++: the later ones get another.
void arguments(Operation& operation, Report& report) {
  std::unordered_map<std::string, int> seen;
  for (Argument& argument : operation.arguments) {
    const int number = ++seen[argument.name.text];
    if (number == 1) continue;
    const std::string other = argument.name.text + "_" + std::to_string(number);
    report.warning("the argument `" + argument.name.text + "` is declared twice: callers give this one as `" + other + "`", argument.name.place, "give one of them another name");
    argument.name.text = other;
  }
}

void fields(std::vector<Field>& all, Report& report) { Names(report, "the field").keep_first(all); }

void variants(Enum& definition, Report& report) {
  for (Variant& variant : definition.variants) fields(variant.fields, report);
  if (definition.has_fields) return Names(report, "the variant").keep_first(definition.variants);
  std::unordered_map<std::string, Place> values;
  for (const Variant& variant : definition.variants)
    if (!values.emplace(variant.name.text, variant.name.place).second)
      report.warning("the value \"" + variant.name.text + "\" is there twice", variant.name.place, "remove one of them");
}

void members(Interface& definition, Report& report) {
  Names names(report, "the method");
  Place primary;
  for (auto* list : {&definition.constructors, &definition.methods})
    for (Operation& operation : *list) {
      arguments(operation, report);
      if (!operation.constructor || operation.name.text != "new") {
        (void)names.add(operation.name, true);
        continue;
      }
      if (primary.line > 0)
        report.error("PG0166", "`" + definition.name.text + "` has two constructors without a name", operation.name.place,
                     "name one of them: [Name=create] constructor(...);", {{"the first is here", report.at(primary)}});
      primary = operation.name.place;
    }
}

}  // namespace

void check_names(File& file, Report& report) {
  Names types(report, "the type"), functions(report, "the function");
  const Namespace* first = nullptr;
  for (Definition& definition : file.definitions) {
    if (auto* name_space = std::get_if<Namespace>(&definition)) {
      if (first && first->name.text != name_space->name.text)
        report.error("PG0168", "a second namespace, `" + name_space->name.text + "`", name_space->name.place,
                     "a file describes one library: move its functions to `" + first->name.text + "`",
                     {{"the first is here", report.at(first->name.place)}});
      if (!first) first = name_space;
      functions.keep_first(name_space->functions);
      for (Operation& function : name_space->functions) arguments(function, report);
      continue;
    }
    if (auto* dictionary = std::get_if<Dictionary>(&definition)) fields(dictionary->fields, report);
    if (auto* enumeration = std::get_if<Enum>(&definition)) variants(*enumeration, report);
    if (auto* interface = std::get_if<Interface>(&definition)) members(*interface, report);
  }
  if (!first && file.lost.empty())
    report.error("PG0168", "there is no namespace", {1, 1, 1}, "write `namespace name {};`; it holds the functions, if there are any");
  std::erase_if(file.definitions, [&](const Definition& definition) { return !std::holds_alternative<Namespace>(definition) && !types.add(name_of(definition)); });
}

}  // namespace polyglue::input::udl
