// Sequences that are not in a row, or of fixed length: std::array, C arrays, std::deque, std::list.
#pragma once

#include <array>
#include <deque>
#include <list>

#include "polyglue/runtime/convert/sequence.hpp"

POLYGLUE_RUNTIME_BEGIN

template <class List, class T, class S>
struct ConvertList : ConvertSequence<T, S> {
  static constexpr bool needs_arena() { return true; }
  static List lift(const S& sequence, Scratch& scratch) {
    List values;
    for (std::size_t i = 0; i < sequence.len; ++i) values.push_back(Convert<T, Element<S>>::lift(sequence.data[i], scratch));
    return values;
  }
  template <class V>
  static pgl_status lower(V& values, S& out, Lowering& to) {
    return lower_elements<T>(values.begin(), values.size(), out, to);
  }
};

template <class T, class A, class S>
struct Convert<std::deque<T, A>, S, std::void_t<decltype(S::data), decltype(S::len)>> : ConvertList<std::deque<T, A>, T, S> {};
template <class T, class A, class S>
struct Convert<std::list<T, A>, S, std::void_t<decltype(S::data), decltype(S::len)>> : ConvertList<std::list<T, A>, T, S> {};

/// An array takes exactly as many elements as it has.
template <class T, std::size_t N, class S>
struct Convert<std::array<T, N>, S, std::void_t<decltype(S::data), decltype(S::len)>> : ConvertSequence<T, S> {
  static pgl_status check(const S& sequence) noexcept {
    return sequence.len == N ? check_sequence<T>(sequence) : static_cast<pgl_status>(PGL_ERROR_LENGTH);
  }
  static std::array<T, N> lift(const S& sequence, Scratch& scratch) {
    return lift(sequence, scratch, std::make_index_sequence<N>());
  }
  template <class V>
  static pgl_status lower(V& values, S& out, Lowering& to) {
    return lower_array<T>(values.data(), N, out, to);
  }

 private:
  template <std::size_t... I>
  static std::array<T, N> lift(const S& sequence, Scratch& scratch, std::index_sequence<I...>) {
    (void)sequence, (void)scratch;
    return {{Convert<T, Element<S>>::lift(sequence.data[I], scratch)...}};
  }
};

/// What a C array is lifted to, since no function can return one: a std::array, at every depth.
template <class T>
struct ArrayValue { using type = T; };
template <class T, std::size_t N>
struct ArrayValue<T[N]> { using type = std::array<typename ArrayValue<T>::type, N>; };

/// A C array, the field of a record.
template <class T, std::size_t N, class S>
struct Convert<T[N], S, std::void_t<decltype(S::data), decltype(S::len)>> : Convert<typename ArrayValue<T[N]>::type, S> {
  template <class V>
  static pgl_status lower(V& values, S& out, Lowering& to) {
    return lower_array<T>(&values[0], N, out, to);
  }
};

POLYGLUE_RUNTIME_END
