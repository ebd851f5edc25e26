// What every header of the runtime begins with: the namespace that belongs to one library, and the
// few spellings that differ between compilers.
#pragma once

#include <cstddef>
#include <cstdint>

#include "polyglue/abi.h"

#ifndef POLYGLUE_LIBRARY
#error "define POLYGLUE_LIBRARY as the prefix of the library, as in -DPOLYGLUE_LIBRARY=rox"
#endif

#if defined(_WIN32)
#define POLYGLUE_HIDDEN
#define POLYGLUE_EXPORT __declspec(dllexport)
#else
#define POLYGLUE_HIDDEN __attribute__((visibility("hidden")))
#define POLYGLUE_EXPORT __attribute__((visibility("default")))
#endif

// Two libraries linked into one program must not share a symbol of the runtime, so each compiles its
// own copy in a namespace of its own: polyglue::runtime::for_rox. It is inline; code writes polyglue::runtime.
#define POLYGLUE_JOIN_TOKENS(a, b) a##b
#define POLYGLUE_JOIN(a, b) POLYGLUE_JOIN_TOKENS(a, b)
#define POLYGLUE_RUNTIME_BEGIN \
  namespace polyglue::runtime {  \
  inline namespace POLYGLUE_JOIN(for_, POLYGLUE_LIBRARY) POLYGLUE_HIDDEN {
#define POLYGLUE_RUNTIME_END \
  }                          \
  }

#if defined(__GNUC__) || defined(__clang__)
#define POLYGLUE_COLD __attribute__((cold, noinline))
#define POLYGLUE_NOINLINE __attribute__((noinline))
#if defined(__OPTIMIZE_SIZE__)
#define POLYGLUE_FLAT
#else
#define POLYGLUE_FLAT __attribute__((flatten, noinline))  // all that it calls is in it
#endif
#define POLYGLUE_INLINE __attribute__((always_inline)) inline
#define POLYGLUE_LIKELY(x) __builtin_expect(static_cast<bool>(x), 1)
#define POLYGLUE_ASSUME(x) ((x) ? void() : __builtin_unreachable())
#else
#define POLYGLUE_COLD __declspec(noinline)
#define POLYGLUE_NOINLINE __declspec(noinline)
#define POLYGLUE_FLAT
#define POLYGLUE_INLINE __forceinline
#define POLYGLUE_LIKELY(x) (x)
#define POLYGLUE_ASSUME(x) __assume(x)
#endif

/// Whether there can be no second thread: nobody comes between, and nobody has to be waited for.
#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
#define POLYGLUE_ONE_THREAD 1
#endif

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define POLYGLUE_TSAN 1
#endif
#if __has_feature(address_sanitizer)
#define POLYGLUE_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__) && !defined(POLYGLUE_TSAN)
#define POLYGLUE_TSAN 1
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(POLYGLUE_ASAN)
#define POLYGLUE_ASAN 1
#endif

POLYGLUE_RUNTIME_BEGIN

#if defined(POLYGLUE_ONE_THREAD)
constexpr bool kOneThread = true;
/// What parts that several threads use are kept from each other by.
constexpr std::size_t kCacheLine = alignof(std::max_align_t);
#else
constexpr bool kOneThread = false;
constexpr std::size_t kCacheLine = 64;
#endif

POLYGLUE_RUNTIME_END
