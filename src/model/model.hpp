// THE interface model: everything Polyglue knows of a library's API, as plain values.
// Front ends make it, checks judge it, abi/ lowers it; no language is mentioned here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "model/flavour.hpp"
#include "model/type.hpp"

namespace polyglue::model {

/// A place in a source file; line and column count from 1, line 0 = no place known.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;
  bool operator==(const Location&) const = default;
};

/// A documentation comment, taken apart. Text is Markdown without comment markers.
struct Doc {
  std::string brief;                        ///< first paragraph, one line
  std::string details;                      ///< the rest, paragraphs separated by an empty line
  std::map<std::string, std::string> params;
  std::string returns;
  std::vector<std::pair<std::string, std::string>> throws;  ///< type as written, when
  bool empty() const { return brief.empty() && details.empty() && params.empty() && returns.empty() && throws.empty(); }
  bool operator==(const Doc&) const = default;
};

/// What every declaration has.
struct DeclInfo {
  DeclId id;            ///< fully qualified C++ name
  std::string name;     ///< name as C++ spells it, without scope, after renames ("Chart", "add_note")
  std::string scope;    ///< enclosing class's id for nested declarations, else ""
  Doc doc;
  std::optional<std::string> deprecated;  ///< message, may be empty
  Location location;
  bool operator==(const DeclInfo&) const = default;
};

struct Literal;
struct NullLiteral { bool operator==(const NullLiteral&) const = default; };
/// An enumerator, by its `info.name`.
struct EnumLiteral { DeclId enum_id; std::string enumerator; bool operator==(const EnumLiteral&) const = default; };
/// `{}`: an empty container, or the default of a record.
struct EmptyLiteral { bool operator==(const EmptyLiteral&) const = default; };
/// A default that no host can spell; hosts leave the argument out and C++ fills it in.
struct OpaqueLiteral { std::string cpp; bool operator==(const OpaqueLiteral&) const = default; };

/// The value of a default argument, a field's initialiser or a constant.
struct Literal {
  std::variant<NullLiteral, bool, std::int64_t, std::uint64_t, double, std::string, EnumLiteral,
               EmptyLiteral, OpaqueLiteral> value;
  bool operator==(const Literal&) const = default;
};

struct Field {
  DeclInfo info;
  Type type;
  std::optional<Literal> default_value;
  bool operator==(const Field&) const = default;
};

struct Parameter {
  std::string name;  ///< never empty: front ends name unnamed ones "arg0", "arg1", ...
  Type type;
  Passing passing = Passing::value;
  std::optional<Literal> default_value;
  bool operator==(const Parameter&) const = default;
};

/// What a function is to its users; languages spell each role in their own way.
enum class Role : std::uint8_t {
  function,     ///< a free function, a method or a static method
  constructor,
  getter,       ///< property read: field of an object, or a get method declared a property
  setter,       ///< property write: one parameter
  equal,        ///< == (hosts derive !=)
  less,         ///< <, from operator< where there is no <=>
  compare,      ///< <=>: result i32 -1, 0, 1
  hash,         ///< std::hash: result u64
  to_text,      ///< operator<< to a stream, or to_string: result string
  length,       ///< size() of a class that iterates or is indexed
  index,        ///< operator[] read
  set_index,    ///< operator[] write: key, value
  contains,     ///< contains(x)
  call,         ///< operator()
  iterate,      ///< begin()/end(): result a sequence, a snapshot of the elements
  next,         ///< the next element of a stream, see next_of(); after the last one there is none: a status of its own
  to_bool,      ///< explicit operator bool
  add, subtract, multiply, divide, modulo, negate,
  bit_and, bit_or, bit_xor, bit_not, shift_left, shift_right,
  add_assign, subtract_assign, multiply_assign, divide_assign,
};

/// Facts that glue turns into speed; inferred where sure, else annotated.
struct Facts {
  bool nothrow = false;      ///< noexcept in C++
  bool blocking = false;     ///< may wait or run long: release the host's lock
  bool leaf = false;         ///< short, waits for no other thread, calls back only what it is given, on its own thread, before it returns
  bool pure = false;         ///< no side effects
  bool operator==(const Facts&) const = default;
};

