// The package's Python: __init__.py and its stub, as black would write them.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "languages/python/docs.hpp"
#include "languages/python/glue.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

using abi::Shape;
using abi::TypeId;
using model::Role;

constexpr std::size_t width = 88;  // black's

/// Imports of a stub, collected while it is printed.
struct Imports {
  std::set<std::string> lines;
  std::string operator()(const std::string& module, const std::string& name) {
    lines.insert(module.empty() ? name : module + "." + name);
    return name;
  }
};

/// Lines that are too long are broken at spaces; what follows keeps the indentation.
std::string filled(const std::string& text) {
  constexpr std::size_t limit = 76;
  std::string result;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    const std::string blanks(std::min(line.find_first_not_of(' '), line.size()), ' ');
    while (line.size() > limit) {
      std::size_t space = line.rfind(' ', limit);
      if (space == std::string::npos || space <= blanks.size()) space = line.find(' ', limit);
      if (space == std::string::npos) break;
      result += line.substr(0, space) + "\n";
      line = blanks + line.substr(space + 1);
    }
    result += line + (end < text.size() ? "\n" : "");
    at = end + 1;
  }
  return result;
}

/// Blank lines and short docstrings as black has them: a definition with a body, and the docstring of
/// a class, are followed by an empty line; a docstring that fits stands on one line.
std::string laid_out(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  const auto trimmed = [](const std::string& line) { return line.substr(std::min(line.find_first_not_of(' '), line.size())); };
  std::string result;
  bool opens = false;  // the line before began a body
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string line = lines[i];
    const std::string start = trimmed(line);
    if (start.starts_with("\"\"\"")) {
      const bool one = start.size() > 3 && start.ends_with("\"\"\"");
      if (!one && i + 1 < lines.size() && trimmed(lines[i + 1]) == "\"\"\"" && line.size() + 3 <= width && !line.ends_with('\"')) {
        line += "\"\"\"";
        ++i;
      } else if (!one) {
        while (i + 1 < lines.size() && trimmed(lines[i + 1]) != "\"\"\"") {
          result += line + "\n";
          line = lines[++i];
        }
        result += line + "\n";
        line = lines[++i];
      }
      result += line + "\n";
      if (opens && i + 1 < lines.size() && !lines[i + 1].empty()) result += "\n";
      opens = false;
      continue;
    }
    opens = line.ends_with(":");
    result += line + "\n";
  }
  return result;
}

class Stubs {
 public:
  explicit Stubs(const Context& context) : context_(context) {}

  std::string print() {
    emit::Printer body;
    for (const model::Decl* decl : context_.nested("")) print_decl(body, *decl, "");
    print_error_classes(body);
    print_module_functions(body);
    return laid_out(top() + body.take());
  }

 private:
  // ---- types ----
  std::string type(const model::Type& t, bool argument) {
    if (const auto* optional = model::as<model::Optional>(t)) return type(*optional->value, argument) + " | None";
    if (argument && is_path(t)) return "str | PathLike[str]";
    return type(context_.library.type_of(t), argument);
  }

  std::string type(TypeId id, bool argument) {
    const abi::Type& t = context_.type(id);
    const auto part = [&](std::size_t i) { return type(t.parts[i], argument); };
    switch (t.shape) {
      case Shape::nothing: return "None";
      case Shape::scalar:
        switch (*t.scalar) {
          case model::Scalar::boolean: return "bool";
          case model::Scalar::f32: case model::Scalar::f64: return "float";
          case model::Scalar::character: case model::Scalar::codepoint: return "str";
          default: return "int";
        }
      case Shape::string: return "str";
      case Shape::bytes: return argument ? "Buffer" : "bytes";
      case Shape::timestamp: return "datetime";
      case Shape::duration: return "timedelta";
      case Shape::sequence: return (argument ? "Iterable[" : "list[") + part(0) + "]";
      case Shape::set:
        if (argument) return "Iterable[" + part(0) + "]";
        return (context_.is_hashable(t.parts[0]) ? "set[" : "list[") + part(0) + "]";
      case Shape::map: {
        const std::string pair = part(0) + ", " + part(1);
        if (argument) return "Mapping[" + pair + "] | Iterable[tuple[" + pair + "]]";
        return context_.is_hashable(t.parts[0]) ? "dict[" + pair + "]" : "list[tuple[" + pair + "]]";
      }
      case Shape::tuple: {
        std::string items;
        for (std::size_t i = 0; i < t.parts.size(); ++i) items += (i ? ", " : "") + part(i);
        return "tuple[" + (items.empty() ? "()" : items) + "]";
      }
      case Shape::optional: case Shape::pointer: case Shape::nullable: return part(0) + " | None";
      case Shape::record: case Shape::enumeration: case Shape::handle:
        return qualified_name(context_.model, model::info(*context_.model.find(t.decl)));
      case Shape::variant: {
        std::string all;
        for (std::size_t i = 0; i < t.parts.size(); ++i) {
          const std::string one = part(i);
          if ((" | " + all + " | ").find(" | " + one + " | ") == std::string::npos) all += (all.empty() ? "" : " | ") + one;
        }
        return all;
      }
    }
    return "object";
  }

