// Types and values as C++17 writes them.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

#include "languages/cpp/client.hpp"
#include "model/alternative.hpp"
#include "model/utf8.hpp"

namespace polyglue::cpp {
namespace {

using model::Scalar;

constexpr std::array<std::string_view, 14> scalar_names = {
    "bool",          "std::int8_t",   "std::uint8_t",  "std::int16_t", "std::uint16_t", "std::int32_t", "std::uint32_t",
    "std::int64_t",  "std::uint64_t", "std::size_t",   "float",        "double",        "char",         "char32_t"};

bool starts_with(const std::string& text, std::string_view start) { return text.rfind(start, 0) == 0; }

/// The author's own unit where C++17 has it; else one fine enough.
std::string duration(const std::string& cpp) {
  for (const char* unit : {"hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"}) {
    if (cpp == std::string("std::chrono::") + unit) return cpp;
  }
  static const std::map<std::string, std::string> days = {
      {"std::chrono::days", "86400"}, {"std::chrono::weeks", "604800"}, {"std::chrono::months", "2629746"}, {"std::chrono::years", "31556952"}};
  if (const auto found = days.find(cpp); found != days.end()) {
    return "std::chrono::duration<std::int32_t, std::ratio<" + found->second + ">>";
  }
  // "std::chrono::duration<double, std::ratio<1, 1000>>": nothing in it but std and numbers.
  if (starts_with(cpp, "std::chrono::duration<") && cpp.find("long") == std::string::npos) return cpp;
  if (cpp.find("float") != std::string::npos || cpp.find("double") != std::string::npos) return "std::chrono::duration<double>";
  return "std::chrono::microseconds";
}

std::string time_point(const std::string& cpp) {
  if (cpp == "std::chrono::sys_seconds") return "std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>";
  if (cpp == "std::chrono::sys_days") {
    return "std::chrono::time_point<std::chrono::system_clock, " + duration("std::chrono::days") + ">";
  }
  for (const std::string_view start : {"std::chrono::time_point<std::chrono::system_clock, ", "std::chrono::sys_time<"}) {
    if (starts_with(cpp, start) && cpp.back() == '>') {
      const std::string unit = cpp.substr(start.size(), cpp.size() - start.size() - 1);
      return "std::chrono::time_point<std::chrono::system_clock, " + duration(unit) + ">";
    }
  }
  return "std::chrono::system_clock::time_point";
}

/// May this expression be repeated here? Only if all it names is in std.
bool only_std(const std::string& cpp) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '\''; };
  for (std::size_t i = 0; i < cpp.size();) {
    if (cpp[i] == '"' || cpp[i] == '(' || cpp[i] == '\\') return false;  // calls and texts may hide anything
    if (!is_word(cpp[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < cpp.size() && is_word(cpp[end])) ++end;
    const std::string word = cpp.substr(i, end - i);
    const bool number = std::isdigit(static_cast<unsigned char>(word[0])) != 0;
    const bool qualified = i >= 2 && cpp[i - 1] == ':';
    if (!number && !qualified && word != "std" && word != "true" && word != "false") return false;
    if (!number && !qualified && word == "std" && cpp.compare(end, 2, "::") != 0) return false;
    i = end;
  }
  return !cpp.empty();
}

std::string integer(Scalar scalar, std::int64_t value) {
  switch (scalar) {
    case Scalar::f32: case Scalar::f64: return fmt::format("{}.0{}", value, scalar == Scalar::f32 ? "F" : "");
    case Scalar::boolean: return value ? "true" : "false";
    case Scalar::u64: case Scalar::size: return fmt::format("{}U{}", static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value) > UINT32_MAX ? "LL" : "");
    case Scalar::u32: return fmt::format("{}U", static_cast<std::uint32_t>(value));
    case Scalar::character: {
      const std::string text = quoted(std::string(1, static_cast<char>(value & 0x7f)));
      return value == '\'' ? "'\\''" : value == '"' ? "'\"'" : "'" + text.substr(1, text.size() - 2) + "'";
    }
    case Scalar::codepoint: return fmt::format("char32_t{{0x{:x}}}", static_cast<std::uint32_t>(value));
    default: break;
  }
  if (value == INT64_MIN) return "-9223372036854775807LL - 1";
  return fmt::format("{}{}", value, value > INT32_MAX || value < -INT32_MAX ? "LL" : "");
}

std::string real(Scalar scalar, double value) {
  const std::string_view type = scalar == Scalar::f32 ? "float" : "double";
  if (std::isnan(value)) return fmt::format("std::numeric_limits<{}>::quiet_NaN()", type);
  if (std::isinf(value)) return fmt::format("{}std::numeric_limits<{}>::infinity()", value < 0 ? "-" : "", type);
  std::string text = scalar == Scalar::f32 ? fmt::format("{}", static_cast<float>(value)) : fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return scalar == Scalar::f32 ? text + "F" : text;
}

}  // namespace

