#include <sequences_c.h>

#define LIBRARY sequences
#include "check.h"

#include <stdint.h>

static void test_numbers(void) {
  const double reals[] = {1.5, 2, -0.5};
  const int32_t numbers[] = {INT32_MAX, INT32_MAX, 2};
  pgl_seq_f64 f64 = {NULL, 0};
  pgl_seq_i32 i32 = {NULL, 0}, out;
  pgl_owner *owner;
  double sum = 9;
  int64_t whole = 9;
  OK(sequences_sum(f64, &sum));
  CHECK_REAL(sum, 0);
  f64.data = reals;
  f64.len = 3;
  OK(sequences_sum(f64, &sum));
  CHECK_REAL(sum, 3);
  i32.data = numbers;
  i32.len = 3;
  OK(sequences_sum_span(i32, &whole));
  CHECK_INT(whole, INT64_C(4294967296));
  OK(sequences_range(5, &out, &owner));
  CHECK_SEQ(out, int32_t, 0, 1, 2, 3, 4);
  pgl_release(owner);
  OK(sequences_range(-1, &out, &owner));
  CHECK_UINT(out.len, 0);
  pgl_release(owner);
  OK(sequences_range(1000000, &out, &owner));
  CHECK_INT(out.data[999999], 999999);
  OK(sequences_sum_span(out, &whole)); /* a result as an argument */
  CHECK_INT(whole, INT64_C(499999500000));
  pgl_release(owner);
}

static void test_truth(void) {
  const pgl_bool values[] = {1, 0, 0}, bad[] = {1, 0, 3};
  pgl_seq_bool in, out;
  pgl_owner *owner;
  in.data = values;
  in.len = 3;
  OK(sequences_flip(in, &out, &owner));
  CHECK_SEQ(out, pgl_bool, 0, 1, 1);
  pgl_release(owner);
  in.data = bad;
  FAILS(PGL_ERROR_RANGE, sequences_flip(in, &out, &owner));
  CHECK(strstr(sequences_last_error()->message.data, "values[2]") != NULL);
}

static void test_text(void) {
  pgl_str texts[] = {PGL_STR("a"), PGL_STR(""), PGL_STR("\xc3\xa4\0z")};
  pgl_seq_str in, out;
  pgl_owner *owner;
  in.data = texts;
  in.len = 3;
  OK(sequences_reversed(in, &out, &owner));
  CHECK_UINT(out.len, 3);
  CHECK_STR(out.data[0], "\xc3\xa4\0z");
  CHECK_STR(out.data[1], "");
  CHECK_STR(out.data[2], "a");
  pgl_release(owner);
  texts[1] = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, sequences_reversed(in, &out, &owner));
  texts[1].data = NULL;
  FAILS(PGL_ERROR_NULL, sequences_reversed(in, &out, &owner));
  in.len = 0;
  OK(sequences_reversed(in, &out, &owner));
  CHECK_UINT(out.len, 0);
  pgl_release(owner);
}

static void test_records(void) {
  const sequences_point points[] = {{1, 2}, {3, 4}};
  const sequences_named items[] = {{PGL_STR("one"), 1}, {PGL_STR("two"), 2}};
  sequences_seq_point in, out;
  sequences_seq_named named, doubled;
  pgl_owner *owner;
  in.data = points;
  in.len = 2;
  OK(sequences_moved(in, 10, &out, &owner));
  CHECK_UINT(out.len, 2);
  CHECK_REAL(out.data[1].x, 13);
  CHECK_REAL(out.data[1].y, 4);
  pgl_release(owner);
  named.data = items;
  named.len = 2;
  OK(sequences_doubled(named, &doubled, &owner));
  CHECK_STR(doubled.data[1].name, "two");
  CHECK_INT(doubled.data[1].value, 4);
  pgl_release(owner);
}

static void test_nested(void) {
  const int32_t a[] = {1, 2}, b[] = {3};
  pgl_seq_i32 rows[3];
  sequences_seq_seq_i32 in, out;
  pgl_owner *owner;
  int64_t total = 0;
  memset(rows, 0, sizeof rows);
  rows[0].data = a;
  rows[0].len = 2;
  rows[2].data = b;
  rows[2].len = 1;
  in.data = rows;
  in.len = 3;
  OK(sequences_total(in, &total));
  CHECK_INT(total, 6);
  OK(sequences_triangle(3, &out, &owner));
  CHECK_UINT(out.len, 3);
  CHECK_SEQ(out.data[2], int32_t, 1, 2, 3);
  OK(sequences_total(out, &total));
  CHECK_INT(total, 10);
  pgl_release(owner);
  rows[1].len = 1;
  FAILS(PGL_ERROR_NULL, sequences_total(in, &total));
  CHECK(strstr(sequences_last_error()->message.data, "rows[1]") != NULL);
}

