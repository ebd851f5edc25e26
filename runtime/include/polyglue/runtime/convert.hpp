// Conversions between C views and C++ values: the frame, and numbers and enums. Every other shape has
// its header under convert/, and a shim includes those it needs.
//
// A conversion has two halves. `check` looks at a C value from a caller nobody trusts, without
// allocating or throwing. `lift` then builds the C++ value from what was found good; only C++ itself
// can fail there. The way out is `lower`: it writes views that point into the C++ value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "polyglue/runtime/config.hpp"
#include "polyglue/runtime/error.hpp"
#include "polyglue/runtime/owner.hpp"

POLYGLUE_RUNTIME_BEGIN

class Scratch;

/// How T crosses as C. Specialisations have:
///   static constexpr bool same_layout();   memory of T is memory of C, so arrays cross untouched
///   static constexpr bool always_valid();  check() has nothing to look at
///   static constexpr bool flat();          the C form points nowhere
///   static constexpr bool needs_arena();   lowering allocates, even when not asked for copies
///   static pgl_status check(const C&) noexcept;
///   static T lift(const C&, Scratch&);
///   template <class V> static pgl_status lower(V& value, C& out, Lowering&);   V is T or const T
template <class T, class C, class Enable = void>
struct Convert;

/// Whether lowering may make handles, which would be lost if the host could not take the rest of the value. Those that
/// say nothing of it make none if they need no arena.
///   static constexpr bool makes_handles();
template <class Conversion, class = void>
struct MakesHandles : std::bool_constant<Conversion::needs_arena()> {};
template <class Conversion>
struct MakesHandles<Conversion, std::void_t<decltype(Conversion::makes_handles())>> : std::bool_constant<Conversion::makes_handles()> {};

/// Things that arguments point to during a call and that the C form does not have ready.
class Scratch {
 public:
  Scratch() = default;
  ~Scratch() {
    while (head_) {
      Node* node = head_;
      head_ = node->next;
      node->destroy(node);
    }
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  void swap(Scratch& other) noexcept { std::swap(head_, other.head_); }

  /// Keeps a value until the call is over.
  template <class T>
  T& keep(T&& value) {
    struct Kept : Node {
      explicit Kept(T&& from) : Node{nullptr, [](Node* node) { delete static_cast<Kept*>(node); }}, value(std::move(from)) {}
      T value;
    };
    Kept* kept = new Kept(std::move(value));
    kept->next = head_;
    head_ = kept;
    return kept->value;
  }

 private:
  struct Node {
    Node* next;
    void (*destroy)(Node*);
  };
  Node* head_ = nullptr;
};

/// Validates an argument: `if (pgl_status bad = check<rox::NoteKind>(kind)) return refuse(bad, "kind");`
template <class T, class C>
POLYGLUE_INLINE pgl_status check(const C& value) noexcept {
  return Convert<T, C>::check(value);
}
/// The same for what comes by pointer and must not be null: `check_at<rox::Note>(note)`.
template <class T, class C>
POLYGLUE_INLINE pgl_status check_at(const C* value) noexcept {
  return value ? Convert<T, C>::check(*value) : static_cast<pgl_status>(PGL_ERROR_NULL);
}
/// The C++ value of an argument that was checked.
template <class T, class C>
POLYGLUE_INLINE T lift(const C& value, Scratch& scratch) {
  return Convert<T, C>::lift(value, scratch);
}
/// For values that never need scratch: numbers, enums, flat records.
template <class T, class C>
POLYGLUE_INLINE T lift(const C& value) {
  Scratch scratch;
  return Convert<T, C>::lift(value, scratch);
}
/// Writes the C form of a value that outlives it.
template <class V, class C>
POLYGLUE_INLINE pgl_status lower(V& value, C& out, Lowering& to) {
  return Convert<std::remove_cv_t<V>, C>::lower(value, out, to);
}
/// Writes the C form of a value that ends before it.
template <class V, class C>
pgl_status lower_copy(V&& value, C& out, Lowering& to) {
  const bool before = std::exchange(to.copies, true);
  const pgl_status status = lower(value, out, to);
  to.copies = before;
  return status;
}
/// The same for an accessor's result, whichever it is: for the fields of errors.
template <class V, class C>
pgl_status lower_any(V&& value, C& out, Lowering& to) {
  if constexpr (std::is_lvalue_reference_v<V>) return lower(value, out, to);
  else return lower_copy(std::move(value), out, to);
}

/// Keeps the compiler from using, across the border, that two struct types never share memory.
template <class T>
POLYGLUE_INLINE T* crossing(T* pointer) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  __asm__ volatile("" : "+r"(pointer) : : "memory");
#endif
  return pointer;
}

