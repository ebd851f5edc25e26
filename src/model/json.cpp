#include "model/json.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "model/json_fields.hpp"

namespace polyglue::model {
namespace {

using Json = nlohmann::ordered_json;

/// Names of an enum class whose values count from 0.
template <class E> struct Names;
template <> struct Names<Scalar> {
  static constexpr std::array<const char*, 14> values = {"bool", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64",
                                                         "size", "f32", "f64", "char", "codepoint"};
};
template <> struct Names<Ownership> {
  static constexpr std::array<const char*, 4> values = {"value", "shared", "unique", "borrowed"};
};
template <> struct Names<Passing> {
  static constexpr std::array<const char*, 6> values = {"value", "const_ref", "mutable_ref", "rvalue_ref", "pointer",
                                                        "const_pointer"};
};
template <> struct Names<Threads> {
  static constexpr std::array<const char*, 4> values = {"author", "confined", "locked", "shared"};
};
template <> struct Names<Role> {
  static constexpr std::array<const char*, 33> values = {
      "function", "constructor", "getter", "setter", "equal", "less", "compare", "hash", "to_text", "length", "index",
      "set_index", "contains", "call", "iterate", "next", "to_bool", "add", "subtract", "multiply", "divide", "modulo", "negate",
      "bit_and", "bit_or", "bit_xor", "bit_not", "shift_left", "shift_right", "add_assign", "subtract_assign",
      "multiply_assign", "divide_assign"};
};
static_assert(Names<Role>::values.size() == static_cast<std::size_t>(Role::divide_assign) + 1);
static_assert(Names<Scalar>::values.size() == static_cast<std::size_t>(Scalar::codepoint) + 1);

constexpr std::array<const char*, 9> decl_kinds = {"record", "enum", "variant", "callback", "object", "error", "custom", "function", "constant"};
static_assert(std::variant_size_v<Decl> == decl_kinds.size());

struct Malformed : std::runtime_error { using std::runtime_error::runtime_error; };

template <class E>
E enum_value(const std::string& name) {
  for (std::size_t i = 0; i < Names<E>::values.size(); ++i)
    if (name == Names<E>::values[i]) return static_cast<E>(i);
  throw Malformed("unknown word \"" + name + "\"");
}

// Writing ------------------------------------------------------------------------------------

Json write(bool value) { return value; }
Json write(int value) { return value; }
Json write(std::int64_t value) { return value; }
Json write(const std::string& value) { return value; }
template <class E> requires std::is_enum_v<E>
Json write(E value) { return Names<E>::values[static_cast<std::size_t>(value)]; }
Json write(const Type& type);
Json write(const Literal& literal);
Json write(const Decl& decl);
template <class T> requires requires(const T& x) { x.info; } || std::is_same_v<T, Location> || std::is_same_v<T, Doc> ||
    std::is_same_v<T, DeclInfo> || std::is_same_v<T, Parameter> || std::is_same_v<T, Facts> ||
    std::is_same_v<T, Alternative> || std::is_same_v<T, Virtual> || std::is_same_v<T, Skipped> || std::is_same_v<T, CustomForm> ||
    std::is_same_v<T, LanguageForm> || std::is_same_v<T, Alias> || std::is_same_v<T, UniffiFlavour>
Json write(const T& value);
template <class T> Json write(const std::optional<T>& value) { return value ? write(*value) : Json(nullptr); }
template <class A, class B> Json write(const std::pair<A, B>& value) { return Json::array({write(value.first), write(value.second)}); }
template <class T> Json write(const std::vector<T>& values) {
  Json out = Json::array();
  for (const T& value : values) out.push_back(write(value));
  return out;
}
template <class T> Json write(const std::map<std::string, T>& values) {
  Json out = Json::object();
  for (const auto& [key, value] : values) out[key] = write(value);
  return out;
}

struct Writer {
  Json out = Json::object();
  template <class T> void operator()(const char* key, const T& value) { out[key] = write(value); }
  template <class T> void where_set(const char* key, const std::optional<T>& value) { if (value) out[key] = write(*value); }
};

template <class T> requires requires(const T& x) { x.info; } || std::is_same_v<T, Location> || std::is_same_v<T, Doc> ||
    std::is_same_v<T, DeclInfo> || std::is_same_v<T, Parameter> || std::is_same_v<T, Facts> ||
    std::is_same_v<T, Alternative> || std::is_same_v<T, Virtual> || std::is_same_v<T, Skipped> || std::is_same_v<T, CustomForm> ||
    std::is_same_v<T, LanguageForm> || std::is_same_v<T, Alias> || std::is_same_v<T, UniffiFlavour>
Json write(const T& value) {
  Writer writer;
  visit_fields(writer, value);
  return std::move(writer.out);
}

struct KindWriter {
  Json operator()(const Void&) const { return {{"kind", "void"}}; }
  Json operator()(Scalar scalar) const { return {{"kind", write(scalar)}}; }
  Json operator()(const String&) const { return {{"kind", "string"}}; }
  Json operator()(const Bytes&) const { return {{"kind", "bytes"}}; }
  Json operator()(const Timestamp&) const { return {{"kind", "timestamp"}}; }
  Json operator()(const Duration&) const { return {{"kind", "duration"}}; }
  Json operator()(const Sequence& t) const { return {{"kind", "sequence"}, {"element", write(*t.element)}}; }
  Json operator()(const Set& t) const { return {{"kind", "set"}, {"element", write(*t.element)}}; }
  Json operator()(const Map& t) const { return {{"kind", "map"}, {"key", write(*t.key)}, {"value", write(*t.value)}}; }
  Json operator()(const Tuple& t) const { return {{"kind", "tuple"}, {"items", write(t.items)}}; }
  Json operator()(const Optional& t) const { return {{"kind", "optional"}, {"value", write(*t.value)}}; }
  Json operator()(const Named& t) const { return {{"kind", "named"}, {"id", t.id}}; }
  Json operator()(const ObjectRef& t) const {
    return {{"kind", "object"}, {"id", t.id}, {"ownership", write(t.ownership)}, {"is_const", t.is_const}};
  }
};

Json write(const Type& type) {
  Json out = std::visit(KindWriter{}, type.kind);
  out["cpp"] = type.cpp;
  return out;
}

struct LiteralWriter {
  Json operator()(const NullLiteral&) const { return {{"kind", "null"}}; }
  Json operator()(bool value) const { return {{"kind", "bool"}, {"value", value}}; }
  Json operator()(std::int64_t value) const { return {{"kind", "int"}, {"value", value}}; }
  Json operator()(std::uint64_t value) const { return {{"kind", "uint"}, {"value", value}}; }
  Json operator()(double value) const {
    // JSON has no infinities.
    if (std::isfinite(value)) return {{"kind", "float"}, {"value", value}};
    return {{"kind", "float"}, {"value", std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf"}};
  }
  Json operator()(const std::string& value) const { return {{"kind", "string"}, {"value", value}}; }
  Json operator()(const EnumLiteral& l) const { return {{"kind", "enum"}, {"enum", l.enum_id}, {"value", l.enumerator}}; }
  Json operator()(const EmptyLiteral&) const { return {{"kind", "empty"}}; }
  Json operator()(const OpaqueLiteral& l) const { return {{"kind", "opaque"}, {"cpp", l.cpp}}; }
};

Json write(const Literal& literal) { return std::visit(LiteralWriter{}, literal.value); }

Json write(const Decl& decl) {
  Json out = {{"kind", decl_kinds[decl.index()]}};
  out.update(std::visit([](const auto& d) { return write(d); }, decl));
  return out;
}

// Reading ------------------------------------------------------------------------------------

void read(const Json& json, bool& value) { value = json.get<bool>(); }
void read(const Json& json, int& value) { value = json.get<int>(); }
void read(const Json& json, std::int64_t& value) { value = json.get<std::int64_t>(); }
void read(const Json& json, std::string& value) { value = json.get<std::string>(); }
template <class E> requires std::is_enum_v<E>
void read(const Json& json, E& value) { value = enum_value<E>(json.get<std::string>()); }
void read(const Json& json, Type& type);
void read(const Json& json, Literal& literal);
void read(const Json& json, Decl& decl);
template <class T> void read(const Json& json, T& value);
template <class T> void read(const Json& json, std::optional<T>& value) {
  if (json.is_null()) return;
  read(json, value.emplace());
}
template <class A, class B> void read(const Json& json, std::pair<A, B>& value) {
  read(json.at(0), value.first);
  read(json.at(1), value.second);
}
template <class T> void read(const Json& json, std::vector<T>& values) {
  for (const Json& item : json) read(item, values.emplace_back());
}
template <class T> void read(const Json& json, std::map<std::string, T>& values) {
  for (const auto& [key, value] : json.items()) read(value, values[key]);
}

struct Reader {
  const Json& json;
  template <class T> void operator()(const char* key, T& value) { read(json.at(key), value); }
  template <class T> void where_set(const char* key, std::optional<T>& value) { if (json.contains(key)) read(json.at(key), value); }
};

template <class T> void read(const Json& json, T& value) {
  Reader reader{json};
  visit_fields(reader, value);
}

Box<Type> read_box(const Json& json) {
  Type type;
  read(json, type);
  return Box<Type>(std::move(type));
}

TypeKind read_kind(const Json& json, const std::string& kind) {
  if (kind == "void") return Void{};
  if (kind == "string") return String{};
  if (kind == "bytes") return Bytes{};
  if (kind == "timestamp") return Timestamp{};
  if (kind == "duration") return Duration{};
  if (kind == "sequence") return Sequence{read_box(json.at("element"))};
  if (kind == "set") return Set{read_box(json.at("element"))};
  if (kind == "map") return Map{read_box(json.at("key")), read_box(json.at("value"))};
  if (kind == "optional") return Optional{read_box(json.at("value"))};
  if (kind == "named") return Named{json.at("id").get<std::string>()};
  if (kind == "tuple") {
    Tuple tuple;
    read(json.at("items"), tuple.items);
    return tuple;
  }
  if (kind == "object") {
    ObjectRef ref;
    read(json.at("id"), ref.id);
    read(json.at("ownership"), ref.ownership);
    read(json.at("is_const"), ref.is_const);
    return ref;
  }
  return enum_value<Scalar>(kind);
}

void read(const Json& json, Type& type) {
  type.kind = read_kind(json, json.at("kind").get<std::string>());
  type.cpp = json.at("cpp").get<std::string>();
}

void read(const Json& json, Literal& literal) {
  const std::string kind = json.at("kind").get<std::string>();
  if (kind == "null") literal.value = NullLiteral{};
  else if (kind == "bool") literal.value = json.at("value").get<bool>();
  else if (kind == "int") literal.value = json.at("value").get<std::int64_t>();
  else if (kind == "uint") literal.value = json.at("value").get<std::uint64_t>();
  else if (kind == "string") literal.value = json.at("value").get<std::string>();
  else if (kind == "empty") literal.value = EmptyLiteral{};
  else if (kind == "opaque") literal.value = OpaqueLiteral{json.at("cpp").get<std::string>()};
  else if (kind == "enum") literal.value = EnumLiteral{json.at("enum").get<std::string>(), json.at("value").get<std::string>()};
  else if (kind != "float") throw Malformed("unknown kind of literal \"" + kind + "\"");
  else if (json.at("value").is_number()) literal.value = json.at("value").get<double>();
  else if (json.at("value") == "nan") literal.value = std::numeric_limits<double>::quiet_NaN();
  else literal.value = (json.at("value") == "-inf" ? -1 : 1) * std::numeric_limits<double>::infinity();
}

template <std::size_t I = 0>
void read_decl(const Json& json, Decl& decl, const std::string& kind) {
  if constexpr (I == std::variant_size_v<Decl>) {
    throw Malformed("unknown kind of declaration \"" + kind + "\"");
  } else if (kind == decl_kinds[I]) {
    read(json, decl.emplace<I>());
  } else {
    read_decl<I + 1>(json, decl, kind);
  }
}

void read(const Json& json, Decl& decl) { read_decl(json, decl, json.at("kind").get<std::string>()); }

}  // namespace

std::string to_json(const Library& library, int indent) {
  Writer writer;
  writer.out["polyglue_model"] = json_version;
  visit_fields(writer, library);
  return writer.out.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::variant<Library, std::string> from_json(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    if (json.value("polyglue_model", 0) != json_version) return "not a Polyglue model of version " + std::to_string(json_version);
    Library library;
    Reader reader{json};
    visit_fields(reader, library);
    library.make_index();
    return library;
  } catch (const std::exception& error) {
    return std::string(error.what());
  }
}

}  // namespace polyglue::model
