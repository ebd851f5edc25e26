// std::set and std::unordered_set as arrays; equal elements become one.
#pragma once

#include <set>
#include <unordered_set>

#include "polyglue/runtime/convert/sequence.hpp"

POLYGLUE_RUNTIME_BEGIN

template <class Set, class S>
struct ConvertSet : ConvertSequence<typename Set::key_type, S> {
  using T = typename Set::key_type;
  static constexpr bool needs_arena() { return true; }
  static Set lift(const S& sequence, Scratch& scratch) {
    Set set;
    for (std::size_t i = 0; i < sequence.len; ++i) set.insert(Convert<T, Element<S>>::lift(sequence.data[i], scratch));
    return set;
  }
  static pgl_status lower(const Set& set, S& out, Lowering& to) { return lower_elements<T>(set.begin(), set.size(), out, to); }
};

template <class K, class L, class A, class S>
struct Convert<std::set<K, L, A>, S> : ConvertSet<std::set<K, L, A>, S> {};
template <class K, class H, class E, class A, class S>
struct Convert<std::unordered_set<K, H, E, A>, S> : ConvertSet<std::unordered_set<K, H, E, A>, S> {};

POLYGLUE_RUNTIME_END
