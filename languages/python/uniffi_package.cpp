// The package's Python in UniFFI's flavour: enums, dictionaries, errors and protocols; the extension adds the rest.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "emit/naming.hpp"
#include "emit/other_name.hpp"
#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/layout.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"
#include "model/alternative.hpp"

namespace polyglue::python::uniffi {
namespace {

/// A default that is made anew each time, or the text of one that can be shared; "" for none.
bool is_fresh(const Context& context, const model::Literal& literal) {
  const auto* named = std::get_if<model::EnumLiteral>(&literal.value);
  return std::holds_alternative<model::EmptyLiteral>(literal.value) || (named && model::alternative_of(context.model, *named));
}

std::string fresh(const Context& context, const model::Type& type, const model::Literal& literal) {
  if (const auto* named = std::get_if<model::EnumLiteral>(&literal.value))
    return data_class(context, *context.model.find_as<model::Variant>(named->enum_id), *model::alternative_of(context.model, *named)).path + "()";
  if (const auto* optional = model::as<model::Optional>(type)) return fresh(context, *optional->value, literal);
  return model::is<model::Map>(type) ? "{}" : "[]";
}

/// The first line of a function, broken where it is too long; `indent` is how deep it stands.
void print_head(emit::Printer& out, std::size_t indent, const std::string& name, const std::vector<std::string>& parameters, const std::string& result,
                const std::string& def = "def") {
  const std::string all = fmt::format("{}", fmt::join(parameters, ", ")), line = fmt::format("{} {}({}) -> {}:", def, name, all, result);
  if (indent + line.size() <= line_width) {
    out.print("\n\n$line$\n", {{"line", line}});
  } else if (indent + 4 + all.size() <= line_width) {
    out.print("\n\n$def$ $name$(\n    $all$\n) -> $result$:\n", {{"def", def}, {"name", name}, {"all", all}, {"result", result}});
  } else {
    out.print("\n\n$def$ $name$(\n    $all$,\n) -> $result$:\n", {{"def", def}, {"name", name}, {"all", fmt::format("{}", fmt::join(parameters, ",\n"))}, {"result", result}});
  }
}

class Package {
 public:
  explicit Package(const Context& context) : context_(context) {}

  std::string print() {
    emit::Printer body;
    print_internal_error(body);
    for (const model::Decl& decl : context_.model.decls) if (const auto* one = std::get_if<model::Enum>(&decl); one && is_own(one->info)) print_enum(body, *one);
    for (const model::Decl& decl : context_.model.decls) {
      if (!is_own(model::info(decl))) continue;
      const auto* record = std::get_if<model::Record>(&decl);
      if (record && is_dictionary(context_, *record)) print_dictionary(body, *record);
      if (const auto* variant = std::get_if<model::Variant>(&decl)) print_variant(body, *variant);
    }
    for (const bool root : {true, false})
      for (const abi::Error& error : context_.library.errors) if (error.source->base.has_value() != root && is_own(error.source->info)) print_error(body, error);
    for (const abi::Class& entry : context_.library.classes) if (!is_foreign(context_, entry.source->info.id)) print_protocol(body, *entry.source);
    print_foreign(body);
    print_forms(body, context_);
    const std::string middle = body.take(), end = bottom();
    return top(middle + end) + middle + end;
  }

 private:
  /// What an error is as a value nobody sees: each package has it for itself.
  bool is_own(const model::DeclInfo& info) const { return imported_from(context_, info.id).empty() || value_error(context_, info.id); }

