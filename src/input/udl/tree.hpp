// An interface file as a syntax tree of plain values: what was written, where. Nothing is resolved yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "model/type.hpp"

namespace polyglue::input::udl {

/// A stretch of one line of the file; line and column count from 1, in bytes.
struct Place {
  int line = 0;
  int column = 0;
  int length = 1;
  bool operator==(const Place&) const = default;
};

struct Name {
  std::string text;
  Place place;
};

enum class Builtin : std::uint8_t {
  boolean, i8, u8, i16, u16, i32, u32, i64, u64, f32, f64, string, bytes, timestamp, duration,
};

struct Type;
struct SequenceOf { model::Box<Type> element; };
struct RecordOf { model::Box<Type> key, value; };
/// A declared type, by name.
struct Reference { std::string name; };

struct Type {
  std::variant<Builtin, SequenceOf, RecordOf, Reference> kind = Builtin::boolean;
  bool optional = false;  ///< followed by `?`
  Place place;
};

struct Null {};
struct Integer { std::string text; };  ///< as written: "-12", "0xFF", "0755"
struct Floating { std::string text; };
struct EmptySequence {};
struct EmptyRecord {};

struct Literal {
  std::variant<Null, bool, Integer, Floating, std::string, EmptySequence, EmptyRecord> value;
  Place place;
};

/// `[ByRef] optional T name = literal`
struct Argument {
  Name name;
  Type type;
  bool is_optional = false;
  bool by_ref = false;
  bool by_mut_ref = false;
  std::optional<Literal> default_value;
};

/// A function of the namespace, a method, or a constructor.
struct Operation {
  std::string doc;
  Name name;                     ///< of a constructor: "new", or what [Name=x] says
  bool constructor = false;
  std::optional<Type> result;    ///< none: void
  std::vector<Argument> arguments;
  std::optional<Name> throws;
  bool async = false;
  bool self_by_arc = false;
};

struct Field {
  std::string doc;
  Name name;
  Type type;
  std::optional<Literal> default_value;
};

struct Namespace {
  std::string doc;
  Name name;
  std::vector<Operation> functions;
};

struct Dictionary {
  std::string doc;
  Name name;
  std::vector<Field> fields;
  std::vector<Name> traits;      ///< Debug, Display, Eq, Hash, Ord
};

/// One of an enum: a bare value, or with fields in an [Enum] or [Error] interface.
struct Variant {
  std::string doc;
  Name name;
  std::vector<Field> fields;
};

/// `enum`, `[Error] enum`, `[Enum] interface` and `[Error] interface`.
struct Enum {
  std::string doc;
  Name name;
  bool has_fields = false;       ///< an interface, with a field in some variant
  bool is_error = false;
  std::vector<Variant> variants;
  std::vector<Name> traits;
};

struct Interface {
  enum class Kind : std::uint8_t { object, trait, foreign_trait, callback };
  std::string doc;
  Name name;
  Kind kind = Kind::object;
  std::vector<Operation> constructors;
  std::vector<Operation> methods;
  std::vector<Name> traits;
};

/// A name for a type that is defined elsewhere, or for a custom type over another.
struct Typedef {
  enum class Origin : std::uint8_t { here, other_library, custom, custom_of_other_library };
  enum class Kind : std::uint8_t { dictionary, enumeration, object, trait, callback };
  std::string doc;
  Name name;
  Origin origin = Origin::here;
  Kind kind = Kind::dictionary;  ///< of one that is no custom type
  std::optional<Type> type;      ///< of a custom one: what it is made from
  std::string library;           ///< the other library's name

  bool is_custom() const { return origin == Origin::custom || origin == Origin::custom_of_other_library; }
};

using Definition = std::variant<Namespace, Dictionary, Enum, Interface, Typedef>;

inline const Name& name_of(const Definition& definition) {
  return std::visit([](const auto& d) -> const Name& { return d.name; }, definition);
}

/// A whole interface file.
struct File {
  std::string path;
  std::vector<Definition> definitions;
  /// Words of definitions that could not be read: names that may well have been declared.
  std::unordered_set<std::string> lost;
  /// Types that belong to other libraries: what [External] calls the library, and the namespace that the type has there.
  struct Foreign {
    std::string library, name_space;
  };
  std::unordered_map<std::string, Foreign> foreign;
};

/// Calls `f` with every function, constructor and method.
template <class F>
void each_operation(const File& file, const F& f) {
  for (const Definition& definition : file.definitions) {
    if (const auto* name_space = std::get_if<Namespace>(&definition)) for (const Operation& one : name_space->functions) f(one);
    const auto* interface = std::get_if<Interface>(&definition);
    if (!interface) continue;
    for (const Operation& one : interface->constructors) f(one);
    for (const Operation& one : interface->methods) f(one);
  }
}

inline std::string namespace_of(const File& file) {
  for (const Definition& definition : file.definitions)
    if (const auto* name_space = std::get_if<Namespace>(&definition)) return name_space->name.text;
  return "";
}

}  // namespace polyglue::input::udl
