// What generated shims need around a call: results that may or may not borrow, operators that have no
// function of their own.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#if defined(__has_include) && __cplusplus >= 202002L
#if __has_include(<compare>)
#include <compare>
#endif
#endif

#include "polyglue/runtime/convert.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Returns what a reference or a view leads to, without copying it: what the C form needs beside that,
/// such as an array of structs made from C++ ones, is in the owner.
template <class V, class C>
pgl_status view(const V& value, C* out, pgl_owner** owner, Slot* const* parents = nullptr, std::size_t count = 0) {
  Form<C> form(out);
  if constexpr (!Convert<V, C>::needs_arena()) {
    Arena none;
    LoweringScope to(&none, false, parents, count);
    to.host_checks_text = kHostChecksText;
    if (pgl_status bad = Convert<V, C>::lower(value, form.get(), to)) return refuse_result(bad);
    to.commit();
    form.hand_over();
    *owner = nullptr;
  } else {
    ArenaOwner* owned = ArenaOwner::make(owner);
    OwnerGuard guard(&owned->base);
    LoweringScope to(&owned->arena, false, parents, count);
    to.host_checks_text = kHostChecksText && !MakesHandles<Convert<V, C>>::value;
    if (pgl_status bad = Convert<V, C>::lower(value, form.get(), to)) return refuse_result(bad);
    to.commit();
    form.hand_over();
    *owner = owned->arena.empty() ? nullptr : guard.hand_out();
  }
  return PGL_OK;
}

/// Returns a result with an owner, whichever way C++ gave it: a reference and a view stay where they
/// are, a value moves into the owner.
template <class V, class C>
pgl_status hand(V&& value, C* out, pgl_owner** owner, Slot* const* parents = nullptr, std::size_t count = 0) {
  using T = std::remove_cv_t<std::remove_reference_t<V>>;
  if constexpr (std::is_lvalue_reference_v<V> || IsView<T>::value) return view<T>(value, out, owner, parents, count);
  else return give(std::move(value), out, owner, parents, count);
}

template <class Container, class Index, class = void>
struct HasSize : std::false_type {};
template <class Container, class Index>
struct HasSize<Container, Index, std::void_t<decltype(static_cast<std::size_t>(std::declval<const Container&>().size()))>>
    : std::bool_constant<std::is_integral_v<Index> && !std::is_same_v<Index, bool>> {};

/// Whether an index may be given to operator[]: always, where the class is not indexed by numbers or
/// has no size().
template <class Container, class Index>
bool in_bounds(const Container& container, const Index& index) {
  if constexpr (HasSize<Container, Index>::value) {
    if constexpr (std::is_signed_v<Index>) {
      if (index < 0) return false;
    }
    return static_cast<std::size_t>(index) < static_cast<std::size_t>(container.size());
  } else {
    (void)container, (void)index;
    return true;
  }
}

// By the language, not the library: libc++ has all this needs long before it says so.
#if defined(__cpp_impl_three_way_comparison) && __has_include(<compare>)
/// -1, 0, 1; 2 where neither is less, equal or greater.
inline std::int32_t order(std::partial_ordering ordering) noexcept {
  if (ordering < 0) return -1;
  if (ordering > 0) return 1;
  return ordering == 0 ? 0 : 2;
}
#endif
/// For an operator<=> that gives a number.
inline std::int32_t order(int number) noexcept { return (number > 0) - (number < 0); }

POLYGLUE_RUNTIME_END
