/* A check that prints what failed, and a count of them. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

static int checks_done, checks_failed;

#define CHECK(condition)                                                       \
  do {                                                                         \
    ++checks_done;                                                             \
    if (!(condition)) {                                                        \
      ++checks_failed;                                                         \
      fprintf(stderr, "%s:%d: CHECK(%s) failed\n", __FILE__, __LINE__, #condition); \
    }                                                                          \
  } while (0)

/* The call succeeded; prints the library's message if not. */
#define OK(prefix, call)                                                       \
  do {                                                                         \
    const pgl_status check_status = (call);                                    \
    ++checks_done;                                                             \
    if (check_status != PGL_OK) {                                              \
      ++checks_failed;                                                         \
      fprintf(stderr, "%s:%d: %s: status %d: %.*s\n", __FILE__, __LINE__, #call, (int)check_status, \
              (int)prefix##_last_error()->message.len, prefix##_last_error()->message.data); \
    }                                                                          \
  } while (0)

/* The call failed with this status, and the last error says so with a message. */
#define FAILS(prefix, status_, call)                                           \
  do {                                                                         \
    CHECK((call) == (status_));                                                \
    CHECK(prefix##_last_error()->status == (status_));                         \
    CHECK(prefix##_last_error()->message.len > 0);                             \
  } while (0)

/* Everything was freed. */
#define NOTHING_ALIVE(prefix)                                                  \
  do {                                                                         \
    CHECK(prefix##_live().handles == 0);                                       \
    CHECK(prefix##_live().owners == 0);                                        \
  } while (0)

#define DONE()                                                                 \
  (printf("%d checks, %d failed\n", checks_done, checks_failed), checks_failed ? 1 : 0)

static inline int text_is(pgl_str text, const char *expected) {
  return text.len == strlen(expected) && (text.len == 0 || memcmp(text.data, expected, text.len) == 0);
}

#endif
