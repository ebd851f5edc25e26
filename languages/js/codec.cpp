#include "languages/js/codec.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "languages/js/names.hpp"

namespace polyglue::js {

using abi::Shape;
using abi::Type;
using abi::TypeId;
using model::Scalar;

namespace {

bool is_number(const std::string& text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos; }

std::string view(const std::string& memory, const Type& type, const std::string& at) {
  return fmt::format("{}.{}[{}]", memory, view_name(*type.scalar), index(at, shift_of(*type.scalar)));
}

std::string article(const std::string& name) {
  return (std::string("AEIOU").find(name[0]) != std::string::npos ? "an " : "a ") + name;
}

/// A variable for a field: its own name unless that is a reserved word.
std::string binding(const std::string& name, const std::string& field, const std::optional<std::string>& initial) {
  const std::string variable = parameter_name(field);
  return (name == variable ? name : name + ": " + variable) + (initial ? " = " + *initial : "");
}

class Codec {
 public:
  Codec(emit::Printer& out, const Context& context) : out_(out), context_(context) {}

  void print_writer(TypeId id) {
    const Type& type = context_.type(id);
    out_.print("\n\nfunction $$write_$tag$($$at, $$value, $$where) {\n  $body$\n}\n", {{"tag", type.tag}, {"body", [&] { write_body(id, type); }}});
  }

  void print_reader(TypeId id) {
    const Type& type = context_.type(id);
    out_.print("\n\nfunction $$read_$tag$($$at) {\n  $body$\n}\n", {{"tag", type.tag}, {"body", [&] { read_body(id, type); }}});
  }

  /// A typed array of what is given for one: itself, or a copy of a list.
  void print_array(TypeId id) {
    const Type& type = context_.type(id);
    const Type& item = context_.type(type.parts[0]);
    out_.print(R"(

        function $$array_$tag$($$value, $$where) {
          if ($$value instanceof $class$) {
            if ($$value.length === 0) $$attached($$value, $$where);
            return $$value;
          }
          const items = $$list($$value, $$where);
          const array = new $class$(items.length);
          for (let i = 0; i < array.length; i++) {
            const item = items[i];
            if ($wrong$) throw $$mismatch(item, $$where, $expected$);
            array[i] = item;
          }
          return array;
        }
        )", {{"tag", type.tag}, {"class", context_.typed_array(type)}, {"wrong", is_wrong(context_, item, "item")},
             {"expected", expectation(context_, item)}});
  }

 private:
  const Place& place(TypeId id) const { return context_.layout.of(id); }

  void write_body(TypeId id, const Type& type) {
    const std::string expected = expectation(context_, type);
    switch (type.shape) {
      case Shape::record: return write_record(id, type);
      case Shape::sequence: case Shape::set: return write_sequence(type);
      case Shape::map: return write_map(id, type);
      case Shape::tuple:
        out_.print("if (!Array.isArray($$value) || $$value.length !== $n$) {\n  throw $$mismatch($$value, $$where, $e$);\n}\n",
                   {{"n", std::to_string(type.parts.size())}, {"e", expected}});
        for (std::size_t i = 0; i < type.parts.size(); ++i) {
          print_write(out_, context_, type.parts[i], offset("$at", place(id).offsets[i]), fmt::format("$value[{}]", i), "$where");
        }
        return;
      case Shape::optional:
        out_.print("if ($$value === undefined || $$value === null) {\n  $$memory.u8[$$at] = 0;\n  return;\n}\n$$memory.u8[$$at] = 1;\n");
        return print_write(out_, context_, type.parts[0], offset("$at", place(id).offsets[0]), "$value", "$where");
      case Shape::pointer:
        out_.print("if ($$value === undefined || $$value === null) {\n  $$writeSize($$at, 0);\n  return;\n}\nconst data = $$memory.push($size$);\n",
                   {{"size", std::to_string(aligned(place(type.parts[0]).size, 8))}});
        print_write(out_, context_, type.parts[0], "data", "$value", "$where");
        out_.print("$$writeSize($$at, data);\n");
        return;
      case Shape::variant: return write_variant(id, type);
      default: return;
    }
  }