/// Refuses what lowering returned, naming the result.
POLYGLUE_INLINE pgl_status refuse_result(pgl_status status) noexcept { return status ? refuse(status, "") : PGL_OK; }

/// The C form of a result while it is made: aside, as out-parameters are written on success only.
template <class C>
class Form {
 public:
  explicit POLYGLUE_INLINE Form(C* out) noexcept : out_(out) { std::memset(static_cast<void*>(&get()), 0, sizeof(C)); }
  Form(const Form&) = delete;
  Form& operator=(const Form&) = delete;

#if defined(POLYGLUE_FREE_OUT)  // in builds for a caller who looks at them on success only: where it goes
  C& get() noexcept { return *out_; }
  void hand_over() noexcept {}

 private:
  C* const out_;
#else
  C& get() noexcept { return value_; }
  POLYGLUE_INLINE void hand_over() noexcept { std::memcpy(static_cast<void*>(out_), &value_, sizeof(C)); }

 private:
  C* const out_;
  C value_;
#endif
};

/// What a pointer to text that ends in NUL leads to.
template <class T>
inline constexpr bool kCharacters =
    std::is_same_v<T, const char> || std::is_same_v<T, const wchar_t> || std::is_same_v<T, const char16_t> || std::is_same_v<T, const char32_t>;

/// C++ types that borrow what they show.
template <class T>
struct IsView : std::is_pointer<T> {};

template <class T, class C, class = void>
struct CanBeEmpty : std::false_type {};
template <class T, class C>
struct CanBeEmpty<T, C, std::void_t<decltype(std::declval<const T&>().empty()), decltype(C::len)>> : std::true_type {};

/// Returns a value whose C form points nowhere, or borrows from what outlives the call: numbers, enums,
/// flat records; with a `const T&` result, strings and arrays of flat records too.
template <class V, class C>
POLYGLUE_INLINE pgl_status give(V&& value, C* out) {
  using T = std::remove_cv_t<std::remove_reference_t<V>>;
  using Conversion = Convert<T, C>;
  static_assert(!Conversion::needs_arena(), "a result of this type needs an owner");
  static_assert(std::is_lvalue_reference_v<V> || Conversion::flat() || IsView<T>::value,
                "the result would point into a value that ends here; it needs an owner");
  Form<C> form(out);
  if (pgl_status bad = Conversion::lower(value, form.get(), no_lowering)) return refuse_result(bad);
  form.hand_over();
  return PGL_OK;
}

