#include <enums.h>

#include "check.h"

int main(void) {
  enums_light light;
  enums_level level;
  enums_permission permission;
  enums_big big;
  enums_crossing crossing = {ENUMS_LIGHT_RED, ENUMS_PERMISSION_READ};
  enums_seq_light cycle;
  enums_opt_light parsed;
  pgl_bool flag;
  pgl_str text;
  pgl_owner *owner;

  OK(enums, enums_next(ENUMS_LIGHT_RED, &light));
  CHECK(light == ENUMS_LIGHT_GREEN);
  FAILS(enums, PGL_ERROR_ENUM, enums_next(3, &light));
  OK(enums, enums_name(ENUMS_LIGHT_YELLOW, &text, &owner));
  CHECK(text_is(text, "yellow"));
  pgl_release(owner);

  OK(enums, enums_raise(ENUMS_LEVEL_LEVEL_LOW, &level));
  CHECK(level == ENUMS_LEVEL_LEVEL_MID);
  CHECK(ENUMS_LEVEL_LEVEL_LOW == -10);
  FAILS(enums, PGL_ERROR_ENUM, enums_raise((enums_level)-9, &level));

  OK(enums, enums_grant(ENUMS_PERMISSION_READ, ENUMS_PERMISSION_WRITE, &permission));
  CHECK(permission == 3);
  OK(enums, enums_may_write(permission, &flag));
  CHECK(flag == 1);
  FAILS(enums, PGL_ERROR_ENUM, enums_may_write(8, &flag));

  OK(enums, enums_bigger(ENUMS_BIG_SMALL, &big));
  CHECK(big == ENUMS_BIG_HUGE && big == UINT64_MAX);

  OK(enums, enums_go(crossing, &crossing));
  CHECK(crossing.light == ENUMS_LIGHT_GREEN && crossing.permission == (ENUMS_PERMISSION_READ | ENUMS_PERMISSION_EXECUTE));
  crossing.light = 77;
  FAILS(enums, PGL_ERROR_ENUM, enums_go(crossing, &crossing));
  {
    static const enums_light some[] = {ENUMS_LIGHT_RED, ENUMS_LIGHT_GREEN}, bad[] = {ENUMS_LIGHT_RED, 200};
    enums_seq_light lights;
    lights.data = some;
    lights.len = 2;
    OK(enums, enums_cycle(lights, &cycle, &owner));
    CHECK(cycle.len == 2 && cycle.data[0] == ENUMS_LIGHT_GREEN && cycle.data[1] == ENUMS_LIGHT_YELLOW);
    pgl_release(owner);
    lights.data = bad;
    FAILS(enums, PGL_ERROR_ENUM, enums_cycle(lights, &cycle, &owner));
  }
  OK(enums, enums_parse(pgl_text("green"), &parsed));
  CHECK(parsed.has == 1 && parsed.value == ENUMS_LIGHT_GREEN);
  OK(enums, enums_parse(pgl_text("blue"), &parsed));
  CHECK(parsed.has == 0);

  NOTHING_ALIVE(enums);
  return DONE();
}
