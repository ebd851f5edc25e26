#include <expected_c.h>

#define LIBRARY expected
#include "check.h"

static void test_number(void) {
  int32_t out = -1;
  const expected_parse_error_exception *details;
  OK(expected_parse(pgl_text("1204"), &out));
  CHECK_INT(out, 1204);
  FAILS(EXPECTED_ERROR_PARSE_ERROR_EXCEPTION, expected_parse(pgl_text("12x"), &out));
  CHECK_INT(out, 1204);
  details = expected_last_error_parse_error_exception();
  if (CHECK(details != NULL)) {
    CHECK_UINT(details->value.position, 2);
    CHECK_STR(details->value.message, "not a digit");
  }
  CHECK(expected_last_error_refusal_error() == NULL);
  FAILS(PGL_ERROR_NULL, expected_parse(pgl_text("1"), NULL));
  CHECK(expected_last_error_parse_error_exception() == NULL);
}

static void test_text(void) {
  pgl_str out = PGL_STR("untouched");
  pgl_owner *owner = NULL;
  FAILS(EXPECTED_ERROR_PARSE_ERROR_EXCEPTION, expected_quoted(pgl_text(""), &out, &owner));
  CHECK_STR(out, "untouched");
  CHECK(owner == NULL);
  OK(expected_quoted(pgl_text("a"), &out, &owner));
  CHECK_STR(out, "\"a\"");
  pgl_release(owner);
  FAILS(PGL_ERROR_UTF8, expected_quoted(pgl_text("\xff"), &out, &owner));
}

static void test_nothing_or_an_enum(void) {
  const expected_refusal_error *details;
  OK(expected_connect(8080));
  FAILS(EXPECTED_ERROR_REFUSAL_ERROR, expected_connect(0));
  details = expected_last_error_refusal_error();
  if (CHECK(details != NULL)) CHECK_UINT(details->value, EXPECTED_REFUSAL_BUSY);
  FAILS(EXPECTED_ERROR_REFUSAL_ERROR, expected_connect(80));
  details = expected_last_error_refusal_error();
  if (CHECK(details != NULL)) CHECK_UINT(details->value, EXPECTED_REFUSAL_FORBIDDEN);
}

TESTS(test_number, test_text, test_nothing_or_an_enum)
