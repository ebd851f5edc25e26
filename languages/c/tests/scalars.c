#include <scalars.h>

#include "check.h"

int main(void) {
  pgl_bool flag = 7;
  int8_t i8;
  uint8_t u8;
  int16_t i16;
  uint16_t u16;
  int32_t i32;
  uint32_t u32;
  int64_t i64;
  uint64_t u64;
  size_t size;
  float f32;
  double f64;
  char character;

  /* Cannot fail: the result is the result. */
  CHECK(scalars_add(2.5, 4) == 6.5);
  scalars_nothing();

  OK(scalars, scalars_negate(1, &flag));
  CHECK(flag == 0);
  FAILS(scalars, PGL_ERROR_RANGE, scalars_negate(2, &flag));
  CHECK(flag == 0);  /* untouched */

  OK(scalars, scalars_echo_i8(INT8_MIN, &i8));
  CHECK(i8 == INT8_MIN);
  OK(scalars, scalars_echo_u8(UINT8_MAX, &u8));
  CHECK(u8 == UINT8_MAX);
  OK(scalars, scalars_echo_i16(INT16_MIN, &i16));
  CHECK(i16 == INT16_MIN);
  OK(scalars, scalars_echo_u16(UINT16_MAX, &u16));
  CHECK(u16 == UINT16_MAX);
  OK(scalars, scalars_echo_i32(INT32_MIN, &i32));
  CHECK(i32 == INT32_MIN);
  OK(scalars, scalars_echo_u32(UINT32_MAX, &u32));
  CHECK(u32 == UINT32_MAX);
  OK(scalars, scalars_echo_i64(INT64_MIN, &i64));
  CHECK(i64 == INT64_MIN);
  OK(scalars, scalars_echo_u64(UINT64_MAX, &u64));
  CHECK(u64 == UINT64_MAX);
  OK(scalars, scalars_echo_ulonglong(UINT64_MAX, &u64));
  CHECK(u64 == UINT64_MAX);
  OK(scalars, scalars_echo_size(SIZE_MAX, &size));
  CHECK(size == SIZE_MAX);
  OK(scalars, scalars_echo_f32(0.5F, &f32));
  CHECK(f32 == 0.5F);
  OK(scalars, scalars_echo_f64(-1e300, &f64));
  CHECK(f64 == -1e300);

  /* `long` is 64 bits wide at the boundary and checked where the platform's is not. */
  OK(scalars, scalars_echo_long(INT32_MAX, &i64));
  CHECK(i64 == INT32_MAX);
  if (sizeof(long) < sizeof(int64_t)) FAILS(scalars, PGL_ERROR_RANGE, scalars_echo_long(INT64_MAX, &i64));

  OK(scalars, scalars_echo_char('x', &character));
  CHECK(character == 'x');
  FAILS(scalars, PGL_ERROR_RANGE, scalars_echo_char((char)-1, &character));
  OK(scalars, scalars_echo_codepoint(0x1F3B5, &u32));
  CHECK(u32 == 0x1F3B5);
  FAILS(scalars, PGL_ERROR_RANGE, scalars_echo_codepoint(0xD800, &u32));
  FAILS(scalars, PGL_ERROR_RANGE, scalars_echo_codepoint(0x110000, &u32));

  OK(scalars, scalars_divide(7, 2, &i32));
  CHECK(i32 == 3);
  FAILS(scalars, PGL_ERROR_ARGUMENT, scalars_divide(7, 0, &i32));
  CHECK(text_is(scalars_last_error()->message, "division by zero"));
  FAILS(scalars, PGL_ERROR_NULL, scalars_divide(7, 2, NULL));

  NOTHING_ALIVE(scalars);
  return DONE();
}
