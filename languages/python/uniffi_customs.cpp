// Custom types to which uniffi.toml gives a form of Python's own. They cross as what they are made from; functions of
// the package's Python, which the glue calls, convert them and what contains them.
#include <fmt/format.h>

#include <set>

#include "emit/naming.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/layout.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python::uniffi {
namespace {

const model::Custom* custom_of(const Context& context, const model::Type& type) {
  const auto* named = model::as<model::Named>(type);
  return named ? context.model.find_as<model::Custom>(named->id) : nullptr;
}

/// An object that is an exception in Python, or one that Python implements, or of another package.
const model::Object* special_of(const Context& context, const model::Type& type) {
  const auto* object = model::as<model::ObjectRef>(type);
  return object && (is_thrown(context, object->id) || is_implemented(context, object->id) || is_foreign(context, object->id)) ? context.model.find_as<model::Object>(object->id) : nullptr;
}

/// An error that is a value in C++, where it is used as one: in Python it is an exception all the same.
const model::Error* error_of(const Context& context, const model::Type& type) {
  const auto* named = model::as<model::Named>(type);
  return named ? value_error(context, named->id) : nullptr;
}

/// "url", "optional_url", "list_of_url": what the conversions of a type are called after.
std::string tag(const Context& context, const model::Type& type) {
  if (const auto* custom = custom_of(context, type)) return emit::snake(custom->info.name);
  if (const auto* object = special_of(context, type)) return emit::snake(object->info.name);
  if (const auto* error = error_of(context, type)) return emit::snake(error->info.name);
  if (const auto* optional = model::as<model::Optional>(type)) return "optional_" + tag(context, *optional->value);
  if (const auto* sequence = model::as<model::Sequence>(type)) return "list_of_" + tag(context, *sequence->element);
  const auto* map = model::as<model::Map>(type);
  if (!map) return "any";
  return "dict_of_" + tag(context, *map->key) + "_to_" + tag(context, *map->value);
}

std::string placed(std::string expression) {
  static const std::string value = "value";
  for (std::size_t at = 0; (at = expression.find("{}", at)) != std::string::npos; at += value.size()) expression.replace(at, 2, value);
  return expression;
}

/// The types of a library that need conversions: each with those that its own calls.
class Collection {
 public:
  explicit Collection(const Context& context) : context_(context) {
    const auto function = [&](const model::Function& one) {
      for (const model::Parameter& parameter : one.params) add(parameter.type);
      add(one.result);
    };
    for (const abi::Function& one : context.library.functions) if (one.source) function(*one.source);
    for (const model::Decl& decl : context.model.decls) {
      const auto* record = std::get_if<model::Record>(&decl);
      const auto* error = std::get_if<model::Error>(&decl);
      if (record) for (const model::Field& field : record->fields) add(field.type);
      if (error) for (const model::Field& field : error->fields) add(field.type);
      if (const auto* variant = std::get_if<model::Variant>(&decl)) for (const model::Alternative& one : variant->alternatives) add(one.type);
    }
  }
  std::vector<model::Type> types() const { return types_; }

 private:
  void add(const model::Type& type) {
    if (!is_converted(context_, type) || !tags_.insert(tag(context_, type)).second) return;
    if (const auto* custom = custom_of(context_, type)) add(custom->repr);
    else if (const auto* optional = model::as<model::Optional>(type)) add(*optional->value);
    else if (const auto* sequence = model::as<model::Sequence>(type)) add(*sequence->element);
    else if (const auto* map = model::as<model::Map>(type)) add(*map->key), add(*map->value);
    types_.push_back(type);
  }
  const Context& context_;
  std::set<std::string> tags_;
  std::vector<model::Type> types_;
};

/// What a conversion makes of `value`, calling those of the type's parts.
std::string expression(const Context& context, const model::Type& type, const std::string& way) {
  const auto part = [&](const model::Type& inner, const std::string& value) {
    return is_converted(context, inner) ? fmt::format("_{}_{}({})", way, tag(context, inner), value) : value;
  };
  if (const auto* custom = custom_of(context, type)) {
    const model::CustomForm* form = form_of(context, *custom);
    const std::string own = form ? way == "lift" ? form->lift : form->lower : "";
    // What crosses may be a custom type itself, which is nearer to C++.
    if (own.empty()) return part(custom->repr, "value");
    return is_converted(context, custom->repr) ? "" : placed(own);
  }
  if (const auto* object = special_of(context, type)) {
    const std::string name = context.spell.type(object->info.name);
    if (is_foreign(context, object->info.id)) {
      if (way == "lift") return "_values.given(value, " + name + ")";
      return "_values.adopted(value, " + name + ", _" + name + (is_implemented(context, object->info.id) ? ", " + name + "Protocol)" : ")");
    }
    if (is_implemented(context, object->info.id)) return way == "lift" ? "_values.original(value)" : "_values.implemented(value, " + name + ", " + name + "Protocol)";
    return way == "lift" ? name + "._of(value)" : "_values.native(value, " + name + ")";
  }
  if (const auto* error = error_of(context, type)) {
    const std::string value = context.spell.type(model::info(*context.model.find(model::as<model::Named>(type)->id)).name);
    return fmt::format("_values.{}(value, {}, {})", way == "lift" ? "error_of" : "value_of", error_path(context, *error), value);
  }
  if (const auto* optional = model::as<model::Optional>(type)) return "None if value is None else " + part(*optional->value, "value");
  if (const auto* sequence = model::as<model::Sequence>(type)) return "[" + part(*sequence->element, "item") + " for item in value]";
  const auto& map = *model::as<model::Map>(type);
  return fmt::format("{{{}: {} for key, item in value.items()}}", part(*map.key, "key"), part(*map.value, "item"));
}

}  // namespace