  void write_record(TypeId id, const Type& type) {
    const model::Record* record = context_.record(type);
    const auto& fields = context_.fields(type.decl);
    const auto name_of = [&](const std::string& field) { return record ? member_name(field) : error_field_name(field); };
    out_.print("if (typeof $$value !== \"object\" || $$value === null) {\n  throw $$mismatch($$value, $$where, $e$);\n}\n",
               {{"e", expectation(context_, type)}});
    std::vector<std::string> bindings;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      bindings.push_back(binding(name_of(fields[i].info.name), fields[i].info.name, record ? field_default(context_, *record, i) : std::nullopt));
    }
    if (!bindings.empty()) print_line(out_, list_line("const ", bindings, " = $value;", 2, "{}"));
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string name = name_of(fields[i].info.name);
      const bool nested = context_.type(type.parts[i]).shape != Shape::scalar && context_.type(type.parts[i]).shape != Shape::enumeration;
      const std::string where = nested ? js_string(context_.name_of(type.decl) + "." + name) : "$where + " + js_string("." + name);
      print_write(out_, context_, type.parts[i], offset("$at", place(id).offsets[i]), parameter_name(fields[i].info.name), where);
    }
  }

  void write_sequence(const Type& type) {
    const TypeId item = type.parts[0];
    const std::string size = std::to_string(place(item).size);
    if (const std::string array = context_.typed_array(type); !array.empty()) {
      const Scalar scalar = *context_.type(item).scalar;
      out_.print("if ($$value instanceof $array$) {\n  $$writeArray($$at, $$value, $$where, \"$view$\");\n  return;\n}\n",
                 {{"array", array}, {"view", view_name(scalar)}});
    }
    out_.print(R"(
        const items = $$list($$value, $$where);
        const count = items.length;
        const data = $$memory.push(count * $size$);
        for (let i = 0, to = data; i < count; i++, to += $size$) {
          const item = items[i];
          $write$
        }
        $$writeView($$at, data, count);
        )", {{"size", size}, {"write", [&] { print_write(out_, context_, item, "to", "item", "$where"); }}});
  }

  void write_map(TypeId id, const Type& type) {
    const Place entry = context_.layout.entry(id);
    out_.print(R"(
        const entries = $$entries($$value, $$where);
        const count = entries.length;
        const data = $$memory.push(count * $size$);
        for (let i = 0, to = data; i < count; i++, to += $size$) {
          const [key, value] = entries[i];
          $key$
          $value$
        }
        $$writeView($$at, data, count);
        )", {{"size", std::to_string(entry.size)},
             {"key", [&] { print_write(out_, context_, type.parts[0], "to", "key", "$where"); }},
             {"value", [&] { print_write(out_, context_, type.parts[1], offset("to", entry.offsets[1]), "value", "$where"); }}});
  }

  void write_variant(TypeId id, const Type& type) {
    const std::string at = offset("$at", place(id).offsets[0]);
    // The exact type decides first, then what the value can be taken for.
    for (const bool strict : {true, false}) {
      for (std::size_t i = 0; i < type.parts.size(); ++i) {
        const std::string test = fits(context_, type.parts[i], "$value", strict);
        if (!strict && test == fits(context_, type.parts[i], "$value", true)) continue;
        if (!strict && context_.type(type.parts[i]).shape == Shape::record) continue;
        out_.print("if ($test$) {\n  $$memory.i32[$tag$] = $i$;\n  $write$\n  return;\n}\n",
                   {{"test", test}, {"tag", index("$at", 2)}, {"i", std::to_string(i)}, {"write", [&] {
                      if (context_.type(type.parts[i]).shape == Shape::nothing) return;
                      print_write(out_, context_, type.parts[i], at, "$value", "$where");
                    }}});
      }
    }
    out_.print("throw $$mismatch($$value, $$where, $e$);\n", {{"e", expectation(context_, type)}});
  }

  void read_body(TypeId id, const Type& type) {
    const auto member = [&](std::size_t i) { return read(context_, type.parts[i], offset("$at", place(id).offsets[i])); };
    switch (type.shape) {
      case Shape::record: {
        std::vector<std::string> items;
        const auto& fields = context_.fields(type.decl);
        const bool error = !context_.record(type);
        for (std::size_t i = 0; i < fields.size(); ++i) {
          const std::string& name = fields[i].info.name;
          items.push_back((error ? error_field_name(name) : member_name(name)) + ": " + member(i));
        }
        const std::string head = error ? "return " : "return new " + context_.name_of(type.decl) + "(";
        print_line(out_, list_line(head, items, error ? ";" : ");", 2, "{}"));
        return;
      }
      case Shape::sequence: case Shape::set: {
        const std::string size = std::to_string(place(type.parts[0]).size);
        const bool set = type.shape == Shape::set;
        out_.print(R"(
            const count = $$readSize($length$);
            const items = $make$;
            for (let i = 0, from = $$readSize($$at); i < count; i++, from += $size$) {
              $add$;
            }
            return items;
            )", {{"make", set ? "new Set()" : "new Array(count)"}, {"size", size}, {"length", offset("$at", context_.layout.pointer())},
                 {"add", fmt::format(fmt::runtime(set ? "items.add({})" : "items[i] = {}"), read(context_, type.parts[0], "from"))}});
        return;
      }
      case Shape::map: {
        const Place entry = context_.layout.entry(id);
        out_.print(R"(
            const map = new Map();
            const count = $$readSize($length$);
            for (let i = 0, from = $$readSize($$at); i < count; i++, from += $size$) {
              const key = $key$;
              map.set(key, $value$);
            }
            return map;
            )", {{"size", std::to_string(entry.size)}, {"length", offset("$at", context_.layout.pointer())},
                 {"key", read(context_, type.parts[0], "from")}, {"value", read(context_, type.parts[1], offset("from", entry.offsets[1]))}});
        return;
      }
      case Shape::tuple: {
        std::vector<std::string> items;
        for (std::size_t i = 0; i < type.parts.size(); ++i) items.push_back(member(i));
        print_line(out_, list_line("return ", items, ";", 2, "[]"));
        return;
      }
      case Shape::optional:
        out_.print("if ($$result.u8[$$at] === 0) return undefined;\nreturn $value$;\n", {{"value", member(0)}});
        return;
      case Shape::pointer:
        out_.print("const data = $$readSize($$at);\nreturn data === 0 ? undefined : $value$;\n", {{"value", read(context_, type.parts[0], "data")}});
        return;
      case Shape::variant:
        out_.print("switch ($$result.i32[$tag$]) {\n", {{"tag", index("$at", 2)}});
        for (std::size_t i = 0; i + 1 < type.parts.size(); ++i) print_case(fmt::format("case {}:", i), id, type.parts[i]);
        print_case("default:", id, type.parts.back());
        out_.print("}\n");
        return;
      default: return;
    }
  }

  void print_case(const std::string& label, TypeId variant, TypeId part) {
    const bool nothing = context_.type(part).shape == Shape::nothing;
    out_.print("  $label$\n    return $value$;\n",
               {{"label", label}, {"value", nothing ? "undefined" : read(context_, part, offset("$at", place(variant).offsets[0]))}});
  }

  emit::Printer& out_;
  const Context& context_;
};

