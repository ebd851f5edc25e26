#include <sets_c.h>

#define LIBRARY sets
#include "check.h"

#include <stdint.h>

static void test_results(void) {
  const int32_t values[] = {3, 1, 3, -2, 1};
  pgl_seq_i32 in;
  sets_set_i32 out;
  pgl_owner *owner;
  in.data = values;
  in.len = 5;
  OK(sets_unique(in, &out, &owner));
  CHECK_SEQ(out, int32_t, -2, 1, 3);
  pgl_release(owner);
  in.len = 0;
  OK(sets_unique(in, &out, &owner));
  CHECK_UINT(out.len, 0);
  pgl_release(owner);
}

static void test_arguments(void) {
  const pgl_str a[] = {PGL_STR("x"), PGL_STR("y"), PGL_STR("z")}, b[] = {PGL_STR("z"), PGL_STR("x"), PGL_STR("w")};
  const int32_t numbers[] = {1, 2, 2, 4};
  sets_set_str first, second, out;
  sets_set_i32 set;
  pgl_owner *owner;
  int64_t sum = 0;
  first.data = a;
  second.data = b;
  first.len = second.len = 3;
  OK(sets_common(first, second, &out, &owner));
  CHECK_UINT(out.len, 2);
  CHECK_STR(out.data[0], "x");
  CHECK_STR(out.data[1], "z");
  pgl_release(owner);
  set.data = numbers;
  set.len = 4;
  OK(sets_sum(set, &sum)); /* what is given twice counts once */
  CHECK_INT(sum, 7);
}

static void test_unordered(void) {
  sets_set_str out;
  pgl_owner *owner;
  OK(sets_single(pgl_text("only"), &out, &owner));
  CHECK_UINT(out.len, 1);
  CHECK_STR(out.data[0], "only");
  pgl_release(owner);
}

static void test_refusals(void) {
  const pgl_str bad[] = {PGL_STR("x"), PGL_STR("\xff")};
  sets_set_str set, out;
  sets_set_i32 numbers = {NULL, 2};
  pgl_owner *owner = NULL;
  int64_t sum = 42;
  set.data = bad;
  set.len = 2;
  FAILS(PGL_ERROR_UTF8, sets_common(set, set, &out, &owner));
  CHECK(strstr(sets_last_error()->message.data, "a[1]") != NULL);
  FAILS(PGL_ERROR_NULL, sets_sum(numbers, &sum));
  set.len = SIZE_MAX / 4;
  FAILS(PGL_ERROR_LENGTH, sets_common(set, set, &out, &owner));
  FAILS(PGL_ERROR_UTF8, sets_single(bad[1], &out, &owner));
  CHECK_INT(sum, 42);
  CHECK(owner == NULL);
}

TESTS(test_results, test_arguments, test_unordered, test_refusals)
