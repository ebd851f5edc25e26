// Arrays of things: std::vector and std::span, as {data, len} of any element.
#pragma once

#include <iterator>
#include <vector>
#if __cplusplus >= 202002L && defined(__has_include)
#if __has_include(<span>)
#include <span>
#endif
#endif

#include "polyglue/runtime/convert.hpp"

POLYGLUE_RUNTIME_BEGIN

/// C type of the elements of a C sequence.
template <class S>
using Element = std::remove_cv_t<std::remove_pointer_t<decltype(S::data)>>;

template <class S>
POLYGLUE_INLINE pgl_status check_length(const S& sequence) noexcept {
  if (sequence.len && !sequence.data) return PGL_ERROR_NULL;
  if (sequence.len > PTRDIFF_MAX / sizeof(Element<S>)) return PGL_ERROR_LENGTH;
  return PGL_OK;
}

template <class T, class S>
pgl_status check_sequence(const S& sequence) noexcept {
  if (pgl_status bad = check_length(sequence)) return bad;
  using Conversion = Convert<T, Element<S>>;
  if constexpr (!Conversion::always_valid()) {
    for (std::size_t i = 0; i < sequence.len; ++i) {
      if (pgl_status bad = Conversion::check(sequence.data[i])) return at_index(i, bad);
    }
  }
  return PGL_OK;
}

/// Lowers `len` elements from an iterator into an array of the arena.
template <class T, class S, class Iterator>
pgl_status lower_elements(Iterator from, std::size_t len, S& out, Lowering& to) {
  using C = Element<S>;
  if (!len) return PGL_OK;
  C* data = to.arena().template array<C>(len);
  for (std::size_t i = 0; i < len; ++i, ++from) {
    std::memset(static_cast<void*>(data + i), 0, sizeof(C));
    if (pgl_status bad = Convert<T, C>::lower(*from, data[i], to)) return at_index(i, bad);
  }
  out.data = data;
  out.len = len;
  return PGL_OK;
}

/// Lowers `len` elements in a row: as they are where the layouts agree.
template <class T, class S, class V>
pgl_status lower_array(V* values, std::size_t len, S& out, Lowering& to) {
  using C = Element<S>;
  if constexpr (Convert<T, C>::same_layout()) {
    if (!len) return PGL_OK;
    const void* data = values;
    if (to.copies) data = std::memcpy(to.arena().template array<C>(len), data, len * sizeof(C));
    out.data = static_cast<const C*>(crossing(data));
    out.len = len;
    return PGL_OK;
  } else {
    return lower_elements<T>(values, len, out, to);
  }
}

/// What all conversions of sequences share.
template <class T, class S>
struct ConvertSequence {
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return false; }
  static constexpr bool needs_arena() { return !Convert<T, Element<S>>::same_layout(); }
  static constexpr bool makes_handles() { return MakesHandles<Convert<T, Element<S>>>::value; }
  static pgl_status check(const S& sequence) noexcept { return check_sequence<T>(sequence); }
};

template <class T, class A, class S>
struct Convert<std::vector<T, A>, S, std::void_t<decltype(S::data), decltype(S::len)>> : ConvertSequence<T, S> {
  using C = Element<S>;
  static constexpr bool needs_arena() { return std::is_same_v<T, bool> || ConvertSequence<T, S>::needs_arena(); }

  static std::vector<T, A> lift(const S& sequence, Scratch& scratch) {
    if constexpr (Convert<T, C>::same_layout() && std::is_trivially_copyable_v<T>) {
      const T* data = reinterpret_cast<const T*>(crossing(sequence.data));
      return std::vector<T, A>(data, data + sequence.len);
    } else {
      std::vector<T, A> values;
      values.reserve(sequence.len);
      for (std::size_t i = 0; i < sequence.len; ++i) values.push_back(Convert<T, C>::lift(sequence.data[i], scratch));
      return values;
    }
  }
  template <class V>
  static pgl_status lower(V& values, S& out, Lowering& to) {
    if constexpr (std::is_same_v<T, bool>) return lower_elements<T>(values.begin(), values.size(), out, to);
    else return lower_array<T>(values.data(), values.size(), out, to);
  }
};

/// The elements in a row, for the call: the caller's own memory where the layouts agree and nobody writes to it.
template <class T, class S>
T* lift_row(const S& sequence, Scratch& scratch) {
  using Value = std::remove_cv_t<T>;
  using C = Element<S>;
  struct Cell { bool value; };  // std::vector<bool> has no bools to point to
  if constexpr (std::is_const_v<T> && Convert<Value, C>::same_layout()) {
    return reinterpret_cast<T*>(crossing(sequence.data));
  } else if constexpr (std::is_same_v<Value, bool>) {
    std::vector<Cell> cells(sequence.len);
    for (std::size_t i = 0; i < sequence.len; ++i) cells[i].value = sequence.data[i] != 0;
    return reinterpret_cast<T*>(scratch.keep(std::move(cells)).data());
  } else {
    return scratch.keep(Convert<std::vector<Value>, S>::lift(sequence, scratch)).data();
  }
}

#if defined(__cpp_lib_span)
template <class T, std::size_t N>
struct IsView<std::span<T, N>> : std::true_type {};

template <class T, std::size_t N, class S>
struct Convert<std::span<T, N>, S, std::void_t<decltype(S::data), decltype(S::len)>> : ConvertSequence<std::remove_cv_t<T>, S> {
  using Value = std::remove_cv_t<T>;

  static pgl_status check(const S& sequence) noexcept {
    if (N != std::dynamic_extent && sequence.len != N) return PGL_ERROR_LENGTH;
    return check_sequence<Value>(sequence);
  }
  static std::span<T, N> lift(const S& sequence, Scratch& scratch) { return std::span<T, N>(lift_row<T>(sequence, scratch), sequence.len); }
  static pgl_status lower(std::span<T, N> values, S& out, Lowering& to) {
    return lower_array<Value>(values.data(), values.size(), out, to);
  }
};
#endif

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

POLYGLUE_RUNTIME_END