std::string array_size(const model::Type& type) {
  if (!starts_with(type.cpp, "std::array<")) return "";
  const std::size_t comma = type.cpp.rfind(',');
  if (comma == std::string::npos) return "";
  std::string digits;
  for (const char c : type.cpp.substr(comma + 1)) {
    if (c >= '0' && c <= '9') digits += c;
    else if (c != ' ' && c != '>' && c != 'U' && c != 'L' && c != 'u' && c != 'l') return "";
  }
  return digits;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += std::string("\\") + c;
    else if (c == '\n') result += "\\n";
    else if (c == '\t') result += "\\t";
    else if (byte < 0x20 || byte > 0x7e || c == '?') result += fmt::format("\\{:03o}", byte);
    else result += c;
  }
  return result + '"';
}

std::string Spelling::name(const model::DeclId& id) const {
  const std::string& name = client_.name(id);
  return hidden_.count(name) ? client_.name_space + "::" + name : name;
}

std::string Spelling::object(const model::ObjectRef& object) const {
  return object.is_const ? "pgl::read_only<" + name(object.id) + ">" : name(object.id);
}

std::string Spelling::value(const model::Type& type) const {
  struct Visitor {
    const Spelling& s;
    const model::Type& type;

    /// Hashed only where std has a hash for what is hashed.
    bool hashed(const model::Type& key) const {
      if (!starts_with(type.cpp, "std::unordered_")) return false;
      const auto* named = model::as<model::Named>(key);
      return model::is<Scalar>(key) || model::is<model::String>(key) ||
             (named && s.client_.library.model->find_as<model::Enum>(named->id));
    }
    std::string operator()(const model::Void&) const { return "void"; }
    std::string operator()(const Scalar& scalar) const { return std::string(scalar_names[static_cast<std::size_t>(scalar)]); }
    std::string operator()(const model::String&) const { return "std::string"; }
    std::string operator()(const model::Bytes&) const {
      const std::string size = array_size(type);
      return size.empty() ? "std::vector<std::uint8_t>" : "std::array<std::uint8_t, " + size + ">";
    }
    std::string operator()(const model::Timestamp&) const { return time_point(type.cpp); }
    std::string operator()(const model::Duration&) const { return duration(type.cpp); }
    std::string operator()(const model::Sequence& q) const {
      const std::string size = array_size(type);
      return size.empty() ? "std::vector<" + s.value(*q.element) + ">" : "std::array<" + s.value(*q.element) + ", " + size + ">";
    }
    std::string operator()(const model::Set& q) const {
      return (hashed(*q.element) ? "std::unordered_set<" : "std::set<") + s.value(*q.element) + ">";
    }
    std::string operator()(const model::Map& m) const {
      return (hashed(*m.key) ? "std::unordered_map<" : "std::map<") + s.value(*m.key) + ", " + s.value(*m.value) + ">";
    }
    std::string operator()(const model::Tuple& t) const {
      std::string items;
      for (const model::Type& item : t.items) items += (items.empty() ? "" : ", ") + s.value(item);
      return (starts_with(type.cpp, "std::pair<") ? "std::pair<" : "std::tuple<") + items + ">";
    }
    std::string operator()(const model::Optional& o) const {
      const bool self = s.client_.c(type).shape == abi::Shape::pointer;
      return (self ? "std::unique_ptr<" : "std::optional<") + s.value(*o.value) + ">";
    }
    std::string operator()(const model::Named& n) const {
      if (const auto* custom = s.client_.library.model->find_as<model::Custom>(n.id)) return s.value(custom->repr);
      return s.name(n.id);
    }
    std::string operator()(const model::ObjectRef& o) const { return s.object(o); }
  };
  return std::visit(Visitor{*this, type}, type.kind);
}

/// What a parameter of this type would be if it were passed by value.
std::string Spelling::by_value(const model::Type& type) const {
  if (model::is<model::String>(type)) return "std::string_view";
  if (model::is<model::Bytes>(type) && array_size(type).empty()) return "pgl::bytes_view";
  if (const auto* sequence = model::as<model::Sequence>(type); sequence && array_size(type).empty()) {
    const auto* scalar = model::as<Scalar>(*sequence->element);
    if (scalar && *scalar == Scalar::boolean) return "std::vector<bool>";
    return "pgl::span<const " + value(*sequence->element) + ">";
  }
  if (const auto* optional = model::as<model::Optional>(type); optional && model::is<model::String>(*optional->value)) {
    return "std::optional<std::string_view>";
  }
  return value(type);
}

