// std::initializer_list. Only the compiler makes one, of a length that it knows; but all standard libraries hold the
// same in it: where it begins, and how many elements it has (libstdc++, libc++) or where it ends (Microsoft's).
#pragma once

#include <initializer_list>

#include "polyglue/runtime/convert/sequence.hpp"

POLYGLUE_RUNTIME_BEGIN

template <class T>
struct IsView<std::initializer_list<T>> : std::true_type {};

/// Whether a list holds how many elements it has. Compilers know the answer.
inline bool lists_are_counted() noexcept {
  const std::initializer_list<char> one = {'1'};
  std::uintptr_t words[2];
  static_assert(sizeof one == sizeof words, "a list is two words");
  std::memcpy(words, &one, sizeof words);
  return words[1] == 1;
}

/// A list of what stands in a row elsewhere, as long as that lasts.
template <class T>
std::initializer_list<T> list_of(const T* first, std::size_t count) noexcept {
  using List = std::initializer_list<T>;
  struct Counted {
    const T* first;
    std::size_t count;
  };
  struct Bounded {
    const T* first;
    const T* last;
  };
  static_assert(std::is_trivially_copyable_v<List> && sizeof(List) == sizeof(Counted) && sizeof(List) == sizeof(Bounded),
                "a list is two words");
  struct {
    List list;  // GCC would warn that a variable of this type is returned
  } made;
  if (lists_are_counted()) {
    const Counted words = {first, count};
    std::memcpy(static_cast<void*>(&made.list), &words, sizeof words);
  } else {
    const Bounded words = {first, first + count};
    std::memcpy(static_cast<void*>(&made.list), &words, sizeof words);
  }
  return made.list;
}

template <class T, class S>
struct Convert<std::initializer_list<T>, S, std::void_t<decltype(S::data), decltype(S::len)>> : ConvertSequence<T, S> {
  static std::initializer_list<T> lift(const S& sequence, Scratch& scratch) {
    return list_of<T>(lift_row<const T>(sequence, scratch), sequence.len);
  }
  static pgl_status lower(std::initializer_list<T> values, S& out, Lowering& to) {
    return lower_array<T>(values.begin(), values.size(), out, to);
  }
};

POLYGLUE_RUNTIME_END
