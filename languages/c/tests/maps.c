#include <maps_c.h>

#define LIBRARY maps
#include "check.h"

#include <stdint.h>

static void test_result(void) {
  maps_map_str_i32 out;
  pgl_owner *owner;
  OK(maps_count_words(pgl_text("the cat  and the dog "), &out, &owner));
  CHECK_UINT(out.len, 4); /* sorted, as std::map is */
  CHECK_STR(out.data[0].key, "and");
  CHECK_INT(out.data[0].value, 1);
  CHECK_STR(out.data[3].key, "the");
  CHECK_INT(out.data[3].value, 2);
  pgl_release(owner);
  OK(maps_count_words(pgl_text(""), &out, &owner));
  CHECK_UINT(out.len, 0);
  pgl_release(owner);
}

static void test_argument(void) {
  const maps_entry_str_i32 entries[] = {{PGL_STR("a"), 1}, {PGL_STR("b\0"), -5}, {PGL_STR("c"), INT32_MAX}};
  maps_map_str_i32 counts;
  int64_t sum = 0;
  counts.data = entries;
  counts.len = 3;
  OK(maps_sum_values(counts, &sum));
  CHECK_INT(sum, (int64_t)INT32_MAX - 4);
  counts.len = 0;
  OK(maps_sum_values(counts, &sum));
  CHECK_INT(sum, 0);
  counts.data = NULL;
  OK(maps_sum_values(counts, &sum));
}

/* The order of an unordered map is not promised. */
static void test_unordered(void) {
  const maps_entry_str_i32 entries[] = {{PGL_STR("one"), 1}, {PGL_STR("two"), 2}};
  maps_map_str_i32 map;
  maps_map_i32_str out;
  pgl_owner *owner;
  size_t i;
  map.data = entries;
  map.len = 2;
  OK(maps_inverted(map, &out, &owner));
  CHECK_UINT(out.len, 2);
  for (i = 0; i < out.len; ++i) {
    if (out.data[i].key == 1) CHECK_STR(out.data[i].value, "one");
    else CHECK_STR(out.data[i].value, "two");
  }
  pgl_release(owner);
}

static void test_records(void) {
  const maps_entry_str_stock entries[] = {{PGL_STR("pen"), {10, 1.5}}, {PGL_STR("ink"), {2, 4.25}}};
  maps_map_str_stock stocks;
  double sum = 0;
  stocks.data = entries;
  stocks.len = 2;
  OK(maps_worth(stocks, &sum));
  CHECK_REAL(sum, 23.5);
}

static void test_sequences(void) {
  maps_map_i32_seq_i32 out;
  maps_map_i32_i64 squares;
  pgl_owner *owner;
  OK(maps_by_last_digit(21, &out, &owner));
  CHECK_UINT(out.len, 10);
  CHECK_INT(out.data[0].key, 0);
  CHECK_SEQ(out.data[0].value, int32_t, 0, 10, 20);
  CHECK_SEQ(out.data[9].value, int32_t, 9, 19);
  pgl_release(owner);
  OK(maps_squares(50000, &squares, &owner));
  CHECK_UINT(squares.len, 50000);
  CHECK_INT(squares.data[49999].value, INT64_C(2499900001));
  pgl_release(owner);
}

static void test_refusals(void) {
  maps_entry_str_i32 entries[] = {{PGL_STR("good"), 1}, {PGL_STR("\xff"), 2}};
  maps_map_str_i32 map;
  int64_t sum = 42;
  map.data = entries;
  map.len = 2;
  FAILS(PGL_ERROR_UTF8, maps_sum_values(map, &sum));
  CHECK(strstr(maps_last_error()->message.data, "counts[1]") != NULL);
  entries[1].key.data = NULL;
  FAILS(PGL_ERROR_NULL, maps_sum_values(map, &sum));
  map.data = NULL;
  FAILS(PGL_ERROR_NULL, maps_sum_values(map, &sum));
  map.data = entries;
  map.len = SIZE_MAX / 2;
  FAILS(PGL_ERROR_LENGTH, maps_sum_values(map, &sum));
  map.len = SIZE_MAX / sizeof(maps_entry_str_i32) + 2; /* wraps round when it is multiplied */
  FAILS(PGL_ERROR_LENGTH, maps_sum_values(map, &sum));
  CHECK_INT(sum, 42);
}

TESTS(test_result, test_argument, test_unordered, test_records, test_sequences, test_refusals)
