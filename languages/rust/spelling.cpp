// Types and values as Rust writes them.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "languages/rust/crate.hpp"
#include "model/alternative.hpp"
#include "model/utf8.hpp"

namespace polyglue::rust {
namespace {

using abi::Shape;
using model::Scalar;

constexpr std::array<std::string_view, 14> scalar_names = {"bool", "i8",  "u8",    "i16", "u16", "i32", "u32",
                                                           "i64",  "u64", "usize", "f32", "f64", "u8",  "char"};

/// Nanoseconds of "{30}" for a std::chrono::minutes, of "std::chrono::hours{1}" and the like.
std::optional<std::int64_t> nanoseconds(const model::Type& type, const std::string& text) {
  const std::size_t open = text.find_first_of("{(");
  if (open == std::string::npos || (text.back() != '}' && text.back() != ')')) return std::nullopt;
  std::string unit = open == 0 ? type.cpp : text.substr(0, open);
  const std::string number = text.substr(open + 1, text.size() - open - 2);
  std::int64_t count = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (!number.empty() && (failed != std::errc() || end != number.data() + number.size())) return std::nullopt;
  unit.erase(0, unit.rfind(':') + 1);
  constexpr std::int64_t second = 1'000'000'000;
  constexpr std::pair<std::string_view, std::int64_t> units[] = {
      {"nanoseconds", 1}, {"microseconds", 1000}, {"milliseconds", 1'000'000}, {"seconds", second}, {"minutes", 60 * second},
      {"hours", 3600 * second}, {"days", 86400 * second}, {"weeks", 7 * 86400 * second}};
  for (const auto& [name, factor] : units) {
    if (unit == name && count <= INT64_MAX / factor && count >= -(INT64_MAX / factor)) return count * factor;
  }
  return std::nullopt;
}

std::string duration_literal(std::int64_t nanos) {
  constexpr std::int64_t second = 1'000'000'000;
  if (nanos == 0) return "crate::pgl::SignedDuration::ZERO";
  if (nanos % second == 0) return fmt::format("crate::pgl::SignedDuration::from_secs({})", nanos / second);
  return fmt::format("crate::pgl::SignedDuration::from_nanos({})", nanos);
}

std::string integer(Scalar scalar, std::int64_t value) {
  switch (scalar) {
    case Scalar::f32: case Scalar::f64: return fmt::format("{}.0", value);
    case Scalar::boolean: return value ? "true" : "false";
    case Scalar::u64: case Scalar::size: return std::to_string(static_cast<std::uint64_t>(value));
    case Scalar::character: return value >= 0x20 && value < 0x7f && value != '\'' && value != '\\' ? fmt::format("b'{}'", static_cast<char>(value)) : std::to_string(value);
    case Scalar::codepoint: return fmt::format("'\\u{{{:x}}}'", static_cast<std::uint32_t>(value));
    default: return std::to_string(value);
  }
}

std::string real(Scalar scalar, double value) {
  const std::string_view type = scalar == Scalar::f32 ? "f32" : "f64";
  if (std::isnan(value)) return fmt::format("{}::NAN", type);
  if (std::isinf(value)) return fmt::format("{}::{}INFINITY", type, value < 0 ? "NEG_" : "");
  std::string text = scalar == Scalar::f32 ? fmt::format("{}", static_cast<float>(value)) : fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

/// An enum's value: by name, or as flags by number.
std::string enum_literal(const Crate& crate, const model::Enum& decl, std::int64_t number) {
  const std::vector<std::string> names = enumerator_names(decl);
  const std::string path = crate.path(decl.info.id);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (decl.values[i].value == number) return path + "::" + names[i];
  }
  return decl.flags ? fmt::format("{}({})", path, integer(decl.underlying, number)) : "";
}

}  // namespace

std::string_view scalar_name(Scalar scalar) { return scalar_names[static_cast<std::size_t>(scalar)]; }

std::string array_size(const model::Type& type) {
  if (!type.cpp.starts_with("std::array<")) return "";
  const std::size_t comma = type.cpp.rfind(',');
  if (comma == std::string::npos) return "";
  std::string digits;
  for (const char c : type.cpp.substr(comma + 1)) {
    if (c >= '0' && c <= '9') digits += c;
    else if (c != ' ' && c != '>' && c != 'U' && c != 'L' && c != 'u' && c != 'l') return "";
  }
  return digits;
}

bool is_path(const model::Type& type) { return model::is<model::String>(type) && type.cpp.find("filesystem::path") != std::string::npos; }

std::string string_literal(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += std::string("\\") + c;
    else if (c == '\n') result += "\\n";
    else if (c == '\t') result += "\\t";
    else if (byte < 0x20 || byte == 0x7f) result += fmt::format("\\x{:02x}", byte);
    else result += c;
  }
  return result + '"';
}