/// Written by a function of its own.
bool has_writer(const Context&, const Type& type) {
  switch (type.shape) {
    case Shape::record: case Shape::sequence: case Shape::set: case Shape::map: case Shape::tuple: case Shape::optional:
    case Shape::pointer: case Shape::variant: return true;
    default: return false;
  }
}

bool has_reader(const Context& context, const Type& type) { return has_writer(context, type) && context.typed_array(type).empty(); }

}  // namespace

std::string offset(const std::string& at, std::size_t by) {
  if (is_number(at)) return std::to_string(std::stoul(at) + by);
  if (by == 0) return at;
  const std::size_t plus = at.find(" + ");
  if (plus != std::string::npos) return fmt::format("{} + {}", at.substr(0, plus), std::stoul(at.substr(plus + 3)) + by);
  return fmt::format("{} + {}", at, by);
}

std::string index(const std::string& at, int shift) {
  if (is_number(at)) return std::to_string(std::stoul(at) >> shift);
  if (shift == 0) return at;
  return at.find(' ') == std::string::npos ? fmt::format("{} >> {}", at, shift) : fmt::format("({}) >> {}", at, shift);
}

std::string is_wrong(const Context& context, const Type& type, const std::string& v) {
  switch (*type.scalar) {
    case Scalar::boolean: return fmt::format("typeof {} !== \"boolean\"", v);
    case Scalar::i8: return fmt::format("({0} << 24) >> 24 !== {0}", v);
    case Scalar::i16: return fmt::format("({0} << 16) >> 16 !== {0}", v);
    case Scalar::i32: return fmt::format("({0} | 0) !== {0}", v);
    case Scalar::u8: return fmt::format("({0} & 255) !== {0}", v);
    case Scalar::u16: return fmt::format("({0} & 65535) !== {0}", v);
    case Scalar::u32: return fmt::format("{0} >>> 0 !== {0}", v);
    case Scalar::i64: return fmt::format("typeof {0} !== \"bigint\" || BigInt.asIntN(64, {0}) !== {0}", v);
    case Scalar::u64: return fmt::format("typeof {0} !== \"bigint\" || BigInt.asUintN(64, {0}) !== {0}", v);
    case Scalar::size:
      if (context.host.pointer == 4) return fmt::format("{0} >>> 0 !== {0}", v);
      return fmt::format("!Number.isSafeInteger({0}) || {0} < 0", v);
    case Scalar::f32: case Scalar::f64: return fmt::format("typeof {} !== \"number\"", v);
    case Scalar::character: case Scalar::codepoint:
      return fmt::format("!${}({})", *type.scalar == Scalar::character ? "isCharacter" : "isCodePoint", v);
  }
  return "false";
}

