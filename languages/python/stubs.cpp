// The package's Python: __init__.py and its stub, as black would write them.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/layout.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"
#include "languages/python/stub_names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {
namespace {

using abi::Shape;
using abi::TypeId;
using model::Role;

/// What a name is sorted by: constants, classes, the rest; numbers inside as numbers. isort ignores case, `__all__` does not.
std::string sort_key(const std::string& name, bool ignore_case) {
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool constant = name.size() > 1 && std::none_of(name.begin(), name.end(), is_lower);
  std::string key = constant ? "0" : is_lower(name[0]) || name[0] == '_' ? "2" : "1";
  for (std::size_t i = 0; i < name.size();) {
    std::size_t end = i;
    while (end < name.size() && name[end] >= '0' && name[end] <= '9') ++end;
    if (end > i) {
      key += fmt::format("{:0>20}", name.substr(i, end - i));
      i = end;
    } else {
      const char c = name[i++];
      key += ignore_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return key;
}

/// What `from package import *` gives.
std::vector<std::string> public_names(const Context& context, bool ignore_case) {
  std::vector<std::string> names = {context.array_name, context.internal_error};
  if (!context.declares_error_base) names.push_back(context.error_base);
  for (const model::Decl* decl : context.nested("")) {
    const model::DeclInfo& info = model::info(*decl);
    if (std::holds_alternative<model::Enum>(*decl) || std::holds_alternative<model::Record>(*decl) || std::holds_alternative<model::Object>(*decl)) {
      names.push_back(context.spell.type(info.name));
    } else if (const auto* constant = std::get_if<model::Constant>(decl)) {
      if (!new_object(context, constant->type, constant->value).empty()) names.push_back(context.spell.constant(info.name));
    }
  }
  for (const abi::Error& error : context.library.errors) names.push_back(context.error_name(*error.source));
  for (const Members::Method& method : context.members("").methods) names.push_back(method.name);
  std::sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
    return std::make_pair(sort_key(a, ignore_case), a) < std::make_pair(sort_key(b, ignore_case), b);
  });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// The same as items of a list display, one on each line.
std::string quoted_names(const Context& context) {
  std::string result;
  for (const std::string& name : public_names(context, false)) result += py_string(name) + ",\n";
  return result;
}

class Stubs {
 public:
  explicit Stubs(const Context& context) : context_(context), names_(context) {}

  std::string print() {
    emit::Printer body;
    for (const model::Decl* decl : context_.nested("")) print_decl(body, *decl, "");
    if (!context_.is_uniffi) print_error_classes(body);
    print_module_functions(body);
    const std::string above = top();  // last: by now it is known what to import
    return laid_out(above + body.take());
  }

 private:
  // ---- functions ----
  struct Shown {
    std::string name;
    std::vector<std::string> decorators;
    std::vector<std::string> params;
    std::string result;
    std::string doc;
    std::string after;  ///< "  # type: ignore[override]"
    std::string def = "def";  ///< or "async def"
  };

  void print_function(emit::Printer& out, const Shown& shown, std::size_t indent) {
    for (const std::string& decorator : shown.decorators) out.print("@" + decorator + "\n");
    const std::string tail = shown.doc.empty() ? " ..." : "";
    const std::string line = fmt::format("{} {}({}) -> {}:{}{}", shown.def, shown.name, fmt::join(shown.params, ", "), shown.result, tail, shown.after);
    if (indent + line.size() <= line_width) {
      out.print("$line$\n", {{"line", line}});
    } else if (const std::string all = fmt::format("{}", fmt::join(shown.params, ", ")); shown.params.size() > 1 && indent + 4 + all.size() <= line_width) {
      out.print("$def$ $name$($after$\n    $all$\n) -> $result$:$tail$\n",
                {{"def", shown.def}, {"name", shown.name}, {"all", all}, {"result", shown.result}, {"tail", tail}, {"after", shown.after}});
    } else {
      out.print("$def$ $name$($after$\n    $all$,\n) -> $result$:$tail$\n",
                {{"def", shown.def}, {"name", shown.name}, {"all", fmt::format("{}", fmt::join(shown.params, ",\n"))}, {"result", shown.result},
                 {"tail", tail}, {"after", shown.after}});
    }
    if (!shown.doc.empty()) {
      const auto guard = out.indent();
      print_doc(out, shown.doc);
    }
  }

  std::vector<std::string> parameters(const abi::Function& function, const std::string& self, bool positional = false) {
    std::vector<std::string> result;
    if (!self.empty()) result.push_back(self);
    for (const model::Parameter& param : function.source->params) {
      if (context_.spell.field(param.name) == self && !self.empty()) result = {"_self", "/"};
    }
    for (const model::Parameter& param : function.source->params) {
      std::string text = context_.spell.field(param.name) + ": " + names_.type(param.type, true);
      if (param.default_value) text += " = " + py_literal(context_, param.type, *param.default_value);
      result.push_back(std::move(text));
    }
    if (positional && !function.source->params.empty()) result.emplace_back("/");
    return result;
  }

  void print_overloads(emit::Printer& out, const std::string& name, const Overloads& overloads, const std::string& self,
                       bool is_static, std::size_t indent, const std::string& result = "", const std::string& after = "") {
    std::set<std::string> seen;  // two that Python cannot tell apart are one
    std::vector<const abi::Function*> distinct;
    for (const abi::Function* one : overloads) {
      std::string key;
      for (const model::Parameter& param : one->source->params) key += names_.type(param.type, true) + ",";
      if (seen.insert(key).second) distinct.push_back(one);
    }
    for (const abi::Function* one : distinct) {
      Shown shown;
      if (one->outcome) shown.def = "async def";
      shown.name = name;
      if (distinct.size() > 1) shown.decorators.push_back(names_.import("typing", "overload"));
      if (is_abstract(*one)) shown.decorators.push_back(names_.import("abc", "abstractmethod"));
      if (is_static) shown.decorators.push_back(names_.builtin(context_.is_uniffi ? "classmethod" : "staticmethod"));
      if (one->source->info.deprecated) {
        shown.decorators.push_back(names_.import("typing_extensions", "deprecated") + "(" + py_string(*one->source->info.deprecated) + ")");
      }
      shown.params = parameters(*one, self, name.starts_with("__") && name != "__init__" && name != "__call__");
      shown.result = result.empty() ? names_.result(*one) : result;
      shown.doc = docstring(context_, one->source->info, one->source);
      shown.after = after;
      print_function(out, shown, indent);
    }
  }

  void print_equal(emit::Printer& out) {
    out.print("def __eq__(self, other: $object$, /) -> $bool$: ...\n", {{"object", names_.builtin("object")}, {"bool", names_.builtin("bool")}});
  }

  void print_ordering(emit::Printer& out, const std::string& own) {
    for (const char* one : {"__lt__", "__le__", "__gt__", "__ge__"}) {
      out.print("def $one$(self, other: $own$, /) -> $bool$: ...\n", {{"one", one}, {"own", own}, {"bool", names_.builtin("bool")}});
    }
  }

  void print_unhashable(emit::Printer& out) {
    out.print("__hash__: $ClassVar$[None]  # type: ignore[assignment]\n", {{"ClassVar", names_.import("typing", "ClassVar")}});
  }

  void print_operators(emit::Printer& out, const Members& members, std::size_t indent, const std::string& own) {
    for (const Members::Operator& op : members.operators) {
      const std::string name = special_method(op.role);
      if (name.empty()) continue;
      if ((op.role == Role::length || op.role == Role::to_text) && is_abstract(*op.overloads[0])) {
        out.print("@$abstract$\n", {{"abstract", names_.import("abc", "abstractmethod")}});
      }
      switch (op.role) {
        case Role::equal: print_equal(out); break;
        case Role::less: case Role::compare:
          print_ordering(out, own);
          break;
        case Role::hash: case Role::length: out.print("def $name$(self) -> $int$: ...\n", {{"name", name}, {"int", names_.builtin("int")}}); break;
        case Role::to_bool: out.print("def __bool__(self) -> $bool$: ...\n", {{"bool", names_.builtin("bool")}}); break;
        case Role::to_text: out.print("def __str__(self) -> $str$: ...\n", {{"str", names_.builtin("str")}}); break;
        case Role::contains: print_overloads(out, name, op.overloads, "self", false, indent, names_.builtin("bool")); break;
        case Role::set_index: print_overloads(out, name, op.overloads, "self", false, indent, "None"); break;
        case Role::iterate: {
          const abi::Type& t = context_.type(*op.overloads[0]->result);
          const std::string item = names_.type(t.parts[0], false);
          out.print("def __iter__(self) -> $Iterator$[$item$]: ...\n", {{"Iterator", names_.import("collections.abc", "Iterator")}, {"item", item}});
          break;
        }
        case Role::next: {
          const std::string self = names_.import("typing_extensions", "Self"), item = names_.result(*op.overloads[0]);
          if (op.overloads[0]->outcome) {
            out.print("def __aiter__(self) -> $Self$: ...\nasync def __anext__(self) -> $item$: ...\nasync def aclose(self) -> None:\n", {{"Self", self}, {"item", item}});
            const auto guard = out.indent();
            print_doc(out, "Asks for no more elements: what gives them is asked to stop, and freed.");
          } else {
            out.print("def __iter__(self) -> $Self$: ...\ndef __next__(self) -> $item$: ...\n", {{"Self", self}, {"item", item}});
          }
          break;
        }
        case Role::add_assign: case Role::subtract_assign: case Role::multiply_assign: case Role::divide_assign:
          print_overloads(out, name, op.overloads, "self", false, indent, names_.import("typing_extensions", "Self"));
          break;
        default: print_overloads(out, name, op.overloads, "self", false, indent); break;
      }
      if (op.role == Role::index && members.find(Role::length) && !members.find(Role::iterate)) {
        out.print("def __iter__(self) -> $Iterator$[$item$]: ...\n",
                  {{"Iterator", names_.import("collections.abc", "Iterator")}, {"item", names_.result(*op.overloads[0])}});
      }
    }
    if (members.find(Role::equal) && !members.find(Role::hash)) print_unhashable(out);
  }

  void print_constants(emit::Printer& out, const std::vector<model::Constant>& constants) {
    for (const model::Constant& constant : constants) {
      if (new_object(context_, constant.type, constant.value).empty()) continue;
      out.print("$name$: $ClassVar$[$type$]\n",
                {{"name", context_.spell.constant(constant.info.name)}, {"ClassVar", names_.import("typing", "ClassVar")}, {"type", names_.type(constant.type, false)}});
      print_doc(out, one_paragraph(context_, constant.info));
    }
  }

  // ---- declarations ----
  void print_decl(emit::Printer& out, const model::Decl& decl, const std::string& scope) {
    const std::size_t indent = scope.empty() ? 0 : 4;
    if (context_.is_uniffi && (!std::holds_alternative<model::Object>(decl) || uniffi::is_thrown(context_, model::info(decl).id) || uniffi::is_foreign(context_, model::info(decl).id))) return;
    if (const auto* one = std::get_if<model::Enum>(&decl)) print_enum(out, *one);
    else if (const auto* record = std::get_if<model::Record>(&decl)) print_record(out, *record, indent);
    else if (const auto* object = std::get_if<model::Object>(&decl)) print_object(out, *object, indent);
  }

  /// Opens `class Name(bases):`; what `body` prints stands inside, "..." if that is nothing.
  template <class Body>
  void print_class(emit::Printer& out, const std::string& name, const std::string& bases, const std::string& doc, Body&& body) {
    out.print("\n");
    if (std::exchange(final_, false)) out.print("@" + names_.import("typing", "final") + "\n");
    out.print("class $name$$bases$:\n", {{"name", name}, {"bases", bases.empty() ? "" : "(" + bases + ")"}});
    const auto guard = out.indent();
    const std::size_t before = out.text().size();
    print_doc(out, doc);
    body();
    if (out.text().size() == before) out.print("...\n");
  }

  void print_enum(emit::Printer& out, const model::Enum& one) {
    const std::string base = one.flags ? (one.scoped ? "Flag" : "IntFlag") : (one.scoped ? "Enum" : "IntEnum");
    print_class(out, context_.spell.type(one.info.name), names_.import("enum", base), docstring(context_, one.info), [&] {
      for (const model::Enumerator& value : one.values) {
        const bool is_unsigned = one.underlying == model::Scalar::u64;
        out.print("$name$ = $value$\n", {{"name", context_.spell.constant(value.info.name)},
                                         {"value", is_unsigned ? std::to_string(static_cast<std::uint64_t>(value.value)) : std::to_string(value.value)}});
        print_doc(out, one_paragraph(context_, value.info));
      }
    });
  }

  void print_nested(emit::Printer& out, const model::DeclId& scope) {
    const auto all = context_.nested(scope);
    for (const model::Decl* decl : all) print_decl(out, *decl, scope);
    if (!all.empty()) out.print("\n");
  }

  void print_record(emit::Printer& out, const model::Record& record, std::size_t indent) {
    final_ = true;
    print_class(out, context_.spell.type(record.info.name), "", docstring(context_, record.info), [&] {
      print_nested(out, record.info.id);
      print_constants(out, record.constants);
      std::string names;
      for (const model::Field& field : record.fields) {
        out.print("$name$: $type$\n", {{"name", context_.spell.field(field.info.name)}, {"type", names_.type(field.type, false)}});
        print_doc(out, one_paragraph(context_, field.info));
        names += (names.empty() ? "" : ", ") + py_string(context_.spell.field(field.info.name));
      }
      if (!names.empty()) {
        const std::string line = "__match_args__ = (" + names + (record.fields.size() == 1 ? ",)" : ")");
        if (indent + 4 + line.size() <= line_width) {
          out.print(line + "\n");
        } else {
          out.print("__match_args__ = (\n    $names$\n)\n", {{"names", [&] {
              for (const model::Field& field : record.fields) out.print(py_string(context_.spell.field(field.info.name)) + ",\n");
            }}});
        }
      }
      Shown init;
      init.name = "__init__";
      init.params = {"self"};
      for (const model::Field& field : record.fields) {
        if (context_.spell.field(field.info.name) == "self") init.params = {"_self", "/"};
      }
      init.result = "None";
      bool defaults = false, star = false;
      for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const auto value = field_default(context_, record, i);
        if (!value && defaults && !star) {
          init.params.emplace_back("*");
          star = true;
        }
        defaults = defaults || value.has_value();
        const model::Type& t = record.fields[i].type;
        // Fields are kept as they are given, so they are typed as they are read.
        std::string text = context_.spell.field(record.fields[i].info.name) + ": " + names_.type(t, false);
        if (value) {
          const std::string literal = py_literal(context_, t, *value);
          text += " = " + (literal == "()" ? "..." : literal);
        }
        init.params.push_back(std::move(text));
      }
      print_function(out, init, indent + 4);
      print_methods(out, context_.members(record.info.id), indent + 4);
      const Members members = context_.members(record.info.id);
      for (const abi::Function* constructor : members.constructors) {
        Shown factory;
        factory.name = record_factory_name(context_, *constructor->source);
        factory.decorators = {names_.builtin("staticmethod")};
        factory.params = parameters(*constructor, "");
        factory.result = context_.qualified_name(record.info);
        factory.doc = docstring(context_, constructor->source->info, constructor->source);
        print_function(out, factory, indent + 4);
      }
      const std::string own = context_.qualified_name(record.info);
      print_operators(out, members, indent + 4, own);
      if (!members.find(Role::equal)) {
        print_equal(out);
        print_unhashable(out);
      }
      if (record.ordering && !members.find(Role::compare) && !members.find(Role::less)) {
        print_ordering(out, own);
      }
      out.print("def __copy__(self) -> $Self$: ...\ndef __replace__(self, **changes: $Any$) -> $Self$: ...\n",
                {{"Self", names_.import("typing_extensions", "Self")}, {"Any", names_.import("typing", "Any")}});
    });
  }

  void print_methods(emit::Printer& out, const Members& members, std::size_t indent) {
    for (const Members::Method& method : members.methods) {
      // The library's own close() hides that of all objects, and may be called and answer otherwise.
      const abi::Function& first = *method.overloads[0];
      const bool differs = method.name == "closed" || (method.name == "close" && (first.result || !first.source->params.empty() || method.is_static));
      print_overloads(out, method.name, method.overloads, !method.is_static ? "self" : context_.is_uniffi ? "cls" : "", method.is_static, indent, "",
                      differs ? "  # type: ignore[override]" : "");
    }
  }

  void print_object(emit::Printer& out, const model::Object& object, std::size_t indent) {
    std::string bases;
    for (const model::DeclId& base : object.bases) {
      if (const auto* one = context_.model.find_as<model::Object>(base)) {
        bases += (bases.empty() ? "" : ", ") + context_.qualified_name(one->info);
      }
    }
    if (bases.empty()) {
      bases = "_Object";
    }
    const abi::Interface* interface = context_.library.find_interface(object.info.id);
    const bool above = std::any_of(object.bases.begin(), object.bases.end(), [&](const model::DeclId& id) {
      const abi::Interface* base = context_.library.find_interface(id);
      return base && has_abstract(*base);
    });
    if (interface && has_abstract(*interface) && !above) bases += ", metaclass=" + names_.import("abc", "ABCMeta");
    Members members = context_.members(object.info.id);
    add_bodies(members, object, interface);
    Overloads constructors = members.constructors;
    if (constructors.empty() && interface) {
      for (const abi::Function& one : interface->constructors) constructors.push_back(&one);
    }
    const abi::Interface* outer = std::exchange(interface_, interface);
    print_class(out, context_.spell.type(object.info.name), bases, docstring(context_, object.info), [&] {
      print_nested(out, object.info.id);
      print_constants(out, object.constants);
      if (!constructors.empty()) print_overloads(out, "__init__", constructors, "self", false, indent + 4, "None");
      for (const Members::Property& property : members.properties) {
        const std::string getter = names_.builtin("property");
        if (property.getter) {
          Shown shown{property.name, {getter}, {"self"}, names_.result(*property.getter), docstring(context_, property.getter->source->info), ""};
          if (is_abstract(*property.getter)) shown.decorators.push_back(names_.import("abc", "abstractmethod"));
          print_function(out, shown, indent + 4);
        }
        if (property.setter) {
          Shown shown{property.name, {property.name + ".setter"}, {"self", "value: " + names_.type(property.setter->source->params[0].type, true)}, "None", "", ""};
          if (!property.getter) {
            print_function(out, {property.name, {getter}, {"self"}, names_.import("typing", "Any"), docstring(context_, property.setter->source->info), ""}, indent + 4);
          }
          print_function(out, shown, indent + 4);
        }
      }
      print_methods(out, members, indent + 4);
      print_operators(out, members, indent + 4, context_.qualified_name(object.info));
    });
    interface_ = outer;
  }

  /// Has the class being printed no body for it?
  bool is_abstract(const abi::Function& function) const {
    return interface_ && std::any_of(interface_->methods.begin(), interface_->methods.end(),
                                     [&](const abi::Method& method) { return method.is_pure && method.call.source == function.source; });
  }
  static bool has_abstract(const abi::Interface& interface) {
    return std::any_of(interface.methods.begin(), interface.methods.end(), [](const abi::Method& method) { return method.is_pure; });
  }

  /// Methods that are abstract in a class above, but not in this one, are its own for type checkers.
  void add_bodies(Members& members, const model::Object& object, const abi::Interface* interface) {
    const abi::Class* entry = context_.library.find_class(object.info.id);
    if (!entry || (!interface && object.is_abstract)) return;
    for (const model::DeclId& id : entry->ancestors) {
      const abi::Interface* above = context_.library.find_interface(id);
      if (!above) continue;
      const Members theirs = context_.members(id);
      const auto has_body = [&](const abi::Function* function) {
        const auto is_it = [&](const abi::Method& method) { return method.call.source == function->source; };
        const auto pure = std::find_if(above->methods.begin(), above->methods.end(), is_it);
        if (pure == above->methods.end() || !pure->is_pure) return false;
        if (!interface) return true;
        const auto own = std::find_if(interface->methods.begin(), interface->methods.end(), is_it);
        return own == interface->methods.end() || !own->is_pure;
      };
      const auto add = [&](auto& to, const auto& from) {
        const auto same = [&](const auto& one) { return one.name == from.name; };
        if (std::none_of(to.begin(), to.end(), same)) to.push_back(from);
      };
      for (const auto& method : theirs.methods) if (has_body(method.overloads[0])) add(members.methods, method);
      for (const auto& property : theirs.properties) if (property.getter && has_body(property.getter)) add(members.properties, property);
      for (const auto& op : theirs.operators) if (has_body(op.overloads[0]) && !members.find(op.role)) members.operators.push_back(op);
    }
  }

  void print_error_classes(emit::Printer& out) {
    if (!context_.declares_error_base) {
      print_class(out, context_.error_base, names_.builtin("Exception"), "Base of all errors of this library.", [] {});
    }
    for (const abi::Error& error : context_.library.errors) {
      const auto* base = error.source->base ? context_.model.find_as<model::Error>(*error.source->base) : nullptr;
      const std::string name = context_.error_name(*error.source);
      const std::string above = base ? context_.error_name(*base) : name == context_.error_base ? names_.builtin("Exception") : context_.error_base;
      print_class(out, name, above, docstring(context_, error.source->info), [&] {
        std::size_t first = 0;
        if (base) first = std::min(base->fields.size(), error.source->fields.size());
        for (std::size_t i = first; i < error.source->fields.size(); ++i) {
          const model::Field& field = error.source->fields[i];
          out.print("$name$: $type$\n", {{"name", context_.spell.field(field.info.name)}, {"type", names_.type(field.type, false)}});
          print_doc(out, one_paragraph(context_, field.info));
        }
      });
    }
    print_class(out, context_.internal_error, context_.error_base, "An exception that the library does not declare.", [&] {
      out.print("cpp_type: $str$\n\"\"\"Its type in C++, where that is known.\"\"\"\n", {{"str", names_.builtin("str")}});
    });
  }

  void print_module_functions(emit::Printer& out) {
    const Members members = context_.members("");
    if (!members.methods.empty()) out.print("\n");
    for (const Members::Method& method : members.methods) print_overloads(out, method.name, method.overloads, "", false, 0);
    if (uniffi::has_event_loops(context_)) {
      for (const std::string name : {"uniffi_set_default_event_loop", "uniffi_set_event_loop"}) {
        out.print("def $name$(event_loop: $loop$ | None, /) -> None: ...\n", {{"name", name}, {"loop", names_.import("asyncio", "AbstractEventLoop")}});
      }
    }
    for (const model::Decl& decl : context_.model.decls) {
      const auto* constant = std::get_if<model::Constant>(&decl);
      if (!constant || new_object(context_, constant->type, constant->value).empty()) continue;
      out.print("\n");
      out.print("$name$: $type$\n", {{"name", context_.spell.constant(constant->info.name)}, {"type", names_.type(constant->type, false)}});
      print_doc(out, one_paragraph(context_, constant->info));
    }
  }

  /// What stands above the library's own: imports, and the classes of the runtime.
  std::string top() {
    const auto from_abc = [this](const char* name) { return names_.import("collections.abc", name); };
    const auto typing = [this](const char* name) { return names_.import("typing", name); };
    const auto builtin = [this](const char* name) { return names_.builtin(name); };
    emit::Printer classes;
    if (!context_.is_uniffi) {  // there the package's own Python has these
      classes.print(R"(

        __version__: $str$
        __all__ = [
            $all$
        ]

        _T_co = $TypeVar$("_T_co", covariant=True)

        @$final$
        class $Array$($Sequence$[_T_co]):
            """An immutable sequence of numbers or records in the library's own memory.

            Equal to a list or tuple with equal elements. numpy.asarray(array) and
            memoryview(array) see the memory without a copy.
            """
            @$overload$
            def __getitem__(self, index: $int$, /) -> _T_co: ...
            @$overload$
            def __getitem__(self, index: $slice$, /) -> $Array$[_T_co]: ...
            def __len__(self) -> $int$: ...
            def __iter__(self) -> $Iterator$[_T_co]: ...
            def __eq__(self, other: $object$, /) -> $bool$: ...
            __hash__: $ClassVar$[None]  # type: ignore[assignment]
            def __add__(self, other: $Iterable$[$Any$], /) -> $list$[$Any$]: ...
            def __buffer__(self, flags: $int$, /) -> $memoryview$: ...
            def tolist(self) -> $list$[_T_co]:
                """The elements as a list."""
          )",
                    {{"all", quoted_names(context_)}, {"Array", context_.array_name}, {"Sequence", from_abc("Sequence")}, {"Iterable", from_abc("Iterable")},
                     {"Iterator", from_abc("Iterator")}, {"Any", typing("Any")}, {"ClassVar", typing("ClassVar")}, {"TypeVar", typing("TypeVar")},
                     {"final", typing("final")}, {"overload", typing("overload")}, {"str", builtin("str")}, {"list", builtin("list")},
                     {"int", builtin("int")}, {"slice", builtin("slice")}, {"object", builtin("object")}, {"bool", builtin("bool")},
                     {"memoryview", builtin("memoryview")}});
    }
    classes.print(R"(

        class _Object:
            """Base of all classes of this library."""
            def close(self) -> None:
                """Frees the object now. Closing again is harmless."""
            @$property$
            def closed(self) -> $bool$:
                """Whether the object was freed."""
            def __enter__(self) -> $Self$: ...
            def __exit__(
                self,
                exc_type: $type$[$BaseException$] | None,
                exc_value: $BaseException$ | None,
                traceback: $TracebackType$ | None,
                /,
            ) -> None: ...
        )",
                  {{"TracebackType", names_.import("types", "TracebackType")}, {"Self", names_.import("typing_extensions", "Self")},
                   {"bool", builtin("bool")}, {"property", builtin("property")}, {"type", builtin("type")}, {"BaseException", builtin("BaseException")}});
    emit::Printer out;
    print_doc(out, package_docstring(context_));
    out.print("\n");
    out.print("$imports$\n", {{"imports", names_.imports()}});
    return out.take() + classes.take();
  }

  const Context& context_;
  StubNames names_;
  bool final_ = false;  // the next class
  const abi::Interface* interface_ = nullptr;  // of the class being printed
};

}  // namespace

std::string init_py(const Context& context) {
  std::string safe;
  for (const char c : package_docstring(context)) safe += c == '\\' || c == '"' ? std::string("\\") + c : std::string(1, c);
  emit::Printer out;
  out.print(R"(
      """$doc$"""

      from .$extension$ import (
          $imports$
      )

      __version__ = $version$
      __all__ = [
          $all$
      ]
      )",
            {{"doc", safe.find('\n') == std::string::npos ? safe : safe + "\n"}, {"extension", context.extension},
             {"version", py_string(context.model.version)}, {"imports", fmt::format("{},\n", fmt::join(public_names(context, true), ",\n"))},
             {"all", quoted_names(context)}});
  return laid_out(out.take());
}

std::string init_pyi(const Context& context) { return Stubs(context).print(); }

}  // namespace polyglue::python
