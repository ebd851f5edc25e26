// std::variant as {tag, union as}; the tag is the index of the alternative.
#pragma once

#include <variant>

#include "polyglue/runtime/convert.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Specialised by the generated shim for every C variant: how its alternatives are called.
///
///     template <> struct Variant<rox_issue> {
///       template <std::size_t I, class C> static constexpr auto& member(C& variant) {
///         if constexpr (I == 1) return variant.as.overlapping_notes;
///         else if constexpr (I == 2) return variant.as.empty_hold;
///       }
///     };
///
/// std::monostate has no member and is not asked for one.
template <class C>
struct Variant;

template <class... Alternatives, class C>
struct Convert<std::variant<Alternatives...>, C> {
  using T = std::variant<Alternatives...>;
  static constexpr std::size_t kCount = sizeof...(Alternatives);
  using Indices = std::make_index_sequence<kCount>;
  template <std::size_t I>
  static constexpr bool kEmpty = std::is_same_v<std::variant_alternative_t<I, T>, std::monostate>;

  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return all_flat(Indices()); }
  static constexpr bool needs_arena() { return any_needs_arena(Indices()); }

  static pgl_status check(const C& variant) noexcept {
    if (variant.tag < 0 || static_cast<std::size_t>(variant.tag) >= kCount) return PGL_ERROR_ENUM;
    return check(variant, Indices());
  }
  static T lift(const C& variant, Scratch& scratch) { return lift<0>(variant, scratch); }
  template <class V>
  static pgl_status lower(V& value, C& out, Lowering& to) {
    if (value.valueless_by_exception()) return PGL_ERROR_ENUM;
    out.tag = static_cast<std::int32_t>(value.index());
    return lower_at<0>(value, out, to);
  }

 private:
  template <std::size_t I, bool = kEmpty<I>>
  struct At {
    using Conversion = Convert<std::variant_alternative_t<I, T>,
                               std::remove_cv_t<std::remove_reference_t<decltype(Variant<C>::template member<I>(std::declval<C&>()))>>>;
    static constexpr bool flat() { return Conversion::flat(); }
    static constexpr bool needs_arena() { return Conversion::needs_arena(); }
    static pgl_status check(const C& variant) noexcept { return Conversion::check(Variant<C>::template member<I>(variant)); }
    static T lift(const C& variant, Scratch& scratch) {
      return T(std::in_place_index<I>, Conversion::lift(Variant<C>::template member<I>(variant), scratch));
    }
    template <class V>
    static pgl_status lower(V& value, C& out, Lowering& to) {
      return Conversion::lower(*std::get_if<I>(&value), Variant<C>::template member<I>(out), to);
    }
  };
  template <std::size_t I>
  struct At<I, true> {
    static constexpr bool flat() { return true; }
    static constexpr bool needs_arena() { return false; }
    static pgl_status check(const C&) noexcept { return PGL_OK; }
    static T lift(const C&, Scratch&) { return T(std::in_place_index<I>); }
    template <class V>
    static pgl_status lower(V&, C&, Lowering&) { return PGL_OK; }
  };

  template <std::size_t... I>
  static constexpr bool all_flat(std::index_sequence<I...>) { return (At<I>::flat() && ...); }
  template <std::size_t... I>
  static constexpr bool any_needs_arena(std::index_sequence<I...>) { return (At<I>::needs_arena() || ...); }
  template <std::size_t... I>
  static pgl_status check(const C& variant, std::index_sequence<I...>) noexcept {
    pgl_status bad = PGL_OK;
    (void)((static_cast<std::size_t>(variant.tag) == I && (bad = At<I>::check(variant), true)) || ...);
    return bad;
  }
  template <std::size_t I>
  static T lift(const C& variant, Scratch& scratch) {
    if constexpr (I + 1 < kCount) {
      if (static_cast<std::size_t>(variant.tag) != I) return lift<I + 1>(variant, scratch);
    }
    return At<I>::lift(variant, scratch);
  }
  template <std::size_t I, class V>
  static pgl_status lower_at(V& value, C& out, Lowering& to) {
    if constexpr (I + 1 < kCount) {
      if (value.index() != I) return lower_at<I + 1>(value, out, to);
    }
    return At<I>::lower(value, out, to);
  }
};

POLYGLUE_RUNTIME_END