struct Function {
  DeclInfo info;             ///< id = qualified name + parameter types: "rox::decode(std::string_view)"
  Role role = Role::function;
  std::string cpp_name;      ///< as C++ calls it: "rox::decode" (free, static), "add_note" (method, field, operator: "operator+")
  bool is_static = false;    ///< static member
  bool is_const = false;     ///< const method
  bool is_field = false;     ///< getter/setter of a public data member
  bool is_free_operator = false;  ///< operator or to_string found outside the class; self is its first operand
  bool is_adapter = false;   ///< `cpp_name` is a function of Library::adapters; self is its first argument
  std::vector<Parameter> params;  ///< without self
  Type result;
  Passing result_passing = Passing::value;
  /// std::expected<T, E> and its like: `result` is T and this is E, always a declared Error's type.
  std::optional<DeclId> expected_error;
  std::vector<DeclId> throws;  ///< errors named by documentation or annotation; others may come too
  /// Name of the property a getter or setter belongs to, else "".
  std::string property;
  /// The functions of one overload set share `info.name`; this name is unique in its scope and is
  /// what C symbols use: equals `info.name` for the first, "name_with_a_b" (parameter names) or
  /// the author's rename for the others.
  std::string unique_name;
  bool is_virtual = false;     ///< declared virtual in C++
  bool is_pure = false;        ///< virtual without a body in C++
  bool is_async = false;       ///< `result` comes later: C++ returns a future or a task of it
  /// Async: where among C++'s arguments the std::stop_token stands that cancelling asks to stop; no host sees it.
  std::optional<int> stop_token;
  /// Async: what C++ returns, "std::future<int>"; none where it calls back instead.
  std::optional<std::string> returns_cpp;
  /// A result or object borrowed from these keeps them alive: 0 = self, n = n-th parameter.
  std::vector<int> keeps_alive;
  Facts facts;
  bool operator==(const Function&) const = default;
};

struct Constant {
  DeclInfo info;
  Type type;
  Literal value;
  bool operator==(const Constant&) const = default;
};

/// A value with public fields. Hosts copy it; C sees a plain struct.
struct Record {
  DeclInfo info;
  std::vector<Field> fields;         ///< base records' fields first
  std::vector<Function> methods;     ///< const and static ones, operators, constructors beyond the aggregate
  std::vector<Constant> constants;
  bool equality = false;             ///< operator== exists
  bool ordering = false;             ///< operator<=> or < exists
  bool default_constructible = true;
  bool operator==(const Record&) const = default;
};

struct Enumerator {
  DeclInfo info;
  std::int64_t value = 0;            ///< u64 values beyond i64 wrap; see Enum::underlying
  bool operator==(const Enumerator&) const = default;
};

struct Enum {
  DeclInfo info;
  Scalar underlying = Scalar::i32;
  bool scoped = true;
  bool flags = false;                ///< values combine with |; any combination of known bits is valid
  std::vector<Enumerator> values;
  bool operator==(const Enum&) const = default;
};

struct Alternative {
  std::string name;                  ///< record's name, or the type's ("string", "i32", "empty" for monostate)
  Type type;                         ///< Void for std::monostate
  bool operator==(const Alternative&) const = default;
};

/// std::variant. `info.name` is the alias's name, else built from the alternatives ("I32OrString").
struct Variant {
  DeclInfo info;
  std::string cpp;                   ///< "std::variant<int, std::string>"
  std::vector<Alternative> alternatives;
  bool operator==(const Variant&) const = default;
};

/// A function that hosts give and C++ calls, during a call or later, from any thread. C++: std::function,
/// std::move_only_function, a function pointer with its user data. `info.name` is the alias's name, else
/// built from the types. Parameters cross like results, the result like a parameter; in Type::cpp they
/// are spelled as in the first signature found: what C++ is called by is spelled where it is taken.
struct Callback {
  DeclInfo info;
  std::vector<Parameter> params;
  Type result;
  bool operator==(const Callback&) const = default;
};

/// What several threads may do with one object.
enum class Threads : std::uint8_t {
  author,    ///< as in C++: the author's documentation says (default)
  confined,  ///< only the thread that made it; others get an error
  locked,    ///< calls are serialised by a mutex in the runtime
  shared,    ///< declared safe to call from many threads at once
};

/// A virtual method that a class of the host may override: the class's own, or one that it inherits.
struct Virtual {
  DeclId owner;                      ///< the object among whose methods it is
  DeclId method;                     ///< its `info.id`
  bool is_pure = false;              ///< this class has no body for it: the host's class must
  bool operator==(const Virtual&) const = default;
};

