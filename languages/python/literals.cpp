#include "languages/python/literals.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "languages/python/names.hpp"
#include "model/utf8.hpp"

namespace polyglue::python {

using abi::Shape;
using model::Literal;

namespace {

const model::Enumerator* find(const Context& context, const model::EnumLiteral& literal, const model::Enum** decl) {
  *decl = context.model.find_as<model::Enum>(literal.enum_id);
  if (!*decl) return nullptr;
  for (const model::Enumerator& value : (*decl)->values) if (value.info.name == literal.enumerator) return &value;
  return nullptr;
}

std::string c_double(double value) {
  if (std::isnan(value)) return "Py_NAN";
  if (std::isinf(value)) return value > 0 ? "Py_HUGE_VAL" : "-Py_HUGE_VAL";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string c_integer(std::int64_t value) {
  if (value == INT64_MIN) return "INT64_MIN";
  return value >= INT32_MIN && value <= INT32_MAX ? std::to_string(value) : fmt::format("INT64_C({})", value);
}

/// What is left of optionals and custom types.
const model::Type& bare(const Context& context, const model::Type& type) {
  if (const auto* optional = model::as<model::Optional>(type)) return bare(context, *optional->value);
  if (const auto* named = model::as<model::Named>(type)) {
    if (const auto* custom = context.model.find_as<model::Custom>(named->id)) return bare(context, custom->repr);
  }
  return type;
}

/// An enum's value by number: the enumerator that has it.
const model::Enumerator* enumerator_of(const Context& context, const model::Type& type, std::int64_t value,
                                       const model::Enum** decl) {
  const auto* named = model::as<model::Named>(type);
  *decl = named ? context.model.find_as<model::Enum>(named->id) : nullptr;
  if (!*decl) return nullptr;
  for (const model::Enumerator& one : (*decl)->values) if (one.value == value) return &one;
  return nullptr;
}

bool is_float(const model::Type& type) {
  const auto* scalar = model::as<model::Scalar>(type);
  return scalar && (*scalar == model::Scalar::f32 || *scalar == model::Scalar::f64);
}
bool is_char(const model::Type& type) {
  const auto* scalar = model::as<model::Scalar>(type);
  return scalar && (*scalar == model::Scalar::character || *scalar == model::Scalar::codepoint);
}

/// Nanoseconds of "{30}" for a std::chrono::minutes, of "std::chrono::hours{1}" and the like: what a
/// C++ programmer writes where others write a number.
std::optional<std::int64_t> nanoseconds(const model::Type& type, const Literal& value) {
  const auto* opaque = std::get_if<model::OpaqueLiteral>(&value.value);
  if (!opaque || !model::is<model::Duration>(type)) return std::nullopt;
  const std::string& text = opaque->cpp;
  const std::size_t open = text.find_first_of("{(");
  if (open == std::string::npos || (text.back() != '}' && text.back() != ')')) return std::nullopt;
  std::string unit = open == 0 ? type.cpp : text.substr(0, open);
  const std::string number = text.substr(open + 1, text.size() - open - 2);
  std::int64_t count = 0;
  if (!number.empty()) {
    const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (failed != std::errc() || end != number.data() + number.size()) return std::nullopt;
  }
  if (const std::size_t colon = unit.rfind(':'); colon != std::string::npos) unit = unit.substr(colon + 1);
  constexpr std::int64_t second = 1'000'000'000;
  const std::pair<const char*, std::int64_t> units[] = {
      {"nanoseconds", 1}, {"microseconds", 1000}, {"milliseconds", 1'000'000}, {"seconds", second},
      {"minutes", 60 * second}, {"hours", 3600 * second}, {"days", 86400 * second}, {"weeks", 7 * 86400 * second}};
  for (const auto& [name, factor] : units) {
    if (unit != name) continue;
    if (count > INT64_MAX / factor || count < -(INT64_MAX / factor)) return std::nullopt;
    return count * factor;
  }
  return std::nullopt;
}

/// "{30, 0}": a pgl_duration.
std::string duration_initializer(std::int64_t nanos) {
  constexpr std::int64_t second = 1'000'000'000;
  std::int64_t seconds = nanos / second, rest = nanos % second;
  if (rest < 0) {
    rest += second;
    --seconds;
  }
  return fmt::format("{{{}, {}}}", c_integer(seconds), rest);
}

}  // namespace

std::optional<std::string> c_initializer(const Context& context, const model::Type& type, const Literal& value) {
  const abi::Type& lowered = context.type(context.library.type_of(type));
  if (lowered.shape == Shape::optional && !std::holds_alternative<model::NullLiteral>(value.value)) {
    const auto inner = c_initializer(context, bare(context, type), value);
    return inner ? std::optional("{1, " + *inner + "}") : std::nullopt;
  }
  if (lowered.shape == Shape::record || lowered.shape == Shape::variant) return std::nullopt;
  if (const auto nanos = nanoseconds(type, value)) return duration_initializer(*nanos);
  const bool pointer = lowered.shape == Shape::nullable || lowered.shape == Shape::pointer || lowered.shape == Shape::handle;
  const bool number = lowered.shape == Shape::scalar || lowered.shape == Shape::enumeration;
  struct Visitor {
    const Context& context;
    bool pointer, number, real;
    const abi::Type& lowered;
    using Result = std::optional<std::string>;
    Result operator()(const model::NullLiteral&) const { return pointer ? "NULL" : "{0}"; }
    Result operator()(bool v) const { return v ? "1" : "0"; }
    Result operator()(std::int64_t v) const {
      if (lowered.shape == Shape::timestamp || lowered.shape == Shape::duration) {
        return v == 0 ? Result("{0}") : Result();
      }
      if (!number) return std::nullopt;
      return real ? c_double(static_cast<double>(v)) : c_integer(v);
    }
    Result operator()(std::uint64_t v) const { return real ? c_double(static_cast<double>(v)) : fmt::format("UINT64_C({})", v); }
    Result operator()(double v) const {
      return *lowered.scalar == model::Scalar::f32 ? "(float)" + c_double(v) : c_double(v);
    }
    Result operator()(const std::string& v) const {
      if (lowered.shape == Shape::scalar) return std::to_string(model::code_point(v));  // a character
      return fmt::format("{{{}, {}}}", c_string(v), v.size());
    }
    Result operator()(const model::EnumLiteral& v) const {
      const model::Enum* decl;
      const model::Enumerator* one = find(context, v, &decl);
      return one ? Result(abi::enumerator_name(context.library, *decl, *one)) : std::nullopt;
    }
    Result operator()(const model::EmptyLiteral&) const { return number ? "0" : pointer ? "NULL" : "{0}"; }
    Result operator()(const model::OpaqueLiteral& v) const {
      return v.cpp == "{}" ? (*this)(model::EmptyLiteral{}) : std::nullopt;
    }
  };
  return std::visit(Visitor{context, pointer, number, is_float(bare(context, type)), lowered}, value.value);
}

std::string new_object(const Context& context, const model::Type& type, const Literal& value) {
  const model::Type& core = bare(context, type);
  const abi::Type& lowered = context.type(context.library.type_of(core));
  if (std::holds_alternative<model::NullLiteral>(value.value)) return "pgp_new_ref(Py_None)";
  if (const auto* flag = std::get_if<bool>(&value.value)) {
    if (lowered.scalar == model::Scalar::boolean) return *flag ? "pgp_new_ref(Py_True)" : "pgp_new_ref(Py_False)";
    return *flag ? "PyLong_FromLong(1)" : "PyLong_FromLong(0)";
  }
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) {
    if (is_float(core)) return fmt::format("PyFloat_FromDouble({})", c_double(static_cast<double>(*whole)));
    if (is_char(core)) return fmt::format("PyUnicode_FromOrdinal({})", *whole);
    if (lowered.shape == Shape::enumeration) return fmt::format("pgp_enum_member(&py_{}_enum, {})", lowered.tag, c_integer(*whole));
    if (lowered.scalar == model::Scalar::boolean) return *whole ? "pgp_new_ref(Py_True)" : "pgp_new_ref(Py_False)";
    if (lowered.shape == Shape::timestamp || lowered.shape == Shape::duration) {
      return *whole ? "" : fmt::format("{}(&({}){{0}})", context.lift(context.library.type_of(core)), lowered.name);
    }
    return fmt::format("PyLong_FromLongLong({})", c_integer(*whole));
  }
  if (const auto* whole = std::get_if<std::uint64_t>(&value.value)) {
    if (is_float(core)) return fmt::format("PyFloat_FromDouble({})", c_double(static_cast<double>(*whole)));
    return fmt::format("PyLong_FromUnsignedLongLong(UINT64_C({}))", *whole);
  }
  if (const auto* real = std::get_if<double>(&value.value)) return fmt::format("PyFloat_FromDouble({})", c_double(*real));
  if (const auto* text = std::get_if<std::string>(&value.value)) {
    if (lowered.shape == Shape::bytes) return fmt::format("PyBytes_FromStringAndSize({}, {})", c_string(*text), text->size());
    return fmt::format("PyUnicode_FromStringAndSize({}, {})", c_string(*text), text->size());
  }
  if (const auto* name = std::get_if<model::EnumLiteral>(&value.value)) {
    const model::Enum* decl;
    const model::Enumerator* one = find(context, *name, &decl);
    return one ? fmt::format("pgp_enum_member(&py_{}_enum, {})", lowered.tag, c_integer(one->value)) : "";
  }
  if (const auto nanos = nanoseconds(core, value)) {
    return fmt::format("pgp_lift_duration(&(pgl_duration){})", duration_initializer(*nanos));
  }
  if (const auto* opaque = std::get_if<model::OpaqueLiteral>(&value.value)) {
    return opaque->cpp == "{}" ? new_object(context, type, Literal{model::EmptyLiteral{}}) : "";
  }
  if (model::is<model::Optional>(type)) return "pgp_new_ref(Py_None)";  // {}
  switch (lowered.shape) {
    case Shape::scalar:
      if (is_float(core)) return "PyFloat_FromDouble(0.0)";
      if (lowered.scalar == model::Scalar::boolean) return "pgp_new_ref(Py_False)";
      if (is_char(core)) return "PyUnicode_FromOrdinal(0)";
      return "PyLong_FromLong(0)";
    case Shape::enumeration: return fmt::format("pgp_enum_member(&py_{}_enum, 0)", lowered.tag);
    case Shape::string: return "PyUnicode_FromStringAndSize(NULL, 0)";
    case Shape::bytes: return "PyBytes_FromStringAndSize(NULL, 0)";
    case Shape::timestamp: case Shape::duration:
      return fmt::format("{}(&({}){{0}})", context.lift(context.library.type_of(core)), lowered.name);
    case Shape::sequence: return "PyList_New(0)";
    case Shape::set: return context.is_hashable(lowered.parts[0]) ? "PySet_New(NULL)" : "PyList_New(0)";
    case Shape::map: return context.is_hashable(lowered.parts[0]) ? "PyDict_New()" : "PyList_New(0)";
    case Shape::record: return fmt::format("PyObject_CallNoArgs((PyObject *){})", context.record_type(lowered));
    case Shape::nullable: case Shape::pointer: case Shape::nothing: return "pgp_new_ref(Py_None)";
    case Shape::variant: {
      const auto* variant = context.model.find_as<model::Variant>(lowered.decl);
      return variant && !variant->alternatives.empty()
                 ? new_object(context, variant->alternatives[0].type, Literal{model::EmptyLiteral{}}) : "";
    }
    default: return "";
  }
}

std::string py_literal(const Context& context, const model::Type& type, const Literal& value) {
  const model::Type& core = bare(context, type);
  const model::Enum* decl = nullptr;
  if (const auto* name = std::get_if<model::EnumLiteral>(&value.value)) {
    const model::Enumerator* one = find(context, *name, &decl);
    return one ? context.qualified_name(decl->info) + "." + context.spell.constant(one->info.name) : "...";
  }
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) {
    if (const model::Enumerator* one = enumerator_of(context, core, *whole, &decl)) {
      return context.qualified_name(decl->info) + "." + context.spell.constant(one->info.name);
    }
    if (decl) return "...";
  }
  return signature_literal(context, type, value);
}