std::string value_type(const Crate& crate, const model::Type& given) {
  const model::Type& type = crate.represented(given);
  struct Visitor {
    const Crate& crate;
    const model::Type& type;

    std::string of(const model::Type& inner) const { return value_type(crate, inner); }
    std::string array(const std::string& element) const {
      const std::string size = array_size(type);
      return size.empty() ? crate.prelude("Vec") + "<" + element + ">" : "[" + element + "; " + size + "]";
    }
    /// Sorted or hashed as in C++, where the keys can be; else pairs or elements in a row.
    std::string keyed(const model::Type& key, const std::string& kind, const std::string& items, const std::string& row) const {
      if (!crate.is_total(key, true)) return crate.prelude("Vec") + "<" + row + ">";
      return "std::collections::" + std::string(type.cpp.starts_with("std::unordered_") ? "Hash" : "BTree") + kind + "<" + items + ">";
    }
    std::string operator()(const model::Void&) const { return "()"; }
    std::string operator()(const Scalar& scalar) const { return std::string(scalar_name(scalar)); }
    std::string operator()(const model::String&) const { return is_path(type) ? "std::path::PathBuf" : crate.prelude("String"); }
    std::string operator()(const model::Bytes&) const { return array("u8"); }
    std::string operator()(const model::Timestamp&) const { return "std::time::SystemTime"; }
    std::string operator()(const model::Duration&) const { return "crate::pgl::SignedDuration"; }
    std::string operator()(const model::Sequence& s) const { return array(of(*s.element)); }
    std::string operator()(const model::Set& s) const { return keyed(*s.element, "Set", of(*s.element), of(*s.element)); }
    std::string operator()(const model::Map& m) const {
      const std::string items = of(*m.key) + ", " + of(*m.value);
      return keyed(*m.key, "Map", items, "(" + items + ")");
    }
    std::string operator()(const model::Tuple& t) const {
      std::string items;
      for (const model::Type& item : t.items) items += (items.empty() ? "" : ", ") + of(item);
      return "(" + items + (t.items.size() == 1 ? ",)" : ")");
    }
    std::string operator()(const model::Optional& o) const {
      const std::string inner = of(*o.value);
      const bool itself = crate.c(type).shape == Shape::pointer;
      return crate.prelude("Option") + "<" + (itself ? crate.prelude("Box") + "<" + inner + ">" : inner) + ">";
    }
    std::string operator()(const model::Named& n) const { return crate.path(n.id); }
    std::string operator()(const model::ObjectRef& o) const { return crate.path(o.id); }
  };
  return std::visit(Visitor{crate, type}, type.kind);
}

std::string c_type(const Crate& crate, abi::TypeId id, const std::string& place) {
  const abi::Type& type = crate.library.type(id);
  const auto part = [&](std::size_t i) { return c_type(crate, type.parts.at(i), place); };
  switch (type.shape) {
    case Shape::nothing: return "()";
    case Shape::scalar: case Shape::enumeration: {
      const Scalar scalar = type.scalar.value_or(Scalar::i32);
      return scalar == Scalar::boolean ? "u8" : scalar == Scalar::codepoint ? "u32" : std::string(scalar_name(scalar));
    }
    case Shape::string: case Shape::bytes: return "pgl::Slice<u8>";
    case Shape::timestamp: case Shape::duration: return "pgl::Time";
    case Shape::sequence: case Shape::set: return "pgl::Slice<" + part(0) + ">";
    case Shape::map: return "pgl::Slice<pgl::Tuple2<" + part(0) + ", " + part(1) + ">>";
    case Shape::tuple: {
      std::string items;
      for (std::size_t i = 0; i < type.parts.size(); ++i) items += (i ? ", " : "") + part(i);
      return fmt::format("pgl::Tuple{}<{}>", type.parts.size(), items);
    }
    case Shape::optional: return "pgl::Opt<" + part(0) + ">";
    case Shape::pointer: return "*const " + part(0);
    case Shape::nullable: return part(0);
    case Shape::record: case Shape::variant: case Shape::callback: return place + type.name;
    case Shape::handle: return "*mut " + place + type.name.substr(0, type.name.find(' '));
  }
  return "()";
}