  /// A record's field: what reading gives; what may be written is the same for all but sequences of any kind.
  std::string result_type(const abi::Function& function) {
    if (!function.result || function.source->role == Role::constructor) return "None";
    const abi::Type& t = context_.type(*function.result);
    if (t.shape == Shape::sequence && context_.is_element(t.parts[0])) {
      arrays_ = true;
      return "Array[" + type(t.parts[0], false) + "]";
    }
    return type(function.source->result, false);
  }

  // ---- functions ----
  struct Shown {
    std::string name;
    std::vector<std::string> decorators;
    std::vector<std::string> params;
    std::string result;
    std::string doc;
    std::string after;  ///< "  # type: ignore[override]"
  };

  static void wrap_doc(emit::Printer& out, const std::string& doc) {
    if (doc.empty()) return;
    const std::string text = filled(doc);
    std::string safe;
    for (const char c : text) {
      if (c == '\\' || (c == '"' && safe.ends_with("\"\""))) safe += '\\';
      safe += c;
    }
    if (safe.starts_with('"')) safe.insert(0, " ");
    if (safe.ends_with("\"")) safe.insert(safe.size() - 1, "\\");
    if (safe.find('\n') == std::string::npos && safe.size() < 70) {
      out.print("\"\"\"$doc$\"\"\"\n", {{"doc", safe}});
    } else {
      out.print("\"\"\"$doc$\n\"\"\"\n", {{"doc", safe}});
    }
  }

  void print_function(emit::Printer& out, const Shown& shown, std::size_t indent) {
    for (const std::string& decorator : shown.decorators) out.print("@" + decorator + "\n");
    const std::string tail = shown.doc.empty() ? " ..." : "";
    const std::string line = fmt::format("def {}({}) -> {}:{}{}", shown.name, fmt::join(shown.params, ", "), shown.result, tail, shown.after);
    if (indent + line.size() <= width) {
      out.print("$line$\n", {{"line", line}});
    } else if (const std::string all = fmt::format("{}", fmt::join(shown.params, ", ")); shown.params.size() > 1 && indent + 4 + all.size() <= width) {
      out.print("def $name$($after$\n    $all$\n) -> $result$:$tail$\n",
                {{"name", shown.name}, {"all", all}, {"result", shown.result}, {"tail", tail}, {"after", shown.after}});
    } else {
      out.print("def $name$($after$\n    $all$,\n) -> $result$:$tail$\n",
                {{"name", shown.name}, {"all", fmt::format("{}", fmt::join(shown.params, ",\n"))}, {"result", shown.result},
                 {"tail", tail}, {"after", shown.after}});
    }
    if (!shown.doc.empty()) {
      const auto guard = out.indent();
      wrap_doc(out, shown.doc);
    }
  }