/// Returns a value by value: moves it into an owner and points the view at it. What turns out to need
/// no memory has a null owner. `parents`: see Lowering.
template <class V, class C>
pgl_status give(V&& value, C* out, pgl_owner** owner, Slot* const* parents = nullptr, std::size_t count = 0) {
  using T = std::remove_cv_t<std::remove_reference_t<V>>;
  static_assert(!std::is_lvalue_reference_v<V>, "give() takes a value; use show() for a reference");
  static_assert(!IsView<T>::value, "a view owns nothing; use show() to copy what it shows");
  using Conversion = Convert<T, C>;
  Form<C> form(out);
  if constexpr (CanBeEmpty<T, C>::value) {
    if (value.empty()) {
      form.hand_over();
      *owner = nullptr;
      return PGL_OK;
    }
  }
  auto* owned = Owner<T>::make(std::move(value), owner);
  OwnerGuard guard(&owned->base);
  LoweringScope to(&owned->arena, false, parents, count);
  to.host_checks_text = kHostChecksText && !MakesHandles<Conversion>::value;
  if (pgl_status bad = Conversion::lower(owned->value, form.get(), to)) return refuse_result(bad);
  to.commit();
  form.hand_over();
  *owner = guard.hand_out();
  return PGL_OK;
}
/// Of a function that returns `const T`, which cannot be moved from.
template <class V, class C>
pgl_status give(const V&& value, C* out, pgl_owner** owner, Slot* const* parents = nullptr, std::size_t count = 0) {
  return give(V(value), out, owner, parents, count);
}

/// Returns what a reference leads to, as a copy in an owner: for `const T&` and view results whose C
/// form cannot just point there.
template <class V, class C>
pgl_status show(const V& value, C* out, pgl_owner** owner, Slot* const* parents = nullptr, std::size_t count = 0) {
  Form<C> form(out);
  ArenaOwner* owned = ArenaOwner::make(owner);
  OwnerGuard guard(&owned->base);
  LoweringScope to(&owned->arena, true, parents, count);
  if (pgl_status bad = Convert<V, C>::lower(value, form.get(), to)) return refuse_result(bad);
  to.commit();
  form.hand_over();
  *owner = owned->arena.empty() ? nullptr : guard.hand_out();
  return PGL_OK;
}

/// DeclaredError::payload for an error class and a function that fills its C struct.
template <class E, class C, pgl_status (*fill)(const E&, C&, Lowering&)>
pgl_status payload_of(const void* error, Lowering& to, const void*& out) {
  C* form = to.arena().template array<C>(1);
  std::memset(static_cast<void*>(form), 0, sizeof(C));
  if (pgl_status bad = fill(*static_cast<const E*>(error), *form, to)) return bad;
  out = form;
  return PGL_OK;
}

// ---- numbers ----

/// Whether every value of From is a value of To.
template <class To, class From>
constexpr bool holds_all() {
  if constexpr (std::is_floating_point_v<To> || std::is_floating_point_v<From>) return true;
  else if constexpr (std::is_signed_v<From>) return std::is_signed_v<To> && sizeof(To) >= sizeof(From);
  else return sizeof(To) > sizeof(From) || (sizeof(To) == sizeof(From) && std::is_unsigned_v<To>);
}
/// Whether an integer is a value of To.
template <class To, class From>
constexpr bool fits(From value) noexcept {
  if constexpr (holds_all<To, From>()) return true;
  else return static_cast<From>(static_cast<To>(value)) == value && (value < From{}) == (static_cast<To>(value) < To{});
}

/// Numbers. bool, char and char32_t are below.
template <class T, class C>
struct Convert<T, C,
               std::enable_if_t<std::is_arithmetic_v<T> && std::is_arithmetic_v<C> && !std::is_same_v<T, bool> &&
                                !std::is_same_v<T, char> && !std::is_same_v<T, char32_t>>> {
  static constexpr bool same_layout() {
    return sizeof(T) == sizeof(C) && std::is_signed_v<T> == std::is_signed_v<C> &&
           std::is_floating_point_v<T> == std::is_floating_point_v<C>;
  }
  static constexpr bool always_valid() { return holds_all<T, C>(); }
  static constexpr bool flat() { return true; }
  static constexpr bool needs_arena() { return false; }
  static POLYGLUE_INLINE pgl_status check(C value) noexcept { return fits<T>(value) ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_RANGE); }
  static POLYGLUE_INLINE T lift(C value, Scratch&) noexcept { return static_cast<T>(value); }
  static POLYGLUE_INLINE pgl_status lower(T value, C& out, Lowering&) noexcept {
    if (!fits<C>(value)) return PGL_ERROR_RANGE;
    out = static_cast<C>(value);
    return PGL_OK;
  }
};