/// A class behind a handle.
struct Object {
  DeclInfo info;
  std::vector<DeclId> bases;         ///< public bases that are exported, direct, in order
  bool is_abstract = false;
  bool is_polymorphic = false;
  bool is_final = false;
  bool copyable = false;
  bool movable = false;
  bool implementable = false;        ///< hosts may implement it or derive from it: its virtual methods call them
  /// Of an implementable one: what the host's class may override, bases' first, and the constructors that it may call,
  /// which are those of `constructors`, the protected ones, and those of an abstract class.
  std::vector<Virtual> virtuals;
  std::vector<Function> base_constructors;
  bool default_shared = false;       ///< instances live in std::shared_ptr from birth
  Threads threads = Threads::author;
  std::vector<Function> constructors;
  std::vector<Function> methods;     ///< all other roles, own ones only (not inherited), in source order
  std::vector<Constant> constants;
  bool operator==(const Object&) const = default;
};

/// An exception class, or the E of std::expected<T, E>. Its message is what() where there is one.
struct Error {
  DeclInfo info;
  std::optional<DeclId> base;        ///< nearest exported error it derives from
  bool is_exception = true;          ///< false: only ever the E of an expected
  bool derives_std_exception = true;
  std::vector<Field> fields;         ///< payload; base's fields first
  std::vector<std::string> accessors;  ///< per field, how C++ reads it from `e`: "column" or "column()"
  /// C++ function that makes one out of a message and the fields, for hosts that raise it in what C++ calls;
  /// "" where the class has no constructor for that. It is one of Library::adapters.
  std::string factory;
  /// E of std::expected that is itself a record, enum or string; the payload is one field "value".
  std::optional<Type> wraps;
  bool operator==(const Error&) const = default;
};

/// A user's type with a polyglue::converter<T>: crosses as another type.
struct Custom {
  DeclInfo info;
  Type repr;                         ///< what crosses
  bool operator==(const Custom&) const = default;
};

using Decl = std::variant<Record, Enum, Variant, Callback, Object, Error, Custom, Function, Constant>;

inline const DeclInfo& info(const Decl& decl) {
  return std::visit([](const auto& d) -> const DeclInfo& { return d.info; }, decl);
}

/// A declaration that did not come through, and what would bring it in.
struct Skipped {
  DeclId id;
  Location location;
  std::string code;    ///< diagnostic code, "PG0203"
  std::string reason;  ///< "returns a raw pointer whose ownership is unknown"
  std::string hint;    ///< "write [ownership] \"rox::f\" = \"borrowed\" in polyglue.toml"; may be empty
  bool operator==(const Skipped&) const = default;
};

/// The function that gives a stream's next element: a stream is an object that has one, and C++ makes its elements as they are
/// asked for. Null for any other object. Where it is async, whoever asks waits for the element.
const Function* next_of(const Object& object);

/// Positions of declarations by id. Derived from them, so never part of a comparison.
struct DeclIndex {
  std::unordered_map<DeclId, std::size_t> positions;
  bool operator==(const DeclIndex&) const { return true; }
};

/// A whole interface.
struct Library {
  std::string name;                  ///< "rox": package names derive from it
  std::string version;               ///< "1.2.0"
  std::string prefix;                ///< of C symbols, without underscore: "rox"
  Doc doc;
  std::vector<std::string> includes; ///< as the shim includes them: "rox/chart.hpp"
  /// C++ of the shim for what hosts see in another form than C++ does: functions that take a pointer and
  /// its length as one argument or return what C++ writes into a parameter, converters for classes that
  /// stand for text. At namespace scope, after the library's headers and the runtime's.
  std::vector<std::string> adapters;
  std::vector<Decl> decls;           ///< in source order; a type stands before its first use by value
  std::vector<Skipped> skipped;
  std::optional<UniffiFlavour> uniffi;  ///< set where languages generate what UniFFI's callers know
  bool operator==(const Library&) const = default;

  /// Makes find() constant in time. Whoever has finished `decls` calls it; adding declarations later
  /// makes find() search them one by one again.
  void make_index();
  DeclIndex index;

  /// The declaration with this id, or null.
  const Decl* find(const DeclId& id) const;
  template <class T>
  const T* find_as(const DeclId& id) const {
    const Decl* decl = find(id);
    return decl ? std::get_if<T>(decl) : nullptr;
  }
};

/// The package that has a type of another library in one language: what uniffi.toml says, or else the interface file's name
/// of that library. None for what is this library's own.
std::optional<std::string> other_package(const Library& library, const std::string& language, const DeclId& id);

}  // namespace polyglue::model