  std::vector<std::string> parameters(const abi::Function& function, const std::string& self, bool positional = false) {
    std::vector<std::string> result;
    if (!self.empty()) result.push_back(self);
    for (const model::Parameter& param : function.source->params) {
      if (field_name(param.name) == self && !self.empty()) result = {"_self", "/"};
    }
    for (const model::Parameter& param : function.source->params) {
      std::string text = field_name(param.name) + ": " + type(param.type, true);
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
      for (const model::Parameter& param : one->source->params) key += type(param.type, true) + ",";
      if (seen.insert(key).second) distinct.push_back(one);
    }
    for (const abi::Function* one : distinct) {
      Shown shown;
      shown.name = name;
      if (distinct.size() > 1) shown.decorators.push_back(imports_("typing", "overload"));
      if (is_static) shown.decorators.emplace_back("staticmethod");
      if (one->source->info.deprecated) {
        imports_("typing_extensions", "deprecated");
        shown.decorators.push_back("deprecated(" + py_string(*one->source->info.deprecated) + ")");
      }
      shown.params = parameters(*one, self, name.starts_with("__") && name != "__init__" && name != "__call__");
      shown.result = result.empty() ? result_type(*one) : result;
      shown.doc = docstring(context_, one->source->info, one->source);
      shown.after = after;
      print_function(out, shown, indent);
    }
  }

  void print_operators(emit::Printer& out, const Members& members, std::size_t indent, const std::string& own) {
    for (const Members::Operator& op : members.operators) {
      const std::string name = special_method(op.role);
      if (name.empty()) continue;
      const std::string ordering = own;
      switch (op.role) {
        case Role::equal: out.print("def __eq__(self, other: object, /) -> bool: ...\n"); break;
        case Role::less: case Role::compare:
          for (const char* one : {"__lt__", "__le__", "__gt__", "__ge__"}) {
            out.print("def $one$(self, other: $own$, /) -> bool: ...\n", {{"one", one}, {"own", own}});
          }
          break;
        case Role::hash: case Role::length: out.print("def $name$(self) -> int: ...\n", {{"name", name}}); break;
        case Role::to_bool: out.print("def __bool__(self) -> bool: ...\n"); break;
        case Role::to_text: out.print("def __str__(self) -> str: ...\n"); break;
        case Role::contains: out.print("def __contains__(self, value: object, /) -> bool: ...\n"); break;
        case Role::set_index: print_overloads(out, name, op.overloads, "self", false, indent, "None"); break;
        case Role::iterate: {
          const abi::Type& t = context_.type(*op.overloads[0]->result);
          imports_("collections.abc", "Iterator");
          const std::string item = t.shape == Shape::map ? type(t.parts[0], false) : type(t.parts[0], false);
          out.print("def __iter__(self) -> Iterator[$item$]: ...\n", {{"item", item}});
          break;
        }
        case Role::add_assign: case Role::subtract_assign: case Role::multiply_assign: case Role::divide_assign:
          print_overloads(out, name, op.overloads, "self", false, indent, imports_("typing_extensions", "Self"));
          break;
        default: print_overloads(out, name, op.overloads, "self", false, indent); break;
      }
      if (op.role == Role::index && members.find(Role::length) && !members.find(Role::iterate)) {
        imports_("collections.abc", "Iterator");
        out.print("def __iter__(self) -> Iterator[$item$]: ...\n", {{"item", result_type(*op.overloads[0])}});
      }
    }
    if (members.find(Role::equal) && !members.find(Role::hash)) {
      imports_("typing", "ClassVar");
      out.print("__hash__: ClassVar[None]  # type: ignore[assignment]\n");
    }
  }

  void print_constants(emit::Printer& out, const std::vector<model::Constant>& constants) {
    for (const model::Constant& constant : constants) {
      if (new_object(context_, constant.type, constant.value).empty()) continue;
      imports_("typing", "ClassVar");
      out.print("$name$: ClassVar[$type$]\n", {{"name", constant_name(constant.info.name)}, {"type", type(constant.type, false)}});
      wrap_doc(out, one_line(constant.info.doc));
    }
  }

  // ---- declarations ----
  void print_decl(emit::Printer& out, const model::Decl& decl, const std::string& scope) {
    const std::size_t indent = scope.empty() ? 0 : 4;
    if (const auto* one = std::get_if<model::Enum>(&decl)) print_enum(out, *one);
    else if (const auto* record = std::get_if<model::Record>(&decl)) print_record(out, *record, indent);
    else if (const auto* object = std::get_if<model::Object>(&decl)) print_object(out, *object, indent);
  }

