// What the module of every library exports beside the library's own functions, and what those need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "polyglue/abi.h"

#define PGW_EXPORT(name) extern "C" __attribute__((export_name(name)))
#define PGW_IMPORT(name) __attribute__((import_module("polyglue"), import_name(name)))
/// Keeps a function of the shim out of the one that calls it: what JavaScript throws there must not pass what catches in
/// the shim, since V8 throws something else for a null that was caught on its way.
#define PGW_APART(function) __attribute__((noinline)) decltype(function) function
#define PGW_UNLIKELY(x) __builtin_expect(!!(x), 0)

static_assert(sizeof(void *) == 4, "the JavaScript of this package is for 32 bits");

/// A struct that JavaScript wrote.
template <class T>
const T *pgw_at(const char *place) {
  return reinterpret_cast<const T *>(place);
}

/// Has JavaScript throw the error of the call that just failed, over all that was called from JavaScript last: there must be
/// nothing left to destroy.
[[noreturn]] void pgw_raise();
inline void pgw_check(pgl_status status) {
  if (PGW_UNLIKELY(status != PGL_OK)) pgw_raise();
}

// ---- Functions of JavaScript, which has them by number

/// What the function of JavaScript that was called last failed with.
extern pgl_status pgw_host_status;
inline pgl_status pgw_take_host_status() {
  const pgl_status status = pgw_host_status;
  pgw_host_status = PGL_OK;
  return status;
}

inline void *pgw_user(std::int32_t number) { return reinterpret_cast<void *>(number); }
inline std::int32_t pgw_number(void *user) { return reinterpret_cast<std::int32_t>(user); }
/// Lets JavaScript forget what has this number.
void pgw_forget(void *user);
/// For objects: JavaScript may collect what has this number unless the library holds it.
void pgw_hold(void *user);
void pgw_let_go(void *user);

extern "C" void *stackSave(void);
/// Where the stack was when JavaScript called last.
extern void *pgw_stack;

/// Stands where JavaScript is called: what that calls begins here on the stack.
class pgw_inside {
 public:
  pgw_inside() : outer_(pgw_stack) { pgw_stack = stackSave(); }
  ~pgw_inside() { pgw_stack = outer_; }
  pgw_inside(const pgw_inside &) = delete;
  pgw_inside &operator=(const pgw_inside &) = delete;

 private:
  void *outer_;
};
