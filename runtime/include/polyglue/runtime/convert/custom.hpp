// Types that cross as another one: polyglue::converter<T>.
#pragma once

#include "polyglue/converter.hpp"
#include "polyglue/runtime/convert.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Specialised by the generated shim for every custom type: `template <> struct Custom<my::Uuid> : std::true_type {};`
template <class T>
struct Custom : std::false_type {};

template <class T, class C>
struct Convert<T, C, std::enable_if_t<Custom<T>::value>> {
  using Repr = typename polyglue::converter<T>::repr;
  using Conversion = Convert<Repr, C>;
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return Conversion::always_valid(); }
  static constexpr bool flat() { return Conversion::flat(); }
  static constexpr bool needs_arena() { return !Conversion::flat(); }
  static pgl_status check(const C& form) noexcept { return Conversion::check(form); }
  static T lift(const C& form, Scratch& scratch) { return polyglue::converter<T>::from(Conversion::lift(form, scratch)); }
  static pgl_status lower(const T& value, C& out, Lowering& to) {
    return lower_any(polyglue::converter<T>::to(value), out, to);
  }
};

POLYGLUE_RUNTIME_END