std::string expectation(const Context& context, const Type& type) {
  switch (type.shape) {
    case Shape::scalar: return js_string(kind_name(*type.scalar));
    case Shape::enumeration: {
      const bool wide = type.scalar == Scalar::i64 || type.scalar == Scalar::u64;
      return js_string((wide ? "a bigint of " : "one of ") + context.name_of(type.decl));
    }
    case Shape::record: case Shape::handle: case Shape::nullable:
      return js_string(article(context.name_of(type.decl)));
    case Shape::tuple: return js_string(fmt::format("an array of {}", type.parts.size()));
    case Shape::callback: return js_string("a function");
    case Shape::variant: return js_string(context.name_of(type.decl).empty() ? "another type" : article(context.name_of(type.decl)));
    default: return js_string("another value");
  }
}

std::string fits(const Context& context, TypeId id, const std::string& v, bool strict) {
  const Type& type = context.type(id);
  switch (type.shape) {
    case Shape::nothing: return fmt::format("{0} === undefined || {0} === null", v);
    case Shape::scalar:
      switch (*type.scalar) {
        case Scalar::boolean: return fmt::format("typeof {} === \"boolean\"", v);
        case Scalar::f32: case Scalar::f64:
          return fmt::format("typeof {} === \"number\"", v) + (strict ? fmt::format(" && !Number.isInteger({})", v) : "");
        case Scalar::character: case Scalar::codepoint:
          return fmt::format("${}({})", *type.scalar == Scalar::character ? "isCharacter" : "isCodePoint", v);
        case Scalar::i64: case Scalar::u64: return fmt::format("typeof {} === \"bigint\"", v);
        default: return fmt::format("$isInteger({}, \"{}\")", v, kind_name(*type.scalar));
      }
    case Shape::enumeration:
      return fmt::format("Object.values({}).includes({})", context.name_of(type.decl), v);
    case Shape::string: return fmt::format("typeof {} === \"string\"", v);
    case Shape::bytes: return fmt::format("{0} instanceof Uint8Array || {0} instanceof ArrayBuffer", v);
    case Shape::timestamp: return fmt::format("{} instanceof Date", v);
    case Shape::duration: return fmt::format("typeof {} === \"number\"", v);
    case Shape::sequence: {
      const std::string array = context.typed_array(type);
      if (strict && !array.empty()) return fmt::format("{} instanceof {}", v, array);
      return fmt::format("$isListOf({}, (item) => {})", v, fits(context, type.parts[0], "item", false));
    }
    case Shape::set: return strict ? fmt::format("{} instanceof Set", v) : fmt::format("$isList({})", v);
    case Shape::map: return strict ? fmt::format("{} instanceof Map", v) : fmt::format("$isList({})", v);
    case Shape::tuple: return fmt::format("Array.isArray({0}) && {0}.length === {1}", v, type.parts.size());
    case Shape::optional: case Shape::pointer:
      return fmt::format("{0} === undefined || {0} === null || {1}", v, or_operand(fits(context, type.parts[0], v, strict)));
    case Shape::nullable: return fmt::format("{0} === undefined || {0} === null || {0} instanceof {1}", v, context.name_of(type.decl));
    case Shape::record:
      return strict ? fmt::format("{} instanceof {}", v, context.name_of(type.decl)) : fmt::format("$isPlain({})", v);
    case Shape::handle: return fmt::format("{} instanceof {}", v, context.name_of(type.decl));
    case Shape::callback: {
      const std::string test = fmt::format("typeof {} === \"function\"", v);
      return context.is_optional_callback(id) ? fmt::format("{0} === undefined || {0} === null || {1}", v, test) : test;
    }
    case Shape::variant: {
      std::string any;
      for (const TypeId part : type.parts) any += (any.empty() ? "" : " || ") + or_operand(fits(context, part, v, strict));
      return any;
    }
  }
  return "false";
}

std::string or_operand(const std::string& condition) {
  // One that has alternatives itself has its conjunctions in parentheses.
  const bool mixed = condition.find(" && ") != std::string::npos && condition.find(" || ") == std::string::npos;
  return mixed ? "(" + condition + ")" : condition;
}

std::string and_operand(const std::string& condition) {
  return condition.find(" || ") == std::string::npos ? condition : "(" + condition + ")";
}

