// Defaults and constants as JavaScript writes them.
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "emit/naming.hpp"
#include "languages/js/context.hpp"
#include "languages/js/names.hpp"
#include "model/alternative.hpp"
#include "model/utf8.hpp"

namespace polyglue::js {
namespace {

using abi::Shape;
using model::Literal;
using model::Scalar;

/// What is left of optionals and custom types.
const model::Type& bare(const Context& context, const model::Type& type) {
  if (const auto* optional = model::as<model::Optional>(type)) return bare(context, *optional->value);
  if (const auto* named = model::as<model::Named>(type)) {
    if (const auto* custom = context.model.find_as<model::Custom>(named->id)) return bare(context, custom->repr);
  }
  return type;
}

std::string js_double(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value == 0) return std::signbit(value) ? "-0" : "0";
  return fmt::format("{}", value);
}

std::string whole(const abi::Type& type, const std::string& digits, bool unsigned_value) {
  switch (*type.scalar) {
    case Scalar::boolean: return digits == "0" ? "false" : "true";
    case Scalar::i64: case Scalar::u64: return digits + "n";
    case Scalar::character: case Scalar::codepoint:
      if (unsigned_value) return js_string(model::utf8(static_cast<std::uint32_t>(std::stoul(digits))));
      return js_string(model::utf8(static_cast<std::uint32_t>(std::stol(digits))));
    default: return digits;
  }
}

/// Milliseconds of "{30}" for a std::chrono::minutes, of "std::chrono::hours{1}" and the like.
std::optional<std::string> milliseconds(const model::Type& type, const std::string& cpp) {
  const std::size_t open = cpp.find_first_of("{(");
  if (open == std::string::npos || (cpp.back() != '}' && cpp.back() != ')')) return std::nullopt;
  std::string unit = open == 0 ? type.cpp : cpp.substr(0, open);
  const std::string number = cpp.substr(open + 1, cpp.size() - open - 2);
  std::int64_t count = 0;
  if (!number.empty()) {
    const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (failed != std::errc() || end != number.data() + number.size()) return std::nullopt;
  }
  if (const std::size_t colon = unit.rfind(':'); colon != std::string::npos) unit = unit.substr(colon + 1);
  constexpr double second = 1000;
  const std::pair<const char*, double> units[] = {
      {"nanoseconds", 1e-6}, {"microseconds", 1e-3}, {"milliseconds", 1}, {"seconds", second},
      {"minutes", 60 * second}, {"hours", 3600 * second}, {"days", 86400 * second}, {"weeks", 7 * 86400 * second}};
  for (const auto& [name, factor] : units) if (unit == name) return js_double(static_cast<double>(count) * factor);
  return std::nullopt;
}

std::optional<std::string> enumerator(const Context& context, const abi::Type& type, const std::string* name, std::int64_t value) {
  const auto* decl = context.model.find_as<model::Enum>(type.decl);
  if (!decl) return std::nullopt;
  for (const model::Enumerator& one : decl->values) {
    if (name ? one.info.name == *name : one.value == value) {
      return type_name(context.model, decl->info) + "." + enumerator_name(one.info.name);
    }
  }
  if (name || !decl->flags) return std::nullopt;
  return whole(type, std::to_string(value), false);
}

/// `{}` of a type; `optional` is what stands around it.
std::optional<std::string> empty(const Context& context, const abi::Type& type) {
  switch (type.shape) {
    case Shape::nothing: case Shape::optional: case Shape::pointer: case Shape::nullable: return "undefined";
    case Shape::scalar: return whole(type, "0", false);
    case Shape::enumeration: return enumerator(context, type, nullptr, 0);
    case Shape::string: return "\"\"";
    case Shape::bytes: return "new Uint8Array(0)";
    case Shape::timestamp: return "new Date(0)";
    case Shape::duration: return "0";
    case Shape::sequence:
      if (const std::string array = context.typed_array(type); !array.empty()) return "new " + array + "(0)";
      return "[]";
    case Shape::set: return "new Set()";
    case Shape::map: return "new Map()";
    case Shape::record: return "new " + context.name_of(type.decl) + "()";
    case Shape::variant: return type.parts.empty() ? std::nullopt : empty(context, context.type(type.parts[0]));
    case Shape::tuple: {
      std::string text;
      for (const abi::TypeId part : type.parts) {
        const auto one = empty(context, context.type(part));
        if (!one) return std::nullopt;
        text += (text.empty() ? "" : ", ") + *one;
      }
      return "[" + text + "]";
    }
    case Shape::handle: case Shape::callback: break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> literal(const Context& context, const model::Type& type, const Literal& value) {
  const abi::Type& outer = context.type(context.library.type_of(type));
  const model::Type& core = bare(context, type);
  const abi::Type& lowered = context.type(context.library.type_of(core));
  const bool number = lowered.shape == Shape::scalar;
  const bool real = number && (lowered.scalar == Scalar::f32 || lowered.scalar == Scalar::f64);
  struct Visitor {
    const Context& context;
    const abi::Type& outer;
    const model::Type& core;
    const abi::Type& lowered;
    bool number, real;
    using Result = std::optional<std::string>;
    Result integer(const std::string& digits, std::int64_t v, bool is_unsigned) const {
      if (real) return digits;
      if (number) return whole(lowered, digits, is_unsigned);
      if (lowered.shape == Shape::enumeration) return enumerator(context, lowered, nullptr, v);
      if (digits == "0" && (lowered.shape == Shape::timestamp || lowered.shape == Shape::duration)) return empty(context, lowered);
      return std::nullopt;
    }
    Result operator()(const model::NullLiteral&) const { return "undefined"; }
    Result operator()(bool v) const { return number && lowered.scalar != Scalar::boolean ? (v ? "1" : "0") : v ? "true" : "false"; }
    Result operator()(std::int64_t v) const { return integer(std::to_string(v), v, false); }
    Result operator()(std::uint64_t v) const { return integer(std::to_string(v), static_cast<std::int64_t>(v), true); }
    Result operator()(double v) const { return js_double(v); }
    Result operator()(const std::string& v) const {
      return lowered.shape == Shape::string || number ? Result(js_string(v)) : std::nullopt;  // a number is a character
    }
    Result operator()(const model::EnumLiteral& v) const {
      if (const auto at = model::alternative_of(context.model, v)) return empty(context, context.type(lowered.parts[*at]));
      return enumerator(context, lowered, &v.enumerator, 0);
    }
    Result operator()(const model::EmptyLiteral&) const { return empty(context, outer); }
    Result operator()(const model::OpaqueLiteral& v) const {
      if (v.cpp == "{}") return empty(context, outer);
      return lowered.shape == Shape::duration ? milliseconds(core, v.cpp) : std::nullopt;
    }
  };
  return std::visit(Visitor{context, outer, core, lowered, number, real}, value.value);
}

std::optional<std::string> field_default(const Context& context, const model::Record& record, std::size_t index) {
  const model::Field& field = record.fields[index];
  if (field.default_value) return literal(context, field.type, *field.default_value);
  if (model::is<model::Optional>(field.type)) return "undefined";
  if (const auto* named = model::as<model::Named>(field.type); named && context.model.find_as<model::Custom>(named->id)) {
    return std::nullopt;
  }
  const abi::Type& lowered = context.type(context.library.type_of(field.type));
  if (lowered.shape == Shape::record) {
    const auto* inner = context.record(lowered);
    if (!inner || inner == &record) return std::nullopt;
    for (std::size_t i = 0; i < inner->fields.size(); ++i) if (!field_default(context, *inner, i)) return std::nullopt;
  }
  if (lowered.shape == Shape::tuple) return std::nullopt;
  return empty(context, lowered);
}

}  // namespace polyglue::js