  /// Statements that bring the values and errors of other libraries.
  std::string others() const {
    std::map<std::string, std::set<std::string>> names, renamed;
    for (const model::Decl& decl : context_.model.decls) {
      const std::string module = is_own(model::info(decl)) ? "" : imported_from(context_, model::info(decl).id);
      const auto* record = std::get_if<model::Record>(&decl);
      const auto* error = std::get_if<model::Error>(&decl);
      const bool value = record ? is_dictionary(context_, *record) : error ? !error->base : std::holds_alternative<model::Enum>(decl) || std::holds_alternative<model::Variant>(decl);
      const std::string name = context_.spell.type(model::info(decl).name);
      const model::DeclId& id = model::info(decl).id;
      const bool object = is_foreign(context_, id);
      const std::string there = module.empty() ? name : context_.spell.type(emit::name_there(context_.model, model::info(decl)));
      const auto import = [&](const std::string& ending) {
        auto& plain = names[module];
        if (there == name) plain.insert(name + ending);
        else renamed[module].insert(there + ending + " as " + name + ending);
      };
      if (!module.empty() && (value || object)) import("");
      if (object) import("Protocol");
    }
    std::string out;
    for (const auto& [module, all] : names) {
      const std::string line = fmt::format("from {} import {}\n", module, fmt::join(all, ", "));
      if (!all.empty()) out += line.size() <= line_width + 1 ? line : fmt::format("from {} import (\n    {},\n)\n", module, fmt::join(all, ",\n    "));
      for (const std::string& one : renamed[module]) out += fmt::format("from {} import {}\n", module, one);
    }
    return out;
  }

  /// The extension's own classes of what belongs to other packages.
  void print_foreign(emit::Printer& out) {
    bool first = true;
    for (const abi::Class& entry : context_.library.classes) {
      if (!is_foreign(context_, entry.source->info.id)) continue;
      if (std::exchange(first, false)) out.print("\n\n\n# The extension's own classes of what belongs to other packages, which it puts here.\n");
      out.print("_$name$: _typing.Any = None\n", {{"name", context_.spell.type(entry.source->info.name)}});
    }
  }

  void print_internal_error(emit::Printer& out) {
    out.print(R"(


        class InternalError(Exception):
            """Something that the library does not declare: an exception of another kind."""

            cpp_type: str
        )");
  }

  void print_enum(emit::Printer& out, const model::Enum& one) {
    const std::string name = context_.spell.type(one.info.name);
    out.print("\n\n\nclass $name$(_enum.Enum):\n", {{"name", name}});
    {
      const auto guard = out.indent();
      const std::string doc = docstring(context_, one.info);
      print_doc(out, doc);
      if (!doc.empty()) out.print("\n");
      // Callers count the values as the interface file lists them, whatever C++ calls them.
      for (std::size_t i = 0; i < one.values.size(); ++i) {
        out.print("$name$ = $value$\n", {{"name", context_.spell.constant(one.values[i].info.name)}, {"value", std::to_string(i)}});
      }
    }
    bool documented = false;
    for (const model::Enumerator& value : one.values) {
      const std::string doc = docstring(context_, value.info);
      if (doc.empty()) continue;
      if (!std::exchange(documented, true)) out.print("\n\n\n");
      out.print("$object$.__doc__ = $doc$\n", {{"object", name + "." + context_.spell.constant(value.info.name)}, {"doc", py_string(doc)}});
    }
  }

  void print_aliases(emit::Printer& out) {
    auto print = [&, first = true](const std::string& name, const std::string& type) mutable {
      if (std::exchange(first, false)) out.print("\n");
      if (name != type) out.print("$name$ = $type$\n", {{"name", name}, {"type", type}});
    };
    for (const model::Alias& alias : context_.model.uniffi->aliases) print(context_.spell.type(alias.name), hint(context_, alias.type));
    for (const abi::Interface& one : context_.library.interfaces) {
      const std::string name = context_.spell.type(one.source->info.name);
      print(name + "Impl", name);
    }
    for (const model::Decl& decl : context_.model.decls) {
      const auto* custom = std::get_if<model::Custom>(&decl);
      if (!custom) continue;
      const model::CustomForm* form = form_of(context_, *custom);
      print(context_.spell.type(custom->info.name), form && !form->type_name.empty() ? form->type_name : hint(context_, custom->repr));
    }
  }