const model::CustomForm* form_of(const Context& context, const model::Custom& custom) {
  const auto language = context.model.uniffi->languages.find("python");
  if (language == context.model.uniffi->languages.end()) return nullptr;
  for (const auto& [name, form] : language->second.custom_types) {
    // They go by the names of the interface file, whatever Python calls them.
    const auto renamed = language->second.rename.find(name);
    if ((renamed == language->second.rename.end() ? name : renamed->second) == custom.info.name) return &form;
  }
  return nullptr;
}

bool is_converted(const Context& context, const model::Type& type) {
  if (!context.is_uniffi) return false;
  if (const auto* custom = custom_of(context, type)) {
    const model::CustomForm* form = form_of(context, *custom);
    return (form && !(form->lift.empty() && form->lower.empty())) || is_converted(context, custom->repr);
  }
  if (special_of(context, type) || error_of(context, type)) return true;
  if (const auto* optional = model::as<model::Optional>(type)) return is_converted(context, *optional->value);
  if (const auto* sequence = model::as<model::Sequence>(type)) return is_converted(context, *sequence->element);
  const auto* map = model::as<model::Map>(type);
  return map && (is_converted(context, *map->key) || is_converted(context, *map->value));
}

std::string converted(const Context& context, const model::Type& type, const char* way, const std::string& object) {
  return is_converted(context, type) ? fmt::format("pgp_converted(py_{}_{}_form, {})", way, tag(context, type), object) : object;
}

void print_forms(emit::Printer& out, const Context& context) {
  for (const model::Type& type : Collection(context).types()) {
    for (const std::string way : {"lift", "lower"}) {
      out.print("\n\n\ndef _$way$_$tag$(value: _typing.Any) -> _typing.Any:\n", {{"way", way}, {"tag", tag(context, type)}});
      const auto guard = out.indent();
      const auto* custom = custom_of(context, type);
      std::string text = expression(context, type, way);
      if (text.empty()) {
        // Both forms, one after the other.
        const model::CustomForm& form = *form_of(context, *custom);
        const std::string inner = fmt::format("_{}_{}", way, tag(context, custom->repr));
        if (way == "lift") out.print("value = $inner$(value)\n", {{"inner", inner}});
        text = way == "lift" ? placed(form.lift) : fmt::format("{}({})", inner, placed(form.lower));
      }
      const std::size_t open = text.find('(');
      const bool fits = text.size() + 11 <= line_width || open == std::string::npos || text.back() != ')';
      if (!fits) text = text.substr(0, open + 1) + "\n    " + text.substr(open + 1, text.size() - open - 2) + "\n)";
      out.print("return $text$\n", {{"text", text}});
    }
  }
}

void print_converter_declarations(emit::Printer& out, const Context& context) {
  for (const model::Type& type : Collection(context).types()) {
    out.print("extern PyObject *py_lift_$tag$_form, *py_lower_$tag$_form;\n", {{"tag", tag(context, type)}});
  }
}

void print_converter_definitions(emit::Printer& out, const Context& context) {
  for (const model::Type& type : Collection(context).types()) {
    out.print("\nPyObject *py_lift_$tag$_form, *py_lower_$tag$_form;\n", {{"tag", tag(context, type)}});
  }
}

void print_converter_ready_calls(emit::Printer& out, const Context& context) {
  for (const model::Type& type : Collection(context).types()) {
    for (const std::string way : {"lift", "lower"}) {
      out.print("if (!(py_$way$_$tag$_form = pgp_in_package(package, \"_$way$_$tag$\"))) return -1;\n", {{"way", way}, {"tag", tag(context, type)}});
    }
  }
}

}  // namespace polyglue::python::uniffi
