#include <scalars_c.h>

#define LIBRARY scalars
#include "check.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>

#define ECHO(name, type, value)               \
  do {                                        \
    type echo_out = 0;                        \
    OK(scalars_echo_##name((value), &echo_out)); \
    CHECK(echo_out == (value));               \
  } while (0)

static void test_integers(void) {
  ECHO(i8, int8_t, INT8_MIN);
  ECHO(i8, int8_t, INT8_MAX);
  ECHO(u8, uint8_t, UINT8_MAX);
  ECHO(i16, int16_t, INT16_MIN);
  ECHO(i16, int16_t, INT16_MAX);
  ECHO(u16, uint16_t, UINT16_MAX);
  ECHO(i32, int32_t, INT32_MIN);
  ECHO(i32, int32_t, INT32_MAX);
  ECHO(u32, uint32_t, UINT32_MAX);
  ECHO(i64, int64_t, INT64_MIN);
  ECHO(i64, int64_t, INT64_MAX);
  ECHO(u64, uint64_t, UINT64_MAX);
  ECHO(size, size_t, SIZE_MAX);
  ECHO(ulonglong, uint64_t, UINT64_MAX);
}

/* A C++ long is 64 bits at the boundary; what does not fit its width on this platform is refused. */
static void test_long(void) {
  int64_t out = 5;
  ECHO(long, int64_t, INT32_MIN);
#if LONG_MAX > 0x7fffffff
  ECHO(long, int64_t, INT64_MAX);
#else
  FAILS(PGL_ERROR_RANGE, scalars_echo_long(INT64_MAX, &out));
#endif
  OK(scalars_echo_long(0, &out));
  CHECK_INT(out, 0);
}

static void test_reals(void) {
  float single = 0;
  double real = 0;
  ECHO(f32, float, 0.5F);
  ECHO(f32, float, 3.4028234663852886e38F);
  ECHO(f64, double, 1.7976931348623157e308);
  ECHO(f64, double, -0.1);
  OK(scalars_echo_f64(5e-324, &real));
  CHECK(real > 0);
  OK(scalars_echo_f64(NAN, &real));
  CHECK(isnan(real));
  OK(scalars_echo_f64(-INFINITY, &real));
  CHECK(isinf(real) && real < 0);
  OK(scalars_echo_f64(-0.0, &real));
  CHECK(signbit(real));
  OK(scalars_echo_f32(NAN, &single));
  CHECK(isnan(single));
}

static void test_characters(void) {
  static const uint32_t good[] = {0, 'a', 0x7f, 0xe9, 0xd7ff, 0xe000, 0xffff, 0x1f3b5, 0x10ffff};
  static const uint32_t bad[] = {0xd800, 0xdabc, 0xdfff, 0x110000, UINT32_MAX};
  size_t i;
  uint32_t point = 1;
  char letter = '?';
  ECHO(char, char, 'x');
  ECHO(char, char, '\0');
  ECHO(char, char, '\x7f');
  FAILS(PGL_ERROR_RANGE, scalars_echo_char((char)0x80, &letter));
  FAILS(PGL_ERROR_RANGE, scalars_echo_char((char)0xff, &letter));
  CHECK_INT(letter, '?');
  for (i = 0; i < sizeof good / sizeof *good; ++i) {
    OK(scalars_echo_codepoint(good[i], &point));
    CHECK_UINT(point, good[i]);
  }
  for (i = 0; i < sizeof bad / sizeof *bad; ++i) FAILS(PGL_ERROR_RANGE, scalars_echo_codepoint(bad[i], &point));
  CHECK_UINT(point, 0x10ffff);
}

static void test_truth(void) {
  pgl_bool out = 7;
  OK(scalars_negate(1, &out));
  CHECK_UINT(out, 0);
  OK(scalars_negate(0, &out));
  CHECK_UINT(out, 1);
  FAILS(PGL_ERROR_RANGE, scalars_negate(2, &out));
  FAILS(PGL_ERROR_RANGE, scalars_negate(255, &out));
  CHECK_UINT(out, 1);
}

/* A function of numbers that never fails returns its result. */
static void test_direct(void) {
  CHECK_REAL(scalars_add(1.5, 2.25), 3.75);
  CHECK(isinf(scalars_add(INFINITY, 1)));
  scalars_nothing();
}

static void test_errors(void) {
  int32_t out = 99;
  char buffer[8];
  OK(scalars_divide(7, 2, &out));
  CHECK_INT(out, 3);
  out = 99;
  FAILS(PGL_ERROR_ARGUMENT, scalars_divide(1, 0, &out));
  CHECK_INT(out, 99);
  CHECK_MESSAGE("division by zero");
  CHECK(scalars_last_error()->payload == NULL);
  /* The message in the caller's buffer: whole, cut, not at all. */
  CHECK_UINT(scalars_last_error_message(NULL, 0), 16);
  CHECK_UINT(scalars_last_error_message(buffer, sizeof buffer), 16);
  CHECK(strcmp(buffer, "divisio") == 0);
  CHECK_UINT(scalars_last_error_message(buffer, 1), 16);
  CHECK(buffer[0] == 0);
  /* A success leaves the last error as it was. */
  OK(scalars_divide(7, 7, &out));
  CHECK_INT(scalars_last_error()->status, PGL_ERROR_ARGUMENT);
}

static void test_null_results(void) {
  FAILS(PGL_ERROR_NULL, scalars_echo_i32(1, NULL));
  FAILS(PGL_ERROR_NULL, scalars_echo_f64(1, NULL));
  FAILS(PGL_ERROR_NULL, scalars_negate(1, NULL));
  FAILS(PGL_ERROR_NULL, scalars_divide(1, 1, NULL));
}

static void test_contract(void) {
  const pgl_contract *contract = scalars_contract();
  uint32_t i;
  const pgl_symbol changed = {"scalars_add", 1};
  const pgl_symbol missing = {"scalars_gone", 1};
  CHECK_UINT(contract->abi_version, PGL_ABI_VERSION);
  CHECK_STR(contract->library, "scalars");
  CHECK_STR(contract->version, "1.0.0");
  CHECK(strcmp(SCALARS_C_VERSION, "1.0.0") == 0);
  CHECK_UINT(contract->symbol_count, 19);
  for (i = 1; i < contract->symbol_count; ++i) CHECK(strcmp(contract->symbols[i - 1].name, contract->symbols[i].name) < 0);
  OK(scalars_require(contract->symbols, contract->symbol_count));
  OK(scalars_require(NULL, 0));
  FAILS(PGL_ERROR_ABI, scalars_require(&changed, 1));
  CHECK(strstr(scalars_last_error()->message.data, "scalars_add") != NULL);
  FAILS(PGL_ERROR_ABI, scalars_require(&missing, 1));
  CHECK(strstr(scalars_last_error()->message.data, "scalars_gone") != NULL);
}

TESTS(test_integers, test_long, test_reals, test_characters, test_truth, test_direct, test_errors, test_null_results,
      test_contract)
