#include <constants_c.h>

#define LIBRARY constants
#include "check.h"

/* They are constant expressions. */
static const int32_t answers[CONSTANTS_ANSWER] = {CONSTANTS_ANSWER};
static const char site[] = CONSTANTS_SITE;

static void test_values(void) {
  CHECK_INT(answers[0], 42);
  CHECK_REAL(CONSTANTS_PI, 3.141592653589793);
  CHECK_INT(CONSTANTS_ENABLED, 1);
  CHECK(strcmp(CONSTANTS_GREETING, "Hello, \"world\"\n") == 0);
  CHECK(strcmp(site, "https://example.org") == 0);
  CHECK_UINT(CONSTANTS_LARGEST, UINT64_MAX);
  CHECK_INT(CONSTANTS_SMALLEST, INT64_MIN);
  CHECK_UINT(CONSTANTS_ALL_BITS, UINT64_MAX);
  CHECK_INT(CONSTANTS_THREE, 3);
  CHECK_INT(CONSTANTS_FEW, 7);
  CHECK_UINT(CONSTANTS_HUGE, UINT64_MAX - 1);
  CHECK_INT(CONSTANTS_FAVOURITE, CONSTANTS_COLOR_GREEN);
  CHECK_INT(CONSTANTS_COLOR_RED, 0);
}

static void test_of_classes(void) {
  constants_limits *limits, *made;
  int32_t current = 0;
  CHECK_INT(CONSTANTS_LIMITS_MAX, 100);
  CHECK_REAL(CONSTANTS_LIMITS_RATIO, 0.25);
  CHECK_UINT(sizeof CONSTANTS_LIMITS_RATIO, sizeof(float));
  OK(constants_get_limits(&limits));
  OK(constants_limits_current(limits, &current));
  CHECK_INT(current, CONSTANTS_LIMITS_MAX / 2);
  OK(constants_limits_new(&made));
  OK(constants_limits_current(made, &current));
  CHECK_INT(current, 50);
  constants_limits_free(limits);
  constants_limits_free(made);
  FAILS(PGL_ERROR_CLOSED, constants_limits_current(limits, &current));
}

/* A constant that is an object is there as long as the library. */
static void test_objects(void) {
  constants_unit *meter, *mile;
  double length = 0;
  OK(constants_unit_meter(&meter));
  OK(constants_unit_mile(&mile));
  OK(constants_convert(2, mile, meter, &length));
  CHECK_REAL(length, 3218.688);
  constants_unit_free(mile);
  FAILS(PGL_ERROR_CLOSED, constants_convert(2, mile, meter, &length));
  constants_unit_free(meter);
  OK(constants_unit_mile(&mile));
  OK(constants_unit_meters(mile, &length));
  CHECK_REAL(length, 1609.344);
  constants_unit_free(mile);
}

#if CONSTANTS_ANSWER != 42 || CONSTANTS_LARGEST != UINT64_MAX || CONSTANTS_SMALLEST != INT64_MIN || !CONSTANTS_ENABLED
#error "constants are good for the preprocessor"
#endif

TESTS(test_values, test_of_classes, test_objects)
