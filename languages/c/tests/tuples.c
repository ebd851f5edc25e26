#include <tuples_c.h>

#define LIBRARY tuples
#include "check.h"

static void test_results(void) {
  tuples_tuple_i32_i32 numbers;
  tuples_tuple_str_i32_bool person;
  pgl_owner *owner;
  OK(tuples_divmod(17, 5, &numbers));
  CHECK_INT(numbers.item0, 3);
  CHECK_INT(numbers.item1, 2);
  OK(tuples_person(&person, &owner));
  CHECK_STR(person.item0, "Ada");
  CHECK_INT(person.item1, 36);
  CHECK_UINT(person.item2, 1);
  pgl_release(owner);
}

static void test_arguments(void) {
  tuples_tuple_i32_str pair;
  tuples_tuple_str_i32 swapped;
  tuples_tuple_str_i32_bool person;
  pgl_str out;
  pgl_owner *owner;
  memset(&pair, 0, sizeof pair);
  memset(&person, 0, sizeof person);
  pair.item0 = -1;
  pair.item1 = pgl_text("\xc3\xa4");
  OK(tuples_swapped(&pair, &swapped, &owner));
  CHECK_STR(swapped.item0, "\xc3\xa4");
  CHECK_INT(swapped.item1, -1);
  pgl_release(owner);
  person.item0 = pgl_text("Bob");
  person.item1 = 5;
  OK(tuples_describe(&person, &out, &owner));
  CHECK_STR(out, "Bob (5)");
  pgl_release(owner);
  person.item2 = 1;
  OK(tuples_describe(&person, &out, &owner));
  CHECK_STR(out, "Bob (5) *");
  pgl_release(owner);
}

static void test_in_sequence(void) {
  const pgl_str texts[] = {PGL_STR("a"), PGL_STR(""), PGL_STR("abc")};
  pgl_seq_str in;
  tuples_seq_tuple_str_i32 out;
  pgl_owner *owner;
  in.data = texts;
  in.len = 3;
  OK(tuples_lengths(in, &out, &owner));
  CHECK_UINT(out.len, 3);
  CHECK_STR(out.data[2].item0, "abc");
  CHECK_INT(out.data[2].item1, 3);
  CHECK_INT(out.data[1].item1, 0);
  pgl_release(owner);
}

static void test_record_that_holds_itself_in_pairs(void) {
  tuples_tuple_i32_outline leaf, inner;
  tuples_outline out;
  pgl_owner *owner;
  memset(&leaf, 0, sizeof leaf);
  leaf.item0 = 2;
  leaf.item1.title = pgl_text("leaf");
  inner.item0 = 1;
  inner.item1.title = pgl_text("middle");
  inner.item1.parts.data = &leaf;
  inner.item1.parts.len = 1;
  OK(tuples_below(&inner, pgl_text("root"), &out, &owner));
  CHECK_STR(out.title, "root");
  CHECK_UINT(out.parts.len, 1);
  CHECK_INT(out.parts.data[0].item0, 1);
  CHECK_STR(out.parts.data[0].item1.title, "middle");
  CHECK_STR(out.parts.data[0].item1.parts.data[0].item1.title, "leaf");
  pgl_release(owner);
  leaf.item1.title = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, tuples_below(&inner, pgl_text("root"), &out, &owner));
}

static void test_refusals(void) {
  tuples_tuple_i32_str pair;
  tuples_tuple_str_i32 swapped;
  tuples_tuple_str_i32_bool person;
  pgl_str out;
  pgl_owner *owner;
  memset(&pair, 0, sizeof pair);
  memset(&person, 0, sizeof person);
  pair.item1 = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, tuples_swapped(&pair, &swapped, &owner));
  pair.item1.data = NULL;
  FAILS(PGL_ERROR_NULL, tuples_swapped(&pair, &swapped, &owner));
  FAILS(PGL_ERROR_NULL, tuples_swapped(NULL, &swapped, &owner));
  person.item2 = 2;
  FAILS(PGL_ERROR_RANGE, tuples_describe(&person, &out, &owner));
  FAILS(PGL_ERROR_NULL, tuples_divmod(1, 1, NULL));
}

TESTS(test_results, test_arguments, test_in_sequence, test_record_that_holds_itself_in_pairs, test_refusals)
