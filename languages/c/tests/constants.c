#include <constants.h>

#include "check.h"

int main(void) {
  const pgl_str greeting = PGL_STR(CONSTANTS_GREETING);
  constants_limits *limits;

  CHECK(CONSTANTS_ANSWER == 42);
  CHECK(CONSTANTS_PI > 3.14159 && CONSTANTS_PI < 3.1416);
  CHECK(CONSTANTS_ENABLED == 1);
  CHECK(text_is(greeting, "Hello, \"world\"\n"));
  CHECK(strcmp(CONSTANTS_SITE, "https://example.org") == 0);
  CHECK(CONSTANTS_LARGEST == UINT64_MAX);
  CHECK(CONSTANTS_SMALLEST == INT64_MIN);
  CHECK(CONSTANTS_FAVOURITE == CONSTANTS_COLOR_GREEN);
  CHECK(CONSTANTS_LIMITS_MAX == 100);
  CHECK(CONSTANTS_LIMITS_RATIO == 0.25F);
  OK(constants, constants_limits_(&limits));
  constants_limits_free(limits);

  NOTHING_ALIVE(constants);
  return DONE();
}