  /// The body of a class of values: its slots, annotations and constructor.
  void print_fields(emit::Printer& out, const DataClass& data, bool by_keyword) {
    const auto guard = out.indent();
    const std::string doc = docstring(context_, data.info);
    print_doc(out, doc);
    if (!doc.empty()) out.print("\n");
    std::string slots;
    std::vector<std::string> parameters = {"self"};
    for (const DataField& field : data.fields) slots += py_string(field.name) + (data.fields.size() == 1 ? "," : &field == &data.fields.back() ? "" : ", ");
    out.print("__slots__ = ($slots$)\n", {{"slots", slots}});
    if (!by_keyword) out.print("__match_args__ = ($slots$)\n", {{"slots", slots}});
    for (const DataField& field : data.fields) {
      out.print("$name$: $type$\n", {{"name", field.name}, {"type", hint(context_, field.type)}});
      print_doc(out, one_paragraph(context_, field.info));
    }
    if (by_keyword && !data.fields.empty()) parameters.emplace_back("*");
    for (const DataField& field : data.fields) {
      parameters.push_back(field.name + ": " + hint(context_, field.type));
      if (!field.default_value) continue;
      parameters.back() += " = " + (is_fresh(context_, *field.default_value) ? "_values.DEFAULT" : py_literal(context_, field.type, *field.default_value));
    }
    print_head(out, 4, "__init__", parameters, "None");
    const auto inner = out.indent();
    if (data.fields.empty()) out.print("pass\n");
    for (const DataField& field : data.fields) {
      const bool anew = field.default_value && is_fresh(context_, *field.default_value);
      out.print("self.$name$ = $value$\n", {{"name", field.name},
                {"value", anew ? fmt::format("{} if {} is _values.DEFAULT else {}", fresh(context_, field.type, *field.default_value), field.name, field.name) : field.name}});
    }
  }

  void print_dictionary(emit::Printer& out, const model::Record& record) {
    const DataClass data = data_class(context_, record);
    const Members members = context_.members(record.info.id);
    const bool ordered = record.ordering && !members.find(model::Role::compare) && !members.find(model::Role::less);
    out.print("\n\n\n@_dataclasses.dataclass(init=False, repr=False, eq=False)\nclass $name$(_values.$base$):\n", {{"name", data.path}, {"base", ordered ? "Ordered" : "Value"}});
    print_fields(out, data, true);
    if (!ordered) return;
    // C++ compares them in its own order.
    const auto guard = out.indent();
    std::string names;
    for (const model::Field& field : record.fields) names += py_string(context_.spell.field(field.info.name)) + ", ";
    out.print("\n\n_order = ($names$)\n", {{"names", record.fields.size() == 1 ? names.substr(0, names.size() - 1) : names.substr(0, names.size() - 2)}});
  }

  void print_variant(emit::Printer& out, const model::Variant& variant) {
    const std::string name = context_.spell.type(variant.info.name);
    std::vector<DataClass> all;
    for (std::size_t i = 0; i < variant.alternatives.size(); ++i) all.push_back(data_class(context_, variant, i));
    const auto constant = [&](std::size_t i) { return context_.spell.constant(variant.alternatives[i].name); };
    const auto inner = [&](std::size_t i) { return "_" + name + "_" + constant(i); };
    out.print("\n\n\nclass $name$(_values.Value):\n", {{"name", name}});
    {
      const auto guard = out.indent();
      const std::string doc = docstring(context_, variant.info);
      print_doc(out, doc);
      if (!doc.empty()) out.print("\n");
      out.print("__slots__ = ()\n");
      for (std::size_t i = 0; i < all.size(); ++i) out.print("$constant$: _typing.ClassVar[type[$inner$]]\n", {{"constant", constant(i)}, {"inner", inner(i)}});
      print_head(out, 4, "__init__", {"self", "*args: object", "**kwargs: object"}, "None");
      out.print("    raise RuntimeError(\"$name$ cannot be instantiated directly\")\n", {{"name", name}});
      for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string upper = "is_" + constant(i), lower = "is_" + emit::snake(variant.alternatives[i].name);
        print_head(out, 4, upper, {"self"}, "bool");
        out.print("    return isinstance(self, $name$.$constant$)\n", {{"name", name}, {"constant", constant(i)}});
        if (lower != upper) out.print("\n\n$lower$ = $upper$\n", {{"lower", lower}, {"upper", upper}});
      }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      out.print("\n\n\n@_values.inside($name$, $quoted$)\nclass $inner$($name$):\n",
                {{"name", name}, {"quoted", py_string(constant(i))}, {"inner", inner(i)}});
      print_fields(out, all[i], false);
    }
  }

