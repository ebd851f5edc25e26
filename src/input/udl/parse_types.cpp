#include "input/udl/parse_types.hpp"

#include <array>

namespace polyglue::input::udl {
namespace {

/// sequence<sequence<...>> beyond this is no interface any more.
constexpr int deepest = 32;

constexpr std::array<std::pair<std::string_view, Builtin>, 17> builtins = {{
    {"boolean", Builtin::boolean}, {"i8", Builtin::i8}, {"u8", Builtin::u8}, {"i16", Builtin::i16},
    {"u16", Builtin::u16}, {"i32", Builtin::i32}, {"u32", Builtin::u32}, {"i64", Builtin::i64},
    {"u64", Builtin::u64}, {"f32", Builtin::f32}, {"float", Builtin::f32}, {"f64", Builtin::f64},
    {"double", Builtin::f64}, {"string", Builtin::string}, {"bytes", Builtin::bytes},
    {"timestamp", Builtin::timestamp}, {"duration", Builtin::duration},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 46> usual_names = {{
    {"long", "i32"}, {"long long", "i64"}, {"unsigned long", "u32"}, {"unsigned long long", "u64"},
    {"short", "i16"}, {"unsigned short", "u16"}, {"octet", "u8"}, {"byte", "i8"}, {"unsigned", "u32"},
    {"unrestricted float", "f32"}, {"unrestricted double", "f64"}, {"int", "i32"}, {"uint", "u32"},
    {"char", "string"}, {"bool", "boolean"}, {"Bool", "boolean"}, {"Boolean", "boolean"}, {"size_t", "u64"},
    {"usize", "u64"}, {"isize", "i64"}, {"int8_t", "i8"}, {"uint8_t", "u8"}, {"int16_t", "i16"},
    {"uint16_t", "u16"}, {"int32_t", "i32"}, {"uint32_t", "u32"}, {"int64_t", "i64"}, {"uint64_t", "u64"},
    {"int32", "i32"}, {"uint32", "u32"}, {"int64", "i64"}, {"uint64", "u64"}, {"DOMString", "string"},
    {"USVString", "string"}, {"ByteString", "string"}, {"String", "string"}, {"str", "string"},
    {"ArrayBuffer", "bytes"}, {"Uint8Array", "bytes"}, {"DataView", "bytes"}, {"Bytes", "bytes"},
    {"DateTime", "timestamp"}, {"Date", "timestamp"}, {"Timestamp", "timestamp"}, {"Duration", "duration"},
    {"Float", "f32"},
}};

class TypeParser {
 public:
  explicit TypeParser(Cursor& cursor) : cursor_(cursor) {}

  Type type(int depth = 0) {
    if (depth > deepest) cursor_.fail("a type nested too deeply", "give its parts names of their own, as dictionaries");
    if (cursor_.at("(")) unsupported("a union of types", "declare an [Enum] interface with a variant for each");
    if (!cursor_.at_word()) cursor_.fail_expected("a type");
    Type out;
    out.place = cursor_.peek().place;
    const std::string word = words();
    if (cursor_.at("<")) {
      generic(word, out, depth);
    } else if (const auto* builtin = find(word)) {
      out.kind = builtin->second;
    } else {
      out.kind = Reference{word.starts_with('_') ? word.substr(1) : word};
    }
    out.optional = cursor_.accept("?");
    if (cursor_.at("?")) {
      cursor_.report.error("PG0162", "a type is optional once", cursor_.peek().place, "remove the second `?`");
      while (cursor_.accept("?")) continue;
    }
    return out;
  }

 private:
  static const std::pair<std::string_view, Builtin>* find(std::string_view word) {
    for (const auto& entry : builtins) if (entry.first == word) return &entry;
    return nullptr;
  }

  [[noreturn]] void unsupported(const std::string& what, const std::string& help) {
    cursor_.report.error("PG0165", "there is no " + what.substr(what.find(' ') + 1) + " in an interface file", cursor_.peek().place, help);
    throw Cursor::Failed{};
  }

  /// One word, or the several of `unsigned long long`, which the checks then refuse with a hint.
  std::string words() {
    std::string out(cursor_.take().text);
    if (out == "unsigned" || out == "unrestricted" || out == "long")
      while (cursor_.at_word() && (cursor_.at_word("long") || (out != "long" && (cursor_.at_word("short") || cursor_.at_word("float") || cursor_.at_word("double")))))
        out += " " + std::string(cursor_.take().text);
    return out;
  }

  void generic(const std::string& word, Type& out, int depth) {
    if (word == "sequence") {
      cursor_.take();
      out.kind = SequenceOf{type(depth + 1)};
    } else if (word == "record") {
      cursor_.take();
      Type key = map_key(depth);
      cursor_.expect(",", "after the key of record<K, V>");
      out.kind = RecordOf{std::move(key), type(depth + 1)};
    } else {
      const bool promise = word == "Promise";
      cursor_.report.error("PG0165", "`" + word + "<...>` is no type of an interface file", out.place,
                           promise ? "write [Async] before the function, and the type of its result"
                           : word == "Map" || word == "map" || word == "HashMap" || word == "dict" ? "write record<K, V>"
                           : word == "optional" || word == "Option" || word == "Optional" ? "write T?"
                                                                                         : "write sequence<T>, record<K, V> or T?");
      throw Cursor::Failed{};
    }
    cursor_.expect(">", "after the type inside " + word + "<...>");
  }

  /// The one place where WebIDL's own name for text is accepted.
  Type map_key(int depth) {
    if (!cursor_.at_word("DOMString")) return type(depth + 1);
    Type out;
    out.kind = Builtin::string;
    out.place = cursor_.take().place;
    return out;
  }

  Cursor& cursor_;
};

}  // namespace

Type parse_type(Cursor& cursor) { return TypeParser(cursor).type(); }

std::optional<Type> parse_result(Cursor& cursor) {
  if (!cursor.at_word("void") && !cursor.at_word("undefined")) return parse_type(cursor);
  cursor.take();
  if (cursor.at("?")) cursor.report.warning("nothing is not optional", cursor.take().place, "remove the `?`");
  return std::nullopt;
}

Literal parse_literal(Cursor& cursor) {
  const Token token = cursor.peek();
  Literal out;
  out.place = token.place;
  const std::string text(token.text);
  switch (token.kind) {
    case Token::Kind::integer: out.value = Integer{text}; break;
    case Token::Kind::floating: out.value = Floating{text}; break;
    case Token::Kind::string: out.value = text; break;
    case Token::Kind::word:
      if (text == "true" || text == "false") out.value = text == "true";
      else if (text == "null") out.value = Null{};
      else
        cursor.fail("`" + text + "` is no value", text == "NaN" || text == "Infinity" || text == "-Infinity"
                                                      ? "infinity and not-a-number cannot be defaults"
                                                  : text == "None" || text == "nil" || text == "nullptr" ? "write null"
                                                                                                         : "enum values stand in quotes: \"" + text + "\"");
      break;
    case Token::Kind::symbol:
      if (text == "[" || text == "{") {
        cursor.take();
        const char* closing = text == "[" ? "]" : "}";
        if (!cursor.at(closing))
          cursor.fail(text == "[" ? "only the empty list can be a default" : "only the empty record can be a default",
                      std::string("write ") + text + closing);
        out.place.length = std::max(out.place.length, 2);
        if (text == "[") out.value = EmptySequence{};
        else out.value = EmptyRecord{};
        break;
      }
      [[fallthrough]];
    default: cursor.fail_expected("a value");
  }
  cursor.take();
  return out;
}

std::string_view usual_name(std::string_view foreign) {
  for (const auto& [other, ours] : usual_names) if (other == foreign) return ours;
  return "";
}

const std::vector<std::string_view>& builtin_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    for (const auto& entry : builtins) out.push_back(entry.first);
    return out;
  }();
  return names;
}

std::string_view name_of(Builtin builtin) {
  if (builtin == Builtin::f32) return "f32";
  if (builtin == Builtin::f64) return "f64";
  for (const auto& [name, value] : builtins) if (value == builtin) return name;
  return "";
}

std::string to_text(const Type& type) {
  std::string out;
  if (const auto* builtin = std::get_if<Builtin>(&type.kind)) out = name_of(*builtin);
  else if (const auto* sequence = std::get_if<SequenceOf>(&type.kind)) out = "sequence<" + to_text(*sequence->element) + ">";
  else if (const auto* record = std::get_if<RecordOf>(&type.kind)) out = "record<" + to_text(*record->key) + ", " + to_text(*record->value) + ">";
  else out = std::get<Reference>(type.kind).name;
  return type.optional ? out + "?" : out;
}

std::string to_text(const Literal& literal) {
  if (std::holds_alternative<Null>(literal.value)) return "null";
  if (const auto* truth = std::get_if<bool>(&literal.value)) return *truth ? "true" : "false";
  if (const auto* integer = std::get_if<Integer>(&literal.value)) return integer->text;
  if (const auto* floating = std::get_if<Floating>(&literal.value)) return floating->text;
  if (const auto* text = std::get_if<std::string>(&literal.value)) return "\"" + *text + "\"";
  return std::holds_alternative<EmptySequence>(literal.value) ? "[]" : "{}";
}

}  // namespace polyglue::input::udl