  /// Opens `class Name(bases):`; what `body` prints stands inside, "..." if that is nothing.
  template <class Body>
  void print_class(emit::Printer& out, const std::string& name, const std::string& bases, const std::string& doc, Body&& body) {
    out.print("\n");
    if (std::exchange(final_, false)) out.print("@final\n");
    out.print("class $name$$bases$:\n", {{"name", name}, {"bases", bases.empty() ? "" : "(" + bases + ")"}});
    const auto guard = out.indent();
    const std::size_t before = out.text().size();
    wrap_doc(out, doc);
    body();
    if (out.text().size() == before) out.print("...\n");
  }

  void print_enum(emit::Printer& out, const model::Enum& one) {
    const std::string base = one.flags ? (one.scoped ? "Flag" : "IntFlag") : (one.scoped ? "Enum" : "IntEnum");
    imports_("enum", base);
    print_class(out, class_name(one.info.name), base, docstring(context_, one.info), [&] {
      for (const model::Enumerator& value : one.values) {
        const bool is_unsigned = one.underlying == model::Scalar::u64;
        out.print("$name$ = $value$\n", {{"name", constant_name(value.info.name)},
                                         {"value", is_unsigned ? std::to_string(static_cast<std::uint64_t>(value.value)) : std::to_string(value.value)}});
        wrap_doc(out, one_line(value.info.doc));
      }
    });
  }

  void print_nested(emit::Printer& out, const model::DeclId& scope) {
    const auto all = context_.nested(scope);
    for (const model::Decl* decl : all) print_decl(out, *decl, scope);
    if (!all.empty()) out.print("\n");
  }

  void print_record(emit::Printer& out, const model::Record& record, std::size_t indent) {
    imports_("typing", "final");
    final_ = true;
    print_class(out, class_name(record.info.name), "", docstring(context_, record.info), [&] {
      print_nested(out, record.info.id);
      print_constants(out, record.constants);
      imports_("typing", "ClassVar");
      std::string names;
      for (const model::Field& field : record.fields) {
        out.print("$name$: $type$\n", {{"name", field_name(field.info.name)}, {"type", type(field.type, false)}});
        wrap_doc(out, one_line(field.info.doc));
        names += (names.empty() ? "" : ", ") + py_string(field_name(field.info.name));
      }
      if (!names.empty()) {
        const std::string line = "__match_args__ = (" + names + (record.fields.size() == 1 ? ",)" : ")");
        if (indent + 4 + line.size() <= width) {
          out.print(line + "\n");
        } else {
          out.print("__match_args__ = (\n    $names$\n)\n", {{"names", [&] {
              for (const model::Field& field : record.fields) out.print(py_string(field_name(field.info.name)) + ",\n");
            }}});
        }
      }
      Shown init;
      init.name = "__init__";
      init.params = {"self"};
      for (const model::Field& field : record.fields) {
        if (field_name(field.info.name) == "self") init.params = {"_self", "/"};
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
        std::string text = field_name(record.fields[i].info.name) + ": " + type(t, false);
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
        factory.name = record_factory_name(*constructor->source);
        factory.decorators = {"staticmethod"};
        factory.params = parameters(*constructor, "");
        factory.result = qualified_name(context_.model, record.info);
        factory.doc = docstring(context_, constructor->source->info, constructor->source);
        print_function(out, factory, indent + 4);
      }
      const std::string own = qualified_name(context_.model, record.info);
      print_operators(out, members, indent + 4, own);
      if (!members.find(Role::equal)) {
        out.print("def __eq__(self, other: object, /) -> bool: ...\n");
        out.print("__hash__: ClassVar[None]  # type: ignore[assignment]\n");
      }
      if (record.ordering && !members.find(Role::compare) && !members.find(Role::less)) {
        for (const char* one : {"__lt__", "__le__", "__gt__", "__ge__"}) {
          out.print("def $one$(self, other: $own$, /) -> bool: ...\n", {{"one", one}, {"own", own}});
        }
      }
      imports_("typing_extensions", "Self");
      imports_("typing", "Any");
      out.print("def __copy__(self) -> Self: ...\ndef __replace__(self, **changes: Any) -> Self: ...\n");
    });
  }