  void print_error(emit::Printer& out, const abi::Error& error) {
    const model::Error& source = *error.source;
    const std::string path = error_path(context_, source), root = context_.spell.type(root_of(context_, source).info.name);
    if (const model::Object* object = thrown_object(context_, source)) return is_foreign(context_, object->info.id) ? void() : print_thrown(out, *object);
    if (!source.base) {
      out.print("\n\n\nclass $name$(Exception):\n", {{"name", path}});
      const auto guard = out.indent();
      const std::string doc = docstring(context_, source.info);
      print_doc(out, doc);
      std::size_t variants = 0;
      for (const abi::Error& other : context_.library.errors) {
        if (!other.source->base || &root_of(context_, *other.source) != &source) continue;
        const std::string name = error_path(context_, *other.source).substr(path.size() + 1);
        if (!variants++ && !doc.empty()) out.print("\n");
        out.print("$name$: _typing.ClassVar[type[_$root$_$name$]]\n", {{"name", name}, {"root", root}});
      }
      if (doc.empty() && !variants) out.print("pass\n");
      return;
    }
    const std::string name = path.substr(root.size() + 1);
    const bool flat = is_flat(context_, source);
    out.print("\n\n\n@_values.inside($root$, $quoted$)\nclass _$root$_$name$(_values.$kind$, $root$):\n",
              {{"root", root}, {"quoted", py_string(name)}, {"name", name}, {"kind", flat ? "FlatError" : "RichError"}});
    const auto guard = out.indent();
    const std::string doc = docstring(context_, source.info);
    print_doc(out, doc);
    if (flat) {
      if (doc.empty()) out.print("pass\n");
      return;
    }
    std::vector<std::string> parameters = {"self"};
    std::string text;
    if (!source.fields.empty() && !doc.empty()) out.print("\n");
    for (const model::Field& field : source.fields) {
      const std::string one = context_.spell.field(field.info.name);
      out.print("$name$: $type$\n", {{"name", one}, {"type", hint(context_, field.type)}});
      parameters.push_back(one + ": " + hint(context_, field.type));
      text += (text.empty() ? "" : ", ") + one + "={" + one + "!r}";
    }
    // Without a docstring and fields the constructor stands right below the class.
    emit::Printer head;
    print_head(head, 4, "__init__", parameters, "None");
    const std::string lines = head.take();
    out.print("$lines$", {{"lines", doc.empty() && source.fields.empty() ? lines.substr(1) : lines}});
    out.print("    super().__init__($text$)\n", {{"text", text.empty() ? "" : "f\"" + text + "\""}});
    const auto inner = out.indent();
    for (const model::Field& field : source.fields) out.print("self.$name$ = $name$\n", {{"name", context_.spell.field(field.info.name)}});
  }