std::string signature_literal(const Context& context, const model::Type& type, const Literal& value) {
  const model::Type& core = bare(context, type);
  const auto* scalar = model::as<model::Scalar>(core);
  if (std::holds_alternative<model::NullLiteral>(value.value)) return "None";
  if (const auto* flag = std::get_if<bool>(&value.value)) return *flag ? "True" : "False";
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) {
    if (!scalar) return "...";
    if (is_char(core)) return py_string(model::utf8(static_cast<std::uint32_t>(*whole)));
    if (*scalar == model::Scalar::boolean) return *whole ? "True" : "False";
    return is_float(core) ? fmt::format("{}.0", *whole) : std::to_string(*whole);
  }
  if (const auto* whole = std::get_if<std::uint64_t>(&value.value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value.value)) {
    if (!std::isfinite(*real)) return "...";
    const std::string text = fmt::format("{}", *real);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
  }
  if (const auto* text = std::get_if<std::string>(&value.value)) {
    return (model::is<model::Bytes>(core) ? "b" : "") + py_string(*text);
  }
  if (std::holds_alternative<model::EmptyLiteral>(value.value)) {
    if (model::is<model::Optional>(type)) return "None";
    if (model::is<model::String>(core)) return "\"\"";
    if (model::is<model::Bytes>(core)) return "b\"\"";
    if (model::is<model::Sequence>(core) || model::is<model::Set>(core)) return "()";
    if (is_float(core)) return "0.0";
    if (scalar && *scalar == model::Scalar::boolean) return "False";
    if (scalar && !is_char(core)) return "0";
  }
  return "...";
}

