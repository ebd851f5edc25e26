// The types of an interface, as plain values. Depends on nothing but the standard library.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace polyglue::model {

/// A value on the heap with the semantics of a value: copied deeply, compared by content, never null
/// except after a move. It lets Type contain Type.
template <class T>
class Box {
 public:
  Box(T value) : value_(std::make_unique<T>(std::move(value))) {}
  Box(const Box& other) : value_(std::make_unique<T>(*other.value_)) {}
  Box(Box&&) noexcept = default;
  Box& operator=(const Box& other) { return *this = Box(other); }
  Box& operator=(Box&&) noexcept = default;
  ~Box() = default;

  const T& operator*() const { return *value_; }
  T& operator*() { return *value_; }
  const T* operator->() const { return value_.get(); }
  T* operator->() { return value_.get(); }
  friend bool operator==(const Box& a, const Box& b) { return *a == *b; }

 private:
  std::unique_ptr<T> value_;
};

/// Names one declaration of the library: its fully qualified C++ name ("rox::Chart",
/// "rox::Grid<int>"). Stable, unique within a Library, and never shown to a host's user.
using DeclId = std::string;

/// Numbers, truth values and characters: what crosses in a register.
/// `long` and `ssize_t` are i64; `unsigned long` is u64; `size_t` is `size`.
enum class Scalar : std::uint8_t {
  boolean, i8, u8, i16, u16, i32, u32, i64, u64, size, f32, f64,
  character,  ///< `char`: one ASCII character (0 to 127), refused outside that range
  codepoint,  ///< `char32_t`: one Unicode scalar value
};

struct Type;

struct Void { bool operator==(const Void&) const = default; };
/// UTF-8 text. C++: std::string, std::string_view, const char*, std::filesystem::path.
struct String { bool operator==(const String&) const = default; };
/// Bytes of no further meaning. C++: vector/span/array of std::byte or std::uint8_t.
struct Bytes { bool operator==(const Bytes&) const = default; };
/// An instant in UTC, seconds and nanoseconds since 1970. C++: chrono::time_point<system_clock, D>.
struct Timestamp { bool operator==(const Timestamp&) const = default; };
/// A signed span of time, seconds and nanoseconds. C++: chrono::duration<Rep, Period>.
struct Duration { bool operator==(const Duration&) const = default; };
/// C++: vector, span, array, deque, list, initializer_list.
struct Sequence { Box<Type> element; bool operator==(const Sequence&) const = default; };
/// C++: set, unordered_set.
struct Set { Box<Type> element; bool operator==(const Set&) const = default; };
/// C++: map, unordered_map.
struct Map { Box<Type> key; Box<Type> value; bool operator==(const Map&) const = default; };
/// C++: pair, tuple.
struct Tuple { std::vector<Type> items; bool operator==(const Tuple&) const = default; };
/// C++: std::optional<T>, or T* and smart pointers where null is a value.
struct Optional { Box<Type> value; bool operator==(const Optional&) const = default; };

/// Who owns an object that crosses the border.
enum class Ownership : std::uint8_t {
  value,     ///< by value: the host gets an object of its own (moved into a new handle)
  shared,    ///< std::shared_ptr: both sides keep it alive
  unique,    ///< std::unique_ptr: the object moves to the receiver; as an argument the handle closes
  borrowed,  ///< T& or T*: belongs to its parent, which the handle keeps alive
};

/// A reference to a declared record, enum, variant, callback or custom type.
struct Named { DeclId id; bool operator==(const Named&) const = default; };
/// A reference to a class instance. `is_const`: only const methods may be called through it.
struct ObjectRef {
  DeclId id;
  Ownership ownership = Ownership::value;
  bool is_const = false;
  bool operator==(const ObjectRef&) const = default;
};

using TypeKind = std::variant<Void, Scalar, String, Bytes, Timestamp, Duration, Sequence, Set, Map,
                              Tuple, Optional, Named, ObjectRef>;

/// One type of the interface: what it means, and how C++ spells it.
struct Type {
  TypeKind kind = Void{};
  /// The C++ type without top-level const or reference, fully qualified, usable in any scope:
  /// "std::vector<rox::Note>", "std::string_view", "std::shared_ptr<rox::Chart>".
  /// For an ObjectRef that is borrowed: the class itself ("rox::Chart"), see Passing.
  std::string cpp;

  bool operator==(const Type&) const = default;
};

/// How C++ takes a parameter or gives a result, beside its Type.
enum class Passing : std::uint8_t {
  value,        ///< T
  const_ref,    ///< const T&
  mutable_ref,  ///< T&
  rvalue_ref,   ///< T&&
  pointer,      ///< T*; null is a value only where the Type is Optional
  const_pointer ///< const T*
};

template <class T>
bool is(const Type& type) { return std::holds_alternative<T>(type.kind); }
template <class T>
const T* as(const Type& type) { return std::get_if<T>(&type.kind); }

}  // namespace polyglue::model