std::string Spelling::parameter(const model::Parameter& parameter) const {
  const model::Type& type = parameter.type;
  // An empty one stands for none.
  if (client_.c(type).shape == abi::Shape::callback) return name(client_.c(type).decl);
  const bool opaque = parameter.default_value && std::holds_alternative<model::OpaqueLiteral>(parameter.default_value->value);
  const auto* optional = model::as<model::Optional>(type);
  const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : type);
  if (object) {
    if (object->ownership == model::Ownership::unique && !opaque) return value(type);
    const bool changes = !object->is_const && object->ownership == model::Ownership::borrowed &&
                         (parameter.passing == model::Passing::mutable_ref || parameter.passing == model::Passing::pointer);
    return (changes ? "" : "const ") + name(object->id) + (optional || opaque ? "*" : "&");
  }
  if (opaque) return "std::optional<" + by_value(type) + ">";
  if (const auto* named = model::as<model::Named>(type)) {
    if (const auto* custom = client_.library.model->find_as<model::Custom>(named->id)) {
      model::Parameter represented = parameter;
      represented.type = custom->repr;
      return this->parameter(represented);
    }
    return client_.library.model->find_as<model::Enum>(named->id) ? name(named->id) : "const " + name(named->id) + "&";
  }
  const std::string text = by_value(type);
  const bool cheap = model::is<Scalar>(type) || model::is<model::Timestamp>(type) || model::is<model::Duration>(type) ||
                     starts_with(text, "pgl::") || text == "std::string_view" || text == "std::optional<std::string_view>" ||
                     (optional && client_.c(type).flat && client_.c(type).by_value);
  return cheap ? text : "const " + text + "&";
}

std::string Spelling::received(const model::Parameter& parameter) const {
  const auto* optional = model::as<model::Optional>(parameter.type);
  const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : parameter.type);
  if (object && object->ownership != model::Ownership::borrowed) return value(parameter.type);
  if (object) return (object->is_const ? "const " : "") + name(object->id) + (optional ? "*" : "&");
  return this->parameter(parameter);
}

std::string Spelling::literal(const model::Type& type, const model::Literal& literal) const {
  if (const auto* named = model::as<model::Named>(type)) {
    if (const auto* custom = client_.library.model->find_as<model::Custom>(named->id)) return this->literal(custom->repr, literal);
  }
  const auto* optional = model::as<model::Optional>(type);
  if (std::holds_alternative<model::NullLiteral>(literal.value)) {
    if (client_.c(type).shape == abi::Shape::callback) return "nullptr";
    const bool pointer = optional && (model::is<model::ObjectRef>(*optional->value) || client_.c(type).shape == abi::Shape::pointer);
    return pointer ? "nullptr" : "std::nullopt";
  }
  if (std::holds_alternative<model::EmptyLiteral>(literal.value)) return "{}";
  if (optional) return this->literal(*optional->value, literal);
  if (const auto* opaque = std::get_if<model::OpaqueLiteral>(&literal.value)) return only_std(opaque->cpp) ? opaque->cpp : "";
  if (const auto* text = std::get_if<std::string>(&literal.value)) {
    if (model::is<Scalar>(type)) return integer(*model::as<Scalar>(type), model::code_point(*text));
    if (text->find('\0') == std::string::npos) return quoted(*text);
    return fmt::format("std::string_view({}, {})", quoted(*text), text->size());
  }
  const auto* enumerator = std::get_if<model::EnumLiteral>(&literal.value);
  if (const auto at = enumerator ? model::alternative_of(*client_.library.model, *enumerator) : std::nullopt) return fmt::format("{}(std::in_place_index<{}>)", name(enumerator->enum_id), *at);
  if (enumerator) return name(enumerator->enum_id) + "::" + identifier(enumerator->enumerator);
  const auto* known = model::as<Scalar>(type);
  if (!known && !model::is<model::Duration>(type)) {
    // A number for an enum: a combination of flags.
    const auto* number = std::get_if<std::int64_t>(&literal.value);
    return number && model::is<model::Named>(type) ? fmt::format("static_cast<{}>({})", value(type), *number) : "";
  }
  const Scalar scalar = known ? *known : Scalar::i64;
  std::string text;
  if (const auto* flag = std::get_if<bool>(&literal.value)) text = *flag ? "true" : "false";
  else if (const auto* number = std::get_if<std::int64_t>(&literal.value)) text = integer(scalar, *number);
  else if (const auto* large = std::get_if<std::uint64_t>(&literal.value)) text = fmt::format("{}ULL", *large);
  else if (const auto* fraction = std::get_if<double>(&literal.value)) text = real(scalar, *fraction);
  return known ? text : value(type) + "(" + text + ")";
}

}  // namespace polyglue::cpp