static void test_fixed_length(void) {
  const float vector[] = {1, 2, 3, 4};
  pgl_seq_f32 in, out;
  pgl_owner *owner;
  in.data = vector;
  in.len = 3;
  OK(sequences_scale(in, 0.5F, &out, &owner));
  CHECK_SEQ(out, float, 0.5F, 1, 1.5F);
  pgl_release(owner);
  in.len = 4;
  FAILS(PGL_ERROR_LENGTH, sequences_scale(in, 1, &out, &owner));
  in.len = 2;
  FAILS(PGL_ERROR_LENGTH, sequences_scale(in, 1, &out, &owner));
  in.len = 0;
  FAILS(PGL_ERROR_LENGTH, sequences_scale(in, 1, &out, &owner));
}

static void test_other_containers(void) {
  const int64_t values[] = {INT64_MIN, 0, INT64_MAX};
  pgl_seq_i64 in, out;
  pgl_owner *owner;
  in.data = values;
  in.len = 3;
  OK(sequences_to_deque(in, &out, &owner));
  CHECK_SEQ(out, int64_t, INT64_MIN, 0, INT64_MAX);
  pgl_release(owner);
}

/* In C++, lists in braces. */
static void test_lists(void) {
  const int32_t numbers[] = {3, 9, 4};
  const pgl_str words[] = {PGL_STR("a"), PGL_STR("b"), PGL_STR("\xff")};
  const double cells[] = {1, 2, 4};
  const sequences_point corners[] = {{1, 2}, {3, 4}};
  pgl_seq_i32 i32 = {NULL, 0};
  pgl_seq_str texts;
  pgl_seq_f64 rows[2];
  sequences_seq_seq_f64 all;
  sequences_seq_point points;
  sequences_path *path;
  pgl_str joined;
  pgl_owner *owner;
  int32_t largest = 7;
  double product = 0;
  OK(sequences_largest(i32, &largest));
  CHECK_INT(largest, 0);
  i32.data = numbers;
  i32.len = 3;
  OK(sequences_largest(i32, &largest));
  CHECK_INT(largest, 9);
  texts.data = words;
  texts.len = 2;
  OK(sequences_joined(texts, pgl_text("+"), &joined, &owner));
  CHECK_STR(joined, "a+b");
  pgl_release(owner);
  texts.len = 3;
  FAILS(PGL_ERROR_UTF8, sequences_joined(texts, pgl_text("+"), &joined, &owner));
  rows[0].data = cells;
  rows[0].len = 2;
  rows[1].data = cells + 2;
  rows[1].len = 1;
  all.data = rows;
  all.len = 2;
  OK(sequences_product(&all, &product));
  CHECK_REAL(product, 12);
  OK(sequences_product(NULL, &product));
  CHECK_REAL(product, 3);
  rows[1].data = NULL;
  FAILS(PGL_ERROR_NULL, sequences_product(&all, &product));
  points.data = corners;
  points.len = 1;
  OK(sequences_path_new(points, &path));
  points.data = corners + 1;
  OK(sequences_path_append(path, points));
  OK(sequences_path_points(path, &points, &owner));
  CHECK_UINT(points.len, 2);
  CHECK_REAL(points.data[1].y, 4);
  pgl_release(owner);
  sequences_path_free(path);
}

static void test_object(void) {
  const double numbers[] = {5, 6};
  pgl_seq_f64 in, values;
  sequences_seq_point points;
  pgl_owner *owner;
  sequences_series *series, *empty;
  in.data = numbers;
  in.len = 2;
  OK(sequences_series_new_with_values(in, &series));
  OK(sequences_series_append(series, 7));
  OK(sequences_series_values(series, &values));
  CHECK_SEQ(values, double, 5, 6, 7);
  OK(sequences_series_points(series, &points, &owner));
  CHECK_UINT(points.len, 3);
  CHECK_REAL(points.data[2].x, 2);
  CHECK_REAL(points.data[2].y, 7);
  pgl_release(owner);
  OK(sequences_series_new(&empty));
  OK(sequences_series_values(empty, &values));
  CHECK_UINT(values.len, 0);
  sequences_series_free(empty);
  sequences_series_free(series);
  FAILS(PGL_ERROR_CLOSED, sequences_series_values(series, &values));
}

/* Lengths at the edges: none of them is ever multiplied unchecked. */
static void test_lengths(void) {
  static const size_t lengths[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 2 + 1, SIZE_MAX / 8 + 1, SIZE_MAX / 16 + 1};
  const double number = 1;
  size_t i;
  double sum = 42;
  pgl_seq_f64 in = {NULL, 1};
  FAILS(PGL_ERROR_NULL, sequences_sum(in, &sum));
  in.data = &number;
  for (i = 0; i < sizeof lengths / sizeof *lengths; ++i) {
    sequences_seq_point points;
    pgl_owner *owner;
    in.len = lengths[i];
    FAILS(PGL_ERROR_LENGTH, sequences_sum(in, &sum));
    points.data = (const sequences_point *)(const void *)&number;
    points.len = lengths[i];
    FAILS(PGL_ERROR_LENGTH, sequences_moved(points, 1, &points, &owner));
  }
  CHECK_REAL(sum, 42);
}

TESTS(test_numbers, test_truth, test_text, test_records, test_nested, test_fixed_length, test_other_containers, test_lists,
      test_object, test_lengths)
