#include <enums_c.h>

#define LIBRARY enums
#include "check.h"

#include <stdint.h>

static void test_scoped(void) {
  enums_light light = 9;
  pgl_str out;
  pgl_owner *owner;
  CHECK_UINT(sizeof(enums_light), 1);
  OK(enums_next(ENUMS_LIGHT_RED, &light));
  CHECK_UINT(light, ENUMS_LIGHT_GREEN);
  OK(enums_next(ENUMS_LIGHT_GREEN, &light));
  CHECK_UINT(light, ENUMS_LIGHT_YELLOW);
  OK(enums_name(ENUMS_LIGHT_YELLOW, &out, &owner));
  CHECK_STR(out, "yellow");
  pgl_release(owner);
}

static void test_unscoped(void) {
  enums_level level = 0;
  OK(enums_raise(ENUMS_LEVEL_LOW, &level));
  CHECK_INT(level, 0);
  OK(enums_raise(ENUMS_LEVEL_MID, &level));
  CHECK_INT(level, ENUMS_LEVEL_HIGH);
  CHECK_INT(ENUMS_LEVEL_LOW, -10);
  FAILS(PGL_ERROR_ENUM, enums_raise(1, &level));
  FAILS(PGL_ERROR_ENUM, enums_raise(-11, &level));
  FAILS(PGL_ERROR_ENUM, enums_raise(INT32_MAX, &level));
  CHECK_INT(level, 10);
}

static void test_unnamed(void) {
  enums_side side = ENUMS_SIDE_NEAR_SIDE;
  OK(enums_opposite(side, &side));
  CHECK_INT(side, ENUMS_SIDE_FAR_SIDE);
  FAILS(PGL_ERROR_ENUM, enums_opposite(2, &side));
}

static void test_flags(void) {
  enums_permission permission = 0;
  pgl_bool may = 9;
  OK(enums_grant(ENUMS_PERMISSION_READ, ENUMS_PERMISSION_WRITE, &permission));
  CHECK_UINT(permission, ENUMS_PERMISSION_READ | ENUMS_PERMISSION_WRITE);
  OK(enums_may_write(permission, &may));
  CHECK_UINT(may, 1);
  OK(enums_may_write(ENUMS_PERMISSION_NONE, &may));
  CHECK_UINT(may, 0);
  OK(enums_may_write(7, &may)); /* all of them */
  CHECK_UINT(may, 1);
  FAILS(PGL_ERROR_ENUM, enums_may_write(8, &may));
  FAILS(PGL_ERROR_ENUM, enums_grant(ENUMS_PERMISSION_READ, 0x80000001U, &permission));
}

static void test_wide(void) {
  enums_big big = 0;
  CHECK_UINT(sizeof(enums_big), 8);
  OK(enums_bigger(ENUMS_BIG_SMALL, &big));
  CHECK_UINT(big, UINT64_MAX);
  CHECK(big == ENUMS_BIG_HUGE);
  OK(enums_bigger(ENUMS_BIG_HUGE, &big));
  FAILS(PGL_ERROR_ENUM, enums_bigger(0, &big));
  FAILS(PGL_ERROR_ENUM, enums_bigger(UINT64_C(0x100000001), &big));
}

static void test_in_record(void) {
  enums_crossing crossing, out;
  memset(&crossing, 0, sizeof crossing);
  crossing.light = ENUMS_LIGHT_RED;
  crossing.permission = ENUMS_PERMISSION_READ;
  OK(enums_go(crossing, &out));
  CHECK_UINT(out.light, ENUMS_LIGHT_GREEN);
  CHECK_UINT(out.permission, ENUMS_PERMISSION_READ | ENUMS_PERMISSION_EXECUTE);
  crossing.light = 3;
  FAILS(PGL_ERROR_ENUM, enums_go(crossing, &out));
  CHECK(strstr(enums_last_error()->message.data, "crossing.light") != NULL);
  crossing.light = ENUMS_LIGHT_RED;
  crossing.permission = 16;
  FAILS(PGL_ERROR_ENUM, enums_go(crossing, &out));
  CHECK_UINT(out.light, ENUMS_LIGHT_GREEN);
}

static void test_in_sequence(void) {
  const enums_light lights[] = {ENUMS_LIGHT_RED, ENUMS_LIGHT_YELLOW, ENUMS_LIGHT_GREEN}, bad[] = {0, 1, 3};
  enums_seq_light in, out;
  pgl_owner *owner;
  in.data = lights;
  in.len = 3;
  OK(enums_cycle(in, &out, &owner));
  CHECK_SEQ(out, enums_light, ENUMS_LIGHT_GREEN, ENUMS_LIGHT_RED, ENUMS_LIGHT_YELLOW);
  pgl_release(owner);
  in.data = bad;
  FAILS(PGL_ERROR_ENUM, enums_cycle(in, &out, &owner));
  CHECK(strstr(enums_last_error()->message.data, "[2]") != NULL);
  in.len = 0;
  OK(enums_cycle(in, &out, &owner));
  CHECK_UINT(out.len, 0);
  pgl_release(owner);
}

static void test_optional(void) {
  enums_opt_light out;
  OK(enums_parse(pgl_text("green"), &out));
  CHECK(out.has == 1 && out.value == ENUMS_LIGHT_GREEN);
  OK(enums_parse(pgl_text("blue"), &out));
  CHECK(out.has == 0 && out.value == 0);
}

static void test_bad_values(void) {
  enums_light light = 77;
  pgl_str out;
  pgl_owner *owner = NULL;
  FAILS(PGL_ERROR_ENUM, enums_next(3, &light));
  CHECK(strstr(enums_last_error()->message.data, "light") != NULL);
  FAILS(PGL_ERROR_ENUM, enums_next(255, &light));
  FAILS(PGL_ERROR_ENUM, enums_name(3, &out, &owner));
  FAILS(PGL_ERROR_NULL, enums_next(ENUMS_LIGHT_RED, NULL));
  CHECK_UINT(light, 77);
  CHECK(owner == NULL);
}

TESTS(test_scoped, test_unscoped, test_unnamed, test_flags, test_wide, test_in_record, test_in_sequence, test_optional, test_bad_values)