  void print_methods(emit::Printer& out, const Members& members, std::size_t indent) {
    for (const Members::Method& method : members.methods) {
      print_overloads(out, method.name, method.overloads, method.is_static ? "" : "self", method.is_static, indent);
    }
  }

  void print_object(emit::Printer& out, const model::Object& object, std::size_t indent) {
    std::string bases;
    for (const model::DeclId& base : object.bases) {
      if (const auto* one = context_.model.find_as<model::Object>(base)) {
        bases += (bases.empty() ? "" : ", ") + qualified_name(context_.model, one->info);
      }
    }
    if (bases.empty()) {
      bases = "_Object";
      objects_ = true;
    }
    const Members members = context_.members(object.info.id);
    print_class(out, class_name(object.info.name), bases, docstring(context_, object.info), [&] {
      print_nested(out, object.info.id);
      print_constants(out, object.constants);
      if (!members.constructors.empty()) print_overloads(out, "__init__", members.constructors, "self", false, indent + 4, "None");
      for (const Members::Property& property : members.properties) {
        const std::string read = property.getter ? result_type(*property.getter) : "Any";
        if (property.getter) {
          Shown shown{property.name, {"property"}, {"self"}, read, docstring(context_, property.getter->source->info), ""};
          print_function(out, shown, indent + 4);
        }
        if (property.setter) {
          Shown shown{property.name, {property.name + ".setter"}, {"self", "value: " + type(property.setter->source->params[0].type, true)}, "None", "", ""};
          if (!property.getter) {
            imports_("typing", "Any");
            print_function(out, {property.name, {"property"}, {"self"}, "Any", docstring(context_, property.setter->source->info), ""}, indent + 4);
          }
          print_function(out, shown, indent + 4);
        }
      }
      print_methods(out, members, indent + 4);
      print_operators(out, members, indent + 4, qualified_name(context_.model, object.info));
    });
  }

  void print_error_classes(emit::Printer& out) {
    if (!context_.declares_error_base) {
      print_class(out, context_.error_base, "Exception", "Base of all errors of this library.", [] {});
    }
    for (const abi::Error& error : context_.library.errors) {
      const auto* base = error.source->base ? context_.model.find_as<model::Error>(*error.source->base) : nullptr;
      const std::string name = context_.error_name(*error.source);
      const std::string above = base ? context_.error_name(*base) : name == context_.error_base ? "Exception" : context_.error_base;
      print_class(out, name, above, docstring(context_, error.source->info), [&] {
        std::size_t first = 0;
        if (base) first = std::min(base->fields.size(), error.source->fields.size());
        for (std::size_t i = first; i < error.source->fields.size(); ++i) {
          const model::Field& field = error.source->fields[i];
          out.print("$name$: $type$\n", {{"name", field_name(field.info.name)}, {"type", type(field.type, false)}});
          wrap_doc(out, one_line(field.info.doc));
        }
      });
    }
    print_class(out, "InternalError", context_.error_base, "An exception that the library does not declare.", [&] {
      out.print("cpp_type: str\n\"\"\"Its type in C++, where that is known.\"\"\"\n");
    });
  }

  void print_module_functions(emit::Printer& out) {
    const Members members = context_.members("");
    if (!members.methods.empty()) out.print("\n");
    for (const Members::Method& method : members.methods) print_overloads(out, method.name, method.overloads, "", false, 0);
    for (const model::Decl& decl : context_.model.decls) {
      const auto* constant = std::get_if<model::Constant>(&decl);
      if (!constant || new_object(context_, constant->type, constant->value).empty()) continue;
      out.print("\n");
      out.print("$name$: $type$\n", {{"name", constant_name(constant->info.name)}, {"type", type(constant->type, false)}});
      wrap_doc(out, one_line(constant->info.doc));
    }
  }