void print_write(emit::Printer& out, const Context& context, TypeId id, const std::string& at, const std::string& value,
                 const std::string& where) {
  const Type& type = context.type(id);
  const auto wrong = [&](const std::string& condition) {
    out.print("if ($wrong$) throw $$mismatch($value$, $where$, $expected$);\n",
              {{"wrong", condition}, {"value", value}, {"where", where}, {"expected", expectation(context, type)}});
  };
  const auto call = [&](const std::string& name) {
    out.print("$name$($at$, $value$, $where$);\n", {{"name", name}, {"at", at}, {"value", value}, {"where", where}});
  };
  switch (type.shape) {
    case Shape::nothing: return;
    case Shape::scalar: case Shape::enumeration: {
      wrong(is_wrong(context, type, value));
      std::string lowered = value;
      if (*type.scalar == Scalar::size) return out.print("$$writeSize($at$, $v$);\n", {{"at", at}, {"v", value}});
      if (*type.scalar == Scalar::boolean) lowered = value + " ? 1 : 0";
      if (*type.scalar == Scalar::character) lowered = value + ".charCodeAt(0)";
      if (*type.scalar == Scalar::codepoint) lowered = value + ".codePointAt(0)";
      out.print("$view$ = $v$;\n", {{"view", view("$memory", type, at)}, {"v", lowered}});
      return;
    }
    case Shape::string: return call("$writeText");
    case Shape::bytes: return call("$writeBytes");
    case Shape::timestamp: return call("$writeDate");
    case Shape::duration: return call("$writeDuration");
    case Shape::handle:
      wrong(fmt::format("!({} instanceof {})", value, context.name_of(type.decl)));
      out.print("$$writeSize($at$, $v$[$$handle]);\n", {{"at", at}, {"v", value}});
      return;
    case Shape::nullable:
      out.print("if ($v$ === undefined || $v$ === null) {\n  $$writeSize($at$, 0);\n} else {\n  $write$\n}\n",
                {{"v", value}, {"at", at}, {"write", [&] {
                    wrong(fmt::format("!({} instanceof {})", value, context.name_of(type.decl)));
                    out.print("$$writeSize($at$, $v$[$$handle]);\n", {{"at", at}, {"v", value}});
                  }}});
      return;
    default: return call("$write_" + type.tag);
  }
}

std::string wrap(const Context& context, const model::DeclId& id, const std::string& handle, bool lent) {
  const std::string how = lent && context.may_be_own(id) ? ", true" : "";
  return fmt::format("$wrap_{}({}{})", context.type(context.library.find_class(id)->handle).tag, handle, how);
}

std::string read(const Context& context, TypeId id, const std::string& at) {
  const Type& type = context.type(id);
  switch (type.shape) {
    case Shape::scalar: case Shape::enumeration: {
      if (*type.scalar == Scalar::size) return fmt::format("$readSize({})", at);
      const std::string value = view("$result", type, at);
      if (*type.scalar == Scalar::boolean) return value + " !== 0";
      if (*type.scalar == Scalar::character) return fmt::format("String.fromCharCode({})", value);
      if (*type.scalar == Scalar::codepoint) return fmt::format("String.fromCodePoint({})", value);
      return value;
    }
    case Shape::string: return fmt::format("$readText({})", at);
    case Shape::bytes: return fmt::format("$readBytes({})", at);
    case Shape::timestamp: return fmt::format("$readDate({})", at);
    case Shape::duration: return fmt::format("$readDuration({})", at);
    case Shape::handle: return wrap(context, type.decl, fmt::format("$readHandle({})", at));
    case Shape::nullable: return fmt::format("$optional($readHandle({}), $wrap_{})", at, context.type(context.library.find_class(type.decl)->handle).tag);
    case Shape::sequence:
      if (!context.typed_array(type).empty()) {
        const Scalar scalar = *context.type(type.parts[0]).scalar;
        return fmt::format("$readArray($result.{}, {}, {})", view_name(scalar), at, shift_of(scalar));
      }
      break;
    default: break;
  }
  return fmt::format("$read_{}({})", type.tag, at);
}

void print_codec(emit::Printer& out, const Context& context) {
  Codec codec(out, context);
  for (TypeId id = 0; id < context.library.types.size(); ++id) {
    const Type& type = context.type(id);
    if (context.is_list_argument(id)) codec.print_array(id);
    if (context.is_written(id) && has_writer(context, type)) codec.print_writer(id);
    if (context.is_read(id) && has_reader(context, type)) codec.print_reader(id);
  }
}

}  // namespace polyglue::js