std::string literal(const Crate& crate, const model::Type& given, const model::Literal& literal) {
  const model::Type& type = crate.represented(given);
  const auto* optional = model::as<model::Optional>(type);
  if (std::holds_alternative<model::NullLiteral>(literal.value)) return "None";
  if (optional) {
    if (std::holds_alternative<model::EmptyLiteral>(literal.value)) return "None";
    const std::string inner = rust::literal(crate, *optional->value, literal);
    return inner.empty() ? "" : "Some(" + inner + ")";
  }
  const auto* named = model::as<model::Named>(type);
  const auto* enumeration = named ? crate.library.model->find_as<model::Enum>(named->id) : nullptr;
  if (const auto* opaque = std::get_if<model::OpaqueLiteral>(&literal.value)) {
    if (opaque->cpp == "{}") return rust::literal(crate, type, {model::EmptyLiteral{}});
    const auto nanos = model::is<model::Duration>(type) ? nanoseconds(type, opaque->cpp) : std::nullopt;
    return nanos ? duration_literal(*nanos) : "";
  }
  if (std::holds_alternative<model::EmptyLiteral>(literal.value)) {
    if (enumeration) return enum_literal(crate, *enumeration, 0);
    if (const auto* scalar = model::as<Scalar>(type)) return integer(*scalar, 0);
    if (model::is<model::Duration>(type)) return duration_literal(0);
    if (model::is<model::Timestamp>(type)) return "std::time::SystemTime::UNIX_EPOCH";
    if (model::is<model::ObjectRef>(type) || crate.has_objects(type)) return "";
    if (const model::Record* record = crate.record(type); record && !record->default_constructible) return "";
    if (const auto* variant = named ? crate.library.model->find_as<model::Variant>(named->id) : nullptr) {
      if (variant->alternatives.empty()) return "";
    }
    if (const model::Record* record = crate.record(type)) {
      // Only where the record has a default here.
      for (const model::Field& field : record->fields) {
        if (rust::literal(crate, field.type, field.default_value.value_or(model::Literal{model::EmptyLiteral{}})).empty()) return "";
      }
    }
    return crate.prelude("Default") + "::default()";
  }
  if (const auto* value = std::get_if<model::EnumLiteral>(&literal.value)) {
    if (const auto at = model::alternative_of(*crate.library.model, *value)) {
      const model::Alternative& one = crate.library.model->find_as<model::Variant>(value->enum_id)->alternatives[*at];
      const auto* record = model::as<model::Named>(one.type);
      return crate.path(value->enum_id) + "::" + type_name(one.name) + (record ? "(" + crate.path(record->id) + " {})" : "");
    }
    const auto* decl = crate.library.model->find_as<model::Enum>(value->enum_id);
    if (!decl) return "";
    const std::vector<std::string> names = enumerator_names(*decl);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (decl->values[i].info.name == value->enumerator) return crate.path(value->enum_id) + "::" + names[i];
    }
    return "";
  }
  if (const auto* text = std::get_if<std::string>(&literal.value)) {
    if (const auto* scalar = model::as<Scalar>(type)) return integer(*scalar, model::code_point(*text));
    return is_path(type) ? "" : string_literal(*text);
  }
  const auto* number = std::get_if<std::int64_t>(&literal.value);
  if (enumeration) return number ? enum_literal(crate, *enumeration, *number) : "";
  const auto* known = model::as<Scalar>(type);
  if (!known) return "";
  if (const auto* flag = std::get_if<bool>(&literal.value)) return integer(*known, *flag);
  if (number) return integer(*known, *number);
  if (const auto* large = std::get_if<std::uint64_t>(&literal.value)) return std::to_string(*large);
  if (const auto* fraction = std::get_if<double>(&literal.value)) return real(*known, *fraction);
  return "";
}

bool is_default(const Crate& crate, const model::Type& given, const model::Literal& literal) {
  const model::Type& type = crate.represented(given);
  const std::string text = rust::literal(crate, type, literal);
  if (text == "None" || text.ends_with("Default::default()")) return true;
  if (const auto* scalar = model::as<Scalar>(type)) return *scalar != Scalar::codepoint && (text == integer(*scalar, 0) || text == "0.0");
  if (model::is<model::Duration>(type)) return text == duration_literal(0);
  return model::is<model::String>(type) && text == "\"\"";
}

}  // namespace polyglue::rust