  /// Imports and the classes of the runtime. Unused imports do no harm in a stub.
  std::string top() {
    emit::Printer out;
    wrap_doc(out, init_doc(context_));
    out.print(R"(

        from collections.abc import Iterable, Iterator, Mapping, Sequence
        from datetime import datetime, timedelta
        from os import PathLike
        from types import TracebackType
        from typing import Any, ClassVar, TypeVar, final, overload
        $enums$

        from typing_extensions import Buffer, Self, deprecated

        __version__: str
        __all__: list[str]

        _T_co = TypeVar("_T_co", covariant=True)

        @final
        class Array(Sequence[_T_co]):
            """An immutable sequence of numbers or records in the library's own memory.

            Equal to a list or tuple with equal elements. numpy.asarray(array) and
            memoryview(array) see the memory without a copy.
            """
            @overload
            def __getitem__(self, index: int, /) -> _T_co: ...
            @overload
            def __getitem__(self, index: slice, /) -> Array[_T_co]: ...
            def __len__(self) -> int: ...
            def __iter__(self) -> Iterator[_T_co]: ...
            def __eq__(self, other: object, /) -> bool: ...
            __hash__: ClassVar[None]  # type: ignore[assignment]
            def __add__(self, other: Iterable[Any], /) -> list[Any]: ...
            def __buffer__(self, flags: int, /) -> memoryview: ...
            def tolist(self) -> list[_T_co]:
                """The elements as a list."""

        class _Object:
            """Base of all classes of this library."""
            def close(self) -> None:
                """Frees the object now. Closing again is harmless."""
            @property
            def closed(self) -> bool:
                """Whether the object was freed."""
            def __enter__(self) -> Self: ...
            def __exit__(
                self,
                exc_type: type[BaseException] | None,
                exc_value: BaseException | None,
                traceback: TracebackType | None,
                /,
            ) -> None: ...
        )",
              {{"enums", [&] {
                  std::string names;
                  for (const std::string& line : imports_.lines) {
                    if (line.starts_with("enum.")) names += (names.empty() ? "" : ", ") + line.substr(5);
                  }
                  if (!names.empty()) out.print("from enum import " + names + "\n");
                }}});
    return out.take();
  }

  static std::string init_doc(const Context& context) {
    std::string doc = context.model.doc.brief;
    if (!context.model.doc.details.empty()) doc += "\n\n" + context.model.doc.details;
    return doc.empty() ? context.model.name + " " + context.model.version + "." : doc;
  }

  const Context& context_;
  Imports imports_;
  bool arrays_ = false, objects_ = false;
  bool final_ = false;  // the next class
};

}  // namespace

std::string init_py(const Context& context) {
  std::vector<std::string> names = {"Array", "InternalError"};
  if (!context.declares_error_base) names.push_back(context.error_base);
  for (const model::Decl* decl : context.nested("")) {
    const model::DeclInfo& info = model::info(*decl);
    if (std::holds_alternative<model::Enum>(*decl) || std::holds_alternative<model::Record>(*decl) || std::holds_alternative<model::Object>(*decl)) {
      names.push_back(class_name(info.name));
    } else if (const auto* constant = std::get_if<model::Constant>(decl)) {
      if (!new_object(context, constant->type, constant->value).empty()) names.push_back(constant_name(info.name));
    }
  }
  for (const abi::Error& error : context.library.errors) names.push_back(context.error_name(*error.source));
  for (const Members::Method& method : context.members("").methods) names.push_back(method.name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string doc = context.model.doc.brief;
  if (!context.model.doc.details.empty()) doc += "\n\n" + context.model.doc.details;
  if (doc.empty()) doc = context.model.name + " " + context.model.version + ".";
  std::string safe;
  for (const char c : doc) safe += c == '\\' || c == '"' ? std::string("\\") + c : std::string(1, c);
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
             {"version", py_string(context.model.version)}, {"imports", [&] {
                for (const std::string& name : names) out.print(name + ",\n");
              }},
             {"all", [&] {
                for (const std::string& name : names) out.print(py_string(name) + ",\n");
              }}});
  return laid_out(out.take());
}

std::string init_pyi(const Context& context) { return Stubs(context).print(); }

}  // namespace polyglue::python
