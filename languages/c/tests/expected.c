#include <expected.h>

#include "check.h"

int main(void) {
  int32_t number;
  pgl_str text;
  pgl_owner *owner;

  OK(expected, expected_parse(pgl_text("123"), &number));
  CHECK(number == 123);
  FAILS(expected, EXPECTED_ERROR_PARSE_ERROR_EXCEPTION, expected_parse(pgl_text("12x"), &number));
  {
    const expected_parse_error_exception *error = expected_last_error_parse_error_exception();
    CHECK(error && error->value.position == 2 && text_is(error->value.message, "not a digit"));
  }
  OK(expected, expected_quoted(pgl_text("q"), &text, &owner));
  CHECK(text_is(text, "\"q\""));
  pgl_release(owner);
  FAILS(expected, EXPECTED_ERROR_PARSE_ERROR_EXCEPTION, expected_quoted(pgl_text(""), &text, &owner));

  OK(expected, expected_connect(8080));
  FAILS(expected, EXPECTED_ERROR_REFUSAL_ERROR, expected_connect(80));
  CHECK(expected_last_error_refusal_error() && expected_last_error_refusal_error()->value == EXPECTED_REFUSAL_FORBIDDEN);

  NOTHING_ALIVE(expected);
  return DONE();
}
