// What the module of every library exports beside the library's own functions, and what those need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include "polyglue/abi.h"

#define PGW_EXPORT(name) extern "C" __attribute__((export_name(name)))
#define PGW_UNLIKELY(x) __builtin_expect(!!(x), 0)

static_assert(sizeof(void *) == 4, "the JavaScript of this package is for 32 bits");

/// The owner of the result that was made last; JavaScript releases it.
extern pgl_owner *pgw_owner;
/// Whether a call failed whose result does not say so by itself.
extern bool pgw_has_failed;

/// A struct that JavaScript wrote.
template <class T>
const T *pgw_at(const char *place) {
  return reinterpret_cast<const T *>(place);
}

/// What a call gives that failed: a value that it can never give otherwise,
template <class T>
T pgw_never() {
  if constexpr (std::is_pointer_v<T>) return reinterpret_cast<T>(UINTPTR_MAX);
  else return std::numeric_limits<T>::min();
}

/// or one that it hardly ever gives; JavaScript asks then.
template <class T>
__attribute__((cold, noinline)) T pgw_failed() {
  pgw_has_failed = true;
  if constexpr (std::is_floating_point_v<T>) return std::numeric_limits<T>::quiet_NaN();
  else if constexpr (sizeof(T) == 8) return static_cast<T>(std::numeric_limits<std::int64_t>::min());
  else return static_cast<T>(std::numeric_limits<std::int32_t>::min());
}