std::optional<Literal> field_default(const Context& context, const model::Record& record, std::size_t index) {
  const model::Field& field = record.fields[index];
  if (field.default_value) {
    if (new_object(context, field.type, *field.default_value).empty()) return std::nullopt;
    return field.default_value;
  }
  const model::Type& type = field.type;
  if (model::is<model::Optional>(type)) return Literal{model::NullLiteral{}};
  const abi::Type& lowered = context.type(context.library.type_of(type));
  switch (lowered.shape) {
    case Shape::string: case Shape::bytes: case Shape::sequence: case Shape::set: case Shape::map:
    case Shape::nullable: case Shape::pointer:
      if (const auto* named = model::as<model::Named>(type); named) return std::nullopt;  // a custom type
      return Literal{model::EmptyLiteral{}};
    case Shape::record: {
      const auto* inner = context.model.find_as<model::Record>(lowered.decl);
      if (!inner || inner == &record) return std::nullopt;
      for (std::size_t i = 0; i < inner->fields.size(); ++i) if (!field_default(context, *inner, i)) return std::nullopt;
      return Literal{model::EmptyLiteral{}};
    }
    case Shape::variant:
      if (new_object(context, type, Literal{model::EmptyLiteral{}}).empty()) return std::nullopt;
      return Literal{model::EmptyLiteral{}};
    case Shape::scalar: case Shape::timestamp: case Shape::duration: return Literal{model::EmptyLiteral{}};
    case Shape::enumeration: {  // zero, if that is a value of it
      const model::Enum* decl = nullptr;
      const bool valid = enumerator_of(context, type, 0, &decl) || (decl && decl->flags);
      return valid ? std::optional(Literal{model::EmptyLiteral{}}) : std::nullopt;
    }
    default: return std::nullopt;
  }
}

}  // namespace polyglue::python
