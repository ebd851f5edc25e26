// What generated shims need around a call: results that may or may not borrow, optional objects,
// operators that have no function of their own.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#if defined(__has_include) && __cplusplus >= 202002L
#if __has_include(<compare>)
#include <compare>
#endif
#endif

#include "polyglue/runtime/convert.hpp"
#include "polyglue/runtime/object.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Returns what a reference or a view leads to, without copying it: what the C form needs beside that,
/// such as an array of structs made from C++ ones, is in the owner.
template <class V, class C>
pgl_status view(const V& value, C* out, pgl_owner** owner, Slot* const* parents = nullptr, std::size_t count = 0) {
  C form = zeroed<C>();
  if constexpr (!Convert<V, C>::needs_arena()) {
    Arena none;
    LoweringScope to(&none, false, parents, count);
    to.host_checks_text = kTrustedText;
    if (pgl_status bad = Convert<V, C>::lower(value, form, to)) return refuse_result(bad);
    to.commit();
    hand_over(out, form);
    *owner = nullptr;
  } else {
    ArenaOwner* owned = ArenaOwner::make(owner);
    OwnerGuard guard(&owned->base);
    LoweringScope to(&owned->arena, false, parents, count);
    if (pgl_status bad = Convert<V, C>::lower(value, form, to)) return refuse_result(bad);
    to.commit();
    hand_over(out, form);
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

/// emplace() for an object that borrows from others: they stay alive as long as it does.
template <class T, class Make>
pgl_status emplace_kept(Handle<T>** out, Make&& make, Slot* const* parents, std::size_t count) {
  Reservation reserved;
  if (!reserved) return refuse(reserved.status(), "");
  if (pgl_status bad = reserved.prepare(Class<T>::info, parents, count)) return refuse(bad, "");
  struct Place {
    void* memory;
    ~Place() {
      if (memory) ValueHolder<T>::unplace(memory);
    }
  };
  Place place{ValueHolder<T>::place(*reserved.slot())};
  T* object = new (place.memory) T(make());
  place.memory = nullptr;
  *out = reinterpret_cast<Handle<T>*>(reserved.commit(Class<T>::info, object, &ValueHolder<T>::holder, false));
  return PGL_OK;
}

/// Returns the object in a std::optional, or the one a pointer leads to (as a copy); null if there is none.
template <class T, class Optional>
pgl_status emplace_if(Handle<T>** out, Optional&& value, Slot* const* parents = nullptr, std::size_t count = 0) {
  if (!value) {
    *out = nullptr;
    return PGL_OK;
  }
  using Held = std::remove_reference_t<Optional>;
  const auto make = [&]() -> decltype(auto) {
    if constexpr (std::is_pointer_v<Held> || std::is_lvalue_reference_v<Optional>) return static_cast<const T&>(*value);
    else return static_cast<T&&>(*value);
  };
  return count ? emplace_kept<T>(out, make, parents, count) : emplace<T>(out, make);
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

/// A snapshot of what iterating over `container` gives.
template <class Vector, class Container>
Vector elements(Container&& container) {
  using std::begin;
  using std::end;
  Vector values;
  const auto last = end(container);
  for (auto at = begin(container); at != last; ++at) values.push_back(static_cast<typename Vector::value_type>(*at));
  return values;
}

#if defined(__cpp_lib_three_way_comparison)
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
