// std::pair and std::tuple as {item0, item1, ...}, up to twelve items.
#pragma once

#include <tuple>
#include <utility>

#include "polyglue/runtime/convert.hpp"

POLYGLUE_RUNTIME_BEGIN

/// The I-th item of a C tuple.
template <std::size_t I, class C>
constexpr auto& item(C& tuple) noexcept {
  static_assert(I < 12, "tuples of more than twelve items need a record");
  if constexpr (I == 0) return tuple.item0;
  else if constexpr (I == 1) return tuple.item1;
  else if constexpr (I == 2) return tuple.item2;
  else if constexpr (I == 3) return tuple.item3;
  else if constexpr (I == 4) return tuple.item4;
  else if constexpr (I == 5) return tuple.item5;
  else if constexpr (I == 6) return tuple.item6;
  else if constexpr (I == 7) return tuple.item7;
  else if constexpr (I == 8) return tuple.item8;
  else if constexpr (I == 9) return tuple.item9;
  else if constexpr (I == 10) return tuple.item10;
  else return tuple.item11;
}

template <class T, class C, class... Items>
struct ConvertTuple {
  using Indices = std::index_sequence_for<Items...>;
  template <std::size_t I>
  using Conversion = Convert<std::remove_cv_t<std::tuple_element_t<I, T>>, std::remove_cv_t<std::remove_reference_t<decltype(item<I>(std::declval<C&>()))>>>;

  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return all_always_valid(Indices()); }
  static constexpr bool flat() { return all_flat(Indices()); }
  static constexpr bool needs_arena() { return any_needs_arena(Indices()); }
  static pgl_status check(const C& tuple) noexcept { return check(tuple, Indices()); }
  static T lift(const C& tuple, Scratch& scratch) { return lift(tuple, scratch, Indices()); }
  template <class V>
  static pgl_status lower(V& value, C& out, Lowering& to) {
    return lower(value, out, to, Indices());
  }

 private:
  template <std::size_t... I>
  static constexpr bool all_always_valid(std::index_sequence<I...>) { return (Conversion<I>::always_valid() && ...); }
  template <std::size_t... I>
  static constexpr bool all_flat(std::index_sequence<I...>) { return (Conversion<I>::flat() && ...); }
  template <std::size_t... I>
  static constexpr bool any_needs_arena(std::index_sequence<I...>) { return (Conversion<I>::needs_arena() || ...); }
  template <std::size_t... I>
  static pgl_status check(const C& tuple, std::index_sequence<I...>) noexcept {
    pgl_status bad = PGL_OK;
    (void)((bad = Conversion<I>::check(item<I>(tuple)), bad ? at_index(I, bad) : bad) || ...);
    return bad;
  }
  template <std::size_t... I>
  static T lift(const C& tuple, Scratch& scratch, std::index_sequence<I...>) {
    return T{Conversion<I>::lift(item<I>(tuple), scratch)...};
  }
  template <class V, std::size_t... I>
  static pgl_status lower(V& value, C& out, Lowering& to, std::index_sequence<I...>) {
    pgl_status bad = PGL_OK;
    (void)((bad = Conversion<I>::lower(std::get<I>(value), item<I>(out), to), bad ? at_index(I, bad) : bad) || ...);
    return bad;
  }
};

template <class A, class B, class C>
struct Convert<std::pair<A, B>, C> : ConvertTuple<std::pair<A, B>, C, A, B> {};
template <class... Items, class C>
struct Convert<std::tuple<Items...>, C> : ConvertTuple<std::tuple<Items...>, C, Items...> {};

POLYGLUE_RUNTIME_END
