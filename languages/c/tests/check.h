/* Checks for the C tests. Include after `#define LIBRARY strings` and the library's header; write
 * `static void test_...(void)` functions and list them in TESTS(...), which is main(). */
#ifndef CHECK_H
#define CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define CHECK_JOIN2(a, b) a##b
#define CHECK_JOIN(a, b) CHECK_JOIN2(a, b)
#define CHECK_LAST_ERROR CHECK_JOIN(LIBRARY, _last_error)
#define CHECK_LIVE() CHECK_JOIN(LIBRARY, _live)()

static int check_failures, check_count;

static inline int check_report(int good, const char *file, int line, const char *what) {
  ++check_count;
  if (!good) {
    ++check_failures;
    printf("%s:%d: %s\n", file, line, what);
  }
  return good;
}

static inline void check_int(long long actual, long long expected, const char *file, int line, const char *what) {
  if (!check_report(actual == expected, file, line, what)) printf("  is %lld, should be %lld\n", actual, expected);
}
static inline void check_uint(unsigned long long actual, unsigned long long expected, const char *file, int line,
                              const char *what) {
  if (!check_report(actual == expected, file, line, what)) printf("  is %llu, should be %llu\n", actual, expected);
}
static inline void check_real(double actual, double expected, const char *file, int line, const char *what) {
  const double distance = actual < expected ? expected - actual : actual - expected;
  if (!check_report(distance <= 1e-9, file, line, what)) printf("  is %.17g, should be %.17g\n", actual, expected);
}
static inline void check_memory(const void *data, size_t len, const void *expected, size_t expected_len, const char *file,
                                int line, const char *what) {
  const int good = len == expected_len && (len == 0 || (data && memcmp(data, expected, len) == 0));
  if (!check_report(good, file, line, what)) {
    printf("  is \"%.*s\" (%lu bytes), should be \"%.*s\" (%lu bytes)\n", data ? (int)len : 0, data ? (const char *)data : "",
           (unsigned long)len, (int)expected_len, (const char *)expected, (unsigned long)expected_len);
  }
}
static inline int check_status(pgl_status actual, pgl_status expected, const pgl_error *(*last_error)(void), const char *file,
                               int line, const char *what) {
  const pgl_error *last = last_error();
  const int good = check_report(actual == expected, file, line, what);
  if (!good) printf("  status is %d (%.*s), should be %d\n", (int)actual, (int)last->message.len,
                    last->message.data ? last->message.data : "", (int)expected);
  if (good && actual != PGL_OK) {
    check_report(last->status == actual, file, line, "last_error() has the status of the call that failed");
    check_report(last->message.len > 0, file, line, "an error has a message");
  }
  return good;
}

/* A truth. */
#define CHECK(condition) check_report(!!(condition), __FILE__, __LINE__, #condition)
#define CHECK_INT(actual, expected) check_int((actual), (expected), __FILE__, __LINE__, #actual)
#define CHECK_UINT(actual, expected) check_uint((actual), (expected), __FILE__, __LINE__, #actual)
#define CHECK_REAL(actual, expected) check_real((actual), (expected), __FILE__, __LINE__, #actual)
/* A pgl_str against a literal, which may have a NUL inside. */
#define CHECK_STR(actual, literal) \
  check_memory((actual).data, (actual).len, "" literal, sizeof("" literal) - 1, __FILE__, __LINE__, #actual)
/* The same against so many bytes. */
#define CHECK_BYTES(actual, bytes, size) check_memory((actual).data, (actual).len, (bytes), (size), __FILE__, __LINE__, #actual)
/* A sequence of numbers against the numbers: CHECK_SEQ(out, int32_t, 1, 2, 3). */
#define CHECK_SEQ(actual, type, ...)                                                                          \
  do {                                                                                                        \
    const type check_expected[] = {__VA_ARGS__};                                                              \
    check_memory((actual).data, (actual).len * sizeof(type), check_expected, sizeof check_expected, __FILE__, \
                 __LINE__, #actual);                                                                          \
  } while (0)
/* A call that must succeed, and one that must fail with a status and a message. */
#define OK(call) check_status((call), PGL_OK, CHECK_LAST_ERROR, __FILE__, __LINE__, #call)
#define FAILS(status, call) check_status((call), (status), CHECK_LAST_ERROR, __FILE__, __LINE__, #call)
/* The last error's message. */
#define CHECK_MESSAGE(literal) CHECK_STR(CHECK_LAST_ERROR()->message, literal)
/* Everything was freed and released. */
#define CHECK_NOTHING_ALIVE()              \
  do {                                     \
    CHECK_UINT(CHECK_LIVE().handles, 0);   \
    CHECK_UINT(CHECK_LIVE().owners, 0);    \
  } while (0)

/* Text that is not UTF-8 in every way there is: a lone continuation, an overlong form, a surrogate,
 * beyond U+10FFFF, cut short. */
static const char *const check_bad_utf8[] = {"\x80", "a\xff", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"};
#define BAD_UTF8_COUNT (sizeof check_bad_utf8 / sizeof check_bad_utf8[0])

/* A handle that is no handle of this library, of its own class. */
#define FORGED(type, number) ((type *)(uintptr_t)(number))

typedef void (*check_test)(void);
static inline int check_run(const check_test *tests, size_t count) {
  int passed = 0, failed = 0;
  size_t i;
  (void)check_bad_utf8;
  for (i = 0; i < count; ++i) {
    const int before = check_failures;
    tests[i]();
    CHECK_NOTHING_ALIVE();
    if (check_failures == before) ++passed;
    else ++failed;
  }
  printf("%d checks\n%d passed, %d failed\n", check_count, passed, failed);
  return failed != 0;
}

#define TESTS(...)                                                    \
  int main(void) {                                                    \
    static const check_test tests[] = {__VA_ARGS__};                  \
    return check_run(tests, sizeof tests / sizeof tests[0]);          \
  }

#endif