template <>
struct Convert<bool, pgl_bool> {
  static constexpr bool same_layout() { return sizeof(bool) == sizeof(pgl_bool); }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return true; }
  static constexpr bool needs_arena() { return false; }
  static POLYGLUE_INLINE pgl_status check(pgl_bool value) noexcept { return value <= 1 ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_RANGE); }
  static POLYGLUE_INLINE bool lift(pgl_bool value, Scratch&) noexcept { return value != 0; }
  static POLYGLUE_INLINE pgl_status lower(bool value, pgl_bool& out, Lowering&) noexcept {
    out = value ? 1 : 0;
    return PGL_OK;
  }
};

/// char is one ASCII character.
template <>
struct Convert<char, char> {
  static constexpr bool same_layout() { return false; }  // so that arrays are checked on the way out too
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return true; }
  static constexpr bool needs_arena() { return false; }
  static pgl_status check(char value) noexcept { return static_cast<unsigned char>(value) < 128 ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_RANGE); }
  static char lift(char value, Scratch&) noexcept { return value; }
  static pgl_status lower(char value, char& out, Lowering&) noexcept {
    out = value;
    return check(value);
  }
};

/// char32_t is one Unicode scalar value.
template <>
struct Convert<char32_t, std::uint32_t> {
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return true; }
  static constexpr bool needs_arena() { return false; }
  static pgl_status check(std::uint32_t value) noexcept {
    return value < 0xd800 || (value > 0xdfff && value <= 0x10ffff) ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_RANGE);
  }
  static char32_t lift(std::uint32_t value, Scratch&) noexcept { return static_cast<char32_t>(value); }
  static pgl_status lower(char32_t value, std::uint32_t& out, Lowering&) noexcept {
    out = static_cast<std::uint32_t>(value);
    return check(out);
  }
};

/// A byte is an enum to C++ and a number here; all its values are good.
template <>
struct Convert<std::byte, std::uint8_t> {
  static constexpr bool same_layout() { return true; }
  static constexpr bool always_valid() { return true; }
  static constexpr bool flat() { return true; }
  static constexpr bool needs_arena() { return false; }
  static pgl_status check(std::uint8_t) noexcept { return PGL_OK; }
  static std::byte lift(std::uint8_t value, Scratch&) noexcept { return static_cast<std::byte>(value); }
  static pgl_status lower(std::byte value, std::uint8_t& out, Lowering&) noexcept {
    out = static_cast<std::uint8_t>(value);
    return PGL_OK;
  }
};

// ---- enums ----

/// Specialised by the generated shim for every exported enum:
///
///     template <> struct Enum<rox::NoteKind> {
///       static constexpr bool valid(std::uint8_t value) { return value <= 3; }
///     };
///
/// `valid` takes the C type; for flags it says whether all bits are known.
template <class E>
struct Enum;

template <class E, class C>
struct Convert<E, C, std::enable_if_t<std::is_enum_v<E> && std::is_integral_v<C>>> {
  using Underlying = std::underlying_type_t<E>;
  static constexpr bool same_layout() { return sizeof(E) == sizeof(C); }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return true; }
  static constexpr bool needs_arena() { return false; }
  static POLYGLUE_INLINE pgl_status check(C value) noexcept { return Enum<E>::valid(value) ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_ENUM); }
  static POLYGLUE_INLINE E lift(C value, Scratch&) noexcept { return static_cast<E>(value); }
  static POLYGLUE_INLINE pgl_status lower(E value, C& out, Lowering&) noexcept {
    out = static_cast<C>(value);
    return PGL_OK;
  }
};

POLYGLUE_RUNTIME_END
