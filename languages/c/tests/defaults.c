#define PGL_NO_DEPRECATED
#include <defaults_c.h>

#define LIBRARY defaults
#include "check.h"

/* C has no default arguments: everything is passed, but for defaults that only C++ can compute. */
static void test_ordinary(void) {
  int32_t sum = 0;
  double scaled = 0;
  pgl_bool fast = 9;
  pgl_str out;
  pgl_owner *owner;
  size_t count = 9;
  const pgl_seq_i32 none = {NULL, 0};
  const pgl_opt_i32 missing = {0, 0}, three = {1, 3};
  OK(defaults_add(1, 10, -1, &sum));
  CHECK_INT(sum, 10);
  OK(defaults_greet(pgl_text("world"), 1, &out, &owner));
  CHECK_STR(out, "Hello, world!");
  pgl_release(owner);
  FAILS(PGL_ERROR_RANGE, defaults_greet(pgl_text("world"), 2, &out, &owner));
  OK(defaults_scale(3, 0.5, &scaled));
  CHECK_REAL(scaled, 1.5);
  OK(defaults_is_fast(DEFAULTS_MODE_FAST, &fast));
  CHECK_UINT(fast, 1);
  FAILS(PGL_ERROR_ENUM, defaults_is_fast(2, &fast));
  OK(defaults_or_seven(missing, &sum));
  CHECK_INT(sum, 7);
  OK(defaults_or_seven(three, &sum));
  CHECK_INT(sum, 3);
  OK(defaults_count(none, &count));
  CHECK_UINT(count, 0);
}

/* Null selects the default that C++ computes, at every call. */
static void test_computed(void) {
  const int32_t five = 5;
  int32_t first = 0, second = 0, out = 0;
  OK(defaults_next_number(&first));
  OK(defaults_numbered(NULL, &out));
  CHECK_INT(out, (first + 1) * 100);
  OK(defaults_numbered(&five, &out));
  CHECK_INT(out, 5);
  OK(defaults_next_number(&second));
  CHECK_INT(second, first + 2);
}

static void test_computed_in_the_middle(void) {
  const pgl_str title = PGL_STR("-"), bad = PGL_STR("\xff"), missing = {NULL, 3};
  pgl_str out;
  pgl_owner *owner;
  OK(defaults_titled(pgl_text("x"), NULL, 2, &out, &owner));
  CHECK_STR(out, "******x");
  pgl_release(owner);
  OK(defaults_titled(pgl_text("x"), &title, 3, &out, &owner));
  CHECK_STR(out, "---x");
  pgl_release(owner);
  FAILS(PGL_ERROR_UTF8, defaults_titled(pgl_text("x"), &bad, 1, &out, &owner));
  FAILS(PGL_ERROR_NULL, defaults_titled(pgl_text("x"), &missing, 1, &out, &owner));
}

static void test_record(void) {
  defaults_options options;
  pgl_str out;
  pgl_owner *owner;
  memset(&options, 0, sizeof options);
  options.level = 3;
  options.name = pgl_text("default");
  options.mode = DEFAULTS_MODE_FAST;
  OK(defaults_show(&options, &out, &owner));
  CHECK_STR(out, "default 3");
  pgl_release(owner);
  options.verbose = 1;
  options.name = pgl_text("");
  OK(defaults_show(&options, &out, &owner));
  CHECK_STR(out, " 3 verbose");
  pgl_release(owner);
  options.mode = 9;
  FAILS(PGL_ERROR_ENUM, defaults_show(&options, &out, &owner));
  CHECK(strstr(defaults_last_error()->message.data, "options.mode") != NULL);
  options.mode = DEFAULTS_MODE_SLOW;
  options.verbose = 3;
  FAILS(PGL_ERROR_RANGE, defaults_show(&options, &out, &owner));
  options.verbose = 0;
  options.sizes.len = 1;
  FAILS(PGL_ERROR_NULL, defaults_show(&options, &out, &owner));
}

static void test_constructor(void) {
  defaults_window *window;
  int32_t number = 0;
  OK(defaults_window_new(640, 480, &window));
  OK(defaults_window_width(window, &number));
  CHECK_INT(number, 640);
  OK(defaults_window_height(window, &number));
  CHECK_INT(number, 480);
  OK(defaults_window_get_w(window, &number));
  CHECK_INT(number, 640);
  defaults_window_free(window);
  OK(defaults_old_answer(&number));
  CHECK_INT(number, 42);
}

TESTS(test_ordinary, test_computed, test_computed_in_the_middle, test_record, test_constructor)
