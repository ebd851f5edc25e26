// No name is declared twice, and there is one namespace.
#include "input/udl/symbols.hpp"

namespace polyglue::input::udl {
namespace {

class Names {
 public:
  Names(Report& report, std::string what) : report_(report), what_(std::move(what)) {}
  void add(const Name& name) {
    const auto [entry, is_new] = places_.emplace(name.text, name.place);
    if (!is_new)
      report_.error("PG0166", what_ + " `" + name.text + "` is declared twice", name.place, "give one of them another name",
                    {{"first declared here", report_.at(entry->second)}});
  }

 private:
  Report& report_;
  std::string what_;
  std::unordered_map<std::string, Place> places_;
};

void arguments(const Operation& operation, Report& report) {
  Names names(report, "the argument");
  for (const Argument& argument : operation.arguments) names.add(argument.name);
}

void fields(const std::vector<Field>& all, Report& report) {
  Names names(report, "the field");
  for (const Field& field : all) names.add(field.name);
}

void variants(const Enum& definition, Report& report) {
  Names names(report, "the variant");
  std::unordered_map<std::string, Place> values;
  for (const Variant& variant : definition.variants) {
    fields(variant.fields, report);
    if (definition.has_fields) names.add(variant.name);
    else if (!values.emplace(variant.name.text, variant.name.place).second)
      report.warning("the value \"" + variant.name.text + "\" is there twice", variant.name.place, "remove one of them");
  }
}

void members(const Interface& definition, Report& report) {
  Names names(report, "the method");
  Place primary;
  for (const auto* list : {&definition.constructors, &definition.methods})
    for (const Operation& operation : *list) {
      arguments(operation, report);
      if (!operation.constructor || operation.name.text != "new") {
        names.add(operation.name);
        continue;
      }
      if (primary.line > 0)
        report.error("PG0166", "`" + definition.name.text + "` has two constructors without a name", operation.name.place,
                     "name one of them: [Name=create] constructor(...);", {{"the first is here", report.at(primary)}});
      primary = operation.name.place;
    }
}

}  // namespace

void check_names(const File& file, Report& report) {
  Names types(report, "the type"), functions(report, "the function");
  const Namespace* first = nullptr;
  for (const Definition& definition : file.definitions) {
    if (const auto* name_space = std::get_if<Namespace>(&definition)) {
      if (first && first->name.text != name_space->name.text)
        report.error("PG0168", "a second namespace, `" + name_space->name.text + "`", name_space->name.place,
                     "a file describes one library: move its functions to `" + first->name.text + "`",
                     {{"the first is here", report.at(first->name.place)}});
      if (!first) first = name_space;
      for (const Operation& function : name_space->functions) {
        functions.add(function.name);
        arguments(function, report);
      }
      continue;
    }
    types.add(name_of(definition));
    if (const auto* dictionary = std::get_if<Dictionary>(&definition)) fields(dictionary->fields, report);
    if (const auto* enumeration = std::get_if<Enum>(&definition)) variants(*enumeration, report);
    if (const auto* interface = std::get_if<Interface>(&definition)) members(*interface, report);
  }
  if (!first && file.lost.empty())
    report.error("PG0168", "there is no namespace", {1, 1, 1}, "write `namespace name {};`; it holds the functions, if there are any");
}

}  // namespace polyglue::input::udl