  /// A class of objects that are exceptions, around that of the extension, which cannot be both.
  void print_thrown(emit::Printer& out, const model::Object& object) {
    const std::string name = context_.spell.type(object.info.name);
    const Members members = context_.members(object.info.id);
    out.print("\n\n\nclass $name$(_values.ThrownObject):\n", {{"name", name}});
    emit::Printer body;
    const std::string doc = docstring(context_, object.info);
    print_doc(body, doc);
    if (!members.constructors.empty()) {
      const model::Function& source = *members.constructors[0]->source;
      std::string given;
      print_head(body, 4, "__init__", parameters(context_, source, "self", &given), "None");
      const auto inner = body.indent();
      print_doc(body, docstring(context_, source.info, &source));
      body.print("self._object = self._Object($given$)\n", {{"given", given}});
    }
    for (const Members::Method& method : members.methods) {
      const model::Function& source = *method.overloads[0]->source;
      std::string given;
      const std::string await = source.is_async ? "await " : "";
      emit::Printer head;
      print_head(head, 4, method.name, parameters(context_, source, method.is_static ? "cls" : "self", &given), hint(context_, shown_result(context_, source)), source.is_async ? "async def" : "def");
      const std::string line = head.take();
      body.print("$head$", {{"head", method.is_static ? "\n@classmethod" + line : line}});
      const auto inner = body.indent();
      print_doc(body, docstring(context_, source.info, &source));
      const bool nothing = model::is<model::Void>(shown_result(context_, source));
      const std::string call = fmt::format("{}{}{}.{}", nothing ? "" : "result: " + hint(context_, shown_result(context_, source)) + " = ", await, method.is_static ? "cls._Object" : "self._object", method.name);
      const bool fits = 8 + call.size() + given.size() + 2 <= line_width;
      body.print(fits ? "$call$($given$)\n" : "$call$(\n    $given$\n)\n", {{"call", call}, {"given", given}});
      if (!nothing) body.print("return result\n");
    }
    const auto comparison = [&](const std::string& special, const std::string& sign) {
      print_head(body, 4, special, {"self", "other: object"}, "bool");
      body.print("    if not isinstance(other, $name$):\n        return NotImplemented\n    return bool(self._object $sign$ other._object)\n", {{"name", name}, {"sign", sign}});
    };
    const auto forwarded = [&](const std::string& special, const std::string& result, const std::string& function) {
      print_head(body, 4, special, {"self"}, result);
      body.print("    return $function$(self._object)\n", {{"function", function}});
    };
    using model::Role;
    if (members.find(Role::equal)) comparison("__eq__", "==");
    if (members.find(Role::hash)) forwarded("__hash__", "int", "hash");
    if (members.find(Role::compare) || members.find(Role::less)) {
      for (const auto& [special, sign] : {std::pair{"__lt__", "<"}, {"__le__", "<="}, {"__gt__", ">"}, {"__ge__", ">="}}) comparison(special, sign);
    }
    if (members.find(Role::to_text)) {
      forwarded("__str__", "str", "str");
      if (is_debug(context_, object.info.id)) forwarded("__repr__", "str", "repr");
    }
    const std::string lines = body.take();
    const auto guard = out.indent();
    out.print("$lines$", {{"lines", lines.empty() ? "pass\n" : doc.empty() ? lines.substr(lines.find_first_not_of('\n')) : lines}});
  }

  void print_protocol(emit::Printer& out, const model::Object& object) {
    out.print("\n\n\nclass $name$Protocol(_typing.Protocol):\n", {{"name", context_.spell.type(object.info.name)}});
    const auto guard = out.indent();
    const std::string doc = docstring(context_, object.info);
    print_doc(out, doc);
    bool any = !doc.empty();
    for (const Members::Method& method : context_.members(object.info.id).methods) {
      if (method.is_static) continue;
      const model::Function& source = *method.overloads[0]->source;
      emit::Printer head;
      print_head(head, 4, method.name, parameters(context_, source, "self"), hint(context_, shown_result(context_, source)), source.is_async ? "async def" : "def");
      const std::string lines = head.take();
      out.print("$lines$", {{"lines", any ? lines : lines.substr(1)}});
      const auto inner = out.indent();
      print_doc(out, docstring(context_, source.info, &source));
      out.print("raise NotImplementedError\n");
      any = true;
    }
    if (!any) out.print("pass\n");
  }

