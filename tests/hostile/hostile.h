/* What the hostile callers of every library share. */
#ifndef HOSTILE_H
#define HOSTILE_H

#define _POSIX_C_SOURCE 200809L
#define PGL_NO_DEPRECATED /* those are called too */
#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <polyglue/abi.h>

#define MAYBE_UNUSED __attribute__((unused))

static long passed, failed;

/* xorshift64 (Marsaglia, 2003). Each thread has its own. */
static __thread uint64_t seed = 88172645463325252u;
static MAYBE_UNUSED uint64_t draw(void) {
  seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
  return seed;
}
/* Any number that is no handle will do. */
static MAYBE_UNUSED uintptr_t forged(void) { return (uintptr_t)draw(); }

static void expect_true(int good, const char *where, const char *what) {
  if (good) ++passed;
  else ++failed, printf("FAIL %s: %s\n", where, what);
}

/* A set of statuses. */
#define ONE_OF(status) (UINT64_C(1) << -(status))
static MAYBE_UNUSED void expect_refused(pgl_status status, uint64_t allowed, const char *call, const char *what) {
  if (status < 0 && status > -64 && (allowed & ONE_OF(status))) {
    ++passed;
    return;
  }
  ++failed;
  printf("FAIL %s with %s: status %d\n", call, what, (int)status);
}

/* Reads memory in a way that no compiler leaves out. */
static __thread volatile unsigned char sink;
static MAYBE_UNUSED void read_memory(const void *data, size_t len) {
  for (size_t i = 0; i < len; ++i) sink = ((const unsigned char *)data)[i];
}
static MAYBE_UNUSED int readable(const void *data, size_t len) {
  read_memory(data, len);
  return 1;
}

/* Out-parameters of a call that is refused must stay as they were. */
enum { UNTOUCHED = 0x5a };
static MAYBE_UNUSED int untouched(const void *data, size_t len) {
  for (size_t i = 0; i < len; ++i) {
    if (((const unsigned char *)data)[i] != UNTOUCHED) return 0;
  }
  return 1;
}

/* faults.cpp: the n-th allocation of this thread, and with `on` all that follow, does not succeed. */
enum fault { FAULT_NONE, FAULT_MEMORY, FAULT_EXCEPTION, FAULT_NUMBER };
void fault_arm(int fault, long n, int on);
/* Ends that; whether it came to the n-th. */
int fault_disarm(void);

#endif
