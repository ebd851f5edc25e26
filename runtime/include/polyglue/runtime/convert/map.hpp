// std::map and std::unordered_map as arrays of {key, value}.
#pragma once

#include <map>
#include <unordered_map>

#include "polyglue/runtime/convert/sequence.hpp"

POLYGLUE_RUNTIME_BEGIN

template <class M, class S>
struct ConvertMap {
  using Entry = Element<S>;
  using Key = typename M::key_type;
  using Value = typename M::mapped_type;
  using KeyConversion = Convert<Key, std::remove_cv_t<decltype(Entry::key)>>;
  using ValueConversion = Convert<Value, std::remove_cv_t<decltype(Entry::value)>>;
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return false; }
  static constexpr bool needs_arena() { return true; }
  static constexpr bool makes_handles() { return MakesHandles<KeyConversion>::value || MakesHandles<ValueConversion>::value; }

  static pgl_status check(const S& entries) noexcept {
    if (pgl_status bad = check_length(entries)) return bad;
    for (std::size_t i = 0; i < entries.len; ++i) {
      if (pgl_status bad = KeyConversion::check(entries.data[i].key)) return at_index(i, at_member("key", bad));
      if (pgl_status bad = ValueConversion::check(entries.data[i].value)) return at_index(i, at_member("value", bad));
    }
    return PGL_OK;
  }
  /// Of equal keys the last one counts. Entries often come in order: then each goes to the end.
  static M lift(const S& entries, Scratch& scratch) {
    M map;
    for (std::size_t i = 0; i < entries.len; ++i) {
      if constexpr (MakesHandles<ValueConversion>::value) {  // what takes an object takes it once
        map.insert_or_assign(map.end(), KeyConversion::lift(entries.data[i].key, scratch), ValueConversion::lift(entries.data[i].value, scratch));
      } else {  // with half the comparisons, if they come in order
        const std::size_t before = map.size();
        const auto at = map.emplace_hint(map.end(), KeyConversion::lift(entries.data[i].key, scratch), ValueConversion::lift(entries.data[i].value, scratch));
        if (map.size() == before) at->second = ValueConversion::lift(entries.data[i].value, scratch);
      }
    }
    return map;
  }
  template <class V>
  static pgl_status lower(V& map, S& out, Lowering& to) {
    if (map.empty()) return PGL_OK;
    Entry* entries = to.arena().template array<Entry>(map.size());
    std::size_t i = 0;
    for (auto& [key, value] : map) {
      std::memset(static_cast<void*>(entries + i), 0, sizeof(Entry));
      if (pgl_status bad = KeyConversion::lower(key, entries[i].key, to)) return at_index(i, at_member("key", bad));
      if (pgl_status bad = ValueConversion::lower(value, entries[i].value, to)) return at_index(i, at_member("value", bad));
      ++i;
    }
    out.data = entries;
    out.len = i;
    return PGL_OK;
  }
};

template <class K, class T, class L, class A, class S>
struct Convert<std::map<K, T, L, A>, S> : ConvertMap<std::map<K, T, L, A>, S> {};
template <class K, class T, class H, class E, class A, class S>
struct Convert<std::unordered_map<K, T, H, E, A>, S> : ConvertMap<std::unordered_map<K, T, H, E, A>, S> {};

POLYGLUE_RUNTIME_END
