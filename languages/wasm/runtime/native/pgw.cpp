#include "pgw.hpp"

#include <cstdlib>

pgl_status pgw_host_status;
void *pgw_stack;

extern "C" void stackRestore(void *stack);
extern "C" __attribute__((noreturn)) PGW_IMPORT("fail") void fail_in_javascript(void);
extern "C" PGW_IMPORT("forget") void forget_in_javascript(std::int32_t number);
extern "C" PGW_IMPORT("keep") void keep_in_javascript(std::int32_t number);
extern "C" PGW_IMPORT("letGo") void let_go_in_javascript(std::int32_t number);

/// To be called before everything else, while nothing is on the stack.
PGW_EXPORT("$begin")
void pgw_begin(void) {
  pgw_stack = stackSave();
}

__attribute__((cold, noinline)) void pgw_raise() {
  stackRestore(pgw_stack);
  fail_in_javascript();
}

void pgw_forget(void *user) { forget_in_javascript(pgw_number(user)); }
void pgw_hold(void *user) { keep_in_javascript(pgw_number(user)); }
void pgw_let_go(void *user) { let_go_in_javascript(pgw_number(user)); }

// Where JavaScript writes arguments: a stack. What does not fit there is allocated.
alignas(8) static char arguments[1 << 16];

PGW_EXPORT("$arguments")
void *pgw_arguments(void) {
  return arguments;
}

PGW_EXPORT("$argumentsSize")
std::size_t pgw_arguments_size(void) {
  return sizeof arguments;
}

PGW_EXPORT("$release")
void pgw_release(pgl_owner *owner) {
  pgl_release(owner);
}

// ---- In place of the C++ library's own, which are a third of a small module

/// Names of classes, nested ones too; not those of templates, whose mangled names stand as they are.
extern "C" char *__cxa_demangle(const char *mangled, char *, std::size_t *, int *status) {
  const std::size_t length = std::strlen(mangled);
  char *const result = static_cast<char *>(std::malloc(2 * length + 4));
  *status = result ? -2 : -1;
  if (!result) return nullptr;
  const char *at = mangled;
  char *to = result;
  const bool nested = *at == 'N';
  if (nested) ++at;
  if (at[0] == 'S' && at[1] == 't') {
    at += 2;
    to = static_cast<char *>(std::memcpy(to, "std::", 5)) + 5;
  }
  do {
    char *rest = nullptr;
    const std::size_t size = std::strtoul(at, &rest, 10);
    if (size == 0 || size > std::strlen(rest)) return std::free(result), nullptr;
    std::memcpy(to, rest, size);
    at = rest + size;
    to += size;
    if (*at && *at != 'E') to = static_cast<char *>(std::memcpy(to, "::", 2)) + 2;
  } while (nested && *at && *at != 'E');
  if (std::strcmp(at, nested ? "E" : "") != 0) return std::free(result), nullptr;
  *to = 0;
  *status = 0;
  return result;
}

/// What ends the program when nobody catches: the shims catch everything, so this is a bug.
extern "C" void abort_message(const char *, ...) { __builtin_trap(); }

/// What ends the program when an exception leaves what is noexcept: the library's own would print its name first.
static void end_program() { __builtin_trap(); }
extern "C" __attribute__((weak)) void (*__cxa_terminate_handler)() = end_program;
extern "C" __attribute__((weak)) void (*__cxa_unexpected_handler)() = end_program;