  /// The docstring, and what `text` needs.
  std::string top(const std::string& text) {
    std::set<std::string> lines;
    for (const std::string module : {"dataclasses", "datetime", "enum", "typing"}) {
      if (text.find("_" + module + ".") != std::string::npos) lines.insert("import " + module + " as _" + module);
    }
    if (const auto language = context_.model.uniffi->languages.find("python"); language != context_.model.uniffi->languages.end()) {
      for (const auto& [name, form] : language->second.custom_types) for (const std::string& module : form.imports) lines.insert("import " + module);
    }
    const std::string imports = lines.empty() ? "" : fmt::format("{}\n", fmt::join(lines, "\n"));
    emit::Printer out;
    print_doc(out, package_docstring(context_));
    out.print("\n\nfrom __future__ import annotations\n");
    if (!imports.empty()) out.print("\n\n$imports$\n", {{"imports", imports}});
    if (const std::string theirs = others(); !theirs.empty()) out.print("\n\n$theirs$", {{"theirs", theirs}});
    if (text.find("_values.") != std::string::npos) out.print("\n\nfrom . import _values\n");
    return out.take();
  }

  std::string bottom() {
    std::vector<std::string> native = native_names(context_), all = python_names(context_);
    all.insert(all.end(), native.begin(), native.end());
    std::sort(all.begin(), all.end());
    if (has_event_loops(context_)) native.insert(native.end(), {"uniffi_set_default_event_loop", "uniffi_set_event_loop"});
    std::sort(native.begin(), native.end());
    std::string quoted;
    for (const std::string& name : all) quoted += py_string(name) + ",\n";
    emit::Printer out;
    out.print("\n\n\n");
    if (!native.empty()) {
      std::string names;
      // What is no part of the interface is no part of __all__.
      for (const std::string& name : native) names += name + (std::find(all.begin(), all.end(), name) == all.end() ? ",  # noqa: F401\n" : ",\n");
      out.print("# The extension needs the classes above.\nfrom .$extension$ import (  # noqa: E402\n    $native$\n)\n",
                {{"extension", context_.extension}, {"native", names}});
    } else {
      out.print("from . import $extension$  # noqa: E402, F401\n", {{"extension", context_.extension}});
    }
    print_aliases(out);
    out.print("\n\n__version__ = $version$\n__all__ = [\n    $all$\n]\n", {{"version", py_string(context_.model.version)}, {"all", quoted}});
    return out.take();
  }

  const Context& context_;
};

}  // namespace

std::vector<std::string> native_names(const Context& context) {
  std::vector<std::string> names;
  for (const abi::Class& entry : context.library.classes)
    if (!is_thrown(context, entry.source->info.id) && !is_foreign(context, entry.source->info.id)) names.push_back(context.spell.type(entry.source->info.name));
  for (const Members::Method& method : context.members("").methods) names.push_back(method.name);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> python_names(const Context& context) {
  std::vector<std::string> names = {"InternalError"};
  for (const model::Alias& alias : context.model.uniffi->aliases) names.push_back(context.spell.type(alias.name));
  for (const model::Decl& decl : context.model.decls) {
    const auto* record = std::get_if<model::Record>(&decl);
    const bool value = record ? is_dictionary(context, *record)
                              : std::holds_alternative<model::Enum>(decl) || std::holds_alternative<model::Variant>(decl) || std::holds_alternative<model::Custom>(decl);
    if (value) names.push_back(context.spell.type(model::info(decl).name));
  }
  for (const abi::Error& error : context.library.errors) if (!error.source->base) names.push_back(error_path(context, *error.source));
  for (const abi::Class& entry : context.library.classes) {
    names.push_back(context.spell.type(entry.source->info.name) + "Protocol");
    if (is_foreign(context, entry.source->info.id) && !is_thrown(context, entry.source->info.id)) names.push_back(context.spell.type(entry.source->info.name));
  }
  for (const abi::Interface& one : context.library.interfaces) names.push_back(context.spell.type(one.source->info.name) + "Impl");
  std::sort(names.begin(), names.end());
  return names;
}

std::string init_py(const Context& context) { return Package(context).print(); }

}  // namespace polyglue::python::uniffi
