// Structs with public fields as C structs. Where both lie in memory alike, arrays of them cross as they are.
#pragma once

#include "polyglue/runtime/convert.hpp"

POLYGLUE_RUNTIME_BEGIN

/// One field: member of the C++ struct, member of the C struct.
template <auto member, auto c_member>
struct Field;
template <class T, class Base, class C, class CStruct, T Base::*member, C CStruct::*c_member>
struct Field<member, c_member> {
  using Conversion = Convert<std::remove_cv_t<T>, C>;
  template <class R>
  static constexpr auto& of(R& record) noexcept { return record.*member; }
  static constexpr const C& of_c(const CStruct& record) noexcept { return record.*c_member; }
  static constexpr C& of_c(CStruct& record) noexcept { return record.*c_member; }
  static constexpr std::size_t size = sizeof(T), c_size = sizeof(C);
  static constexpr bool assignable = !std::is_const_v<T>;
  static constexpr bool is_array = std::is_array_v<T>;
};
template <class... F>
struct Fields {};

/// Specialised by the generated shim for every exported record; fields in the order of the C struct.
/// `offsets` stand only where all fields are numbers, enums and such records themselves, in the order
/// of `fields`: they prove that the layouts agree.
///
///     template <> struct Record<rox::Note> {
///       using c_type = rox_note;
///       using fields = Fields<Field<&rox::Note::time_us, &rox_note::time_us>,
///                             Field<&rox::Note::column, &rox_note::column>>;
///       static constexpr const char* names[] = {"time_us", "column"};
///       static constexpr std::size_t offsets[] = {offsetof(rox::Note, time_us), offsetof(rox::Note, column)};
///       static constexpr std::size_t c_offsets[] = {offsetof(rox_note, time_us), offsetof(rox_note, column)};
///     };
template <class T>
struct Record;

template <class R, class = void>
struct HasOffsets : std::false_type {};
template <class R>
struct HasOffsets<R, std::void_t<decltype(R::offsets)>> : std::true_type {};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // about which of two conversions that are never made
#endif
/// Stands for a value of any type; never made.
struct Anything {
  template <class T>
  operator T() const noexcept;
};
template <class T, class, class... A>
struct CanBrace : std::false_type {};
template <class T, class... A>
struct CanBrace<T, std::void_t<decltype(T{std::declval<A>()...})>, A...> : std::true_type {};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

template <class T, class C, class F>
struct ConvertFields;
template <class T, class C, class... F>
struct ConvertFields<T, C, Fields<F...>> {
  static constexpr bool same_layout() {
    if constexpr (HasOffsets<Record<T>>::value && sizeof(T) == sizeof(C) && alignof(T) == alignof(C) &&
                  std::is_trivially_copyable_v<T>) {
      for (std::size_t i = 0; i < sizeof...(F); ++i) {
        if (Record<T>::offsets[i] != Record<T>::c_offsets[i]) return false;
      }
      return ((F::size == F::c_size && F::Conversion::same_layout()) && ...);
    } else {
      return false;
    }
  }
  static constexpr bool always_valid() { return (F::Conversion::always_valid() && ...); }
  static constexpr bool flat() { return (F::Conversion::flat() && ...); }
  static constexpr bool needs_arena() { return (F::Conversion::needs_arena() || ...); }

  static pgl_status check(const C& record) noexcept {
    pgl_status bad = PGL_OK;
    std::size_t i = 0;
    (void)((bad = F::Conversion::check(F::of_c(record)), bad ? at_member(Record<T>::names[i], bad) : (++i, bad)) || ...);
    return bad;
  }
  static T lift(const C& record, Scratch& scratch) {
    constexpr bool can_be_filled = std::is_default_constructible_v<T> && (F::assignable && ...);
    // Braces do not make a C array from a value.
    if constexpr (can_be_filled && ((F::is_array || ...) || !whole())) return filled(record, scratch);
    else return T{F::Conversion::lift(F::of_c(record), scratch)...};
  }
  template <class V>
  static pgl_status lower(V& value, C& out, Lowering& to) {
    pgl_status bad = PGL_OK;
    std::size_t i = 0;
    (void)((bad = F::Conversion::lower(F::of(value), F::of_c(out), to), bad ? at_member(Record<T>::names[i], bad) : (++i, bad)) || ...);
    return bad;
  }

 private:
  /// Braces around the fields make the struct: it has no others.
  static constexpr bool whole() {
    if constexpr (!std::is_aggregate_v<T>) return false;
    else return CanBrace<T, void, std::conditional_t<true, Anything, F>...>::value &&
                !CanBrace<T, void, Anything, std::conditional_t<true, Anything, F>...>::value;
  }
  static T filled(const C& record, Scratch& scratch) {
    T value{};  // keeps the defaults of fields that do not cross
    (assign(F::of(value), F::Conversion::lift(F::of_c(record), scratch)), ...);
    return value;
  }
  template <class Field, class V>
  static void assign(Field& field, V&& value) { field = std::forward<V>(value); }
  template <class E, std::size_t n, class V>
  static void assign(E (&array)[n], V&& values) {
    for (std::size_t i = 0; i < n; ++i) assign(array[i], std::move(values[i]));
  }
};

template <class T>
struct Convert<T, typename Record<T>::c_type, std::void_t<typename Record<T>::fields>>
    : ConvertFields<T, typename Record<T>::c_type, typename Record<T>::fields> {};

POLYGLUE_RUNTIME_END
